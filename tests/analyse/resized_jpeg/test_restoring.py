"""Bringing pictures back to an earlier size: whole, and in pieces that begin with a whole block."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from generator.analyse.grid.votes import Luminance
from generator.analyse.resized_jpeg.restoring import as_now, piece, restored, span_now
from tests.analyse.demosaicing.drawing import scene


def smooth() -> Luminance:
    """A picture without any detail that resizing could lose."""
    y, x = np.mgrid[0:360, 0:480]
    gray: Luminance = np.rint(128 + 60 * np.sin(x / 31) + 50 * np.cos(y / 27)).astype(np.uint8)
    return gray


def test_a_picture_comes_back_as_it_was() -> None:
    before = smooth()
    now = np.asarray(Image.fromarray(before).resize((400, 300), Image.Resampling.BICUBIC))
    back = restored(now, (480, 360))
    assert back.shape == before.shape
    assert np.abs(back.astype(int) - before)[4:-4, 4:-4].max() <= 2


def test_colours_come_back_too() -> None:
    assert restored(scene(60, 80, seed=1), (100, 75)).shape == (75, 100, 3)


@pytest.mark.parametrize("around", [(0.0, 0.0), (0.3, 0.5), (0.5, 0.5), (1.0, 1.0)])
def test_a_piece_is_cut_from_the_whole_at_a_block(around: tuple[float, float]) -> None:
    image = Image.fromarray(scene(300, 400, seed=3)[..., 1])
    whole = restored(np.asarray(image), (480, 360)).astype(int)
    found = piece(image, (480, 360), (128, 64), around=around).astype(int)
    assert found.shape == (64, 128)
    places = {
        (y, x): np.abs(whole[y : y + 64, x : x + 128] - found).mean()
        for y in range(0, 360 - 63, 8)
        for x in range(0, 480 - 127, 8)
    }
    y, x = min(places, key=lambda place: places[place])
    # Rounding twice makes a difference of one here and there.
    assert places[y, x] < 0.1
    assert abs(x + 64 - around[0] * 480) <= 68 and abs(y + 32 - around[1] * 360) <= 36


def test_values_come_to_the_places_of_now() -> None:
    before = np.arange(12).reshape(3, 4)
    assert as_now(before, (3, 4)) is before
    assert as_now(before, (6, 8)).tolist() == np.repeat(np.repeat(before, 2, axis=0), 2, axis=1).tolist()
    assert as_now(before, (1, 2)).tolist() == [[5, 7]]


@pytest.mark.parametrize(
    ("span", "now", "before", "found"),
    [
        ((8, 16), 640, 640, (8, 16)),
        ((8, 16), 320, 640, (4, 8)),
        ((8, 16), 300, 640, (3, 9)),
        ((632, 16), 960, 640, (948, 12)),
    ],
)
def test_a_span_covers_all_that_it_covered(
    span: tuple[int, int], now: int, before: int, found: tuple[int, int]
) -> None:
    """Rounded outwards, and cut where the picture ends."""
    assert span_now(*span, now, before) == found
