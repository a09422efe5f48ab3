"""Where the stored numbers of some blocks, taken by themselves, lie between having the comb and lacking it.

Their numbers on the file's grid are laid beside their own numbers on moved grids, where no rounding shows, and one asks which
is likelier, with the comb or without. So they are their own measure, whatever other blocks of the picture look like.

What it can't tell: why they lack it. Zeros are left out, as how many there are depends on how plain a place is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.analyse.coefficients import BLOCK, FREQUENCIES, Planes, quantized
from generator.analyse.quantization.classes import Flags, Outline, numbers
from generator.analyse.quantization.combs import BINS, Comb, Histogram, smoothed
from generator.analyse.quantization.evidence import MOVED, Gathered
from generator.analyse.quantization.readings import Reading

FEWEST = 8
"""Numbers other than 0 that a frequency must have there; with fewer it says nothing."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where the numbers of some blocks lie."""

    against: float
    """How much likelier they are without the comb than with it, as a natural logarithm."""
    range: float
    """By how much that would differ, on average, between blocks without and with the comb; 0 where nothing is told."""
    way: float
    """How far they are on the way from "without", 0, to "with", 1; 1 where nothing is told."""


NOTHING_TOLD = Position(0.0, 0.0, 1.0)


def position(reading: Reading, gathered: Gathered, outline: Outline) -> Position:
    """Where the readable blocks of an outline lie."""
    stored, moved, blocks = _planes(reading, gathered, outline)
    counts = _counts(stored, blocks)
    middle = np.sort([_counts(planes, blocks) for planes in moved], axis=0)[len(moved) // 2]
    against = without = within = 0.0
    for comb in gathered.combs:
        own, even = counts[comb.frequency], middle[comb.frequency]
        if own[1:].sum() >= FEWEST and even[1:].sum() >= FEWEST:
            found = _ratios(own, even, comb)
            against, without, within = against - found[0], without + found[1], within + found[2]
    if within <= without:
        return NOTHING_TOLD
    return Position(against, within - without, (-against - without) / (within - without))


def _ratios(own: Histogram, even: Histogram, comb: Comb) -> tuple[float, float, float]:
    """Logarithm of how much likelier the numbers are with the comb; what that would be on average without it, and with it."""
    smooth = smoothed(own, even * (own.sum() / even.sum()), max(comb.period, 2.0))[1:] + 1e-2
    smooth /= smooth.sum()
    teeth = comb.teeth[1:] / (comb.teeth[1:] * smooth).sum()
    logarithm, count = np.log(teeth), float(own[1:].sum())
    return (
        float((own[1:] * logarithm).sum()),
        count * float((smooth * logarithm).sum()),
        count * float((smooth * teeth * logarithm).sum()),
    )


def _planes(reading: Reading, gathered: Gathered, outline: Outline) -> tuple[Planes, list[Planes], Flags]:
    """Stored numbers of the outline's box, those of the moved grids there, and which blocks count."""
    box, blocks = outline
    down, right = box[0].start, box[1].start
    rows, columns = blocks.shape
    top, left = reading.y + down * BLOCK, reading.x + right * BLOCK
    luminance = reading.luminance[top : top + (rows + 1) * BLOCK, left : left + (columns + 1) * BLOCK]
    moved = [quantized(luminance, reading.table, x=x, y=y) for x, y in MOVED]
    return reading.quotients[:, *box], moved, blocks & gathered.is_readable[box]


def _counts(planes: Planes, blocks: Flags) -> NDArray[np.float64]:
    """64 x numbers: the histogram of each frequency."""
    rows, columns = min(planes.shape[1], blocks.shape[0]), min(planes.shape[2], blocks.shape[1])
    found = numbers(planes[:, :rows, :columns][:, blocks[:rows, :columns]])
    places = found + np.arange(FREQUENCIES)[:, None] * BINS
    counts = np.bincount(places.ravel(), minlength=FREQUENCIES * BINS).reshape(FREQUENCIES, BINS)
    return counts[:, :-1].astype(np.float64)
