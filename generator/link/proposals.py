"""Which pairs of pictures are worth a closer look: those in which several places share a word and a change of pose.

An inverted index: all places of all pictures are sorted by word; neighbours with the same word vote for their two pictures.
In a true pair the voting places agree on how much one picture is turned and enlarged against the other, so votes count per
turn and size (the field calls this weak geometric consistency). Comparing every pair of 10,000 pictures would take days.
A place none of whose words comes twice can't vote and is left out at once: of 60 million places a few million stay.

A word that very many places have gives each of them at most `NEIGHBOURS` votes, with those next to it in the order of
pictures. So time and memory grow with the number of places, and a family of a thousand copies still hangs together.

What it can't show: that a pair belongs together. Every proposal is verified (`generator.analyse.features.placement`).

Source: Jégou, Douze and Schmid 2008, "Hamming embedding and weak geometric consistency for large scale image search".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.analyse.features.words import TABLES, Words

LEAST_VOTES = 4
"""Pairs of places that share a word, a turn and a size. True pairs of the development pictures have 11 or more, 99 of 100
unrelated ones have 2 or fewer."""
NEIGHBOURS = 8
"""Most votes that one place gives for one of its words."""
BLOCK = 60_000
"""Places that vote at a time, which bounds the memory."""
PARTS = 16
"""Parts of the words that are sorted at a time, which bounds the memory."""
KEPT = 50
"""Most proposals of one picture with earlier ones."""
MOST_PLACES = 2048
"""Places of one picture that take part."""
_TURNS = 8
_SIZE_STEP = 16


@dataclass(frozen=True, slots=True)
class _Index:
    """The places that share a word with another one, in the order of pictures."""

    picture: NDArray[np.int32]
    place: NDArray[np.int16]
    pose: NDArray[np.uint8]
    """Length x 3: mirrored, turn, size."""
    tables: tuple[_Table, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """The places that share this one of their words, sorted by it; among those with the same word in the order of pictures."""

    words: NDArray[np.uint32]
    order: NDArray[np.int32]
    """Numbers of places in the index."""
    ranks: NDArray[np.int32]
    """Where in `order` they stand, by number of place."""

    def ranks_of(self, start: int, stop: int) -> NDArray[np.int32]:
        """Where the places from `start` to `stop` stand, those of them that are here."""
        low, high = np.searchsorted(self.order, (start, stop), sorter=self.ranks)
        return self.ranks[low:high]


def candidates(words: Sequence[Words]) -> list[tuple[int, int]]:
    """Pairs of numbers of pictures, the smaller first, in ascending order."""
    if not words:
        return []
    index = _index(words)
    bounds = np.searchsorted(index.picture, np.arange(len(words) + 1)).tolist()
    found: list[tuple[int, int]] = []
    start = 0
    for stop in range(1, len(words) + 1):
        if stop == len(words) or bounds[stop + 1] - bounds[start] > BLOCK:
            found += _elected(index, *_votes(index, bounds[start], bounds[stop]), start, stop)
            start = stop
    return sorted(found)


def _index(words: Sequence[Words]) -> _Index:
    cut = [min(len(item), MOST_PLACES) for item in words]
    first = np.concatenate([[0], np.cumsum(cut)])
    shared = [
        _shared(np.concatenate([item.keys[:size, table] for item, size in zip(words, cut, strict=True)]))
        for table in range(TABLES)
    ]
    numbers = np.unique(np.concatenate([order for _, order in shared]))
    picture = (np.searchsorted(first, numbers, side="right") - 1).astype(np.int32)
    place = (numbers - first[picture]).astype(np.int16)
    bounds = np.searchsorted(picture, np.arange(len(words) + 1)).tolist()
    pose = np.empty((len(numbers), 3), np.uint8)
    for number, item in enumerate(words):
        rows = place[bounds[number] : bounds[number + 1]]
        there = pose[bounds[number] : bounds[number + 1]]
        there[:, 0], there[:, 1], there[:, 2] = item.is_mirrored[rows], item.turn[rows], item.size[rows]
    tables = []
    for keys, order in shared:
        order = np.searchsorted(numbers, order).astype(np.int32)
        tables.append(_Table(keys, order, np.argsort(order).astype(np.int32)))
    return _Index(picture, place, pose, tuple(tables))


def _shared(keys: NDArray[np.uint32]) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """The words that come more than once, sorted, and the numbers of their places, ascending for each word."""
    found, places = [np.zeros(0, np.uint32)], [np.zeros(0, np.int32)]
    width = (1 << 32) // PARTS
    for least in range(0, 1 << 32, width):
        rows = np.flatnonzero((keys >= np.uint32(least)) & (keys <= np.uint32(least + width - 1)))
        rows = rows.astype(np.int32)
        some = keys[rows]
        order = np.argsort(some, kind="stable")
        some = some[order]
        same = some[1:] == some[:-1]
        comes_again = np.concatenate([same, [False]]) | np.concatenate([[False], same]) if len(some) else same
        found.append(some[comes_again])
        places.append(rows[order[comes_again]])
    return np.concatenate(found), np.concatenate(places)


def _votes(index: _Index, start: int, stop: int) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Pairs of places that share a word: an earlier one, and one of those from `start` to `stop`."""
    firsts, seconds = [np.zeros(0, np.int32)], [np.zeros(0, np.int32)]
    for table in index.tables:
        rows = table.ranks_of(start, stop)
        for step in range(1, NEIGHBOURS + 1):
            rows = rows[rows >= step]
            rows = rows[table.words[rows] == table.words[rows - step]]
            first, second = table.order[rows - step], table.order[rows]
            is_other = index.picture[first] != index.picture[second]
            firsts.append(first[is_other])
            seconds.append(second[is_other])
    return np.concatenate(firsts), np.concatenate(seconds)


