"""Distinctive places of a picture: extrema of the scale space, placed between pixels, without edges and flat spots.

Each has a position, a size and a strength; its direction comes with the descriptor (`descriptors.py`). Places are chosen so
that every part of the picture keeps some: a crop or a banner must not take all of them away.

What it can't show: smooth pictures (sky, fog, a plain wall) have few such places, and a picture with fewer than a dozen
can't be recognised by them.

Source: Lowe 2004, sections 3.1, 4 and 4.1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.analyse.features.extremum import BORDER, NEIGHBOURS, Slopes, vertex
from generator.analyse.features.scale_space import INTERVALS, Octave, layer_blur

MOST = 500
"""Places kept of one picture."""
CONTRAST = 0.01
"""Least strength of a difference of blurs, of the gray range."""
EDGE = 10.0
"""Largest ratio of the two curvatures; edges have a larger one, as they are distinct in one direction only."""
CELLS = 5
"""Rows and columns into which the picture is divided for choosing."""


@dataclass(frozen=True, slots=True)
class Keypoints:
    """Places in one octave's layers. All arrays have the same length."""

    octave: NDArray[np.int64]
    """Number of the octave."""
    layer: NDArray[np.int64]
    """Layer of the octave whose blur comes nearest."""
    x: NDArray[np.float64]
    """Place in the octave's pixels."""
    y: NDArray[np.float64]
    """Place in the octave's pixels."""
    size: NDArray[np.float64]
    """Blur at which it stands out, in the octave's pixels."""
    strength: NDArray[np.float64]
    """Of the gray range."""

    def take(self, chosen: NDArray[np.int64]) -> Keypoints:
        """Some of them, in the given order."""
        return Keypoints(
            self.octave[chosen],
            self.layer[chosen],
            self.x[chosen],
            self.y[chosen],
            self.size[chosen],
            self.strength[chosen],
        )


def find(space: list[Octave], *, most: int = MOST, contrast: float = CONTRAST) -> Keypoints:
    """The `most` most distinctive places of a scale space, strongest parts of each region first."""
    found = [_of_octave(octave, number, contrast) for number, octave in enumerate(space)]
    everything = _joined(found)
    if not len(everything.x):
        return everything
    height, width = space[0].blurred.shape[1:]
    return everything.take(_spread(everything, space, width, height, most))


def _joined(parts: list[Keypoints]) -> Keypoints:
    whole, real = np.zeros(0, np.int64), np.zeros(0)
    return Keypoints(
        np.concatenate([whole, *(part.octave for part in parts)]),
        np.concatenate([whole, *(part.layer for part in parts)]),
        np.concatenate([real, *(part.x for part in parts)]),
        np.concatenate([real, *(part.y for part in parts)]),
        np.concatenate([real, *(part.size for part in parts)]),
        np.concatenate([real, *(part.strength for part in parts)]),
    )


