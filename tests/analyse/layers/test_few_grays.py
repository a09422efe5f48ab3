"""Files of few grays: the right shades for every width, read by others, and smaller than Pillow's own."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from generator.analyse.layers.few_grays import png


@pytest.mark.parametrize("grays", [4, 8, 10, 16])
@pytest.mark.parametrize("shape", [(1, 1), (3, 2), (5, 7), (64, 65), (40, 130)])
def test_shades_are_even_steps_from_black_to_white(shape: tuple[int, int], grays: int) -> None:
    gray = np.random.default_rng(1).integers(0, 256, shape).astype(np.uint8)
    opened = Image.open(io.BytesIO(png(gray, grays)))
    assert (opened.format, opened.mode, opened.size) == ("PNG", "P", shape[::-1])
    expected = gray.astype(np.int64) * grays // 256 * 255 // (grays - 1)
    assert (np.asarray(opened.convert("RGB")) == expected[:, :, None]).all()


def test_turned_pictures_need_not_lie_row_by_row() -> None:
    gray = np.arange(48, dtype=np.uint8).reshape(6, 8) * 5
    assert png(gray.T, 16) == png(np.ascontiguousarray(gray.T), 16)


def test_noise_takes_less_than_with_filters() -> None:
    gray = np.clip(np.random.default_rng(2).normal(40, 30, (200, 300)), 0, 255).astype(np.uint8)
    indexed = Image.fromarray(gray // 16)
    indexed.putpalette([17 * shade for shade in range(16) for _ in range(3)])
    buffer = io.BytesIO()
    indexed.save(buffer, "PNG", bits=4, compress_level=1, compress_type=3)
    assert len(png(gray, 16)) < 0.9 * len(buffer.getvalue())
