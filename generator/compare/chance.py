"""How often chance would make a region as different as this one: the number of false alarms of a-contrario detection.

The model of harmless copies: what compression, resizing and small errors of laying leave, averaged over cells of 8 x 8 pixels
and measured in units of what is usual in this very pair where there is as much detail, exceeds `t` units with probability
`min(1, (SCALE / t) ** POWER)`. That tail is far heavier than a bell curve's; its shape was measured on harmless copies of the
development pictures, its unit is estimated from each pair. Neighbouring cells err together: a region of n cells counts as
`n / TOGETHER` independent ones, more than their measured correlation asks for.

For a region of n independent cells the product of their probabilities is at least as small with the probability of Fisher's
method, P(Gamma(n) >= -sum ln p), here by Chernoff's bound. Regions of n cells anywhere are as many as there are cells times the
number of connected shapes of n cells, about 0.317 * 4.063 ** n / n (Jensen 2003), for each of three channels and each size.
The product of both bounds how many regions a comparison of harmless copies is expected to hold that are as unlikely.

Desolneux, Moisan and Morel, From Gestalt Theory to Image Analysis (2008); Grompone von Gioi and others, Ground visibility in
satellite image time series (2021), for connected regions. A bound on paper is none on pictures: its errors on harmless copies
were measured, too (`MEASURED` in `versions`).

What it can't show: whether a change was made on purpose, nor faint ones over few cells.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

CELL = 8
"""Side of a cell, pixels."""
SCALE, POWER = 0.8, 4.0
"""The tail of harmless differences: one in 1,000 cells is beyond 4.5 units, one in 10,000 beyond 8."""
TOGETHER = 4.0
"""Cells that count as one."""
ONE_IN = 1000
"""A region counts when fewer than one comparison in so many would hold one like it by chance."""
_SHAPES, _GROWTH = 0.316915, 4.062570


def likely_changes(mask: NDArray[np.bool_], strength: NDArray[np.float32]) -> NDArray[np.bool_]:
    """The regions of a mask that chance doesn't explain."""
    from scipy.ndimage import label

    labels, count = label(mask, np.ones((3, 3)))
    if not count:
        return mask
    keep = np.zeros(count + 1, np.bool_)
    keep[1:] = false_alarms(labels, count, strength) <= -math.log10(ONE_IN)
    kept: NDArray[np.bool_] = keep[labels]
    return kept


def false_alarms(
    labels: NDArray[np.integer], count: int, strength: NDArray[np.float32]
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
    surprise = POWER * np.log(np.maximum(strengths / pixels / SCALE, 1.0)) * share
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
