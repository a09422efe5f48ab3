"""The link stage on simulated hashes, words and reports of very many pictures; run as a process of its own for its memory.

`python -m generator.bench.link_scale hashes 1000000`, `… words 10000` and `… exhibits 100000` print one line of JSON.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from generator.model import Exhibit, Report, Run

SCALES = (
    ("hashes", 1_000),
    ("hashes", 10_000),
    ("hashes", 100_000),
    ("hashes", 1_000_000),
    ("words", 1_000),
    ("words", 10_000),
    ("words", 100_000),
    ("exhibits", 1_000),
    ("exhibits", 10_000),
    ("exhibits", 100_000),
)
"""What is measured, and with how many."""
PLANTED = 2000
"""Near pairs hidden among the hashes, at distances of 0 to 31."""
PLACES = 600
"""Places of one simulated picture."""
COMMON, SHARED = 0.12, 0.4
"""Share of places that look like many others, and how often one of their words is the same: as in the development pictures."""
RUNS = 40
"""Checks of each simulated exhibit that the link stage has to pass by; all share these, for their memory isn't the stage's."""
BODIES, SIGNERS = 5_000, 50
"""Camera bodies, that every third exhibit names, and signers, that every twentieth has."""


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


def exhibits(count: int) -> dict[str, Any]:
    """All links among exhibits with reports, of which every hundredth is a copy and every other fiftieth looks like another."""
    from generator.link import find_links
    from generator.model import LinkKind

    choice = np.random.default_rng(9)
    looks = choice.integers(0, 2**64, (count, 5, 4), dtype=np.uint64)
    near = {}
    for number in range(50, count, 50):
        near[number] = int(choice.integers(number))
        looks[number] = looks[near[number]] ^ (
            np.uint64(1) << choice.integers(0, 64, (5, 4)).astype(np.uint64)
        )
    known = [
        _exhibit(number, near.get(number, 0) if number % 100 == 0 else number) for number in range(count)
    ]
    others = tuple(_run(f"check.number-{number}", value=number) for number in range(RUNS))
    reports = {item.id: _report(item, number, looks[number], others) for number, item in enumerate(known)}
    started = time.process_time()
    links = find_links(known, reports)
    seconds = time.process_time() - started
    kinds = (LinkKind.SAME_BYTES, LinkKind.NEAR_DUPLICATE)
    found = {(link.left, link.right) for link in links if link.kind in kinds}
    right = sum((known[other].id, known[number].id) in found for number, other in near.items())
    return {
        "count": count,
        "seconds": seconds,
        "found": right / max(1, len(near)),
        "links": len(links),
        "peak": _peak(),
    }


def _exhibit(number: int, file: int) -> Exhibit:
    from generator.model import Exhibit, FileKind

    return Exhibit(f"picture-{number:08}", f"{number}.jpg", f"{file:064x}", 100_000, FileKind.JPEG)


def _report(exhibit: Exhibit, number: int, looks: NDArray[np.uint64], others: tuple[Run, ...]) -> Report:
    from generator.model import Report

    names = ("pdq", "pdq_rot90", "pdq_rot180", "pdq_rot270", "pdq_mirrored")
    hashes = {name: row.astype(">u8").tobytes().hex() for name, row in zip(names, looks, strict=True)}
    runs = [_run("file.identity", pixel_sha256=exhibit.sha256, pdq_quality=90, **hashes)]
    if number % 3 == 0:
        runs.append(_run("metadata.camera", make="Maker", model="One", serial=f"A{number // 3 % BODIES:07}"))
    if number % 20 == 0:
        runs.append(_run("credentials.integrity", signature="holds"))
        runs.append(_run("credentials.issuer", fingerprint=f"{number // 20 % SIGNERS:064x}"))
    return Report(exhibit.id, (*runs, *others))


def _run(code: str, **values: str | int) -> Run:
    from generator.model import Finding, Measurement, Outcome, Run

    measured = tuple(Measurement(name, value) for name, value in values.items())
    return Run(code, "1", Outcome.FOUND, findings=(Finding(code, "It is so.", measurements=measured),))


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


MEASURES = {
    "hashes": (hashes, "PDQ hashes joined"),
    "words": (words, "pictures' words voted"),
    "exhibits": (exhibits, "exhibits linked"),
}
"""The functions by name, and what they count in words."""


if __name__ == "__main__":
    what, number = sys.argv[1:]
    sys.stdout.write(json.dumps(MEASURES[what][0](int(number))) + "\n")
