"""Extrema of a scale space, placed between pixels, without edges: the distinctive places of a picture.

Source: Lowe 2004, Distinctive image features from scale-invariant keypoints, sections 3.1 and 4.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.analyse.copy_move.blurs import FIRST_BLUR, Octave, Space
from generator.analyse.features.extremum import BORDER, NEIGHBOURS, Slopes, vertex
from generator.analyse.features.scale_space import INTERVALS

Gray = NDArray[np.float32]
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]

CONTRAST = 0.25
"""Least strength of a difference of blurs, levels of 255: faint texture is worth comparing, too."""
EDGE = 8.0
"""Largest ratio of the two curvatures; edges have a larger one, as they are distinct in one direction only."""
_STRIP = 1 << 15
_AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Places:
    """Places, as columns of the same length."""

    x: Floats
    """In the octave's pixels."""
    y: Floats
    """In the octave's pixels."""
    size: Floats
    """Blur at which it stands out, in the octave's pixels."""
    strength: Floats
    """Levels."""
    step: Whole
    """Pixels of the picture per pixel of the octave."""
    width: Whole
    """Of the octave, pixels."""
    height: Whole
    """Of the octave, pixels."""
    blurred_start: Whole
    """Where the blur one layer above the place's begins among the space's flat values."""
    difference_start: Whole
    """Where the difference in which it was found begins among the space's flat values."""

    def take(self, chosen: Whole) -> Places:
        """Some of them, in the given order."""
        return Places(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def find(space: Space) -> Places:
    """All extrema of a scale space."""
    found = [_of_octave(octave) for octave in space.octaves]
    return Places(
        *(np.concatenate([getattr(item, name) for item in found]) for name in Places.__dataclass_fields__)
    )


def _of_octave(octave: Octave) -> Places:
    _, height, width = octave.differences.shape
    flat = octave.differences.reshape(-1)
    places = _candidates(octave.differences)
    centre = flat.take(places)
    steps = np.array([(above * height + down) * width + across for above, down, across in _OTHERS])
    # Few are left after the first, so several are compared at a time.
    for some in np.split(steps[:, None], range(_AT_ONCE, len(steps), _AT_ONCE)):
        others = flat.take(places + some)
        keep = np.where(centre > 0, centre > others.max(axis=0), centre < others.min(axis=0))
        places, centre = places[keep], centre[keep]
    return _refined(flat, places, octave, height, width)


_OTHERS = [item for item in NEIGHBOURS if item[0] or (item[1] and item[2])]
"""Neighbours in place and scale that share no side within the layer, nearest first."""


def _candidates(values: Gray) -> Whole:
    """Flat numbers of values that are strong enough and beyond their neighbours in the layer and in place."""
    _, height, width = values.shape
    least = np.float32(CONTRAST * 0.8)
    found = []
    rows = max(1, _STRIP // width)
    for top in range(BORDER, height - BORDER, rows):
        bottom = min(top + rows, height - BORDER)
        # Rows lie one behind the other, so a step down is a step of one width. What is compared across an edge is cut off.
        layers = values[:, top - 1 : bottom + 1].reshape(len(values), -1)
        inner = layers[:, width:-width]
        rises = inner[0] < inner[1]
        for layer in range(1, INTERVALS + 1):
            here, centre = layers[layer], inner[layer]
            # Each comparison of neighbours serves both of them. Ties with other layers are left to `_of_octave`.
            across = here[width - 1 : -width] < here[width : 1 - width]
            down = here[:-width] < here[width:]
            below, rises = rises, centre < inner[layer + 1]
            # Of flags, greater means that only the first one is set.
            is_peak = across[:-1] > across[1:]
            is_pit = across[:-1] < across[1:]
            is_peak &= down[:-width] > down[width:]
            is_pit &= down[:-width] < down[width:]
            is_peak &= below > rises
            is_pit &= below < rises
            is_peak &= centre >= least
            is_pit &= centre <= -least
            is_peak |= is_pit
            in_rows = is_peak.reshape(-1, width)
            in_rows[:, :BORDER] = in_rows[:, width - BORDER :] = False
            found.append(np.flatnonzero(is_peak) + (layer * height + top) * width)
    if not found:
        return np.empty(0, np.int64)
    return np.concatenate(found)


def _refined(flat: Gray, places: Whole, octave: Octave, height: int, width: int) -> Places:
    """Places between the pixels by a parabola through the neighbours; faint ones and edges are dropped."""

    def at(above: int, down: int, across: int) -> Floats:
        return flat.take(places + ((above * height + down) * width + across)).astype(np.float64)

    centre = at(0, 0, 0)
    right, left, below, over = at(0, 0, 1), at(0, 0, -1), at(0, 1, 0), at(0, -1, 0)
    hxx, hyy = right + left - 2 * centre, below + over - 2 * centre
    hxy = (at(0, 1, 1) + at(0, -1, -1) - at(0, 1, -1) - at(0, -1, 1)) / 4
    trace, product = hxx + hyy, hxx * hyy - hxy * hxy
    keep = np.flatnonzero((product > 0) & (trace * trace * EDGE < (EDGE + 1) ** 2 * product))
    places = places[keep]
    centre, right, left, below, over, hxx, hyy, hxy = (
        item[keep] for item in (centre, right, left, below, over, hxx, hyy, hxy)
    )
    larger, smaller = at(1, 0, 0), at(-1, 0, 0)
    gx, gy, gs = (right - left) / 2, (below - over) / 2, (larger - smaller) / 2
    hss = larger + smaller - 2 * centre
    hxs = (at(1, 0, 1) + at(-1, 0, -1) - at(1, 0, -1) - at(-1, 0, 1)) / 4
    hys = (at(1, 1, 0) + at(-1, -1, 0) - at(1, -1, 0) - at(-1, 1, 0)) / 4
    top = vertex(centre, Slopes(gx, gy, gs, hxx, hyy, hss, hxy, hxs, hys))
    keep = np.flatnonzero(top.is_one & (top.strength >= CONTRAST))
    places = places[keep]
    dx, dy, ds, strength = (item[keep] for item in (top.x, top.y, top.s, top.strength))
    layer, inside = np.divmod(places, height * width)
    row, column = np.divmod(inside, width)
    nearest = np.clip(np.floor(layer + ds + 0.5).astype(np.int64), 1, INTERVALS)
    ones = np.ones(len(places), np.int64)
    return Places(
        column + dx,
        row + dy,
        FIRST_BLUR * np.exp2((layer + ds) / INTERVALS),
        strength,
        ones * octave.step,
        ones * width,
        ones * height,
        octave.blurred_start + (nearest + 1) * height * width,
        octave.difference_start + nearest * height * width,
    )
