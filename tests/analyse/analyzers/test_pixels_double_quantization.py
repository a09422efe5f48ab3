"""`pixels.double-quantization`: earlier saves that it can read, those that are gone, and parts that never had them."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from generator.analyse.analyzer import NotApplicable
from generator.analyse.analyzers import pixels_resampling
from generator.analyse.analyzers.pixels_double_quantization import ANALYZER, flag_mask, run, score_map
from generator.model import Axis, Bearing, Finding, Integrity, Weight
from generator.simulate.edits import resize
from generator.simulate.jpeg_file import encode
from generator.simulate.noise import Array
from tests.analyse.quantization.histories import HOST, opened, photograph, saved, spliced

CODE = "pixels.double-quantization"
FLAG = Weight(Bearing.SUPPORTS, Axis.INTEGRITY, Integrity.ALTERED.value)


def checked(data: bytes) -> dict[str, Finding]:
    return {finding.code: finding for finding in run(opened(data))}


def as_png(pixels: Array) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    return buffer.getvalue()


def agreement(flagged: Array, truth: Array) -> float:
    return float(2 * (flagged & truth).sum() / (flagged.sum() + truth.sum()))


@pytest.mark.parametrize(("quality", "least"), [(95, 0.94), (90, 0.93)])
def test_a_paste_lacks_the_earlier_save(quality: int, least: float) -> None:
    edited = spliced()
    data = encode(edited.pixels, quality=quality)
    found = checked(data)
    assert list(found) == [CODE, f"{CODE}.parts"]
    assert found[CODE].measure("earlier_quality") == 80
    parts = found[f"{CODE}.parts"]
    assert parts.weights == (FLAG,)
    assert parts.measure("parts") == 1
    bound = parts.measure("log_nfa")
    assert isinstance(bound, float) and bound < -100
    assert [figure.role for figure in parts.figures] == ["mask", "map"]
    assert agreement(flag_mask(opened(data)), edited.mask) > least
    scores = score_map(opened(data))
    assert scores.shape == edited.mask.shape
    assert np.median(scores[edited.mask]) > 0 > np.median(scores[~edited.mask])


@pytest.mark.parametrize("darker", [0.8, 0.7])
def test_glare_that_was_darkened_is_no_part(darker: float) -> None:
    """What was clipped lies below the end of the scale afterwards, and has no trace to lose."""
    glaring = photograph() * np.linspace(0.1, 2.0, HOST.width)[None, :, None]
    pixels = saved(glaring.clip(0, 255).astype(np.uint8), 60)
    found = checked(encode(np.rint(pixels * darker).astype(np.uint8), quality=95))
    assert list(found) == [CODE]


@pytest.mark.parametrize(("first", "second"), [(60, 90), (75, 90), (80, 95), (85, 92), (70, 85)])
def test_an_earlier_save_is_named_and_raises_no_flag(first: int, second: int) -> None:
    found = checked(encode(saved(photograph(), first), quality=second))
    assert list(found) == [CODE]
    quality = found[CODE].measure("earlier_quality")
    assert isinstance(quality, int) and abs(quality - first) <= 1
    assert found[CODE].weights == ()
    assert f"about quality {quality} of 100" in found[CODE].statement


def brighter(pixels: Array) -> Array:
    return np.clip(pixels * 1.1 + 3, 0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    "data",
    [
        encode(photograph(), quality=90),
        encode(saved(photograph(), 95), quality=60),
        encode(resize(saved(photograph(), 75), 448), quality=90),
        encode(resize(saved(photograph(), 88), 448), quality=85),
        encode(brighter(saved(photograph(), 90)), quality=85),
        encode(spliced().pixels, quality=55),
        encode(resize(spliced().pixels, 448), quality=80),
    ],
    ids=[
        "first save",
        "coarser after",
        "resized",
        "resized, unknown size",
        "brighter",
        "splice, coarser after",
        "splice, resized",
    ],
)
def test_history_that_is_gone_is_said_to_be(data: bytes) -> None:
    with pytest.raises(NotApplicable, match="history destroyed"):
        run(opened(data))
    with pytest.raises(NotApplicable):
        flag_mask(opened(data))


def test_sizes_are_looked_for_in_all_kinds_of_files_that_are_read() -> None:
    assert ANALYZER.applies_to <= pixels_resampling.ANALYZER.applies_to


def test_a_size_that_is_known_is_named_where_its_trace_is_gone() -> None:
    with pytest.raises(NotApplicable, match=r"as a JPEG of 640 x 480 pixels and resized.*history destroyed"):
        run(opened(encode(resize(saved(photograph(), 75), 448), quality=90)))


@pytest.mark.parametrize(("quality", "least"), [(95, 0.93), (90, 0.83)])
def test_a_paste_is_found_after_a_crop_between_the_saves(quality: int, least: float) -> None:
    edited = spliced()
    data = encode(edited.pixels[3:, 5:], quality=quality)
    found = checked(data)
    assert list(found) == [CODE, f"{CODE}.parts"]
    assert "cropped or framed" in found[CODE].statement
    assert (found[CODE].measure("origin_x"), found[CODE].measure("origin_y")) == (3, 5)
    assert agreement(flag_mask(opened(data)), edited.mask[3:, 5:]) > least
    assert score_map(opened(data)).shape == edited.mask[3:, 5:].shape


def test_a_crop_between_two_saves_raises_no_flag() -> None:
    found = checked(encode(saved(photograph(), 75)[3:, 5:], quality=90))
    assert list(found) == [CODE]
    assert "cropped or framed" in found[CODE].statement


@pytest.mark.parametrize(("y", "x"), [(0, 0), (2, 7)])
def test_a_paste_is_found_in_a_copy_without_loss(y: int, x: int) -> None:
    edited = spliced()
    picture = opened(as_png(edited.pixels[y:, x:]))
    found = {finding.code: finding for finding in run(picture)}
    assert list(found) == [CODE, f"{CODE}.parts"]
    assert (found[CODE].measure("origin_x"), found[CODE].measure("origin_y")) == ((8 - x) % 8, (8 - y) % 8)
    assert agreement(flag_mask(picture), edited.mask[y:, x:]) > 0.95


def test_a_copy_without_loss_raises_no_flag() -> None:
    assert list(checked(as_png(saved(photograph(), 80)))) == [CODE]
    with pytest.raises(NotApplicable, match="kept without loss"):
        run(opened(as_png(photograph())))


def made(pixels: Array, width: int, quality: int) -> bytes:
    """Resized, and saved at a quality, or without loss where that is 0."""
    height = round(pixels.shape[0] * width / pixels.shape[1])
    now = np.asarray(Image.fromarray(pixels).resize((width, height), Image.Resampling.BICUBIC))
    return encode(now, quality=quality) if quality else as_png(now)


@pytest.mark.parametrize(
    ("width", "quality", "least"),
    [(448, 0, 0.93), (560, 95, 0.94), (560, 90, 0.85), (900, 0, 0.96), (900, 92, 0.95)],
)
def test_a_paste_is_found_after_resizing(width: int, quality: int, least: float) -> None:
    edited = spliced()
    picture = opened(made(edited.pixels, width, quality))
    found = {finding.code: finding for finding in run(picture)}
    assert list(found) == [f"{CODE}.resized", f"{CODE}.parts"]
    assert "as a JPEG of 640 x 480 pixels, at about quality" in found[f"{CODE}.resized"].statement
    truth = np.asarray(Image.fromarray(edited.mask).resize(picture.rgb.shape[1::-1]))
    flagged = flag_mask(picture)
    assert agreement(flagged, truth) > least
    assert score_map(picture).shape == truth.shape
    parts = found[f"{CODE}.parts"]
    assert parts.weights == (FLAG,)
    # The box is that of the part in the picture as it is now.
    (region,) = parts.regions
    rows, columns = np.flatnonzero(truth.any(axis=1)), np.flatnonzero(truth.any(axis=0))
    off = 16 * max(1.0, width / 640)
    assert abs(region.x - columns[0]) <= off and abs(region.y - rows[0]) <= off
    assert (
        abs(region.x + region.width - columns[-1]) <= off and abs(region.y + region.height - rows[-1]) <= off
    )
    pixels = parts.measure("pixels")
    assert isinstance(pixels, int) and abs(pixels / truth.sum() - 1) < 0.3


@pytest.mark.parametrize(("width", "quality"), [(448, 0), (560, 95), (560, 90), (900, 0), (900, 92)])
def test_resizing_between_two_saves_raises_no_flag(width: int, quality: int) -> None:
    found = checked(made(saved(photograph(), 80), width, quality))
    assert list(found) == [f"{CODE}.resized"]
    assert found[f"{CODE}.resized"].weights == ()
    assert "No part was found" in found[f"{CODE}.resized"].statement


Y, X = np.mgrid[0:480, 0:640]
BROAD = (X > 380) & (Y >= 120) & (Y < 330)
ROUND = ((X - 330) / 60) ** 2 + ((Y - 240) / 50) ** 2 < 1


@pytest.mark.parametrize(
    ("place", "strength", "noise", "width"),
    [(ROUND, 30, 10, 520), (ROUND, 60, 10, 520), (BROAD, 30, 10, 430), (BROAD, 30, 25, 520)],
    ids=["spot", "stronger spot", "broad", "ends with blocks"],
)
def test_rough_places_of_a_resized_picture_raise_no_flag(
    place: Array, strength: int, noise: int, width: int
) -> None:
    """Where there is much fine detail, and next to it, the trace doesn't come back: that is no part that lacks it."""
    rough = photograph().astype(np.int16)
    pattern = strength * np.sin(X / 1.1) * np.sin(Y / 1.3) + np.random.default_rng(5).normal(
        0, noise, X.shape
    )
    rough[place] += pattern[place, None].astype(np.int16)
    before = saved(rough.clip(0, 255).astype(np.uint8), 80)
    assert list(checked(made(before, width, 0))) == [f"{CODE}.resized"]


