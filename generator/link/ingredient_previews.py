"""Pictures that a content credential names as what another was made from: its preview of them looks like an exhibit.

A signed credential can hold small previews of the files that went into a picture. A preview is compared with all exhibits by
PDQ hashes, as near-duplicates are. A preview that shows the picture itself is left out: every copy of it looks like that, too.
Previews on development files differ from the pictures that they show in at most 12 bits, from all others in more than 40.

What it can't show: that this very file was used and not a copy of it. The signer chose what to name and which preview to store,
so it counts only where the signature holds, and then as the signer's word. Turned, cropped and mirrored ingredients are missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from generator.link.near_duplicates import NEAR, QUALITY
from generator.link.pairing import ALL_PAIRS
from generator.model import Exhibit, Link, LinkKind, Report

TABLE = "Fingerprints of the previews"
"""Of the finding `credentials.ingredients`."""
CODE = "credentials.ingredients"

Words = NDArray[np.uint64]


def ingredients(exhibits: Sequence[Exhibit], reports: Mapping[str, Report]) -> Iterator[Link]:
    """Links from each exhibit whose credential holds, to those that look like its previews; the nearest `ALL_PAIRS` of each."""
    previews = {
        exhibit.id: looks
        for exhibit in exhibits
        if (report := reports.get(exhibit.id)) and (looks := _previews(report))
    }
    if not previews:
        return
    hashes = {
        exhibit.id: words for exhibit in exhibits if (words := _own(reports.get(exhibit.id))) is not None
    }
    if not hashes:
        return
    ids, rows = list(hashes), np.stack(list(hashes.values()))
    names = {exhibit.id: exhibit.title or exhibit.path.rpartition("/")[2] for exhibit in exhibits}
    for whole, looks in previews.items():
        near: dict[str, int] = {}
        for look in looks:
            if whole in hashes and _differing(hashes[whole][None], look)[0] <= NEAR:
                continue
            distances = _differing(rows, look)
            for place in np.flatnonzero(distances <= NEAR).tolist():
                near[ids[place]] = min(near.get(ids[place], NEAR), int(distances[place]))
        near.pop(whole, None)
        for part in sorted(near, key=lambda id: (near[id], id))[:ALL_PAIRS]:
            yield _link(whole, part, names[whole], near[part])


def _link(whole: str, part: str, name: str, distance: int) -> Link:
    return Link(
        LinkKind.INGREDIENT,
        min(whole, part),
        max(whole, part),
        f"The content credential of “{name}” names a picture that went into it, and its preview of that picture looks like "
        f"the other one of these two: their fingerprints differ in {distance} of 256 bits.",
        distance=distance,
        scale=256,
        limits=(
            "It doesn't show that this very file was used and not a copy of the same picture, or another shot taken shortly "
            "before or after. What was named, and which preview was stored, is the signer's word."
        ),
    )


def _previews(report: Report) -> list[Words]:
    """The hashes of the previews in a credential whose signature holds."""
    if report.measure("credentials.integrity", "signature") != "holds":
        return []
    found = dict.fromkeys(
        row.value
        for item in report.find(CODE)
        if item.finding.code == CODE
        for table in item.finding.tables
        if table.title == TABLE
        for row in table.rows
    )
    return [words for value in found if (words := _words(value)) is not None]


def _own(report: Report | None) -> Words | None:
    if report is None:
        return None
    quality = report.measure("file.identity", "pdq_quality")
    if not isinstance(quality, int) or quality < QUALITY:
        return None
    return _words(report.measure("file.identity", "pdq"))


def _words(value: object) -> Words | None:
    """A hash of 64 hex digits as four words."""
    try:
        data = bytes.fromhex(str(value))
    except ValueError:
        return None
    return np.frombuffer(data, ">u8").astype(np.uint64) if len(data) == 32 else None


def _differing(rows: Words, look: Words) -> NDArray[np.int64]:
    counts: NDArray[np.int64] = np.bitwise_count(rows ^ look).sum(axis=1, dtype=np.int64)
    return counts
