"""Does a picture still lie on the steps that a save with a coarser table left? The field calls these steps a lattice.

Saving rounds each pattern to a multiple of a step. A picture that was saved so before, and with a finer table since, has hardly
any patterns far from those multiples. By chance it would have many.

Source: Fan and de Queiroz 2003, "Identification of bitmap compression history". What it can't show: anything where the two
tables are nearly the same, as every number of one then lies near one of the other.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generator.compare.patterns import ROUNDING

Floats = NDArray[np.float32]

EXPECTED = 150
"""Patterns that would lie off the steps by chance, from which their lying on the steps tells something."""
ON_STEPS = 0.25
"""As a share of those, how many may lie off them."""
NEAR_STEPS = 0.12
"""Mean distance from the steps, in steps, where blocks of the two don't coincide; by chance it is 0.2 to 0.25."""
STRONGEST = 40
"""Numbers up to this one are counted."""


def is_near(apart: Floats) -> bool:
    """Whether patterns lie near the steps, where blocks don't coincide; `apart` in steps of the table."""
    return float(apart.mean(dtype=np.float64)) <= NEAR_STEPS


def lies_on(table: Floats, apart: Floats, counts: NDArray[np.bool_]) -> bool:
    """Whether a picture without loss lies on the steps of a table; `apart` in its steps, for the patterns that count."""
    allowed = ROUNDING / table
    # By chance a pattern lies anywhere between two steps.
    by_chance = np.maximum(0, 1 - 2 * allowed)
    expected = float((counts * by_chance).sum(dtype=np.float64))
    off = int((counts & (apart > allowed) & (by_chance > 0)).sum())
    return expected >= EXPECTED and off <= ON_STEPS * expected


def skips(table: Floats, own: Floats, numbers: Floats, counts: NDArray[np.bool_]) -> bool:
    """Whether a file lacks just those numbers, in steps of its `own` table, that rounding multiples of `table` never gives.

    By chance a number is at least as frequent as a larger one, as strong patterns are rarer than weak ones.
    """
    strength = np.arange(1, STRONGEST + 1, dtype=np.float32)
    expected = off = 0
    for row, column in np.argwhere(table > own).tolist():
        step, finer = table[row, column], own[row, column]
        multiple = np.rint(strength * finer / step)
        away = np.abs(strength * finer - multiple * step)
        is_missing = (away > finer / 2 + ROUNDING) & (multiple >= 1)
        if not is_missing.any():
            continue
        found = np.abs(numbers[:, row, column][counts[:, row, column]]).astype(np.int64)
        times = np.bincount(found[found <= STRONGEST], minlength=STRONGEST + 1)[1:]
        off += int(times[is_missing].sum())
        # The most frequent of the larger numbers that may be there.
        larger = np.maximum.accumulate(np.where(is_missing, 0, times)[::-1])[::-1]
        expected += int(larger[is_missing].sum())
    return expected >= EXPECTED and off <= ON_STEPS * expected
