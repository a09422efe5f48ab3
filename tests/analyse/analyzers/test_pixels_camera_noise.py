"""What a page says of known cameras: a match with its measure, nothing found, or why it can't be told."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from generator.analyse.analyzer import NotApplicable
from generator.analyse.analyzers.pixels_camera_noise import run
from generator.model import Axis, Bearing, Origin, Weight
from generator.simulate.jpeg_file import encode
from tests.analyse.camera_noise.bodies import OTHER, OURS, learned, picture_of, scene

FINGERPRINTS = (learned(OTHER).data, learned(OURS).data)


def png(pixels: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_match_names_the_camera_and_its_measure() -> None:
    (finding,) = run(picture_of(encode(scene(OURS, 1), quality=90), *FINGERPRINTS, quality=90))
    assert finding.code == "pixels.camera-noise.match"
    assert "“our camera”" in finding.statement
    assert finding.weights == (Weight(Bearing.SUPPORTS, Axis.ORIGIN, Origin.CAMERA.value),)
    assert finding.measure("camera") == "our camera"
    pce = finding.measure("pce")
    assert isinstance(pce, float)
    assert pce == pytest.approx(2210, rel=0.1)
    assert finding.error_rate is not None
    assert (finding.error_rate.pictures, finding.error_rate.false_alarms) == (57, 0)
    assert [row.name for row in finding.tables[0].rows] == ["another camera", "our camera"]


def test_a_cropped_picture_is_placed() -> None:
    (finding,) = run(picture_of(png(scene(OURS, 1)[21:301, 33:433]), *FINGERPRINTS))
    assert "begins 33 pixels from the left and 21 from the top" in finding.statement


def test_a_turned_picture_is_said_to_be_turned() -> None:
    (finding,) = run(picture_of(png(np.rot90(scene(OURS, 1)).copy()), *FINGERPRINTS))
    assert "was turned by 270°" in finding.statement


def test_a_reduced_picture_is_said_to_be_reduced() -> None:
    small = np.asarray(Image.fromarray(scene(OURS, 2)).resize((420, 280), Image.Resampling.LANCZOS))
    (finding,) = run(picture_of(png(small), *FINGERPRINTS))
    assert "reduced to 88% of the camera's size" in finding.statement


def test_nothing_is_found_in_another_body_s_picture() -> None:
    data = encode(scene(OTHER, 1), quality=95)
    assert run(picture_of(data, learned(OURS).data, quality=95)) == ()


@pytest.mark.parametrize(
    ("data", "fingerprints", "quality", "words"),
    [
        (encode(scene(OURS, 1), quality=90), (), 90, "has named no camera"),
        (png(scene(OURS, 1)[:200, :300]), FINGERPRINTS, 0, "too small"),
        (png(np.full((320, 480, 3), 255, np.uint8)), FINGERPRINTS, 0, "too dark or too bright"),
        (png(np.zeros((320, 480, 3), np.uint8)), FINGERPRINTS, 0, "too dark or too bright"),
        (png(np.full((700, 900, 3), 99, np.uint8)), FINGERPRINTS, 0, "no part of one and no plain reduction"),
        (encode(scene(OTHER, 1), quality=40), FINGERPRINTS[1:], 40, "at about quality 40 of 100"),
        (png(scene(OTHER, 1)[20:300, 30:430]), FINGERPRINTS[1:], 0, "both reduced and cropped"),
    ],
    ids=["no camera", "small", "clipped", "dark", "other size", "low quality", "cropped"],
)
def test_what_can_not_be_told_is_said(
    data: bytes, fingerprints: tuple[bytes, ...], quality: int, words: str
) -> None:
    with pytest.raises(NotApplicable, match=words):
        run(picture_of(data, *fingerprints, quality=quality))


def test_the_same_picture_gives_the_same_finding() -> None:
    data = encode(scene(OURS, 3), quality=85)
    assert run(picture_of(data, *FINGERPRINTS)) == run(picture_of(data, *FINGERPRINTS))
