"""Gray pictures for tests of the JPEG grid."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from generator.analyse.grid.votes import Luminance


def noise(height: int, width: int, seed: int = 1, grain: float = 2.0) -> Luminance:
    """Smooth noise between 40 and 215, as rough as a photograph."""
    random = np.random.default_rng(seed).normal(0, 40, (height // 4 + 2, width // 4 + 2))
    large = Image.fromarray(random.astype(np.float32)).resize((width, height), Image.Resampling.BICUBIC)
    fine = np.random.default_rng(seed + 1).normal(0, grain, (height, width))
    return (np.asarray(large) + fine + 128).clip(40, 215).astype(np.uint8)


def compressed(gray: Luminance, quality: int) -> Luminance:
    stream = io.BytesIO()
    Image.fromarray(gray).save(stream, "JPEG", quality=quality)
    return np.asarray(Image.open(stream))
