"""What differs between two pictures that lie upon one another, beyond what saving and resizing explain.

Differences are averaged over a few pixels, where the noise of compression cancels out and a change doesn't. They are
measured in units of what is usual where there is as much detail, as edges always differ more than sky. A region is reported
when it holds several pixels beyond `SEED` such units; it grows over all neighbours that differ clearly. Which of
these regions chance explains, `chance` says.

What it can't show: changes smaller than some 5 x 5 pixels, or fainter than what compression did anyway; changes in half of
the picture look like its usual state. Measured on harmless copies and real alterations: `backstory bench link`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SEED, GROW = 7.0, 3.0
"""Units of the usual difference that begin a region, and that it grows over."""
SHARE = 0.04
"""Share of a region's strongest difference below which its border lies."""
LEAST_SEEDS = 9
"""Pixels beyond `SEED` that a region must hold."""
FLOOR = 0.8
"""Gray steps below which no difference counts as usual."""
LEAST_STEPS = 6.0
"""Gray steps of difference that a region must have somewhere."""
SMALLEST = 40
"""Pixels of the smallest region reported."""
EDGES = (0.02, 0.08, 0.08)
"""Share of the steepest step nearby, for brightness and both colours, that any save may change in the mean: edges lose some
of their sharpness, and colours are mostly stored at half the size."""
STEEP = 0.05
"""Usual difference per step of detail that any save may make: edges lose some of their sharpness."""
EDGE = 8
"""Pixels along the edge of what both show of which no region may consist: a block of a JPEG file."""
CLASSES = 12
"""Classes of detail."""
_WINDOW = 5


@dataclass(frozen=True, slots=True)
class Changed:
    """Where two pictures differ."""

    mask: NDArray[np.bool_]
    """In the frame, height x width."""
    strength: NDArray[np.float32]
    """Difference in units of the usual one."""
    usual: float
    """Median of the usual difference, gray steps."""


def changed(frame: NDArray[np.uint8], adjusted: NDArray[np.float32], is_valid: NDArray[np.bool_]) -> Changed:
    """The regions in which `frame` and `adjusted` differ by more than saving explains."""
    from scipy.ndimage import uniform_filter

    size = min(is_valid.shape)
    inner = is_valid
    strength = np.zeros(is_valid.shape, np.float32)
    steps = np.zeros(is_valid.shape, np.float32)
    usual: list[float] = []
    pairs = zip(_channels(frame.astype(np.float32)), _channels(adjusted), strict=True)
    for number, (first, second) in enumerate(pairs):
        window = min(_WINDOW if number == 0 else _WINDOW + 4, size)
        smooth = np.abs(uniform_filter(np.where(is_valid, first - second, 0), window))
        detail = _detail(first, second, window)
        scale = np.maximum(_usual(smooth, detail, inner), EDGES[number] * detail)
        usual.append(float(np.median(scale)))
        strength = np.maximum(strength, smooth / scale)
        steps = np.maximum(steps, smooth)
    strength[~inner] = 0
    return Changed(_regions(strength, steps), strength, round(max(usual), 2))


def without_edges(mask: NDArray[np.bool_], is_valid: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The regions of a mask that don't just follow the edge of what both show: there compression mixes in what lies beyond."""
    from scipy.ndimage import binary_erosion, label

    deep = binary_erosion(is_valid, np.ones((2 * EDGE + 1, 2 * EDGE + 1)))
    labels, count = label(mask, np.ones((3, 3)))
    keep = np.bincount(labels[deep & mask].ravel(), minlength=count + 1) > 0
    keep[0] = False
    kept: NDArray[np.bool_] = keep[labels]
    return kept


def _channels(picture: NDArray[np.float32]) -> tuple[NDArray[np.float32], ...]:
    """Brightness and two colour differences; colours are stored more coarsely and count at half."""
    red, green, blue = (picture[..., number] for number in range(3))
    bright = np.float32(0.299) * red + np.float32(0.587) * green + np.float32(0.114) * blue
    return bright, (blue - bright) * np.float32(0.5), (red - bright) * np.float32(0.5)


def _detail(first: NDArray[np.float32], second: NDArray[np.float32], reach: int) -> NDArray[np.float32]:
    """How much a channel varies around each pixel in the livelier of the two pictures."""
    from scipy.ndimage import maximum_filter

    steepest = np.zeros(first.shape, np.float32)
    for channel in (first, second):
        for axis in (0, 1):
            steps = np.abs(np.diff(channel, axis=axis))
            there = (slice(1, None), slice(None)) if axis == 0 else (slice(None), slice(1, None))
            steepest[there] = np.maximum(steepest[there], steps)
    result: NDArray[np.float32] = maximum_filter(steepest, reach)
    return result


def _usual(
    smooth: NDArray[np.float32], detail: NDArray[np.float32], is_valid: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """The usual difference where there is as much detail: from the lower third of each class, so that much may be changed."""
    values, kinds = smooth[is_valid], detail[is_valid]
    if not len(values):
        return np.full(smooth.shape, FLOOR, np.float32)
    borders = np.unique(np.quantile(kinds, np.linspace(0, 1, CLASSES + 1)[1:-1]))
    which = np.searchsorted(borders, kinds)
    typical, level = [], []
    for number in range(len(borders) + 1):
        some = values[which == number]
        # The lower third of a bell curve's absolute values lies below 0.43 of its standard deviation.
        typical.append(float(np.quantile(some, 1 / 3)) / 0.43 if len(some) else 0.0)
        level.append(float(np.median(kinds[which == number])) if len(some) else 0.0)
    # A class that a change fills would look usual: no class may be far beyond what the others promise for its detail.
    slopes = [value / (place + 4) for value, place in zip(typical, level, strict=True)]
    slope = max(STEEP, float(np.median(slopes)))
    table = np.array(
        [min(value, 2.5 * slope * (place + 4)) for value, place in zip(typical, level, strict=True)],
        np.float32,
    )
    table = np.maximum.accumulate(np.maximum(table, FLOOR))
    found: NDArray[np.float32] = table[np.searchsorted(borders, detail)]
    return found


def _regions(strength: NDArray[np.float32], steps: NDArray[np.float32]) -> NDArray[np.bool_]:
    from scipy.ndimage import binary_closing, binary_fill_holes, label

    near = strength >= GROW
    if not near.any():
        return near
    labels, count = label(near, np.ones((3, 3)))
    flat = labels.ravel()
    is_seed = (strength >= SEED) & (steps >= LEAST_STEPS)
    seeds = np.bincount(flat[is_seed.ravel()], minlength=count + 1)
    peaks = np.zeros(count + 1, np.float32)
    np.maximum.at(peaks, flat, strength.ravel())
    # A strong change blurs beyond its border: what counts there is a share of its own strength.
    mask = strength >= np.maximum(GROW, SHARE * peaks[labels])
    mask &= (seeds >= LEAST_SEEDS)[labels] & (labels > 0)
    labels, count = label(mask, np.ones((3, 3)))
    keep = np.bincount(labels.ravel(), minlength=count + 1) >= SMALLEST
    keep[0] = False
    mask = keep[labels]
    closed: NDArray[np.bool_] = binary_fill_holes(binary_closing(mask, np.ones((9, 9))) | mask)
    return closed
