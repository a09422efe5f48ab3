"""Pictures that look nearly the same, also when one is mirrored or turned: PDQ hashes that differ in at most 31 bits.

The field calls this near-duplicate search. Both pictures need a PDQ quality of 50, below which nearly plain pictures look
like one another. Every picture is compared with every other in all eight orientations: the hash of the first or of its
mirror image with those of the second in its four turns. Up to `EXACT_UP_TO` pictures the scan is exact, in blocks of bounded
size: 10,000 pictures take seconds, memory grows with the number of pictures and not with that of pairs. Larger sets are joined
by bands (`hash_join.py`), which misses about one in a hundred of the pairs with the largest distances.

Of exact copies one is searched for and the others share its result while that makes few links. Large families are thinned
out: while searching, each picture keeps its `KEPT` nearest matches among those before it in the order of ids; in a family
(pictures joined by matches) of more than `ALL_PAIRS`, each keeps only the nearest. Nobody loses the family by that.

What it can't show: crops, wide banners, screenshots with a frame, small rotations; and two shots of one scene look alike.
Source: Facebook 2019, PDQ, which recommends the distance and the quality.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.link.hash_join import near_pairs
from generator.link.pairing import ALL_PAIRS, pixel_keys
from generator.model import Exhibit, Link, LinkKind, Report

NEAR = 31
"""Largest number of differing bits, of 256."""
QUALITY = 50
"""Lowest PDQ quality of either picture."""
KEPT = 50
"""Most matches with earlier pictures that one picture keeps while searching."""
EXACT_UP_TO = 20_000
"""Most pictures of which every pair is compared."""
CELLS = 2_000_000
"""Most pairs compared at a time, which bounds the memory."""

ORIENTATIONS = (
    (False, 0, "", ""),
    (False, 1, "turned by 90°", "when the second is turned by 90° clockwise"),
    (False, 2, "turned by 180°", "when one of them is turned upside down"),
    (False, 3, "turned by 270°", "when the second is turned by 90° counter-clockwise"),
    (True, 0, "mirrored", "when one of them is mirrored"),
    (True, 1, "mirrored and turned by 90°", "when one is mirrored and the other turned by 90°"),
    (True, 2, "mirrored and turned by 180°", "when one of them is mirrored top to bottom"),
    (True, 3, "mirrored and turned by 270°", "when one is mirrored and the other turned by 90°"),
)
"""Whether the first is mirrored, by how many quarter turns clockwise the second is turned, the transform in the link's
words and in the statement's."""

_NAMES = ("pdq", "pdq_rot90", "pdq_rot180", "pdq_rot270", "pdq_mirrored")
_MIRRORED = 4

Words = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two rows of the hash table that match; `first` < `second`."""

    first: int
    second: int
    distance: int
    orientation: int
    """Place in `ORIENTATIONS`."""


def near_duplicates(exhibits: Sequence[Exhibit], reports: Mapping[str, Report]) -> Iterator[Link]:
    """Links between exhibits that look nearly the same and aren't exact copies. `exhibits` is sorted by id."""
    families: dict[str, list[str]] = {}
    for identifier, key in pixel_keys(exhibits, reports).items():
        families.setdefault(key, []).append(identifier)
    copies, hashes = [], []
    for members in families.values():
        words = _hashes(reports.get(members[0]))
        if words is not None:
            copies.append(members)
            hashes.append(words)
    if len(hashes) < 2:
        return
    for pair in _thinned(_matches(np.stack(hashes)), len(hashes)):
        firsts, seconds = copies[pair.first], copies[pair.second]
        if len(firsts) * len(seconds) > ALL_PAIRS:
            firsts, seconds = firsts[:1], seconds[:1]
        for first in firsts:
            for second in seconds:
                yield _link(first, second, pair)


def _link(first: str, second: str, pair: _Pair) -> Link:
    is_mirrored, turns, transform, words = ORIENTATIONS[pair.orientation]
    if first > second and not is_mirrored and turns in (1, 3):
        # Seen from the other end the turn goes the other way.
        _, _, transform, words = ORIENTATIONS[4 - turns]
    condition = f" {words}" if words else ""
    likeness = "nearly the same" if pair.distance else "the same"
    told = f"differ in {pair.distance} of 256 bits" if pair.distance else "agree in all 256 bits"
    return Link(
        LinkKind.NEAR_DUPLICATE,
        min(first, second),
        max(first, second),
        f"The two pictures look {likeness}{condition}: their fingerprints {told}.",
        distance=pair.distance,
        scale=256,
        transform=transform,
        limits=(
            "Shots of one scene taken shortly after one another also look alike, and small changes don't show in a "
            "fingerprint. It doesn't show which picture came first."
        ),
    )


