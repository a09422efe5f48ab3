"""One capture or another: copies fit in all tiles, second shots, shared letters and shared buttons don't."""

from __future__ import annotations

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont
from scipy.ndimage import gaussian_filter, map_coordinates

from generator.analyse.features import shrunk
from generator.analyse.features.agreement import STRAIN, Agreement, Sight, agreement
from generator.analyse.features.features import features_of
from generator.analyse.features.placement import place, sighted

WHOLE = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def grained(seed: int, width: int = 640, height: int = 480) -> NDArray[np.uint8]:
    """A gray picture with detail of all sizes, as foliage and masonry have."""
    choice = np.random.default_rng([seed, 11])
    total = np.zeros((height, width))
    for blur in (1.2, 3.0, 8.0, 24.0):
        layer = gaussian_filter(choice.normal(size=(height, width)), blur)
        total += layer / layer.std() * (14 if blur < 5 else 22)
    return np.clip(total + 120, 8, 246).astype(np.uint8)


def saved(gray: NDArray[np.uint8], quality: int) -> NDArray[np.uint8]:
    buffer = io.BytesIO()
    Image.fromarray(gray).save(buffer, "JPEG", quality=quality)
    return np.asarray(Image.open(buffer))


def second_shot(gray: NDArray[np.uint8], parallax: float, seed: int) -> NDArray[np.uint8]:
    """Each part displaced by its distance from the camera, with other noise; `parallax` is a standard deviation in pixels."""
    choice = np.random.default_rng([seed, 12])
    depth = gaussian_filter(choice.normal(size=gray.shape), 60)
    depth *= parallax / depth.std()
    rows, columns = np.mgrid[0 : gray.shape[0], 0 : gray.shape[1]]
    moved = map_coordinates(
        gray.astype(np.float32), [rows + 0.3 * depth, columns + depth], order=1, mode="nearest"
    )
    return np.asarray(np.clip(moved + choice.normal(0, 3, gray.shape), 0, 255), np.uint8)


@pytest.mark.parametrize("quality", [85, 30, 15])
@pytest.mark.parametrize("seed", [1, 2])
def test_copies_are_one_capture(quality: int, seed: int) -> None:
    picture = grained(seed)
    found = agreement(picture, saved(picture, quality), WHOLE)
    assert found.sight is Sight.CAPTURE
    assert found.strain < 1.0
    assert found.fitting > 0.9 * found.tiles


def test_two_overlapping_crops_are_one_capture() -> None:
    picture = grained(3)
    first, second = picture[:400, :440], picture[60:, 220:]
    shares = (440 / 420, 0.0, -220 / 420, 0.0, 400 / 420, -60 / 420)
    found = agreement(saved(first, 50), saved(second, 80), shares)
    assert found.sight is Sight.CAPTURE
    assert found.area == pytest.approx(220 * 340 / (420 * 420), abs=0.01)


@pytest.mark.parametrize("parallax", [1.0, 2.0, 4.0])
@pytest.mark.parametrize("seed", [4, 5])
def test_a_second_shot_is_none(parallax: float, seed: int) -> None:
    picture = grained(seed)
    found = agreement(picture, second_shot(picture, parallax, seed), WHOLE)
    assert found.strain > STRAIN
    assert found.sight is not Sight.CAPTURE


def test_a_second_shot_is_told_as_such_from_features_on() -> None:
    picture = grained(6)
    first, second = features_of(picture), features_of(second_shot(picture, 1.5, 6))
    assert place(first, second) is None
    found = sighted(first, second)
    assert found is not None and found.sight is Sight.SCENE


def _post(seed: int) -> Image.Image:
    """A screenshot: the same buttons and letters around another photograph."""
    screen = Image.new("RGB", (720, 960), (245, 245, 245))
    draw, font = ImageDraw.Draw(screen), ImageFont.load_default(size=30)
    draw.rectangle((0, 0, 720, 80), fill=(30, 60, 120))
    draw.text((20, 20), "09:41   Newsfeed", fill="white", font=font)
    screen.paste(Image.fromarray(grained(seed, 600, 400)), (60, 120))
    for number, word in enumerate(("Like  Comment  Share", "Somebody: this is comment 1", "Write a comment")):
        draw.text((40, 560 + 90 * number), word, fill="black", font=font)
    return screen


def test_shared_buttons_and_letters_are_no_common_capture() -> None:
    first, second = (np.asarray(_post(seed).convert("L")) for seed in (7, 8))
    found = agreement(first, second, WHOLE)
    assert found.fitting >= 8, "the letters do fit"
    assert found.sight is Sight.NOTHING
    again = agreement(first, saved(first, 40), WHOLE)
    assert again.sight is Sight.CAPTURE


@pytest.mark.parametrize(
    ("measured", "sight"),
    [
        (Agreement(tiles=40, fitting=38, grained=30, alike=30, strain=0.6, area=1), Sight.CAPTURE),
        (Agreement(tiles=42, fitting=41, grained=22, alike=22, strain=1.5, area=0.1), Sight.SCENE),
        (
            Agreement(tiles=173, fitting=51, grained=14, against=90, alike=18, strain=0.4, area=0.8),
            Sight.NOTHING,
        ),
        (
            Agreement(tiles=234, fitting=73, grained=71, against=90, alike=72, strain=0.3, area=1),
            Sight.CAPTURE,
        ),
        (Agreement(tiles=58, fitting=27, strain=0.1, area=1), Sight.NOTHING),
        (Agreement(tiles=200, fitting=165, strain=0.2, area=1), Sight.CAPTURE),
        (Agreement(tiles=20, fitting=20, strain=0.2, area=0.01), Sight.NOTHING),
        (Agreement(), Sight.NOTHING),
    ],
    ids=["copy", "shot", "screens", "pasted", "symbols", "chart", "logo", "nothing"],
)
def test_what_is_said(measured: Agreement, sight: Sight) -> None:
    assert measured.sight is sight


def test_plain_and_tiny_pictures_are_no_evidence() -> None:
    plain = np.full((200, 200), 90, np.uint8)
    assert agreement(plain, plain, WHOLE).sight is Sight.NOTHING
    assert agreement(plain[:12, :12], plain, WHOLE) == Agreement()


def test_stored_pictures() -> None:
    picture = grained(9, 96, 64)
    again = shrunk.opened(shrunk.closed(picture))
    assert again.shape == picture.shape
    assert np.abs(again.astype(int) - picture).mean() < 3
    for data in (b"", b"GIF89a", shrunk.closed(picture)[:200]):
        with pytest.raises(ValueError, match="stored picture"):
            shrunk.opened(data)
