"""Fractal noise: the roughness of plaster, clouds, waves and hills.

Spectral synthesis (Saupe 1988): white noise filtered to a 1/f spectrum in one tile that wraps around, then read with
bilinear interpolation. The same seed gives the same tile on every machine, up to the last bits of a float.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

TILE = 512
"""Width and height of a tile in texels."""


@lru_cache(maxsize=32)
def tile(seed: int, exponent: float = 1.0) -> Array:
    """A `TILE` x `TILE` picture of noise that wraps around; mean 0, standard deviation 1, amplitude ~ 1/f^exponent."""
    generator = np.random.default_rng([seed, 7919])
    spectrum = np.fft.rfft2(generator.standard_normal((TILE, TILE)))
    rows = np.fft.fftfreq(TILE)[:, None]
    columns = np.fft.rfftfreq(TILE)[None, :]
    frequency = np.hypot(rows, columns)
    frequency[0, 0] = 1.0
    spectrum *= frequency**-exponent
    spectrum[0, 0] = 0.0
    values = np.fft.irfft2(spectrum, s=(TILE, TILE))
    result: Array = ((values - values.mean()) / values.std()).astype(np.float32)
    return result


def sample(texture: Array, u: Array, v: Array) -> Array:
    """Bilinear reading of a tile at texel positions `u` (across) and `v` (down), wrapping around."""
    height, width = texture.shape[:2]
    u = np.mod(u, width)
    v = np.mod(v, height)
    left = np.floor(u).astype(np.int32)
    top = np.floor(v).astype(np.int32)
    fu = (u - left).astype(np.float32)
    fv = (v - top).astype(np.float32)
    left %= width
    top %= height
    right = (left + 1) % width
    bottom = (top + 1) % height
    upper = texture[top, left] * (1 - fu) + texture[top, right] * fu
    lower = texture[bottom, left] * (1 - fu) + texture[bottom, right] * fu
    result: Array = upper * (1 - fv) + lower * fv
    return result


def rough(
    u: Array, v: Array, *, size: float, seed: int, foot: Array | float = 0.0, exponent: float = 1.0
) -> Array:
    """Noise of metres: `size` is the length of one texel; it fades where a picture element covers (`foot`) more."""
    values = sample(tile(seed, exponent), u / size, v / size)
    fade = np.clip(1.5 - np.asarray(foot, np.float32) / (4.0 * size), 0.0, 1.0)
    result: Array = values * fade
    return result


def scatter(a: Array | int, b: Array | int, salt: Array | int = 0) -> Array:
    """A number from 0 to 1 for every pair of whole numbers: which window has curtains, which stone is darker."""
    mixed = (
        np.asarray(a).astype(np.int64).astype(np.uint32) * np.uint32(0x9E3779B1)
        ^ np.asarray(b).astype(np.int64).astype(np.uint32) * np.uint32(0x85EBCA77)
        ^ np.asarray(salt).astype(np.int64).astype(np.uint32) * np.uint32(0xC2B2AE3D)
    )
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x2C1B3C6D)
    mixed ^= mixed >> np.uint32(12)
    mixed *= np.uint32(0x297A2D39)
    mixed ^= mixed >> np.uint32(15)
    result: Array = mixed.astype(np.float64) / 4294967296.0
    return result.astype(np.float32)


def smooth(low: float, high: float, value: Array) -> Array:
    """0 below `low`, 1 above `high`, and an S-shaped step between."""
    share = np.clip((value - low) / (high - low), 0.0, 1.0)
    result: Array = share * share * (3.0 - 2.0 * share)
    return result


def blur(image: Array, sigma: float) -> Array:
    """Gaussian blur over the first two axes; edges are repeated."""
    if sigma <= 0:
        return image
    radius = max(1, int(3 * sigma + 0.5))
    weights = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma) ** 2)
    weights /= weights.sum()
    for axis in (0, 1):
        padding = [(0, 0)] * image.ndim
        padding[axis] = (radius, radius)
        padded = np.pad(image, padding, mode="edge")
        length = image.shape[axis]
        total = np.zeros_like(image)
        for offset, weight in enumerate(weights):
            part = padded[offset : offset + length] if axis == 0 else padded[:, offset : offset + length]
            total += part * image.dtype.type(weight)
        image = total
    return image
