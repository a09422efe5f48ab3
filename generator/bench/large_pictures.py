"""Time and memory of the analyzers of pixels on very large pictures, each in a process of its own, so that peaks are its own.

Two sizes show whether time grows as the pixels do, and two small ones what it costs to look at a picture at all. The pictures
are made up: fractal clouds with edges and sensor noise, saved as a JPEG. Loading libraries isn't counted: another picture is
looked at before. Started as `python -m generator.bench.large_pictures FILE WHAT`, it is the process that is measured.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.bench import flagging, labelled, process

QUALITY = 95
SMALL = (0.1, 0.3)
"""Megapixels of pictures as the web shows them."""
ALL = "all"
DECODING = "decoding"


def measure(megapixels: int) -> dict[str, Any]:
    """By size: seconds per megapixel of each analyzer and altogether, with decoding, and peak memory.

    For the largest size, also peak memory of decoding alone and of each analyzer alone.
    """
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as name:
        for size in (*SMALL, megapixels // 2, megapixels):
            path = Path(name) / f"{size}.jpg"
            path.write_bytes(made_up(size))
            found[str(size)] = _measured(path, ALL)
        ids = [id for id in found[str(size)]["outcomes"] if id.startswith(flagging.FAMILY)]
        found[str(size)]["peak memory of one"] = {
            id: _measured(path, id)["peak memory"] for id in (DECODING, *ids)
        }
    return found


def _measured(path: Path, what: str) -> dict[str, Any]:
    # Threads of a linear-algebra library would hide time.
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    words = [sys.executable, "-m", __name__, str(path), what]
    done = subprocess.run(
        words, check=True, capture_output=True, cwd=Path(__file__).parents[2], env=environment
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def lines(figures: dict[str, Any]) -> Iterator[str]:
    """The figures for a person."""
    for size, row in figures.items():
        yield (
            f"{size} megapixels: {row['all']:.3f} CPU seconds per megapixel for all, decoding included; "
            f"peak memory {row['peak memory'] / 2**20:.0f} MiB"
        )
        for name, value in row["seconds per megapixel"].items():
            yield f"  {name:28} {value:8.3f}  {row['outcomes'][name]}"
        for name, peak in row.get("peak memory of one", {}).items():
            yield f"  peak memory of {name} alone: {peak / 2**20:.0f} MiB"


def made_up(megapixels: float) -> bytes:
    """A JPEG of about this size, always the same."""
    import io

    import numpy as np
    from PIL import Image

    height = int(math.sqrt(megapixels * 1e6 * 3 / 4)) // 16 * 16
    width = height * 4 // 3 // 16 * 16
    random = np.random.default_rng(4)
    pixels = np.full((height, width, 3), 96, np.uint8)
    cells = 4
    while cells <= max(64, height // 4):
        coarse = Image.fromarray(random.integers(0, 256, (cells, cells, 3), np.uint8))
        layer = np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC))
        # Halving what is there keeps the sum within 8 bits; no full-size float array is needed.
        np.add(pixels // 2, layer // 2, out=pixels)
        cells *= 3
    for row in range(0, height, 256):
        strip = pixels[row : row + 256].astype(np.int16)
        strip += random.integers(-6, 7, strip.shape, np.int16)
        pixels[row : row + 256] = np.clip(strip, 0, 255).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()


def _child(path: Path, what: str) -> dict[str, Any]:
    chain = () if what == DECODING else flagging.pixel_chain([] if what == ALL else [what])
    # Of another size than those that are measured, as some of what is drawn beside a picture is kept for others of its size.
    flagging.timed(labelled.picture_of(made_up(SMALL[0] * 2)), chain)
    started = time.process_time()
    picture = labelled.opened(path)
    area = picture.rgb.shape[0] * picture.rgb.shape[1] / 1e6
    timed = flagging.timed(picture, chain)
    return {
        "megapixels": area,
        "all": (time.process_time() - started) / area,
        "seconds per megapixel": {name: value / area for name, value in timed.seconds.items()},
        "outcomes": {name: run.outcome.value for name, run in timed.runs.items()},
        "peak memory": process.peak_memory(),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_child(Path(sys.argv[1]), sys.argv[2])))
