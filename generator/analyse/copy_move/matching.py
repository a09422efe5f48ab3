"""Pairs of places in one picture whose surroundings look alike, and the moves that they suggest, most likely ones first.

Every pair above a fixed correlation counts, not only a point's best: the usual ratio test fails when a part was pasted
several times. One pair already tells a move (shift, turn, scale, mirrored or not); pairs nearby at both ends that follow the
same move speak for it. What it can't show: whether the ends are alike because one is a copy (see `trial.py`).

Sources: Amerini et al. 2011, A SIFT-based forensic method for copy-move attack detection and transformation recovery (several
matches for one point); Ehret 2019, arXiv 1906.00649 (fixed bound on the distance in place of a ratio).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from generator.analyse.copy_move import points
from generator.analyse.copy_move.points import Points

Floats = NDArray[np.float64]
Gray = NDArray[np.float32]
Whole = NDArray[np.int64]

LEAST_CORRELATION = 0.89
"""Least correlation of two descriptions."""
MIRRORED_SHARE = 0.6
"""Share of the points, the strongest of every cell, that are compared with mirrored ones, too."""
NEAREST = 20.0
"""Least distance between both ends, pixels."""
ROWS, COLUMNS = 128, 64
"""Descriptions that are multiplied at once: few enough that no library starts threads of its own."""
MOST_PARTNERS = 3
"""Pairs of one point, the most alike first."""
MOST_PAIRS = 5_000
"""Pairs of a picture, the most alike first."""
REACH = 48.0
"""Pairs support each other within this distance, both ends together, pixels."""
MOST_NEIGHBOURS = 150_000
"""Comparisons of pairs with one another; where there would be more, only nearer ones are compared."""
SAMPLED = 8
"""Of so many pairs one is looked at to tell whether the comparisons would be far too many."""
MOST_SUPPORT = 6
"""Other pairs that speak for a move; more count no further, as a pattern has the most."""
LARGEST_SCALE = 2.2
"""Copies enlarged or reduced further are not looked for."""
SAME_PLACE = 20
"""Moves between cells of this size are alike;"""
MOST_ALIKE = 2
"""so many of them are followed up."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of places, as columns."""

    source: Floats
    """Pairs x 2: x and y of one end."""
    target: Floats
    """Pairs x 2: x and y of the other end."""
    linear: Floats
    """Pairs x 2 x 2: turn, scale and mirroring from one end to the other."""
    is_mirrored: NDArray[np.bool_]
    """Whether the other end looks like the mirrored picture of this."""

    def __len__(self) -> int:
        return len(self.source)

    def take(self, chosen: Whole) -> Pairs:
        """Some of them, in the given order."""
        return Pairs(self.source[chosen], self.target[chosen], self.linear[chosen], self.is_mirrored[chosen])


def find_pairs(found: Points) -> Pairs:
    """Pairs of places that look alike, most alike first."""
    some = round(MIRRORED_SHARE * len(found.words))
    halves = [
        _alike(found, found.words, found.words),
        _alike(found, found.words[:some], points.mirrored(found.words[:some])),
    ]
    first, second, likeness = (np.concatenate(item) for item in zip(*halves, strict=True))
    mirrored = np.repeat([False, True], [len(item[0]) for item in halves])
    best = np.argsort(-likeness, kind="stable")[:MOST_PAIRS]
    first, second, mirrored = first[best], second[best], mirrored[best]
    # For a mirrored pair the first end is turned the other way before it is laid on the second.
    sign = np.where(mirrored, -1.0, 1.0)
    turned = found.turn[second] - sign * found.turn[first]
    scale = found.size[second] / found.size[first]
    cosine, sine = np.cos(turned) * scale, np.sin(turned) * scale
    linear = np.stack((np.stack((cosine, -sine * sign), 1), np.stack((sine, cosine * sign), 1)), axis=1)
    return Pairs(found.spots[first], found.spots[second], linear, mirrored)


def likely(pairs: Pairs, *, most: int) -> Pairs:
    """The pairs whose moves most other pairs speak for, then the most alike ones; few of the same move."""
    if not len(pairs):
        return pairs
    order = np.argsort(-np.minimum(_support(pairs), MOST_SUPPORT), kind="stable")
    cells = np.floor(np.hstack((pairs.source, pairs.target))[order] / SAME_PLACE).astype(np.int64)
    key = pairs.is_mirrored[order].astype(np.int64)
    for column in cells.T:
        key = key * 4096 + column
    by_key = np.argsort(key, kind="stable")
    rank = np.empty(len(key), np.int64)
    rank[by_key] = np.arange(len(key)) - np.searchsorted(key[by_key], key[by_key])
    return pairs.take(order[rank < MOST_ALIKE][:most])


