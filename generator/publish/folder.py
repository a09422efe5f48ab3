"""A site folder is replaced as a whole.

The new site is staged in a hidden folder beside the target: unchanged files are hard links to the old ones (so they
keep their modification time), all others are written. Then both folders change places in one step
(`renameat2(RENAME_EXCHANGE)` on Linux) and the old one is deleted. A build that fails, is killed or runs out of disk
before the swap leaves only a hidden folder, which the next build removes. The folder is locked while a build fills it,
so that another build neither removes nor fills it; the lock goes with the process, however it ends.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from generator.errors import BackstoryError
from generator.publish.check import check_pages
from generator.publish.manifest import MANIFEST, SUMS, Entry, is_ours, manifest_json, sums

if TYPE_CHECKING:
    from generator.render.site import SiteFile

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication changed."""

    written: int
    """Files that are new or whose bytes differ."""
    unchanged: int
    """Files kept as they were."""
    removed: int
    """Files of the last build that are no longer made."""


def ensure_ours(target: Path) -> None:
    """Refuse a folder that holds someone else's files, before any work is done."""
    recover(target)
    if not target.exists() and not target.is_symlink():
        around = next(parent for parent in target.absolute().parents if parent.exists())
        if not around.is_dir():
            raise BackstoryError(f"{around} is not a folder; name another one with -o.")
        if not os.access(around, os.W_OK | os.X_OK):
            raise BackstoryError(f"Nothing can be written into {around}; name another folder with -o.")
        return
    if target.is_symlink() or not target.is_dir():
        raise BackstoryError(f"{target} is not a folder; name another one with -o.")
    if any(target.iterdir()) and not is_ours(target):
        raise BackstoryError(
            f"{target} holds files that this program did not make, so nothing is written there; "
            "name an empty or new folder with -o, or empty that one yourself."
        )


def recover(target: Path) -> None:
    """Put back what a build that was killed on a system without an exchanging rename left aside."""
    aside = _aside(target)
    if aside.is_dir() and not target.exists():
        aside.rename(target)
    for leftover in (_staging(target), aside):
        if leftover.is_dir():
            os.close(_locked(leftover, target))
            shutil.rmtree(leftover)


def publish(
    files: Iterable[SiteFile],
    target: Path,
    *,
    blob: Callable[[str], bytes],
    original: Callable[[str], bytes],
    about: Mapping[str, object],
) -> Published:
    """Stage, check and swap. `blob` and `original` give the bytes that a file names instead of holding them.

    Raises `BackstoryError` when a page has a broken link or breaks a rule of pages, or when the disk is full; the
    last good site is untouched then.
    """
    ensure_ours(target)
    staging = _staging(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    staging.mkdir()
    lock = _locked(staging, target)
    try:
        return _staged(files, target, staging, blob=blob, original=original, about=about)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise BackstoryError(
                f"The disk is full: {target} was left as it was. Free some room and build again."
            ) from error
        raise
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        os.close(lock)


def _staged(
    files: Iterable[SiteFile],
    target: Path,
    staging: Path,
    *,
    blob: Callable[[str], bytes],
    original: Callable[[str], bytes],
    about: Mapping[str, object],
) -> Published:
    entries: dict[str, Entry] = {}
    pages: dict[str, bytes] = {}
    written = 0
    for file in files:
        if file.path in entries or file.path in (MANIFEST, SUMS):
            raise AssertionError(f"two pages want the address {file.path}")
        data = blob(file.blob) if file.blob else original(file.original) if file.original else file.data
        entries[file.path] = Entry(hashlib.sha256(data).hexdigest(), len(data))
        written += _place(data, target, staging, file.path)
        if file.path.endswith(".html"):
            pages[file.path] = data
    if problems := check_pages(pages, frozenset(entries) | {MANIFEST, SUMS}):
        shown = "\n".join(f"  {problem}" for problem in problems[:20])
        more = f"\n  and {len(problems) - 20} more" if len(problems) > 20 else ""
        raise BackstoryError(
            f"The new pages break their own rules, so {target} was left as it was:\n{shown}{more}"
        )
    manifest = manifest_json(entries, about)
    entries[MANIFEST] = Entry(hashlib.sha256(manifest).hexdigest(), len(manifest))
    written += _place(manifest, target, staging, MANIFEST)
    written += _place(sums(entries), target, staging, SUMS)
    old = (
        {str(path.relative_to(target).as_posix()) for path in target.rglob("*") if path.is_file()}
        if target.is_dir()
        else set()
    )
    removed = len(old - entries.keys() - {SUMS})
    _swap(staging, target)
    return Published(written, len(entries) + 1 - written, removed)


def _place(data: bytes, target: Path, staging: Path, path: str) -> int:
    """Link the old file when it has the same bytes, else write a new one; gives how many were written."""
    parts = PurePosixPath(path).parts
    if not parts or parts[0] == "/" or ".." in parts or "\\" in path or "\n" in path:
        raise AssertionError(f"unsafe address {path!r}")
    old, new = target / path, staging / path
    new.parent.mkdir(parents=True, exist_ok=True)
    try:
        is_same = not old.is_symlink() and old.stat().st_size == len(data) and old.read_bytes() == data
    except OSError:
        is_same = False
    if is_same:
        try:
            os.link(old, new)
        except OSError:
            shutil.copy2(old, new)
        return 0
    new.write_bytes(data)
    return 1


def _swap(staging: Path, target: Path) -> None:
    if not target.exists():
        staging.rename(target)
        return
    if not _exchanged(staging, target):
        aside = _aside(target)
        target.rename(aside)
        staging.rename(target)
        shutil.rmtree(aside)


def _exchanged(left: Path, right: Path) -> bool:
    """Let two folders change places in one step, where the system can; see renameat2(2)."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(left), _AT_FDCWD, os.fsencode(right), _RENAME_EXCHANGE) == 0)


def _locked(folder: Path, target: Path) -> int:
    """A lock on a folder, as the descriptor to close; `BackstoryError` when another build holds it."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise BackstoryError(f"Another build is publishing into {target}. Wait for it.") from error
    return descriptor


def _staging(target: Path) -> Path:
    return target.absolute().parent / f".{target.absolute().name}.backstory-new"


def _aside(target: Path) -> Path:
    return target.absolute().parent / f".{target.absolute().name}.backstory-old"
