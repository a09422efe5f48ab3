"""From the evidence of blocks to parts of the picture without the comb, each with its bound.

Outlines come from the smooth evidence: a block goes with its neighbours unless its own evidence is stronger, worked out in
rounds (the field's words: a Markov random field by mean-field approximation). A part then counts by the sum of its
fine evidence. Where all blocks have the comb, the likelihood ratio of any fixed part is 1 on average, so it exceeds a large
number with at most one part in that number of chance (Markov's inequality). Times the number of boxes in the picture this gives
the number of false alarms to be expected (NFA), the field's a-contrario bound.

Neighbouring blocks are alike, so they are not as many draws as they are blocks: the sum is divided by `ALIKE`. And since the
balance within classes isn't exact, faint evidence adds up over large, very smooth areas of honest pictures: a part must
therefore have a fair share of what blocks like its own would have, had they never been compressed before, and its own numbers
must say the same (`confirming.py`); the rest of the picture must have the comb (`surroundings.py`); and parts in several
corners are left to the filters that make them (`corners.py`).

Sources: Desolneux, Moisan and Morel 2008, "From gestalt theory to image analysis", for the bound.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf, log, log10

import numpy as np
from numpy.typing import NDArray

from generator.analyse.coefficients import BLOCK
from generator.analyse.quantization.classes import Flags, Outline
from generator.analyse.quantization.evidence import LEAST_COMBS, UNIT, Evidence, Gathered
from generator.analyse.quantization.surroundings import is_even, told_by_brightness

ALIKE = 2.0
"""So many neighbouring blocks count as one."""
ALIKE_AGAIN = 4.0
"""The same at a second look, whose histograms leave the part out, so that what is special of it by chance shows more."""
LEAST_BLOCKS = 9
"""Smaller parts are not looked at."""
MOST_LOG_NFA = -3.0
"""Largest base-10 logarithm of the NFA with which a part counts: a thousandth, as the bound takes blocks for more alike than
they are, but not for all ways in which they are."""
LEAST_STRENGTH = 0.12
"""What a block must speak for the combs on average before that, as a natural logarithm."""
LEAST_SHARE = 0.2
"""Fine evidence that a part must have, as a share of what blocks like its own would have without the comb."""
NEIGHBOURS = 0.6
"""Strength with which a block follows its neighbours."""
CLIPPED = -0.1
"""Evidence of blocks that can't be read: slightly for the comb, so that parts end where nothing more can be read."""

_ROUNDS = 25
_WEIGHTS = np.array([[0.7, 1, 0.7], [1, 0, 1], [0.7, 1, 0.7]])

