"""A quick trial of many suggested moves at once: do both ends agree down to their grain, in one small window each?

One end's window is laid on the other by the move; the move is corrected until both fit best; then what is left of edges is
taken out (see `grain.py`) and the grain compared. Windows of things that only look alike fit well, too, but their grain
differs. How often it agrees all the same, in this very picture, is the rate by which `chance.py` bounds chance.

Sources: Baker and Matthews 2004, Lucas-Kanade 20 years on: a unifying framework (the correction, with the slopes of the end
that stays); Ehret 2019, arXiv 1906.00649, for judging a match by the picture's own look-alikes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.analyse.copy_move.dense import WINDOW
from generator.analyse.copy_move.grain import along_edges
from generator.analyse.copy_move.matching import Pairs

Floats = NDArray[np.float64]
Gray = NDArray[np.float32]
Whole = NDArray[np.int64]

HALF = 8
"""A window reaches so many pixels to each side of its middle."""
ROUNDS = 4
"""Times that a move is corrected."""
JUDGED_AFTER = 2
"""Corrections after which windows that don't fit at all are given up."""
LEAST_FIT = 0.5
"""Correlation of both ends, edges included, that a window needs then."""
FURTHEST = 1.5
"""Longest step of one correction at the rim of a window, pixels."""
SAME_MOVE = 2.0
"""Two moves are the same when one takes the other's window to within so many pixels, and a twentieth of the way there."""
RIM = 2
"""Pixels along a window's edge whose grain isn't compared: slopes and their means lack neighbours there."""
_INNER = WINDOW // 2
"""The grain is compared a second time so many pixels to each side of the middle: in windows as parts are judged by."""
_PIXELS = (2 * HALF + 1) ** 2


@dataclass(frozen=True, slots=True)
class Trials:
    """Windows that were tried, as columns."""

    place: Whole
    """n x 2: x and y of the window's middle."""
    matrix: Floats
    """n x 2 x 3: the corrected move, for pixels of the picture."""
    grain: Gray
    """Correlation of the grain of both ends over the window without its rim; -1 for windows that were given up."""
    inner: Gray
    """The same in the middle of the window, over `dense.WINDOW` pixels across and down, as parts are judged."""
    miss: Gray
    """Mean square of the difference of both ends' detail over the same pixels, levels squared."""
    power: Gray
    """Mean square of the detail of both ends there, added up."""
    weight: Floats
    """1, divided by how many of the trials follow the same move."""

    def reached(self) -> Floats:
        """n x 2: where the middle of each window is laid."""
        return _reached(self.place.astype(np.float64), self.matrix)


def tried(detail: Gray, pairs: Pairs) -> Trials:
    """Tries the moves of pairs. `detail`: the picture less its blur."""
    height, width = detail.shape
    # A window must lie inside of the picture, with a rim for its slopes.
    place = np.clip(np.rint(pairs.source).astype(np.int64), HALF + 1, np.array([width, height]) - HALF - 2)
    reached = pairs.target + np.einsum("nij,nj->ni", pairs.linear, place - pairs.source)
    matrix = np.concatenate((pairs.linear, reached[:, :, None]), axis=2)
    steps = np.arange(-HALF - 1, HALF + 2)
    index = (place[:, 1, None, None] + steps[:, None]) * width + place[:, 0, None, None] + steps
    rimmed = detail.ravel().take(index)
    grain = np.full(len(place), -1, np.float32)
    inner, miss, power = grain.copy(), np.zeros_like(grain), np.zeros_like(grain)
    left = np.arange(len(place))
    fit = _Fit.of(rimmed)
    for turn in range(ROUNDS):
        there = _laid(detail, matrix[left])
        if turn == JUDGED_AFTER:
            good = _correlation(fit.here, there) >= LEAST_FIT
            left, fit, there = left[good], fit.take(good), there[good]
        matrix[left] = fit.corrected(matrix[left], there)
    if len(left):
        there = _laid(detail, matrix[left])
        side = 2 * HALF + 1
        here, there = fit.here.reshape(-1, side, side), there.reshape(-1, side, side)
        one, two = along_edges(here, there)
        grain[left] = _grain(one, two, RIM)
        inner[left] = _grain(one, two, HALF - _INNER)
        middle = np.s_[:, HALF - _INNER : HALF + _INNER + 1, HALF - _INNER : HALF + _INNER + 1]
        a, b = here[middle], there[middle]
        miss[left] = ((a - b) ** 2).mean(axis=(1, 2))
        power[left] = (a * a + b * b).mean(axis=(1, 2))
    # From the window's middle to the picture's pixels.
    matrix[:, :, 2] -= np.einsum("nij,nj->ni", matrix[:, :, :2], place)
    return Trials(place, matrix, grain, inner, miss, power, 1 / _alike(place.astype(np.float64), matrix))


