"""What the surroundings of a distinctive place look like, in 128 small numbers that don't change when the picture is turned,
made larger or smaller, brighter or darker.

Around each place, 16 x 16 gradients are read on a grid turned by the place's main direction and as wide as its size. Each
of 4 x 4 cells counts how strong the gradients in 8 directions are (the field's SIFT; with square roots, RootSIFT). A place
with two main directions is described twice.

Directions come from a polynomial and sums from whole numbers, so every machine gets the same 128 values of 4 bits. In a
mirrored picture the same values stand in another order, which `MIRRORED` gives.

Source: Lowe 2004, sections 5 and 6; Arandjelović and Zisserman 2012, "Three things everyone should know to improve object
retrieval" (square roots).
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray

from generator.analyse.features.keypoints import Keypoints
from generator.analyse.features.scale_space import Octave

DIRECTIONS = 8
CELLS = 4
GRID = 16
LEVELS = 15
"""Largest of the stored values."""
TURNS = 256
"""Steps of a full turn in which a main direction is stored."""
CELL_WIDTH = 3.0
"""Width of a cell, in sizes of the place."""
SECOND = 0.8
"""A second direction this strong beside the strongest gets a description of its own."""
MOST_DIRECTIONS = 2
_STRETCH = 52.0
"""What makes the largest usual value `LEVELS`."""
_BINS = 36
_RADIUS = 4.5
_GRID_OF_DIRECTION = 13
_AT_ONCE = 64
"""Places that are described at once."""
_WHOLE = 4096.0
"""Gradients are rounded to whole numbers of this share of the gray range, so that sums are exact."""


def describe(
    space: list[Octave], points: Keypoints
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]]:
    """For each description the place's number, its direction (0 to 255) and its 128 values."""
    owners, turns, values = [], [], []
    for number, octave in enumerate(space):
        for layer in range(1, octave.blurred.shape[0]):
            chosen = np.flatnonzero((points.octave == number) & (points.layer == layer))
            if not len(chosen):
                continue
            picture = octave.blurred[layer]
            # A few at a time, so that their samples stay in the processor's cache.
            for start in range(0, len(chosen), _AT_ONCE):
                numbers = chosen[start : start + _AT_ONCE]
                some = points.take(numbers)
                which, turn = _directions(picture, some)
                owners.append(numbers[which])
                turns.append(turn)
                values.append(_values(picture, some.take(which), turn))
    if not owners:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros((0, 128), np.uint8)
    owner, turn, value = np.concatenate(owners), np.concatenate(turns), np.concatenate(values)
    order = np.lexsort((turn, owner))
    return owner[order], turn[order], value[order]


def _mirrored() -> NDArray[np.int64]:
    """Where each value of the mirrored picture's description stands in that of the picture."""
    order = []
    for row in range(CELLS):
        for column in range(CELLS):
            for direction in range(DIRECTIONS):
                # The grid is turned to the main direction, so mirroring swaps its rows and reverses directions.
                order.append(
                    ((CELLS - 1 - row) * CELLS + column) * DIRECTIONS + (DIRECTIONS - direction) % DIRECTIONS
                )
    return np.array(order)


MIRRORED = _mirrored()
"""`values[:, MIRRORED]` describes the same places in the mirrored picture."""


