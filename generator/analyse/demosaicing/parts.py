"""Parts that are out of step with the picture's pattern of two by two pixels.

Were a part no different from the rest, its cells would rarely agree on another step. Squares of many sizes are looked at; one
counts when so many equal votes for a foreign step would come together by chance less than once in a picture. Cells that
count are joined to parts. What the bound can't cover: things whose own detail repeats every two pixels, and parts where the
camera worked out colours in another way. Strong colours alone make a part look as if it were moved by one pixel both
aside and down, since red and blue change places; so only the two other moves are looked for. Parts are only looked for where
the pattern is strong and the file was kept without loss, and they are shown for the eye, without weight.

Source: Bammey, Grompone von Gioi and Morel 2021, as `extremes.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log10

import numpy as np
from numpy.typing import NDArray

from generator.analyse.demosaicing.extremes import CELL, PHASES
from generator.analyse.demosaicing.pattern import NO_VOTE, Pattern, Votes
from generator.analyse.grid.regions import log_tail

SIDES = (3, 4, 6, 8, 12, 16, 24, 32)
"""Sides of the squares that are looked at, cells."""
LEAST_SHARE = 0.6
"""Smallest share of a part's votes that agree on its step."""
MOST_OF_OWN = 0.2
"""Largest share of a part's votes that fall on the picture's own step."""
LEAST_CELLS = 12
"""Smallest part, cells."""
MOST_LOG_NFA = -5.0
"""Largest base-10 logarithm of the number of false alarms. The bound alone, 0, let 1 of 60 untouched pictures through."""
TOLD_APART = (1, 2)
"""Steps that are looked for: one pixel aside, and one down."""
LEAST_PATTERN = 0.45
"""Smallest share of all votes for the picture's own step; where it is less, parts can't be told from chance."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part that is out of step."""

    step: int
    """`2 * down + aside` by which the pattern is moved there."""
    log_nfa: float
    """Base-10 logarithm of the number of false alarms."""
    share: float
    """Share of its votes that agree."""
    x: int
    """Left edge, pixels."""
    y: int
    """Top edge, pixels."""
    cells: NDArray[np.bool_]
    """Rows x columns of cells: which of the box belong to it."""

    @property
    def width(self) -> int:
        """Pixels."""
        return int(self.cells.shape[1]) * CELL

    @property
    def height(self) -> int:
        """Pixels."""
        return int(self.cells.shape[0]) * CELL


def parts_of(pattern: Pattern) -> tuple[Part, ...]:
    """The surest first; none where the picture's own pattern is too weak to tell."""
    if not pattern.is_found or pattern.share < LEAST_PATTERN:
        return ()
    votes = pattern.votes
    tests = log10(len(TOLD_APART)) + 2 * log10(votes.shape[0]) + 2 * log10(votes.shape[1])
    sums = [_sums(votes == step) for step in range(PHASES)]
    found: list[Part] = []
    for step in TOLD_APART:
        # A step that many cells of the whole picture take by mistake is no rarer in its parts.
        chance = max(1 / PHASES, pattern.counts[step] / pattern.voted)
        found += _joined(votes, step, _unlikely(sums, step, chance, tests), chance, tests)
    return tuple(sorted(found, key=lambda item: (item.log_nfa, item.y, item.x)))


def mask_of(parts: tuple[Part, ...], shape: tuple[int, int]) -> NDArray[np.bool_]:
    """All parts in one array of the picture's size."""
    mask = np.zeros(shape, np.bool_)
    for item in parts:
        pixels = np.repeat(np.repeat(item.cells, CELL, axis=0), CELL, axis=1)
        mask[item.y : item.y + item.height, item.x : item.x + item.width] |= pixels
    return mask


def _sums(flags: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Sums over all boxes that begin at the upper left corner."""
    total: NDArray[np.int32] = np.pad(flags.astype(np.int32), ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    return total.astype(np.int32)


def _unlikely(sums: list[NDArray[np.int32]], step: int, chance: float, tests: float) -> NDArray[np.bool_]:
    """Cells in squares where too many votes agree on a step."""
    rows, columns = sums[0].shape[0] - 1, sums[0].shape[1] - 1
    marked = np.zeros((rows, columns), np.bool_)
    for side in SIDES:
        if side > min(rows, columns):
            break
        boxes = [
            item[side:, side:] - item[:-side, side:] - item[side:, :-side] + item[:-side, :-side]
            for item in sums
        ]
        voted = boxes[0] + boxes[1] + boxes[2] + boxes[3]
        needed = _needed(np.unique(voted), side * side, chance, tests)
        is_odd = (
            (boxes[step] >= needed[voted])
            & (boxes[step] >= LEAST_SHARE * voted)
            & (boxes[0] <= MOST_OF_OWN * voted)
        )
        grown = np.zeros((rows, columns), np.bool_)
        grown[: is_odd.shape[0], : is_odd.shape[1]] = is_odd
        marked |= _spread(grown, side)
    return marked


def _needed(sizes: NDArray[np.int32], most: int, chance: float, tests: float) -> NDArray[np.int32]:
    """By number of votes: how many have to agree to be so unlikely."""
    needed = np.full(most + 1, most + 1, np.int32)
    for size in sizes.tolist():
        low, high = int(size * chance), size + 1
        while low < high:
            middle = (low + high) // 2
            if tests + log_tail(middle, size, chance) <= MOST_LOG_NFA:
                high = middle
            else:
                low = middle + 1
        needed[size] = low
    return needed


def _spread(flags: NDArray[np.bool_], side: int) -> NDArray[np.bool_]:
    """All cells of the squares that begin at the flagged ones."""
    grown = 1
    while grown < side:
        more = min(grown, side - grown)
        wider = flags.copy()
        wider[more:] |= flags[:-more]
        flags = wider.copy()
        flags[:, more:] |= wider[:, :-more]
        grown += more
    return flags


def _joined(votes: Votes, step: int, marked: NDArray[np.bool_], chance: float, tests: float) -> list[Part]:
    from scipy import ndimage

    # Squares reach over the edge of what they found; cells that vote for the picture's own step are given back.
    labels, _ = ndimage.label(ndimage.binary_opening(marked & (votes != 0), np.ones((2, 2), np.bool_)))
    found = []
    for number, box in enumerate(ndimage.find_objects(labels), 1):
        cells = labels[box] == number
        inside = votes[box][cells]
        agree, voted = int((inside == step).sum()), int((inside != NO_VOTE).sum())
        bound = tests + log_tail(agree, voted, chance)
        if agree >= LEAST_CELLS and agree >= LEAST_SHARE * voted and bound <= MOST_LOG_NFA:
            found.append(Part(step, bound, agree / voted, box[1].start * CELL, box[0].start * CELL, cells))
    return found
