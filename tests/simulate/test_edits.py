"""Edits: what they change, what they leave, and that their truth mask says so."""

from __future__ import annotations

import numpy as np
import piexif
import pytest

from generator.simulate import edits
from generator.simulate.jpeg_file import pixels_of
from generator.simulate.noise import Array
from generator.simulate.post import screenshot_of_post
from generator.simulate.quick import synthetic_photo


@pytest.fixture(scope="module")
def photo() -> bytes:
    return synthetic_photo(320, 240, 1)


@pytest.fixture(scope="module")
def pixels(photo: bytes) -> Array:
    return pixels_of(photo)


def test_splice_changes_only_what_its_mask_says(pixels: Array) -> None:
    donor = np.zeros_like(pixels)
    shape = np.zeros(pixels.shape[:2], np.float32)
    shape[50:90, 60:120] = 1
    edited = edits.splice(pixels, donor, shape, at=(200, 30), feather=0.0)
    assert edited.mask.sum() == 40 * 60
    assert edited.mask[30:70, 200:260].all()
    assert (edited.pixels[edited.mask] == 0).all()
    assert np.array_equal(edited.pixels[~edited.mask], pixels[~edited.mask])


def test_splice_may_reach_over_the_edge(pixels: Array) -> None:
    shape = np.ones(pixels.shape[:2], np.float32)
    edited = edits.splice(pixels, np.zeros_like(pixels), shape, at=(-300, 200), feather=0.0)
    assert edited.mask.sum() == 20 * 40
    assert edited.mask[200:, :20].all()


def test_copy_move_copies(pixels: Array) -> None:
    edited = edits.copy_move(pixels, (40, 50, 60, 40), to=(180, 120), feather=2.0)
    assert np.array_equal(edited.pixels[125:155, 185:235], pixels[55:85, 45:95])
    assert edited.mask[140, 210]
    assert not edited.mask[:118].any()


def test_paint_over_takes_its_paint_from_the_right(pixels: Array) -> None:
    edited = edits.paint_over(pixels, (20, 30, 50, 40), rows_from=60, feather=3.0)
    assert 0.7 * 50 * 40 < edited.mask.sum() <= 50 * 40
    assert np.array_equal(edited.pixels[:, 75:], pixels[:, 75:])


def test_strip_removes_metadata_and_keeps_the_picture(photo: bytes) -> None:
    bare = edits.strip(photo)
    assert len(bare) < len(photo)
    assert b"Exif" not in bare
    assert not piexif.load(bare)["0th"]
    assert np.array_equal(pixels_of(bare), pixels_of(photo))
    assert edits.strip(bare) == bare


def test_recompress_resizes_and_loses_metadata(photo: bytes) -> None:
    small = edits.recompress(photo, quality=60, width=160)
    assert pixels_of(small).shape == (120, 160, 3)
    assert b"Exif" not in small


def test_crop_is_a_part(pixels: Array) -> None:
    assert np.array_equal(edits.crop(pixels, (10, 20, 30, 40)), pixels[20:60, 10:40])


def test_post_holds_the_picture_and_grows_with_its_words(pixels: Array) -> None:
    def post(words: str) -> Array:
        return screenshot_of_post(
            pixels,
            name="N",
            handle="@n",
            words=words,
            when="now",
            counts=("1", "2", "3"),
            clock="9:41",
            width=360,
        )

    short, long = post("Look"), post("Look at this " * 20)
    assert short.shape[1] == 360
    assert long.shape[0] > short.shape[0]
    assert np.array_equal(short, post("Look"))
    assert short[0, 0].tolist() == [255, 255, 255]
