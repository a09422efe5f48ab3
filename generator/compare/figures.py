"""Two versions of a picture in the same frame, for a reader who wants to see the difference: what both show, and no more.

Work for a worker process on the plain copies that `proxy` makes. The picture is the left version's copy; that of the right
one comes with the parameters. Colours are left as they are, so that a difference of exposure can be seen, too.

What it can't show: what only one of the two shows; the page says how much that is.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator import codec
from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.features.geometry import inverse
from generator.analyse.features.placement import Placement
from generator.analyse.picture import Picture
from generator.compare.registration import Laid, lay
from generator.model import LaidFigures, Rendition

NAME = "laid figures"
VERSION = "1"
"""Raised whenever the same pictures could give other figures."""
FUNCTION = "generator.compare.figures:make"
FUNCTION_FAILED = "generator.compare.figures:missing"
ENGINES = ("numpy", "pillow", "scipy")
SMALLEST = 32
"""Pixels that both sides of what both show must have."""

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the step is asked to lay upon the picture."""

    right: str
    """The plain copy of the right version, a PNG in Base64."""
    placement: Placement
    """Where the left version lies in the right."""


def parameters_of(right: bytes, placement: Placement) -> str:
    """Parameters of the step for a pair of which the left version's copy is the picture."""
    return codec.dumps(Wanted(base64.b64encode(right).decode(), placement)).decode()


def make(picture: Picture, parameters: str) -> LaidFigures:
    """The figures of one pair; their bytes are put into `picture.blobs`."""
    wanted: Wanted = codec.from_plain(Wanted, json.loads(parameters))
    try:
        left = picture.upright
    except CouldNotCheck as reason:
        return missing(str(reason))
    placement = wanted.placement
    if placement.is_mirrored:
        left = np.ascontiguousarray(left[:, ::-1])
    right = _opened(base64.b64decode(wanted.right))
    matrix = np.array(placement.matrix).reshape(2, 3)
    determinant = abs(matrix[0, 0] * matrix[1, 1] - matrix[0, 1] * matrix[1, 0])
    # The version with fewer pixels along what both show is the frame, as in `versions.compare_versions`.
    is_left = determinant * right.shape[0] * right.shape[1] / (left.shape[0] * left.shape[1]) >= 1
    frame, other, way = (left, right, matrix) if is_left else (right, left, inverse(matrix))
    laid = lay(frame, other, _in_pixels(way, frame, other))
    box = _box(laid)
    if box is None:
        return missing("too little of them is the same")
    rows, columns = box
    height, width = frame.shape[:2]
    part = (columns.start / width, rows.start / height, columns.stop / width, rows.stop / height)
    cuts = [pixels[rows, columns] for pixels in (frame, laid.pixels)]
    if is_left and placement.is_mirrored:
        cuts = [cut[:, ::-1] for cut in cuts]
        part = (1 - part[2], part[1], 1 - part[0], part[3])
    kept = [_kept(picture, cut) for cut in cuts]
    if not is_left:
        kept.reverse()
    return LaidFigures(
        kept[0],
        kept[1],
        (round(part[0], 5), round(part[1], 5), round(part[2], 5), round(part[3], 5)),
        bool(is_left),
    )


def missing(reason: str) -> LaidFigures:
    """The value for a pair that can't be shown."""
    return LaidFigures(missing=reason)


def _opened(data: bytes) -> Pixels:
    with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
        return np.asarray(image.convert("RGB"))


def _in_pixels(way: NDArray[np.float64], frame: Pixels, other: Pixels) -> NDArray[np.float64]:
    """A way in shares of both pictures as one in pixels."""
    height, width = frame.shape[:2]
    to = np.array([other.shape[1], other.shape[0]], np.float64)
    scaled: NDArray[np.float64] = way * to[:, None] / np.array([width, height, 1.0])
    return scaled


def _box(laid: Laid) -> tuple[slice, slice] | None:
    """Rows and columns of the frame that the other picture covers."""
    rows, columns = (np.flatnonzero(laid.is_valid.any(axis=axis)) for axis in (1, 0))
    if len(rows) < SMALLEST or len(columns) < SMALLEST:
        return None
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def _kept(picture: Picture, pixels: Pixels) -> Rendition:
    image = Image.fromarray(np.ascontiguousarray(pixels))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85, optimize=True, subsampling=0)
    data = buffer.getvalue()
    name = hashlib.sha256(data).hexdigest()
    picture.blobs[name] = data
    return Rendition(name, "image/jpeg", image.width, image.height)
