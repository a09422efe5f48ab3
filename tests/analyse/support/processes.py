"""Real processes of this program, started and ended by tests."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def start(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """`python ARGUMENTS` with this checkout on its import path."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@contextmanager
def ended(*processes: subprocess.Popen[bytes]) -> Iterator[None]:
    """Makes sure that the processes are gone afterwards."""
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def wait_until(condition: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Whether the condition came true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return condition()


def children_of(process: int) -> list[int]:
    """Process numbers of the children, from /proc."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8", errors="replace").rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == process:
            found.append(int(status.parent.name))
    return found


def is_running(process: int) -> bool:
    """Whether it is there and not merely waiting to be collected."""
    try:
        status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return status.rsplit(")", 1)[1].split()[0] not in "ZX"
