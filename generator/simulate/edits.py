"""What people do to pictures, with the truth kept: splice, copy-move, crop, resize, recompress, strip, paint over.

Every edit that changes what is seen also gives its truth mask: height x width, true where pixels are not the camera's.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image

from generator.simulate.jpeg_file import encode, pixels_of
from generator.simulate.noise import Array, blur

Box = tuple[int, int, int, int]
"""Left, top, width, height in pixels."""


@dataclass(frozen=True, slots=True)
class Edited:
    """An edited picture and where it was edited."""

    pixels: Array
    """Height x width x 3, 8 bits."""
    mask: Array
    """Height x width, true where pixels were replaced."""


def splice(base: Array, donor: Array, shape: Array, *, at: tuple[int, int], scale: float = 1.0, feather: float = 0.8,
           gain: float = 1.0) -> Edited:  # fmt: skip
    """Paste the part of `donor` where `shape` (height x width, 0 to 1) says so, with its left top corner at `at`."""
    rows, columns = np.nonzero(shape > 0.5)
    top, bottom, left, right = rows.min(), rows.max() + 1, columns.min(), columns.max() + 1
    part = Image.fromarray(donor[top:bottom, left:right])
    cover = Image.fromarray((shape[top:bottom, left:right] * 255).astype(np.uint8))
    size = (max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale)))
    if scale != 1.0:
        part, cover = part.resize(size, Image.Resampling.LANCZOS), cover.resize(size, Image.Resampling.BOX)
    share = blur(np.asarray(cover, np.float32) / 255, feather)
    return _lay(base, np.asarray(part, np.float32) * gain, share, at)


def copy_move(
    pixels: Array, box: Box, *, to: tuple[int, int], feather: float = 4.0, match: bool = False
) -> Edited:
    """Copy a rectangle with rounded, soft edges to another place; `match` shifts its colour to that of the new place."""
    left, top, width, height = box
    part = pixels[top : top + height, left : left + width].astype(np.float32)
    y = np.abs(np.linspace(-1, 1, height))[:, None]
    x = np.abs(np.linspace(-1, 1, width))[None, :]
    edge = np.minimum((1 - x) * width / 2, (1 - y) * height / 2)
    share = np.clip(edge / max(feather, 0.1), 0, 1).astype(np.float32)
    if match:
        below = pixels[to[1] : to[1] + height, to[0] : to[0] + width].astype(np.float32)
        rim = (share < 0.5)[:, :, None]
        shift = ((below - part) * rim).sum(axis=(0, 1)) / max(1, int(rim.sum()))
        part = part + shift
    return _lay(pixels, part, share, to)


def paint_over(pixels: Array, box: Box, *, rows_from: int, feather: float = 5.0) -> Edited:
    """Hide a box under the band of the picture that begins `rows_from` to its right, fitted in colour row by row."""
    left, top, width, height = box
    source = pixels[top : top + height, left + rows_from : left + rows_from + width].astype(np.float32)
    edge = pixels[top : top + height, left + width : left + width + 8].astype(np.float32).mean(axis=1)
    own = source.mean(axis=1)
    part = source + blur((edge - own)[:, None, :], 3.0)
    y = np.abs(np.linspace(-1, 1, height))[:, None]
    x = np.abs(np.linspace(-1, 1, width))[None, :]
    share = np.clip(np.minimum((1 - x) * width / 2, (1 - y) * height / 2) / feather, 0, 1).astype(np.float32)
    return _lay(pixels, part, share, (left, top))


def crop(pixels: Array, box: Box) -> Array:
    """A part of the picture."""
    left, top, width, height = box
    return pixels[top : top + height, left : left + width]


def resize(pixels: Array, width: int) -> Array:
    """The picture at another width, its shape kept."""
    height = round(pixels.shape[0] * width / pixels.shape[1])
    return np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.LANCZOS))


def recompress(data: bytes, *, quality: int, family: int = 0, width: int = 0) -> bytes:
    """Decode, resize if wanted, and encode again without metadata, as platforms do."""
    pixels = pixels_of(data)
    return encode(resize(pixels, width) if width else pixels, quality=quality, family=family)


def strip(data: bytes) -> bytes:
    """A JPEG without its metadata segments; the compressed picture stays as it is, byte for byte."""
    output = io.BytesIO()
    output.write(data[:2])
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        size = 2 + int.from_bytes(data[place + 2 : place + 4], "big")
        if marker == 0xDA:
            break
        if not (0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE)):
            output.write(data[place : place + size])
        place += size
    output.write(data[place:])
    return output.getvalue()


def _lay(base: Array, part: Array, share: Array, at: tuple[int, int]) -> Edited:
    left, top = at
    first_x, first_y = max(0, -left), max(0, -top)
    height = min(part.shape[0], base.shape[0] - top) - first_y
    width = min(part.shape[1], base.shape[1] - left) - first_x
    result = base.astype(np.float32)
    mask = np.zeros(base.shape[:2], bool)
    rows = slice(top + first_y, top + first_y + height)
    columns = slice(left + first_x, left + first_x + width)
    weight = share[first_y : first_y + height, first_x : first_x + width, None]
    above = part[first_y : first_y + height, first_x : first_x + width]
    result[rows, columns] = result[rows, columns] * (1 - weight) + above * weight
    mask[rows, columns] = weight[:, :, 0] > 0.5
    return Edited(np.clip(np.round(result), 0, 255).astype(np.uint8), mask)
