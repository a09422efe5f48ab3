"""Print and other sharp things of two tones, which come out alike each time, told from copies by their plainest places.

Letters of one shape agree so well that, as small as they are in most pictures, hardly anything but their edges is left to
compare. What differs is the paper and the ink between the edges: there each letter has grain of its own, from the camera or
from compression. So a part that two tones explain is looked at a second time, in its plainest places only. Where grain can be
seen there, it must agree; where no place is plain, print can't be told from a copy of print, and nothing is said. Parts are
only ever taken away by this, so the bound on chance in `chance.py` holds as it did.

What it can't show: print without any grain that can be seen, as on overexposed paper, contradicts nothing and is judged by the
rest of the test alone. A copy of print whose grain was replaced by compression is taken for print.

The numbers were chosen on 245 pairs of print, nearly all from made signs with repeated words, of which 235 are taken away, and
on 216 true copies, of which one is. On 30 other signs in other fonts, each in six versions (saved, resized, both or neither),
29 of 180 pictures were flagged without this look and none with it; of 90 with a true copy the same 18 were found.

Source: Otsu 1979, A threshold selection method from gray-level histograms (the share of a place's variance that two tones
explain). The rest is the project's own.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from generator.analyse import masks

Floats = NDArray[np.float64]
Gray = NDArray[np.float32]
Mask = NDArray[np.bool_]

BLOCK = 12
"""Side of the blocks that two tones must explain, pixels."""
BLOCK_STEP = 6
"""Pixels from one block to the next."""
LEAST_INSIDE = 0.9
"""Share of a block that must lie in the part."""
LEAST_EXPLAINED = 0.79
"""Share of the variance, in the median block, from which a part counts as two tones. Grain alone has 0.64, an even slope 0.75.
Repeated print had 0.81 and more, copies of texture mostly 0.65 to 0.75."""
WINDOW = 5
"""Side of the squares in which places are plain, and whose mean is taken away to get their grain, pixels."""
PLAIN_SHARE = 0.05
"""This share of the part is taken for its plainest places,"""
LEAST_PLAIN = 60
"""but no fewer pixels than this,"""
SURELY_PLAIN = 6.0
"""and all whose square spans at most so many levels at both ends, as compression leaves nothing in the very plainest."""
MOST_SPAN = 24.0
"""Levels that the plainest places may span; beyond, they hold edges, too."""
ROUNDING_POWER = 0.083
"""Mean square of what rounding to whole levels leaves, levels squared: a twelfth."""
LEAST_POWER = 0.09
"""Mean square from which grain is seen, levels squared: hardly more than rounding."""
LEAST_AGREEMENT = 0.4
"""Correlation of the grain in the plainest places. Repeated print had 0.33 and less, copies mostly 0.6 to 1."""


def is_repeated(gray: Gray, matrix: Floats, corner: tuple[int, int], mask: Mask) -> bool:
    """Whether a part that agrees with its other end is print, or alike, and only repeated.

    `gray`: levels of the picture. `matrix`: 2 x 3, maps x, y of this end to the other. `corner`: x and y of the mask's box.
    """
    left, top = corner
    height, width = mask.shape
    here = gray[top : top + height, left : left + width]
    if explained_by_two_tones(here, mask) < LEAST_EXPLAINED:
        return False
    return not _plain_places_agree(here, _laid(gray, matrix, corner, mask.shape), mask)


def explained_by_two_tones(values: Gray, mask: Mask) -> float:
    """The largest share of a block's variance that two tones explain, in the median block; 0 where no block is inside."""
    if min(values.shape) < BLOCK:
        return 0.0
    inside = _blocks(mask).mean(axis=1) >= LEAST_INSIDE
    if not inside.any():
        return 0.0
    ordered = np.sort(_blocks(values)[inside].astype(np.float64), axis=1)
    ordered -= ordered.mean(axis=1, keepdims=True)
    count = ordered.shape[1]
    darker = np.arange(1, count)
    # With the mean at nought, what lies between both tones follows from the sum of the darker one alone.
    between = np.cumsum(ordered, axis=1)[:, :-1] ** 2 * (count / (darker * (count - darker)))
    whole = (ordered * ordered).sum(axis=1)
    # Perfectly even blocks are explained by a single tone.
    return float(np.median(np.where(whole > 0, between.max(axis=1) / np.maximum(whole, 1e-9), 1)))


def _plain_places_agree(here: Gray, there: Gray, mask: Mask) -> bool:
    """Whether grain agrees in the plainest places, or none can be seen there."""
    inner = masks.shrunk(mask, WINDOW)
    if int(inner.sum()) < LEAST_PLAIN:
        inner = mask
    span = np.maximum(_span(here), _span(there))
    count = min(max(LEAST_PLAIN, int(PLAIN_SHARE * inner.sum())), int(inner.sum()))
    widest = float(np.partition(span[inner], count - 1)[count - 1])
    if widest > MOST_SPAN:
        return False
    plain = inner & (span <= max(widest, SURELY_PLAIN))
    one, two = ((item - ndimage.uniform_filter(item, WINDOW))[plain] for item in (here, there))
    power = float((one * one).mean()), float((two * two).mean())
    if max(power) < LEAST_POWER:
        return True
    least = np.sqrt(max(power[0], ROUNDING_POWER) * max(power[1], ROUNDING_POWER))
    return bool((one * two).mean() >= LEAST_AGREEMENT * least)


def _laid(gray: Gray, matrix: Floats, corner: tuple[int, int], shape: tuple[int, int]) -> Gray:
    """The other end's levels at each pixel of the box."""
    x = corner[0] + np.arange(shape[1], dtype=np.float64)[None, :]
    y = corner[1] + np.arange(shape[0], dtype=np.float64)[:, None]
    columns = matrix[0, 0] * x + matrix[0, 1] * y + matrix[0, 2]
    rows = matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2]
    # A spline needs some pixels beyond those that are read.
    top, left = (int(np.clip(np.floor(item.min()) - BLOCK, 0, None)) for item in (rows, columns))
    part = gray[top : int(rows.max()) + BLOCK, left : int(columns.max()) + BLOCK]
    result: Gray = ndimage.map_coordinates(
        part, (rows - top, columns - left), output=np.float32, order=3, mode="nearest"
    )
    return result


def _span(values: Gray) -> Gray:
    result: Gray = ndimage.maximum_filter(values, WINDOW) - ndimage.minimum_filter(values, WINDOW)
    return result


def _blocks(values: NDArray[np.generic]) -> NDArray[np.generic]:
    """n x values of a block."""
    views = np.lib.stride_tricks.sliding_window_view(values, (BLOCK, BLOCK))[::BLOCK_STEP, ::BLOCK_STEP]
    return views.reshape(-1, BLOCK * BLOCK)
