"""Where within their outermost blocks parts end: along the edges of what the picture shows.

A block lacks the trace as a whole even where what was put in covers a corner of it. So a part ends somewhere within its
outermost blocks, mostly where what is seen changes. Each pixel there is given the chance that a random walk from it, which
crosses strong edges seldom, comes to the part's inside before it comes to its outside; those with more than a half belong to
the part. What it can't show: ends without any edge, which are drawn about half way, and what little of a part an outermost
block may hold beyond an edge.

All numbers are worked out in a fixed order with no more than sums, products and quotients, so that they are the same
everywhere.

Source: Grady 2006, "Random walks for image segmentation" (https://doi.org/10.1109/TPAMI.2006.233); weights by quotients instead
of exponents, and red-black successive over-relaxation (Young 1954) for the solution.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generator.analyse.coefficients import BLOCK
from generator.analyse.quantization.classes import Flags

ROUNDS = 30
"""Times that every pixel is worked out anew. Walks of two blocks have settled then."""
RELAXATION = np.float32(1.7)
"""How far beyond its neighbours' mean each one goes."""
EDGE = np.float32(2.0)
"""How much a step across an edge of the usual strength counts against a walk."""
LEAST_WEIGHT = np.float32(1e-3)
"""Even the strongest edge is crossed at times."""
MOST_PIXELS = 1_000_000
"""Where more pixels lie in outermost blocks, blocks belong to parts as a whole."""
SEED = 3
"""Pixels at each side of a block that are left open, where a part is so narrow that it has no inside."""


def filled(blocks: Flags, is_readable: Flags, rgb: NDArray[np.uint8]) -> Flags:
    """Height x width of the picture `rgb`: the pixels of the blocks' parts.

    `blocks`: rows x columns, from the picture's corner on. Rests of blocks go with their neighbours. `is_readable`: which
    blocks tell anything; a part needn't end before one that doesn't.
    """
    inside, core, narrow = (_whole(item, rgb.shape) for item in (blocks, *_certain(blocks, is_readable)))
    place = (np.arange(side) % BLOCK for side in rgb.shape[:2])
    middle = ((item >= SEED) & (item < BLOCK - SEED) for item in place)
    certain = core | (narrow & np.logical_and.outer(*middle))
    spots = np.flatnonzero((inside & ~certain).ravel())
    if not len(spots) or len(spots) > MOST_PIXELS:
        return inside
    result = certain.copy()
    result.ravel()[spots] = _chances(spots, certain, rgb) > np.float32(0.5)
    return result


def _certain(blocks: Flags, is_readable: Flags) -> tuple[Flags, Flags]:
    """Blocks before whose eight neighbours no part ends, and those beside which there is none of that kind.

    Beyond the picture's edge nothing ends a part.
    """
    from scipy import ndimage

    square = np.ones((3, 3), np.bool_)
    core: Flags = blocks & ndimage.binary_erosion(blocks | ~is_readable, square, border_value=1)
    return core, blocks & ~ndimage.binary_dilation(core, square)


def _whole(blocks: Flags, shape: tuple[int, ...]) -> Flags:
    """Height x width: the blocks' pixels."""
    row, column = (
        np.minimum(np.arange(side) // BLOCK, end - 1) for side, end in zip(shape, blocks.shape, strict=False)
    )
    return blocks[np.ix_(row, column)]


def _chances(spots: NDArray[np.intp], certain: Flags, rgb: NDArray[np.uint8]) -> NDArray[np.float32]:
    """For each of the open pixels, numbered row by row, the chance to come inside first."""
    height, width = certain.shape
    row, column = np.divmod(spots, width)
    pixels = rgb[row, column].astype(np.int32)
    count = len(spots)
    # Beside the open ones there are two that are settled: outside and inside.
    outside, inside = count, count + 1
    neighbours, apart = [], []
    for down, across in ((-1, 0), (0, -1), (0, 1), (1, 0)):
        y, x = row + down, column + across
        is_there = (y >= 0) & (y < height) & (x >= 0) & (x < width)
        y, x = np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)
        place = y * width + x
        number = np.minimum(np.searchsorted(spots, place), count - 1)
        settled = np.where(certain[y, x], inside, outside)
        number = np.where(spots[number] == place, number, settled)
        difference = np.abs(rgb[y, x].astype(np.int32) - pixels).max(axis=1)
        # Beyond the picture's edge there is nothing to come to: such a step stays where it is.
        neighbours.append(np.where(is_there, number, np.arange(count)))
        apart.append(np.where(is_there, difference * difference, 0))
    usual = max(1, int(sum(int(item.sum()) for item in apart)) // (4 * count))
    weights = [LEAST_WEIGHT + _passing(item, usual) for item in apart]
    total = weights[0] + weights[1] + weights[2] + weights[3]
    weights = [item / total for item in weights]
    chance = np.full(count + 2, 0.5, np.float32)
    chance[outside], chance[inside] = 0, 1
    fields = [np.flatnonzero((row + column) % 2 == colour) for colour in (0, 1)]
    steps = [
        [(item[field], weight[field]) for item, weight in zip(neighbours, weights, strict=True)]
        for field in fields
    ]
    for _ in range(ROUNDS):
        for field, ways in zip(fields, steps, strict=True):
            mean = np.zeros(len(field), np.float32)
            for number, weight in ways:
                mean += weight * chance[number]
            chance[field] += RELAXATION * (mean - chance[field])
    return chance[:count]


def _passing(squares: NDArray[np.int32], usual: int) -> NDArray[np.float32]:
    """How readily a walk crosses differences: 1 where there is none, less and less beyond the usual one."""
    strength = EDGE * squares.astype(np.float32) / np.float32(usual)
    result: NDArray[np.float32] = np.reciprocal(strength * strength + np.float32(1))
    return result
