"""Where another version ends in a picture: a bar or a border is told from a view that goes on."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps

from generator.compare.edges import clearness
from generator.link.overlap import AT_EDGE, FRAMED, GOES_ON, UNCLEAR, Box, Sides, scene
from generator.simulate.quick import synthetic_photo


def photo() -> Image.Image:
    return Image.open(io.BytesIO(synthetic_photo(640, 480, 5))).convert("RGB")


def clear(image: Image.Image, box: Box) -> Sides:
    return clearness(np.asarray(image), box)


def test_a_border_is_a_frame_on_all_sides() -> None:
    framed = ImageOps.expand(photo(), 40, (250, 250, 250))
    assert min(clear(framed, (40 / 720, 40 / 560, 680 / 720, 520 / 560))) >= FRAMED


def test_a_view_goes_on() -> None:
    assert max(clear(photo(), (0.2, 0.55, 0.8, 0.85))) < GOES_ON


def test_a_bar_with_words_below_a_cut_is_a_frame_below_only() -> None:
    page = Image.new("RGB", (640, 560), (246, 246, 248))
    page.paste(photo())
    ImageDraw.Draw(page).text((30, 510), "1,204 people like this", fill=(60, 60, 60))
    left, top, right, bottom = clear(page, (0.0, 0.55, 0.8, 480 / 560))
    assert left == AT_EDGE and bottom >= FRAMED
    assert max(top, right) < GOES_ON


def test_nobody_can_tell_a_white_border_from_a_white_wall() -> None:
    white = Image.new("RGB", (640, 480), "white")
    assert clear(white, (0.2, 0.2, 0.8, 0.8)) == (UNCLEAR,) * 4


def test_a_sky_goes_on_though_it_is_even() -> None:
    sky = np.linspace(120, 200, 640)[None, :] + np.linspace(0, 30, 200)[:, None]
    page = np.concatenate([np.repeat(sky[..., None], 3, axis=2), np.asarray(photo()).astype(np.float64)])
    page += np.random.default_rng(4).normal(0, 0.2, page.shape)
    image = Image.fromarray(np.clip(np.rint(page), 0, 255).astype(np.uint8))
    assert clear(image, (0.0, 140 / 680, 1.0, 1.0))[1] < GOES_ON


def test_a_narrow_bar_beside_another_one_is_a_frame() -> None:
    page = Image.new("RGB", (640, 600), (20, 60, 120))
    page.paste((246, 246, 248), (0, 100, 640, 600))
    page.paste(photo(), (0, 120))
    assert clear(page, (0.0, 120 / 600, 1.0, 1.0))[1] >= FRAMED


def test_a_line_in_the_view_is_no_frame() -> None:
    crossed = photo()
    ImageDraw.Draw(crossed).line((0, 300, 640, 300), fill="red", width=4)
    _, top, _, _ = clear(crossed, (0.0, 300 / 480, 1.0, 1.0))
    assert top < FRAMED


@pytest.mark.parametrize(
    ("sides", "least", "most", "is_framed"),
    [
        ((0.0, 0.0, 0.0, 0.0), 0.25, 0.25, False),
        ((0.9, 0.9, 0.9, 0.9), 1.0, 1.0, True),
        ((UNCLEAR,) * 4, 0.25, 1.0, False),
        ((0.9, 0.9, 0.9, 0.1), 2 / 3, 2 / 3, True),
        ((0.9, 0.9, 0.9, AT_EDGE), 2 / 3, 1.0, True),
    ],
)
def test_how_much_of_the_scene_is_shown(sides: Sides, least: float, most: float, is_framed: bool) -> None:
    found = scene(0.25, (0.25, 0.25, 0.75, 0.75), sides)
    assert (found.least, found.most) == pytest.approx((least, most))
    assert found.is_framed is is_framed
