"""PDQ against a slow reading of its description, against known values, and for what it is used for."""

from __future__ import annotations

import io
import math

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.hashes.pdq import Pdq, pdq
from generator.analyse.hashes.small import distance

Pixels = NDArray[np.uint8]


def waves(width: int, height: int, seed: int) -> Pixels:
    """A picture made of whole-number arithmetic alone, so that no library's version can change it."""
    y, x = np.mgrid[:height, :width].astype(np.int64)
    channels = [
        (x * x * (seed + channel) // (7 * width) + y * y * 3 // height + (x * y // (11 + seed)) % 97) % 256
        for channel in range(3)
    ]
    return np.stack(channels, axis=2).astype(np.uint8)


def box(values: list[float], window: int) -> list[float]:
    before, after = (window - 1) // 2, window // 2
    cut = [values[max(0, place - before) : place + after + 1] for place in range(len(values))]
    return [math.fsum(part) / len(part) for part in cut]


def described(rgb: Pixels) -> tuple[str, int]:
    """Hash and quality computed step by step as the paper describes them, with the full-size picture filtered."""
    height, width = rgb.shape[:2]
    rows = [[0.299 * r + 0.587 * g + 0.114 * b for r, g, b in row] for row in rgb.tolist()]
    across, down = -(-width // 128), -(-height // 128)
    for _ in range(2):
        rows = [box(row, across) for row in rows]
        columns = [box(list(column), down) for column in zip(*rows, strict=True)]
        rows = [list(row) for row in zip(*columns, strict=True)]
    small = [
        [rows[int((i + 0.5) * height / 64)][int((j + 0.5) * width / 64)] for j in range(64)]
        for i in range(64)
    ]
    steps = [abs(small[i + 1][j] - small[i][j]) for i in range(63) for j in range(64)]
    steps += [abs(small[i][j + 1] - small[i][j]) for i in range(64) for j in range(63)]
    quality = min(100, sum(int(step * 100 / 255) for step in steps) // 90)
    matrix = [
        [math.sqrt(2 / 64) * math.cos(math.pi / 128 * i * (2 * j + 1)) for j in range(64)]
        for i in range(1, 17)
    ]
    half = [[math.fsum(matrix[i][k] * small[k][j] for k in range(64)) for j in range(64)] for i in range(16)]
    flat = [math.fsum(half[i][k] * matrix[j][k] for k in range(64)) for i in range(16) for j in range(16)]
    median = sorted(flat)[127]
    number = sum(1 << place for place, value in enumerate(flat) if value > median)
    return f"{number:064x}", quality


@pytest.mark.parametrize(("width", "height"), [(64, 64), (40, 90), (130, 150), (257, 129), (300, 200)])
def test_equals_the_description(width: int, height: int) -> None:
    picture = waves(width, height, 5)
    found = pdq(picture)
    assert (found.original, found.quality) == described(picture)


KNOWN = [
    (320, 240, 2, "107a915d12fe00091afa0bf57bea0744feebffe24154ffa5eeebffaa80020002", 100),
    (1000, 700, 9, "d9c0b38f363f66784ce0d9c19b87b31fa63f667c6c786cf04ce04ce04ce0d9c0", 100),
]


@pytest.mark.parametrize(("width", "height", "seed", "hash_", "quality"), KNOWN)
def test_hash_is_constant(width: int, height: int, seed: int, hash_: str, quality: int) -> None:
    found = pdq(waves(width, height, seed))
    assert (found.original, found.quality) == (hash_, quality)


def versions(found: Pdq) -> list[str]:
    return [found.original, found.mirrored, found.rot90, found.rot180, found.rot270]


def test_orientations_equal_hashing_the_turned_picture() -> None:
    # The sampled places are half a pixel off the centre of their blocks, so a few bits differ; on photos 0 to 8 do.
    picture = waves(640, 640, 3)
    turned = [picture, picture[:, ::-1], np.rot90(picture, -1), picture[::-1, ::-1], np.rot90(picture)]
    for derived, made in zip(versions(pdq(picture)), turned, strict=True):
        assert distance(derived, pdq(np.ascontiguousarray(made)).original) <= 20
    assert min(distance(pdq(picture).original, other) for other in versions(pdq(picture))[1:]) > 60


@pytest.mark.parametrize("value", [0, 17, 128, 255])
def test_plain_picture_has_zero_bits_and_no_quality(value: int) -> None:
    found = pdq(np.full((333, 517, 3), value, dtype=np.uint8))
    assert found.quality == 0
    assert set(versions(found)) == {"0" * 64}


@pytest.mark.parametrize("shape", [(1, 1), (4, 400), (400, 4)])
def test_tiny_picture_has_no_hash(shape: tuple[int, int]) -> None:
    found = pdq(np.zeros((*shape, 3), dtype=np.uint8))
    assert (found.quality, found.original) == (0, "0" * 64)


def test_symmetric_picture_has_no_noise_bits() -> None:
    half = waves(32, 64, 4)
    found = pdq(np.concatenate([half, half[:, ::-1]], axis=1))
    # Frequencies that are odd across are zero but for rounding, so their 128 bits must all be the same.
    bits = f"{int(found.original, 16):0256b}"[::-1]
    assert len({bits[place] for place in range(256) if place % 2 == 0}) == 1
    assert len({bits[place] for place in range(256) if place % 2 == 1}) == 2


@pytest.mark.parametrize("change", ["quality 30", "half size"])
def test_copies_are_near_and_others_far(change: str) -> None:
    picture = Image.fromarray(waves(800, 600, 6))
    if change == "quality 30":
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG", quality=30)
        copy = Image.open(buffer).convert("RGB")
    else:
        copy = picture.resize((400, 300), Image.Resampling.BICUBIC)
    original = pdq(np.asarray(picture)).original
    assert distance(original, pdq(np.asarray(copy)).original) <= 31
    assert distance(original, pdq(waves(800, 600, 13)).original) > 80


def test_layout_in_memory_does_not_matter() -> None:
    picture = waves(200, 300, 8)
    assert pdq(np.asfortranarray(picture)) == pdq(picture)
    assert pdq(np.repeat(picture, 2, axis=0)[::2]) == pdq(picture)
