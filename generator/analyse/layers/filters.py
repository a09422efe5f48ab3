"""The filters that lie over a picture: error levels, JPEG ghosts, noise residual, relief, lowest bits, noise level.

All but error levels look at brightness (ITU-R BT.601 luma). They go over the picture in strips and are reduced to the size of
a figure as they go, so memory doesn't grow with the picture. Scales are fixed, never stretched to the picture at hand: only so
can a picture be compared with the control.

Sources: error levels: Krawetz 2007, A Picture's Worth. JPEG ghosts: Farid 2009, Exposing digital forgeries from JPEG ghosts.
Noise residual: the mask of Immerkær 1996, Fast noise variance estimation. Noise level: median absolute value of the diagonal
Haar wavelet, Donoho and Johnstone 1994; in blocks, Mahdian and Saic 2009.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

from generator.analyse.coefficients import BLOCK as JPEG_BLOCK
from generator.analyse.coefficients import FREQUENCIES, SCALES, frequencies
from generator.analyse.jpeg_quality import LUMINANCE, scaled
from generator.analyse.layers.spectrum import Windows, spectrum

Gray = NDArray[np.uint8]
Strip = NDArray[np.uint8]
"""Some rows of a picture, height x width x 3."""

LONGEST_SIDE = 800
"""Of a figure, pixels."""
STRIP_PIXELS = 1 << 20
"""About so many pixels are looked at together."""
ERROR_LEVEL_QUALITY = 90
ERROR_LEVEL_GAIN = 24
"""The sum of the differences of red, green and blue is shown so many times larger."""
RESIDUAL_GAIN = 6
RELIEF_GAIN = 2
NOISE_LEVEL_GAIN = 24
GHOST_QUALITIES = (38, 48, 58, 68, 78, 88, 97)
"""The first and the last only serve to judge their neighbours."""
GHOST_DEPTH = 0.2
"""A dip of the error below the mean of its neighbours that counts, as a share of that mean."""
GHOST_SHADES = (16, 64, 104, 144, 184, 224)
"""Grays for no dip, and for a dip at each of the inner qualities."""
ROUNDING = np.float32(1 / 12)
"""Mean squared change of a pixel by rounding it."""
BLOCK = 16
"""Side of a square of ghosts and of noise levels, pixels."""

_UNSCALED = np.array([1 / scale for scale in SCALES], np.float32)[:, None, None]
"""Makes frequencies orthonormal."""
_AT_ONCE = 8
"""Frequencies that are rounded together."""


@dataclass(frozen=True, slots=True)
class Layers:
    """The reduced results, all of the same height and width but for histogram and spectrum."""

    photo: Gray
    """Brightness itself."""
    error_levels: Gray
    """Mean change by one more save as JPEG, enlarged."""
    ghosts: Gray
    """Shade of the JPEG quality that suits each square best."""
    residual: Gray
    """Mean size of what a noise filter leaves, enlarged."""
    relief: Gray
    """Brightness that rises to the right and down is light, falling is dark, as on a relief lit from the upper left."""
    bits: Gray
    """Mean of the two lowest of the eight bits, enlarged."""
    noise_level: Gray
    """Noise of each square, enlarged."""
    histogram: NDArray[np.int64]
    """256 counts of pixels, by brightness."""
    spectrum: Gray
    """Mean spectrum of windows spread over the picture, as large as a window."""


def reduction(height: int, width: int) -> int:
    """How many pixels across and down become one pixel of a figure."""
    return max(1, -(-max(height, width) // LONGEST_SIDE))


def strip_rows(height: int, width: int) -> int:
    """Rows of a strip: a multiple of everything that must not be cut."""
    unit = 2 * BLOCK * reduction(height, width)
    return max(1, STRIP_PIXELS // (unit * width)) * unit


def layers_of(strips: Iterable[Strip], height: int, width: int) -> Layers:
    """All filters over a picture whose strips have `strip_rows` rows, but for the last."""
    factor = reduction(height, width)
    # Where figures are smaller than the picture, every second square tells enough.
    stride = BLOCK if factor == 1 else 2 * BLOCK
    parts: list[tuple[Gray, ...]] = []
    squares: list[tuple[Gray, Gray]] = []
    histogram = np.zeros(256, np.int64)
    windows = Windows(height, width)
    first = 0
    for strip in strips:
        image = Image.fromarray(strip)
        gray = np.asarray(image.convert("L"))
        fine = (gray, _error_levels(image), _residual(gray), _lowest_bits(gray))
        parts.append(tuple(_reduced(layer, factor) for layer in fine))
        squares.append(_coarse(gray, stride))
        histogram += np.bincount(gray.ravel(), minlength=256)
        windows.take(gray, first)
        first += len(gray)
    photo, error_levels, residual, bits = (np.concatenate(column) for column in zip(*parts, strict=True))
    ghosts, noise_level = (np.concatenate(column) for column in zip(*squares, strict=True))
    shape = photo.shape
    return Layers(
        photo=photo,
        error_levels=error_levels,
        ghosts=_spread(ghosts, shape, factor, stride),
        residual=residual,
        relief=_relief(photo),
        bits=bits,
        noise_level=_spread(noise_level, shape, factor, stride),
        histogram=histogram,
        spectrum=spectrum(windows.pixels),
    )


def _error_levels(image: Image.Image) -> Gray:
    change = ImageChops.difference(image, _resaved(image, ERROR_LEVEL_QUALITY))
    return np.asarray(change.convert("L", (*(ERROR_LEVEL_GAIN,) * 3, 0)))


def _lowest_bits(gray: Gray) -> Gray:
    shown: Gray = np.multiply(gray & 3, 85, dtype=np.uint8)
    return shown


def _residual(gray: Gray) -> Gray:
    """Size of the second difference across and down, which even slopes and straight edges along the rows don't have."""
    signed = gray.astype(np.int16)
    for axis in (0, 1):
        middle = signed.swapaxes(0, axis)
        result = np.zeros_like(middle)
        if middle.shape[0] > 2:
            result[1:-1] = middle[:-2] + middle[2:] - 2 * middle[1:-1]
            result[0], result[-1] = result[1], result[-2]
        signed = result.swapaxes(0, axis)
    shown: Gray = np.minimum(np.abs(signed) * RESIDUAL_GAIN, 255).astype(np.uint8)
    return shown


