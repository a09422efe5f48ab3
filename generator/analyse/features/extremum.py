"""What is common to all searches for extrema of a scale space: their neighbours, and where exactly between pixels they lie.

Source: Lowe 2004, Distinctive image features from scale-invariant keypoints, sections 3.1 and 4 (after Brown and Lowe 2002).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

BORDER = 5
"""Pixels of an octave along its edge that are left out."""
FURTHEST = 0.6
"""An extremum lies at most so far from its pixel and layer."""
NEIGHBOURS = tuple(
    sorted(
        ((a, d, c) for a in (-1, 0, 1) for d in (-1, 0, 1) for c in (-1, 0, 1) if (a, d, c) != (0, 0, 0)),
        key=lambda item: (abs(item[0]) + abs(item[1]) + abs(item[2]), item),
    )
)
"""The 26 neighbours in scale and place (layer above, row below, column to the right), nearest first."""


@dataclass(frozen=True, slots=True)
class Slopes:
    """How the differences of blurs change around each place: across (x), down (y) and to the next layer (s)."""

    x: Floats
    """First difference across."""
    y: Floats
    """First difference down."""
    s: Floats
    """First difference to the next layer."""
    xx: Floats
    """Second difference across."""
    yy: Floats
    """Second difference down."""
    ss: Floats
    """Second difference to the next layer."""
    xy: Floats
    """Mixed difference, across and down."""
    xs: Floats
    """Mixed difference, across and to the next layer."""
    ys: Floats
    """Mixed difference, down and to the next layer."""


@dataclass(frozen=True, slots=True)
class Vertex:
    """Top or bottom of the parabola through a place and its neighbours."""

    x: Floats
    """To the right of the place, pixels."""
    y: Floats
    """Below the place, pixels."""
    s: Floats
    """Above the place's layer, layers."""
    strength: Floats
    """Size of the difference there."""
    is_one: NDArray[np.bool_]
    """False where the parabola has none."""


def vertex(centre: Floats, slopes: Slopes) -> Vertex:
    """Cramer's rule, written out: the order of its sums is the same everywhere."""
    g, h = (slopes.x, slopes.y, slopes.s), slopes
    c11, c12, c13 = h.yy * h.ss - h.ys * h.ys, h.xs * h.ys - h.xy * h.ss, h.xy * h.ys - h.xs * h.yy
    determinant = h.xx * c11 + h.xy * c12 + h.xs * c13
    c22, c23, c33 = h.xx * h.ss - h.xs * h.xs, h.xy * h.xs - h.xx * h.ys, h.xx * h.yy - h.xy * h.xy
    safe = np.where(determinant == 0, 1.0, determinant)
    x, y, s = (
        np.clip(-(row[0] * g[0] + row[1] * g[1] + row[2] * g[2]) / safe, -FURTHEST, FURTHEST)
        for row in ((c11, c12, c13), (c12, c22, c23), (c13, c23, c33))
    )
    strength = np.abs(centre + (g[0] * x + g[1] * y + g[2] * s) / 2)
    return Vertex(x, y, s, strength, determinant != 0)
