"""What a JPEG file's own compression does to a picture's fine detail, from place to place.

Compression rounds every frequency of every block of 8 by 8 pixels to a step. How much that changes depends on the steps, which
the file holds, and on the place: plain places lose almost nothing, rough ones several levels. The picture is rounded once more
by the same steps, on a grid moved by half a block, where the rounding that it has been through leaves it hardly at rest; what
this changes is about as much as the file's own rounding changed.

What it can't show: earlier saves whose steps aren't known.

Source: ITU-T T.81 (1992), A.3, for the transform and its rounding. The estimate is the project's own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import fft, ndimage

from generator.analyse.coefficients import BLOCK
from generator.analyse.copy_move.dense import detail
from generator.analyse.copy_move.grain import slopes

Gray = NDArray[np.float32]

AROUND = 15
"""Side of the squares over which changes are averaged, pixels."""
MARGIN = 24
"""Pixels beside a box that are rounded, too, so that averages and blurs reach no end."""
LEAST = 0.025
"""Rounding to whole levels alone changes this much of the fine detail, levels squared: smaller estimates are raised to it."""
_HALF = BLOCK // 2


@dataclass(frozen=True, slots=True)
class Change:
    """What rounding changes around each pixel of a box."""

    detail: Gray
    """Mean square of the fine detail's change, levels squared."""
    slope: Gray
    """Mean square of the change of the detail's slope, in any one direction, levels squared."""


@dataclass(frozen=True, slots=True)
class Rounding:
    """The rounding of one file."""

    levels: NDArray[np.uint8]
    """Height x width: brightness of the stored picture."""
    table: tuple[int, ...]
    """The 64 quantization steps of brightness, row by row: the file's own or, where known, a coarser save's before."""
    reduction: float = 1.0
    """Size of the pictures in which boxes are told, of the stored picture's size."""

    def change(self, left: int, top: int, right: int, bottom: int) -> Change:
        """What it changes within a box of the reduced picture."""
        outer = left - MARGIN, top - MARGIN, right + MARGIN, bottom + MARGIN
        changed, is_known = self._changed(outer)
        fine = detail(changed)
        down, across = slopes(fine)
        weight = np.maximum(_mean(is_known), np.float32(1e-3))
        inside = np.s_[MARGIN:-MARGIN, MARGIN:-MARGIN]
        square, slope = (
            np.maximum((_mean(item) / weight)[inside], np.float32(least))
            for item, least in (
                (fine * fine, LEAST),
                ((down * down + across * across) * np.float32(0.5), LEAST / 2),
            )
        )
        return Change(square, slope)

    def _changed(self, box: tuple[int, int, int, int]) -> tuple[Gray, Gray]:
        """The change of brightness in a box of the reduced picture, 0 beyond the picture, and where it is known."""
        left, top, right, bottom = box
        height, width = self.levels.shape
        # The stored pixels of whole moved blocks around the box.
        x0, y0 = (max(0, int(low / self.reduction - _HALF) // BLOCK) * BLOCK + _HALF for low in (left, top))
        x1, y1 = (
            low + max(0, min(int(high / self.reduction) + BLOCK, end) - low) // BLOCK * BLOCK
            for low, high, end in ((x0, right, width), (y0, bottom, height))
        )
        changed = np.zeros((bottom - top, right - left), np.float32)
        known = np.zeros_like(changed)
        if x1 <= x0 or y1 <= y0:
            return changed, known
        stored = _rounding_of(self.levels[y0:y1, x0:x1], self.table)
        # Pixels of the reduced picture that lie in these blocks as a whole.
        first_x, first_y = (int(np.ceil(low * self.reduction)) for low in (x0, y0))
        last_x, last_y = (int(np.floor(high * self.reduction)) for high in (x1, y1))
        if last_x <= first_x or last_y <= first_y:
            return changed, known
        if self.reduction < 1:
            corners = (
                first_x / self.reduction - x0,
                first_y / self.reduction - y0,
                last_x / self.reduction - x0,
                last_y / self.reduction - y0,
            )
            reduced = Image.fromarray(stored).resize(
                (last_x - first_x, last_y - first_y), Image.Resampling.LANCZOS, corners
            )
            stored = np.asarray(reduced, np.float32)
        from_x, from_y, to_x, to_y = (
            max(first_x, left),
            max(first_y, top),
            min(last_x, right),
            min(last_y, bottom),
        )
        if to_x > from_x and to_y > from_y:
            place = np.s_[from_y - top : to_y - top, from_x - left : to_x - left]
            changed[place] = stored[from_y - first_y : to_y - first_y, from_x - first_x : to_x - first_x]
            known[place] = 1
        return changed, known


def _rounding_of(levels: NDArray[np.uint8], table: tuple[int, ...]) -> Gray:
    """What rounding by a table changes of each pixel. Both sides must be multiples of a block."""
    rows, columns = levels.shape[0] // BLOCK, levels.shape[1] // BLOCK
    blocks = levels.astype(np.float32).reshape(rows, BLOCK, columns, BLOCK).swapaxes(1, 2)
    blocks -= np.float32(128)
    steps = np.array(table, np.float32).reshape(BLOCK, BLOCK)
    found = fft.dctn(blocks, axes=(2, 3), norm="ortho")
    rounded = fft.idctn(np.rint(found / steps) * steps, axes=(2, 3), norm="ortho")
    result: Gray = (rounded - blocks).swapaxes(1, 2).reshape(levels.shape)
    return result


def _mean(values: Gray) -> Gray:
    result: Gray = ndimage.uniform_filter(values, AROUND, mode="constant")
    return result
