"""What is left of a picture when the denoised picture is taken away: its noise, and with it the sensor's own pattern.

The denoiser shrinks wavelet coefficients by their local variance (Mihçak, Kozintsev and Ramchandran 1999), as Lukáš, Fridrich
and Goljan (2006) did for this purpose. Four levels of Daubechies' db4 and two neighbourhoods were enough: db8 with four
neighbourhoods, twice as slow, found no more on development pictures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

STRIP = 256
"""Rows that are worked on at once; memory stays small whatever the size of the picture."""
AREA = 4_000_000
"""Pixels of a picture that are looked at: the strips where the pattern should show best."""
NOISE = 4.0
"""Variance of the noise that is kept, in squared grey levels. Among 2, 4 and 9 the best compromise: below it, what bodies of
one model have in common begins to show."""
LEVELS = 4
"""Levels of wavelets."""
NEIGHBOURHOODS = (3, 9)
"""Sides of the squares over which variance is estimated, in coefficients."""
CLIPPED = 250.0
"""Brightness from which on a pixel counts as clipped: there the sensor's pattern is gone."""
DARK = 8.0
"""Brightness up to which the pattern, which is multiplied with light, can't show."""
STEP = 4
"""Only every fourth pixel of both directions is looked at to choose strips."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Part of a picture, ready to be compared."""

    top: int
    """First row in the picture."""
    signal: Array
    """Rows x columns, float32, mean 0: residual times brightness, the weight that the ML estimate gives (Chen et al. 2008)."""


def luminance(rgb: Array) -> Array:
    """Brightness 0 to 255 as float32, by the weights of JPEG."""
    weights = (0.299, 0.587, 0.114)
    result = rgb[:, :, 0] * np.float32(weights[0])
    for channel in (1, 2):
        result += rgb[:, :, channel] * np.float32(weights[channel])
    return result


def residual(grey: Array) -> Array:
    """The noise of a picture or of a strip of it, float32, same size."""
    import pywt
    from scipy.ndimage import uniform_filter

    levels = min(LEVELS, pywt.dwt_max_level(min(grey.shape), "db4"))
    coarse, *details = pywt.wavedec2(grey, "db4", level=levels, mode="symmetric")
    kept: list[Any] = [np.zeros_like(coarse)]
    for bands in details:
        noise = []
        for band in bands:
            energy = band * band
            # The smallest estimate wins: edges keep their neighbours' noise from being lost.
            variance = np.minimum(*(uniform_filter(energy, side) for side in NEIGHBOURHOODS))
            noise.append(band * (NOISE / (np.maximum(variance - NOISE, 0) + NOISE)))
        kept.append(tuple(noise))
    whole: Array = pywt.waverec2(kept, "db4", mode="symmetric")
    return whole[: grey.shape[0], : grey.shape[1]]


def weighted(grey: Array) -> Array:
    """Residual times brightness, without clipped pixels, mean 0: what a fingerprint is compared with."""
    result = residual(grey) * grey
    result *= grey < CLIPPED
    result -= result.mean()
    return result


def promise(rgb: Array) -> Array:
    """How well the pattern should show, for every fourth pixel of both directions: bright, not clipped, not textured."""
    from scipy.ndimage import uniform_filter

    small = rgb[::STEP, ::STEP, 1].astype(np.float32)
    texture = small - uniform_filter(small, 3)
    result: Array = small * small / (1 + texture * texture / 16)
    result[(small >= CLIPPED) | (small < DARK)] = 0
    return result


def strips(rgb: Array, map_of_promise: Array) -> tuple[Strip, ...]:
    """The most promising strips of a picture, from top to bottom, of at least `AREA` pixels where there are as many."""
    height, width = fitting(rgb.shape[0], 8), fast_length(rgb.shape[1])
    tops = range(0, max(1, height - STRIP // 2), STRIP)
    sums = [
        float(map_of_promise[top // STEP : min(top + STRIP, height) // STEP].sum(dtype=np.float64))
        for top in tops
    ]
    wanted, chosen = min(AREA, height * width), []
    for number in sorted(range(len(sums)), key=lambda number: (-sums[number], number)):
        if wanted <= 0:
            break
        chosen.append(tops[number])
        wanted -= STRIP * width
    return tuple(
        Strip(top, weighted(luminance(rgb[top : min(top + STRIP, height), :width]))) for top in sorted(chosen)
    )


def fitting(length: int, step: int) -> int:
    """The largest multiple of `step` up to `length`; `length` itself where it is smaller than a step."""
    return length // step * step or length


def fast_length(length: int) -> int:
    """The largest length up to this one that is a multiple of eight and quick to transform."""
    from scipy.fft import next_fast_len

    for candidate in range(fitting(length, 8), 8, -8):
        if next_fast_len(candidate, real=True) == candidate:
            return candidate
    return length


def without_lines(pattern: Array) -> Array:
    """The pattern without what bodies of one model share: rows, columns and the 8 x 8 grid of JPEG. Changes it in place.

    Means of rows and columns are taken apart for each of the four places in the sensor's colour mosaic (Chen et al. 2008).
    """
    for y in (0, 1):
        for x in (0, 1):
            part = pattern[y::2, x::2]
            part -= part.mean(axis=0, keepdims=True)
            part -= part.mean(axis=1, keepdims=True)
    return without_grid(pattern)


def without_grid(pattern: Array) -> Array:
    """The pattern without the mean of each place in an 8 x 8 block. Changes it in place."""
    for y in range(min(8, pattern.shape[0])):
        for x in range(min(8, pattern.shape[1])):
            part = pattern[y::8, x::8]
            part -= part.mean()
    return pattern
