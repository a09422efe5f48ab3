"""How often chance would make a region as different as this one: the number of false alarms of a-contrario detection.

The model of harmless copies: what compression, resizing and small errors of laying leave, averaged over cells of 4 x 4 pixels
and measured in units of what is usual in this very pair where there is as much detail, exceeds `t` units with probability
`min(1, (scale / t) ** POWER)`. That tail is far heavier than a bell curve's; its power was measured on harmless copies of the
development pictures, its scale is that of the cells of this very pair which lie in no region, doubled. Neighbouring cells err
together: a region of n cells counts as `n / TOGETHER` independent ones.

For a region of n independent cells the product of their probabilities is at least as small with the probability of Fisher's
method, P(Gamma(n) >= -sum ln p), here by Chernoff's bound. Regions of n cells anywhere are as many as there are cells times the
number of connected shapes of n cells, about 0.317 * 4.063 ** n / n (Jensen 2003), for each of three channels and each size.
The product of both bounds how many regions a comparison of harmless copies is expected to hold that are as unlikely.

Desolneux, Moisan and Morel, From Gestalt Theory to Image Analysis (2008); Grompone von Gioi and others, Ground visibility in
satellite image time series (2021), for connected regions. A bound on paper is none on pictures: its errors on harmless copies
were measured, too (`MEASURED`).

What it can't show: whether a change was made on purpose, nor faint ones over few cells.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

CELL = 4
"""Side of a cell, pixels."""
POWER = 4
"""Of the tail: ten times the difference is ten thousand times as rare."""
SHARE, WIDER, LEAST_SCALE = 0.99, 2.0, 0.15
"""Share of the cells outside that the tail's scale is read off, by how much it is widened, and the least scale in units."""
TOGETHER = 3.0
"""Cells that count as one."""
MEASURED = (
    "Of 496 harmless copies that were tried, 2 had one, both darkened by 45 % towards the corners: none of the 372 of the "
    "kinds that the bound was set with, and 2 of 124 of other kinds."
)
"""How often it was wrong, in words. Set with: 62 development pictures brightened, saved at quality 30, halved, shown on a
screen, turned, and recoloured. Other kinds: sharpened, gray, gamma, WebP, cropped, saved many times, …; of 12 with corners
darkened by 45 % 2 had one."""
ONE_IN = 100
"""A region counts when fewer than one comparison in so many would hold one like it by chance."""
_SHAPES, _GROWTH = 0.316915, 4.062570


def likely_changes(
    mask: NDArray[np.bool_], strength: NDArray[np.float32], is_valid: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """The regions of a mask that chance doesn't explain."""
    from scipy.ndimage import label

    labels, count = label(mask, np.ones((3, 3)))
    if not count:
        return mask
    keep = np.zeros(count + 1, np.bool_)
    keep[1:] = false_alarms(labels, count, strength, usual_scale(mask, strength, is_valid)) <= -math.log10(
        ONE_IN
    )
    kept: NDArray[np.bool_] = keep[labels]
    return kept


def usual_scale(mask: NDArray[np.bool_], strength: NDArray[np.float32], is_valid: NDArray[np.bool_]) -> float:
    """The scale of the tail in this pair, from the cells that both pictures cover and that lie in no region."""
    height, width = (side // CELL for side in mask.shape)
    cut = (slice(height * CELL), slice(width * CELL))
    shape = (height, CELL, width, CELL)
    is_plain = is_valid[cut].reshape(shape).all(axis=(1, 3)) & ~mask[cut].reshape(shape).any(axis=(1, 3))
    values = strength[cut].reshape(shape).mean(axis=(1, 3), dtype=np.float64)[is_plain]
    if not len(values):
        return WIDER
    usual = float(np.quantile(values, SHARE)) * math.sqrt(math.sqrt(1 - SHARE))
    return max(LEAST_SCALE, WIDER * usual)


def false_alarms(
    labels: NDArray[np.integer], count: int, strength: NDArray[np.float32], scale: float
) -> NDArray[np.float64]:
    """For each of `count` numbered regions the logarithm to base 10 of its number of false alarms."""
    height, width = labels.shape
    rows, columns = np.nonzero(labels)
    across = -(-width // CELL)
    cells = rows // CELL * across + columns // CELL
    total = across * -(-height // CELL)
    # What a region holds of each cell: its pixels and the sum of their strengths.
    keys = labels[rows, columns].astype(np.int64) * total + cells
    names, where = np.unique(keys, return_inverse=True)
    pixels = np.bincount(where, minlength=len(names)).astype(np.float64)
    strengths = np.bincount(where, weights=strength[rows, columns].astype(np.float64), minlength=len(names))
    # A cell of which the region holds little counts as little.
    share = pixels / CELL**2
    surprise = POWER * np.log(np.maximum(strengths / pixels / scale, 1.0)) * share
    regions = names // total - 1
    size = np.bincount(regions, weights=share, minlength=count)
    evidence = np.bincount(regions, weights=surprise, minlength=count)
    return np.array(
        [_log_false_alarms(n / TOGETHER, s / TOGETHER, total) for n, s in zip(size, evidence, strict=True)]
    )


def _log_false_alarms(cells: float, evidence: float, total: int) -> float:
    """Of one region of so many independent cells, of whose probabilities the logarithms sum up to `-evidence`."""
    number = max(1.0, cells)
    ways = math.log(3 * total) + math.log(total) + math.log(_SHAPES / number) + number * math.log(_GROWTH)
    chance = -(evidence - number) + number * math.log(evidence / number) if evidence > number else 0.0
    return (ways + chance) / math.log(10)
