"""Known changes of colour are said with about the right numbers, seen from either picture; saves say nothing."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image, ImageEnhance

from generator.compare.colours import both_ways
from generator.compare.spoken import listed
from generator.compare.tone import match
from tests.analyse.features.scenes import pixels, saved, scene


def words(changed: Image.Image, seed: int = 60) -> tuple[tuple[str, ...], tuple[str, ...]]:
    frame, laid = pixels(saved(changed, 88)), pixels(scene(seed))
    return both_ways(match(frame, laid, np.ones(frame.shape[:2], np.bool_))[1])


def shaded(image: Image.Image, strength: float) -> Image.Image:
    values = pixels(image).astype(np.float64)
    rows, columns = (np.linspace(-1, 1, side) ** 2 for side in values.shape[:2])
    gain = 1 - strength * (rows[:, None] + columns) / 2
    return Image.fromarray((values * gain[..., None]).astype(np.uint8))


@pytest.mark.parametrize(
    ("change", "word", "percent", "slack"),
    [
        (lambda image: ImageEnhance.Brightness(image).enhance(1.15), "brighter by", 15, 2),
        (lambda image: ImageEnhance.Brightness(image).enhance(0.7), "darker by", 30, 2),
        (lambda image: ImageEnhance.Color(image).enhance(0.5), "weaker in its colours by", 50, 8),
        (lambda image: ImageEnhance.Color(image).enhance(1.4), "stronger in its colours by", 40, 10),
        (lambda image: ImageEnhance.Contrast(image).enhance(0.7), "poorer in contrast by", 30, 6),
        (lambda image: shaded(image, 0.4), "darker towards its corners by", 40, 6),
    ],
    ids=["brighter", "darker", "paler", "stronger", "flatter", "vignetting"],
)
def test_known_changes(
    change: Callable[[Image.Image], Image.Image], word: str, percent: int, slack: int
) -> None:
    forth, _ = words(change(scene(60)))
    (found,) = (item for item in forth if item.startswith(word))
    number = re.search(r"(\d+) %", found)
    assert number
    assert abs(int(number[1]) - percent) <= slack


def test_black_and_white_both_ways() -> None:
    forth, back = words(scene(60).convert("L").convert("RGB"))
    assert "black and white" in forth
    assert "in colour instead of black and white" in back


@pytest.mark.parametrize("quality", [30, 60, 90])
def test_a_save_is_no_change_of_colour(quality: int) -> None:
    assert words(saved(scene(60), quality)) == ((), ())


def test_lists() -> None:
    assert [listed(("a", "b", "c")[:count]) for count in (1, 2, 3)] == ["a", "a and b", "a, b and c"]
