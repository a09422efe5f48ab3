"""Whether the stored numbers of a part, taken by themselves, lack the comb.

The evidence of blocks compares them with others of the same roughness. A smooth sky is as rough as blurred grass, yet stores
other numbers, so over large areas faint evidence adds up although the sky has the comb. Here a part is its own measure: its
numbers on the file's grid are laid beside its own numbers on moved grids, where no rounding shows, and one asks which is
likelier, with the comb or without. If the part had the comb, numbers that speak against it by a factor would come with at most
one part in that factor (Markov's inequality), as for the bound of `regions.py`.

In controls whose trace is faint, parts that were flagged without need lay at 0.7 to 1.5 of the way from "without" to "with";
true parts lay below 0.15, and one, mixed from many sources, at 0.4. What it can't tell: a change of tones, which moves the
comb; for that there is `surroundings.py`.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from generator.analyse.coefficients import BLOCK, Planes, quantized
from generator.analyse.quantization.classes import Flags, numbers
from generator.analyse.quantization.combs import BINS, Comb, Histogram, smoothed
from generator.analyse.quantization.evidence import MOVED, UNIT, Gathered
from generator.analyse.quantization.readings import Reading
from generator.analyse.quantization.regions import ALIKE, MOST_LOG_NFA, Part, log_nfa, log_tests

FEWEST = 8
"""Numbers other than 0 that a frequency must have in the part; with fewer it says nothing."""
HALF = 0.5
"""How far from "without" to "with" a part may lie: it must be nearer to "without"."""


def confirmed(reading: Reading, gathered: Gathered, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts whose own numbers lack the comb, with the larger of both bounds."""
    tests = log_tests(*gathered.fine.shape)
    found = []
    for part in parts:
        against, way = _own_evidence(reading, gathered, part)
        nfa = log_nfa(round(against * UNIT), tests, alike=ALIKE)
        if way < HALF and nfa <= MOST_LOG_NFA:
            found.append(replace(part, log_nfa=max(part.log_nfa, nfa)))
    return tuple(sorted(found, key=lambda part: (part.log_nfa, part.y, part.x)))


def _own_evidence(reading: Reading, gathered: Gathered, part: Part) -> tuple[float, float]:
    """How much likelier the part's numbers are without the comb, as a natural logarithm; and where they lie between both."""
    stored, moved, blocks = _planes(reading, gathered, part)
    against = without = within = 0.0
    for comb in gathered.combs:
        own = _count(stored, comb, blocks)
        even = np.sort([_count(planes, comb, blocks) for planes in moved], axis=0)[len(moved) // 2]
        if own[1:].sum() >= FEWEST and even[1:].sum() >= FEWEST:
            found = _ratios(own, even, comb)
            against, without, within = against - found[0], without + found[1], within + found[2]
    if within <= without:
        return 0.0, 1.0
    return against, (-against - without) / (within - without)


def _ratios(own: Histogram, even: Histogram, comb: Comb) -> tuple[float, float, float]:
    """Logarithm of how much likelier the numbers are with the comb; what that would be on average without it, and with it."""
    smooth = smoothed(own, even * (own.sum() / even.sum()), max(comb.period, 2.0))[1:] + 1e-2
    smooth /= smooth.sum()
    teeth = comb.teeth[1:] / (comb.teeth[1:] * smooth).sum()
    logarithm, count = np.log(teeth), float(own[1:].sum())
    # Zeros are left out: how many there are depends on how plain the part is.
    return (
        float((own[1:] * logarithm).sum()),
        count * float((smooth * logarithm).sum()),
        count * float((smooth * teeth * logarithm).sum()),
    )


def _planes(reading: Reading, gathered: Gathered, part: Part) -> tuple[Planes, list[Planes], Flags]:
    """Stored numbers of the part's box, those of the moved grids there, and which blocks count."""
    down, right = part.y // BLOCK, part.x // BLOCK
    rows, columns = part.blocks.shape
    box = slice(down, down + rows), slice(right, right + columns)
    blocks = part.blocks & gathered.is_readable[box]
    top, left = reading.y + part.y, reading.x + part.x
    luminance = reading.luminance[top : top + (rows + 1) * BLOCK, left : left + (columns + 1) * BLOCK]
    moved = [quantized(luminance, reading.table, x=x, y=y) for x, y in MOVED]
    return reading.quotients[:, *box], moved, blocks


def _count(planes: Planes, comb: Comb, blocks: Flags) -> NDArray[np.float64]:
    """The part's histogram of one frequency."""
    plane = planes[comb.frequency]
    rows, columns = min(plane.shape[0], blocks.shape[0]), min(plane.shape[1], blocks.shape[1])
    found = numbers(plane[:rows, :columns][blocks[:rows, :columns]])
    return np.bincount(found, minlength=BINS)[:-1].astype(np.float64)
