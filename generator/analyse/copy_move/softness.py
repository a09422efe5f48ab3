"""Which of two ends is softer, and so probably the copy: turning a part reads its pixels between others, which blurs its grain.

Only where one end is turned and not resized do both ends show the same things at the same size, so that their finest detail
can be compared. What it can't show: anything where a part was only moved, turned by right angles or resized, or where the
whole picture was smoothed by compression afterwards.

Source: Popescu and Farid 2005, Exposing digital forgeries by detecting traces of resampling, for what reading between pixels
does to neighbours; the measure is the project's own.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from generator.analyse.copy_move import masks

MOST_RESIZED = 0.04
"""Scale may differ from 1 by so much."""
LEAST_TURN = 2.0
"""Degrees from the nearest right angle."""
LEAST_PIXELS = 300
"""Pixels of each end without its rim."""
MOST_RATIO = 0.85
"""The finest detail of the softer end, of that of the other."""
LEAST_DETAIL = 1.0
"""Detail of the sharper end, levels: below, rounding hides the difference."""


def softer(
    rgb: NDArray[np.uint8],
    matrix: NDArray[np.float64],
    ends: tuple[tuple[int, int, NDArray[np.bool_]], tuple[int, int, NDArray[np.bool_]]],
) -> int | None:
    """0 or 1, the end whose finest detail is weaker than it would be had both been taken by the camera; None: can't tell.

    `matrix` maps the first end to the second, `ends` are left, top and mask of both.
    """
    (a, b), (c, d) = matrix[:, :2].tolist()
    turn = math.degrees(math.atan2(c, a)) % 90
    if abs(math.sqrt(abs(a * d - b * c)) - 1) > MOST_RESIZED or not LEAST_TURN <= turn <= 90 - LEAST_TURN:
        return None
    first, second = (_detail(rgb, *end) for end in ends)
    if first is None or second is None or max(first, second) < LEAST_DETAIL:
        return None
    if min(first, second) > MOST_RATIO * max(first, second):
        return None
    return 0 if first < second else 1


def _detail(rgb: NDArray[np.uint8], x: int, y: int, mask: NDArray[np.bool_]) -> float | None:
    """Mean size of the difference between a pixel and its four neighbours, in green, away from the end's rim."""
    rows, columns = mask.shape
    part = rgb[y : y + rows, x : x + columns, 1].astype(np.int32)
    inner = masks.shrunk(mask, 9)[1:-1, 1:-1]
    if int(inner.sum()) < LEAST_PIXELS:
        return None
    around = part[:-2, 1:-1] + part[2:, 1:-1] + part[1:-1, :-2] + part[1:-1, 2:]
    return float(np.abs(4 * part[1:-1, 1:-1] - around)[inner].mean()) / 4
