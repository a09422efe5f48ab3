"""A plain copy of a picture for comparing it with another: upright, at most `LONGEST` pixels, without loss or metadata.

Made only of pictures that belong to a pair, by the same workers and under the same limits as all other work on hostile files.
It lies in the cache and is never published.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.picture import Picture

NAME = "proxy"
VERSION = "1"
"""Raised whenever the same picture could give other bytes."""
FUNCTION = "generator.compare.proxy:make"
FUNCTION_FAILED = "generator.compare.proxy:missing"
ENGINES = ("pillow",)
LONGEST = 1280
"""Longer side of the frame in which pictures are compared, pixels."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where a picture's plain copy lies."""

    blob: str = ""
    """SHA-256 of the PNG; empty when there is none."""
    missing: str = ""
    """Why there is none."""


def make(picture: Picture, parameters: str) -> Proxy:
    """The plain copy of one picture; its bytes are put into `picture.blobs`."""
    from PIL import Image

    try:
        image = Image.fromarray(picture.upright)
    except CouldNotCheck as reason:
        return missing(str(reason))
    longer = max(image.size)
    if longer > LONGEST:
        size = tuple(max(1, round(side * LONGEST / longer)) for side in image.size)
        image = image.resize((size[0], size[1]), Image.Resampling.LANCZOS, reducing_gap=3.0)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    data = buffer.getvalue()
    name = hashlib.sha256(data).hexdigest()
    picture.blobs[name] = data
    return Proxy(name)


def missing(reason: str) -> Proxy:
    """The value for a picture of which there is no copy."""
    return Proxy(missing=reason)
