"""The link stage on simulated hashes and words of very many pictures; run as a process of its own, so that its memory counts.

`python -m generator.bench.link_scale hashes 1000000` and `… words 10000` print one line of JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from typing import Any

import numpy as np

PLANTED = 2000
"""Near pairs hidden among the hashes, at distances of 0 to 31."""
PLACES = 600
"""Places of one simulated picture."""
COMMON, SHARED = 0.12, 0.4
"""Share of places that look like many others, and how often one of their words is the same: as in the development pictures."""


def hashes(count: int) -> dict[str, Any]:
    """Join of `count` random hashes in one orientation."""
    from generator.link.hash_join import near_pairs

    choice = np.random.default_rng(7)
    words = choice.integers(0, 2**64, (count, 4), dtype=np.uint64)
    planted = min(PLANTED, count // 4)
    sources = choice.choice(count // 2, planted, replace=False)
    targets = choice.choice(count // 2, planted, replace=False) + count // 2
    for source, target in zip(sources.tolist(), targets.tolist(), strict=True):
        words[target] = words[source]
        for bit in choice.choice(256, int(choice.integers(0, 32)), replace=False).tolist():
            words[target, bit // 64] ^= np.uint64(1) << np.uint64(bit % 64)
    started = time.process_time()
    found: set[tuple[int, int]] = set()
    for first, second, _ in near_pairs(words, words, 31):
        found.update(zip(first.tolist(), second.tolist(), strict=True))
    seconds = time.process_time() - started
    right = found & set(zip(sources.tolist(), targets.tolist(), strict=True))
    return {"count": count, "seconds": seconds, "found": len(right) / max(1, planted), "peak": _peak()}


def words(count: int) -> dict[str, Any]:
    """Proposals among `count` simulated pictures, of which every hundredth shares a quarter of its places with another."""
    from generator.analyse.features.words import TABLES, Words
    from generator.link.proposals import candidates

    choice = np.random.default_rng(8)
    pool = choice.integers(0, 2**32, (60_000, TABLES), dtype=np.uint32)
    pictures: list[Words] = []
    true = set()
    for number in range(count):
        keys = choice.integers(0, 2**32, (PLACES, TABLES), dtype=np.uint32)
        common = int(PLACES * COMMON)
        rows = choice.integers(0, len(pool), common)
        keys[:common] = np.where(choice.random((common, TABLES)) < SHARED, pool[rows], keys[:common])
        turn = choice.integers(0, 256, PLACES).astype(np.uint8)
        size = choice.integers(16, 90, PLACES).astype(np.uint8)
        if number and number % 100 == 0:
            other = int(choice.integers(number))
            part = slice(PLACES - PLACES // 4, PLACES)
            same = choice.random((PLACES // 4, TABLES)) < 0.15
            keys[part] = np.where(same, pictures[other].keys[part], keys[part])
            turn[part], size[part] = pictures[other].turn[part], pictures[other].size[part]
            true.add((other, number))
        pictures.append(Words(keys, np.zeros(PLACES, np.bool_), turn, size))
    started = time.process_time()
    found = set(candidates(pictures))
    seconds = time.process_time() - started
    return {
        "count": count,
        "seconds": seconds,
        "found": len(found & true) / max(1, len(true)),
        "proposed": len(found),
        "peak": _peak(),
    }


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


if __name__ == "__main__":
    what, number = sys.argv[1:]
    sys.stdout.write(json.dumps({"hashes": hashes, "words": words}[what](int(number))) + "\n")
