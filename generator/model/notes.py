"""What people said: claims, sightings, ratings, corrections, cases."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


@dataclass(frozen=True, slots=True)
class WebLink:
    """An address with its archived copy."""

    url: str
    """http or https address."""
    title: str = ""
    """What is there."""
    archive: str = ""
    """Address of the archived copy; empty when none was made."""
    date: str = ""
    """When it was read or published, as the note says."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What was said about the picture."""

    text: str
    """The exact words."""
    claimant: str = ""
    """Who said it."""
    place: str = ""
    """Where it was published: a platform, a paper."""
    date: str = ""
    """When it was said, ISO 8601."""
    event_date: str = ""
    """When the claim says the picture was taken, ISO 8601."""
    event_place: str = ""
    """Where the claim says it was taken."""
    links: tuple[WebLink, ...] = ()
    """Where it can be read."""
    event_position: tuple[float, float] | None = None
    """Latitude and longitude of the claimed place in degrees, as the note's author found them; withheld like any position."""


class DateKind(StrEnum):
    """What a sighting's date means. Every one is only an upper bound of when the picture came to be."""

    POSTED = "posted"
    PUBLISHED = "published"
    CRAWLED = "crawled"
    ARCHIVED = "archived"
    CLAIMED = "claimed"
    FOUND = "found"


class MatchKind(StrEnum):
    """How the sighted picture compares with ours."""

    SAME_BYTES = "same bytes"
    SAME_PICTURE = "same picture"
    CROPPED = "part of it"
    ALTERED = "altered version"
    UNVERIFIED = "not compared here"
    SAME_CLAIM = "about the same claim"
    PAGE_ONLY = "the page only"

    @property
    def is_same(self) -> bool:
        """Whether it is the whole picture, saved again at most."""
        return self in (MatchKind.SAME_BYTES, MatchKind.SAME_PICTURE)

    @property
    def is_of_picture(self) -> bool:
        """Whether somebody took the picture there for ours; else only words or addresses agree."""
        return self not in (MatchKind.SAME_CLAIM, MatchKind.PAGE_ONLY)


class Trust(IntEnum):
    """How well a sighting is known to show the picture, the best first."""

    COMPARED = 0
    VERSION_COMPARED = 1
    NOTED = 2
    VERSION_NOTED = 3
    UNCOMPARED = 4
    NOT_OF_PICTURE = 5

    @property
    def is_compared(self) -> bool:
        """Whether the two pictures were compared here."""
        return self <= Trust.VERSION_COMPARED


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where and when the picture was seen."""

    url: str
    """The page; empty when there is none."""
    date: str
    """ISO 8601, as precise as known: `2019-03`, `2019-03-14`, `2019-03-14T08:00:00Z`."""
    date_kind: DateKind
    """What the date means."""
    publisher: str = ""
    """Who showed it."""
    caption: str = ""
    """What was claimed there, in its own words."""
    place: str = ""
    """Where it was said to be, there."""
    language: str = ""
    """BCP 47 tag of the page."""
    match: MatchKind = MatchKind.UNVERIFIED
    """How the picture there compares with ours."""
    picture: str = ""
    """Which of the case's pictures, by file name; empty when it has one or all are meant."""
    archive: str = ""
    """Archived copy."""
    found_by: str = ""
    """Who found it and how."""
    note: str = ""
    """A remark."""
    compared: str = ""
    """How the match was found here, in words: `the check sums are equal`; empty when somebody only said so."""
    screenshot: str = ""
    """File name of a picture of the case that shows the page; empty when there is none."""

    @property
    def trust(self) -> Trust:
        """How well it is known to show the picture: by a comparison here, by the note's word, or by nobody's."""
        if not self.match.is_of_picture:
            return Trust.NOT_OF_PICTURE
        if self.match is MatchKind.UNVERIFIED:
            return Trust.UNCOMPARED
        if self.compared:
            return Trust.COMPARED if self.match.is_same else Trust.VERSION_COMPARED
        return Trust.NOTED if self.match.is_same else Trust.VERSION_NOTED

    @property
    def is_by_note(self) -> bool:
        """Whether only the note says that the picture is there."""
        return self.trust in (Trust.NOTED, Trust.VERSION_NOTED)


