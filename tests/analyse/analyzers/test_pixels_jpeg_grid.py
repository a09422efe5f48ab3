"""`pixels.jpeg-grid`: pastes that keep their own grid, histories that it can read, and histories that it can't."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageDraw

from generator.analyse.analyzer import NotApplicable
from generator.analyse.analyzers.pixels_jpeg_grid import flag_mask, run
from generator.analyse.chain import run_chain
from generator.analyse.picture import Picture
from generator.analyse.registry import discover, selected
from generator.model import Axis, Bearing, FileKind, Finding, Integrity, Run, Weight
from tests.analyse.grid.drawing import noise

PASTED = (107, 61, 257, 189)
"""Left, top, right, bottom."""
FLAG = Weight(Bearing.SUPPORTS, Axis.INTEGRITY, Integrity.ALTERED.value)
CODE = "pixels.jpeg-grid"


def saved(image: Image.Image, form: str = "JPEG", **options: int) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def photo(seed: int, quality: int = 85) -> Image.Image:
    """A picture in colour, decoded from a JPEG."""
    planes = [noise(320, 416, seed=seed + plane, grain=1.5) // 3 for plane in range(3)]
    bright = noise(320, 416, seed=seed + 10) // 2
    rgb = np.stack([bright + plane for plane in planes], axis=2).clip(0, 255).astype(np.uint8)
    return Image.open(io.BytesIO(saved(Image.fromarray(rgb), quality=quality)))


def spliced() -> Image.Image:
    image = photo(1).copy()
    left, top, right, bottom = PASTED
    image.paste(photo(40).crop((50, 33, 50 + right - left, 33 + bottom - top)), (left, top))
    return image


def opened(data: bytes) -> Picture:
    kind = FileKind.JPEG if data[:2] == b"\xff\xd8" else FileKind.PNG
    picture = Picture(data, kind, hashlib.sha256(data).hexdigest())
    done = list(run_chain(picture, selected(discover(), ["jpeg.quantization"])))
    picture.runs = {item.name: item.value for item in done if isinstance(item.value, Run)}
    return picture


def checked(data: bytes) -> dict[str, Finding]:
    return {finding.code: finding for finding in run(opened(data))}


@pytest.mark.parametrize(
    "data", [saved(spliced(), "PNG"), saved(spliced(), quality=100)], ids=["png", "jpeg of quality 100"]
)
def test_paste_is_found(data: bytes) -> None:
    finding = checked(data)[f"{CODE}.foreign"]
    assert finding.weights == (FLAG,)
    assert finding.measure("parts") == 1
    bound = finding.measure("log_nfa")
    assert isinstance(bound, float) and bound < -20
    (region,) = finding.regions
    left, top, right, bottom = PASTED
    box = (region.x, region.y, region.x + region.width, region.y + region.height)
    assert all(abs(one - other) <= 8 for one, other in zip(box, (left, top, right, bottom), strict=True))
    assert [figure.role for figure in finding.figures] == ["mask", "crop"]
    assert finding.error_rate is not None
    assert finding.error_rate.false_alarms == 0
    assert finding.error_rate.false_alarms_high < 0.15
    assert finding.error_rate.altered


def test_mask_for_measuring_is_the_pasted_part() -> None:
    truth = np.zeros((320, 416), np.bool_)
    truth[PASTED[1] : PASTED[3], PASTED[0] : PASTED[2]] = True
    mask = flag_mask(opened(saved(spliced(), "PNG")))
    assert 2 * (mask & truth).sum() / (mask.sum() + truth.sum()) > 0.9


def test_one_grid_in_a_file_without_loss_is_history() -> None:
    (finding,) = checked(saved(photo(1), "PNG")).values()
    assert finding.code == CODE
    assert not finding.weights
    assert "earlier JPEG" in finding.statement
    assert "No part was found" in finding.statement


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda image: image.crop((3, 5, 416, 320)), (5, 3)),
        (lambda image: image.crop((0, 0, 411, 317)).transpose(Image.Transpose.ROTATE_180), (3, 5)),
    ],
    ids=["cropped", "turned"],
)
def test_grid_that_was_moved(change: Callable[[Image.Image], Image.Image], place: tuple[int, int]) -> None:
    findings = checked(saved(change(photo(1)), "PNG"))
    assert set(findings) == {CODE, f"{CODE}.cropped"}
    cropped = findings[f"{CODE}.cropped"]
    assert (cropped.measure("origin_x"), cropped.measure("origin_y")) == place
    assert not cropped.weights
    assert f"{place[0]} pixels from the left and {place[1]} from the top" in cropped.statement


def test_nothing_is_found_in_a_jpeg_of_the_highest_quality() -> None:
    assert run(opened(saved(photo(1), quality=100))) == ()


@pytest.mark.parametrize("image", [photo(1), spliced()], ids=["authentic", "spliced"])
@pytest.mark.parametrize("quality", [60, 80, 95])
def test_later_compression_destroys_the_history(image: Image.Image, quality: int) -> None:
    with pytest.raises(NotApplicable, match=rf"quality {quality} of 100.*history destroyed"):
        run(opened(saved(image, quality=quality)))


def test_resizing_destroys_the_history() -> None:
    small = spliced().resize((300, 231), Image.Resampling.LANCZOS)
    with pytest.raises(NotApplicable, match=r"no JPEG grid.*history destroyed"):
        run(opened(saved(small, "PNG")))
    with pytest.raises(NotApplicable, match="history destroyed"):
        run(opened(saved(small, quality=80)))


@pytest.mark.parametrize(
    ("image", "why"),
    [
        (Image.new("RGB", (63, 400), (9, 90, 200)), "too small"),
        (Image.new("RGB", (400, 400), (9, 90, 200)), "too plain"),
    ],
    ids=["small", "plain"],
)
def test_does_not_apply(image: Image.Image, why: str) -> None:
    with pytest.raises(NotApplicable, match=why):
        run(opened(saved(image, "PNG")))
    with pytest.raises(NotApplicable, match=why):
        flag_mask(opened(saved(image, "PNG")))


def test_caption_and_frame_raise_no_flag() -> None:
    image = Image.new("RGB", (451, 353), (240, 240, 240))
    image.paste(photo(1), (13, 11))
    draw = ImageDraw.Draw(image)
    draw.rectangle((20, 250, 400, 300), fill=(20, 60, 140))
    draw.text((31, 263), "STRAIGHT EDGES EVERYWHERE " * 2, fill=(255, 255, 255))
    assert f"{CODE}.foreign" not in checked(saved(image, "PNG"))


def test_two_compressions_with_a_crop_between_raise_no_flag() -> None:
    data = saved(photo(1, 90).crop((3, 5, 416, 320)), quality=98)
    try:
        findings = checked(data)
    except NotApplicable as reason:
        assert "history destroyed" in str(reason)
    else:
        assert set(findings) == {f"{CODE}.cropped"}
        assert "can't be told" in findings[f"{CODE}.cropped"].statement


def test_part_without_grid_is_shown_and_does_not_count() -> None:
    image = photo(1, 60).copy()
    patch = np.repeat(noise(112, 128, seed=20, grain=0.8)[:, :, None], 3, axis=2)
    image.paste(Image.fromarray(patch), (96, 64))
    finding = checked(saved(image, "PNG"))[f"{CODE}.missing"]
    assert not finding.weights
    assert len(finding.regions) == 1
