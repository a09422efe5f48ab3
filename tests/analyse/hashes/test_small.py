"""Byte hashes, the pixel hash and the small perceptual hashes, against known values."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from PIL import Image

from generator.analyse.hashes.byte_hashes import byte_hashes
from generator.analyse.hashes.pixel_hash import pixel_sha256
from generator.analyse.hashes.small import dhash, distance, phash


def test_byte_hashes_of_the_standards_example() -> None:
    assert byte_hashes(b"abc") == {
        "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "sha1": "a9993e364706816aba3e25717850c26c9cd0d89d",
        "md5": "900150983cd24fb0d6963f7d28e17f72",
    }


def test_pixel_hash_is_size_and_pixels() -> None:
    pixels = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
    assert pixel_sha256(pixels) == hashlib.sha256(b"\0\0\0\3\0\0\0\2" + bytes(range(18))).hexdigest()
    assert pixel_sha256(pixels) != pixel_sha256(pixels.reshape(3, 2, 3))
    assert pixel_sha256(pixels[:, ::-1]) == pixel_sha256(np.ascontiguousarray(pixels[:, ::-1]))


def test_small_hashes_of_a_ramp() -> None:
    ramp = Image.fromarray(np.tile(np.arange(256, dtype=np.uint8), (256, 1)))
    assert dhash(ramp) == "f" * 16
    assert dhash(ramp.transpose(Image.Transpose.FLIP_LEFT_RIGHT)) == "0" * 16
    assert len(phash(ramp)) == 16


@pytest.mark.parametrize(("left", "right", "bits"), [("00", "ff", 8), ("0f", "0e", 1), ("ab", "ab", 0)])
def test_distance_counts_bits(left: str, right: str, bits: int) -> None:
    assert distance(left, right) == bits


def test_distance_refuses_other_lengths() -> None:
    with pytest.raises(ValueError, match="can't be compared"):
        distance("00", "000")
