"""The place and quality of an earlier save, and pictures that have none on other blocks."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from generator.analyse.cropped_jpeg.earlier import LEAST_SCORE, earlier_grid, is_everywhere, strongest
from generator.analyse.cropped_jpeg.moved import FREQUENCIES, moved_blocks, strengths
from generator.analyse.grid.votes import Luminance
from tests.analyse.demosaicing.drawing import scene


def saved(gray: Luminance, quality: int) -> Luminance:
    stream = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(gray)).save(stream, "JPEG", quality=quality)
    with Image.open(stream) as image:
        return np.asarray(image)


@pytest.fixture(scope="module")
def original() -> Luminance:
    return np.ascontiguousarray(scene(480, 640, seed=21)[:, :, 1])


@pytest.mark.parametrize(
    ("first", "second", "left", "top"),
    [(75, 90, 3, 5), (85, 95, 1, 7), (60, 80, 6, 2), (90, 95, 4, 1), (80, 80, 5, 3)],
)
def test_a_crop_between_two_saves_tells_place_and_quality(
    original: Luminance, first: int, second: int, left: int, top: int
) -> None:
    found = earlier_grid(strengths(moved_blocks(saved(saved(original, first)[top:, left:], second)))[0])
    assert found is not None
    assert (found.x, found.y) == (8 - left, 8 - top)
    assert found.quality == pytest.approx(first, abs=2)


@pytest.mark.parametrize("quality", [60, 75, 85, 95, 100])
def test_one_save_is_no_earlier_save(original: Luminance, quality: int) -> None:
    values, blocks = strengths(moved_blocks(saved(original, quality)))
    assert earlier_grid(values) is None
    assert strongest(values)[0].score < LEAST_SCORE - 2
    assert blocks > 4000


def test_two_saves_on_the_same_blocks_are_left_to_the_other_test(original: Luminance) -> None:
    assert earlier_grid(strengths(moved_blocks(saved(saved(original, 75), 92)))[0]) is None
    assert earlier_grid(strengths(moved_blocks(saved(saved(original, 75)[16:, 8:], 92)))[0]) is None


def test_half_a_block_off_is_not_told_from_webp(original: Luminance) -> None:
    assert earlier_grid(strengths(moved_blocks(saved(saved(original, 75)[4:, 4:], 92)))[0]) is None


def test_a_coarser_second_save_wipes_it_out(original: Luminance) -> None:
    assert earlier_grid(strengths(moved_blocks(saved(saved(original, 90)[5:, 3:], 50)))[0]) is None


@pytest.mark.parametrize(
    "gray", [np.full((256, 256), 9, np.uint8), np.zeros((64, 64), np.uint8)], ids=["gray", "black"]
)
def test_plain_pictures_have_no_busy_blocks(gray: Luminance) -> None:
    values, blocks = strengths(moved_blocks(gray))
    assert blocks == 0
    assert earlier_grid(values) is None


def test_only_the_middle_of_a_large_picture_is_looked_at_on_its_own_blocks() -> None:
    wide = np.zeros((700, 2100), np.uint8)
    small = saved(np.ascontiguousarray(scene(640, 1024, seed=22)[:, :, 1]), 75)
    top, left = (700 - 640) // 16 * 8, (2100 - 1024) // 16 * 8
    wide[top : top + 640, left : left + 1024] = small
    assert (moved_blocks(wide).numbers == moved_blocks(small).numbers).all()


def test_strengths_are_those_of_the_plain_transform(original: Luminance) -> None:
    gray = original[:40, :48]
    values, _ = strengths(moved_blocks(gray))
    order, place = np.mgrid[:8, :8]
    basis = np.cos((2 * place + 1) * order * np.pi / 16) * np.where(order == 0, np.sqrt(1 / 8), 0.5)
    x, y, step = 3, 5, 7
    rows, columns = (40 - y) // 8, (48 - x) // 8
    blocks = (
        gray[y : y + 8 * rows, x : x + 8 * columns].reshape(rows, 8, columns, 8).transpose(0, 2, 1, 3) - 128.0
    )
    numbers = np.rint(np.einsum("ui,abij,vj->abuv", basis, blocks, basis)).reshape(-1, 8, 8)
    busy = np.abs(numbers[:, 0, 1]) + np.abs(numbers[:, 1, 0]) > 2
    # The mean of a block can lie exactly between two whole numbers; the others can't.
    for number, (down, across) in list(enumerate(FREQUENCIES))[1:]:
        kept = numbers[busy, down, across]
        expected = np.cos(2 * np.pi * kept / step).sum() / np.sqrt(len(kept))
        assert values[8 * y + x, number, step] == pytest.approx(expected, abs=1e-9)


def test_a_pasted_part_is_told_from_the_whole(original: Luminance) -> None:
    other = saved(np.ascontiguousarray(scene(480, 640, seed=23)[:, :, 1]), 60)
    spliced = saved(original, 97).copy()
    spliced[40:230, 30:310] = other[45:235, 33:313]
    blocks = moved_blocks(saved(spliced, 97))
    found = earlier_grid(strengths(blocks)[0])
    assert found is not None
    assert not is_everywhere(blocks, found)
    blocks = moved_blocks(saved(saved(original, 60)[5:, 3:], 95))
    found = earlier_grid(strengths(blocks)[0])
    assert found is not None
    assert is_everywhere(blocks, found)


def test_the_places_of_a_file_without_loss_hold_those_of_a_jpeg(original: Luminance) -> None:
    every, inner = moved_blocks(original, own=True), moved_blocks(original)
    assert every.numbers.shape[1:3] == (8, 8)
    assert (every.numbers[:, 1:, 1:] == inner.numbers).all()
    values = strengths(moved_blocks(saved(original, 75), own=True))[0]
    found = earlier_grid(values, own=1)
    assert found is not None
    assert (found.x, found.y) == (0, 0)
    assert earlier_grid(values) is None
