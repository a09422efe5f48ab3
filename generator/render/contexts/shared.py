"""Small values that several pages show: pictures, ratings, cards, citations, links out of the site."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a responsive picture."""

    href: str
    """Path from the site's root."""
    width: int
    """Pixels."""


@dataclass(frozen=True, slots=True)
class PictureView:
    """A published picture, or why there is none."""

    webp: tuple[Source, ...]
    """WebP files in growing widths; may be empty."""
    jpeg: tuple[Source, ...]
    """JPEG files in growing widths; empty only when `missing` says why."""
    width: int
    """Of the largest file, pixels; reserves the space before it arrives."""
    height: int
    """Of the largest file, pixels."""
    alt: str
    """For readers who can't see it; empty when nobody wrote one."""
    missing: str
    """Why there is no picture; empty when there is one."""
    sensitive: str
    """Why the files here are blurred; empty when they are not."""
    clear_href: str
    """Page with the clear picture, when these files are blurred."""
    redactions: tuple[str, ...]
    """Why parts of it are hidden, one reason per hidden part."""
    is_labelled: bool = False
    """Whether the rating is written into its pixels."""


@dataclass(frozen=True, slots=True)
class CopyView:
    """The part of a page in which readers compare a file of their own with the pictures of this site."""

    exhibit: str
    """Id of the picture that the page is about; empty on pages about the whole site."""
    title: str
    """Heading."""
    lead: str
    """What it does."""
    script_words: str
    """The words of the script, a JSON object."""


@dataclass(frozen=True, slots=True)
class RatingView:
    """A person's rating: word, sign and meaning."""

    name: str
    """The word."""
    definition: str
    """What the publisher means by it."""
    shape: str
    """Sign beside the word, so that colour is never alone."""
    tone: str
    """Colour family."""
    href: str
    """Page with all cases so rated."""


@dataclass(frozen=True, slots=True)
class Card:
    """A case or an exhibit in a list."""

    href: str
    """Its page."""
    title: str
    """Its headline."""
    language: str
    """BCP 47 tag of the title; empty when it is the page's."""
    picture: PictureView | None
    """Its main picture; None for a case without pictures."""
    rating: RatingView | None
    """For rated cases."""
    date: str
    """ISO 8601; empty when unknown."""
    summary: str
    """One or two sentences; may be empty."""
    facts: tuple[str, ...] = ()
    """Short facts for a bare picture: format, size, counts of the ledger."""
    is_corrected: bool = False
    """Whether the case carries corrections."""


@dataclass(frozen=True, slots=True)
class CitationView:
    """A label such as `A3` that leads to what a sentence rests on."""

    label: str
    """`A3` finding, `A·C5` check, `A·L1` link, `S1` sighting, `R1` source."""
    href: str
    """Path from the site's root with an anchor, or only the anchor when it lies on the same page."""
    title: str
    """What the label stands for, in words."""


@dataclass(frozen=True, slots=True)
class StatementView:
    """A sentence and what it rests on."""

    text: str
    """Plain words."""
    citations: tuple[CitationView, ...]
    """Labels that follow it."""


@dataclass(frozen=True, slots=True)
class OutsideLink:
    """An address of somebody else, with its archived copy."""

    anchor: str
    """Anchor of this entry: `R1`; empty when it isn't numbered."""
    title: str
    """Words of the link; the address when there are none."""
    url: str
    """The address; empty when it may not become a link."""
    host: str
    """Who is there; empty when it may not become a link."""
    archive: str
    """Address of the archived copy; empty when none was made."""
    date: str
    """ISO 8601; empty when not given."""


@dataclass(frozen=True, slots=True)
class InsideLink:
    """Another page of the site."""

    href: str
    """Path from the site's root."""
    title: str
    """Words."""
    note: str = ""
    """A few words more, such as a count."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of quick facts."""

    name: str
    """What it is."""
    value: str
    """The value as a reader sees it."""
    citation: CitationView | None = None
    """Where it comes from."""
    is_withheld: bool = False
    """Whether the value is kept off the page."""
    is_code: bool = False
    """Whether it is a hash or other text for machines."""
