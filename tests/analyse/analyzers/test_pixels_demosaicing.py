"""`pixels.demosaicing`: what it says of patterns, and where it says that it can't see."""

from __future__ import annotations

import hashlib
import io

import numpy as np
import pytest
from PIL import Image

from generator.analyse.analyzer import NotApplicable
from generator.analyse.analyzers.pixels_demosaicing import run
from generator.analyse.chain import run_chain
from generator.analyse.picture import Picture
from generator.analyse.registry import discover, selected
from generator.model import FileKind, Finding, Run
from tests.analyse.demosaicing.drawing import Rgb, mosaicked, scene


def checked(rgb: Rgb, form: str = "PNG", **options: int) -> dict[str, Finding]:
    stream = io.BytesIO()
    Image.fromarray(rgb).save(stream, form, **options)
    data = stream.getvalue()
    kind = FileKind.PNG if form == "PNG" else FileKind.JPEG
    picture = Picture(data, kind, hashlib.sha256(data).hexdigest())
    done = list(run_chain(picture, selected(discover(), ["jpeg.quantization"])))
    picture.runs = {item.name: item.value for item in done if isinstance(item.value, Run)}
    return {finding.code: finding for finding in run(picture)}


@pytest.fixture(scope="module")
def camera() -> Rgb:
    return mosaicked(scene(400, 480, seed=3))


@pytest.mark.parametrize(
    ("form", "options"),
    [("PNG", {}), ("JPEG", {"quality": 98, "subsampling": 0}), ("JPEG", {"quality": 99, "subsampling": 2})],
    ids=["lossless", "full colours", "reduced colours"],
)
def test_a_pattern_is_a_neutral_fact(camera: Rgb, form: str, options: dict[str, int]) -> None:
    found = checked(camera, form, **options)
    assert list(found) == ["pixels.demosaicing"]
    assert found["pixels.demosaicing"].weights == ()
    assert found["pixels.demosaicing"].error_rate is not None
    assert "isn't proof of a camera" in found["pixels.demosaicing"].limits


def test_parts_out_of_step_are_shown_without_weight(camera: Rgb) -> None:
    spliced = camera.copy()
    spliced[96:256, 128:320] = mosaicked(scene(400, 480, seed=9))[96:256, 129:321]
    found = checked(spliced)
    part = found["pixels.demosaicing.out-of-step"]
    assert part.weights == ()
    assert part.measure("moved_aside") == 1
    assert part.measure("moved_down") == 0
    box = part.regions[0]
    assert abs(box.x - 128) <= 32
    assert abs(box.y - 96) <= 32


def test_in_lossy_files_parts_are_not_looked_for(camera: Rgb) -> None:
    spliced = camera.copy()
    spliced[96:256, 128:320] = mosaicked(scene(400, 480, seed=9))[96:256, 129:321]
    assert list(checked(spliced, "JPEG", quality=98, subsampling=0)) == ["pixels.demosaicing"]


def test_nothing_is_found_without_a_mosaic() -> None:
    assert checked(scene(400, 480, seed=4)) == {}


def test_strong_compression_is_said_to_destroy_it(camera: Rgb) -> None:
    with pytest.raises(NotApplicable, match=r"about quality 85 of 100.*history destroyed"):
        checked(camera, "JPEG", quality=85)


def test_small_and_plain_pictures_are_left_alone(camera: Rgb) -> None:
    with pytest.raises(NotApplicable, match="too small"):
        checked(camera[:200, :300])
    with pytest.raises(NotApplicable, match="too plain"):
        checked(np.full((480, 640, 3), 90, np.uint8))
