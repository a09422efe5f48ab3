"""Which end is the copy: told of parts that were only turned, by any rule of reading between pixels, and else left open."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from generator.analyse.copy_move.examine import examine
from generator.analyse.copy_move.origin import copied_end
from tests.analyse.copy_move.drawing import Pixels, scene

PLACES = ((90, 110), (290, 190))
RADIUS = 40
NEAREST, LINES, CURVES = (
    Image.Resampling.NEAREST,
    Image.Resampling.BILINEAR,
    Image.Resampling.BICUBIC,
)


def turned(
    rgb: Pixels, degrees: float, rule: Image.Resampling, *, back: bool
) -> tuple[Pixels, tuple[int, int]]:
    """The picture with a disc turned about its middle and laid at the other place, and that place."""
    start, goal = PLACES[::-1] if back else PLACES
    reach = RADIUS + 8
    part = Image.fromarray(
        rgb[start[1] - reach : start[1] + reach + 1, start[0] - reach : start[0] + reach + 1]
    )
    part = part.rotate(degrees, rule)
    result = rgb.copy()
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    inside = np.hypot(x, y) <= RADIUS
    result[goal[1] + y[inside], goal[0] + x[inside]] = np.asarray(part)[inside]
    return result, goal


def told(rgb: Pixels) -> tuple[int, int] | bool | None:
    """Middle of the end that is called the copy; None when left open, False when no copy was found."""
    copies = examine(rgb, is_lossless=False).copies
    if len(copies) != 1:
        return False
    (copy,) = copies
    ends = ((copy.first.x, copy.first.y, copy.first.mask), (copy.second.x, copy.second.y, copy.second.mask))
    which = copied_end(rgb, copy.matrix, ends)
    if which is None:
        return None
    left, top, mask = ends[which]
    return left + mask.shape[1] // 2, top + mask.shape[0] // 2


def saved(rgb: Pixels, quality: int) -> Pixels:
    stream = io.BytesIO()
    Image.fromarray(rgb).save(stream, "JPEG", quality=quality)
    return np.asarray(Image.open(stream).convert("RGB"))


@pytest.mark.parametrize("back", [False, True])
@pytest.mark.parametrize("degrees", [-40, 5, 12, 30, 60])
@pytest.mark.parametrize("rule", [LINES, CURVES])
def test_a_part_that_was_only_turned_is_the_copy(rule: Image.Resampling, degrees: int, back: bool) -> None:
    rgb, goal = turned(scene(1, grain=4.0), degrees, rule, back=back)
    told_at = told(rgb)
    assert isinstance(told_at, tuple)
    assert np.hypot(told_at[0] - goal[0], told_at[1] - goal[1]) < 6


def test_turning_by_the_nearest_pixel_never_makes_the_original_the_copy() -> None:
    """It makes the copy rougher than the original, so that the original is the softer end."""
    for degrees in (-40, 5, 12, 30, 60):
        for back in (False, True):
            rgb, goal = turned(scene(3, grain=3.0), degrees, NEAREST, back=back)
            told_at = told(rgb)
            if isinstance(told_at, tuple):
                assert np.hypot(told_at[0] - goal[0], told_at[1] - goal[1]) < 6


@pytest.mark.parametrize("quality", [95, 85, 75])
@pytest.mark.parametrize("rule", [NEAREST, LINES, CURVES])
def test_later_compression_never_makes_the_original_the_copy(rule: Image.Resampling, quality: int) -> None:
    for seed in (1, 2):
        rgb, goal = turned(scene(seed, grain=3.0), 12, rule, back=False)
        told_at = told(saved(rgb, quality))
        if isinstance(told_at, tuple):
            assert np.hypot(told_at[0] - goal[0], told_at[1] - goal[1]) < 6


def test_nothing_is_told_of_moved_or_resized_parts() -> None:
    rgb, _ = turned(scene(1, grain=4.0), 20, LINES, back=False)
    (copy,) = examine(rgb, is_lossless=False).copies
    ends = ((copy.first.x, copy.first.y, copy.first.mask), (copy.second.x, copy.second.y, copy.second.mask))
    assert copied_end(rgb, copy.matrix, ends) is not None
    straight = np.hstack((np.eye(2), copy.matrix[:, 2:]))
    assert copied_end(rgb, straight, ends) is None
    assert copied_end(rgb, copy.matrix * 1.2, ends) is None
