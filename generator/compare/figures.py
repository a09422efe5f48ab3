"""Two versions of a picture in the same frame, for a reader who wants to see the difference: what both show, and no more.

Work for a worker process on the plain copies that `proxy` makes, as `pair` hands them over. Colours are left as they are, so
that a difference of exposure can be seen, too.

What it can't show: what only one of the two shows; the page says how much that is.
"""

from __future__ import annotations

import hashlib
import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.features.affine import in_pixels
from generator.analyse.picture import Picture
from generator.compare.pair import opened
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


def make(picture: Picture, parameters: str) -> LaidFigures:
    """The figures of one pair; their bytes are put into `picture.blobs`."""
    try:
        pair = opened(picture, parameters)
    except CouldNotCheck as reason:
        return missing(str(reason))
    frame, is_left = pair.frame, pair.is_left_frame
    laid = lay(frame, pair.other, in_pixels(pair.shares, frame.shape, pair.other.shape))
    box = _box(laid)
    if box is None:
        return missing("too little of them is the same")
    rows, columns = box
    height, width = frame.shape[:2]
    part = (columns.start / width, rows.start / height, columns.stop / width, rows.stop / height)
    cuts = [pixels[rows, columns] for pixels in (frame, laid.pixels)]
    if pair.is_frame_mirrored:
        cuts = [cut[:, ::-1] for cut in cuts]
        part = (1 - part[2], part[1], 1 - part[0], part[3])
    kept = [_kept(picture, cut) for cut in cuts]
    if not is_left:
        kept.reverse()
    return LaidFigures(
        kept[0],
        kept[1],
        (round(part[0], 5), round(part[1], 5), round(part[2], 5), round(part[3], 5)),
        is_left,
    )


def missing(reason: str) -> LaidFigures:
    """The value for a pair that can't be shown."""
    return LaidFigures(missing=reason)


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
