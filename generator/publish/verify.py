"""Whether a site folder still is what its sums say: changed, missing and added files."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.errors import BackstoryError
from generator.publish.manifest import SUMS, read_sums


def verify(folder: Path) -> tuple[str, ...]:
    """One line per difference; empty when every byte is as published.

    Raises `BackstoryError` when the folder has no readable `SHA256SUMS`.
    """
    try:
        listed = read_sums(folder)
    except (OSError, ValueError) as error:
        raise BackstoryError(
            f"{folder / SUMS} can't be read ({error}); is {folder} a published site?"
        ) from error
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {SUMS}
    differences = [f"{path}: missing" for path in listed.keys() - present]
    differences += [f"{path}: not listed" for path in present - listed.keys()]
    for path in listed.keys() & present:
        with (folder / path).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != listed[path]:
                differences.append(f"{path}: changed")
    return tuple(sorted(differences))
