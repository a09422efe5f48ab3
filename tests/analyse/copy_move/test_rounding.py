"""What a file's rounding does to fine detail is estimated to within a few parts in ten, wherever it is asked."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.copy_move.dense import detail
from generator.analyse.copy_move.rounding import LEAST, Rounding
from tests.analyse.copy_move.drawing import HEIGHT, WIDTH, saved, scene

INNER = np.s_[32:-32, 32:-32]


def levels_of(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(Image.fromarray(rgb).convert("L"))


def levels_after(rgb: NDArray[np.uint8], quality: int) -> tuple[NDArray[np.uint8], tuple[int, ...]]:
    after, table = saved(rgb, quality)
    return levels_of(after), table


@pytest.mark.parametrize("quality", [60, 75, 85, 92])
def test_estimate_is_near_what_the_save_changed(quality: int) -> None:
    rgb = scene(3)
    after, table = levels_after(rgb, quality)
    change = Rounding(after, table).change(0, 0, WIDTH, HEIGHT)
    lost = detail(levels_of(rgb).astype(np.float32)) - detail(after.astype(np.float32))
    assert change.detail[INNER].mean() == pytest.approx((lost[INNER] ** 2).mean(), rel=0.45)


def test_a_box_is_told_as_within_the_whole_picture() -> None:
    after, table = levels_after(scene(3), 80)
    rounding = Rounding(after, table)
    whole, box = rounding.change(0, 0, WIDTH, HEIGHT), rounding.change(101, 67, 180, 160)
    assert box.detail.shape == (93, 79)
    assert np.allclose(box.detail, whole.detail[67:160, 101:180], rtol=1e-3)
    assert np.allclose(box.slope, whole.slope[67:160, 101:180], rtol=1e-3)


def test_plain_places_lose_almost_nothing_and_rough_ones_much() -> None:
    rgb = scene(3)
    rgb[:, : WIDTH // 2] = 120
    after, table = levels_after(rgb, 75)
    change = Rounding(after, table).change(0, 0, WIDTH, HEIGHT)
    assert change.detail[INNER][:, :100].max() == pytest.approx(LEAST)
    assert change.detail[INNER][:, -100:].min() > 20 * LEAST


def test_a_reduced_picture_keeps_less_of_it() -> None:
    rgb = np.asarray(Image.fromarray(scene(3)).resize((2 * WIDTH, 2 * HEIGHT), Image.Resampling.BICUBIC))
    after, table = levels_after(rgb, 60)
    half = Rounding(after, table, 0.5).change(0, 0, WIDTH, HEIGHT)
    size = WIDTH, HEIGHT
    before, later = (
        np.asarray(Image.fromarray(item).resize(size, Image.Resampling.LANCZOS), np.float32)
        for item in (levels_of(rgb), after)
    )
    lost = detail(before) - detail(later)
    assert half.detail[INNER].mean() == pytest.approx((lost[INNER] ** 2).mean(), rel=0.6)


@pytest.mark.parametrize("box", [(-40, -40, -20, -20), (WIDTH + 5, 3, WIDTH + 30, 20), (-3, -3, 9, 9)])
def test_beyond_the_picture_the_least_is_told(box: tuple[int, int, int, int]) -> None:
    after, table = levels_after(scene(3), 80)
    change = Rounding(after, table).change(*box)
    assert change.detail.shape == (box[3] - box[1], box[2] - box[0])
    assert (change.detail >= np.float32(LEAST)).all()
    assert np.isfinite(change.detail).all()
