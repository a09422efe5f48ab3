"""The size and quality of a JPEG save before a picture was resized, and what must not be taken for one."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from generator.analyse.grid.votes import luminance
from generator.analyse.resampling.factor import hinted
from generator.analyse.resampling.traces import traces_of
from generator.analyse.resized_jpeg.earlier import EarlierSize, earlier_size
from generator.simulate.noise import Array
from tests.analyse.quantization.histories import photograph, saved

FILTERS = {
    "bicubic": Image.Resampling.BICUBIC,
    "bilinear": Image.Resampling.BILINEAR,
    "lanczos": Image.Resampling.LANCZOS,
    "box": Image.Resampling.BOX,
}


def resized(pixels: Array, width: int, name: str = "bicubic") -> Array:
    height = round(pixels.shape[0] * width / pixels.shape[1])
    return np.asarray(Image.fromarray(pixels).resize((width, height), FILTERS[name]))


def found(pixels: Array) -> EarlierSize | None:
    gray = luminance(pixels)
    return earlier_size(gray, hinted(traces_of(gray)))


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("width", [560, 431])
def test_the_size_before_making_smaller_is_found(width: int, name: str) -> None:
    earlier = found(resized(saved(photograph(), 80), width, name))
    assert earlier is not None
    assert earlier.size == (640, 480)
    assert abs(earlier.quality - 80) <= 1


@pytest.mark.parametrize("width", [800, 903])
def test_the_size_before_making_larger_is_told_by_its_spectra(width: int) -> None:
    earlier = found(resized(saved(photograph(), 80), width))
    assert earlier is not None
    assert earlier.size == (640, 480)


@pytest.mark.parametrize(("first", "last"), [(75, 95), (80, 92), (60, 85)])
def test_it_is_found_after_another_save(first: int, last: int) -> None:
    earlier = found(saved(resized(saved(photograph(), first), 560), last))
    assert earlier is not None
    assert earlier.size == (640, 480)
    assert abs(earlier.quality - first) <= 2


@pytest.mark.parametrize(
    "pixels",
    [
        photograph(),
        saved(photograph(), 80),
        saved(saved(photograph(), 70), 92),
        saved(saved(photograph(), 70)[3:, 5:], 92),
        saved(photograph(), 70)[4:, 4:],
        resized(photograph(), 560),
        saved(resized(saved(photograph(), 90), 400), 70),
        np.full((300, 400, 3), 90, np.uint8),
    ],
    ids=[
        "never saved",
        "saved once",
        "saved twice",
        "cropped between",
        "cropped after",
        "resized only",
        "coarser after",
        "plain",
    ],
)
def test_nothing_else_is_taken_for_an_earlier_size(pixels: Array) -> None:
    assert found(pixels) is None


def test_after_a_crop_of_the_resized_picture_it_is_not_found() -> None:
    assert found(resized(saved(photograph(), 80), 560)[11:, 7:]) is None


def test_small_pictures_are_left_alone() -> None:
    assert found(resized(saved(photograph(), 80), 100)) is None
