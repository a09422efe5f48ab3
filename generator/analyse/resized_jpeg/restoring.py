"""The picture at the size that it had before it was resized, and its places in the picture as it is now.

The transform works in whole numbers, so that it gives the same pixels everywhere. What it can't show: fine detail that making
the picture smaller took away. The lowest frequencies, which hold the trace of a JPEG save best, come back nearly as they were.

Sources: Duchon 1979, "Lanczos filtering in one and two dimensions", and Keys 1981, "Cubic convolution interpolation for digital
image processing", for the filters; the second is faster and a little less exact.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.grid.votes import BLOCK, Luminance

Size = tuple[int, int]
"""Width and height, pixels."""
MIDDLE = (0.5, 0.5)
"""Of a picture, as shares of its width and height."""

_Kind = TypeVar("_Kind", bound=np.generic)
_EXACT, _FAST = Image.Resampling.LANCZOS, Image.Resampling.BICUBIC


def restored(pixels: NDArray[np.uint8], size: Size) -> NDArray[np.uint8]:
    """A whole picture, height x width or height x width x 3, at an earlier width and height."""
    return np.asarray(Image.fromarray(pixels).resize(size, _EXACT))


def piece(
    image: Image.Image,
    size: Size,
    sides: Size,
    *,
    around: tuple[float, float] = MIDDLE,
    is_fast: bool = False,
) -> Luminance:
    """A piece of the picture at an earlier `size`: `sides` wide and high, multiples of a block that the size has room for.

    It lies around a place given as shares of width and height, and begins with a whole block of the earlier picture.
    """
    (left, right), (top, bottom) = (
        _ends(share, before, now, side)
        for share, before, now, side in zip(around, size, image.size, sides, strict=True)
    )
    return np.asarray(image.resize(sides, _FAST if is_fast else _EXACT, box=(left, top, right, bottom)))


def as_now(values: NDArray[_Kind], shape: tuple[int, int]) -> NDArray[_Kind]:
    """Each pixel's value from the pixel that lay at its place when the picture had the size of `values`."""
    if values.shape == shape:
        return values
    rows, columns = (
        (2 * np.arange(now) + 1) * before // (2 * now)
        for now, before in zip(shape, values.shape, strict=True)
    )
    return values[np.ix_(rows, columns)]


def span_now(start: int, length: int, now: int, before: int) -> tuple[int, int]:
    """Start and length, in pixels of now, of what lies between two places of the picture `before` long."""
    first, end = start * now // before, -(-(start + length) * now // before)
    return first, min(end, now) - first


def _ends(share: float, before: int, now: int, side: int) -> tuple[float, float]:
    """Where a piece begins and ends, in pixels of the picture as it is now."""
    first = min(max(0, round((share * before - side / 2) / BLOCK)), (before - side) // BLOCK) * BLOCK
    return first * now / before, min((first + side) * now / before, now)
