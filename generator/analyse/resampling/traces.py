"""How regularly sharpness comes and goes along the rows and columns of a picture, by frequency.

Resizing takes each new pixel from a place between old ones. Near an old pixel the new one stays sharp, between two it is
blurred, and this comes and goes with a fixed period all over the picture. When the picture was a JPEG before, the edges of its
blocks are stretched as well, from every 8 pixels to every 8 times the factor. Both show as sharp peaks in the spectrum of the
mean second difference. What a peak can't show: who resized, or why; and the file's own JPEG blocks make peaks too,
at every eighth of a pixel's frequency, which are taken out first.

Sources: Gallagher 2005, "Detection of linear and cubic interpolation in JPEG compressed images" (CRV); Mahdian and Saic 2008,
"Blind authentication using periodic properties of interpolation" (IEEE TIFS); Kirchner 2008, "Fast and reliable resampling
detection by spectral analysis of fixed linear predictor residue" (MM&Sec).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from generator.analyse.grid.votes import BLOCK, Luminance

MOST_DIFFERENCE = 12
"""Second differences above this count as this, so that strong edges of things don't drown the faint trace."""
PADDING = 4
"""The spectrum is computed at this many points for each one that is independent."""
AROUND = 41
"""A peak is measured against the median of this many independent frequencies around it."""
COMB = 15
"""Blocks over which the file's own JPEG grid is averaged to take it out."""
MARGIN = 0.008
"""Frequencies nearer than this to a multiple of one eighth are left out, periods a pixel."""
MARGIN_ALONE = 0.0125
"""The same for a peak that stands alone."""
MARGIN_SIXTEENTHS = 0.004
"""The same for multiples of one sixteenth."""
HIGHEST_ALONE = 0.49
"""Higher frequencies than this count only together with others."""
LOWEST = 0.03
"""Lower frequencies are left out: they belong to the things in the picture."""

_STRIP = 1 << 20
_FLOOR = 0.05

Spectrum = NDArray[np.float64]
"""Power by frequency, from 0 to half a period a pixel, over the median of its surroundings; 1 on average without a peak."""


@dataclass(frozen=True, slots=True)
class Traces:
    """Both spectra of one picture."""

    across: Spectrum
    """Along the rows."""
    down: Spectrum
    """Along the columns."""
    width: int
    """Of the picture, pixels."""
    height: int
    """Of the picture, pixels."""

    def powers(self, frequencies: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Of both spectra at frequencies of 0 to 0.5 periods a pixel."""
        return _at(self.across, frequencies), _at(self.down, frequencies)


def traces_of(gray: Luminance) -> Traces:
    """The spectra of a picture of at least 64 pixels on each side."""
    across, down = _profiles(gray)
    height, width = gray.shape
    return Traces(_spectrum(across), _spectrum(down), width, height)


def folded(frequencies: NDArray[np.float64]) -> NDArray[np.float64]:
    """The frequency from 0 to 0.5 that looks the same in samples that are one pixel apart."""
    result: NDArray[np.float64] = np.abs((frequencies + 0.5) % 1 - 0.5)
    return result


def is_usable(frequencies: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which folded frequencies can tell of resizing, where several of them agree."""
    return ~_is_near(frequencies, BLOCK, MARGIN) & (frequencies >= LOWEST)


def is_usable_alone(frequencies: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which folded frequencies can tell of resizing by themselves.

    Beside the file's own blocks lie peaks of how these vary over the picture. And blocks of 16 pixels, in which WebP and video
    are compressed and most JPEGs keep their colours, make peaks at odd sixteenths.
    """
    is_other = _is_near(frequencies, BLOCK, MARGIN_ALONE) | _is_near(
        frequencies, 2 * BLOCK, MARGIN_SIXTEENTHS
    )
    # The highest frequency is that of the sensor's mosaic, too.
    return ~is_other & (frequencies >= LOWEST) & (frequencies < HIGHEST_ALONE)


def _is_near(frequencies: NDArray[np.float64], parts: int, margin: float) -> NDArray[np.bool_]:
    places = frequencies * parts
    near: NDArray[np.bool_] = np.abs(places - np.rint(places)) < margin * parts
    return near


def _profiles(gray: Luminance) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean second difference of each column across, and of each row down."""
    height, width = gray.shape
    across = np.zeros(width - 2, np.int64)
    down = np.zeros(height - 2, np.int64)
    rows = max(8, _STRIP // width)
    for top in range(0, height, rows):
        part = gray[top : min(top + rows + 2, height)].astype(np.int16)
        inner = part[: min(rows, height - top)]
        across += _bent(inner[:, :-2], inner[:, 1:-1], inner[:, 2:]).sum(axis=0, dtype=np.int64)
        if part.shape[0] > 2:
            beside = _bent(part[:-2], part[1:-1], part[2:]).sum(axis=1, dtype=np.int64)
            down[top : top + beside.size] = beside
    return across / height, down / width


def _bent(before: NDArray[np.int16], here: NDArray[np.int16], after: NDArray[np.int16]) -> NDArray[np.int16]:
    difference = 2 * here
    difference -= before
    difference -= after
    np.abs(difference, out=difference)
    return np.minimum(difference, MOST_DIFFERENCE, out=difference)


def _spectrum(profile: NDArray[np.float64]) -> Spectrum:
    from scipy.ndimage import median_filter, uniform_filter1d

    # Logarithms make the trace as strong in smooth parts as in busy ones.
    level = np.log(profile + _FLOOR)
    level -= uniform_filter1d(level, 2 * BLOCK + 1)
    whole = level.size // BLOCK * BLOCK
    by_phase = level[:whole].reshape(-1, BLOCK)
    blocks = min(COMB, by_phase.shape[0])
    level = (by_phase - uniform_filter1d(by_phase, blocks, axis=0, mode="nearest")).ravel()
    bound = 5 * 1.48 * float(np.median(np.abs(level))) + 1e-9
    power = np.abs(np.fft.rfft(np.clip(level, -bound, bound) * np.hanning(whole), PADDING * whole)) ** 2
    # The median of a quantity that decays exponentially is its mean times log 2.
    around = min(PADDING * AROUND, power.size) | 1
    usual = median_filter(power, around, mode="reflect") / log(2)
    result: Spectrum = power / (usual + 1e-12)
    return result


def _at(spectrum: Spectrum, frequencies: NDArray[np.float64]) -> NDArray[np.float64]:
    places = np.rint(frequencies * 2 * (spectrum.size - 1)).astype(np.int64)
    result: NDArray[np.float64] = spectrum[np.minimum(places, spectrum.size - 1)]
    return result
