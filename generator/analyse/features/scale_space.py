"""Gray pictures in growing blurs, and the differences between neighbouring ones: what the field calls a scale space.

A place that stands out from its surroundings at some size shows as an extremum in the differences of two blurs of about
that size (DoG, difference of Gaussians). Each octave halves the picture, so that large sizes cost little.

All weights are rounded decimal numbers and all sums run in a fixed order in 64-bit floats inside SciPy's filter, so that
the same picture gives the same values on any machine of one kind; nothing here calls the processor's own exponentials.

Source: Lowe 2004, "Distinctive Image Features from Scale-Invariant Keypoints", sections 3 and 3.3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

INTERVALS = 3
"""Blurs per octave, besides three more that the comparison of neighbours needs."""
FIRST_BLUR = 1.6
"""Blur of the first layer of each octave, in its own pixels."""
CAMERA_BLUR = 0.5
"""Blur that any picture is taken to have."""
SMALLEST_OCTAVE = 24
"""Pixels of the shorter side below which no further octave is made."""
MOST_OCTAVES = 6
_ROWS_AT_ONCE = 32

Gray = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Octave:
    """One halving of the picture."""

    blurred: NDArray[np.float32]
    """INTERVALS + 3 layers x height x width: growing blur, 0 to 1."""
    differences: NDArray[np.float32]
    """INTERVALS + 2 layers: each layer's next minus itself."""
    step: int
    """Pixels of the full picture per pixel here: 1, 2, 4 …"""


def octaves(gray: Gray) -> list[Octave]:
    """The scale space of a gray picture with values 0 to 1, finest octave first."""
    made: list[Octave] = []
    base = blur(gray, math.sqrt(FIRST_BLUR**2 - CAMERA_BLUR**2))
    while min(base.shape) >= SMALLEST_OCTAVE and len(made) < MOST_OCTAVES:
        stack = np.empty((INTERVALS + 3, *base.shape), np.float32)
        stack[0] = base
        for number in range(1, INTERVALS + 3):
            before, after = (layer_blur(place) for place in (number - 1, number))
            blur(stack[number - 1], math.sqrt(after**2 - before**2), into=stack[number])
        made.append(Octave(stack, np.diff(stack, axis=0), 2 ** len(made)))
        base = np.ascontiguousarray(stack[INTERVALS][::2, ::2])
    return made


def layer_blur(number: float, *, first: float = FIRST_BLUR) -> float:
    """Blur of layer `number` of an octave whose first one is `first`, in the octave's pixels."""
    return float(first * 2.0 ** (number / INTERVALS))


def blur(picture: Gray, size: float, *, into: Gray | None = None) -> Gray:
    """The picture blurred by a Gaussian of this standard deviation; its edges go on as they are."""
    from scipy.ndimage import correlate1d

    weights = _weights(round(size, 6))
    across = correlate1d(picture, weights, axis=1, output=np.float32, mode="nearest")
    result = np.empty_like(picture) if into is None else into
    _blur_down(across, weights, result)
    return result


def _blur_down(picture: Gray, weights: NDArray[np.float64], result: Gray) -> None:
    """As SciPy's filter down the columns, to the last bit, but row by row, which a processor's cache likes better."""
    reach = len(weights) // 2
    height = len(picture)
    edges = np.repeat(picture[:1], reach, axis=0), np.repeat(picture[-1:], reach, axis=0)
    framed = np.concatenate((edges[0], picture, edges[1]))
    for top in range(0, height, _ROWS_AT_ONCE):
        count = min(_ROWS_AT_ONCE, height - top)
        rows = framed[top : top + count + 2 * reach].astype(np.float64)
        total = rows[reach : reach + count] * weights[reach]
        for place in range(reach):
            both = rows[place : place + count] + rows[2 * reach - place : 2 * reach - place + count]
            both *= weights[place]
            total += both
        result[top : top + count] = total


@cache
def _weights(size: float) -> NDArray[np.float64]:
    radius = max(1, math.ceil(3.0 * size))
    plain = [math.exp(-(place**2) / (2 * size**2)) for place in range(-radius, radius + 1)]
    total = sum(plain)
    # Rounded, as the last digit of an exponential differs between machines.
    return np.array([round(value / total, 9) for value in plain])
