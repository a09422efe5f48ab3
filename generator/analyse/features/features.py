"""Local features of one picture: places with descriptions, in whole numbers, small enough to be kept.

The picture is reduced to `LONGEST` pixels of its longer side and made gray first; a small one is doubled, as its finest
places are its only ones. Positions, sizes and directions are stored in small steps, so that what is compared is the same
whether it was just made or read from the cache. The reduced gray picture is kept beside them, as pictures that share places
are then compared by it (`agreement.py`).

What it can't show: see `keypoints.py`. A place is not an object: a logo, a screen's frame or a letter in a banner is as
distinctive as a face.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.analyse.features import descriptors, keypoints, shrunk
from generator.analyse.features.scale_space import octaves

LONGEST = 720
"""Longer side of the picture in which places are looked for, pixels."""
DOUBLED_BELOW = 400
"""A picture whose longer side is smaller than this is enlarged to twice its size first."""
UNIT = 32
"""Steps per pixel in which positions are stored."""
SIZE_UNIT = 16
"""Steps per doubling in which sizes are stored."""
_MAGIC = b"OBF2"
_HEAD = 16


@dataclass(frozen=True, slots=True)
class Features:
    """Places of one picture. All arrays have the same length; none may be changed."""

    width: int
    """Of the reduced picture, pixels."""
    height: int
    """Of the reduced picture, pixels."""
    x: NDArray[np.uint16]
    """In steps of 1/`UNIT` pixel of the reduced picture."""
    y: NDArray[np.uint16]
    """In steps of 1/`UNIT` pixel of the reduced picture."""
    size: NDArray[np.uint8]
    """Blur at which the place stands out: 2 ** (size / `SIZE_UNIT`) pixels of the reduced picture."""
    turn: NDArray[np.uint8]
    """Main direction in 256ths of a turn."""
    values: NDArray[np.uint8]
    """Length x 128 values of 0 to 15."""
    picture: bytes = b""
    """The reduced gray picture, as `shrunk.closed` made it; empty where it isn't at hand."""

    def __len__(self) -> int:
        return len(self.x)

    def mirrored(self) -> Features:
        """What the mirrored picture's features are, without that picture."""
        return Features(
            self.width,
            self.height,
            (np.int64((self.width - 1) * UNIT) - self.x).clip(0).astype(np.uint16),
            self.y,
            self.size,
            (128 - self.turn.astype(np.int64)).astype(np.uint8),
            self.values[:, descriptors.MIRRORED],
        )


def features_of(
    rgb: NDArray[np.uint8],
    *,
    most: int = keypoints.MOST,
    contrast: float = keypoints.CONTRAST,
    longest: int = LONGEST,
) -> Features:
    """Local features of a height x width x 3 (or height x width gray) array of 8-bit pixels."""
    gray = reduced(rgb, longest)
    height, width = gray.shape
    space = octaves(gray)
    points = keypoints.find(space, most=most, contrast=contrast)
    owner, turn, values = descriptors.describe(space, points)
    step = np.array([octave.step for octave in space] or [1], np.float64)
    scale = step[points.octave][owner]
    sizes = points.size[owner] * scale
    return Features(
        width,
        height,
        _whole(points.x[owner] * scale * UNIT, np.uint16, 65535),
        _whole(points.y[owner] * scale * UNIT, np.uint16, 65535),
        _size_code(sizes),
        turn.astype(np.uint8),
        values,
        shrunk.closed((gray * np.float32(255) + np.float32(0.5)).astype(np.uint8)),
    )


def reduced(rgb: NDArray[np.uint8], longest: int = LONGEST) -> NDArray[np.float32]:
    """Gray values 0 to 1 of the picture at the size in which places are looked for."""
    from PIL import Image

    image = Image.fromarray(np.ascontiguousarray(rgb)).convert("L")
    longer = max(image.size)
    factor = longest / longer if longer > longest else 2.0 if longer < DOUBLED_BELOW else 1.0
    if factor != 1.0:
        size = (max(1, round(image.width * factor)), max(1, round(image.height * factor)))
        image = image.resize(size, Image.Resampling.BICUBIC, reducing_gap=3.0)
    return np.asarray(image, np.float32) / np.float32(255)


def to_bytes(features: Features) -> bytes:
    """Features as bytes to be kept: head, the gray picture, then positions, sizes, directions and values of 4 bits, packed."""
    values = features.values
    body = b"".join(
        (
            features.x.astype("<u2").tobytes(),
            features.y.astype("<u2").tobytes(),
            features.size.tobytes(),
            features.turn.tobytes(),
            (values[:, 0::2] << 4 | values[:, 1::2]).astype(np.uint8).tobytes(),
        )
    )
    head = _MAGIC + b"".join(
        number.to_bytes(2, "little") for number in (features.width, features.height, len(features), 0)
    )
    size = len(features.picture).to_bytes(4, "little")
    return head + size + features.picture + zlib.compress(body, 6)


def from_bytes(data: bytes) -> Features:
    """The features that `to_bytes` made `data` of. Raises `ValueError` when it is something else."""
    if data[:4] != _MAGIC or len(data) < _HEAD:
        raise ValueError("not stored features")
    width, height, count, _ = (int.from_bytes(data[place : place + 2], "little") for place in range(4, 12, 2))
    start = _HEAD + int.from_bytes(data[12:_HEAD], "little")
    size = count * (2 + 2 + 1 + 1 + 64)
    try:
        body = zlib.decompressobj().decompress(data[start:], size + 1)
    except zlib.error as error:
        raise ValueError("stored features are damaged") from error
    if len(body) != size:
        raise ValueError("stored features are cut short")
    x, y = (np.frombuffer(body, "<u2", count, place).astype(np.uint16) for place in (0, 2 * count))
    sizes, turns = (np.frombuffer(body, np.uint8, count, place) for place in (4 * count, 5 * count))
    packed = np.frombuffer(body, np.uint8, 64 * count, 6 * count).reshape(count, 64)
    values = np.empty((count, 128), np.uint8)
    values[:, 0::2], values[:, 1::2] = packed >> 4, packed & 15
    return Features(width, height, x, y, sizes, turns, values, data[_HEAD:start])


def _whole(values: NDArray[np.float64], kind: type, most: int) -> NDArray[np.uint16]:
    result: NDArray[np.uint16] = np.clip(np.floor(values + 0.5), 0, most).astype(kind)
    return result


def _size_code(sizes: NDArray[np.float64]) -> NDArray[np.uint8]:
    """The stored step of each size, by comparing with a table: no machine's logarithm takes part."""
    borders = np.array([round(2.0 ** ((code + 0.5) / SIZE_UNIT), 9) for code in range(255)])
    return np.searchsorted(borders, sizes).astype(np.uint8)
