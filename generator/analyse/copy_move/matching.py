"""Pairs of places in one picture whose surroundings look alike, and the moves that several pairs agree on.

Every pair below a fixed distance counts, not only a point's best: the usual ratio test fails when a part was pasted several
times. One pair already tells a move (shift, turn, scale, mirrored or not); pairs nearby at both ends that follow the same
move support it. What it can't show: whether the ends are alike because one is a copy (see `dense.py`).

Sources: Amerini et al. 2011, A SIFT-based forensic method for copy-move attack detection and transformation recovery (several
matches for one point); Ehret 2019, arXiv 1906.00649 (fixed bound on the distance in place of a ratio).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.spatial import cKDTree

from generator.analyse.features import descriptors, scale_space
from generator.analyse.features import keypoints as places

Floats = NDArray[np.float64]
Gray = NDArray[np.float32]
Whole = NDArray[np.int64]

MOST_POINTS = 3500
"""Points that are described."""
CONTRAST = 0.0015
"""Least strength of a point, of the gray range: a third of a level, as faint texture is worth comparing, too."""
MOST_OCTAVES = 4
"""Doublings of size that are searched."""
DOUBLED_UP_TO = 350_000
"""Pictures of so few pixels are searched at twice their size."""
MOST_DISTANCE = 22
"""Largest distance of two descriptions."""
NEAREST = 20.0
"""Least distance between both ends, pixels."""
AT_ONCE = 512
"""Points that are compared with all others at once."""
MOST_PARTNERS = 6
"""Pairs of one point, the most alike first."""
MOST_PAIRS = 12000
"""Pairs of a picture, the most alike first."""
REACH = 90.0
"""Pairs support each other within this distance, both ends together, pixels."""
MOST_NEIGHBOURS = 3_000_000
"""Comparisons of pairs with one another; where there would be more, only nearer ones are compared."""
COMPARED_AT_ONCE = 16384
"""Pairs of pairs that are compared at once."""
LEAST_SUPPORT = 2
"""Other pairs that must follow a move."""
LARGEST_SCALE = 2.2
"""Copies enlarged or reduced further are not looked for."""


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


@dataclass(frozen=True, slots=True)
class Move:
    """An affine map that several pairs follow."""

    matrix: Floats
    """2 x 3: maps x, y, 1 of one end to x, y of the other."""
    seeds: Floats
    """Places at the first end that follow it, n x 2."""
    support: int
    """Pairs that follow it."""


def find_pairs(gray: NDArray[np.float32]) -> Pairs:
    """Pairs of places that look alike. `gray` has levels 0 to 255."""
    doubled, unit = _doubled(gray)
    space = scale_space.octaves(doubled / np.float32(255))[:MOST_OCTAVES]
    points = places.find(space, most=MOST_POINTS, contrast=CONTRAST)
    owner, turn, words = descriptors.describe(space, points)
    step = np.array([item.step for item in space], np.float64)[points.octave][owner] / unit
    # Twice the size moves a pixel's centre by a quarter of a pixel.
    shift = 0.25 if unit == 2 else 0.0
    spots = np.stack((points.x[owner] * step - shift, points.y[owner] * step - shift), axis=1)
    size = points.size[owner] * step
    angle = turn * (2 * np.pi / descriptors.TURNS)
    del space
    found = [
        (*_alike(words, other, spots, size), np.bool_(is_mirrored))
        for is_mirrored, other in ((False, words), (True, words[:, descriptors.MIRRORED]))
    ]
    first = np.concatenate([item[0] for item in found])
    second = np.concatenate([item[1] for item in found])
    distance = np.concatenate([item[2] for item in found])
    mirrored = np.concatenate([np.full(len(item[0]), item[3]) for item in found])
    best = np.argsort(distance, kind="stable")[:MOST_PAIRS]
    first, second, mirrored = first[best], second[best], mirrored[best]
    # For a mirrored pair the first end is turned the other way before it is laid on the second.
    sign = np.where(mirrored, -1.0, 1.0)
    turned = angle[second] - sign * angle[first]
    scale = size[second] / size[first]
    cosine, sine = np.cos(turned) * scale, np.sin(turned) * scale
    linear = np.stack((np.stack((cosine, -sine * sign), 1), np.stack((sine, cosine * sign), 1)), axis=1)
    return Pairs(spots[first], spots[second], linear, mirrored)


def _doubled(gray: NDArray[np.float32]) -> tuple[NDArray[np.float32], int]:
    """A small picture at twice its size, which shows more of its fine texture, and how many times it was enlarged."""
    if gray.size > DOUBLED_UP_TO:
        return gray, 1
    image = Image.fromarray(np.clip(np.rint(gray), 0, 255).astype(np.uint8))
    larger = image.resize((image.width * 2, image.height * 2), Image.Resampling.BICUBIC)
    return np.asarray(larger, np.float32), 2


def find_moves(pairs: Pairs, *, most: int) -> list[Move]:
    """Moves that several pairs follow, best supported first; no pair counts for two."""
    if len(pairs) <= LEAST_SUPPORT:
        return []
    first, second = _neighbours(pairs)
    is_free = np.ones(len(pairs), np.bool_)
    moves: list[Move] = []
    support = np.bincount(first, minlength=len(pairs))
    order = np.argsort(-support, kind="stable")
    starts = np.searchsorted(first, np.arange(len(pairs) + 1))
    for index in order:
        if support[index] < LEAST_SUPPORT or len(moves) >= most:
            break
        if not is_free[index]:
            continue
        members = second[starts[index] : starts[index + 1]]
        members = members[is_free[members]]
        if len(members) < LEAST_SUPPORT:
            continue
        members = np.append(members, index)
        matrix = fitted(pairs.source[members], pairs.target[members], linear=pairs.linear[index])
        same = pairs.is_mirrored == pairs.is_mirrored[index]
        followers = np.flatnonzero(is_free & same & (_misses(pairs, matrix) < 3.0))
        followers = followers[_is_near(pairs.source[followers], pairs.source[members])]
        if len(followers) > LEAST_SUPPORT:
            matrix = fitted(pairs.source[followers], pairs.target[followers], linear=pairs.linear[index])
            members = np.union1d(members, followers)
        is_free[members] = False
        is_free[same & (_misses(pairs, matrix) < 4.0)] = False
        seeds = np.unique(np.rint(pairs.source[members]), axis=0)
        if len(seeds) > LEAST_SUPPORT:
            moves.append(Move(matrix, seeds, len(seeds)))
    return moves


def fitted(source: Floats, target: Floats, *, linear: Floats) -> Floats:
    """The affine map that fits best: with few or lined-up points only its shift and common scale and turn."""
    middle, goal = source.mean(axis=0), target.mean(axis=0)
    a, b = source - middle, target - goal
    spread = np.linalg.eigvalsh(a.T @ a / len(a))
    if len(a) >= 6 and spread[0] > 36:
        solved = np.linalg.lstsq(a, b, rcond=None)[0].T
        if _is_sane(solved):
            return np.hstack((solved, (goal - solved @ middle)[:, None]))
    sign = np.sign(np.linalg.det(linear))
    along = (a[:, 0] * b[:, 0] + sign * a[:, 1] * b[:, 1]).sum()
    across = (a[:, 0] * b[:, 1] - sign * a[:, 1] * b[:, 0]).sum()
    total = max(float((a * a).sum()), 1e-9)
    cosine, sine = along / total, across / total
    similar = np.array([[cosine, -sign * sine], [sine, sign * cosine]])
    if not _is_sane(similar):
        similar = linear
    return np.hstack((similar, (goal - similar @ middle)[:, None]))


def _is_sane(linear: Floats) -> bool:
    values = np.linalg.svd(linear, compute_uv=False)
    return bool(
        values[0] < LARGEST_SCALE * 1.2
        and values[1] > 1 / (LARGEST_SCALE * 1.2)
        and values[0] < 1.5 * values[1]
    )


def _alike(
    words: NDArray[np.uint8], other: NDArray[np.uint8], spots: Floats, size: Floats
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
    """Numbers of both places and the squared distance of every pair that is alike and far enough apart."""
    # Products of numbers of four bits, and their halves, are exact in any order of summing. Two more columns make the
    # product of two rows the half of their squared distance, less than nothing.
    half = -(words.astype(np.float32) ** 2).sum(axis=1) / 2
    ones = np.ones(len(words), np.float32)
    plain = np.column_stack((words.astype(np.float32), half, ones))
    changed = np.column_stack((other.astype(np.float32), ones, half)).T
    found = []
    for start in range(0, len(words), AT_ONCE):
        # Mirroring twice changes nothing, so both distances are the same from either end: half of them are enough.
        product = plain[start : start + AT_ONCE] @ changed[:, start:]
        place = np.flatnonzero(product >= -(MOST_DISTANCE**2) / 2)
        row, column = np.divmod(place, product.shape[1])
        value = product.ravel()[place] * -2
        keep = row < column
        row, column, value = row[keep] + start, column[keep] + start, value[keep]
        found.append(_nearest(*_apart(row, column, value, spots, size)))
        found.append(_nearest(*_apart(column, row, value, spots, size)))
    if not found:
        nothing = np.empty(0, np.int64)
        return nothing, nothing, np.empty(0, np.float64)
    first, second, distance = _nearest(*(np.concatenate(item) for item in zip(*found, strict=True)))
    # Each pair once, seen from its upper end.
    down = (spots[first, 1] > spots[second, 1]) | (
        (spots[first, 1] == spots[second, 1]) & (spots[first, 0] > spots[second, 0])
    )
    low, high = np.where(down, second, first), np.where(down, first, second)
    key = np.unique(low * np.int64(len(words)) + high, return_index=True)[1]
    return low[key], high[key], distance[key].astype(np.float64)


def _apart(row: Whole, column: Whole, value: Gray, spots: Floats, size: Floats) -> tuple[Whole, Whole, Gray]:
    """Those pairs whose ends are far enough apart and not too different in size, seen from `row`."""
    ratio = size[column] / size[row]
    away = np.hypot(*(spots[column] - spots[row]).T)
    keep = away >= np.maximum(NEAREST, 3 * size[row])
    keep &= (ratio < LARGEST_SCALE) & (ratio > 1 / LARGEST_SCALE)
    return row[keep], column[keep], value[keep]


def _nearest(row: Whole, column: Whole, value: Gray) -> tuple[Whole, Whole, Gray]:
    """The most alike pairs of each `row`, sorted."""
    order = np.lexsort((column, value, row))
    row, column, value = row[order], column[order], value[order]
    keep = np.arange(len(row)) - np.searchsorted(row, row) < MOST_PARTNERS
    return row[keep], column[keep], value[keep]


def _neighbours(pairs: Pairs) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each pair the others near by at both ends that follow its move, sorted by the first."""
    ends = np.hstack((pairs.source, pairs.target))
    tree = cKDTree(ends)
    reach = REACH
    # A regular pattern matches itself everywhere; a smaller reach keeps the work bounded there.
    while reach > 8 and tree.count_neighbors(tree, reach) > MOST_NEIGHBOURS:
        reach *= 0.6
    columns = np.ascontiguousarray(np.column_stack((ends, pairs.linear.reshape(-1, 4))).T)
    keys = [np.empty(0, np.int64)]
    for is_mirrored in (False, True):
        # A mirrored pair never supports a plain one.
        alike = np.flatnonzero(pairs.is_mirrored == is_mirrored)
        if not len(alike):
            continue
        near = cKDTree(ends[alike]).query_pairs(reach, output_type="ndarray")
        # In parts that stay in the processor's cache.
        for start in range(0, len(near), COMPARED_AT_ONCE):
            one, two = alike[near[start : start + COMPARED_AT_ONCE]].T
            keys += [_following(columns, one, two), _following(columns, two, one)]
    key = np.sort(np.concatenate(keys))
    first, second = np.divmod(key, len(pairs))
    return first, second


def _following(columns: Floats, one: Whole, two: Whole) -> Whole:
    """Which of `two` follow the move of `one`, both as one number. `columns`: ends and moves of all pairs, 8 x pairs."""
    across, down, goal_across, goal_down = columns[:4, two] - columns[:4, one]
    length = np.hypot(across, down)
    xx, xy, yx, yy = columns[4:, one]
    miss = np.hypot(xx * across + xy * down - goal_across, yx * across + yy * down - goal_down)
    keep = (miss < 2.0 + 0.15 * length) & (length > 2.0)
    key: Whole = one[keep] * np.int64(columns.shape[1]) + two[keep]
    return key


def _misses(pairs: Pairs, matrix: Floats) -> Floats:
    reached = pairs.source @ matrix[:, :2].T + matrix[:, 2]
    result: Floats = np.hypot(*(reached - pairs.target).T)
    return result


def _is_near(places_: Floats, seeds: Floats) -> NDArray[np.bool_]:
    low, high = seeds.min(axis=0) - REACH, seeds.max(axis=0) + REACH
    result: NDArray[np.bool_] = ((places_ >= low) & (places_ <= high)).all(axis=1)
    return result
