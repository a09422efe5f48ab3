"""Turns layers into pictures of evidence: few grays, no loss, small files.

PNG with a few grays: noise hardly shrinks in any format, and a lossy one would add traces of its own to a picture of traces.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.decoding import apply_orientation
from generator.analyse.layers.captions import CAPTIONS, CONTROL_ALT, CONTROL_SHOWS, Caption
from generator.analyse.layers.control import Saving, control_strips
from generator.analyse.layers.few_grays import png
from generator.analyse.layers.filters import Layers, layers_of
from generator.analyse.picture import Picture
from generator.model import Figure

GRAYS = 16
"""Of most figures; a palette of four bits."""
NOISY_GRAYS = {"error-levels": 8, "residual": 8, "relief": 10, "bits": 4}
"""Of figures that are noise all over, by role: each halving saves an eighth of a byte a pixel."""
PHOTO_QUALITY = 70
BARS_HEIGHT = 240
PAPER, AXIS, INK = 250, 150, 40
"""Grays of the histogram."""
CONTROL = "-control"
"""Ending of the role of a figure that shows the control."""


@dataclass(frozen=True, slots=True)
class File:
    """A drawn figure."""

    data: bytes
    """Its bytes."""
    media_type: str
    """Of the bytes."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""


def figures(picture: Picture, layers: Layers, control: tuple[File, ...]) -> tuple[Figure, ...]:
    """Every layer followed by the same one of the control, then the control itself."""
    result: list[Figure] = []
    for caption, beside in zip(CAPTIONS, control, strict=False):
        own = _file(layers, caption, picture.orientation)
        result += (_figure(picture, own, caption), _figure(picture, beside, caption, CONTROL))
    words = (
        "control",
        CONTROL_ALT,
        CONTROL_SHOWS,
        "It is drawn, not taken: too regular to stand for every camera.",
    )
    photo = control[-1]
    return (*result, Figure(_stored(picture, photo), photo.media_type, photo.width, photo.height, *words))


@lru_cache(maxsize=8)
def control_files(height: int, width: int, saving: Saving | None) -> tuple[File, ...]:
    """All figures of the control for upright pictures of this size and saving, in the order of the captions, then itself.

    Pictures from one source often have the same size and saving, so the last few are kept.
    """
    layers = layers_of(control_strips(height, width, saving), height, width)
    return (*(_file(layers, caption, 1) for caption in CAPTIONS), _photo_file(layers.photo))


def _figure(picture: Picture, file: File, caption: Caption, ending: str = "") -> Figure:
    of = "of the untouched control photograph" if ending else "of this picture"
    return Figure(
        blob=_stored(picture, file),
        media_type=file.media_type,
        width=file.width,
        height=file.height,
        role=caption.role + ending,
        alt=f"{caption.alt} {of}.",
        shows=caption.shows,
        does_not_show=caption.misleads,
    )


def _drawn(layers: Layers, caption: Caption, orientation: int) -> NDArray[np.uint8]:
    if caption.role == "histogram":
        return _bars(layers.histogram)
    gray: NDArray[np.uint8] = getattr(layers, caption.role.replace("-", "_"))
    if caption.role == "spectrum":
        return gray if orientation < 5 else gray.T
    return apply_orientation(gray, orientation)


def _bars(counts: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Columns for the 256 values of brightness, two pixels wide; the highest column but for the two ends fills the height."""
    highest = max(int(counts[1:255].max()), 1)
    heights = [min(BARS_HEIGHT, int(count) * BARS_HEIGHT // highest) for count in counts]
    # Where anything is counted at all, something is drawn.
    tops = [max(height, 1 if count else 0) for height, count in zip(heights, counts, strict=True)]
    drawing = np.full((BARS_HEIGHT + 2, 512), PAPER, np.uint8)
    drawing[BARS_HEIGHT:] = AXIS
    for value, top in enumerate(tops):
        drawing[BARS_HEIGHT - top : BARS_HEIGHT, 2 * value : 2 * value + 2] = INK
    return drawing


def _file(layers: Layers, caption: Caption, orientation: int) -> File:
    gray = _drawn(layers, caption, orientation)
    return File(png(gray, NOISY_GRAYS.get(caption.role, GRAYS)), "image/png", gray.shape[1], gray.shape[0])


def _photo_file(gray: NDArray[np.uint8]) -> File:
    image = Image.fromarray(gray)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=PHOTO_QUALITY, optimize=True)
    return File(buffer.getvalue(), "image/jpeg", *image.size)


def _stored(picture: Picture, file: File) -> str:
    name = hashlib.sha256(file.data).hexdigest()
    picture.blobs[name] = file.data
    return name