@dataclass(frozen=True, slots=True)
class _Fit:
    """What correcting needs of the end that stays."""

    here: Gray
    """n x pixels."""
    weighted: Gray
    """n x pixels x 6: what each pixel says about each number of the move."""
    inverse: Floats
    """n x 6 x 6."""

    @staticmethod
    def of(rimmed: Gray) -> _Fit:
        count = len(rimmed)
        here = np.ascontiguousarray(rimmed[:, 1:-1, 1:-1]).reshape(count, _PIXELS)
        sx = ((rimmed[:, 1:-1, 2:] - rimmed[:, 1:-1, :-2]) * np.float32(0.5)).reshape(count, _PIXELS)
        sy = ((rimmed[:, 2:, 1:-1] - rimmed[:, :-2, 1:-1]) * np.float32(0.5)).reshape(count, _PIXELS)
        x, y = (item / np.float32(HALF) for item in _grid())
        design = np.stack((sx * x, sx * y, sx, sy * x, sy * y, sy), axis=2)
        # The middle counts more, as the rim may lie outside of the copy.
        weight = np.maximum(1 - (x * x + y * y) * np.float32(0.45), 0)
        weighted = design * weight[:, None]
        normal = (weighted.transpose(0, 2, 1) @ design).astype(np.float64)
        ridge = 0.01 * np.trace(normal, axis1=1, axis2=2) / 6 + 1e-3
        return _Fit(here, weighted, np.linalg.inv(normal + np.eye(6) * ridge[:, None, None]))

    def take(self, chosen: NDArray[np.bool_]) -> _Fit:
        return _Fit(self.here[chosen], self.weighted[chosen], self.inverse[chosen])

    def corrected(self, matrix: Floats, there: Gray) -> Floats:
        pull = ((self.here - there)[:, None, :] @ self.weighted)[:, 0].astype(np.float64)
        step = np.clip(np.einsum("nij,nj->ni", self.inverse, pull), -FURTHEST, FURTHEST).reshape(-1, 2, 3)
        # Told in window sizes; the move is told in pixels from the window's middle.
        step[:, :, :2] /= HALF
        result = matrix.copy()
        result += matrix[:, :, :2] @ step
        return result


def _laid(detail: Gray, matrix: Floats) -> Gray:
    """The other end's values at the pixels of each window."""
    x, y = _grid()
    height, width = detail.shape
    move = matrix.astype(np.float32)[:, :, :, None]
    column = np.clip(move[:, 0, 0] * x + move[:, 0, 1] * y + move[:, 0, 2], 0, width - 1.001)
    row = np.clip(move[:, 1, 0] * x + move[:, 1, 1] * y + move[:, 1, 2], 0, height - 1.001)
    left, top = column.astype(np.int32), row.astype(np.int32)
    column -= left
    row -= top
    top *= width
    top += left
    flat = detail.ravel()
    upper, lower = flat.take(top), flat.take(top + width)
    upper += column * (flat.take(top + 1) - upper)
    lower += column * (flat.take(top + width + 1) - lower)
    upper += row * (lower - upper)
    return upper


def _reached(place: Floats, matrix: Floats) -> Floats:
    x = matrix[:, 0, 0] * place[:, 0] + matrix[:, 0, 1] * place[:, 1] + matrix[:, 0, 2]
    y = matrix[:, 1, 0] * place[:, 0] + matrix[:, 1, 1] * place[:, 1] + matrix[:, 1, 2]
    return np.stack((x, y), axis=1)


def _alike(place: Floats, matrix: Floats) -> Floats:
    """For each trial, how many trials follow its move, in either direction, itself among them."""
    reached = _reached(place, matrix)
    result = np.eye(len(place), dtype=np.bool_)
    for start, goal in ((place, reached), (reached, place)):
        x = matrix[:, 0, :1] * start[:, 0] + matrix[:, 0, 1:2] * start[:, 1] + matrix[:, 0, 2:] - goal[:, 0]
        y = matrix[:, 1, :1] * start[:, 0] + matrix[:, 1, 1:2] * start[:, 1] + matrix[:, 1, 2:] - goal[:, 1]
        across, down = place[:, :1] - start[:, 0], place[:, 1:] - start[:, 1]
        most = SAME_MOVE + 0.05 * np.sqrt(across * across + down * down)
        result |= x * x + y * y < most * most
    count: Floats = result.sum(axis=1).astype(np.float64)
    return count


def _grid() -> tuple[Gray, Gray]:
    steps = np.arange(-HALF, HALF + 1, dtype=np.float32)
    x, y = np.meshgrid(steps, steps)
    return x.ravel(), y.ravel()


def _grain(one: Gray, two: Gray, rim: int) -> Gray:
    inside = slice(rim, one.shape[1] - rim)
    a, b = (item[:, inside, inside].reshape(len(one), -1) for item in (one, two))
    return _correlation(_cut(a), _cut(b))


def _cut(values: Gray) -> Gray:
    # The middle of an odd number; putting so few in order is quicker than NumPy's own median.
    usual = np.sort(np.abs(values), axis=1)[:, values.shape[1] // 2, None] + np.float32(1e-4)
    result: Gray = np.clip(values, -2 * usual, 2 * usual)
    return result


def _correlation(one: Gray, two: Gray) -> Gray:
    # Rounding alone gives a twelfth of a level squared; the part of it that is fine detail is about a fiftieth.
    floor = np.float32(0.01) * one.shape[1]
    power = np.maximum((one * one).sum(axis=1), floor) * np.maximum((two * two).sum(axis=1), floor)
    result: Gray = (one * two).sum(axis=1) / np.sqrt(power)
    return result
