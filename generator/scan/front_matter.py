"""What a person can write at the head of a `case.md`.

The names and the words below each are the documentation: the commented template of `backstory new` and the JSON Schema
for editors are made from them. Only `title` is required. Markdown follows after the second `---`.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from generator.model import DateKind, Lookups, MatchKind
from generator.scan.fields import (
    Address,
    Block,
    Date,
    Day,
    FilledBlock,
    FilledLine,
    Language,
    Line,
    Position,
    Slug,
    Source,
    as_list,
    refuse,
)

MediaCategory = Literal[
    "OriginalMediaContent",
    "DecontextualizedContent",
    "EditedOrCroppedContent",
    "TransformedContent",
    "StagedContent",
    "SatireOrParodyContent",
]
"""MediaReview's categories, https://schema.org/MediaManipulationRatingEnumeration."""

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class _Note(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class RedactionNote(_Note):
    """A box to be made unreadable in every published copy, measured on the upright picture."""

    x: Share
    """Left edge as a share of the picture's width, 0 to 1."""
    y: Share
    """Top edge as a share of the picture's height, 0 to 1."""
    width: Share
    """Width as a share of the picture's width, 0 to 1."""
    height: Share
    """Height as a share of the picture's height, 0 to 1."""
    reason: FilledLine
    """Why it is hidden, shown under the picture."""

    @model_validator(mode="after")
    def _lies_inside(self) -> Self:
        if not self.width or not self.height:
            refuse("the box has no size", "give a width and a height above 0")
        if self.x + self.width > 1.000001 or self.y + self.height > 1.000001:
            refuse("the box reaches outside of the picture", "keep x + width and y + height at 1 or less")
        return self


def _reason_of_warning(value: Any) -> Any:
    if isinstance(value, bool):
        return "This picture may be disturbing." if value else ""
    return value


class PictureNote(_Note):
    """A picture file in the case's folder."""

    file: FilledLine
    """Name of the picture file in this folder."""
    alt: Line = ""
    """What the picture shows, for readers who can't see it."""
    title: Line = ""
    """Short name for headings; the file name when left out."""
    credit: Line = ""
    """Who made or supplied it."""
    source: Source = ""
    """Address or description of where this copy came from."""
    obtained: Line = ""
    """How and when this copy was obtained."""
    sensitive: Annotated[Line, BeforeValidator(_reason_of_warning, json_schema_input_type=bool | str)] = ""
    """Why it is hidden behind a warning: a reason, or `true` for a general one."""
    redactions: tuple[RedactionNote, ...] = Field(default=(), max_length=100)
    """Boxes that are made unreadable in everything published."""


class LinkNote(_Note):
    """An address with its archived copy; a bare address will do."""

    url: Address
    """The page's address."""
    title: Line = ""
    """What is there."""
    archive: Address | None = None
    """Address of an archived copy (web.archive.org, archive.today, perma.cc)."""
    date: Date | None = None
    """When it was published or read."""


Link = Annotated[
    LinkNote,
    BeforeValidator(
        lambda value: {"url": value} if isinstance(value, str) else value,
        json_schema_input_type=str | LinkNote,
    ),
]


class ClaimNote(_Note):
    """What was said about the picture; bare text will do."""

    text: FilledBlock
    """The exact words."""
    claimant: Line = ""
    """Who said it."""
    place: Line = ""
    """Where it was published: a platform, a newspaper."""
    date: Date | None = None
    """When it was said."""
    event_date: Date | None = None
    """When the claim says the picture was taken."""
    event_place: Line = ""
    """Where the claim says the picture was taken."""
    event_position: Position | None = None
    """Latitude and longitude of that place in degrees, to compare with the sun and the file; not published by default."""
    links: Annotated[tuple[Link, ...], BeforeValidator(as_list)] = ()
    """Where the claim can be read."""


class SightingNote(_Note):
    """Where and when the picture was seen."""

    url: Address | None = None
    """The page where it was seen."""
    date: Date
    """When, as precisely as known."""
    date_kind: DateKind = DateKind.PUBLISHED
    """What the date means."""
    publisher: Line = ""
    """Who showed it."""
    caption: Block = ""
    """What was claimed there, in its own words."""
    place: Line = ""
    """Where the picture was said to be taken, there."""
    language: Language | None = None
    """Language of the page."""
    match: MatchKind = MatchKind.UNVERIFIED
    """How the picture there compares with this one."""
    picture: Line = ""
    """Which of the case's pictures, by file name; leave it out when there is one or all are meant."""
    archive: Address | None = None
    """Address of an archived copy of the page."""
    found_by: Line = ""
    """Who found it, and how."""
    note: Block = ""
    """A remark."""

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if not (self.url or self.archive or self.publisher):
            refuse("says nothing of where the picture was seen", "give a url, an archive or a publisher")
        return self


class OutsideCheckNote(_Note):
    """What a service that can't be asked from here said about the picture, as a person noted it."""

    what: FilledLine
    """What was checked, and by which service."""
    result: FilledLine
    """What came out, in a sentence."""
    who: FilledLine
    """Who had it checked; published."""
    when: Date
    """When."""
    url: Address | None = None
    """Page of the service or of its answer."""
    picture: Line = ""
    """Which of the case's pictures, by file name; leave it out when there is one or all are meant."""


class CorrectionNote(_Note):
    """What was changed after publication."""

    date: Day
    """Day of the change."""
    text: FilledBlock
    """What was wrong and what it says now."""
    kind: Literal["correction", "update"] = "correction"
    """`correction` when something was wrong, `update` when something new came."""


class PersonNote(_Note):
    """A person or desk; a bare name will do."""

    name: FilledLine
    """As shown to readers."""
    url: Address | None = None
    """Home page."""


Person = Annotated[
    PersonNote,
    BeforeValidator(
        lambda value: {"name": value} if isinstance(value, str) else value,
        json_schema_input_type=str | PersonNote,
    ),
]
People = Annotated[
    tuple[Person, ...], BeforeValidator(as_list, json_schema_input_type=str | tuple[Person, ...])
]
Words = Annotated[
    tuple[FilledLine, ...], BeforeValidator(as_list, json_schema_input_type=str | tuple[str, ...])
]
Slugs = Annotated[tuple[Slug, ...], BeforeValidator(as_list, json_schema_input_type=str | tuple[str, ...])]


class FrontMatter(_Note):
    """Head of a `case.md`: everything known about a case, between two lines of `---`."""

    title: FilledLine
    """The headline; it states the finding, not the question."""
    slug: Slug | None = None
    """Last part of the page's address; the folder's name when left out."""
    aliases: Slugs = ()
    """Former slugs that shall lead to this page."""
    language: Language | None = None
    """Language of this note; the site's language when left out."""
    published: Day | None = None
    """Day of publication."""
    updated: Day | None = None
    """Day of the last change that readers should know of."""
    claim: Annotated[
        ClaimNote | None,
        BeforeValidator(
            lambda value: {"text": value} if isinstance(value, str) else value,
            json_schema_input_type=str | ClaimNote,
        ),
    ] = None
    """What was said about the picture."""
    question: Line = ""
    """What the reader wants to know."""
    summary: Block = ""
    """The answer in a few sentences of plain text."""
    rating: Line = ""
    """Key of a rating from `site.yaml`; leave it out until there is one."""
    media_category: MediaCategory | None = None
    """What kind of content it is, in MediaReview's terms."""
    pictures: tuple[PictureNote, ...] = Field(default=(), max_length=2_000)
    """What is known of the pictures beside this note. The first is the main one; others in the folder follow by name."""
    sightings: tuple[SightingNote, ...] = ()
    """Where and when the picture was seen."""
    lookups: Lookups = Lookups.NONE
    """What `backstory sightings` may send: nothing, check sums, public addresses and words as well, or the pictures, too."""
    sources: Annotated[tuple[Link, ...], BeforeValidator(as_list)] = ()
    """What this note rests on."""
    outside_checks: tuple[OutsideCheckNote, ...] = ()
    """Checks by services that this program can't ask, such as Google's SynthID, as a person did them."""
    authors: People = ()
    """Who wrote it."""
    reviewers: People = ()
    """Who checked it."""
    tags: Words = ()
    """Topics."""
    corrections: tuple[CorrectionNote, ...] = ()
    """What was changed after publication."""
    related: Slugs = ()
    """Slugs of other cases."""
    disclaimer: Line = ""
    """A line shown above everything."""

    @model_validator(mode="after")
    def _was_updated_after_publication(self) -> Self:
        if self.published and self.updated and self.updated[:10] < self.published[:10]:
            refuse("updated before it was published", "correct `updated` or `published`", field="updated")
        return self
