"""Results kept between builds, in a folder that can be deleted at any time.

`runs/ab/<SHA-256 of a picture>.json` holds all results of one picture's bytes, by key; `blobs/ab/<SHA-256>` holds bytes
of figures and renditions. One file a picture, because a warm build of hundreds of pictures then opens hundreds of files and
not thousands. Entries are canonical JSON, written to a temporary name and moved; a malformed or empty file, or an entry
one of whose blobs is gone, counts as missing and is made again. Nothing is ever unpickled.

Kept are results that the same input would give again, failed ones too ("the file is truncated"). A crash, a time-out, too
little memory or a bug is not kept: the next build tries again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import codec
from generator.storage import Folder

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """A stored result."""

    value: Any
    """Plain data of a run or of a step's value."""
    blobs: tuple[str, ...] = ()
    """SHA-256 of the bytes that belong to it."""


@dataclass(frozen=True, slots=True)
class CacheSize:
    """How much lies in a cache, or was removed from it."""

    pictures: int
    """Files of results."""
    blobs: int
    """Files of bytes."""
    bytes: int
    """All together, leftovers of killed builds included."""


class Cache:
    """Results of earlier builds."""

    def __init__(self, root: Path) -> None:
        self.folder = Folder(root)

    def entries(self, sha256: str) -> dict[str, Entry]:
        """All usable results of the picture with this SHA-256, by key."""
        return {
            key: entry
            for key, entry in self._stored(sha256).items()
            if all(self.folder.exists(blob_name(blob)) for blob in entry.blobs)
        }

    def store(self, sha256: str, entries: Mapping[str, Entry], blobs: Mapping[str, bytes]) -> None:
        """Add results of a picture. Blobs are written first, so that an entry never names one that isn't there yet."""
        for name, data in blobs.items():
            if not self.folder.exists(blob_name(name)):
                self.folder.write(blob_name(name), data)
        if entries:
            self._write(sha256, self._stored(sha256) | dict(entries))

    def blob(self, sha256: str) -> bytes:
        """The bytes of a figure or rendition; `KeyError` when they are not here or not what their name says."""
        data = self.folder.read(blob_name(sha256))
        if data is None or hashlib.sha256(data).hexdigest() != sha256:
            raise KeyError(sha256)
        return data

    def mend(self) -> int:
        """Remove all bytes that are not what their name says, so that they are made again; gives how many."""
        damaged = [
            name
            for name in self.folder.names("blobs")
            if hashlib.sha256(self.folder.read(name) or b"").hexdigest() != name.rsplit("/", 1)[-1]
        ]
        for name in damaged:
            self.folder.delete(name)
        return len(damaged)

    def size(self) -> CacheSize:
        """What lies here."""
        return self._count([*self.folder.names("runs"), *self.folder.names("blobs")])

    def prune(self, keep: Set[str]) -> CacheSize:
        """Remove all results whose key isn't in `keep`, bytes that nothing kept names, and leftovers of killed builds.

        Gives what was removed. Not to be called while a build writes here.
        """
        before = self.size()
        blobs: set[str] = set()
        for name in list(self.folder.names("runs")):
            sha256 = name.rsplit("/", 1)[-1].removesuffix(".json")
            stored = self._stored(sha256) if name == runs_name(sha256) else {}
            kept = {key: entry for key, entry in stored.items() if key in keep}
            blobs.update(blob_name(blob) for entry in kept.values() for blob in entry.blobs)
            if not kept:
                self.folder.delete(name)
            elif len(kept) < len(stored):
                self._write(sha256, kept)
        for name in list(self.folder.names("blobs")):
            if name not in blobs:
                self.folder.delete(name)
        after = self.size()
        return CacheSize(
            before.pictures - after.pictures, before.blobs - after.blobs, before.bytes - after.bytes
        )

    def _stored(self, sha256: str) -> dict[str, Entry]:
        data = self.folder.read(runs_name(sha256))
        if not data:
            return {}
        try:
            plain = json.loads(data)
            if plain["format"] != FORMAT:
                return {}
            return {key: _entry(item) for key, item in plain["entries"].items()}
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            # A file that was cut off or tampered with is as good as none: its pictures are analysed again.
            return {}

    def _write(self, sha256: str, entries: Mapping[str, Entry]) -> None:
        plain = {key: {"blobs": entry.blobs, "value": entry.value} for key, entry in entries.items()}
        self.folder.write(runs_name(sha256), codec.dumps({"format": FORMAT, "entries": plain}))

    def _count(self, names: Iterable[str]) -> CacheSize:
        names = list(names)
        pictures = sum(name.startswith("runs/") and name.endswith(".json") for name in names)
        blobs = sum(name.startswith("blobs/") and not name.endswith(".tmp") for name in names)
        return CacheSize(pictures, blobs, sum(self.folder.size(name) for name in names))


def runs_name(sha256: str) -> str:
    """Name of the file that holds a picture's results."""
    return f"runs/{sha256[:2]}/{sha256}.json"


def blob_name(sha256: str) -> str:
    """Name of the file that holds these bytes."""
    return f"blobs/{sha256[:2]}/{sha256}"


def _entry(item: Any) -> Entry:
    blobs = item["blobs"]
    if not isinstance(blobs, list) or not all(isinstance(blob, str) and blob.isalnum() for blob in blobs):
        raise ValueError("blobs")
    return Entry(item["value"], tuple(blobs))
