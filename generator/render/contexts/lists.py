"""What the pages that list cases and exhibits are given."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.render.contexts.case import CorrectionView
from generator.render.contexts.frame import Frame
from generator.render.contexts.shared import Card, CopyView, InsideLink, RatingView


@dataclass(frozen=True, slots=True)
class Pager:
    """Where a long list goes on."""

    page: int
    """This page, from 1."""
    pages: int
    """How many there are."""
    previous: str
    """Path of the page before; empty on the first."""
    next: str
    """Path of the page after; empty on the last."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow a list: all ratings, all years, all topics."""

    title: str
    """`Rating`."""
    items: tuple[InsideLink, ...]
    """Pages, each with the count of its cases."""
    more: str
    """Path of the page with all of them when some are left out here; empty otherwise."""
    ratings: tuple[RatingView, ...] = ()
    """For the facet of ratings: sign and colour, in the order of `items`."""


@dataclass(frozen=True, slots=True)
class IndexContext:
    """The front page and its later pages."""

    frame: Frame
    """Head, navigation, colophon."""
    cases: tuple[Card, ...]
    """Cases on this page, newest first."""
    exhibits: tuple[Card, ...]
    """Pictures without a note on this page."""
    case_count: int
    """Cases on the whole site."""
    exhibit_count: int
    """Pictures without a note on the whole site."""
    picture_count: int
    """All pictures on the whole site."""
    facets: tuple[Facet, ...]
    """Ways to narrow the list."""
    pager: Pager
    """Where the list goes on."""
    copy: CopyView
    """Where readers compare a file of their own."""
    unreadable: int
    """How many files in the folder are not pictures that this version can read."""


@dataclass(frozen=True, slots=True)
class ListingContext:
    """Cases and exhibits that share a topic, rating, year, camera, signer or source."""

    frame: Frame
    """Head, navigation, colophon."""
    kind: str
    """What they share, as a small heading: `Topic`."""
    title: str
    """The thing itself."""
    rating: RatingView | None
    """For a rating's page, its sign."""
    explanation: str
    """What sharing it means; may be empty."""
    limits: str
    """What sharing it does not show; may be empty."""
    cases: tuple[Card, ...]
    """Cases on this page."""
    exhibits: tuple[Card, ...]
    """Exhibits on this page."""
    pager: Pager
    """Where the list goes on."""


@dataclass(frozen=True, slots=True)
class BrowseContext:
    """All ways to narrow the list."""

    frame: Frame
    """Head, navigation, colophon."""
    facets: tuple[Facet, ...]
    """Every facet with every item."""


@dataclass(frozen=True, slots=True)
class UnreadableView:
    """A file that could not be read."""

    path: str
    """Relative to the content folder."""
    size: str
    """In words."""
    reason: str
    """Why."""
    case: InsideLink | None
    """The case in whose folder it lies."""


@dataclass(frozen=True, slots=True)
class FilesContext:
    """Files that are not pictures this version can read."""

    frame: Frame
    """Head, navigation, colophon."""
    files: tuple[UnreadableView, ...]
    """In the order of their paths."""


@dataclass(frozen=True, slots=True)
class CorrectionsContext:
    """Everything that was changed after publication."""

    frame: Frame
    """Head, navigation, colophon."""
    policy: Markup
    """The publisher's policy as HTML."""
    corrections: tuple[CorrectionView, ...]
    """Newest first."""


@dataclass(frozen=True, slots=True)
class NotFoundContext:
    """The page a server shows when there is none."""

    frame: Frame
    """Head, navigation, colophon."""


@dataclass(frozen=True, slots=True)
class RedirectContext:
    """A former address of a case."""

    frame: Frame
    """Head, navigation, colophon."""
    target: InsideLink
    """Where the case is now."""
