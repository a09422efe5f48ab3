"""`pixels.copy-move`: what readers are told, what is flagged, and where the test can't tell."""

from __future__ import annotations

import hashlib
import io

import numpy as np
import pytest
from PIL import Image, ImageDraw

from generator.analyse.analyzer import NotApplicable
from generator.analyse.analyzers.pixels_copy_move import ANALYZER, flag_mask, run
from generator.analyse.chain import run_chain
from generator.analyse.copy_move.examine import examine
from generator.analyse.picture import Picture
from generator.analyse.registry import discover, selected
from generator.model import Axis, Bearing, FileKind, Integrity, Run, Weight
from tests.analyse.copy_move.drawing import Pixels, copied, facade, scene, score

FLAG = Weight(Bearing.SUPPORTS, Axis.INTEGRITY, Integrity.ALTERED.value)


def opened(rgb: Pixels, form: str = "PNG", **options: int) -> Picture:
    stream = io.BytesIO()
    Image.fromarray(rgb).save(stream, form, **options)
    data = stream.getvalue()
    picture = Picture(data, FileKind(form), hashlib.sha256(data).hexdigest())
    done = list(run_chain(picture, selected(discover(), ANALYZER.needs)))
    picture.runs = {item.name: item.value for item in done if isinstance(item.value, Run)}
    return picture


def test_copy_is_told_with_its_transform_both_ends_and_pictures() -> None:
    truth = copied(scene(1), centre=(90, 110), to=((290, 190),), radius=40, turn=12.0, scale=1.1)
    picture = opened(truth.rgb)
    (finding,) = run(picture)
    assert finding.code == "pixels.copy-move"
    assert finding.weights == (FLAG,)
    assert "turned by 12° clockwise and enlarged by 1.10" in finding.statement
    assert "can't be told" in finding.statement
    assert finding.measure("pairs") == 1
    assert finding.measure("exact") is False
    assert len(finding.regions) == 2
    assert [figure.role for figure in finding.figures] == ["mask", "crop"]
    assert {figure.blob for figure in finding.figures} <= set(picture.blobs)
    assert score(flag_mask(picture), truth.truth) > 0.85


def test_exact_copy_in_a_png() -> None:
    truth = copied(scene(2), centre=(90, 110), to=((290, 190),), radius=16)
    (finding,) = run(opened(truth.rgb))
    assert finding.measure("exact") is True
    assert "moved without turning or resizing" in finding.statement


@pytest.mark.parametrize("quality", [95, 90])
def test_copy_survives_a_light_save_as_jpeg(quality: int) -> None:
    truth = copied(scene(3), centre=(90, 110), to=((290, 190),), radius=44, turn=10.0)
    assert score(flag_mask(opened(truth.rgb, "JPEG", quality=quality)), truth.truth) > 0.8


@pytest.mark.parametrize(("earlier", "quality", "form"), [(0, 75, "JPEG"), (72, 90, "JPEG"), (72, 0, "PNG")])
def test_copy_survives_strong_saves_whose_steps_are_known(earlier: int, quality: int, form: str) -> None:
    """By the file's own save, by one before it, and by one before a copy without loss."""
    truth = copied(scene(3), centre=(90, 110), to=((291, 193),), radius=52, turn=10.0)
    rgb = opened(truth.rgb, "JPEG", quality=earlier).rgb if earlier else truth.rgb
    picture = opened(rgb, form, **({"quality": quality} if quality else {}))
    (finding,) = run(picture)
    assert "as far as compression left them: one is a copy" in finding.statement
    difference = finding.measure("difference")
    assert isinstance(difference, float) and difference < 1.2
    assert "times what compression makes of both" in str(finding.tables)
    assert score(flag_mask(picture), truth.truth) > 0.85
    assert examine(picture.rgb, is_lossless=form == "PNG").copies == ()


@pytest.mark.parametrize("quality", [95, 90, 75])
def test_repeated_windows_in_a_jpeg_are_not_flagged(quality: int) -> None:
    assert run(opened(facade(4), "JPEG", quality=quality)) == ()


def test_nothing_found_in_an_untouched_picture() -> None:
    picture = opened(scene(5))
    assert run(picture) == ()
    assert not flag_mask(picture).any()


def test_small_and_plain_pictures_are_not_judged() -> None:
    with pytest.raises(NotApplicable, match="too small"):
        run(opened(scene(1)[:80]))
    page = Image.new("RGB", (416, 320), "white")
    draw = ImageDraw.Draw(page)
    for line in range(8):
        draw.text(
            (12, 10 + 38 * line), "An example of an example of example", fill=(20, 20, 60), font_size=22
        )
    with pytest.raises(NotApplicable, match="perfectly plain"):
        run(opened(np.asarray(page)))


def test_which_end_is_the_copy_is_told_with_how_often_that_was_right() -> None:
    rgb = scene(1, grain=4.0)
    part = Image.fromarray(rgb[62:159, 42:139]).rotate(-20, Image.Resampling.BILINEAR)
    y, x = np.mgrid[-48:49, -48:49]
    inside = np.hypot(x, y) <= 40
    rgb[190 + y[inside], 290 + x[inside]] = np.asarray(part)[inside]
    (finding,) = run(opened(rgb))
    assert "turned by 20° clockwise" in finding.statement
    assert "not the other way round, so it is probably the copy" in finding.statement
    x_told, y_told = (
        int(number) for number in finding.statement.partition("around ")[2].partition(" (")[0].split(", ")
    )
    assert np.hypot(x_told - 290, y_told - 190) < 6
    assert "right each time" in finding.limits
