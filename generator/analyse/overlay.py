"""A picture in gray with parts of it tinted, as a figure of evidence: few colours, so that it is small and quickly written."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.decoding import apply_orientation
from generator.analyse.picture import Picture

LONGEST_SIDE = 800
"""The picture is reduced to this, pixels."""
TINT = (255, 64, 0)
"""Colour of what was found."""

_GRAYS = 128


def tinted(picture: Picture, mask: NDArray[np.bool_]) -> Image.Image:
    """The whole picture, turned as a viewer shows it. `mask` is of its height and width as stored."""
    step = max(1, -(-max(mask.shape) // LONGEST_SIDE))
    rgb = picture.rgb[::step, ::step]
    gray = (rgb.sum(axis=2, dtype=np.uint16) // np.uint16(6)).astype(np.uint8)
    gray[mask[::step, ::step]] += _GRAYS
    shown = np.ascontiguousarray(apply_orientation(gray, picture.orientation))
    image = Image.fromarray(shown)
    plain = [(2 * shade, 2 * shade, 2 * shade) for shade in range(_GRAYS)]
    mixed = [tuple((shade + part) // 2 for shade, part in zip(grays, TINT, strict=True)) for grays in plain]
    image.putpalette([part for colour in (*plain, *mixed) for part in colour])
    return image
