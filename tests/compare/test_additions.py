"""Lettering and banners are named for the picture that has them; pasted and copied parts are not."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from generator.compare.comparison import compare
from generator.model import Addition
from tests.analyse.features.scenes import pixels, saved, scene

SAME = np.array([[1.0, 0, 0], [0, 1, 0]])


def named(frame: Image.Image, other: Image.Image) -> tuple[Addition, ...]:
    return compare(pixels(frame), pixels(other), SAME).named


def lettered(style: str, seed: int = 60) -> Image.Image:
    copy = scene(seed)
    draw, font = ImageDraw.Draw(copy), ImageFont.load_default(size=36)
    place, words = (60, 300), "SHARE THIS NOW"
    if style == "box":
        left, top, right, bottom = draw.textbbox(place, words, font=font)
        draw.rectangle((left - 12, top - 12, right + 12, bottom + 12), fill=(200, 20, 30))
    outline = 3 if style == "outline" else 0
    draw.text(place, words, fill="white", font=font, stroke_width=outline, stroke_fill="black")
    return copy


@pytest.mark.parametrize("style", ["plain", "outline", "box"])
@pytest.mark.parametrize("is_frame", [True, False])
def test_lettering_is_named(style: str, is_frame: bool) -> None:
    one, other = saved(lettered(style), 85), saved(scene(60), 90)
    found = named(one, other) if is_frame else named(other, one)
    assert [item.kind for item in found] == ["lettering"]
    assert found[0].in_frame is is_frame
    left, top, right, bottom = found[0].box
    assert left < 0.2 < 0.4 < right
    assert 0.55 < top < bottom < 0.8


@pytest.mark.parametrize("has_words", [True, False])
def test_a_banner_is_named(has_words: bool) -> None:
    copy = scene(60)
    draw = ImageDraw.Draw(copy)
    draw.rectangle((0, 400, 640, 480), fill=(200, 20, 30))
    if has_words:
        draw.text((20, 415), "WHAT THEY HIDE", fill="white", font=ImageFont.load_default(size=40))
    found = named(saved(copy, 85), saved(scene(60), 90))
    assert [item.kind for item in found] == ["banner with lettering" if has_words else "banner"]
    assert found[0].in_frame


@pytest.mark.parametrize("seed", range(61, 67))
def test_pasted_and_copied_parts_are_no_lettering(seed: int) -> None:
    copy = scene(60)
    copy.paste(scene(seed).crop((200, 150, 330, 260)), (200, 150))
    copy.paste(scene(60).crop((20, 20, 120, 90)), (420, 300))
    result = compare(pixels(saved(copy, 85)), pixels(saved(scene(60), 90)), SAME)
    assert result.changes.mask.any()
    assert result.named == ()


def test_lettering_that_both_have_is_not_new() -> None:
    one = lettered("plain")
    other = saved(one.copy(), 90)
    ImageDraw.Draw(one).text(
        (60, 300), "SHARE THIS NOW", fill=(250, 220, 0), font=ImageFont.load_default(size=36)
    )
    assert named(saved(one, 85), other) == ()
