"""Every pixel's vote for the place of the JPEG grid, by filters over the whole picture.

JPEG cuts brightness into blocks of 8 x 8 pixels and rounds each block's frequencies, many of them to zero. Seen from the
right place the blocks still have these zeros; seen from any other place they don't. So for each of the 64 places a grid can
have, the zeros of the block around a pixel are counted, and the pixel votes for the place with the most. The field calls this
the votes of ZERO. What a vote can't show: anything alone. Plain areas, whose blocks have zeros everywhere, don't vote.

The transform is taken at every pixel by adding shifted copies of the picture, strip by strip. There is no matrix product in
it, because those give other last digits on other processors, and a coefficient next to the limit would then change sides.

Sources: Nikoukhah, Anger, Ehret, Colom, Morel and Grompone von Gioi 2019, "JPEG grid detection based on the number of DCT
zeros and its application to automatic and localized forgery detection" (CVPRW); Arai, Agui and Nakajima 1988, "A fast DCT-SQ
scheme for images", for the transform with few multiplications, whose outputs are scaled by known factors.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, sqrt

import numpy as np
from numpy.typing import NDArray
from PIL import Image

BLOCK = 8
"""Side of a JPEG block, pixels."""
ORIGINS = BLOCK * BLOCK
"""Places that a grid can have."""
NO_VOTE = 255
"""Stands for a pixel that votes for no place."""

_STRIP = 1 << 15
"""Pixels that are transformed together: few enough that all that is needed at once stays in the processor's cache."""
_NEAR_ZERO = 0.499
"""Coefficients below this are zero when they are rounded. Exact halves are common, since pixels are whole numbers; with a limit
just below one half they are never taken for zero, whatever their last digit."""
_SCALES = tuple(sqrt(8) * (1.0 if order == 0 else sqrt(2) * cos(order * pi / 16)) for order in range(BLOCK))
"""How much larger the outputs of the fast transform are than those of the orthonormal one, by order."""
_LIMITS = np.array([[_NEAR_ZERO * down * right for right in _SCALES] for down in _SCALES], np.float32)[
    :, :, None
]
"""Below which an output is zero, by order down and across."""
_COS_4 = np.float32(cos(4 * pi / 16))
_COS_6 = np.float32(cos(6 * pi / 16))
_DIFFERENCE = np.float32(cos(2 * pi / 16) - cos(6 * pi / 16))
_SUM = np.float32(cos(2 * pi / 16) + cos(6 * pi / 16))

Luminance = NDArray[np.uint8]
"""Height x width: brightness as JPEG defines it, rounded."""
Votes = NDArray[np.uint8]
"""Height x width: `8 * y + x` of the first whole block of the grid that a pixel votes for, or `NO_VOTE`."""
_Floats = NDArray[np.float32]