def test_a_paste_in_glaring_light_is_found() -> None:
    edited = spliced()
    glaring = np.clip(edited.pixels.astype(np.int16) * 3 // 2 + 20, 0, 255).astype(np.uint8)
    host = np.where(
        edited.mask[..., None],
        glaring,
        saved(np.clip(photograph().astype(np.int16) * 3 // 2 + 20, 0, 255).astype(np.uint8), 80),
    )
    picture = opened(encode(host.astype(np.uint8), quality=95))
    found = {finding.code: finding for finding in run(picture)}
    share = found[CODE].measure("readable_blocks")
    assert isinstance(share, float) and share < 0.9
    assert agreement(flag_mask(picture), edited.mask) > 0.78


def test_clipping_raises_no_flag() -> None:
    glaring = np.clip(photograph().astype(np.int16) * 2 - 60, 0, 255).astype(np.uint8)
    found = checked(encode(saved(glaring, 75), quality=93))
    assert list(found) == [CODE]
    share = found[CODE].measure("readable_blocks")
    assert isinstance(share, float) and share < 0.9


def test_cropping_along_the_blocks_keeps_the_trace() -> None:
    assert list(checked(encode(saved(photograph(), 75)[16:, 8:], quality=92))) == [CODE]


def test_small_and_clipped_pictures_are_left_alone() -> None:
    with pytest.raises(NotApplicable, match="too small"):
        run(opened(encode(photograph()[:100, :200], quality=90)))
    white = np.full((HOST.height, HOST.width, 3), 255, np.uint8)
    with pytest.raises(NotApplicable, match="clipped"):
        run(opened(encode(white, quality=90)))