def _spread(points: Keypoints, space: list[Octave], width: int, height: int, most: int) -> NDArray[np.int64]:
    """Which to keep: half by strength alone, the others the strongest of each cell in turn."""
    step = np.array([octave.step for octave in space])[points.octave]
    column = np.minimum((points.x * step * CELLS / width).astype(np.int64), CELLS - 1)
    row = np.minimum((points.y * step * CELLS / height).astype(np.int64), CELLS - 1)
    order = np.lexsort((points.x, points.y, points.octave, -points.strength))
    if len(order) <= most:
        return order
    cell = (row * CELLS + column)[order]
    by_cell = np.lexsort((np.arange(len(order)), cell))
    rank = np.empty(len(order), np.int64)
    rank[by_cell] = np.arange(len(order)) - np.searchsorted(cell[by_cell], cell[by_cell])
    # A place that is strong in the whole picture needs no help from its cell.
    rank[: most // 2] = -1
    chosen = np.lexsort((np.arange(len(order)), rank))[:most]
    return order[np.sort(chosen)]


def _of_octave(octave: Octave, number: int, contrast: float) -> Keypoints:
    layers, rows, columns = _extrema(octave.differences, contrast * 0.8)
    return _refined(octave.differences, layers, rows, columns, number, contrast)


def _extrema(
    differences: NDArray[np.float32], least: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Layer, row and column of values beyond all 26 neighbours in place and scale."""
    found = []
    if min(differences.shape[1:]) <= 2 * BORDER:
        empty = np.zeros(0, np.int64)
        return empty, empty, empty
    _, height, width = differences.shape
    flat = differences.ravel()
    for layer in range(1, INTERVALS + 1):
        places = _candidates(differences, layer, least)
        # Near neighbours first: few candidates are left for the others.
        for above, down, across in NEIGHBOURS[len(_NEAREST) :]:
            centre = flat[places]
            other = flat[places + (above * height + down) * width + across]
            places = places[np.where(centre > 0, centre > other, centre < other)]
        rows, columns = np.divmod(places - layer * height * width, width)
        found.append((np.full(len(rows), layer), rows, columns))
    layers, rows, columns = (np.concatenate([item[part] for item in found]) for part in range(3))
    return layers, rows, columns


_NEAREST = NEIGHBOURS[:6]
"""Those that share a side, in place or scale."""


def _candidates(differences: NDArray[np.float32], layer: int, least: float) -> NDArray[np.int64]:
    """Flat numbers of a layer's values that are strong enough and beyond their nearest neighbours, row by row."""
    _, height, width = differences.shape
    found = []
    # In strips, so that the masks stay in the processor's cache.
    strip = max(1, (1 << 16) // width)
    for top in range(BORDER, height - BORDER, strip):
        bottom = min(top + strip, height - BORDER)
        values = differences[layer, top:bottom, BORDER : width - BORDER]
        is_peak, is_pit = values >= np.float32(least), values <= -np.float32(least)
        for above, down, across in _NEAREST:
            left = BORDER + across
            other = differences[layer + above, top + down : bottom + down, left : left + width - 2 * BORDER]
            is_peak &= values > other
            is_pit &= values < other
        rows, columns = np.divmod(np.flatnonzero(is_peak | is_pit), width - 2 * BORDER)
        found.append((rows + (layer * height + top)) * width + columns + BORDER)
    return np.concatenate(found)


def _refined(
    values: NDArray[np.float32],
    layer: NDArray[np.int64],
    row: NDArray[np.int64],
    column: NDArray[np.int64],
    number: int,
    contrast: float,
) -> Keypoints:
    """Places between the pixels by a parabola through the neighbours; faint ones and edges are dropped."""

    def at(above: int, down: int, across: int) -> NDArray[np.float64]:
        return values[layer + above, row + down, column + across].astype(np.float64)

    centre = at(0, 0, 0)
    gx, gy, gs = (
        (at(*plus) - at(*minus)) / 2
        for plus, minus in (((0, 0, 1), (0, 0, -1)), ((0, 1, 0), (0, -1, 0)), ((1, 0, 0), (-1, 0, 0)))
    )
    hxx = at(0, 0, 1) + at(0, 0, -1) - 2 * centre
    hyy = at(0, 1, 0) + at(0, -1, 0) - 2 * centre
    hss = at(1, 0, 0) + at(-1, 0, 0) - 2 * centre
    hxy = (at(0, 1, 1) + at(0, -1, -1) - at(0, 1, -1) - at(0, -1, 1)) / 4
    hxs = (at(1, 0, 1) + at(-1, 0, -1) - at(1, 0, -1) - at(-1, 0, 1)) / 4
    hys = (at(1, 1, 0) + at(-1, -1, 0) - at(1, -1, 0) - at(-1, 1, 0)) / 4
    top = vertex(centre, Slopes(gx, gy, gs, hxx, hyy, hss, hxy, hxs, hys))
    trace, product = hxx + hyy, hxx * hyy - hxy * hxy
    is_good = (
        top.is_one
        & (top.strength >= contrast)
        & (product > 0)
        & (trace * trace * EDGE < (EDGE + 1) ** 2 * product)
    )
    chosen = np.flatnonzero(is_good)
    sizes = layer_blur(0) * _power_of_two((layer + top.s)[chosen] / INTERVALS)
    nearest = np.clip(np.floor(layer + top.s + 0.5).astype(np.int64), 1, INTERVALS)
    return Keypoints(
        np.full(len(chosen), number),
        nearest[chosen],
        (column + top.x)[chosen],
        (row + top.y)[chosen],
        sizes,
        top.strength[chosen],
    )


def _power_of_two(exponent: NDArray[np.float64]) -> NDArray[np.float64]:
    """2 ** exponent, from a table in steps of a 64th: a size needs no more, and every machine reads the same table."""
    steps = np.floor(exponent * 64 + 0.5).astype(np.int64)
    table = np.array([round(2.0 ** (step / 64), 9) for step in range(64)])
    result: NDArray[np.float64] = np.ldexp(table[steps % 64], (steps // 64).astype(np.int32))
    return result
