"""Frequencies of the blocks on moved grids, and how strongly they keep to multiples of a step.

A picture that was saved as JPEG, cropped and saved again keeps a trace of the first save: cut into blocks where the first save
cut, its frequencies still gather near multiples of the first save's steps. Cut anywhere else they don't. For each of the places
a grid can have, and each step, the mean of a cosine tells how well the numbers keep to multiples of that step. What it can't
show: an earlier save on the file's own grid (see `pixels.double-quantization`), or one that was much finer than the last.

There is no matrix product by a library that differs between processors.

Sources: Bianchi and Piva 2012, "Detection of nonaligned double JPEG compression based on integer periodicity maps" (IEEE
TIFS); ITU-T T.81 (1992), A.3.3, for the transform.
"""

from __future__ import annotations

from math import cos, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from generator.analyse.grid.votes import BLOCK, Luminance

FREQUENCIES = ((0, 0), (0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (0, 3), (3, 0))
"""Down and across; the lowest, which survive a second save best."""
LARGEST_STEP = 64
"""Steps up to this are looked at."""
HEIGHT, WIDTH = 640, 1024
"""The middle of the picture is looked at, at most so many pixels; more would add cost and little certainty."""

_RANGE = 1024
"""Frequencies lie between its negative and itself; the few that don't are left out."""
_PLAIN = 2
"""Blocks whose lowest two frequencies add up to no more than this tell nothing."""

Strengths = NDArray[np.float64]
"""64 places, as `8 * y + x` x frequencies x steps up to `LARGEST_STEP`: sum of cosines over the root of their number."""


def strengths(gray: Luminance) -> tuple[Strengths, int]:
    """How well the frequencies keep to multiples of each step, at each place, and how many blocks told it at the least.

    Places on the file's own rows or columns stay zero: its own blocks stand out there.
    """
    part = middle(gray)
    steps = np.arange(2, LARGEST_STEP + 1)
    values = np.arange(-_RANGE, _RANGE)
    waves = np.cos(2 * pi * (values[None, :] % steps[:, None]) / steps[:, None])
    result = np.zeros((BLOCK * BLOCK, len(FREQUENCIES), LARGEST_STEP + 1), np.float64)
    fewest = gray.size
    for y in range(1, BLOCK):
        lines = _down(part, y)
        for x in range(1, BLOCK):
            numbers = _numbers(lines, x)
            busy = np.abs(numbers[1]) + np.abs(numbers[2]) > _PLAIN
            fewest = min(fewest, int(busy.sum()))
            for place, every in enumerate(numbers):
                kept = every[busy]
                kept = kept[(kept >= -_RANGE) & (kept < _RANGE)]
                histogram = np.bincount(kept + _RANGE, minlength=2 * _RANGE)
                used = np.flatnonzero(histogram)
                sums = (waves[:, used] * histogram[used]).sum(axis=1)
                result[BLOCK * y + x, place, 2:] = sums / sqrt(max(1, kept.size))
    return result, fewest


def middle(gray: Luminance) -> Luminance:
    """Cut so that the file's own grid begins at its corner."""
    height, width = min(gray.shape[0], HEIGHT), min(gray.shape[1], WIDTH)
    top = (gray.shape[0] - height) // (2 * BLOCK) * BLOCK
    left = (gray.shape[1] - width) // (2 * BLOCK) * BLOCK
    return gray[top : top + height, left : left + width]


def _basis(order: int) -> list[np.float32]:
    scale = sqrt(1 / BLOCK) if order == 0 else sqrt(2 / BLOCK)
    return [np.float32(scale * cos((2 * place + 1) * order * pi / (2 * BLOCK))) for place in range(BLOCK)]


def _down(gray: Luminance, y: int) -> list[NDArray[np.float32]]:
    """For each order that is needed, rows of blocks x columns of pixels: transformed downwards."""
    rows = (gray.shape[0] - y) // BLOCK
    blocks = gray[y : y + rows * BLOCK].reshape(rows, BLOCK, -1)
    samples = [blocks[:, place].astype(np.float32) - np.float32(128) for place in range(BLOCK)]
    return [_mixed(samples, order) for order in range(1 + max(down for down, _ in FREQUENCIES))]


def _numbers(lines: list[NDArray[np.float32]], x: int) -> list[NDArray[np.int64]]:
    """For each frequency, one whole number for each block of the grid that begins at x."""
    columns = (lines[0].shape[1] - x) // BLOCK
    found: dict[int, list[NDArray[np.float32]]] = {}
    for down, line in enumerate(lines):
        found[down] = [line[:, x + place : x + columns * BLOCK : BLOCK] for place in range(BLOCK)]
    return [np.rint(_mixed(found[down], across)).astype(np.int64).ravel() for down, across in FREQUENCIES]


def _mixed(samples: list[NDArray[np.float32]], order: int) -> NDArray[np.float32]:
    total = np.zeros_like(samples[0])
    for sample, weight in zip(samples, _basis(order), strict=True):
        total += sample * weight
    return total
