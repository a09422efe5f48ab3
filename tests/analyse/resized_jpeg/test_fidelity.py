"""What comes back of the frequencies, and which blocks are left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from generator.analyse.grid.votes import luminance
from generator.analyse.quantization.evidence import gather
from generator.analyse.quantization.readings import resized_reading
from generator.analyse.quantization.regions import bound_by_rest, log_tests
from generator.analyse.resized_jpeg.earlier import EarlierSize
from generator.analyse.resized_jpeg.fidelity import fidelity_of
from generator.analyse.resized_jpeg.restoring import restored
from generator.simulate.noise import Array
from tests.analyse.quantization.histories import photograph, saved


def brought_back(pixels: Array, width: int, resampling: Image.Resampling) -> Array:
    height = round(pixels.shape[0] * width / pixels.shape[1])
    small = np.asarray(Image.fromarray(pixels).resize((width, height), resampling))
    return restored(luminance(small), (pixels.shape[1], pixels.shape[0]))


def test_an_untouched_picture_comes_back_whole() -> None:
    found = fidelity_of(luminance(saved(photograph(), 75)), 75)
    assert found.is_fit.shape == found.detail.shape == (60, 80)
    assert found.is_fit.mean() > 0.99


def test_blocks_full_of_detail_are_left_out() -> None:
    rough = photograph().astype(np.int16)
    y, x = np.mgrid[0:480, 0:640]
    is_rough = x >= 400
    checks = 60 * ((x // 2 + y // 2) % 2) - 30 + np.random.default_rng(1).integers(-40, 40, x.shape)
    rough[is_rough] += checks[is_rough, None]
    before = saved(rough.clip(0, 255).astype(np.uint8), 80)
    found = fidelity_of(brought_back(before, 448, Image.Resampling.BILINEAR), 80)
    blocks = is_rough[::8, ::8]
    assert found.is_fit[~blocks].mean() > 0.9
    assert found.is_fit[blocks].mean() < 0.1
    assert np.median(found.detail[blocks]) > np.median(found.detail[~blocks]) + 20


def test_a_picture_that_was_made_smaller_counts_for_no_more_than_it_holds() -> None:
    """Brought back it has more blocks, but no more evidence."""
    gray = luminance(photograph())
    reading = resized_reading(gray, EarlierSize(960, 720, 80, 20.0), None)
    assert reading.alike == pytest.approx(2.25)
    assert resized_reading(gray, EarlierSize(320, 240, 80, 20.0), None).alike == 1
    rgb = restored(photograph(), (960, 720))
    gathered = gather(reading, rgb)
    assert gathered.alike == reading.alike
    told = replace(gathered, fine=np.full_like(gathered.fine, 64), promise=np.full_like(gathered.fine, 64))
    outline = (slice(0, 10), slice(0, 10)), np.ones((10, 10), np.bool_)
    tests = log_tests(*told.fine.shape)
    once = bound_by_rest(replace(told, alike=1.0), outline) - tests
    assert bound_by_rest(told, outline) - tests == pytest.approx(once / 2.25)


@pytest.mark.parametrize("value", [0, 90, 255])
def test_plain_pictures_say_nothing(value: int) -> None:
    found = fidelity_of(np.full((160, 240), value, np.uint8), 80)
    assert found.is_fit.all()
