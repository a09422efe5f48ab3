"""`pixels.resampling`: a neutral fact, and where it says that it can't see."""

from __future__ import annotations

import hashlib
import io

import numpy as np
import pytest
from PIL import Image

from generator.analyse.analyzer import NotApplicable
from generator.analyse.analyzers.pixels_resampling import is_flagged, run
from generator.analyse.chain import run_chain
from generator.analyse.picture import Picture
from generator.analyse.registry import discover, selected
from generator.model import FileKind, Run
from tests.analyse.demosaicing.drawing import scene


def saved(image: Image.Image, form: str = "JPEG", **options: int) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def opened(data: bytes) -> Picture:
    kind = FileKind.JPEG if data[:2] == b"\xff\xd8" else FileKind.PNG
    picture = Picture(data, kind, hashlib.sha256(data).hexdigest())
    done = list(run_chain(picture, selected(discover(), ["jpeg.quantization"])))
    picture.runs = {item.name: item.value for item in done if isinstance(item.value, Run)}
    return picture


@pytest.fixture(scope="module")
def photo() -> Image.Image:
    return Image.open(io.BytesIO(saved(Image.fromarray(scene(720, 900, seed=11)), quality=75)))


def resized(photo: Image.Image, factor: float) -> Image.Image:
    return photo.resize((round(photo.width * factor), round(photo.height * factor)), Image.Resampling.BICUBIC)


def test_a_factor_is_told_without_weight(photo: Image.Image) -> None:
    # Cropped after it was resized, so that its blocks begin elsewhere.
    picture = opened(saved(resized(photo, 1.37).crop((5, 3, 1205, 963)), quality=95))
    (finding,) = run(picture)
    assert finding.statement == (
        "The whole picture was made larger: to about 1.37 times the size that it had before."
    )
    assert finding.weights == ()
    assert finding.measure("earlier_width") == pytest.approx(1200 / 1.37, abs=6)
    assert finding.measure("earlier_height") == pytest.approx(960 / 1.37, abs=6)
    assert finding.measure("earlier_quality") is None
    assert finding.error_rate is not None
    assert finding.error_rate.detections == 0.56
    # None of 56 independent pictures: 1 - 0.025 ** (1 / 56), whatever the number of their copies.
    assert finding.error_rate.pictures == 56
    assert finding.error_rate.false_alarms_high == pytest.approx(1 - 0.025 ** (1 / 56), abs=0.0005)
    assert "cameras resize" in finding.error_rate.conditions
    assert is_flagged(picture)


@pytest.mark.parametrize(
    ("factor", "quality", "words"),
    [(1.37, 95, "larger"), (1.37, 0, "larger"), (0.7, 92, "smaller"), (0.55, 0, "smaller")],
)
def test_a_jpeg_of_another_size_is_told_without_weight(
    photo: Image.Image, factor: float, quality: int, words: str
) -> None:
    small = resized(photo, factor)
    picture = opened(saved(small, quality=quality) if quality else saved(small, "PNG"))
    (finding,) = run(picture)
    assert finding.weights == ()
    assert finding.statement.startswith(
        f"The whole picture was made {words}: it was saved as a JPEG of 900 x 720 "
    )
    assert f"before it got its size of {small.width} x {small.height}." in finding.statement
    assert (finding.measure("earlier_width"), finding.measure("earlier_height")) == (900, 720)
    earlier = finding.measure("earlier_quality")
    assert isinstance(earlier, int) and abs(earlier - 75) <= 2
    assert finding.measure("factor") == pytest.approx(factor, abs=0.002)
    rate = finding.error_rate
    assert rate is not None and rate.pictures == 76
    assert rate.false_alarms_high == pytest.approx(1 - 0.025 ** (1 / 76), abs=0.0005)
    assert is_flagged(picture)


def test_resizing_is_told_without_a_factor() -> None:
    image = Image.fromarray(scene(600, 720, seed=12))
    (finding,) = run(opened(saved(resized(image, 1.3), "PNG")))
    assert "can't be told" in finding.statement
    assert finding.measure("frequency") == pytest.approx(1 - 1 / 1.3, abs=0.005)


def test_nothing_is_found_in_an_untouched_photo(photo: Image.Image) -> None:
    assert run(opened(saved(photo, quality=90))) == ()
    assert run(opened(saved(photo, "PNG"))) == ()


def test_nothing_at_low_quality_is_said_not_to_be_checked(photo: Image.Image) -> None:
    with pytest.raises(NotApplicable, match=r"about quality 60 of 100.*history destroyed"):
        run(opened(saved(resized(photo, 0.7), quality=60)))


def test_small_pictures_are_left_alone() -> None:
    with pytest.raises(NotApplicable, match="too small"):
        run(opened(saved(Image.fromarray(np.zeros((200, 900, 3), np.uint8)))))
