"""What comes back of the frequencies, and which blocks are left out."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from generator.analyse.grid.votes import luminance
from generator.analyse.resized_jpeg.fidelity import LEAST_LEFT, fidelity_of
from generator.analyse.resized_jpeg.restoring import restored
from generator.simulate.noise import Array
from tests.analyse.quantization.histories import photograph, saved


def brought_back(pixels: Array, width: int, resampling: Image.Resampling) -> Array:
    height = round(pixels.shape[0] * width / pixels.shape[1])
    small = np.asarray(Image.fromarray(pixels).resize((width, height), resampling))
    return restored(luminance(small), (pixels.shape[1], pixels.shape[0]))


def test_a_soft_filter_weakens_fine_frequencies() -> None:
    before = saved(photograph(), 75)
    soft = fidelity_of(brought_back(before, 590, Image.Resampling.BILINEAR), 75).left
    sharp = fidelity_of(brought_back(before, 590, Image.Resampling.LANCZOS), 75).left
    assert soft[0] == sharp[0] == 1
    # Across and down alike, and the higher the less.
    assert soft[3] == soft[24]
    assert 1 > soft[1] > soft[2] > soft[3] >= soft[27] >= LEAST_LEFT
    assert soft[4] < 0.9 < sharp[4]


def test_an_untouched_picture_is_not_weakened() -> None:
    found = fidelity_of(luminance(saved(photograph(), 75)), 75)
    assert all(abs(share - 1) < 0.05 for share in found.left[:4])
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


@pytest.mark.parametrize("value", [0, 90, 255])
def test_plain_pictures_say_nothing(value: int) -> None:
    found = fidelity_of(np.full((160, 240), value, np.uint8), 80)
    assert found.is_fit.all()
