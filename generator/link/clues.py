"""What a rule about two versions is given, and what it gives: a clue for one direction."""

from __future__ import annotations

from dataclasses import dataclass

from generator.link.overlap import WITHIN, Overlap, Scene, scene
from generator.link.version_facts import Version
from generator.model import Held, Traces

STRONG, MEDIUM, WEAK = 4, 2, 1
"""What a clue counts: it doesn't come about by itself; it is usual for this order; it is easily otherwise."""
FINER = 1.06
"""Ratio of pixels per length from which one version has more of them."""
FOLLOWS_RESIZED = 0.03
"""Share of a file's numbers that may not follow from the other picture resized as a whole; in the false direction 0.07 and more
don't."""
NO_MORE_DETAIL = 0.35
"""Share of the larger one's finest patterns that don't follow from the smaller one, below which it holds no more detail."""

HARDLY_ANY = 0.002
"""Strong patterns too fine for the smaller one, per one nearly as fine, up to which the view was enlarged or is blurred. Of
development pictures enlarged with saves in between up to 0.001; a true original has 0.005 and more unless it is blurred."""
FOLLOWS_MOSTLY, FOLLOWS_NEARLY = (0.25, 1.0), (0.12, 1 / 3)
"""Share of the larger one's numbers that don't follow, up to which it was enlarged and is no blurred original, where at least
so many times as many of the smaller one's don't follow, either: what was made smaller follows more nearly than that."""
FOLLOWS_BETTER = (0.08, 2.0)
"""The same where strong patterns are too few to count. Of 57 such development pairs none was a larger original."""
BLURRED = 0.58
"""Share of the larger one's finest patterns that don't follow, from which it isn't taken for enlarged by that."""

CAN_BE_NO_MORE, NONE_BEYOND, MUCH_DENSER = 0.5, 0.001, 1.4
"""Share of the larger one's finest patterns that don't follow, and strong patterns too fine for the smaller one, per one nearly
as fine, up to which a part that shows less of the scene was enlarged. Parts of true originals have 0.57 and 0.003 at least,
the latter where they have so many times as many pixels per length: there are few patterns so fine otherwise."""
SOME_LOST, SHARE_LOST, MORE_THAN_LOST = 6, 0.0015, 3
"""Strong patterns of one version that are gone in the other, at least and as a share of its strong ones, beyond so many times
those that only the other one has. In 300 development pairs that was never so of the one that had less detail."""


@dataclass(frozen=True, slots=True)
class Clue:
    """What speaks for one direction."""

    rule: str
    """Name of the rule."""
    older: str
    """Id of the version that it says came first."""
    weight: int
    """`STRONG`, `MEDIUM` or `WEAK`."""
    statement: str
    """In plain words, with `{older}` and `{younger}` for the names of the two, such as "version 1"; no withheld value."""

    def said(self, older: str, younger: str) -> str:
        """The sentence with the names of the two."""
        words = self.statement.replace("{older}", older).replace("{younger}", younger)
        return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions, and where one lies in the other."""

    first: Version
    """The one with the smaller id."""
    second: Version
    """The other one."""
    common: Overlap
    """What both show."""
    finer: float
    """The first one's pixels per one of the second, along a length that both show; 0 when unknown."""
    traces: Traces = Traces()
    """What compression and resizing left in both."""

    def both(self) -> tuple[tuple[Version, Version], tuple[Version, Version]]:
        """The two in either order, for rules that look at one as the older."""
        return (self.first, self.second), (self.second, self.first)

    def held(self, version: Version) -> Held:
        """What the numbers of one of them tell."""
        return self.traces.left if version is self.first else self.traces.right

    def share(self, version: Version) -> float:
        """Share of one's area that the other one shows."""
        return self.common.first_share if version is self.first else self.common.second_share

    def scene(self, version: Version) -> Scene:
        """How much of the scene in one of them the other one shows."""
        edges = self.traces.edges if len(self.traces.edges) == 2 else (None, None)
        if version is self.first:
            return scene(self.common.first_share, self.common.first_box, edges[0])
        return scene(self.common.second_share, self.common.second_box, edges[1])

    def denser(self, version: Version) -> float:
        """One's pixels per one of the other's, along a length that both show; 0 when unknown."""
        return self.finer if version is self.first or not self.finer else 1 / self.finer

    def holds_no_more(self, larger: Version, smaller: Version) -> bool:
        """Whether it is known that a larger one of the two holds no more detail than the smaller one."""
        mine, theirs = self.held(larger), self.held(smaller)
        if mine.missed is None or is_richer(mine, theirs):
            return False
        if mine.finer is not None and mine.finer <= CAN_BE_NO_MORE:
            return True
        if mine.beyond is not None and mine.beyond <= NONE_BEYOND and self.denser(larger) >= MUCH_DENSER:
            return True
        return mine.missed <= FOLLOWS_RESIZED or has_none_finer(mine, theirs)

    def keeps_settings(self, id: str) -> bool:
        """Whether one of the two holds the camera's settings if the other does, as no program makes them up."""
        older, younger = (self.first, self.second) if id == self.first.id else (self.second, self.first)
        return older.has_settings or not younger.has_settings

    def can_be_origin(self, id: str) -> bool:
        """Whether one of the two may have all that the other has: what it lacks can't be in one that was made from it.

        That is what is shown, without what was put around it; the detail;
        and the camera's settings, which no program makes up.
        """
        older, younger = (self.first, self.second) if id == self.first.id else (self.second, self.first)
        if self.denser(younger) >= FINER and not self.holds_no_more(younger, older):
            return False
        if keeps_more(self.held(younger), self.held(older)):
            return False
        if not self.keeps_settings(id):
            return False
        return younger.is_screen or self.scene(younger).most >= WITHIN


def keeps_more(one: Held, other: Held) -> bool:
    """Whether one of two versions of different scale surely has detail that the other one lost."""
    mine, theirs = one.lost * one.strong, other.lost * other.strong
    is_known = one.strong > 0 and other.strong > 0
    return (
        is_known
        and not one.differs
        and mine - MORE_THAN_LOST * theirs >= max(SOME_LOST, SHARE_LOST * one.strong)
    )


def is_richer(one: Held, other: Held) -> bool:
    """Whether one surely has what the other one lost, or the other still shows the steps that this one was saved with."""
    return (one.is_held and not other.is_held) or keeps_more(one, other)


def has_none_finer(larger: Held, smaller: Held) -> bool:
    """Whether a larger version has no detail that is too fine for the smaller one, but for what saving made up."""
    if is_richer(smaller, larger):
        return True
    if is_richer(larger, smaller):
        return False
    if larger.finer is not None and larger.finer <= NO_MORE_DETAIL:
        return True
    if larger.missed is None or smaller.missed is None:
        return False
    if larger.beyond is None and (larger.finer is None or larger.finer <= BLURRED):
        most, times = FOLLOWS_BETTER
        return larger.missed <= most and smaller.missed >= times * larger.missed
    if larger.beyond is None or larger.beyond > HARDLY_ANY:
        return False
    return any(
        larger.missed <= most and smaller.missed >= times * larger.missed
        for most, times in (FOLLOWS_MOSTLY, FOLLOWS_NEARLY)
    )
