"""Two versions in one frame: what both show, at the same place in both figures."""

from __future__ import annotations

import hashlib
import io

import numpy as np
import pytest
from PIL import Image, ImageOps

from generator.analyse.features.placement import Placement
from generator.analyse.picture import Picture
from generator.compare import figures
from generator.compare.pair import parameters_of
from generator.model import FileKind, LaidFigures
from generator.settings import Limits
from tests.analyse.features.scenes import COPY, scene

CROP = (0.25, 0.125, 0.75, 0.75)


def png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def made(left: Image.Image, right: Image.Image, placement: Placement) -> tuple[LaidFigures, dict[str, bytes]]:
    data = png(left)
    picture = Picture(data, FileKind.PNG, hashlib.sha256(data).hexdigest(), Limits())
    found = figures.make(picture, parameters_of(png(right), placement))
    return found, picture.blobs


def placement(
    matrix: tuple[float, float, float, float, float, float], *, mirrored: bool = False
) -> Placement:
    whole = (0.0, 0.0, 1.0, 1.0)
    return Placement(40, matrix, mirrored, 1.0, 0.0, whole, whole, 0.5, 0.8, 0, COPY)


def cropped(image: Image.Image) -> Image.Image:
    width, height = image.size
    return image.crop(
        (int(CROP[0] * width), int(CROP[1] * height), int(CROP[2] * width), int(CROP[3] * height))
    )


TO_CROP = (2.0, 0.0, -0.5, 0.0, 1.6, -0.2)
"""From the whole picture to the crop, in shares."""
FROM_CROP = (0.5, 0.0, 0.25, 0.0, 0.625, 0.125)


@pytest.mark.parametrize(
    ("is_crop_left", "is_mirrored"), [(True, False), (False, False), (True, True), (False, True)]
)
def test_a_crop_is_laid_upon_its_place(is_crop_left: bool, is_mirrored: bool) -> None:
    whole = scene(60)
    crop = cropped(whole)
    left, right = (crop, whole) if is_crop_left else (whole, crop)
    if is_mirrored:
        left = ImageOps.mirror(left)
    found, blobs = made(left, right, placement(FROM_CROP if is_crop_left else TO_CROP, mirrored=is_mirrored))
    assert not found.missing
    assert found.left
    assert found.right
    assert (found.left.width, found.left.height) == (found.right.width, found.right.height)
    assert abs(found.left.width - crop.width) <= 6
    first, second = (
        np.asarray(Image.open(io.BytesIO(blobs[item.blob])).convert("L"), np.float64)
        for item in (found.left, found.right)
    )
    assert np.median(np.abs(first - second)) < 4
    frame = left if found.is_left_frame else right
    box = [share * side for share, side in zip(found.part, (*frame.size, *frame.size), strict=True)]
    shown = np.asarray(frame.convert("L"), np.float64)[
        round(box[1]) : round(box[3]), round(box[0]) : round(box[2])
    ]
    own = first if found.is_left_frame else second
    assert shown.shape == own.shape
    assert np.median(np.abs(shown - own)) < 4


def test_the_same_input_gives_the_same_bytes() -> None:
    whole = scene(61)
    runs = [made(whole, cropped(whole), placement(TO_CROP)) for _ in range(2)]
    assert runs[0] == runs[1]


def test_pictures_that_hardly_overlap_give_no_figure() -> None:
    found, blobs = made(scene(60), scene(61), placement((1.0, 0.0, 0.97, 0.0, 1.0, 0.0)))
    assert (found.left, found.right, blobs) == (None, None, {})
    assert found.missing
