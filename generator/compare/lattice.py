"""Does a picture still lie on the steps that a save with a coarser table left? The field calls these steps a lattice.

Saving rounds each pattern to a multiple of a step. A picture that was saved so before, and with a finer table since, has hardly
any patterns far from those multiples. By chance it would have many.

Source: Fan and de Queiroz 2003, "Identification of bitmap compression history". What it can't show: anything where the two
tables are nearly the same, as every number of one then lies near one of the other.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generator.compare.patterns import ROUNDING, fineness

Floats = NDArray[np.float32]

EXPECTED = 150
"""Patterns that would lie off the steps by chance, from which their lying on the steps tells something."""
ON_STEPS = 0.25
"""As a share of those, how many may lie off them."""
STRONGEST = 40
"""Numbers up to this one are counted."""
CLEAR = 5.0
"""Spreads by which resized patterns must lie nearer to the steps than by chance. In 634 comparisons of development pictures
it was 1.2 at most where they weren't rounded to them, and mostly 10 to 100 where they were and it could show."""
ALIKE = 1.5
"""The same, with the 63 patterns as single witnesses: drawings hold many equal blocks, which count as one."""
SURELY_HELD = 0.85
"""As a share of the finest waves that the other picture can hold, up to where resizing kept them."""
FINEST = 2.0
"""Least step that is looked for, brightness levels."""
LAYING = 0.03
"""Variance that laying one upon the other adds."""
HARDLY_ANY = 1e-4
"""Weight below which a pattern isn't looked at."""


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


def laid_steps(table: Floats, ratio: float) -> Floats:
    """The steps of another picture's table at the patterns of this one, each of whose pixels is `ratio` of its own wide.

    The same waves are so many times as strong there, where they cover so many times as many pixels per length.
    """
    at = np.minimum(np.arange(8) / ratio, 7)
    low = np.floor(at).astype(int)
    high, part = np.minimum(low + 1, 7), (at - low).astype(np.float32)
    rows = table[low] * (1 - part)[:, None] + table[high] * part[:, None]
    laid: Floats = (rows[:, low] * (1 - part) + rows[:, high] * part) / np.float32(ratio)
    return laid


def shows_steps(table: Floats, theirs: Floats, rounding: Floats, ratio: float) -> bool:
    """Whether another picture, laid upon this one, lies on the steps of this file's table; its own blocks lie elsewhere.

    `theirs` are its patterns, in brightness levels; `rounding` the steps it was rounded to itself, as `laid_steps` gives them;
    `ratio` its pixels per pixel of this one, along a length. Where it was never rounded to this file's steps, its patterns lie
    anywhere between two of them, and rather between than near, as strong patterns are rarer than weak ones: the cosine of their
    phase is 0 or less in the mean. Each pattern counts the more, the less the other file's own rounding can have blurred it.
    """
    # Equally likely errors of a step vary by a twelfth of its square; whole brightness values are steps of one.
    blur = (rounding * rounding / 12 + 1 / (12 * ratio * ratio) + LAYING) / (table * table)
    trust = np.exp(-2 * np.pi**2 * blur) * (fineness(ratio) < SURELY_HELD) * (table >= FINEST)
    trust[0, 0] = 0
    used = np.flatnonzero(trust > HARDLY_ANY)
    weights = trust.ravel()[used].astype(np.float64)
    phases = theirs.reshape(-1, 64)[:, used] / table.ravel()[used]
    counts = np.abs(phases) >= 0.5
    each = weights * (np.cos(2 * np.pi * phases) * counts).sum(axis=0, dtype=np.float64)
    # By chance a cosine varies by a half.
    chance = float((weights * weights * counts.sum(axis=0)).sum() / 2) ** 0.5
    total, apart = float(each.sum()), float((each * each).sum()) ** 0.5
    return bool(total >= CLEAR * max(1.0, chance) and total >= ALIKE * apart)
