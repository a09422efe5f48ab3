"""Real files, damaged at random: the reader of metadata neither raises, nor hangs, nor grows.

300 files here; `BACKSTORY_MUTATIONS=20000` for a long run by hand.
"""

from __future__ import annotations

import os
import random
import resource
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analyse.containers import parse
from generator.analyse.metadata.digest import all_findings
from generator.analyse.metadata.exif import read_exif
from generator.analyse.metadata.maker_notes import BY_MAKE, SIGNATURES, read_maker_note
from generator.analyse.metadata.makers import table
from generator.analyse.metadata.makers.write import Context, record
from generator.analyse.metadata.read import read_metadata
from generator.kind import sniff
from generator.model import FileKind

COUNT = int(os.environ.get("BACKSTORY_MUTATIONS", "300"))
MAX_SECONDS = 5.0
MAX_GROWTH = 500 << 20
"""Bytes that the process may grow by, all files together."""
NOTES = [signature for signature, _ in SIGNATURES] + [b""]
MAKES = [make for make, _ in BY_MAKE] + ["", "EASTMAN KODAK COMPANY"]


def mutated(data: bytes, source: random.Random) -> bytes:
    """A damaged copy: bytes changed (mostly near the front, where metadata lie), cut, doubled or filled with extremes."""
    damaged = bytearray(data)
    for _ in range(source.choice((1, 2, 5, 20, 100))):
        front = min(len(damaged), source.choice((256, 4_096, 65_536, len(damaged))))
        place = source.randrange(max(1, front))
        match source.randrange(5):
            case 0:
                damaged[place : place + 1] = bytes([source.randrange(256)])
            case 1:
                damaged[place : place + 4] = source.choice(
                    (b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff", b"\1\0\0\0")
                )
            case 2:
                other = source.randrange(max(1, front))
                damaged[place : place + 16] = damaged[other : other + 16]
            case 3:
                damaged[place : place + 2] = source.choice(
                    (b"\0\x0d", b"\x0d\0", b"\0\4", b"\4\0", b"\x92\x7c", b"\x7c\x92")
                )
            case _:
                if source.random() < 0.05:
                    del damaged[place:]
    return bytes(damaged)


@pytest.mark.corpora
def test_damaged_real_files(corpora: Path) -> None:
    files = sorted(
        path for path in corpora.glob("metadata/**/*") if path.is_file() and path.stat().st_size < 3_000_000
    )
    source = random.Random(13)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    slowest = (0.0, "")
    read = 0
    for number in range(COUNT):
        path = source.choice(files)
        data = mutated(path.read_bytes(), source)
        kind = sniff(data, len(data))
        if not isinstance(kind, FileKind):
            continue
        started = time.perf_counter()
        all_findings(read_metadata(parse(data, kind)))
        slowest = max(slowest, (time.perf_counter() - started, f"{path.name}, mutation {number}"))
        read += 1
    growth = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    print(f"{read} of {COUNT} read; slowest {slowest[0]:.2f} s ({slowest[1]}); grew by {growth >> 20} MiB")
    assert read > COUNT // 2
    assert slowest[0] < MAX_SECONDS, slowest[1]
    assert growth < MAX_GROWTH


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(NOTES), st.sampled_from(MAKES), st.binary(max_size=600), st.sampled_from("<>"))
def test_any_maker_note(signature: bytes, make: str, rest: bytes, order: str) -> None:
    note = signature + rest
    data = b"II*\0\x08\0\0\0" + note
    read_maker_note(data, 8, len(note), order=order, make=make)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.binary(max_size=400), st.sampled_from("<>"))
def test_any_record(data: bytes, order: str) -> None:
    special = [
        "canon-af",
        "canon-af2",
        "canon-functions",
        "canon-colors",
        "nikon-lens",
        "nikon-flash",
        "nikon-control",
    ]
    for key in [*special, *sorted(table.keys_of_records())]:
        record(key, data, order, Context())


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.binary(max_size=600))
def test_any_exif(data: bytes) -> None:
    read_exif(b"MM\0*\0\0\0\x08" + data)