def _coarse(gray: Gray, stride: int) -> tuple[Gray, Gray]:
    """Ghosts and noise level of one square in each `stride` by `stride` pixels; an incomplete one repeats its rim."""
    height, width = gray.shape
    down, across = -(-height // stride), -(-width // stride)
    lacking = ((0, down * stride - height), (0, across * stride - width))
    whole = np.pad(gray, lacking, mode="edge") if any(end for _, end in lacking) else gray
    tiles = whole.reshape(down, stride, across, stride)[:, :BLOCK, :, :BLOCK]
    chosen = np.ascontiguousarray(tiles).reshape(down * BLOCK, across * BLOCK)
    return _ghosts(chosen), _noise_level(chosen)


def _ghosts(chosen: Gray) -> Gray:
    losses = _losses(chosen)
    around = (losses[:-2] + losses[2:]) / 2
    dips = (around - losses[1:-1]) / around
    best = dips.argmax(axis=0)
    shade: Gray = np.array(GHOST_SHADES[1:], np.uint8)[best]
    return np.where(dips.max(axis=0) > GHOST_DEPTH, shade, np.uint8(GHOST_SHADES[0]))


def _losses(chosen: Gray) -> NDArray[np.float32]:
    """For each quality and square, the mean squared change by saving at it.

    It is the same for pixels as for frequencies, which saves going there and back seven times; only the rounding of pixels is
    added.
    """
    rows, columns = chosen.shape[0] // JPEG_BLOCK, chosen.shape[1] // JPEG_BLOCK
    losses = np.zeros((len(GHOST_QUALITIES), rows, columns), np.float32)
    tables = np.array([scaled(LUMINANCE, quality) for quality in GHOST_QUALITIES], np.float32).T
    steps, shares = tables[:, :, None, None], (1 / tables)[:, :, None, None]
    for part, planes in frequencies(chosen):
        planes *= _UNSCALED
        for few in (slice(place, place + _AT_ONCE) for place in range(0, FREQUENCIES, _AT_ONCE)):
            whole = planes[few, None]
            change = whole * shares[few]
            np.rint(change, out=change)
            change *= steps[few]
            change -= whole
            change *= change
            for item in change:
                losses[:, part] += item
    beside = losses[:, ::2] + losses[:, 1::2]
    total = beside[:, :, ::2] + beside[:, :, 1::2]
    total /= np.float32(BLOCK * BLOCK)
    mean: NDArray[np.float32] = total + ROUNDING
    return mean


def _noise_level(chosen: Gray) -> Gray:
    """Standard deviation of the noise, by the middle sizes of the diagonal detail."""
    signed = chosen.astype(np.int16)
    detail = np.abs(signed[::2, ::2] - signed[1::2, ::2] - signed[::2, 1::2] + signed[1::2, 1::2])
    half = BLOCK // 2
    height, width = detail.shape
    tiles = detail.reshape(height // half, half, width // half, half).swapaxes(1, 2)
    ordered = np.sort(tiles.reshape(height // half, width // half, half * half), axis=2)
    # Sizes are whole numbers, so the mean of the middle quarter is finer than the median alone.
    middle = ordered[:, :, 24:40].sum(axis=2, dtype=np.int32).astype(np.float32) / np.float32(16)
    # Half of the sum is the wavelet's coefficient; 0.6745 is the median size of a normal deviate.
    level = middle / np.float32(2 * 0.6745) * np.float32(NOISE_LEVEL_GAIN)
    shown: Gray = np.minimum(level, np.float32(255)).astype(np.uint8)
    return shown


def _relief(photo: Gray) -> Gray:
    signed = photo.astype(np.int16)
    slope = np.zeros_like(signed)
    slope[:, 1:-1] += signed[:, :-2] - signed[:, 2:]
    slope[1:-1] += signed[:-2] - signed[2:]
    shown: Gray = (128 - slope * RELIEF_GAIN).clip(0, 255).astype(np.uint8)
    return shown


def _resaved(image: Image.Image, quality: int) -> Image.Image:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    buffer.seek(0)
    opened = Image.open(buffer, formats=("JPEG",))
    opened.load()
    return opened


def _reduced(layer: Gray, factor: int) -> Gray:
    return layer if factor == 1 else np.asarray(Image.fromarray(layer).reduce(factor))


def _spread(squares: Gray, shape: tuple[int, ...], factor: int, stride: int) -> Gray:
    """A value for each pixel of a figure from one for each square."""
    rows, columns = (
        np.minimum((np.arange(length) * factor + factor // 2) // stride, most - 1)
        for length, most in zip(shape, squares.shape, strict=True)
    )
    # Columns first, while there are few rows: then whole rows are copied.
    spread: Gray = squares.take(columns, axis=1).take(rows, axis=0)
    return spread
