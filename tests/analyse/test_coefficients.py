"""Stored coefficients come back, against a plain cosine sum and against a known quantization."""

from __future__ import annotations

import hashlib
import io

import numpy as np
import pytest
from PIL import Image
from scipy.fft import dctn

from generator.analyse.analyzer import NotApplicable
from generator.analyse.coefficients import coefficients, quantized
from generator.analyse.picture import Picture
from generator.model import FileKind


def opened(data: bytes) -> Picture:
    return Picture(data, FileKind.JPEG, hashlib.sha256(data).hexdigest())


def saved(pixels: np.ndarray, mode: str = "RGB", **options: object) -> bytes:
    stream = io.BytesIO()
    image = Image.fromarray(pixels)
    if image.mode != mode:
        image = image.convert(mode)
    image.save(stream, "JPEG", **options)
    return stream.getvalue()


def gray(height: int = 70, width: int = 99) -> np.ndarray:
    return np.random.default_rng(3).integers(20, 230, (height, width), np.uint8)


@pytest.mark.parametrize(("x", "y"), [(0, 0), (3, 5), (4, 0)])
def test_transform_is_the_orthonormal_cosine_sum(x: int, y: int) -> None:
    pixels, table = gray(), tuple(range(2, 66))
    planes = quantized(pixels, table, x=x, y=y)
    rows, columns = planes.shape[1:]
    assert (rows, columns) == ((70 - y) // 8, (99 - x) // 8)
    for row in range(rows):
        for column in range(columns):
            top, left = y + 8 * row, x + 8 * column
            block = dctn(pixels[top : top + 8, left : left + 8] - 128.0, norm="ortho").ravel() / table
            assert np.abs(planes[:, row, column] - block).max() < 0.501


@pytest.mark.parametrize("quality", [50, 75, 90])
def test_stored_numbers_come_back(quality: int) -> None:
    # Blocks are made from stored numbers, so compressing them with the same table must find these numbers again.
    first = coefficients(opened(saved(gray(), quality=quality)))
    table = first.table
    again = coefficients(opened(saved(first.luminance, quality=quality)))
    rows, columns = first.quotients.shape[1:]
    whole = first.luminance[: 8 * rows, : 8 * columns].reshape(rows, 8, columns, 8)
    clipped = ((whole == 0) | (whole == 255)).any(axis=(1, 3))
    assert again.table == table
    assert (again.quotients == first.quotients)[:, ~clipped].mean() > 0.999


def test_colour_files_give_their_brightness() -> None:
    pixels = np.random.default_rng(4).integers(0, 256, (64, 64, 3), np.uint8)
    found = coefficients(opened(saved(pixels, quality=80, subsampling=2)))
    exact = np.asarray(Image.open(io.BytesIO(saved(pixels, quality=80, subsampling=2))).convert("YCbCr"))[
        :, :, 0
    ]
    assert found.table[:4] == (6, 4, 4, 6)
    assert np.abs(found.luminance.astype(int) - exact).mean() < 10


def test_other_channels_are_refused() -> None:
    pixels = np.zeros((16, 16, 3), np.uint8)
    with pytest.raises(NotApplicable, match="brightness"):
        coefficients(opened(saved(pixels, mode="CMYK")))


def test_pictures_smaller_than_a_block_have_none() -> None:
    assert quantized(gray(7, 30), (1,) * 64).shape == (64, 0, 3)
