"""Reading files safely: what each one is by its leading bytes, and the SHA-256 of pictures.

The bytes of every picture are hashed at every scan; size and time are never trusted, so a changed source is always
noticed. Files are hashed by threads (hashlib lets other threads run), a chunk at a time. A file is opened without
blocking and without following a last link, then looked at again, so that one swapped for a pipe is not waited for.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from generator.kind import HEAD_SIZE, sniff
from generator.model import FileKind

_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True, slots=True)
class Identified:
    """A picture."""

    kind: FileKind
    """By leading bytes."""
    size: int
    """Bytes."""
    sha256: str
    """64 hex digits."""


@dataclass(frozen=True, slots=True)
class Unidentified:
    """Not a picture, or a file that can't be read."""

    size: int
    """Bytes; 0 when unknown."""
    reason: str
    """Why, in a clause."""


def identify_all(locations: Sequence[Path], *, largest: int) -> list[Identified | Unidentified]:
    """What each file is, in the given order. Files over `largest` bytes are not read."""
    workers = min(8, (os.cpu_count() or 1) + 1, max(1, len(locations)))
    with ThreadPoolExecutor(workers, thread_name_prefix="hash") as pool:
        return list(pool.map(lambda location: identify(location, largest=largest), locations, chunksize=1))


def identify(location: Path, *, largest: int) -> Identified | Unidentified:
    """What one file is."""
    try:
        with _open(location) as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                return Unidentified(0, "not a plain file")
            if status.st_size > largest:
                return Unidentified(status.st_size, f"larger than {largest:,} bytes")
            return _identify(stream, status.st_size)
    except OSError as error:
        return Unidentified(0, f"can't be read: {(error.strerror or type(error).__name__).lower()}")


def read_bounded(location: Path, *, largest: int) -> bytes | str:
    """The bytes of a small plain file, or why they can't be had."""
    try:
        with _open(location) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                return "is not a plain file"
            data = stream.read(largest + 1)
    except OSError as error:
        return f"can't be read: {(error.strerror or type(error).__name__).lower()}"
    return data if len(data) <= largest else f"is larger than {largest // 1024:,} KiB"


def _identify(stream: BufferedReader, size: int) -> Identified | Unidentified:
    head = stream.read(HEAD_SIZE)
    kind = sniff(head, size)
    if not isinstance(kind, FileKind):
        return Unidentified(size, kind)
    if len(head) == size:
        return Identified(kind, size, hashlib.sha256(head).hexdigest())
    stream.seek(0)
    digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return Identified(kind, stream.tell(), digest)


def _open(location: Path) -> BufferedReader:
    return os.fdopen(os.open(location, _FLAGS), "rb")
