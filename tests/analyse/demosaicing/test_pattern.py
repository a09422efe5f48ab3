"""The picture's own pattern, and parts that are out of step with it."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from generator.analyse.demosaicing.extremes import count_extremes
from generator.analyse.demosaicing.parts import mask_of, parts_of
from generator.analyse.demosaicing.pattern import Pattern, pattern_of
from tests.analyse.demosaicing.drawing import Rgb, mosaicked, scene


def examined(rgb: Rgb) -> Pattern:
    return pattern_of(count_extremes(tuple(rgb[:, :, colour] for colour in range(3))))


@pytest.fixture(scope="module")
def camera() -> Rgb:
    return mosaicked(scene(400, 480, seed=3))


def test_a_mosaic_leaves_a_pattern(camera: Rgb) -> None:
    pattern = examined(camera)
    assert pattern.is_found
    assert pattern.share > 0.95
    assert pattern.log_nfa < -300


@pytest.mark.parametrize(("down", "right"), [(0, 1), (1, 0), (1, 1), (5, 8)])
def test_the_pattern_survives_cropping(camera: Rgb, down: int, right: int) -> None:
    assert examined(camera[down:, right:]).share > 0.95


def test_a_picture_without_mosaic_has_none() -> None:
    pattern = examined(scene(400, 480, seed=4))
    assert not pattern.is_found
    assert 0.18 < pattern.share < 0.32


@pytest.mark.parametrize("factor", [0.5, 0.7, 0.93, 1.3, 1.9])
def test_resizing_destroys_it(camera: Rgb, factor: float) -> None:
    size = (round(480 * factor), round(400 * factor))
    assert not examined(np.asarray(Image.fromarray(camera).resize(size, Image.Resampling.LANCZOS))).is_found


def test_a_pattern_of_rows_alone_is_none() -> None:
    rows = scene(400, 480, seed=5).copy()
    rows[1:-1:2] = ((rows[:-2:2].astype(np.uint16) + rows[2::2]) // 2)[: len(rows[1:-1:2])]
    pattern = examined(rows)
    assert pattern.log_nfa < -8
    assert not pattern.is_found


@pytest.mark.parametrize(("down", "right"), [(0, 1), (1, 0)])
def test_a_part_one_pixel_out_of_step_is_found(camera: Rgb, down: int, right: int) -> None:
    other = mosaicked(scene(400, 480, seed=9))
    spliced = camera.copy()
    truth = np.zeros(camera.shape[:2], np.bool_)
    truth[96:256, 128:320] = True
    spliced[96:256, 128:320] = other[96 + down : 256 + down, 128 + right : 320 + right]
    parts = parts_of(examined(spliced))
    assert [part.step for part in parts] == [2 * down + right]
    flagged = mask_of(parts, (camera.shape[0], camera.shape[1]))
    assert (flagged & truth).sum() > 0.9 * truth.sum()
    assert (flagged & ~truth).sum() < 0.1 * truth.sum()


def test_no_part_of_an_untouched_picture_is_out_of_step(camera: Rgb) -> None:
    assert parts_of(examined(camera)) == ()


def test_a_part_in_step_is_not_found(camera: Rgb) -> None:
    spliced = camera.copy()
    spliced[96:256, 128:320] = mosaicked(scene(400, 480, seed=9))[96:256, 128:320]
    assert parts_of(examined(spliced)) == ()