Outlines = tuple[Outline, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the picture whose blocks lack the comb that the others have."""

    x: int
    """Left edge, pixels."""
    y: int
    """Top edge, pixels."""
    blocks: NDArray[np.bool_]
    """Rows x columns: which blocks of its box belong to it."""
    log_nfa: float
    """Base-10 logarithm of the number of false alarms; at most 0."""
    against: float = 0.0
    """How much likelier its own numbers are without the comb, as a natural logarithm; 0 where they weren't asked."""

    @property
    def width(self) -> int:
        """Pixels."""
        return int(self.blocks.shape[1]) * BLOCK

    @property
    def height(self) -> int:
        """Pixels."""
        return int(self.blocks.shape[0]) * BLOCK

    @property
    def outline(self) -> Outline:
        """Its box of blocks, and which of them."""
        down, right = self.y // BLOCK, self.x // BLOCK
        rows, columns = self.blocks.shape
        return (slice(down, down + rows), slice(right, right + columns)), self.blocks

    @property
    def pixels(self) -> int:
        """Size without the rest of its box."""
        return int(self.blocks.sum()) * BLOCK * BLOCK


def is_evident(gathered: Gathered) -> bool:
    """Whether the trace of an earlier compression is clear enough to tell parts that lack it."""
    return len(gathered.combs) >= LEAST_COMBS and gathered.strength >= LEAST_STRENGTH


def suspect(gathered: Gathered, outlined: Outlines) -> Flags | None:
    """The blocks of the part with the most smooth evidence, if that much would count; for a second look."""
    tests = log_tests(*gathered.smooth.shape)
    found = [(int(gathered.smooth[box][blocks].sum()), box, blocks) for box, blocks in outlined]
    most = max(found, key=lambda item: item[0], default=None)
    if most is None or log_nfa(most[0], tests, alike=ALIKE_AGAIN * gathered.alike) > 0:
        return None
    flags = np.zeros(gathered.smooth.shape, np.bool_)
    flags[most[1]] = most[2]
    return flags


def find_parts(
    gathered: Gathered,
    outlined: Outlines,
    bound: Callable[[Outline], float],
    ends: Callable[[Outline, Sequence[Outline]], bool],
) -> tuple[Part, ...]:
    """Outlines that are parts without the comb, the surest first.

    `bound` gives the base-10 logarithm of the number of false alarms for some blocks, and `ends` whether the blocks around an
    outline have the comb, others left out.
    """
    likely = [item for item in outlined if item[1].sum() >= LEAST_BLOCKS and bound(item) <= MOST_LOG_NFA]
    if not likely or not is_even(gathered, likely):
        return ()
    is_told = told_by_brightness(gathered, likely)
    found = []
    for box, blocks in likely:
        asked = _broad(blocks) & is_told[box]
        if asked.sum() >= LEAST_BLOCKS and (nfa := bound((box, asked))) <= MOST_LOG_NFA:
            part = Part(box[1].start * BLOCK, box[0].start * BLOCK, blocks, nfa)
            found.append((part, ends((box, blocks), likely)))
    found.sort(key=lambda item: (item[0].log_nfa, item[0].y, item[0].x))
    # Where even the surest part fades out, the rest of them are edges of the same fading.
    return tuple(part for part, is_sharp in found if is_sharp) if found and found[0][1] else ()


def bound_by_rest(gathered: Gathered, outline: Outline, *, alike: float = ALIKE) -> float:
    """The bound by comparison with the rest; infinite where blocks have too little of what they should have."""
    box, blocks = outline
    total, promised = (int(item[box][blocks].sum()) for item in (gathered.fine, gathered.promise))
    if total < LEAST_SHARE * promised:
        return inf
    return log_nfa(total, log_tests(*gathered.fine.shape), alike=alike * gathered.alike)


def _broad(blocks: Flags) -> Flags:
    """Blocks that lie in a square of two by two: sharpening takes the comb from single rows of blocks along edges."""
    from scipy import ndimage

    broad: Flags = ndimage.binary_opening(blocks, np.ones((2, 2), np.bool_))
    return broad


def log_tests(rows: int, columns: int) -> float:
    """Base-10 logarithm of how many boxes of blocks could be looked at."""
    return 2 * log10(rows) + 2 * log10(columns)


def log_nfa(evidence: int, tests: float, *, alike: float = ALIKE) -> float:
    """Bound for a part with so much evidence, in units of `UNIT`."""
    return tests - evidence / UNIT / alike / log(10)


def leaning(evidence: Evidence, is_readable: Flags) -> NDArray[np.float64]:
    """Rows x columns: on which side each block is, its neighbours heard; above zero is without the comb."""
    from scipy import ndimage

    own = np.where(is_readable, evidence / UNIT, CLIPPED) / 2
    side = np.clip(ndimage.uniform_filter(own, 5, mode="nearest"), -1, 1)
    result = own
    for _ in range(_ROUNDS):
        result = (own + NEIGHBOURS * _neighbours(side)) / 2
        side = np.clip(result, -1, 1)
    return result


def _neighbours(side: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weighted sum over the eight blocks around each; beyond the edge are copies of those at the edge."""
    rows, columns = side.shape
    wide = np.pad(side, 1, mode="edge")
    total = np.zeros_like(side)
    for (down, across), weight in np.ndenumerate(_WEIGHTS):
        if weight:
            total += weight * wide[down : down + rows, across : across + columns]
    return total


def outlines(evidence: Evidence, is_readable: Flags) -> Outlines:
    """Connected blocks that lean away from the comb: their box, and which blocks of it, holes filled."""
    from scipy import ndimage

    labels, _ = ndimage.label(leaning(evidence, is_readable) > 0)
    found = []
    for number, box in enumerate(ndimage.find_objects(labels), 1):
        blocks = labels[box] == number
        if int(blocks.sum()) >= LEAST_BLOCKS:
            found.append((box, ndimage.binary_fill_holes(blocks)))
    return tuple(found)
