"""Which pixels stick out between their neighbours, counted by their place in squares of two by two pixels.

A camera's sensor sees one colour at each place, in a mosaic that repeats every two pixels (Bayer). The other colours are worked
out from the neighbours, and a value that is worked out from neighbours tends to lie between them. So values that were seen
stick out more often than values that were worked out. The field calls the latter intermediate values. What one pixel can't
show: anything, since details of the scene stick out as well; but they don't care whether their place is odd or even.

Sources: Choi, Choi, Chon and Lee 2011, "Estimation of color modification in digital images by CFA pattern change" (Forensic
Science International); Bammey, Grompone von Gioi and Morel 2021, "Image forgeries detection through mosaic analysis: the
intermediate values algorithm" (Image Processing On Line).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

CELL = 16
"""Side of the squares in which is counted, pixels: even, and whole blocks of JPEG, so that their grid favours no place."""
PHASES = 4
"""Places in a square of two by two pixels, as `2 * (row % 2) + column % 2`."""

_STRIP = 1 << 16
"""Pixels that are looked at together: few enough that they stay in the processor's cache."""

Counts = NDArray[np.int16]
"""Features x 4 phases x rows of cells x columns of cells."""


def count_extremes(planes: Sequence[NDArray[np.uint8]]) -> Counts:
    """Pixels that lie above or below both neighbours: for each plane beside each other, then above each other.

    The outermost pixels and cells that reach over the right or lower edge are left out.
    """
    height, width = planes[0].shape
    rows, columns = height // CELL, width // CELL
    counts = np.zeros((2 * len(planes), PHASES, rows, columns), np.int16)
    strip = max(1, _STRIP // max(1, width * CELL))
    for number, plane in enumerate(planes):
        for row in range(0, rows, strip):
            last = min(row + strip, rows)
            top, length = row * CELL, (last - row) * CELL
            # A copy, as one colour of three lies apart, which takes several times as long to compare.
            part = plane[max(0, top - 1) : top + length + 1, : columns * CELL + 1].copy()
            inner = part[top - max(0, top - 1) :][:length]
            beside = np.zeros((length, columns * CELL), np.bool_)
            found = _sticks_out(inner[:, :-2], inner[:, 1:-1], inner[:, 2:])
            beside[:, 1 : 1 + found.shape[1]] = found
            counts[2 * number, :, row:last] = _by_phase(beside)
            above = np.zeros((length, columns * CELL), np.bool_)
            found = _sticks_out(part[:-2], part[1:-1], part[2:])[:, : columns * CELL]
            first = 1 if top == 0 else 0
            above[first : first + found.shape[0]] = found
            counts[2 * number + 1, :, row:last] = _by_phase(above)
    return counts


def _sticks_out(
    before: NDArray[np.uint8], here: NDArray[np.uint8], after: NDArray[np.uint8]
) -> NDArray[np.bool_]:
    lowest, highest = np.minimum(before, after), np.maximum(before, after)
    return (here > highest) | (here < lowest)


def _by_phase(flags: NDArray[np.bool_]) -> NDArray[np.int16]:
    """4 phases x rows x columns of cells: how many flags of each cell are set."""
    rows, columns = (length // CELL for length in flags.shape)
    # Rows of one parity are added first, while they lie one behind the other.
    sums = flags.view(np.uint8).reshape(rows, CELL // 2, 2, -1).sum(axis=1, dtype=np.uint8)
    by_column = sums.reshape(rows, 2, columns, CELL // 2, 2).sum(axis=3, dtype=np.int16)
    phases: NDArray[np.int16] = by_column.transpose(1, 3, 0, 2).reshape(PHASES, rows, columns)
    return phases