def _elected(
    index: _Index, first: NDArray[np.int32], second: NDArray[np.int32], start: int, stop: int
) -> Iterator[tuple[int, int]]:
    """Pairs of pictures with enough votes of one pose."""
    pair = index.picture[first].astype(np.int64) * (stop - start) + (index.picture[second] - start)
    # Most pairs have a vote or two; they needn't be looked at twice.
    order = np.argsort(pair, kind="stable")
    pair = pair[order]
    enough = _runs_of_at_least(pair, LEAST_VOTES)
    order, pair = order[enough], pair[enough]
    if not len(pair):
        return
    first, second = first[order], second[order]
    # Two places that agree in several words vote once.
    both = index.place[first].astype(np.int64) * MOST_PLACES + index.place[second]
    unique = _first_of_each(pair, both)
    pair, first, second = pair[unique], first[unique], second[unique]
    winners = np.zeros(len(pair), np.bool_)
    for pose in _poses(index.pose[first], index.pose[second]):
        by_pose = np.lexsort((pose, pair))
        code = pair[by_pose] * (1 << 12) + pose[by_pose]
        winners[by_pose[_runs_of_at_least(code, LEAST_VOTES)]] = True
    codes, votes = np.unique(pair[winners], return_counts=True)
    later = codes % (stop - start)
    # Of a large family each picture keeps those that most speaks for.
    order = np.lexsort((codes, -votes, later))
    rank = np.arange(len(order)) - np.searchsorted(later[order], later[order])
    for code in codes[order[rank < KEPT]].tolist():
        yield code // (stop - start), code % (stop - start) + start


def _poses(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> Iterator[NDArray[np.int64]]:
    """How the second place is turned and enlarged against the first, in steps; four times with other borders of steps."""
    is_mirrored = first[:, 0] != second[:, 0]
    turn = np.where(is_mirrored, 128 - first[:, 1].astype(np.int64), first[:, 1])
    difference = (second[:, 1].astype(np.int64) - turn) % 256
    size = second[:, 2].astype(np.int64) - first[:, 2] + 256
    width = 256 // _TURNS
    for shift in (0, width // 2):
        step = (difference + shift) // width % _TURNS
        for offset in (0, _SIZE_STEP // 2):
            yield (is_mirrored * _TURNS + step) * 64 + (size + offset) // _SIZE_STEP


def _runs_of_at_least(values: NDArray[np.int64], least: int) -> NDArray[np.int64]:
    """Places of the sorted values that come at least that often."""
    starts = np.flatnonzero(np.concatenate([[True], values[1:] != values[:-1]])) if len(values) else values
    sizes = np.diff(np.append(starts, len(values)))
    return np.flatnonzero(np.repeat(sizes >= least, sizes))


def _first_of_each(pair: NDArray[np.int64], both: NDArray[np.int64]) -> NDArray[np.int64]:
    order = np.lexsort((both, pair))
    is_new = np.concatenate([[True], (np.diff(pair[order]) != 0) | (np.diff(both[order]) != 0)])
    chosen: NDArray[np.int64] = order[is_new]
    return chosen
