"""After strong compression a copy is known by what parts its ends: no more than the file's rounding makes."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy import ndimage

from generator.analyse.copy_move import printed
from generator.analyse.copy_move.compressed import Explained, explained, made_of
from generator.analyse.copy_move.dense import Agreement
from generator.analyse.copy_move.examine import CopyEvidence, examine, mask_of
from generator.analyse.copy_move.rounding import Change, Rounding
from generator.analyse.copy_move.trial import Trials
from tests.analyse.copy_move.drawing import copied, facade, saved, scene, score, sign

FROM, TO = (90, 110), (291, 193)


SIDE = 96
INNER = np.zeros((SIDE, SIDE), np.bool_)
INNER[6:-6, 6:-6] = True
CALM = np.arange(SIDE) < 42


class Even(Rounding):
    """Rounding that changes each end by one level squared everywhere."""

    __slots__ = ()

    def change(self, left: int, top: int, right: int, bottom: int) -> Change:
        ones = np.ones((bottom - top, right - left), np.float32)
        return Change(ones, ones / np.float32(4))


def explained_by_rounding(
    there: NDArray[np.float64],
    *,
    change: float | NDArray[np.float64] = 1.0,
    trials: Trials | None = None,
    scale: float = 1.0,
) -> Explained | None:
    """What is said of two ends that show the same but for noise of `change` levels squared at each."""
    choice = np.random.default_rng(7)
    here, other = (
        (there + choice.normal(0, np.sqrt(change), there.shape)).astype(np.float32) for _ in range(2)
    )
    whole = np.ones(there.shape, np.bool_)
    part = Agreement(np.array([[scale, 0, 200.0], [0, scale, 0]]), 0, 0, whole, here, here, other)
    rounding = Even(np.zeros((8, 8), np.uint8), (1,) * 64)
    return explained(part, whole, INNER, made_of(part, whole, rounding), trials or none(), rounding)


def none() -> Trials:
    """No trial anywhere."""
    nothing = np.empty(0, np.float32)
    places = np.empty((0, 2), np.int64)
    return Trials(places, np.empty((0, 2, 3)), nothing, nothing, nothing, nothing, np.empty(0))


def texture(power: float = 60.0) -> NDArray[np.float64]:
    """Detail of all directions, levels squared on average."""
    choice = np.random.default_rng(3)
    values: NDArray[np.float64] = ndimage.gaussian_filter(choice.normal(size=(SIDE, SIDE)), 1.2)
    values *= np.sqrt(power) / values.std()
    return values


def test_ends_that_differ_as_rounding_makes_them_are_explained() -> None:
    found = explained_by_rounding(texture())
    assert found is not None
    assert found.miss == pytest.approx(1, abs=0.05)
    assert found.log_nfa < -20


@pytest.mark.parametrize(
    ("there", "change"),
    [
        pytest.param(texture(), 1.5, id="they differ by more"),
        pytest.param(texture(4.0), 1.0, id="hardly more to see than rounding leaves"),
        pytest.param(np.tile(8 * np.sin(np.arange(SIDE) / 2.0), (SIDE, 1)), 1.0, id="one direction only"),
        pytest.param(np.where(CALM, 0.1, 1.4) * texture(), 1.0, id="other shades where it is calm"),
    ],
)
def test_what_rounding_does_not_explain(there: NDArray[np.float64], change: float) -> None:
    assert explained_by_rounding(there, change=change) is None


def test_drawn_things_are_perfectly_plain_in_places() -> None:
    """There even rounding leaves nothing, at either end."""
    there = np.where(CALM, 0.4, 1.2) * texture()
    is_plain = np.arange(SIDE) < 17
    assert explained_by_rounding(there) is not None
    assert explained_by_rounding(np.where(is_plain, 0, there), change=np.where(is_plain, 0.0, 1.0)) is None


def test_a_resized_end_may_lose_a_little_in_between_the_pixels() -> None:
    strong = texture(200.0)
    assert explained_by_rounding(strong, change=2.5) is None
    assert explained_by_rounding(strong, change=2.5, scale=1.1) is not None


def test_look_alikes_elsewhere_that_differ_by_no_more_make_a_part_harder_to_believe() -> None:
    """Twenty windows elsewhere; in one picture all differ by more than rounding, in the other by less."""
    count = 20
    place = np.array([[30 * number, 400] for number in range(count)])
    move = np.tile(np.array([[1.0, 0, 0], [0, 1, 200]]), (count, 1, 1))
    ones = np.ones(count, np.float32)
    found = [
        explained_by_rounding(
            texture(), trials=Trials(place, move, ones, ones, miss * ones, 100 * ones, np.ones(count))
        )
        for miss in (20.0, 1.0)
    ]
    assert found[0] and found[1]
    assert found[0].log_nfa < 3 * found[1].log_nfa < 0


def searched(rgb: NDArray[np.uint8], quality: int) -> CopyEvidence:
    pixels, table = saved(rgb, quality)
    return examine(pixels, is_lossless=False, table=table)


@pytest.mark.parametrize("quality", [70, 75, 80, 85])
@pytest.mark.parametrize(
    "move",
    [{}, {"turn": 14.0}, {"mirror": True}, {"scale": 1.15}],
    ids=["moved", "turned", "mirrored", "enlarged"],
)
def test_a_copy_is_found_after_a_strong_save(quality: int, move: dict[str, float | bool]) -> None:
    truth = copied(
        scene(1),
        centre=FROM,
        to=(TO,),
        radius=52,
        turn=float(move.get("turn", 0.0)),
        scale=float(move.get("scale", 1.0)),
        mirror=bool(move.get("mirror", False)),
    )
    evidence = searched(truth.rgb, quality)
    assert len(evidence.copies) == 1
    assert score(mask_of(evidence), truth.truth) > 0.85


def test_without_the_steps_of_the_file_it_is_missed() -> None:
    truth = copied(scene(1), centre=FROM, to=(TO,), radius=52, turn=14.0)
    pixels, table = saved(truth.rgb, 70)
    assert not examine(pixels, is_lossless=False).copies
    (copy,) = examine(pixels, is_lossless=False, table=table).copies
    assert copy.miss is not None
    assert 0.3 < copy.miss < 1.2


@pytest.mark.parametrize("quality", [30, 50, 60, 75, 85, 92])
def test_windows_and_letters_that_look_alike_are_not_copies(quality: int) -> None:
    for rgb in (facade(3), facade(4, grain=1.0), sign(2, grain=1.0), scene(5)):
        assert searched(rgb, quality).copies == ()


def test_a_wire_before_the_sky_is_not_a_copy_of_another() -> None:
    """One direction only: a straight edge agrees with any, and between wires there is nothing to see."""
    large = Image.new("L", (416 * 4, 320 * 4), 190)
    draw = ImageDraw.Draw(large)
    for start in range(-600, 1600, 420):
        draw.line((start, 0, start + 900, 1280), fill=70, width=13)
    light = (
        ndimage.gaussian_filter(np.asarray(large, np.float64), 2.5).reshape(320, 4, 416, 4).mean(axis=(1, 3))
    )
    clouds = ndimage.gaussian_filter(np.random.default_rng(1).normal(size=light.shape), 12.0)
    grain = np.random.default_rng(2).normal(0, 1.5, light.shape)
    gray = np.clip(np.rint(light + 8 * clouds / clouds.std() + grain), 0, 255).astype(np.uint8)
    for quality in (50, 75, 85):
        assert searched(np.repeat(gray[:, :, None], 3, axis=2), quality).copies == ()


@pytest.mark.parametrize("quality", [60, 75, 92])
def test_two_logos_of_several_tones_are_not_copies(quality: int) -> None:
    image = Image.fromarray(scene(4))
    draw = ImageDraw.Draw(image)
    for x, y in ((40, 60), (263, 171)):
        draw.ellipse((x, y, x + 96, y + 96), fill=(200, 30, 40))
        draw.polygon(((x + 12, y + 70), (x + 48, y + 8), (x + 84, y + 70)), fill=(250, 240, 90))
        draw.rectangle((x + 30, y + 50, x + 66, y + 84), fill=(20, 60, 160))
        draw.text((x + 32, y + 54), "NEWS", fill=(255, 255, 255), font_size=14)
    assert searched(np.asarray(image), quality).copies == ()


def outlined_title(word: str) -> NDArray[np.uint8]:
    """White letters with a black outline on a coloured band under a photograph, as programs set them."""
    image = Image.fromarray(scene(6))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 190, 416, 320), fill=(150, 60, 170))
    for line in range(2):
        draw.text(
            (14, 196 + 60 * line),
            f"{word} {word}",
            fill=(255, 255, 255),
            font_size=46,
            stroke_width=2,
            stroke_fill=(0, 0, 0),
        )
    return np.asarray(image)


WORDS = ("SALE", "BETTER", "MAMA", "NEWS")


@pytest.mark.parametrize("quality", [85, 92])
def test_titles_with_outlines_are_not_copies(quality: int) -> None:
    for word in WORDS:
        assert searched(outlined_title(word), quality).copies == ()


def test_without_a_look_at_three_tones_they_would_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed, "is_drawn", lambda *_: False)
    assert any(searched(outlined_title(word), quality).copies for word in WORDS for quality in (85, 92))


def paved(seed: int) -> NDArray[np.uint8]:
    """Texture with two pavements whose stones were laid alike, each with dirt of its own."""
    choice = np.random.default_rng(seed)
    size = 132
    noise = np.random.default_rng(9).normal(size=(size, size))
    stones = np.zeros((size, size))
    for blur in (2.0, 4.0):
        stones += 30 * blur * ndimage.gaussian_filter(noise, blur)
    rgb = scene(seed)
    for left, top in ((34, 54), (234, 134)):
        dirt = 12 * ndimage.gaussian_filter(choice.normal(size=(size, size)), 1.0)
        light = 120 + stones + dirt + choice.normal(0, 1.5, (size, size))
        pixels = np.clip(np.rint(light), 0, 255).astype(np.uint8)
        rgb[top : top + size, left : left + size] = pixels[:, :, None]
    return rgb


def test_a_copy_is_found_among_surroundings_that_look_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stones beside it agree, too, but differ by more than rounding makes."""
    rgb = paved(1)
    assert searched(rgb, 85).copies == ()
    truth = copied(rgb, centre=(100, 120), to=((300, 200),), radius=40)
    evidence = searched(truth.rgb, 85)
    assert len(evidence.copies) == 1
    assert score(mask_of(evidence), truth.truth) > 0.9
    monkeypatch.setattr(
        "generator.analyse.copy_move.compressed.core", lambda _, mask, *__, **___: mask & False
    )
    assert searched(truth.rgb, 85).copies == ()
