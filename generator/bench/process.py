"""Whole commands measured from outside: wall time, CPU time of the process and all its children, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator import clock

_MEASURE = """
import json, resource, subprocess, sys, time
start = time.monotonic()
code = subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
json.dump({"wall": time.monotonic() - start, "cpu": used.ru_utime + used.ru_stime,
           "peak": used.ru_maxrss * 1024, "code": code.returncode,
           "error": code.stderr[-2000:].decode("utf-8", "replace")}, open(sys.argv[1], "w"))
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run of a command took."""

    wall: float
    """Seconds on the clock."""
    cpu: float
    """Seconds of all cores, user and system, of the process and its finished children."""
    peak: int
    """Resident memory of its largest single process, bytes."""


class CommandFailed(Exception):
    """The measured command did not end well; holds what it wrote to stderr."""


def measure(command: Sequence[str | Path], scratch: Path, *, cwd: Path | None = None) -> Measured:
    """Run a command once. `scratch` is a folder for the result."""
    import json

    result = scratch / "measured.json"
    words = [sys.executable, "-c", _MEASURE, str(result), *map(str, command)]
    # Where compiled modules are not kept, every start would measure the compiler of Python instead of the program.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(scratch / "compiled")
    subprocess.run(words, check=True, cwd=cwd, env=environment)
    found = json.loads(result.read_text())
    if found["code"]:
        raise CommandFailed(f"{command[0]} ended with {found['code']}: {found['error']}")
    return Measured(found["wall"], found["cpu"], found["peak"])


def median(values: Sequence[float]) -> float:
    """The middle value; the lower one of two."""
    return sorted(values)[(len(values) - 1) // 2]


def hashing_seconds(files: Sequence[Path]) -> float:
    """Seconds to read and SHA-256 these files one after another: what noticing a changed source costs at least."""
    import hashlib

    started = clock.seconds()
    for path in files:
        with path.open("rb") as file:
            hashlib.file_digest(file, "sha256").digest()
    return clock.seconds() - started


def cpu_seconds() -> float:
    """CPU seconds of this process and its finished children."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def peak_memory() -> int:
    """Most resident memory that this process has held, bytes."""
    import resource

    try:
        # Linux counts for `getrusage` what the process that started this one held, too; here it doesn't.
        for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
