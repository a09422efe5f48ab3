"""`trust.json` in a trust folder: for every file its role, tier, name, dates, source and hash.

Written by `backstory trust update`, or by hand. What it leaves out is guessed by the file's name; what it says of a file
that was changed since (another hash) is a mistake to be mended, since its dates would be those of another list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator import codec
from generator.trust.lists import TrustList

NAME = "trust.json"
"""Name of the file."""
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said of one file. Everything but the name may be left out."""

    file: str
    """Path in the trust folder, forward slashes."""
    role: str = ""
    """`signers`, `time-stamps`, `purposes` or `certificates`."""
    tier: str = ""
    """`official`, `own` or `interim`."""
    name: str = ""
    """What readers are told."""
    issued: str = ""
    """`YYYY-MM-DD`."""
    next_update: str = ""
    """`YYYY-MM-DD`."""
    source: str = ""
    """Address or words."""
    retrieved: str = ""
    """`YYYY-MM-DD`."""
    sha256: str = ""
    """64 hex digits over the file; empty when the file may change without notice."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The whole file."""

    format: int = FORMAT
    """Raised when the meaning of a field changes."""
    files: tuple[Entry, ...] = ()
    """One per file."""


def parse(data: bytes) -> Manifest:
    """The manifest in `data`; `codec.MalformedValue` when it is none."""
    manifest = codec.loads(Manifest, data)
    if manifest.format != FORMAT:
        raise codec.MalformedValue(f"format {manifest.format} instead of {FORMAT}")
    return manifest


def dumps(lists: Iterable[TrustList], *, kept: Iterable[Entry] = ()) -> bytes:
    """The manifest of these lists and of entries that stay as they are, in the order of their paths, for people to read."""
    import json

    entries = (
        Entry(
            item.file,
            item.role.value,
            item.tier.value,
            item.name,
            item.issued,
            item.next_update,
            item.source,
            item.retrieved,
            item.sha256,
        )
        for item in lists
    )
    files = sorted([*entries, *kept], key=lambda entry: entry.file)
    plain = codec.to_plain(Manifest(files=tuple(files)))
    return (json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
