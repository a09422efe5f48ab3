"""Which places of one picture look like which places of another.

A pair of places counts when each is the other's nearest and clearly nearer than the next other place (the field calls it
the ratio test and mutual matching). What it can't show: that the pairs belong together; windows, letters and leaves look
like one another. Where they lie decides that (`placement.py`).

Source: Lowe 2004, section 7.1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.analyse.features.features import UNIT, Features

RATIO = 0.85
"""The nearest description must be nearer than this share of the distance of the next."""
DISTINCT = 4
"""Places nearer than this many pixels count once."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Places that look alike. Arrays of the same length."""

    first: NDArray[np.int64]
    """Numbers of places of the first picture."""
    second: NDArray[np.int64]
    """Numbers of places of the second."""


def pairs_of(first: Features, second: Features) -> Pairs:
    """Mutually nearest places that pass the ratio test."""
    nothing = np.zeros(0, np.int64)
    if len(first) < 2 or len(second) < 2:
        return Pairs(nothing, nothing)
    distances = _distances(first.values, second.values)
    nearest = distances.argmin(axis=1)
    back = distances.argmin(axis=0)
    rows = np.flatnonzero(back[nearest] == np.arange(len(first)))
    columns = nearest[rows]
    best = distances[rows, columns]
    # The next nearest must be another place: one place may be described in two directions.
    is_same = (
        np.maximum(
            np.abs(second.x[columns].astype(np.int64)[:, None] - second.x.astype(np.int64)[None, :]),
            np.abs(second.y[columns].astype(np.int64)[:, None] - second.y.astype(np.int64)[None, :]),
        )
        < DISTINCT * UNIT
    )
    others = np.where(is_same, np.float32(1e9), distances[rows]).min(axis=1)
    good = best < RATIO**2 * others
    return Pairs(rows[good], columns[good])


def _distances(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Squared distances. All values and sums are whole numbers below 2**24, which 32-bit floats hold exactly."""
    a, b = first.astype(np.float32), second.astype(np.float32)
    result: NDArray[np.float32] = (a * a).sum(1)[:, None] + (b * b).sum(1)[None, :] - 2 * (a @ b.T)
    return result