def _alike(found: Points, words: Gray, other: Gray) -> tuple[Whole, Whole, Gray]:
    """Numbers of both places and the correlation of every pair that is alike and far enough apart."""
    count = len(words)
    least = np.float32(LEAST_CORRELATION * points.UNIT**2)
    blocks = np.zeros((-(-count // ROWS), ROWS, points.WAVES), np.float32)
    blocks.reshape(-1, points.WAVES)[:count] = words
    changed = np.ascontiguousarray(other.T)
    parts = [(np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32))]
    for start in range(0, count, COLUMNS):
        # Mirroring twice changes nothing, so both products are the same from either end: half of them are enough.
        product = blocks[: (start + COLUMNS - 1) // ROWS + 1] @ changed[:, start : start + COLUMNS]
        place = np.flatnonzero(product >= least)
        row, column = np.divmod(place, product.shape[2])
        keep = row < column + start
        parts.append((row[keep], column[keep] + start, product.ravel()[place[keep]]))
    row, column, value = (np.concatenate(item) for item in zip(*parts, strict=True))
    away = found.spots[row] - found.spots[column]
    ratio = found.size[row] / found.size[column]
    keep = (away * away).sum(axis=1) >= np.maximum(NEAREST, 3 * found.size[row]) ** 2
    keep &= (ratio < LARGEST_SCALE) & (ratio > 1 / LARGEST_SCALE)
    row, column, value = row[keep], column[keep], value[keep]
    # A pair counts when it is among the most alike ones of either end.
    kept = np.union1d(_nearest(row, column, value), _nearest(column, row, value))
    return row[kept], column[kept], value[kept]


def _nearest(row: Whole, column: Whole, value: Gray) -> Whole:
    """Numbers of the most alike pairs of each `row`."""
    # Correlations are whole numbers (see `points.UNIT`), so one number holds all by which pairs are put in order.
    strength = (2 * points.UNIT**2 - value.astype(np.int64)) << 16
    order = np.argsort((row << 40) | strength | column)
    ordered = row[order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    return order[rank < MOST_PARTNERS]


def _support(pairs: Pairs) -> Whole:
    """For each pair, how many others near by at both ends follow its move."""
    ends = np.hstack((pairs.source, pairs.target))
    support = np.zeros(len(pairs), np.int64)
    for is_mirrored in (False, True):
        # A mirrored pair never supports a plain one.
        alike = np.flatnonzero(pairs.is_mirrored == is_mirrored)
        if len(alike) < 2:
            continue
        near = alike[_neighbours(ends[alike])]
        for one, two in ((near[:, 0], near[:, 1]), (near[:, 1], near[:, 0])):
            step = pairs.source[two] - pairs.source[one]
            goal = pairs.target[two] - pairs.target[one]
            linear = pairs.linear[one]
            miss_x = linear[:, 0, 0] * step[:, 0] + linear[:, 0, 1] * step[:, 1] - goal[:, 0]
            miss_y = linear[:, 1, 0] * step[:, 0] + linear[:, 1, 1] * step[:, 1] - goal[:, 1]
            square = (step * step).sum(axis=1)
            bound = 1.5 + 0.12 * np.sqrt(square)
            follows = np.flatnonzero((miss_x * miss_x + miss_y * miss_y < bound * bound) & (square > 4))
            change = np.abs(linear[follows] - pairs.linear[two[follows]]).max(axis=(1, 2), initial=0)
            support += np.bincount(one[follows[change < 0.5]], minlength=len(pairs))
    return support


def _neighbours(ends: Floats) -> Whole:
    """Numbers of the pairs that lie within `REACH` of each other, both ends together; nearer where they would be too many."""
    tree, reach = cKDTree(ends), REACH
    # A regular pattern matches itself everywhere; a smaller reach keeps the work bounded there.
    is_bounded = len(ends) > 2000
    sample = cKDTree(ends[::SAMPLED]) if is_bounded else tree
    while True:
        must_shrink = is_bounded and reach > 8
        # Listing them is quicker than counting, but must not be done where they are far too many.
        if must_shrink and len(sample.query_pairs(reach, output_type="ndarray")) > MOST_NEIGHBOURS // SAMPLED:
            count = tree.count_neighbors(tree, reach)
            if count > MOST_NEIGHBOURS:
                reach *= 0.6
                continue
        near = tree.query_pairs(reach, output_type="ndarray")
        if not must_shrink or 2 * len(near) + len(ends) <= MOST_NEIGHBOURS:
            result: Whole = near
            return result
        reach *= 0.6