def _hashes(report: Report | None) -> Words | None:
    """The five PDQ hashes of a picture as 5 x 4 words, or None when it has none that can be compared."""
    if report is None:
        return None
    quality = report.measure("file.identity", "pdq_quality")
    if not isinstance(quality, int) or quality < QUALITY:
        return None
    rows = []
    for name in _NAMES:
        value = report.measure("file.identity", name)
        if not isinstance(value, str) or len(value) != 64:
            return None
        try:
            rows.append(np.frombuffer(bytes.fromhex(value), dtype=">u8").astype(np.uint64))
        except ValueError:
            return None
    return np.stack(rows)


def _matches(hashes: Words) -> Iterator[_Pair]:
    """For each picture its nearest earlier ones, at most `KEPT`. `hashes` is pictures x 5 x 4 words."""
    if len(hashes) > EXACT_UP_TO:
        yield from _joined(hashes)
        return
    block = max(1, CELLS // len(hashes))
    for start in range(0, len(hashes), block):
        stop = min(start + block, len(hashes))
        # The best orientation of each pair found so far in this block, by (later picture, earlier picture).
        best: dict[tuple[int, int], tuple[int, int]] = {}
        for orientation, (is_mirrored, turns, _, _) in enumerate(ORIENTATIONS):
            earlier = np.ascontiguousarray(hashes[:stop, _MIRRORED if is_mirrored else 0].T)
            later = np.ascontiguousarray(hashes[start:stop, turns].T)
            for second, first, distance in _near(later, earlier, start):
                found = best.get((second, first))
                if found is None or distance < found[0]:
                    best[second, first] = (distance, orientation)
        yield from _ranked(best)


def _joined(hashes: Words) -> Iterator[_Pair]:
    """The same for very many pictures."""
    best: dict[tuple[int, int], tuple[int, int]] = {}
    for orientation, (is_mirrored, turns, _, _) in enumerate(ORIENTATIONS):
        earlier = np.ascontiguousarray(hashes[:, _MIRRORED if is_mirrored else 0])
        later = np.ascontiguousarray(hashes[:, turns])
        for firsts, seconds, distances in near_pairs(earlier, later, NEAR):
            for first, second, distance in zip(
                firsts.tolist(), seconds.tolist(), distances.tolist(), strict=True
            ):
                found = best.get((second, first))
                if found is None or distance < found[0]:
                    best[second, first] = (distance, orientation)
    yield from _ranked(best)


def _ranked(best: dict[tuple[int, int], tuple[int, int]]) -> Iterator[_Pair]:
    """Of each later picture the nearest earlier ones."""
    ranked = sorted(
        (second, distance, first, orientation) for (second, first), (distance, orientation) in best.items()
    )
    kept: dict[int, int] = {}
    for second, distance, first, orientation in ranked:
        kept[second] = kept.get(second, 0) + 1
        if kept[second] <= KEPT:
            yield _Pair(first, second, distance, orientation)


def _near(later: Words, earlier: Words, start: int) -> Iterator[tuple[int, int, int]]:
    """Later picture, earlier picture and distance of near pairs, for each later picture the `KEPT` nearest.

    `start` is the number of the first later picture.

    Half of the bits are compared everywhere. Of unrelated pairs nearly all differ in more than `NEAR` bits by then, so
    the other half is compared for few.
    """
    half = _differing(later[0], earlier[0]) + _differing(later[1], earlier[1])
    rows, columns = np.nonzero(half <= NEAR)
    is_before = columns < rows + start
    rows, columns = rows[is_before], columns[is_before]
    distances = (
        half[rows, columns].astype(np.int64)
        + np.bitwise_count(later[2, rows] ^ earlier[2, columns])
        + np.bitwise_count(later[3, rows] ^ earlier[3, columns])
    )
    is_near = distances <= NEAR
    rows, columns, distances = rows[is_near], columns[is_near], distances[is_near]
    order = np.lexsort((columns, distances, rows))
    rows, columns, distances = rows[order], columns[order], distances[order]
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    for place in np.flatnonzero(rank < KEPT).tolist():
        yield int(rows[place]) + start, int(columns[place]), int(distances[place])


def _differing(later: Words, earlier: Words) -> NDArray[np.uint8]:
    counts: NDArray[np.uint8] = np.bitwise_count(later[:, np.newaxis] ^ earlier[np.newaxis, :])
    return counts


def _thinned(pairs: Iterator[_Pair], count: int) -> Iterator[_Pair]:
    """The pairs without those that large families can do without."""
    found = list(pairs)
    parent = list(range(count))

    def root(member: int) -> int:
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    for pair in found:
        first, second = root(pair.first), root(pair.second)
        parent[max(first, second)] = min(first, second)
    sizes: dict[int, int] = {}
    for member in range(count):
        sizes[root(member)] = sizes.get(root(member), 0) + 1
    linked: set[int] = set()
    for pair in found:
        # The pairs of a picture come nearest first.
        if sizes[root(pair.first)] <= ALL_PAIRS or pair.second not in linked:
            linked.add(pair.second)
            yield pair
