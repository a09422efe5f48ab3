"""A folder of named byte strings: the one seam between values and disks.

Names are relative and use forward slashes. Whatever stands behind (today a folder, later a bucket through fsspec) has to
give these few operations and one promise: a write is seen whole or not at all. Nothing is flushed to the platter, so a
power cut may lose the newest files; readers therefore treat an empty or malformed file as missing.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

_numbers = itertools.count()


class Folder:
    """Files below one folder. The folder is made when something is first written."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._base = os.fspath(root)

    def path(self, name: str) -> Path:
        """Where `name` lies, for those who copy or link files."""
        return Path(self._join(name))

    def read(self, name: str) -> bytes | None:
        """The bytes, or None when there is no such file."""
        try:
            with open(self._join(name), "rb") as stream:  # noqa: PTH123 - twice as fast as Path for small files.
                return stream.read()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def write(self, name: str, data: bytes) -> None:
        """Put `data` under `name`, replacing what was there. Readers see the old bytes or the new, never a part."""
        target = self._join(name)
        temporary = f"{target}.{os.getpid()}-{next(_numbers)}.tmp"
        try:
            try:
                Path(temporary).write_bytes(data)
            except FileNotFoundError:
                Path(temporary).parent.mkdir(parents=True, exist_ok=True)
                Path(temporary).write_bytes(data)
            os.replace(temporary, target)  # noqa: PTH105 - the text form is already at hand.
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def exists(self, name: str) -> bool:
        """Whether `name` is there and not empty."""
        return self.size(name) > 0

    def size(self, name: str) -> int:
        """Bytes of `name`; 0 when it is missing."""
        try:
            return os.stat(self._join(name)).st_size  # noqa: PTH116 - called thousands of times in a warm build.
        except (FileNotFoundError, NotADirectoryError):
            return 0

    def delete(self, name: str) -> None:
        """Remove `name`; a missing one is no error."""
        Path(self._join(name)).unlink(missing_ok=True)

    def names(self, prefix: str = "") -> Iterator[str]:
        """Names of all files whose folder is `prefix` or lies below it, sorted; leftovers of killed writers too."""
        start = Path(self._join(prefix)) if prefix else self.root
        for folder, folders, files in os.walk(start):
            folders.sort()
            relative = Path(folder).relative_to(self.root).as_posix()
            for file in sorted(files):
                yield file if relative == "." else f"{relative}/{file}"

    def _join(self, name: str) -> str:
        if not name or name[0] in "/\\" or "\\" in name or ".." in name.split("/"):
            raise ValueError(f"{name!r} is not a name inside a folder")
        return f"{self._base}/{name}"
