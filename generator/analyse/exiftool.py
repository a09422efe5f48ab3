"""Asks an installed ExifTool what it reads of a file: the field's reference reader, started once and kept open.

The program is never needed and never part of the install. It runs in a child without a configuration file, with limits on
memory, processor time and written files, and it is given the bytes in memory under a number, never the path of the original.
Its process ends with ours on Linux; everywhere it is ended when it doesn't answer in time. `-q` would suppress the mark that
says an answer is complete, so it is never passed; answers need not be UTF-8. Source: exiftool.org, "-stay_open".
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from generator import clock

PROGRAM = "exiftool"
NOT_INSTALLED = "not installed"
SECONDS = 20.0
"""Until an answer must be complete."""
MAX_ANSWER = 32 << 20
"""Bytes of one answer."""
MEMORY = 1 << 30
"""Address space of the child, bytes."""
CPU_SECONDS = 600
"""Processor time of one child, all its files together."""
ARGUMENTS = ("-json", "-long", "-D", "-t", "-G0:1", "-a", "-charset", "utf8")
"""Every tag with its family and group, table, number, stored value and words."""


class ExifToolFailed(Exception):
    """It didn't answer, or not in its own format; says why, in a clause."""


@cache
def version() -> str:
    """The installed version, or `not installed`. Asked once per process."""
    program = shutil.which(PROGRAM)
    if program is None:
        return NOT_INSTALLED
    try:
        done = subprocess.run(
            [program, "-config", "", "-ver"], capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return NOT_INSTALLED
    words = done.stdout.decode("ascii", "replace").split()
    return words[0] if done.returncode == 0 and words else NOT_INSTALLED


def is_installed() -> bool:
    """Whether it can be asked."""
    return version() != NOT_INSTALLED


_open: list[ExifTool] = []
"""This process' own ExifTool, once it was asked for."""


def shared() -> ExifTool:
    """The open ExifTool of this process; started when first asked for, and again after a file ended it."""
    if _open and (_open[0].owner != os.getpid() or _open[0].process.poll() is not None):
        _open.pop().close()
    if not _open:
        _open.append(ExifTool())
        atexit.register(_open[0].close)
    return _open[0]


class ExifTool:
    """One open ExifTool process. Not shared between processes or threads."""

    def __init__(self, *, seconds: float = SECONDS) -> None:
        program = shutil.which(PROGRAM)
        if program is None:
            raise ExifToolFailed("it is not installed")
        self.seconds = seconds
        self.owner = os.getpid()
        self.count = 0
        self.copy = _Copy()
        self.process = subprocess.Popen(
            [program, "-config", "", "-stay_open", "True", "-@", "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(os.sep),
            env=_environment(),
            preexec_fn=_confine if os.name == "posix" else None,
            pass_fds=self.copy.descriptors,
        )

    def read(self, data: bytes) -> list[dict[str, Any]]:
        """All tags of a file's bytes as `{"family", "group", "name", "table", "id", "num", "val"}`, in its order."""
        self.copy.write(data)
        answer = self.ask([*ARGUMENTS, self.copy.name])
        try:
            return tags(answer)
        except ExifToolFailed:
            # Whoever answers in another format may still be writing; the next file gets a new process.
            self.close()
            raise

    def ask(self, arguments: Sequence[str]) -> bytes:
        """The bytes that a command writes. The process is ended when it fails."""
        assert self.process.stdin is not None
        self.count += 1
        if any("\n" in item for item in arguments):
            raise ExifToolFailed("an argument holds a line break")
        command = "\n".join([*arguments, f"-execute{self.count}", ""])
        try:
            self.process.stdin.write(command.encode())
            self.process.stdin.flush()
            return self._answer(b"{ready%d}" % self.count)
        except (OSError, ExifToolFailed) as error:
            self.close()
            if isinstance(error, ExifToolFailed):
                raise
            raise ExifToolFailed("it ended before it answered") from error

    def close(self) -> None:
        """End the process and forget the bytes."""
        if self.owner == os.getpid():
            with contextlib.suppress(OSError):
                self.process.kill()
            with contextlib.suppress(OSError):
                if self.process.stdin is not None:
                    self.process.stdin.close()
            if self.process.stdout is not None:
                self.process.stdout.close()
            self.process.wait()
            self.copy.close()

    def __enter__(self) -> ExifTool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _answer(self, mark: bytes) -> bytes:
        assert self.process.stdout is not None
        number = self.process.stdout.fileno()
        until = clock.seconds() + self.seconds
        answer = bytearray()
        while True:
            left = until - clock.seconds()
            if left <= 0 or not select.select([number], [], [], left)[0]:
                raise ExifToolFailed(f"it gave no answer within {self.seconds:g} seconds")
            piece = os.read(number, 1 << 16)
            if not piece:
                raise ExifToolFailed("it ended before it answered")
            answer += piece
            if len(answer) > MAX_ANSWER:
                raise ExifToolFailed(f"its answer is longer than {MAX_ANSWER} bytes")
            tail = bytes(answer[-len(mark) - 4 :]).rstrip(b"\r\n")
            if tail.endswith(mark):
                return bytes(answer[: answer.rindex(mark)])


def tags(answer: bytes) -> list[dict[str, Any]]:
    """The tags of one file in an answer."""
    text = answer.decode("utf-8", "replace").strip()
    if not text:
        return []
    try:
        files = json.loads(text, object_pairs_hook=_pairs, parse_float=str)
    except ValueError as error:
        raise ExifToolFailed("its answer is not well-formed JSON") from error
    found = []
    for key, value in files[0] if files else []:
        words = key.split(":")
        if len(words) < 2 or not isinstance(value, list):
            continue
        family, group, name = words[0], words[-2], words[-1]
        item = {str(part): _plain(content) for part, content in value}
        found.append(
            {**item, "family": family, "group": group, "name": name, "num": item.get("num", item.get("val"))}
        )
    return found


def _pairs(pairs: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Objects as lists of pairs: a file may hold the same tag twice, and a dictionary would keep one."""
    return pairs


def _plain(value: Any) -> Any:
    """A list of numbers, or a structure, without the pairs of `_pairs`."""
    if isinstance(value, list) and value and all(isinstance(item, tuple) for item in value):
        return {key: _plain(item) for key, item in value}
    return [_plain(item) for item in value] if isinstance(value, list) else value


class _Copy:
    """The bytes of one file where the child can read them: in memory on Linux, in a private folder elsewhere."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.descriptors: tuple[int, ...] = ()
        if hasattr(os, "memfd_create"):
            descriptor = os.memfd_create("picture", 0)
            self.descriptors, self.name = (descriptor,), f"/proc/self/fd/{descriptor}"
        else:
            self.folder = Path(tempfile.mkdtemp(prefix="backstory-exiftool-"))
            self.name = str(self.folder / "picture")

    def write(self, data: bytes) -> None:
        """Put these bytes in the place of the last ones."""
        if self.folder is not None:
            (self.folder / "picture").write_bytes(data)
            return
        (descriptor,) = self.descriptors
        os.ftruncate(descriptor, 0)
        view = memoryview(data)
        place = 0
        while place < len(view):
            place += os.pwrite(descriptor, view[place:], place)

    def close(self) -> None:
        """Forget them."""
        for descriptor in self.descriptors:
            with contextlib.suppress(OSError):
                os.close(descriptor)
        self.descriptors = ()
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


def _environment() -> dict[str, str]:
    """No home folder, no settings, one language, no time zone of this machine."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return kept | {"HOME": str(Path(os.sep) / "nonexistent"), "LC_ALL": "C", "TZ": "UTC"}


def _confine() -> None:
    """Runs in the child before ExifTool: limits, and an end together with its parent."""
    import resource

    for kind, wanted in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(kind, (limit, limit))
    if sys.platform == "linux":
        import ctypes
        import signal

        die_with_parent = 1
        ctypes.CDLL(None).prctl(die_with_parent, signal.SIGKILL, 0, 0, 0)