def luminance(rgb: NDArray[np.uint8]) -> Luminance:
    """Brightness by the JPEG File Interchange Format, rounded.

    Rounding gives back exactly the whole numbers that the JPEG decoder had before it made colours of them, because the
    rounding of the three colours can't move their weighted mean by half a step.
    """
    height, width = rgb.shape[:2]
    gray = np.empty((height, width), np.uint8)
    rows = max(1, _STRIP // max(width, 1))
    for top in range(0, height, rows):
        # Pillow mixes by the same whole numbers of 16 bits as the decoder does.
        gray[top : top + rows] = np.asarray(Image.fromarray(rgb[top : top + rows]).convert("L"))
    return gray


def vote(gray: Luminance) -> Votes:
    """The vote of each pixel; a picture without a whole block has none."""
    height, width = gray.shape
    votes = np.full((height, width), NO_VOTE, np.uint8)
    if height < BLOCK or width < BLOCK:
        return votes
    zeros = count_zeros(gray)
    unfit = _unfit_blocks(gray)
    rows = max(BLOCK, 4 * _STRIP // width)
    for top in range(0, height, rows):
        bottom = min(top + rows, height)
        votes[top:bottom] = _votes_of_rows(zeros, unfit, top, bottom, height, width)
    return votes


def count_zeros(gray: Luminance) -> NDArray[np.uint8]:
    """How many of the 63 frequencies are zero in the block that starts at each pixel: (height - 7) x (width - 7)."""
    height, width = gray.shape
    last_row, last_column = height - BLOCK + 1, width - BLOCK + 1
    zeros = np.empty((last_row, last_column), np.uint8)
    rows = min(max(1, _STRIP // width), last_row)
    work = _Buffers.of(rows * width + BLOCK)
    for top in range(0, last_row, rows):
        count = min(rows, last_row - top)
        length = count * width
        strip = gray[top : top + count + BLOCK - 1].astype(np.float32).ravel()
        # The rows lie one behind the other, so a step down is a step of one width. Blocks that reach over the right edge get
        # meaningless numbers and are cut off at the end.
        _transform(strip, width, length, work.columns, work)
        total, part = work.total[:length], work.rows[:, :length]
        total.fill(0)
        for down, column in enumerate(work.columns):
            column[length : length + BLOCK] = 0
            _transform(column, 1, length, work.rows, work)
            np.absolute(part, out=part)
            np.less(part, _LIMITS[down], out=work.flags[:, :length])
            # The mean, the first of all, is no sign of compression.
            np.add.reduce(work.flags[not down :, :length].view(np.uint8), axis=0, out=work.sum[:length])
            np.add(total, work.sum[:length], out=total)
        zeros[top : top + count] = total.reshape(count, width)[:, :last_column]
    return zeros


@dataclass(slots=True)
class _Buffers:
    """Memory that all strips use again."""

    columns: _Floats
    """Transformed downwards, by order."""
    rows: _Floats
    """Transformed to the right as well, by order."""
    scratch: _Floats
    """What the transform keeps on its way."""
    flags: NDArray[np.bool_]
    """Which coefficients of `rows` are zero."""
    sum: NDArray[np.uint8]
    """How many of them are."""
    total: NDArray[np.uint8]
    """How many were, so far."""

    @classmethod
    def of(cls, length: int) -> _Buffers:
        """Buffers of so many pixels."""
        columns, rows, scratch = (np.zeros((count, length), np.float32) for count in (BLOCK, BLOCK, 2))
        counts = np.zeros((2, length), np.uint8)
        return cls(columns, rows, scratch, np.zeros((BLOCK, length), np.bool_), counts[0], counts[1])


def _transform(signal: _Floats, step: int, length: int, out: _Floats, work: _Buffers) -> None:
    """The eight scaled cosine sums of `signal[i], signal[i + step], ...` for each `i` below `length`.

    What is kept on the way lies in the outputs as far as that goes: fewer arrays stay in the processor's cache.
    """
    at = [signal[order * step : order * step + length] for order in range(BLOCK)]
    y0, y1, y2, y3, y4, y5, y6, y7 = (item[:length] for item in out)
    s, t = (item[:length] for item in work.scratch)
    # Even orders, from sums.
    np.add(at[0], at[7], out=y0)
    np.add(at[3], at[4], out=y4)
    np.add(y0, y4, out=s)
    np.subtract(y0, y4, out=y2)
    np.add(at[1], at[6], out=y0)
    np.add(at[2], at[5], out=y4)
    np.add(y0, y4, out=t)
    np.subtract(y0, y4, out=y5)
    np.add(s, t, out=y0)
    np.subtract(s, t, out=y4)
    np.add(y5, y2, out=y5)
    np.multiply(y5, _COS_4, out=y5)
    np.subtract(y2, y5, out=y6)
    np.add(y2, y5, out=y2)
    # Odd orders, from differences.
    np.subtract(at[3], at[4], out=y5)
    np.subtract(at[2], at[5], out=y3)
    np.subtract(at[1], at[6], out=y1)
    np.subtract(at[0], at[7], out=y7)
    np.add(y5, y3, out=y5)
    np.add(y3, y1, out=y3)
    np.add(y1, y7, out=y1)
    np.subtract(y5, y1, out=s)
    np.multiply(s, _COS_6, out=s)
    np.multiply(y5, _DIFFERENCE, out=y5)
    np.add(y5, s, out=y5)
    np.multiply(y1, _SUM, out=y1)
    np.add(y1, s, out=y1)
    np.multiply(y3, _COS_4, out=y3)
    np.add(y7, y3, out=s)
    np.subtract(y7, y3, out=t)
    np.subtract(t, y5, out=y3)
    np.add(t, y5, out=y5)
    np.subtract(s, y1, out=y7)
    np.add(s, y1, out=y1)


def _unfit_blocks(gray: Luminance) -> NDArray[np.bool_]:
    """Blocks that must not vote: those that are the same in every row or in every column, and those with clipped pixels.

    A block that doesn't change along one side has zeros from every place along it. Where pixels were cut off at black or
    white, compression left no whole numbers behind, so the zeros tell where the clipping ends and not where the grid lies.
    """
    same_across = _all_over(gray[:, 1:] == gray[:, :-1], BLOCK, BLOCK - 1)
    same_down = _all_over(gray[1:] == gray[:-1], BLOCK - 1, BLOCK)
    return same_across | same_down | _any_over((gray == 0) | (gray == 255), BLOCK, BLOCK)


def _all_over(flags: NDArray[np.bool_], height: int, width: int) -> NDArray[np.bool_]:
    return ~_any_over(~flags, height, width)


def _any_over(flags: NDArray[np.bool_], height: int, width: int) -> NDArray[np.bool_]:
    """Whether any flag is set in the box of this size that starts at each place."""
    for axis, size in ((0, height), (1, width)):
        for step in _doublings(size):
            ahead = (slice(step, None), slice(None)) if axis == 0 else (slice(None), slice(step, None))
            behind = (slice(None, -step), slice(None)) if axis == 0 else (slice(None), slice(None, -step))
            flags = flags[ahead] | flags[behind]
    return flags


def _doublings(size: int) -> Iterator[int]:
    """Steps by which a window of one grows to `size`: 1, 2, 4 for 8; 1, 2, 3 for 7."""
    grown = 1
    while grown < size:
        step = min(grown, size - grown)
        yield step
        grown += step


def _votes_of_rows(
    zeros: NDArray[np.uint8], unfit: NDArray[np.bool_], top: int, bottom: int, height: int, width: int
) -> Votes:
    """Votes of the rows from `top` to before `bottom`.

    The number of zeros and the block's place are packed into one number, so that a maximum filter finds both; with the places
    counted down instead of up, the same filter finds the last of several equal maxima. Where the two differ, there is a tie.
    """
    first, last = max(0, top - BLOCK + 1), min(bottom, height - BLOCK + 1)
    space = (bottom - top + BLOCK - 1, width + BLOCK - 1)
    place = (
        slice(first - (top - BLOCK + 1), last - (top - BLOCK + 1)),
        slice(BLOCK - 1, BLOCK - 1 + zeros.shape[1]),
    )
    y, x = np.arange(first, last, dtype=np.int16) % BLOCK, np.arange(zeros.shape[1], dtype=np.int16) % BLOCK
    origin = (BLOCK * y[:, None] + x[None, :]) * np.int16(2)
    base = zeros[first:last].astype(np.int16)
    np.left_shift(base, 7, out=base)
    np.bitwise_or(base, unfit[first:last], out=base)
    best = []
    for order in (origin, 2 * (ORIGINS - 1) - origin):
        packed = np.zeros(space, np.int16)
        np.bitwise_or(base, order, out=packed[place])
        best.append(_largest(packed))
    up = (best[0] >> 1) & (ORIGINS - 1)
    down = (ORIGINS - 1) - ((best[1] >> 1) & (ORIGINS - 1))
    counts = (up == down) & (best[0] & 1 == 0) & (best[0] >> 7 > 0)
    return np.where(counts, up, NO_VOTE).astype(np.uint8)


def _largest(values: NDArray[np.int16]) -> NDArray[np.int16]:
    """Maximum of the 8 x 8 box that starts at each place."""
    for step in _doublings(BLOCK):
        values = np.maximum(values[step:], values[:-step])
    for step in _doublings(BLOCK):
        values = np.maximum(values[:, step:], values[:, :-step])
    return values
