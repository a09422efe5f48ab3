"""All pairs of 256-bit hashes that differ in few bits, among a million or more, without comparing each with each.

A hash is cut into 16 bands of 16 bits. Hashes of nearly the same picture agree in at least one band as good as always: with
31 differing bits strewn over 16 bands a band without any is left in about 99 of 100 cases, and with 15 or fewer always. So
hashes are sorted by each band in turn, those with an equal band are compared in full, and a pair is counted at the first band
in which it agrees. The field calls this multi-index hashing (Norouzi, Punjani and Fleet 2012).

What it can't show: about one pair in a hundred at the largest distances is missed. For up to `near_duplicates.EXACT_UP_TO`
pictures every pair is compared instead.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

BANDS = 16
CROWDED = 512
"""Hashes that share one band are compared with this many of those before them at most: plain pictures crowd there."""
CELLS = 4_000_000
"""Pairs compared at a time, which bounds the memory."""

Words = NDArray[np.uint64]
Found = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


def near_pairs(first: Words, second: Words, most: int) -> Iterator[Found]:
    """Numbers i < j and distance of pairs of which hash i in `first` and hash j in `second` differ in at most `most` bits.

    Both are count x 4 words; row i of each belongs to the same picture.
    """
    count = len(first)
    numbers = np.concatenate([np.arange(count, dtype=np.int32)] * 2)
    bands = _bands(first), _bands(second)
    for band in range(BANDS):
        keys = np.concatenate([side[:, band] for side in bands])
        # Rows of `second` follow those of `first` with the same key; each is compared with all of these.
        order = np.argsort(keys, kind="stable").astype(np.int32)
        keys = keys[order]
        rows = np.flatnonzero(order >= count)
        begin = np.searchsorted(keys, np.arange(1 << 16))[keys[rows]]
        end = rows[np.searchsorted(rows, begin)]
        for left, right in _expanded(begin, end, rows):
            i, j = numbers[order[left]], numbers[order[right]]
            keep = i < j
            i, j = i[keep], j[keep]
            distance = np.bitwise_count(first[i] ^ second[j]).sum(axis=1, dtype=np.int64)
            near = distance <= most
            i, j, distance = i[near].astype(np.int64), j[near].astype(np.int64), distance[near]
            is_new = (bands[0][i, :band] != bands[1][j, :band]).all(axis=1)
            if is_new.any():
                yield i[is_new], j[is_new], distance[is_new]


def _bands(words: Words) -> NDArray[np.uint16]:
    return words.astype(">u8").view(">u2").astype(np.uint16).reshape(len(words), BANDS)


def _expanded(
    begin: NDArray[np.int64], end: NDArray[np.int64], rows: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Every place from `begin` to `end` beside its row, a bounded number at a time."""
    begin = np.maximum(begin, end - CROWDED)
    sizes = end - begin
    total = np.concatenate([[0], np.cumsum(sizes)])
    start = 0
    while start < len(rows):
        stop = max(start + 1, int(np.searchsorted(total, total[start] + CELLS, side="right")) - 1)
        some = sizes[start:stop]
        right = np.repeat(rows[start:stop], some)
        left = np.arange(len(right)) - np.repeat(total[start:stop] - total[start] - begin[start:stop], some)
        yield left, right
        start = stop
