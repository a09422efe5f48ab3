"""What `parts/versions.html` is given: families of versions, and what differs between two of them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.contexts.shared import CitationView, InsideLink


@dataclass(frozen=True, slots=True)
class MarkedBox:
    """A numbered box over a figure, in pixels of the figure."""

    x: int
    """Left edge."""
    y: int
    """Top edge."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""
    number: int
    """From 1, largest region first; 0 for a box without a number."""
    where: str
    """Where it lies and how large it is, in words."""
    mark_x: int
    """Middle of its number, beside the box where there is room, so that it covers nothing small."""
    mark_y: int
    """The same from the top."""


@dataclass(frozen=True, slots=True)
class LaidPicture:
    """One of two versions in the same frame."""

    number: int
    """Of the version in its family."""
    href: str
    """Path from the site's root."""
    alt: str
    """For readers who can't see it."""
    tag: str
    """Short words over the picture: its number, and whether it is the older one."""


@dataclass(frozen=True, slots=True)
class CutView:
    """What of a picture the other version shows."""

    href: str
    """Path of the whole picture from the site's root."""
    width: int
    """Of the drawing."""
    height: int
    """Of the drawing."""
    box: MarkedBox
    """What the other version shows."""
    title: str
    """What the drawing shows, for readers who can't see it."""


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What differs between two versions."""

    anchor: str
    """Of this comparison on its page."""
    title: str
    """`What differs between 1 and 2`."""
    sentences: tuple[str, ...]
    """In words: what was cut away, which regions differ, how the colours differ."""
    regions: tuple[MarkedBox, ...]
    """Regions that differ, largest first."""
    more: str
    """How many further regions there are, in words; empty when all are listed."""
    pictures: tuple[LaidPicture, ...]
    """Both versions, the older one first; none when one of them is hidden or can't be shown."""
    width: int
    """Of both figures, pixels; 0 without figures."""
    height: int
    """Of both figures, pixels."""
    stroke: int
    """Width of lines over the figures."""
    cut: CutView | None
    """The whole of the one with the part that the other shows; None where they show the same."""
    not_shown: str
    """Why there are no figures; empty when there are."""
    slider: str
    """Label of the slider."""
    limits: str
    """What the comparison can't show, with the bound that a region must pass."""


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version: its place in the drawing, and the same in words."""

    number: int
    """From 1, in the order of the drawing."""
    name: str
    """`Exhibit A`, or where it belongs."""
    title: str
    """Short name of the picture."""
    short_title: str
    """The same, cut to what the drawing has room for."""
    href: str
    """Its page; empty for a picture that is not published."""
    case: InsideLink | None
    """Its case when it isn't that of the page."""
    is_here: bool
    """Whether the page is about this very picture."""
    size: str
    """`1,600 × 1,200 pixels`; empty when unknown."""
    date: str
    """A date with its kind, in words; empty when none is known."""
    thumbnail: str
    """Path of a small picture from the site's root; empty where none is published."""
    copies: tuple[InsideLink, ...]
    """Other exhibits with the same bytes or pixels."""
    x: int
    """Left edge of its box."""
    y: int
    """Top edge of its box."""
    line: str
    """SVG path of the line on which it hangs; empty when it hangs on none."""
    arrow: str
    """Corners of the arrowhead; empty when it can't be told which came first."""
    doubt: tuple[int, int]
    """Where the question mark stands when it can't be told."""
    order: str
    """In words, what can be told of its order with the one above; empty for the first."""
    citation: CitationView | None
    """The link that the order rests on."""
    clues: tuple[str, ...]
    """What speaks for that order."""
    against: tuple[str, ...]
    """What speaks against it."""
    missing: str
    """What was not looked at that could tell the order, and why; empty when nothing was left out."""
    changes: ChangesView | None
    """What differs from the one above; None when they were not compared."""


@dataclass(frozen=True, slots=True)
class FamilyView:
    """Versions of one picture."""

    anchor: str
    """Of the drawing; unique on the page."""
    title: str
    """Of the drawing, for readers who can't see it."""
    headline: str
    """Which version is the earliest here and why, in one sentence."""
    description: str
    """The drawing in a few sentences."""
    width: int
    """Of the drawing."""
    height: int
    """Of the drawing."""
    versions: tuple[VersionView, ...]
    """In the order of the drawing."""
    more: str
    """How many further versions there are, in words; empty when all are shown."""
