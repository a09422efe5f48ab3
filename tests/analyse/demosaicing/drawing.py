"""Mosaics worked out into colours, with exact truth."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generator.simulate.noise import blur

Rgb = NDArray[np.uint8]


def scene(height: int, width: int, *, seed: int) -> Rgb:
    """Colourful noise with detail of many sizes, blurred and never enlarged, so that it has no pattern of its own."""
    generator = np.random.default_rng(seed)
    total = np.zeros((height, width, 3), np.float32)
    for sigma in (0.0, 1.2, 3.0, 8.0):
        rough = generator.normal(0, 1, (height, width, 3)).astype(np.float32)
        total += blur(rough, sigma) * np.float32(1.5 + 6 * sigma * sigma)
    return (total + 128).clip(8, 247).astype(np.uint8)


def mosaicked(rgb: Rgb) -> Rgb:
    """What a sensor with red at even rows and columns and blue at odd ones would have made of it, bilinear."""
    height, width = rgb.shape[:2]
    result = np.empty_like(rgb)
    for colour, places in enumerate((((0, 0),), ((0, 1), (1, 0)), ((1, 1),))):
        seen, weight = np.zeros((height, width)), np.zeros((height, width))
        for down, right in places:
            seen[down::2, right::2] = rgb[down::2, right::2, colour]
            weight[down::2, right::2] = 1
        result[:, :, colour] = np.rint(_spread(seen) / _spread(weight))
    return result


def _spread(plane: NDArray[np.float64]) -> NDArray[np.float64]:
    wide = np.pad(plane, 1, mode="reflect")
    lines = wide[:-2] + 2 * wide[1:-1] + wide[2:]
    result: NDArray[np.float64] = lines[:, :-2] + 2 * lines[:, 1:-1] + lines[:, 2:]
    return result
