"""A picture in gray with parts of it tinted, as a figure of evidence: few colours, so that it is small and quickly written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.decoding import apply_orientation
from generator.analyse.picture import Picture

LONGEST_SIDE = 800
"""The picture is reduced to this, pixels."""
TINT = (255, 64, 0)
"""Colour of what was found."""

_COLOURS = 256
"""Of a palette."""


def step_of(shape: Sequence[int]) -> int:
    """Of so many pixels of a picture of this height and width, one is drawn, across and down."""
    return max(1, -(-max(shape) // LONGEST_SIDE))


def tinted(picture: Picture, mask: NDArray[np.bool_]) -> Image.Image:
    """The whole picture, turned as a viewer shows it. `mask` is of its height and width as stored."""
    step = step_of(mask.shape)
    return painted(picture, mask[::step, ::step].view(np.uint8), (TINT,))


def painted(picture: Picture, which: NDArray[np.uint8], tints: Sequence[tuple[int, int, int]]) -> Image.Image:
    """The same with several colours. `which`: of each drawn pixel the number of its tint, counted from 1; 0 leaves it gray.

    As many grays are kept as leave room for all tints of each: halves of all levels for one tint, quarters for two or three.
    """
    step = step_of(picture.rgb.shape[:2])
    every = 1 << len(tints).bit_length()
    grays = _COLOURS // every
    gray = picture.rgb[::step, ::step].sum(axis=2, dtype=np.uint16) // np.uint16(3 * every)
    gray += np.uint16(grays) * which
    shown = np.ascontiguousarray(apply_orientation(gray.astype(np.uint8), picture.orientation))
    image = Image.fromarray(shown)
    plain = [(every * shade, every * shade, every * shade) for shade in range(grays)]
    mixed = [
        tuple((shade + part) // 2 for shade, part in zip(levels, tint, strict=True))
        for tint in tints
        for levels in plain
    ]
    image.putpalette([part for colour in (*plain, *mixed) for part in colour])
    return image
