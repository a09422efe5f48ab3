"""The picture's own pattern of two by two pixels: is there one, and which parts are out of step with it?

Which places stick out more depends on how the camera works out colours, so no camera's pattern is taken for granted. The
picture's own pattern is learned from one half of its cells, and each cell of the other half votes for the step (none, one pixel
aside, one down, both) by which it fits best; then the halves change roles. Without any pattern each step gets a quarter of the
votes. How unlikely it is that so many more agree is a binomial tail; with the number of looks it gives the expected number of
false alarms (NFA), the field's a-contrario bound.

What this can't show: a camera. Enlarging by two, and the decoders of image generators, leave such patterns too. Which colour
lies where is not told, because the values that stick out most differ between cameras: with gradient-corrected
demosaicing they are not the ones that were seen.

Source: Bammey, Grompone von Gioi and Morel 2021, as `extremes.py`; the learned pattern is our own.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log10

import numpy as np
from numpy.typing import NDArray

from generator.analyse.demosaicing.extremes import PHASES, Counts
from generator.analyse.grid.regions import log_tail

NO_VOTE = 255
"""Stands for a cell that is plain or undecided."""
FOLD = 4
"""Cells of a patch that is learned from or votes as a whole, down and across: neighbours are alike, so they stay together."""
MOST_LOG_NFA = -8.0
"""Largest base-10 logarithm of the NFA at which there is a pattern; see `measured.py` for what unrelated pictures reach."""
LEAST_LEAD = -5.0
"""Largest base-10 logarithm of the chance that the second most voted step would have as many votes as the first: else the
pattern repeats in one direction only, and isn't that of a sensor."""

Votes = NDArray[np.uint8]
"""Rows x columns of cells: step `2 * down + aside` by which the picture's pattern is moved there, or `NO_VOTE`."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """What the votes of a whole picture tell."""

    votes: Votes
    """Of each cell."""
    counts: tuple[int, int, int, int]
    """Votes by step; the first is the picture's own."""
    log_nfa: float
    """Base-10 logarithm of the number of false alarms for the picture's own."""
    log_lead: float
    """Base-10 logarithm of the chance that the first step is no more usual than the second."""

    @property
    def share(self) -> float:
        """Share of all votes for the picture's own step; a quarter where there is no pattern."""
        return self.counts[0] / max(1, sum(self.counts))

    @property
    def voted(self) -> int:
        """Cells that vote."""
        return sum(self.counts)

    @property
    def is_found(self) -> bool:
        """Whether there is a pattern, in both directions."""
        return self.log_nfa <= MOST_LOG_NFA and self.log_lead <= LEAST_LEAD


def pattern_of(counts: Counts) -> Pattern:
    """Votes and verdict for a whole picture."""
    votes = vote(counts)
    tally = np.bincount(votes.ravel(), minlength=NO_VOTE + 1)[:PHASES]
    own, second = int(tally[0]), int(tally[1:].max())
    return Pattern(
        votes=votes,
        counts=(own, int(tally[1]), int(tally[2]), int(tally[3])),
        log_nfa=log10(PHASES) + log_tail(own, int(tally.sum()), 1 / PHASES),
        log_lead=log_tail(own, own + second, 0.5),
    )


def vote(counts: Counts) -> Votes:
    """The step of each cell."""
    rows, columns = counts.shape[2:]
    votes = np.full((rows, columns), NO_VOTE, np.uint8)
    down, aside = np.mgrid[0:rows, 0:columns]
    half = (down // FOLD + aside // FOLD) % 2 == 0
    for learns in (half, ~half):
        signature = _signature(counts[:, :, learns])
        votes[~learns] = _steps(counts[:, :, ~learns], signature)
    return votes


def _signature(counts: Counts) -> NDArray[np.int64]:
    """Features x 4 phases: how much more often than on average each phase sticks out, in whole numbers up to 1000."""
    features = counts.shape[0]
    difference = _differences(counts)
    total = difference.sum(axis=2, dtype=np.int64)
    squares = np.array(
        [(difference[number].astype(np.int64) ** 2).sum() for number in range(features)], np.int64
    )
    weighted = total / (squares[:, None] + 1)
    largest = float(np.abs(weighted).max(initial=0.0))
    scaled: NDArray[np.int64] = np.rint(weighted * (1000 / largest if largest else 0)).astype(np.int64)
    return scaled


def _differences(counts: Counts) -> NDArray[np.int32]:
    """Four times each phase less the sum of all, which is zero where no phase stands out."""
    wide = counts.astype(np.int32)
    difference: NDArray[np.int32] = PHASES * wide - wide.sum(axis=1, keepdims=True, dtype=np.int32)
    return difference


def _steps(counts: Counts, signature: NDArray[np.int64]) -> NDArray[np.uint8]:
    difference = _differences(counts)
    scores = np.zeros((PHASES, counts.shape[2]), np.int64)
    for step in range(PHASES):
        for number in range(counts.shape[0]):
            for phase in range(PHASES):
                # Moving by a step flips the parity of rows, of columns, or of both.
                weight = signature[number, phase ^ step]
                scores[step] += weight * difference[number, phase]
    best: NDArray[np.uint8] = scores.argmax(axis=0).astype(np.uint8)
    ordered = np.sort(scores, axis=0)
    best[ordered[-1] == ordered[-2]] = NO_VOTE
    return best