class Lookups(StrEnum):
    """What may leave the machine when services are asked about a case, from nothing to everything."""

    NONE = "none"
    HASHES_ONLY = "hashes-only"
    PUBLIC_URL = "public-url"
    UPLOAD = "upload"

    def permits(self, wanted: Lookups) -> bool:
        """Whether a question that needs `wanted` may be asked."""
        levels = tuple(Lookups)
        return levels.index(wanted) <= levels.index(self)


@dataclass(frozen=True, slots=True)
class Search:
    """A service that was asked, and what came of it. No result says nothing about whether there is one."""

    service: str
    """Its name."""
    date: str
    """When, ISO 8601."""
    sent: str
    """What left the machine, in words."""
    result: str
    """What came back, in words."""
    is_answered: bool
    """Whether the service answered; else this was not checked."""
    picture: str = ""
    """Which of the case's pictures, by file name."""
    who: str = ""
    """Who asked; empty when nobody said."""
    count: int = 0
    """Results that came back."""


@dataclass(frozen=True, slots=True)
class OutsideCheck:
    """What a person had checked elsewhere, by a service that this program can't ask: evidence made by that person."""

    what: str
    """What was checked, and by which service: `SynthID, in Google's Gemini app`."""
    result: str
    """What came out, in a sentence."""
    who: str
    """Who had it checked."""
    when: str
    """ISO 8601."""
    url: str = ""
    """Page of the service or of its answer; empty when there is none."""
    picture: str = ""
    """Which of the case's pictures, by file name; empty when it has one or all are meant."""


@dataclass(frozen=True, slots=True)
class Rating:
    """A person's judgement, from the publisher's own list."""

    key: str
    """Key in `site.yaml`: `false-context`."""
    name: str
    """Words shown: `False context`."""
    definition: str
    """What the publisher means by it."""
    shape: str
    """Sign beside the word, so that colour is never alone: `cross`, `half`, `check`, `question`, `split`, `dash`."""
    tone: str
    """Colour family: `bad`, `mixed`, `good`, `neutral`."""
    value: int | None = None
    """Place on the scale from 1 (worst), for ClaimReview; None when it has none."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What was changed after publication."""

    date: str
    """ISO 8601."""
    text: str
    """What was wrong and what it says now."""
    kind: str = "correction"
    """`correction` when something was wrong, `update` when something new came."""


@dataclass(frozen=True, slots=True)
class Person:
    """An author or reviewer."""

    name: str
    """As shown."""
    url: str = ""
    """Home page."""


@dataclass(frozen=True, slots=True)
class Case:
    """A folder with a `case.md`: pictures and what a person has to say about them."""

    slug: str
    """Unique; the page is `cases/<slug>/`."""
    path: str
    """Path of `case.md` relative to the content folder."""
    title: str
    """The headline; states the finding."""
    language: str
    """BCP 47 tag."""
    published: str = ""
    """ISO 8601 date; empty when the note gives none."""
    updated: str = ""
    """ISO 8601 date of the last change that readers should know of."""
    claim: Claim | None = None
    """What is checked."""
    question: str = ""
    """What the reader wants to know."""
    summary: str = ""
    """The answer on one screen, plain text."""
    rating: Rating | None = None
    """A person's rating; None until one was given."""
    media_category: str = ""
    """MediaReview category: `DecontextualizedContent` and the like; empty when not given."""
    tags: tuple[str, ...] = ()
    """Topics, as written."""
    aliases: tuple[str, ...] = ()
    """Former slugs that redirect here."""
    authors: tuple[Person, ...] = ()
    """Who wrote it."""
    reviewers: tuple[Person, ...] = ()
    """Who checked it."""
    exhibits: tuple[str, ...] = ()
    """Ids of its pictures; the first is the main one."""
    sightings: tuple[Sighting, ...] = ()
    """Oldest first."""
    lookups: Lookups = Lookups.NONE
    """What may leave the machine when services are asked about it."""
    searches: tuple[Search, ...] = ()
    """Services that were asked, oldest first."""
    sources: tuple[WebLink, ...] = ()
    """What the note rests on."""
    outside_checks: tuple[OutsideCheck, ...] = ()
    """What people had checked elsewhere, oldest first."""
    corrections: tuple[Correction, ...] = ()
    """Newest first."""
    related: tuple[str, ...] = ()
    """Slugs of other cases."""
    disclaimer: str = ""
    """A line shown above everything: `This story is invented.`"""
    body: str = ""
    """The note's Markdown, as written."""
