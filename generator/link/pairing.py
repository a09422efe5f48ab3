"""Which pairs of a group get a link: all of them in small groups, a star in large ones.

In a group of up to `ALL_PAIRS` members every pair is linked. In a larger one every member is linked with the first member
in the order of ids and with no other, so that 10,000 copies give 9,999 links instead of 50 million.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from generator.model import Exhibit, Report

ALL_PAIRS = 50
"""Largest group in which every pair is linked."""

Key = TypeVar("Key", bound=Hashable)


def pairs(members: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of ids to be linked, the smaller id first. `members` is sorted."""
    if len(members) <= ALL_PAIRS:
        yield from combinations(members, 2)
    else:
        yield from ((members[0], other) for other in members[1:])


def grouped(keys: Mapping[str, Key]) -> dict[Key, list[str]]:
    """Ids of the exhibits with the same key, sorted; groups of one are left out."""
    groups: dict[Key, list[str]] = {}
    for identifier in sorted(keys):
        groups.setdefault(keys[identifier], []).append(identifier)
    return {key: members for key, members in groups.items() if len(members) > 1}


def pixel_keys(exhibits: Sequence[Exhibit], reports: Mapping[str, Report]) -> dict[str, str]:
    """For each exhibit what its picture is known by: the hash of its pixels, or that of its bytes without one."""
    keys = {}
    for exhibit in exhibits:
        report = reports.get(exhibit.id)
        pixels = report.measure("file.identity", "pixel_sha256") if report else None
        keys[exhibit.id] = (
            f"pixels {pixels}" if isinstance(pixels, str) and pixels else f"bytes {exhibit.sha256}"
        )
    return keys
