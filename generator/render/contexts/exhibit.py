"""What `exhibit.html`, `clear.html` are given."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.contexts.evidence import AnswerView, AxisView, LedgerView, RelationView
from generator.render.contexts.frame import Frame
from generator.render.contexts.shared import CopyView, Fact, InsideLink, OutsideLink, PictureView
from generator.render.contexts.versions import FamilyView


@dataclass(frozen=True, slots=True)
class ExhibitContext:
    """A picture and everything that was found, not found and not checked in its file."""

    frame: Frame
    """Head, navigation, colophon."""
    letter: str
    """Its letter in its case; `A` for a picture without a case."""
    title: str
    """Short name."""
    file_name: str
    """Name of the file as received."""
    picture: PictureView
    """The picture."""
    credit: str
    """Who made or supplied it."""
    source: OutsideLink | None
    """Where this copy came from."""
    obtained: str
    """How and when this copy was obtained."""
    case: InsideLink | None
    """The case that it belongs to."""
    original: str
    """Path of the file as received, where the publisher offers it; empty otherwise."""
    facts: tuple[Fact, ...]
    """The most asked-for facts, each with where it comes from."""
    axes: tuple[AxisView, ...]
    """The three axes; empty when the picture was not assessed."""
    answers: tuple[AnswerView, ...]
    """Questions and answers."""
    ledger: LedgerView
    """The three states of all checks."""
    relations: tuple[RelationView, ...]
    """Links to other exhibits."""
    families: tuple[FamilyView, ...]
    """The versions that it is one of."""
    groups: tuple[InsideLink, ...]
    """Pages of what it shares with others: camera, signer, source."""
    elsewhere: tuple[OutsideLink, ...]
    """Search engines that compare the published picture; none without a base URL or for a hidden picture."""
    copy: CopyView
    """Where readers compare a file of their own."""
    identity: tuple[Fact, ...]
    """Hashes and sizes of the file."""
    withheld: tuple[str, ...]
    """Kinds of values that this page withholds, in words."""


@dataclass(frozen=True, slots=True)
class ClearContext:
    """A sensitive picture without its blur, for those who asked for it."""

    frame: Frame
    """Head, navigation, colophon."""
    title: str
    """Short name of the picture."""
    picture: PictureView
    """The clear picture."""
    reason: str
    """Why it is hidden elsewhere."""
    back: InsideLink
    """The exhibit's page."""
