"""On which grid, and in which units, a picture's frequencies are read to look for an earlier compression.

A JPEG file's own grid with its own steps is the first reading. Where the picture was cropped between two saves, the earlier
save's grid lies elsewhere; and a file without loss (PNG, TIFF) has no steps of its own, but its pixels keep the grid and steps
of a save before. There the frequencies are read in units of about a sixth of the earlier save's steps, fine enough to tell its
multiples. Where the picture was resized after the save, it is brought back to the size that it had, and read there in the same
way. What it can't show: an earlier save whose grid or size isn't found (see `cropped_jpeg` and `resized_jpeg`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from generator.analyse.coefficients import Coefficients, Luminance, Planes, quantized
from generator.analyse.cropped_jpeg.earlier import EarlierGrid, earlier_grid, is_everywhere
from generator.analyse.cropped_jpeg.moved import moved_blocks, strengths
from generator.analyse.jpeg_quality import LUMINANCE, scaled
from generator.analyse.quantization.classes import Flags
from generator.analyse.resized_jpeg.earlier import EarlierSize
from generator.analyse.resized_jpeg.fidelity import fidelity_of
from generator.analyse.resized_jpeg.restoring import restored

NOISES = (0.5, 0.9)
"""Standard deviations tried for what happens to a coefficient between two compressions, mostly rounding of colours."""
NOISES_MOVED = (0.9, 1.5, 2.5)
"""The same where the last save was on another grid, whose rounding reaches every frequency."""
NOISES_RESIZED = (0.5, 0.9, 1.5)
"""The same where the picture was resized since and kept without loss."""
LEAST_MARGIN = 2
"""Pixels this near the end of the scale may have been clipped, even where nothing was compressed since."""
BLUR = 2
"""Pixels over which a save with halved colours blurs them."""
UNITS_A_STEP = 6
"""Units in one earlier step, where the file has no steps on that grid."""
FEWEST_BLOCKS = 300
"""Blocks that must not be plain before another grid is looked for."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A picture's brightness, cut on one grid."""

    luminance: Luminance
    """Height x width, 0 to 255."""
    x: int
    """Columns before the grid's first block, 0 to 7."""
    y: int
    """Rows before it."""
    table: tuple[int, ...]
    """Units of the 64 frequencies: the file's own steps, or finer."""
    quotients: Planes
    """Frequencies in these units, rounded."""
    noises: tuple[float, ...]
    """Standard deviations that earlier multiples may have in the frequencies."""
    margin: int
    """How far from the end of the scale a pixel must be, so that it was hardly clipped before."""
    blur: int
    """Pixels over which the last save may have blurred colours, which hides clipping."""
    is_fit: Flags | None = None
    """Blocks whose frequencies are good for anything; None for all."""
    alike: float = 1.0
    """So many blocks hold as much as one would hold if the picture hadn't been made larger to be read."""
    detail: NDArray[np.uint8] | None = None
    """How much detail each block has, where that decides how well its frequencies came back; else None."""

    def inside(self, rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The picture from the grid's first block on."""
        return rgb[self.y :, self.x :]


def own_reading(coefficients: Coefficients) -> Reading:
    """On the file's own grid, as stored."""
    return Reading(
        coefficients.luminance,
        0,
        0,
        coefficients.table,
        coefficients.quotients,
        NOISES,
        sound_margin(coefficients.table),
        BLUR,
    )


def moved_reading(coefficients: Coefficients, grid: EarlierGrid) -> Reading:
    """On the grid of a save before the picture was cropped."""
    margin = sound_margin(coefficients.table)
    return _fine_reading(coefficients.luminance, grid, noises=NOISES_MOVED, margin=margin, blur=BLUR)


def lossless_reading(luminance: Luminance) -> Reading | None:
    """On the grid of the save before, where a file without loss keeps its trace."""
    blocks = moved_blocks(luminance, own=True)
    values, busy = strengths(blocks)
    if busy < FEWEST_BLOCKS:
        return None
    found: list[tuple[float, int, EarlierGrid]] = []
    # A grid isn't looked for on some row and column, so that is done for two of them.
    for own in (0, 1):
        if (grid := earlier_grid(values, own=own)) is not None:
            found.append((-grid.score, own, grid))
    for _, own, grid in sorted(found, key=lambda item: item[:2]):
        if is_everywhere(blocks, grid, own=own):
            return _fine_reading(luminance, grid, noises=NOISES, margin=LEAST_MARGIN, blur=0)
    return None


def resized_reading(luminance: Luminance, earlier: EarlierSize, table: tuple[int, ...] | None) -> Reading:
    """At the size of a save before the picture was resized; `table` holds the file's own steps, None without loss.

    The reading's brightness has the earlier size.
    """
    grid = EarlierGrid(0, 0, earlier.quality, earlier.score)
    before = restored(luminance, earlier.size)
    fidelity = fidelity_of(before, earlier.quality)
    noises, margin = (NOISES_RESIZED, LEAST_MARGIN) if table is None else (NOISES_MOVED, sound_margin(table))
    reading = _fine_reading(before, grid, noises=noises, margin=margin, blur=BLUR)
    return replace(
        reading,
        is_fit=fidelity.is_fit,
        alike=max(1.0, before.size / luminance.size),
        detail=fidelity.detail,
    )


def sound_margin(table: tuple[int, ...]) -> int:
    """How far from the end of the scale a pixel must be, so that it was hardly clipped before this file was compressed."""
    return LEAST_MARGIN + round(sum(sorted(table)[:15]) / 15)


def _fine_reading(
    luminance: Luminance,
    grid: EarlierGrid,
    *,
    noises: tuple[float, ...],
    margin: int,
    blur: int,
) -> Reading:
    table = tuple(max(1, round(step / UNITS_A_STEP)) for step in scaled(LUMINANCE, grid.quality))
    planes = quantized(luminance, table, x=grid.x, y=grid.y)
    return Reading(luminance, grid.x, grid.y, table, planes, noises, margin, blur)
