"""Photographs by the hundred for the speed benchmark: hills, sky and grain, without a renderer.

They compress and hash like photographs, have EXIF and a thumbnail, and take a fraction of a second each.
"""

from __future__ import annotations

import numpy as np

from generator.simulate.bodies import CAMERAS
from generator.simulate.jpeg_file import Exposure, encode, exif_block, thumbnail
from generator.simulate.noise import TILE, Array, tile


def synthetic_photo(width: int, height: int, seed: int) -> bytes:
    """A JPEG file; the same arguments give the same bytes."""
    choice = np.random.default_rng([seed, 31])
    coarse = _stretch(tile(seed % 4, 1.6), height, width, int(choice.integers(TILE)), factor=3)
    ridge = tile(10 + seed % 3, 1.4)[int(choice.integers(TILE))]
    columns = np.arange(width) * TILE // (2 * width)
    rows = np.arange(height, dtype=np.float32)[:, None] / height
    pixels = np.empty((height, width, 3), np.float32)
    pixels[:] = np.linspace((120, 160, 225), (215, 222, 230), height, dtype=np.float32)[:, None, :]
    pixels += 18 * np.maximum(coarse, 0)[:, :, None]
    for layer in range(3):
        line = 0.42 + 0.16 * layer + 0.05 * ridge[(columns + 90 * layer) % TILE][None, :]
        colour = (
            np.array([95, 120, 110], np.float32) - 22 * layer + choice.integers(-14, 14, 3).astype(np.float32)
        )
        land = rows > line
        pixels[land] = (colour + 16 * coarse[:, :, None])[land]
    grain = choice.integers(-6, 7, (height, width, 1), dtype=np.int8)
    camera = CAMERAS[("k2", "corvane", "halvick", "pellan")[seed % 4]]
    bytes_of = np.clip(pixels + grain, 0, 255).astype(np.uint8)
    date = f"20{20 + seed % 6}-{1 + seed % 12:02}-{1 + seed % 28:02}T{seed % 24:02}:{seed * 7 % 60:02}:{seed * 13 % 60:02}"
    exif = exif_block(
        camera,
        Exposure.meter(14.0, camera.aperture),
        size=(width, height),
        date=date,
        small=thumbnail(bytes_of),
    )
    return encode(
        bytes_of, quality=camera.quality, family=camera.table, subsampling=camera.subsampling, exif=exif
    )


def _stretch(texture: Array, height: int, width: int, shift: int, *, factor: int) -> Array:
    """A tile enlarged without interpolation and repeated to cover height x width."""
    rows = (np.arange(height) // factor + shift) % TILE
    columns = (np.arange(width) // factor + shift) % TILE
    result: Array = texture[np.ix_(rows, columns)]
    return result
