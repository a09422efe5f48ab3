"""What `case.html` is given."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.render.contexts.evidence import AnswerView, AxisView, LedgerView, RelationView
from generator.render.contexts.frame import Frame
from generator.render.contexts.shared import (
    CitationView,
    Fact,
    InsideLink,
    OutsideLink,
    PictureView,
    RatingView,
)
from generator.render.contexts.versions import FamilyView


@dataclass(frozen=True, slots=True)
class ClaimView:
    """What was said about the picture."""

    text: str
    """The exact words."""
    claimant: str
    """Who said it; empty when not given."""
    place: str
    """Where it was published; empty when not given."""
    date: str
    """When it was said, ISO 8601; empty when not given."""
    event: str
    """Where and when the claim says the picture was taken; empty when it doesn't."""
    event_date: str
    """When the claim says the picture was taken, ISO 8601; empty when it doesn't."""
    event_position: str
    """Latitude and longitude of the claimed place, or that they are withheld; empty when the note gives none."""
    links: tuple[OutsideLink, ...]
    """Where it can be read, with archived copies."""


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A sighting, or a marker for the claim's own dates between the sightings."""

    anchor: str
    """`S1`; empty for a marker."""
    date: str
    """ISO 8601; empty when unknown."""
    date_kind: str
    """What the date means, in words; the marker's words for a marker."""
    publisher: str
    """Who showed it."""
    caption: str
    """What was claimed there."""
    language: str
    """BCP 47 tag of the caption; empty when unknown."""
    language_name: str
    """The language in words, or its tag where there are no words for it; empty when unknown."""
    place: str
    """Where it was said to be, there."""
    match: str
    """How the picture there compares, in words; empty for a marker."""
    match_shape: str
    """Sign beside the match."""
    picture: str
    """Which picture is meant, by letter; empty when all are or when there is only one."""
    page: OutsideLink | None
    """The page and its archived copy; None when there is neither."""
    found_by: str
    """Who found it and how."""
    note: str
    """A remark."""
    compared: str = ""
    """How the match was found here; empty when the note or a service only says so."""
    is_by_note: bool = False
    """Whether only the note says what the match is."""
    screenshot: InsideLink | None = None
    """Page of a picture that shows the sighting; None when there is none."""
    screenshot_picture: PictureView | None = None
    """That picture, small; None when there is none."""
    is_marker: bool = False
    """Whether it is a date of the claim itself and not a sighting."""


@dataclass(frozen=True, slots=True)
class TimelineHeadline:
    """`Existed no later than 14 March 2019`, with what it rests on."""

    before: str
    """Words before the date."""
    date: str
    """ISO 8601."""
    after: str
    """Words after the date; may be empty."""
    citation: CitationView
    """The sighting."""
    earlier: TimelineHeadline | None = None
    """An earlier sighting that says less, as it was not compared; None when there is none."""


@dataclass(frozen=True, slots=True)
class StoryView:
    """What was said of the picture at one time."""

    date: str
    """ISO 8601; empty when unknown."""
    said: str
    """The words."""
    language: str
    """BCP 47 tag of the words; empty when unknown."""
    language_name: str
    """The language in words; empty when unknown."""
    place: str
    """Where the picture was said to be taken."""
    who: str
    """Who said it."""
    citation: CitationView | None
    """The sighting; None for the claim."""
    date_kind: str = ""
    """What the date means, in words; empty for the claim."""
    is_questioned: bool = False
    """Whether nobody says that the two pictures were compared."""


@dataclass(frozen=True, slots=True)
class SearchView:
    """A service that was asked."""

    anchor: str
    """`Q1`."""
    service: str
    """Its name."""
    date: str
    """ISO 8601."""
    sent: str
    """What left the machine."""
    result: str
    """What came back."""
    shape: str
    """Sign for answered or not checked."""
    picture: str
    """Which picture was asked about, when the case has several."""
    who: str
    """Who asked; empty when nobody said."""


