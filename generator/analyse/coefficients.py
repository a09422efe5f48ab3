"""The file's own JPEG coefficients of brightness: the whole numbers that its compression stored, by frequency and block.

JPEG cuts brightness into blocks of 8 x 8 pixels, turns each into 64 frequencies (the discrete cosine transform, DCT), divides
them by a table of quantization steps and keeps the rounded quotients. Decoding brightness without turning it into colours and
transforming it again gives those quotients back: decoded samples are rounded, which moves a coefficient by 0.3 on average, so
quotients by steps of 2 and more come back exactly. By a step of 1 one in twelve is off by one. What can't come back: blocks
with clipped pixels.

The same transform can be laid on a moved grid, to see how the picture would be without the grid of this file.

There is no matrix product in the transform, because those give other last digits on other processors.

Sources: ITU-T T.81 (1992), A.3; Arai, Agui and Nakajima 1988, "A fast DCT-SQ scheme for images", for the transform with few
multiplications, whose outputs are scaled by known factors.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, pi, sqrt

import numpy as np
from numpy.typing import NDArray

from generator.analyse.analyzer import NotApplicable
from generator.analyse.jpeg_tables import JpegHeader, read_header
from generator.analyse.picture import Picture

BLOCK = 8
"""Side of a JPEG block, pixels."""
FREQUENCIES = BLOCK * BLOCK
"""Of a block, counted row by row: `8 * down + right`; the first is the block's mean."""

_STRIP = 1 << 16
"""Pixels that are transformed together: few enough that all that is needed at once stays in the processor's cache."""
_ORDERS = tuple(sqrt(8) * (1.0 if order == 0 else sqrt(2) * cos(order * pi / 16)) for order in range(BLOCK))
SCALES = tuple(_ORDERS[place // BLOCK] * _ORDERS[place % BLOCK] for place in range(FREQUENCIES))
"""How much larger the outputs of the fast transform are than those of the orthonormal one, by frequency."""
_COS_4 = np.float32(cos(4 * pi / 16))
_COS_6 = np.float32(cos(6 * pi / 16))
_DIFFERENCE = np.float32(cos(2 * pi / 16) - cos(6 * pi / 16))
_SUM = np.float32(cos(2 * pi / 16) + cos(6 * pi / 16))
_NORMAL_SAMPLING = "the file doesn't store brightness as a full-size channel of its own"

Luminance = NDArray[np.uint8]
"""Height x width: brightness as the file's decoder has it before it makes colours."""
Planes = NDArray[np.int16]
"""64 x rows x columns: one plane a frequency, one number a block."""


@dataclass(frozen=True, slots=True)
class Coefficients:
    """What a JPEG file stores of its brightness. Blocks that reach over the right or lower edge are left out."""

    luminance: Luminance
    """Decoded samples, height x width."""
    table: tuple[int, ...]
    """The file's own 64 quantization steps, row by row."""
    quotients: Planes
    """The stored numbers."""


def coefficients(picture: Picture) -> Coefficients:
    """The brightness of a JPEG file. Raises `NotApplicable` where the file doesn't store such a channel."""
    header = read_header(picture.data)
    table = luminance_table(header)
    luminance = _decoded(picture)
    return Coefficients(luminance, table, quantized(luminance, table))


def quantized(luminance: Luminance, table: Sequence[int], *, x: int = 0, y: int = 0) -> Planes:
    """Coefficients of the grid that begins at (x, y), divided by the table and rounded."""
    height, width = luminance.shape
    rows, columns = max((height - y) // BLOCK, 0), max((width - x) // BLOCK, 0)
    planes = np.zeros((FREQUENCIES, rows, columns), np.int16)
    factors = np.array([1 / (scale * step) for scale, step in zip(SCALES, table, strict=True)], np.float32)
    for part, found in frequencies(luminance[y : y + rows * BLOCK, x : x + columns * BLOCK]):
        found *= factors[:, None, None]
        np.rint(found, out=found)
        planes[:, part] = found
    return planes


def frequencies(gray: Luminance) -> Iterator[tuple[slice, NDArray[np.float32]]]:
    """Rows of blocks, and all their coefficients (64 x rows x columns) times their `SCALES`. Both sides must be multiples of a
    block.

    Eight frequencies are worked out by one call, as small pictures would take longer for calls than for numbers.
    """
    rows, columns = gray.shape[0] // BLOCK, gray.shape[1] // BLOCK
    strip = max(1, _STRIP // max(1, columns * FREQUENCIES))
    for first in range(0, rows if columns else 0, strip):
        last = min(first + strip, rows)
        part = gray[first * BLOCK : last * BLOCK].astype(np.float32)
        part -= 128
        lines = part.reshape(last - first, BLOCK, columns * BLOCK)
        # One copy brings the samples of a block's column next to those of the other blocks' same column.
        across = np.empty((BLOCK, BLOCK, last - first, columns), np.float32)
        for down, line in enumerate(_transform([lines[:, row] for row in range(BLOCK)])):
            across[:, down] = line.reshape(last - first, columns, BLOCK).transpose(2, 0, 1)
        for right, found in enumerate(_transform(list(across))):
            across[:, right] = found
        yield slice(first, last), across.reshape(FREQUENCIES, last - first, columns)


def luminance_table(header: JpegHeader) -> tuple[int, ...]:
    """The 64 quantization steps of brightness, row by row.

    Raises `NotApplicable` where the file doesn't store brightness as a full-size channel, or has no such steps.
    """
    components = header.components
    if not components or components[0].table not in header.tables or header.bits != 8:
        raise NotApplicable("the file's compression tables can't be read")
    is_rgb = len(components) == 3 and (
        header.adobe_transform == 0 or tuple(item.identifier for item in components) == (82, 71, 66)
    )
    first = components[0]
    is_full = all(first.across >= item.across and first.down >= item.down for item in components)
    if len(components) not in (1, 3) or is_rgb or not is_full:
        raise NotApplicable(_NORMAL_SAMPLING)
    values = header.tables[first.table].values
    if len(values) != FREQUENCIES or min(values) < 1:
        raise NotApplicable("the file's compression tables can't be read")
    return values


def _decoded(picture: Picture) -> Luminance:
    from PIL.JpegImagePlugin import JpegImageFile

    height, width = picture.rgb.shape[:2]  # Decodes, or says why that can't be: limits are checked there.
    image = JpegImageFile(io.BytesIO(picture.data))
    if image.mode != "L" and image.draft("L", image.size) is None:
        raise NotApplicable(_NORMAL_SAMPLING)
    luminance = np.asarray(image)
    if luminance.shape != (height, width):
        raise NotApplicable(_NORMAL_SAMPLING)
    return luminance


def _transform(at: list[NDArray[np.float32]]) -> list[NDArray[np.float32]]:
    """The eight scaled cosine sums of eight arrays."""
    a, h = at[0] + at[7], at[0] - at[7]
    b, g = at[1] + at[6], at[1] - at[6]
    c, f = at[2] + at[5], at[2] - at[5]
    d, e = at[3] + at[4], at[3] - at[4]
    # Even orders, from the sums.
    near, far = a + d, b + c
    a -= d
    b -= c
    b += a
    b *= _COS_4
    y0, y4, y2, y6 = near + far, near - far, a + b, a - b
    # Odd orders, from the differences.
    e += f
    f += g
    g += h
    turn = e - g
    turn *= _COS_6
    e *= _DIFFERENCE
    e += turn
    g *= _SUM
    g += turn
    f *= _COS_4
    c, d = h + f, h - f
    return [y0, c + g, y2, d - e, y4, d + e, y6, c - g]
