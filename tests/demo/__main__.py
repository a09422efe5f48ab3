"""`python -m tests.demo` makes the demo's pictures, and what it knows of a camera; `--check` only says which differ from the
committed ones.

A picture counts as the same when its bytes are the same, or, as other versions of the codecs may write other bytes, when
its metadata are the same and its pixels nearly so.
"""

from __future__ import annotations

import argparse
import io
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from tests.demo import cameras
from tests.demo.pictures import PICTURES

CONTENT = Path(__file__).resolve().parents[2] / "content"


def compare(made: bytes, kept: bytes) -> str:
    """How two picture files differ, in a clause; empty when they are the same picture."""
    if made == kept:
        return ""
    with Image.open(io.BytesIO(made)) as one, Image.open(io.BytesIO(kept)) as other:
        if (one.format, one.size) != (other.format, other.size):
            return "another format or size"
        if one.info.keys() != other.info.keys() or dict(one.getexif()) != dict(other.getexif()):
            return "other metadata"
        gap = np.abs(
            np.asarray(one.convert("RGB"), np.int16) - np.asarray(other.convert("RGB"), np.int16)
        ).mean()
    return f"pixels differ by {gap:.2f} on average" if gap > 0.4 else ""


def main(arguments: list[str] | None = None) -> int:
    """Write or compare; exit code 1 when a comparison fails."""
    parser = argparse.ArgumentParser(prog="python -m tests.demo", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="compare with the committed pictures and write nothing"
    )
    parser.add_argument("--only", default="", help="files whose path holds this text")
    options = parser.parse_args(arguments)
    differences = 0
    for name, make in {**PICTURES, **cameras.FINGERPRINTS}.items():
        if options.only not in name:
            continue
        path, data = CONTENT / name, make()
        if options.check:
            same = cameras.compare if name in cameras.FINGERPRINTS else compare
            problem = same(data, path.read_bytes()) if path.exists() else "missing"
            differences += bool(problem)
            print(f"{name}: {problem or 'same'}", flush=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.read_bytes() == data:
            print(f"{name}: unchanged", flush=True)
            continue
        waiting = path.with_name(path.name + ".new")
        waiting.write_bytes(data)
        waiting.replace(path)
        print(f"{name}: {len(data) // 1000} kB", flush=True)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
