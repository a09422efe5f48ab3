"""Comparing two versions of a picture: laid upon one another exactly, harmless saves pass, changes are found where they are."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageEnhance

from generator.compare.comparison import Compared, compare
from tests.analyse.features.scenes import pixels, saved, scene

SAME = np.array([[1.0, 0, 0], [0, 1, 0]])
BOX = (200, 150, 330, 260)


def compared(frame: Image.Image, picture: Image.Image, shares: NDArray[np.float64] = SAME) -> Compared:
    return compare(pixels(frame), pixels(picture), shares)


def altered(image: Image.Image) -> Image.Image:
    """The picture with another one's part in the box."""
    copy = image.copy()
    copy.paste(scene(61).crop(BOX), BOX[:2])
    return copy


def f1(mask: NDArray[np.bool_]) -> float:
    truth = np.zeros(mask.shape, np.bool_)
    truth[BOX[1] : BOX[3], BOX[0] : BOX[2]] = True
    return float(2 * (mask & truth).sum() / (mask.sum() + truth.sum()))


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image,
        lambda image: saved(image, 30),
        lambda image: saved(saved(image, 60), 80),
        lambda image: saved(ImageEnhance.Brightness(image).enhance(0.8)),
        lambda image: saved(ImageEnhance.Color(image).enhance(0.3)),
        lambda image: image.convert("L").convert("RGB"),
    ],
    ids=["same", "saved at 30", "saved twice", "darker", "paler", "gray"],
)
def test_harmless_copies_show_no_change(change: Callable[[Image.Image], Image.Image]) -> None:
    found = compared(change(scene(60)), scene(60))
    assert not found.changes.mask.any()
    assert found.likeness > 0.9


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image,
        lambda image: saved(image, 50),
        lambda image: saved(ImageEnhance.Brightness(image).enhance(1.2), 80),
    ],
    ids=["unsaved", "saved at 50", "brighter"],
)
def test_a_changed_part_is_found(change: Callable[[Image.Image], Image.Image]) -> None:
    found = compared(change(altered(scene(60))), scene(60))
    assert f1(found.changes.mask) > 0.85


def test_added_text_is_found() -> None:
    copy = scene(60)
    ImageDraw.Draw(copy).text((300, 300), "EXAMPLE", fill="white", font_size=40)
    rows, columns = np.nonzero(compared(saved(copy), scene(60)).changes.mask)
    assert 290 < rows.min() < rows.max() < 350
    assert 285 < columns.min() < columns.max() < 500


def test_a_crop_is_laid_upon_the_whole_exactly() -> None:
    whole = scene(60)
    part = saved(whole.crop((101, 67, 421, 307)), 90)
    # As local features say it: right to a pixel or two.
    shares = np.array([[0.5 + 0.003, 0, 101 / 640 - 0.002], [0, 0.5 - 0.002, 67 / 480 + 0.002]])
    found = compared(part, whole, shares)
    assert found.laid.matrix == pytest.approx(np.array([[1, 0, 101], [0, 1, 67]]))
    assert not found.changes.mask.any()


def test_a_smaller_turned_copy_is_laid_to_a_fraction_of_a_pixel() -> None:
    whole = scene(60)
    copy = whole.transform(
        (400, 300), Image.Transform.AFFINE, (1.5, 0.05, 3, -0.05, 1.5, 10), Image.Resampling.BICUBIC
    )
    shares = np.array(
        [[1.5 * 400 / 640, 0.05 * 300 / 640, 4.2 / 640], [-0.05 * 400 / 480, 1.5 * 300 / 480, 9 / 480]]
    )
    found = compared(copy, whole, shares)
    corners = np.array([[0, 400, 0, 400], [0, 0, 300, 300], [1, 1, 1, 1]], float)
    truth = np.array([[1.5, 0.05, 3], [-0.05, 1.5, 10]])
    assert np.abs((found.laid.matrix - truth) @ corners).max() < 0.25


def test_the_tone_says_what_was_compensated() -> None:
    assert compared(ImageEnhance.Brightness(scene(60)).enhance(0.8), scene(60)).tone.kind == "line"
    assert compared(scene(60).convert("L").convert("RGB"), scene(60)).tone.kind == "colours"
    assert compared(saved(scene(60)), scene(60)).tone.kind == "same"


@pytest.mark.parametrize("size", [(8, 8), (40, 12), (300, 9)])
def test_tiny_and_plain_pictures_are_no_trouble(size: tuple[int, int]) -> None:
    plain = Image.new("RGB", size, (90, 120, 60))
    assert not compared(plain, plain).changes.mask.any()
