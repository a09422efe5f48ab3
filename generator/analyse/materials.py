"""Files that a publisher hands to an analyzer: lists of known signers, a learned detector with its card.

An analyzer names the groups it wants in `Analyzer.reads` and gets them from `picture.materials_of(group)`. They are values
like everything else: bytes with their hash, read once by the build and carried to the workers, of this machine or of a
cluster, through the same pipe as pictures (once per worker process, not once per picture). Hashes and facts of what an
analyzer reads are part of its cache key and stand among the parameters of its run; other analyzers' results stay valid.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from generator.analyse.analyzer import Analyzer


@dataclass(frozen=True, slots=True)
class Material:
    """One file for an analyzer. Made by `material`, which hashes the bytes."""

    group: str
    """What analyzers ask for: `trust`, `detector`."""
    name: str
    """Unique in its group, shown to readers: the file's name."""
    sha256: str
    """64 hex digits over `data`."""
    data: bytes = field(repr=False, compare=False)
    """The file's bytes."""
    facts: tuple[tuple[str, str], ...] = ()
    """What else the analyzer has to know of it, by name: date, role, source. Only what shapes or stands in the result."""

    def fact(self, name: str) -> str:
        """The value of a fact; empty when it isn't given."""
        return dict(self.facts).get(name, "")


def material(group: str, name: str, data: bytes, facts: Iterable[tuple[str, str]] = ()) -> Material:
    """A file with its hash."""
    return Material(group, name, hashlib.sha256(data).hexdigest(), data, tuple(sorted(facts)))


def read_by(analyzer: Analyzer, materials: Sequence[Material]) -> tuple[Material, ...]:
    """Those that the analyzer asks for, by group and name."""
    wanted = (item for item in materials if item.group in analyzer.reads)
    return tuple(sorted(wanted, key=lambda item: (item.group, item.name)))