@dataclass(frozen=True, slots=True)
class TimelineView:
    """Where and when the picture was seen, oldest first."""

    headline: TimelineHeadline | None
    """What the dates show together; None when they show nothing."""
    entries: tuple[TimelineEntry, ...]
    """Oldest first; entries without a date come last."""
    claim_text: str
    """The claim's words, to compare with the captions; empty when there is no claim."""
    stories: tuple[StoryView, ...] = ()
    """What was said of the same picture at different times, the claim included; empty when there is nothing to compare."""
    related: tuple[TimelineEntry, ...] = ()
    """Pages about the same claim, found by words alone."""
    searches: tuple[SearchView, ...] = ()
    """Services that were asked, oldest first."""


@dataclass(frozen=True, slots=True)
class CaseExhibit:
    """One picture of the case with everything the machine says of it."""

    letter: str
    """`A`."""
    anchor: str
    """`exhibit-A`."""
    href: str
    """Its own page."""
    title: str
    """Short name."""
    picture: PictureView
    """The picture; the first has the rating in its pixels."""
    credit: str
    """Who made or supplied it."""
    source: OutsideLink | None
    """Where this copy came from."""
    obtained: str
    """How and when this copy was obtained."""
    axes: tuple[AxisView, ...]
    """The three axes; empty when the picture was not assessed."""
    ledger: LedgerView
    """The three states of all checks."""
    relations: tuple[RelationView, ...]
    """Links to other exhibits."""
    identity: tuple[Fact, ...]
    """Hashes and sizes of the file."""


@dataclass(frozen=True, slots=True)
class OutsideCheckView:
    """What a person had checked elsewhere."""

    anchor: str
    """`outside-1`."""
    what: str
    """What was checked, and by which service."""
    result: str
    """What came out."""
    who: str
    """Who had it checked."""
    when: str
    """ISO 8601."""
    page: OutsideLink | None
    """The service or its answer; None when the note gives no address."""
    picture: str
    """Which picture is meant; empty when all are."""


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What was changed after publication."""

    date: str
    """ISO 8601."""
    kind: str
    """`Correction` or `Update`."""
    text: str
    """What was wrong and what it says now."""
    case: InsideLink | None = None
    """The case, on pages that list corrections of all cases."""
    language: str = ""
    """BCP 47 tag of the text; empty when it is the page's."""


@dataclass(frozen=True, slots=True)
class PersonView:
    """An author or reviewer."""

    name: str
    """As shown."""
    url: str
    """Home page; empty when there is none or it may not become a link."""


@dataclass(frozen=True, slots=True)
class CaseContext:
    """A case: claim, verdict, evidence, and what a person said."""

    frame: Frame
    """Head, navigation, colophon."""
    title: str
    """The headline; states the finding."""
    language: str
    """BCP 47 tag of the case's own words; empty when it is the page's."""
    disclaimer: str
    """Shown above everything; empty when there is none."""
    published: str
    """ISO 8601 date; empty when not given."""
    updated: str
    """ISO 8601 date of the last change; empty when not given."""
    authors: tuple[PersonView, ...]
    """Who wrote it."""
    reviewers: tuple[PersonView, ...]
    """Who checked it."""
    claim: ClaimView | None
    """What is checked; None when the case checks no claim."""
    rating: RatingView | None
    """A person's rating; None until one was given."""
    question: str
    """What the reader wants to know; empty when not given."""
    summary: str
    """The answer on one screen."""
    address: str
    """Address of the page, shown in the summary so that a screenshot leads back to it; empty without a base URL."""
    exhibits: tuple[CaseExhibit, ...]
    """The pictures, in order."""
    answers: tuple[AnswerView, ...]
    """Questions and answers; the case's own question first."""
    families: tuple[FamilyView, ...]
    """Versions of its pictures, here and elsewhere on the site."""
    timeline: TimelineView
    """Sightings."""
    body: Markup
    """The note as HTML; empty when there is none."""
    sources: tuple[OutsideLink, ...]
    """What the note rests on."""
    outside_checks: tuple[OutsideCheckView, ...]
    """What people had checked elsewhere, oldest first."""
    corrections: tuple[CorrectionView, ...]
    """Newest first."""
    related: tuple[InsideLink, ...]
    """Other cases, linked in either direction."""
    tags: tuple[InsideLink, ...]
    """Topics."""
    withheld: tuple[str, ...]
    """Kinds of values that this page withholds, in words."""
    method_version: str
    """Version of the generator, for the line on how to verify this page."""
