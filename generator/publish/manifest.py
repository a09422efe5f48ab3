"""What a site says of its own files: `manifest.json` for programs, `SHA256SUMS` for `sha256sum --check`.

Both are made from the files alone, so that two builds of the same content can be compared byte by byte.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator import codec

MANIFEST = "manifest.json"
SUMS = "SHA256SUMS"
GENERATOR = "open-backstory"


@dataclass(frozen=True, slots=True)
class Entry:
    """One published file."""

    sha256: str
    """64 hex digits."""
    size: int
    """Bytes."""


def manifest_json(entries: Mapping[str, Entry], about: Mapping[str, object]) -> bytes:
    """`manifest.json` over all files but itself and the sums. `about` is plain data on content and versions."""
    document = {
        "generator": GENERATOR,
        **about,
        "files": [
            {"path": path, "sha256": entries[path].sha256, "size": entries[path].size}
            for path in sorted(entries)
        ],
    }
    return (codec.readable(document) + "\n").encode()


def sums(entries: Mapping[str, Entry]) -> bytes:
    """`SHA256SUMS` in the format of coreutils; a path with a backslash or line break never occurs in a site."""
    return "".join(f"{entries[path].sha256}  {path}\n" for path in sorted(entries)).encode()


def read_sums(folder: Path) -> dict[str, str]:
    """Path to SHA-256 as `SHA256SUMS` of a site says; raises `OSError` or `ValueError` when it can't be read."""
    listed: dict[str, str] = {}
    for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
        digest, gap, path = line.partition("  ")
        if not gap or len(digest) != 64:
            raise ValueError(f"{SUMS} has a line that is not `digest  path`")
        listed[path] = digest
    return listed


def is_ours(folder: Path) -> bool:
    """Whether a folder holds a site that this program made."""
    try:
        document = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(document, dict) and document.get("generator") == GENERATOR
