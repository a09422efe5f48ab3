"""Whether a site folder still is what its sums say: changed, missing and added files."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.errors import BackstoryError
from generator.publish.manifest import SUMS, read_sums
from generator.terminal import printable


def verify(folder: Path) -> tuple[str, ...]:
    """One line per difference; empty when every byte is as published.

    Raises `BackstoryError` when the folder has no readable `SHA256SUMS`.
    """
    try:
        listed = read_sums(folder)
    except (OSError, ValueError) as error:
        why = (error.strerror or "").lower() if isinstance(error, OSError) else str(error)
        raise BackstoryError(
            f"{folder / SUMS} can't be read ({why}); is {folder} a published site?"
        ) from error
    present = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_symlink() or not path.is_dir()
    } - {SUMS}
    differences = [f"{printable(path)}: missing" for path in listed.keys() - present]
    differences += [f"{printable(path)}: not listed" for path in present - listed.keys()]
    differences += [
        f"{printable(path)}: changed"
        for path in listed.keys() & present
        if _digest(folder / path) != listed[path]
    ]
    return tuple(sorted(differences))


def _digest(path: Path) -> str:
    """SHA-256 of a plain file; empty for a link, a pipe and what can't be read, none of which was published."""
    if path.is_symlink() or not path.is_file():
        return ""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
