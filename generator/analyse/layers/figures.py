"""Turns layers into pictures of evidence: few grays, no loss, small files.

PNG with a few grays: noise hardly shrinks in any format, and a lossy one would add traces of its own to a picture of traces.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.decoding import apply_orientation
from generator.analyse.layers.captions import CAPTIONS, CONTROL_ALT, CONTROL_SHOWS, Caption
from generator.analyse.layers.filters import Layers
from generator.analyse.picture import Picture
from generator.model import Figure

GRAYS = 16
"""Of most figures; a palette of four bits."""
NOISY_GRAYS = {"error-levels": 8, "residual": 8, "relief": 10, "bits": 4}
"""Of figures that are noise all over, by role: each halving saves an eighth of a byte a pixel."""
EFFORT = 4
"""Of zlib, 0 to 9; more saves less than a hundredth here."""
PHOTO_QUALITY = 70
BARS_HEIGHT = 240
PAPER, AXIS, INK = 250, 150, 40
"""Grays of the histogram."""
CONTROL = "-control"
"""Ending of the role of a figure that shows the control."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A stored file."""

    blob: str
    media_type: str
    width: int
    height: int


def figures(picture: Picture, layers: Layers, control: Layers) -> tuple[Figure, ...]:
    """Every layer followed by the same one of the control, then the control itself. `control` is upright already."""
    result: list[Figure] = []
    for caption in CAPTIONS:
        for source, orientation, ending in ((layers, picture.orientation, ""), (control, 1, CONTROL)):
            file = _kept(picture, _drawn(source, caption, orientation), NOISY_GRAYS.get(caption.role, GRAYS))
            result.append(_figure(file, caption, ending))
    photo = _kept_photo(picture, control.photo)
    words = (
        "control",
        CONTROL_ALT,
        CONTROL_SHOWS,
        "It is drawn, not taken: too regular to stand for every camera.",
    )
    return (*result, Figure(photo.blob, photo.media_type, photo.width, photo.height, *words))


def _figure(file: _Kept, caption: Caption, ending: str) -> Figure:
    of = "of the untouched control photograph" if ending else "of this picture"
    return Figure(
        blob=file.blob,
        media_type=file.media_type,
        width=file.width,
        height=file.height,
        role=caption.role + ending,
        alt=f"{caption.alt} {of}.",
        shows=caption.shows,
        does_not_show=caption.misleads,
    )


def _drawn(layers: Layers, caption: Caption, orientation: int) -> Image.Image:
    if caption.role == "histogram":
        return _bars(layers.histogram)
    gray: NDArray[np.uint8] = getattr(layers, caption.role.replace("-", "_"))
    if caption.role == "spectrum":
        return Image.fromarray(gray if orientation < 5 else np.ascontiguousarray(gray.T))
    return Image.fromarray(np.ascontiguousarray(apply_orientation(gray, orientation)))


def _bars(counts: NDArray[np.int64]) -> Image.Image:
    """Columns for the 256 values of brightness, two pixels wide; the highest column but for the two ends fills the height."""
    highest = max(int(counts[1:255].max()), 1)
    heights = [min(BARS_HEIGHT, int(count) * BARS_HEIGHT // highest) for count in counts]
    # Where anything is counted at all, something is drawn.
    tops = [max(height, 1 if count else 0) for height, count in zip(heights, counts, strict=True)]
    drawing = np.full((BARS_HEIGHT + 2, 512), PAPER, np.uint8)
    drawing[BARS_HEIGHT:] = AXIS
    for value, top in enumerate(tops):
        drawing[BARS_HEIGHT - top : BARS_HEIGHT, 2 * value : 2 * value + 2] = INK
    return Image.fromarray(drawing)


def _kept(picture: Picture, image: Image.Image, grays: int) -> _Kept:
    """A few grays, without loss."""
    levels = (np.asarray(image).astype(np.uint16) * grays // 256).astype(np.uint8)
    indexed = Image.frombytes("P", image.size, levels.tobytes())
    indexed.putpalette([shade * 255 // (grays - 1) for shade in range(grays) for _ in range(3)])
    buffer = io.BytesIO()
    indexed.save(buffer, "PNG", bits=4, compress_level=EFFORT)
    return _stored(picture, buffer.getvalue(), "image/png", image)


def _kept_photo(picture: Picture, gray: NDArray[np.uint8]) -> _Kept:
    image = Image.fromarray(gray)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=PHOTO_QUALITY, optimize=True)
    return _stored(picture, buffer.getvalue(), "image/jpeg", image)


def _stored(picture: Picture, data: bytes, media_type: str, image: Image.Image) -> _Kept:
    name = hashlib.sha256(data).hexdigest()
    picture.blobs[name] = data
    return _Kept(name, media_type, *image.size)
