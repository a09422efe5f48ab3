"""What a rule about two versions is given, and what it gives: a clue for one direction."""

from __future__ import annotations

from dataclasses import dataclass

from generator.link.overlap import Overlap
from generator.link.version_facts import Version
from generator.model import Held, Traces

STRONG, MEDIUM, WEAK = 4, 2, 1
"""What a clue counts: it doesn't come about by itself; it is usual for this order; it is easily otherwise."""
WITHIN = 0.965
"""Share of a picture's area that the other one must show for being its origin; a placement errs by a pixel or two."""
LINE = 0.5
"""By how much a straight line along the edge stands out, as a share of its length, from which it is a frame's."""
UNCLEAR = 0.45
"""The same where all beyond the edge is even: the view may go on, or a border may be as bright as it."""
FINER = 1.06
"""Ratio of pixels per length from which one version has more of them."""
FOLLOWS_RESIZED = 0.03
"""Share of a file's numbers that may not follow from the other picture resized as a whole; in the false direction 0.07 and more
don't."""
NO_MORE_DETAIL = 0.35
"""Share of the larger one's finest patterns that don't follow from the smaller one, below which it holds no more detail."""
GOES_ON = 0.4
"""The same, below which the view goes on beyond the edge."""


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
    """In plain words; no withheld value."""


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
    line: float = 0.0
    """How clearly a straight line runs along the inner one's edge in the one around it, 0 to 1."""

    def both(self) -> tuple[tuple[Version, Version], tuple[Version, Version]]:
        """The two in either order, for rules that look at one as the older."""
        return (self.first, self.second), (self.second, self.first)

    def held(self, version: Version) -> Held:
        """What the numbers of one of them tell."""
        return self.traces.left if version is self.first else self.traces.right

    def can_be_origin(self, id: str) -> bool:
        """Whether one of the two shows all that the other shows, in as much detail, or the other only something put around it.

        What a picture doesn't show can't be in one that was made from it. A screen and a frame add something of their own.
        """
        older, younger = self.common.first_share, self.common.second_share
        last, held, denser = self.second, self.traces.right, 1 / self.finer if self.finer else 1.0
        if id != self.first.id:
            older, younger = younger, older
            last, held, denser = self.first, self.traces.left, self.finer or 1.0
        if denser >= FINER and not holds_no_more(held):
            return False
        is_framed = self.line >= LINE or (older >= WITHIN and self.line >= UNCLEAR)
        return younger >= WITHIN or last.is_screen or is_framed


def holds_no_more(held: Held) -> bool:
    """Whether it is known that a larger version holds no more detail than the smaller one."""
    if held.missed is None:
        return False
    return held.missed <= FOLLOWS_RESIZED or (held.finer is not None and held.finer <= NO_MORE_DETAIL)