def _directions(
    picture: NDArray[np.float32], points: Keypoints
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Numbers of the places, some twice, with their main directions in steps of a 256th of a turn."""
    half = (_GRID_OF_DIRECTION - 1) / 2
    offsets = (np.arange(_GRID_OF_DIRECTION) - half) / half * _RADIUS
    across, down = np.meshgrid(offsets, offsets)
    weights = np.array(
        [
            round(math.exp(-(a * a + d * d) / (2 * 1.5**2)) * 256)
            for a, d in zip(across.flat, down.flat, strict=True)
        ]
    )
    x = points.x[:, None] + points.size[:, None] * across.ravel()[None, :]
    y = points.y[:, None] + points.size[:, None] * down.ravel()[None, :]
    gx, gy = _gradients(picture, x, y)
    strength = np.floor(np.sqrt(gx * gx + gy * gy) * _WHOLE) * weights
    bins = (_turn_of(gx, gy) * _BINS).astype(np.int64)
    bins[bins == _BINS] = 0
    flat = (np.arange(len(x))[:, None] * _BINS + bins).ravel()
    histogram = np.bincount(flat, strength.ravel(), len(x) * _BINS).reshape(len(x), _BINS)
    for _ in range(2):
        histogram = np.roll(histogram, 1, 1) + histogram * 2 + np.roll(histogram, -1, 1)
    before, after = np.roll(histogram, 1, 1), np.roll(histogram, -1, 1)
    highest = histogram.max(axis=1, keepdims=True)
    is_peak = (histogram > before) & (histogram >= after) & (histogram >= SECOND * highest) & (highest > 0)
    which, place = np.nonzero(is_peak)
    low, middle, high = before[which, place], histogram[which, place], after[which, place]
    shift = (low - high) / (2 * (low - 2 * middle + high))
    turn = np.floor((place + 0.5 + shift) / _BINS * TURNS + 0.5).astype(np.int64) % TURNS
    # Strongest first; a place rarely has more than two directions worth following.
    order = np.lexsort((turn, -middle, which))
    which, turn = which[order], turn[order]
    rank = np.arange(len(which)) - np.searchsorted(which, which)
    keep = rank < MOST_DIRECTIONS
    return which[keep], turn[keep]


def _values(picture: NDArray[np.float32], points: Keypoints, turn: NDArray[np.int64]) -> NDArray[np.uint8]:
    cosine, sine = (table[turn][:, None] for table in turns_table())
    width = CELL_WIDTH * CELLS
    offsets = ((np.arange(GRID) + 0.5) / GRID - 0.5) * width
    across, down = (item.ravel()[None, :] for item in np.meshgrid(offsets, offsets))
    size = points.size[:, None]
    x = points.x[:, None] + size * (cosine * across - sine * down)
    y = points.y[:, None] + size * (sine * across + cosine * down)
    gx, gy = _gradients(picture, x, y)
    strength = np.floor(np.sqrt(gx * gx + gy * gy) * _WHOLE)
    direction = _turn_of(gx, gy) - turn[:, None] / TURNS
    direction[direction < 0] += 1.0
    direction *= DIRECTIONS
    lower = direction.astype(np.int64)
    share = np.floor((direction - lower) * 16)
    # Each sample goes to the two directions beside it. Whole numbers far below 2**53: any order of summing gives the same.
    parts = np.zeros((DIRECTIONS, *strength.shape))
    flat_parts = parts.ravel()
    place = np.arange(strength.size).reshape(strength.shape)
    flat_parts[(lower % DIRECTIONS) * strength.size + place] = strength * (16 - share)
    flat_parts[((lower + 1) % DIRECTIONS) * strength.size + place] = strength * share
    found = np.ascontiguousarray((parts @ _spatial()).transpose(1, 2, 0))
    flat = found.reshape(len(x), -1)
    length = np.sqrt((flat * flat).sum(axis=1, keepdims=True)) + 1e-9
    clipped = np.minimum(flat, 0.2 * length)
    total = clipped.sum(axis=1, keepdims=True) + 1e-9
    roots = np.sqrt(clipped / total)
    values: NDArray[np.uint8] = np.minimum(np.floor(roots * _STRETCH + 0.5), LEVELS).astype(np.uint8)
    return values


def _gradients(
    picture: NDArray[np.float32], x: NDArray[np.float64], y: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Slopes at the nearest pixels; 0 outside of the picture."""
    height, width = picture.shape
    column, row = np.floor(x + 0.5).astype(np.int64), np.floor(y + 0.5).astype(np.int64)
    is_inside = (column >= 1) & (column < width - 1) & (row >= 1) & (row < height - 1)
    place = np.where(is_inside, row * width + column, width + 1)
    flat = picture.ravel()
    gx = (flat[place + 1] - flat[place - 1]).astype(np.float64) * is_inside
    gy = (flat[place + width] - flat[place - width]).astype(np.float64) * is_inside
    return gx, gy


def _turn_of(gx: NDArray[np.float64], gy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Direction as a share of a full turn, 0 to 1, by a polynomial good to a thousandth of a turn."""
    ax, ay = np.abs(gx), np.abs(gy)
    ratio = np.minimum(ax, ay) / np.maximum(np.maximum(ax, ay), 1e-12)
    square = ratio * ratio
    eighth = ratio * (0.1590 + square * (-0.0519 + square * 0.0240 - square * square * 0.0061))
    turn = np.where(ay > ax, 0.25 - eighth, eighth)
    turn = np.where(gx < 0, 0.5 - turn, turn)
    result: NDArray[np.float64] = np.where(gy < 0, 1.0 - turn, turn)
    result[result >= 1] = 0.0
    return result


@cache
def turns_table() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Cosine and sine of each of the `TURNS` directions."""
    angles = [2 * math.pi * step / TURNS for step in range(TURNS)]
    return (
        np.array([round(math.cos(angle), 9) for angle in angles]),
        np.array([round(math.sin(angle), 9) for angle in angles]),
    )


@cache
def _spatial() -> NDArray[np.float64]:
    """What each of the 256 samples gives to each of the 16 cells, as whole numbers: near cells more, the middle more."""
    weights = np.zeros((GRID * GRID, CELLS * CELLS))
    for row in range(GRID):
        for column in range(GRID):
            down, across = ((place + 0.5) / GRID * CELLS - 0.5 for place in (row, column))
            distance = ((down - 1.5) ** 2 + (across - 1.5) ** 2) / (2 * (CELLS / 2) ** 2)
            middle = math.exp(-distance)
            for cell_row in range(CELLS):
                for cell_column in range(CELLS):
                    near = max(0.0, 1 - abs(down - cell_row)) * max(0.0, 1 - abs(across - cell_column))
                    weights[row * GRID + column, cell_row * CELLS + cell_column] = round(near * middle * 64)
    return weights
