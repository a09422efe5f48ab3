"""A gray picture in growing blurs and the differences between neighbouring ones, quickly: what the field calls a scale space.

The sums run over whole rows in 32-bit floats and a fixed order, a few rows at a time, so that they stay in the processor's
cache: the same on every machine, and several times faster than a filter that takes any weights. It starts at a finer blur
than the scale space by which pictures are recognised (`features/scale_space.py`), as the finest texture tells most of a copy.

Source: Lowe 2004, Distinctive image features from scale-invariant keypoints, section 3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from generator.analyse.features.scale_space import CAMERA_BLUR, INTERVALS, SMALLEST_OCTAVE, layer_blur

FIRST_BLUR = 0.8
"""Blur of the first layer of each octave, in its own pixels."""
MOST_OCTAVES = 4
"""Halvings of the picture."""
_STRIP = 1 << 16
"""Pixels that are summed together: few enough that they stay in the processor's cache."""

Gray = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Octave:
    """One halving of the picture; layers are views into the space's flat arrays."""

    differences: Gray
    """INTERVALS + 2 layers x height x width: each blur's next minus itself."""
    step: int
    """Pixels of the full picture per pixel here: 1, 2, 4 …"""
    blurred_start: int
    """Number of the first value of its blurs in `Space.blurred`."""
    difference_start: int
    """Number of the first value of its differences in `Space.differences`."""


@dataclass(frozen=True, slots=True)
class Space:
    """All octaves."""

    octaves: tuple[Octave, ...]
    """Finest first."""
    blurred: Gray
    """INTERVALS + 3 layers of all octaves, one after the other."""
    differences: Gray
    """INTERVALS + 2 layers of all octaves, one after the other."""


def space(gray: Gray) -> Space:
    """The scale space of a gray picture, levels as given."""
    shapes = _shapes(gray.shape)
    area = sum(height * width for height, width in shapes)
    blurred = np.empty((INTERVALS + 3) * area, np.float32)
    differences = np.empty((INTERVALS + 2) * area, np.float32)
    octaves, place = [], 0
    base = blur(gray, math.sqrt(FIRST_BLUR**2 - CAMERA_BLUR**2))
    for number, (height, width) in enumerate(shapes):
        count = height * width
        start, end = (INTERVALS + 3) * place, (INTERVALS + 2) * place
        stack = blurred[start : start + (INTERVALS + 3) * count].reshape(-1, height, width)
        change = differences[end : end + (INTERVALS + 2) * count].reshape(-1, height, width)
        stack[0] = base
        for layer in range(1, INTERVALS + 3):
            before, after = (layer_blur(number, first=FIRST_BLUR) for number in (layer - 1, layer))
            blur(stack[layer - 1], math.sqrt(after**2 - before**2), into=stack[layer])
            np.subtract(stack[layer], stack[layer - 1], out=change[layer - 1])
        octaves.append(Octave(change, 2**number, start, end))
        base = stack[INTERVALS][::2, ::2]
        place += count
    return Space(tuple(octaves), blurred, differences)


def blur(picture: Gray, size: float, *, into: Gray | None = None) -> Gray:
    """The picture blurred by a Gaussian of this standard deviation; its edges go on as they are."""
    weights = _weights(round(size, 6))
    reach = len(weights) - 1
    height, width = picture.shape
    result = np.empty((height, width), np.float32) if into is None else into
    across = np.empty((height + 2 * reach, width), np.float32)
    _blur_across(picture, weights, across[reach : reach + height])
    across[:reach], across[reach + height :] = across[reach], across[reach + height - 1]
    strip = min(max(1, _STRIP // width), height)
    pair = np.empty((strip, width), np.float32)
    for top in range(0, height, strip):
        count = min(strip, height - top)
        both, total = pair[:count], result[top : top + count]
        middle = reach + top
        np.multiply(across[middle : middle + count], weights[0], out=total)
        for place in range(1, reach + 1):
            np.add(
                across[middle - place : middle - place + count],
                across[middle + place : middle + place + count],
                out=both,
            )
            both *= weights[place]
            total += both
    return result


def _blur_across(picture: Gray, weights: tuple[np.float32, ...], result: Gray) -> None:
    """Along the rows. Framed rows lie one behind the other, as one line; what is summed across their ends is cut off."""
    reach = len(weights) - 1
    height, width = picture.shape
    strip = min(max(1, _STRIP // width), height)
    framed, total, both = (np.empty((strip, width + 2 * reach), np.float32) for _ in range(3))
    for top in range(0, height, strip):
        rows = framed[: min(strip, height - top)]
        rows[:, reach : reach + width] = picture[top : top + len(rows)]
        rows[:, :reach] = rows[:, reach : reach + 1]
        rows[:, reach + width :] = rows[:, reach + width - 1 : reach + width]
        line = rows.ravel()
        length = line.size - 2 * reach
        sums, pair = total.ravel()[:length], both.ravel()[:length]
        np.multiply(line[reach : reach + length], weights[0], out=sums)
        for place in range(1, reach + 1):
            np.add(line[reach - place :][:length], line[reach + place :][:length], out=pair)
            pair *= weights[place]
            sums += pair
        result[top : top + len(rows)] = total[: len(rows), :width]


def _shapes(shape: tuple[int, ...]) -> list[tuple[int, int]]:
    height, width = shape
    shapes: list[tuple[int, int]] = []
    while min(height, width) >= SMALLEST_OCTAVE and len(shapes) < MOST_OCTAVES:
        shapes.append((height, width))
        height, width = -(-height // 2), -(-width // 2)
    return shapes


@cache
def _weights(size: float) -> tuple[np.float32, ...]:
    """The middle weight and those of one side, rounded, as the last digit of an exponential differs between machines."""
    reach = max(1, math.ceil(2.6 * size))
    plain = [math.exp(-(place**2) / (2 * size**2)) for place in range(reach + 1)]
    total = plain[0] + 2 * sum(plain[1:])
    return tuple(np.float32(round(value / total, 7)) for value in plain)
