"""Distinctive places of a picture and what their surroundings look like, made for finding a part of a picture in itself.

A place is an extremum of the differences between growing blurs, as in SIFT. Both ends of a copy come from one picture, so
the description can be far plainer than SIFT's: 8 x 8 values of that difference around the place, turned by its main direction
and as wide as its size. Of these, 32 waves are kept (DCT), divided by their length, so the product of two descriptions is a
correlation. Every small cell of the picture gives its strongest places in turn, so that a copy on calm ground keeps some.

What it can't show: plain areas have no such places.

The waves are summed by the processor's matrix product (BLAS), directions and sizes use its sines and powers, and moves are
fitted by its linear algebra (LAPACK): the last digits of 32-bit floats can differ between kinds of processors. Rounding each
wave to a whole number hides that nearly always, and from there on products are exact; but results are the same to the last
digit only on one kind of machine.

Sources: Lowe 2004, Distinctive image features from scale-invariant keypoints, sections 3 to 5 (places and directions); Brown,
Szeliski and Winder 2005, Multi-image matching using multi-scale oriented patches (a patch of values as description).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from generator.analyse.copy_move import extrema
from generator.analyse.copy_move.blurs import Space

Gray = NDArray[np.float32]
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

POINTS_PER_MEGAPIXEL = 12_000
"""Places that are described, per million pixels;"""
MOST_POINTS = 5000
"""in all no more than these."""
CELL = 32
"""Side of the cells that give their strongest places in turn, pixels."""
SIDE = 8
"""Values of a description along each side, one size of the place apart."""
UNIT = 1024
"""Length of a description. Products of whole numbers so small are exact in any order of summing."""
WAVES = 32
"""Numbers of a description: the longest waves of those values, without their mean."""
SECOND = 0.8
"""A second direction this strong beside the strongest gets a description of its own."""
MOST_DIRECTIONS = 2
_BINS = 24
_BEFORE, _AFTER = np.roll(np.arange(_BINS), 1), np.roll(np.arange(_BINS), -1)
_REACH = 4.5
_GRID = 5
_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Points:
    """Described places, as columns of the same length."""

    spots: Floats
    """n x 2: x and y, pixels of the picture."""
    size: Floats
    """Blur at which it stands out, pixels."""
    turn: Floats
    """Main direction, radians."""
    words: Gray
    """n x `WAVES` whole numbers."""


def find(space: Space) -> Points:
    """The described places of a picture."""
    height, width = space.octaves[0].differences.shape[1:]
    places = extrema.find(space)
    most = min(MOST_POINTS, round(POINTS_PER_MEGAPIXEL * height * width / 1e6))
    places = places.take(_spread(places, width, most))
    owners, turns, words = [], [], []
    for start in range(0, len(places.x), _AT_ONCE):
        some = places.take(np.arange(start, min(start + _AT_ONCE, len(places.x))))
        owner, cosine, sine = _directions(space, some)
        owners.append(owner + start)
        turns.append(np.arctan2(sine, cosine))
        words.append(_described(space, some.take(owner), cosine, sine))
    if not owners:
        return Points(np.empty((0, 2)), np.empty(0), np.empty(0), np.empty((0, WAVES), np.float32))
    owner = np.concatenate(owners)
    step = places.step[owner]
    spots = np.stack((places.x[owner] * step, places.y[owner] * step), axis=1)
    return Points(spots, places.size[owner] * step, np.concatenate(turns), np.concatenate(words))


def _spread(places: extrema.Places, width: int, most: int) -> Whole:
    """Which to keep: the strongest of every cell, then the second of every cell, and so on."""
    column, row = ((place * places.step / CELL).astype(np.int64) for place in (places.x, places.y))
    cell = row * (width // CELL + 2) + column
    order = np.lexsort((-places.strength, cell))
    sorted_cell, strength = cell[order], places.strength[order]
    if ((sorted_cell[1:] == sorted_cell[:-1]) & (strength[1:] == strength[:-1])).any():
        # Equally strong ones, as in drawings, are put in order by their places.
        order = np.lexsort((places.x, places.y, places.step, -places.strength, cell))
        strength = places.strength[order]
    rank = np.arange(len(order)) - np.searchsorted(sorted_cell, sorted_cell)
    return order[np.lexsort((-strength, rank))[:most]]


def _directions(space: Space, places: extrema.Places) -> tuple[Whole, Gray, Gray]:
    """Numbers of the places, some twice, with the cosine and sine of their main directions."""
    across, down, weights = _rose()
    size = places.size.astype(np.float32)[:, None]
    x, y = (place.astype(np.float32)[:, None] for place in (places.x, places.y))
    index = _index(places, x + size * across, y + size * down, places.blurred_start)
    flat, width = space.blurred, places.width.astype(np.int32)[:, None]
    gx = flat.take(index + 1) - flat.take(index - 1)
    gy = flat.take(index + width) - flat.take(index - width)
    strength = np.sqrt(gx * gx + gy * gy) * weights
    bins = np.minimum((_turn_of(gx, gy) * np.float32(_BINS)).astype(np.int64), _BINS - 1)
    flat_bins = (np.arange(len(x))[:, None] * _BINS + bins).ravel()
    rose = np.bincount(flat_bins, strength.ravel(), len(x) * _BINS).reshape(len(x), _BINS)
    for _ in range(2):
        rose = rose[:, _BEFORE] + rose * 2 + rose[:, _AFTER]
    before, after = rose[:, _BEFORE], rose[:, _AFTER]
    highest = rose.max(axis=1, keepdims=True)
    owner, place = np.nonzero((rose > before) & (rose >= after) & (rose >= SECOND * highest))
    low, middle, high = before[owner, place], rose[owner, place], after[owner, place]
    order = np.lexsort((place, -middle, owner))
    owner, place, low, middle, high = (item[order] for item in (owner, place, low, middle, high))
    keep = np.arange(len(owner)) - np.searchsorted(owner, owner) < MOST_DIRECTIONS
    owner, place, low, middle, high = (item[keep] for item in (owner, place, low, middle, high))
    turn = (place + 0.5 + (low - high) / (2 * (low - 2 * middle + high))) * (2 * np.pi / _BINS)
    return owner, np.cos(turn).astype(np.float32), np.sin(turn).astype(np.float32)


def _described(space: Space, places: extrema.Places, cosine: Gray, sine: Gray) -> Gray:
    across, down = _patch()
    size = places.size.astype(np.float32)[:, None]
    cosine, sine = cosine[:, None] * size, sine[:, None] * size
    x = places.x.astype(np.float32)[:, None] + cosine * across - sine * down
    y = places.y.astype(np.float32)[:, None] + sine * across + cosine * down
    values = space.differences.take(_index(places, x, y, places.difference_start))
    waves = values @ _waves()[0]
    waves *= np.float32(UNIT) / (np.sqrt((waves * waves).sum(axis=1, keepdims=True)) + np.float32(1e-6))
    result: Gray = np.rint(waves)
    return result


def _index(places: extrema.Places, x: Gray, y: Gray, start: Whole) -> NDArray[np.int32]:
    """Numbers of the nearest pixels in the flat layers; beyond an edge, of the last but one pixel before it."""
    width, height = (item.astype(np.int32)[:, None] for item in (places.width, places.height))
    column = np.clip(np.rint(x).astype(np.int32), 1, width - 2)
    row = np.clip(np.rint(y).astype(np.int32), 1, height - 2)
    result: NDArray[np.int32] = start.astype(np.int32)[:, None] + row * width + column
    return result


def _turn_of(gx: Gray, gy: Gray) -> Gray:
    """Direction as a share of a full turn, by a polynomial good to a thousandth of a turn."""
    ax, ay = np.abs(gx), np.abs(gy)
    ratio = np.minimum(ax, ay) / np.maximum(np.maximum(ax, ay), np.float32(1e-12))
    square = ratio * ratio
    eighth = ratio * (np.float32(0.1590) + square * (np.float32(-0.0519) + square * np.float32(0.0179)))
    turn = np.where(ay > ax, np.float32(0.25) - eighth, eighth)
    turn = np.where(gx < 0, np.float32(0.5) - turn, turn)
    result: Gray = np.where(gy < 0, np.float32(1) - turn, turn)
    return result


def mirrored(words: Gray) -> Gray:
    """Descriptions of the same places in the mirrored picture: the grid is turned to the main direction, so its rows swap."""
    result: Gray = words * _waves()[1]
    return result


@cache
def _waves() -> tuple[Gray, Gray]:
    """What each value gives to each wave, and 1 or -1 for waves that keep or change their sign when rows swap."""
    order = sorted(
        ((down, across) for down in range(SIDE) for across in range(SIDE) if down or across),
        key=lambda wave: (wave[0] ** 2 + wave[1] ** 2, wave),
    )[:WAVES]
    line = [
        [
            round(math.cos(math.pi * (2 * place + 1) * wave / (2 * SIDE)) * (0.5**0.5 if not wave else 1), 9)
            for place in range(SIDE)
        ]
        for wave in range(SIDE)
    ]
    table = [
        [line[down][row] * line[across][column] for down, across in order]
        for row in range(SIDE)
        for column in range(SIDE)
    ]
    signs = [-1.0 if down % 2 else 1.0 for down, _ in order]
    return np.array(table, np.float32), np.array(signs, np.float32)


@cache
def _rose() -> tuple[Gray, Gray, Gray]:
    """Where gradients are read around a place, in its sizes, and what they count."""
    steps = [(2 * place / (_GRID - 1) - 1) * _REACH for place in range(_GRID)]
    spots = [(a, d, round(math.exp(-(a * a + d * d) / (2 * 2.2**2)), 6)) for d in steps for a in steps]
    across, down, weight = zip(*(item for item in spots if item[2] > 0.05), strict=True)
    return np.array(across, np.float32), np.array(down, np.float32), np.array(weight, np.float32)


@cache
def _patch() -> tuple[Gray, Gray]:
    steps = np.arange(SIDE, dtype=np.float32) - np.float32((SIDE - 1) / 2)
    across, down = np.meshgrid(steps, steps)
    return across.ravel(), down.ravel()
