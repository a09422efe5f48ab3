"""Where exactly two ends of a move agree, pixel by pixel, and how well.

One end is laid on the other by the move, between pixels, and the fine detail of both (what is left when a blur is taken
away) is compared in small windows. The move is corrected until both fit best, and the part grows as far as they agree. Only
the box around the part is ever looked at.

Source of the correction: Lucas and Kanade 1981, An iterative image registration technique.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from generator.analyse import masks
from generator.analyse.copy_move.blurs import blur
from generator.analyse.copy_move.grain import slopes

Floats = NDArray[np.float64]
Gray = NDArray[np.float32]

WINDOW = 9
"""Side of the windows that are compared, pixels."""
AGREES = 0.6
"""Correlation from which a window agrees."""
MARGIN = 20
"""The first look reaches this far around the places that suggested the move, pixels."""
GROWTH = 6
"""Times that the look may be widened."""
MOST_SAMPLES = 4000
"""Pixels from which a move is corrected."""


def detail(gray: Gray) -> Gray:
    """The fine detail of levels: what is left of them less their blur, but for the finest."""
    result: Gray = blur(gray, 0.6) - blur(gray, 2.1)
    return result


class Bands:
    """What is compared, made once a picture."""

    def __init__(self, gray: Gray) -> None:
        self.detail: Gray = detail(gray)
        """Levels less their blur."""

    @cached_property
    def spline(self) -> Gray:
        """Coefficients of the cubic spline through `detail`, for reading between pixels."""
        result: Gray = ndimage.spline_filter(self.detail, 3, output=np.float32)
        return result


@dataclass(frozen=True, slots=True)
class Agreement:
    """A part of one end that agrees with the other."""

    matrix: Floats
    """2 x 3: maps x, y of this end to the other."""
    x: int
    """Left edge of the box."""
    y: int
    """Top edge of the box."""
    mask: NDArray[np.bool_]
    """Pixels of the box that agree."""
    correlation: Gray
    """Correlation of the window around each pixel of the box."""
    here: Gray
    """Detail of this end."""
    there: Gray
    """Detail of the other end, laid on this."""


def agreement(
    bands: Bands, matrix: Floats, seeds: Floats, *, is_promising: Callable[[Agreement], bool]
) -> Agreement | None:
    """The part around the seeds where both ends agree; nothing when they don't, or when it stops to look promising."""
    height, width = bands.detail.shape
    low = np.floor(seeds.min(axis=0)).astype(int) - MARGIN
    high = np.ceil(seeds.max(axis=0)).astype(int) + MARGIN
    for _ in range(GROWTH):
        left, top = max(0, int(low[0])), max(0, int(low[1]))
        right, bottom = min(width, int(high[0]) + 1), min(height, int(high[1]) + 1)
        result = _compared(bands, matrix, left, top, right, bottom, seeds)
        if result is None or not is_promising(result):
            return None
        sides = (
            result.mask[:, :2].any() and left > 0,
            result.mask[:2].any() and top > 0,
            result.mask[:, -2:].any() and right < width,
            result.mask[-2:].any() and bottom < height,
        )
        matrix = _corrected(bands, result)
        if not any(sides):
            break
        more = (max(40, (right - left) // 2), max(40, (bottom - top) // 2))
        low = np.array([left - more[0] * sides[0], top - more[1] * sides[1]])
        high = np.array([right - 1 + more[0] * sides[2], bottom - 1 + more[1] * sides[3]])
    return _compared(bands, matrix, left, top, right, bottom, seeds)


def fitted(bands: Bands, part: Agreement, mask: NDArray[np.bool_]) -> Agreement:
    """The same box of a part, laid on the other end by the move that fits best within a mask alone."""
    matrix = _corrected(bands, replace(part, mask=mask))
    rows, columns = mask.shape
    box = part.x, part.y, part.x + columns, part.y + rows
    there, correlation = _overlaid(bands, matrix, part.here, *box)
    return replace(part, matrix=matrix, mask=mask, correlation=correlation, there=there)


def _compared(
    bands: Bands, matrix: Floats, left: int, top: int, right: int, bottom: int, seeds: Floats
) -> Agreement | None:
    here = bands.detail[top:bottom, left:right]
    there, correlation = _overlaid(bands, matrix, here, left, top, right, bottom)
    agrees = masks.opened(correlation > AGREES, 3)
    labels, count = ndimage.label(agrees, np.ones((3, 3), np.int8))
    if not count:
        return None
    column = np.clip(np.rint(seeds[:, 0]).astype(int) - left, 0, here.shape[1] - 1)
    row = np.clip(np.rint(seeds[:, 1]).astype(int) - top, 0, here.shape[0] - 1)
    is_reached = np.zeros(count + 1, np.bool_)
    is_reached[labels[row, column]] = True
    is_reached[0] = False
    if not is_reached.any():
        return None
    return Agreement(matrix, left, top, is_reached[labels], correlation, here, there)


def _overlaid(
    bands: Bands, matrix: Floats, here: Gray, left: int, top: int, right: int, bottom: int
) -> tuple[Gray, Gray]:
    """The other end's detail at each pixel of a box, and how it correlates with this end's."""
    there, inside = _laid(bands, matrix, left, top, right, bottom)
    correlation = local_correlation(here, there)
    correlation[~inside] = 0
    return there, correlation


def local_correlation(one: Gray, two: Gray) -> Gray:
    """Correlation of the windows around each pixel, -1 to 1."""
    # Means of all five at once: for parts as small as most are, calling a filter costs more than its work.
    both = np.stack((one, two, one * two, one * one, two * two))
    mean_one, mean_two, both_mean, power_one, power_two = ndimage.uniform_filter(both, (0, WINDOW, WINDOW))
    # Rounding alone gives a twelfth of a level; windows without more detail than that agree with nothing.
    floor = np.float32(0.02)
    power_one = np.maximum(power_one - mean_one * mean_one, floor)
    power_two = np.maximum(power_two - mean_two * mean_two, floor)
    result: Gray = (both_mean - mean_one * mean_two) / np.sqrt(power_one * power_two)
    return result


def reached(matrix: Floats, left: int, top: int, right: int, bottom: int) -> tuple[Floats, Floats]:
    """Rows and columns to which a matrix takes each pixel of a box."""
    x = np.arange(left, right, dtype=np.float64)[None, :]
    y = np.arange(top, bottom, dtype=np.float64)[:, None]
    columns: Floats = matrix[0, 0] * x + matrix[0, 1] * y + matrix[0, 2]
    rows: Floats = matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2]
    return rows, columns


def _laid(
    bands: Bands, matrix: Floats, left: int, top: int, right: int, bottom: int
) -> tuple[Gray, NDArray[np.bool_]]:
    """The other end's detail at each pixel of the box, and where the other end lies within the picture."""
    x, y = np.arange(left, right)[None, :], np.arange(top, bottom)[:, None]
    rows, columns = reached(matrix, left, top, right, bottom)
    height, width = bands.detail.shape
    inside = (columns >= 0) & (columns <= width - 1) & (rows >= 0) & (rows <= height - 1)
    # An end must not be compared with itself.
    across, down = columns - x, rows - y
    inside &= across * across + down * down >= WINDOW * WINDOW
    return _read(bands, rows, columns), inside


def _corrected(bands: Bands, part: Agreement, *, rounds: int = 3) -> Floats:
    """The move, corrected so that both ends fit best where they agree already."""
    matrix = part.matrix
    rows, columns = np.nonzero(part.mask)
    every = -(-len(rows) // MOST_SAMPLES)
    rows, columns = rows[::every], columns[::every]
    sy, sx = (item[rows, columns].astype(np.float64) for item in slopes(part.here))
    x, y = columns + float(part.x), rows + float(part.y)
    middle_x, middle_y = float(x.mean()), float(y.mean())
    unit = max(float(np.ptp(x)), float(np.ptp(y)), 2.0) / 2
    gx, gy = (x - middle_x) / unit, (y - middle_y) / unit
    design = np.stack((sx * gx, sx * gy, sx, sy * gx, sy * gy, sy), axis=1)
    normal = design.T @ design
    normal += np.eye(6) * (1e-3 * np.trace(normal) / 6 + 1e-6)
    here = part.here[rows, columns]
    scale = np.array([[1 / unit, 0, -middle_x / unit], [0, 1 / unit, -middle_y / unit], [0, 0, 1]])
    for _ in range(rounds):
        reached_x = matrix[0, 0] * x + matrix[0, 1] * y + matrix[0, 2]
        reached_y = matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2]
        there = _read(bands, reached_y, reached_x)
        step = np.linalg.solve(normal, design.T @ (here - there))
        size = float(np.abs(step).max())
        if size > 4:
            return part.matrix
        # The step is told in the part's own coordinates at this end; `matrix` carries it to the other.
        moved = np.vstack((np.eye(3)[:2] + step.reshape(2, 3) @ scale, [0, 0, 1]))
        matrix = (np.vstack((matrix, [0, 0, 1])) @ moved)[:2]
        if size < 0.02:
            break
    return matrix


def _read(bands: Bands, rows: Floats, columns: Floats) -> Gray:
    result: Gray = ndimage.map_coordinates(
        bands.spline, (rows, columns), output=np.float32, order=3, mode="nearest", prefilter=False
    )
    return result
