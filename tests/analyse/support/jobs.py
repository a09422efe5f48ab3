"""Jobs over files made on the spot, and the chain of test analyzers."""

from __future__ import annotations

import hashlib
from pathlib import Path

from generator.analyse.analysis import Job
from generator.analyse.registry import Registered, load, ordered
from generator.model import FileKind

NAMES = ("counting", "drawing", "misbehaving", "last")


def chain(*names: str) -> tuple[Registered, ...]:
    """The named test analyzers in order; all when none is named."""
    return ordered(load(f"tests.analyse.support.{name}") for name in names or NAMES)


def job(folder: Path, name: str, data: bytes, **parameters: str) -> Job:
    """A job for a new file; its bytes are no picture, as the test analyzers read none."""
    path = folder / name
    path.write_bytes(data)
    return Job(name, hashlib.sha256(data).hexdigest(), FileKind.JPEG, path, len(data), name, parameters)
