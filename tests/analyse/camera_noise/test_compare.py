"""The pattern of a body is found in its own pictures, upright, turned, reduced and cropped, and in none of another's."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from generator.analyse.camera_noise.compare import (
    ACROSS,
    LEAST_PCE,
    UPRIGHT,
    Comparison,
    Way,
    compare,
    examined,
    ways,
)
from generator.analyse.camera_noise.fingerprint import read_fingerprint
from generator.analyse.camera_noise.residual import Array
from generator.simulate.jpeg_file import encode
from tests.analyse.camera_noise.bodies import OTHER, OURS, learned, scene

SEEDS = (1, 2, 3)


def jpeg(pixels: Array, quality: int) -> Array:
    return np.asarray(Image.open(io.BytesIO(encode(pixels, quality=quality))))


def reduced(pixels: Array) -> Array:
    return np.asarray(Image.fromarray(pixels).resize((360, 240), Image.Resampling.LANCZOS))


CHANGES: dict[str, tuple[Callable[[Array], Array], Way, tuple[str, ...], str, float]] = {
    "as taken": (lambda pixels: pixels, Way.WHOLE, UPRIGHT, "", 400),
    "quality 90": (lambda pixels: jpeg(pixels, 90), Way.WHOLE, UPRIGHT, "", 200),
    "quality 75": (lambda pixels: jpeg(pixels, 75), Way.WHOLE, UPRIGHT, "", 100),
    "half turn": (lambda pixels: pixels[::-1, ::-1], Way.WHOLE, UPRIGHT, "turned by 180°", 400),
    "mirrored": (lambda pixels: pixels[:, ::-1], Way.WHOLE, UPRIGHT, "mirrored", 400),
    "clockwise": (lambda pixels: np.rot90(pixels, -1), Way.WHOLE, ACROSS, "turned by 90°", 400),
    "anticlockwise": (lambda pixels: np.rot90(pixels), Way.WHOLE, ACROSS, "turned by 270°", 400),
    "cropped": (lambda pixels: pixels[21:301, 33:433], Way.CROPPED, ("",), "", 300),
    "cropped, saved": (lambda pixels: jpeg(pixels[21:301, 33:433], 90), Way.CROPPED, ("",), "", 100),
    "reduced": (reduced, Way.REDUCED, UPRIGHT, "", 200),
    "reduced, saved": (lambda pixels: jpeg(reduced(pixels), 90), Way.REDUCED, UPRIGHT, "", 60),
}  # fmt: skip


def compared(pixels: Array, way: Way, turns: tuple[str, ...]) -> Comparison:
    pattern = read_fingerprint(learned(OURS).data).pattern()
    result = compare(examined(np.ascontiguousarray(pixels)), pattern, way, turns)
    assert result is not None
    return result


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("seed", SEEDS)
def test_own_pictures_match(change: str, seed: int) -> None:
    changed, way, turns, turn, least = CHANGES[change]
    result = compared(changed(scene(OURS, seed)), way, turns)
    assert result.is_match
    assert result.pce > least
    assert result.turn == turn
    assert result.chance < -10
    if way is Way.CROPPED:
        assert (result.x, result.y) == (33, 21)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("seed", SEEDS)
def test_pictures_of_another_body_of_the_model_do_not(change: str, seed: int) -> None:
    changed, way, turns, _, _ = CHANGES[change]
    result = compared(changed(scene(OTHER, seed)), way, turns)
    assert not result.is_match
    assert abs(result.pce) < LEAST_PCE / 2
    assert result.chance > -4


def test_a_wrong_displacement_is_no_match() -> None:
    moved = np.roll(scene(OURS, 1), (8, 16), axis=(0, 1))
    assert abs(compared(moved, Way.WHOLE, UPRIGHT).pce) < LEAST_PCE / 2


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ((320, 480), {Way.WHOLE}),
        ((480, 320), {Way.WHOLE}),
        ((240, 360), {Way.REDUCED, Way.CROPPED}),
        ((360, 240), {Way.REDUCED, Way.CROPPED}),
        ((280, 400), {Way.CROPPED}),
        ((320, 400), {Way.CROPPED}),
        ((640, 960), set()),
        ((321, 480), set()),
    ],
)
def test_what_a_picture_can_be_by_its_size(shape: tuple[int, int], expected: set[Way]) -> None:
    assert {way for way, _ in ways(shape, (320, 480))} == expected


def test_a_search_has_bounds() -> None:
    view = examined(scene(OURS, 1)[21:301, 33:433])
    view.searched = 64_000_000
    pattern = read_fingerprint(learned(OURS).data).pattern()
    assert compare(view, pattern, Way.CROPPED, ("",)) is None


def test_bands_give_what_one_transform_gives(monkeypatch: pytest.MonkeyPatch) -> None:
    pixels = scene(OURS, 1)[21:151, 33:300]
    at_once = compared(pixels, Way.CROPPED, ("",))
    monkeypatch.setattr("generator.analyse.camera_noise.compare.BAND", 480 * 180)
    in_bands = compared(pixels, Way.CROPPED, ("",))
    assert (in_bands.x, in_bands.y) == (at_once.x, at_once.y) == (33, 21)
    assert in_bands.pce == pytest.approx(at_once.pce, rel=1e-3)
