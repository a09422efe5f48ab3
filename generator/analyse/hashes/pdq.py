"""PDQ, a 256-bit perceptual hash: pictures that look alike get hashes that differ in few bits.

The picture is blurred with a tent filter (two box filters in each direction, which the field calls a Jarosz filter),
reduced to 64 x 64 gray values, transformed by a cosine transform (DCT) of which 16 x 16 low frequencies are kept, and each
of these is compared with their median. The hashes of the mirrored and turned picture follow from the same transform by
changing signs and swapping rows with columns. The quality, 0 to 100, counts how much structure there is: below 50 a match
means nothing, because nearly plain pictures look like one another.

What it can't show: that two pictures come from the same shot, or which was first. Crops, wide banners and small rotations
are missed. Meta's tools shrink big pictures to 512 x 512 before hashing; here the filter sees every pixel. Measured
against the reference's published hashes the difference is a few bits (see the tests).

Written so that any language gets the same bits. All sums are in 64-bit floats; different orders of summing differ by less
than 1e-9, and every decision (a bit, a step of the quality) is taken `TIE` above an exact tie, where such differences
can't reach in practice. So a plain picture has only zero bits instead of noise.

Source: "The TMK+PDQF video-hashing algorithm and the PDQ image-hashing algorithm", Facebook 2019,
https://github.com/facebook/ThreatExchange/blob/main/hashing/hashing.pdf; the algorithm is free to use, the code is ours.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

SIDE = 64
"""Rows and columns of the reduced picture."""
KEPT = 16
"""Rows and columns of the cosine transform that are kept; the constant term (row 0, column 0) isn't among them."""
SMALLEST = 5
"""Pictures with a side below this many pixels have no hash: quality 0 and zero bits."""
TIE = 2.0**-20
"""How far above a tie a value must lie to count as greater."""
RED, GREEN, BLUE = 0.299, 0.587, 0.114


@dataclass(frozen=True, slots=True)
class Pdq:
    """A picture's PDQ hash with those of its mirrored and turned versions. Hashes are 64 hex digits."""

    quality: int
    """How much structure the picture has, 0 to 100; matches count from 50."""
    original: str
    """The picture as it is."""
    mirrored: str
    """Left and right exchanged."""
    rot90: str
    """Turned by 90 degrees clockwise."""
    rot180: str
    """Turned upside down."""
    rot270: str
    """Turned by 90 degrees counter-clockwise."""


def pdq(rgb: NDArray[np.uint8]) -> Pdq:
    """PDQ of a height x width x 3 array of 8-bit pixels."""
    height, width = rgb.shape[:2]
    if min(height, width) < SMALLEST:
        nothing = "0" * 64
        return Pdq(0, nothing, nothing, nothing, nothing, nothing)
    small = reduced(rgb)
    cosines = _cosine_matrix()
    spectrum = cosines @ small @ cosines.T
    # Reversing an axis of a picture negates its odd frequencies along that axis. Row and column 0 of the kept block are
    # frequency 1, so the sign is minus at even indices.
    sign = np.where(np.arange(KEPT) % 2 == 0, -1.0, 1.0)
    across, down = sign[np.newaxis, :], sign[:, np.newaxis]
    return Pdq(
        quality=quality_of(small),
        original=_hex(spectrum),
        mirrored=_hex(spectrum * across),
        rot90=_hex(spectrum.T * across),
        rot180=_hex(spectrum * across * down),
        rot270=_hex(spectrum.T * down),
    )


def reduced(rgb: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Gray values 0 to 255 of the picture, tent-filtered and sampled at 64 x 64 centres.

    Both filters are linear and each acts along one axis, so the sampled rows are made first: one weighted sum of a few
    picture rows each. That reads every pixel about once and needs no second full-size picture.
    """
    height, width = rgb.shape[:2]
    rows = np.empty((SIDE, width * 3))
    for index, (start, weights) in enumerate(_tent_weights(height)):
        band = rgb[start : start + len(weights)].reshape(len(weights), width * 3)
        rows[index] = weights @ band.astype(np.float64)
    gray = rows.reshape(SIDE, width, 3) @ np.array([RED, GREEN, BLUE])
    small = np.empty((SIDE, SIDE))
    for index, (start, weights) in enumerate(_tent_weights(width)):
        small[:, index] = gray[:, start : start + len(weights)] @ weights
    return small


def quality_of(small: NDArray[np.float64]) -> int:
    """Quality 0 to 100: the sum of the 64 x 64 picture's steps in whole hundredths of the gray range, divided by 90."""
    steps = sum(int(np.floor(np.abs(np.diff(small, axis=axis)) * (100 / 255) + TIE).sum()) for axis in (0, 1))
    return min(100, steps // 90)


def _hex(spectrum: NDArray[np.float64]) -> str:
    """Bits in the reference's order: the highest frequencies first, one bit for each value above the lower median."""
    values = spectrum.reshape(-1)
    median = np.partition(values, 127)[127]
    bits = (values > median + TIE)[::-1]
    return np.packbits(bits).tobytes().hex()


@cache
def _cosine_matrix() -> NDArray[np.float64]:
    """Rows 1 to 16 of the 64-point DCT-II."""
    scale = math.sqrt(2 / SIDE)
    return np.array(
        [
            [scale * math.cos(math.pi / (2 * SIDE) * (row + 1) * (2 * column + 1)) for column in range(SIDE)]
            for row in range(KEPT)
        ]
    )


def _tent_weights(length: int) -> list[tuple[int, NDArray[np.float64]]]:
    """For each of the 64 samples along an axis of `length` pixels: the first pixel it reads and the pixels' weights.

    A box filter of `window` pixels averages `(window - 1) // 2` pixels before and `window // 2` after; at the ends it
    averages those that exist. The tent is the box applied twice.
    """
    window = (length + 2 * SIDE - 1) // (2 * SIDE)
    before, after = (window - 1) // 2, window // 2

    def box(place: int) -> tuple[int, int]:
        return max(0, place - before), min(length, place + after + 1)

    samples = []
    for sample in range(SIDE):
        outer_start, outer_stop = box((2 * sample + 1) * length // (2 * SIDE))
        start, stop = box(outer_start)[0], box(outer_stop - 1)[1]
        weights = np.zeros(stop - start)
        for place in range(outer_start, outer_stop):
            inner_start, inner_stop = box(place)
            weights[inner_start - start : inner_stop - start] += 1 / (inner_stop - inner_start)
        samples.append((start, weights / (outer_stop - outer_start)))
    return samples
