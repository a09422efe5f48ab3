"""`pixels.double-jpeg`: a neutral fact, and where it says that it can't see."""

from __future__ import annotations

import hashlib
import io

import numpy as np
import pytest
from PIL import Image

from generator.analyse.analyzer import NotApplicable
from generator.analyse.analyzers.pixels_double_jpeg import is_flagged, run
from generator.analyse.chain import run_chain
from generator.analyse.picture import Picture
from generator.analyse.registry import discover, selected
from generator.model import FileKind, Run
from tests.analyse.demosaicing.drawing import scene


def saved(image: Image.Image, quality: int) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def reopened(image: Image.Image, quality: int) -> Image.Image:
    return Image.open(io.BytesIO(saved(image, quality)))


def opened(data: bytes) -> Picture:
    picture = Picture(data, FileKind.JPEG, hashlib.sha256(data).hexdigest())
    done = list(run_chain(picture, selected(discover(), ["jpeg.quantization"])))
    picture.runs = {item.name: item.value for item in done if isinstance(item.value, Run)}
    return picture


@pytest.fixture(scope="module")
def photo() -> Image.Image:
    return Image.fromarray(scene(480, 640, seed=21))


def test_an_earlier_save_before_a_crop_is_told_without_weight(photo: Image.Image) -> None:
    picture = opened(saved(reopened(photo, 80).crop((3, 5, 640, 480)), 92))
    (finding,) = run(picture)
    assert "saved as a JPEG before" in finding.statement
    assert finding.measure("earlier_quality") == pytest.approx(80, abs=2)
    assert (finding.measure("origin_x"), finding.measure("origin_y")) == (5, 3)
    assert finding.weights == ()
    assert finding.error_rate is not None
    assert is_flagged(picture)


def test_the_earlier_save_of_a_part_is_not_said_of_the_whole(photo: Image.Image) -> None:
    image = reopened(photo, 97).copy()
    other = reopened(Image.fromarray(scene(480, 640, seed=23)), 60)
    image.paste(other.crop((33, 45, 313, 235)), (30, 40))
    picture = opened(saved(image, 97))
    (finding,) = run(picture)
    assert finding.code == "pixels.double-jpeg.in-part"
    assert finding.statement.startswith("A part of the picture")
    assert finding.weights == ()
    assert not is_flagged(picture)


def test_nothing_is_found_in_a_first_save(photo: Image.Image) -> None:
    assert run(opened(saved(photo, 90))) == ()


def test_nothing_at_low_quality_is_said_not_to_be_checked(photo: Image.Image) -> None:
    with pytest.raises(NotApplicable, match=r"about quality 60 of 100.*history destroyed"):
        run(opened(saved(photo, 60)))


def test_small_and_plain_pictures_are_left_alone(photo: Image.Image) -> None:
    with pytest.raises(NotApplicable, match="too small"):
        run(opened(saved(photo.crop((0, 0, 400, 200)), 90)))
    with pytest.raises(NotApplicable, match="too plain"):
        run(opened(saved(Image.fromarray(np.full((400, 400, 3), 90, np.uint8)), 90)))
