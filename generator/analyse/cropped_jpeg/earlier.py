"""From strengths to a statement: at which place did an earlier save cut its blocks, and at which quality?

What the picture shows changes the strengths, but at all places alike; so at each step every place is compared with the
others, in units of their usual spread. An earlier save stands out at one place, and at the steps of its own table for all
frequencies at once. The standard's tables are tried at all qualities; a table of another kind that is near one of them is found
as well, with its nearest quality.

Source: as `moved.py`; the comparison between places is our own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from generator.analyse.cropped_jpeg.moved import (
    FREQUENCIES,
    LARGEST_STEP,
    MovedBlocks,
    Strengths,
    strengths,
)
from generator.analyse.grid.votes import BLOCK
from generator.analyse.jpeg_quality import LUMINANCE, scaled

QUALITIES = range(30, 97)
"""Earlier qualities that are tried; finer steps don't survive a later save."""
SMALLEST_STEP = 3
"""Finer steps than this can't be told from rounding."""
FEWEST_STEPS = 4
"""Frequencies that must have a step in range."""
MOST_SPREADS = 12.0
"""One frequency counts for at most so many usual spreads, so that none can decide alone."""
LEAST_SCORE = 9.0
"""Joint score from which on there was an earlier save; see `measured.py` for what other pictures reach."""
LEAST_LEAD = 2.0
"""By how much the best place must be ahead of the second: what the picture itself shows favours several places alike."""

FEWEST_BLOCKS = 60
"""Blocks that aren't plain in a quarter of the picture that is asked."""

_USUAL = 1.4826
"""Spread of a normal distribution over the median of its absolute deviations."""


@dataclass(frozen=True, slots=True)
class EarlierGrid:
    """What an earlier save left."""

    x: int
    """Columns before its first whole block, 1 to 7."""
    y: int
    """Rows before it, 1 to 7."""
    quality: int
    """Nearest standard quality of the earlier save."""
    score: float
    """Joint score in usual spreads."""


def earlier_grid(values: Strengths, *, own: int = 0) -> EarlierGrid | None:
    """None where no place stands out. `own` is the row and column on which the file's own blocks begin."""
    best, second = strongest(values, own=own)
    return best if best.score >= LEAST_SCORE and best.score >= second + LEAST_LEAD else None


def is_everywhere(blocks: MovedBlocks, found: EarlierGrid, *, own: int = 0) -> bool:
    """Whether the quarters of the middle agree; else only a part has the trace, and it may have been put in.

    All quarters that aren't plain have to agree, but for one of four.
    """
    agree = readable = 0
    for quarter in blocks.quarters():
        values, busy = strengths(quarter)
        if busy >= FEWEST_BLOCKS:
            best, _ = strongest(values, own=own)
            readable += 1
            agree += (best.x, best.y) == (found.x, found.y)
    return readable >= 2 and agree >= min(readable, 3)


def strongest(values: Strengths, *, own: int = 0) -> tuple[EarlierGrid, float]:
    """The place with the best score, and the best score of another place."""
    places = np.array([place for place in range(BLOCK * BLOCK) if _can_tell(place, own)])
    top, quality = scored(values[places])
    first = int(top.argmax())
    place = int(places[first])
    rest = float(np.delete(top, first).max())
    return EarlierGrid(place % BLOCK, place // BLOCK, int(quality[first]), float(top[first])), rest


def scored(values: Strengths) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """For each place its joint score among them all, and the quality whose steps reach it."""
    usual, loose = _against_others(values)
    # Where several qualities reach the most that counts, what is beyond it decides between them.
    usual += 1e-3 * np.sqrt(np.maximum(loose, 0))
    qualities, steps = _tables()
    scores = np.zeros((len(values), qualities.size))
    for number, column in enumerate(steps.T):
        scores += np.where(column > 0, usual[:, number, column], 0)
    scores /= np.sqrt((steps > 0).sum(axis=1))
    return scores.max(axis=1), qualities[scores.argmax(axis=1)]


def _can_tell(place: int, own: int) -> bool:
    """Not on the file's own rows or columns; and not half a block off both ways, as WebP and video have blocks of 4 x 4."""
    x, y = (place - own) % BLOCK, (place // BLOCK - own) % BLOCK
    return x > 0 and y > 0 and not (x == y == BLOCK // 2)


@lru_cache(maxsize=1)
def _tables() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Qualities that can be told, and their steps of each frequency; 0 for steps out of range."""
    steps = np.array(
        [
            [scaled(LUMINANCE, quality)[BLOCK * down + across] for down, across in FREQUENCIES]
            for quality in QUALITIES
        ]
    )
    steps[(steps < SMALLEST_STEP) | (steps > LARGEST_STEP)] = 0
    enough = (steps > 0).sum(axis=1) >= FEWEST_STEPS
    return np.array(QUALITIES)[enough], steps[enough]


def _against_others(values: Strengths) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """In usual spreads: up to the most that counts, and without that bound."""
    middle = _median(values)
    spread = _median(np.abs(values - middle)) * _USUAL + 0.05
    loose: NDArray[np.float64] = (values - middle) / spread
    return np.clip(loose, -4.0, MOST_SPREADS), loose


def _median(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Along the first axis. Putting so few in order takes a quarter of the time that NumPy's own median takes."""
    ordered, count = np.sort(values, axis=0), len(values)
    result: NDArray[np.float64] = (ordered[(count - 1) // 2] + ordered[count // 2]) / 2
    return result
