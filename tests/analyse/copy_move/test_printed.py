"""Print repeats its shapes: letters of a sign are no copies of one another, a copied piece of the sign is one."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw
from scipy import ndimage

from generator.analyse.copy_move import printed
from generator.analyse.copy_move.examine import examine, mask_of
from tests.analyse.copy_move.drawing import Pixels, copied, saved, scene, score, sign

STAYS = np.array([[1.0, 0, 0], [0, 1, 0]])


def gray_of(rgb: Pixels) -> np.ndarray:
    gray: np.ndarray = rgb.astype(np.float32).mean(axis=2)
    return gray


def saved_and_reduced(rgb: Pixels) -> Pixels:
    image = Image.fromarray(saved(rgb, 85)[0])
    size = round(image.width * 0.7), round(image.height * 0.7)
    return np.asarray(image.resize(size, Image.Resampling.BICUBIC))


def is_repeated(one: np.ndarray, two: np.ndarray, *, beside: int = 3) -> bool:
    """Of two ends side by side, and so many pixels more, so that the move leaves the grid of JPEG's blocks."""
    height, width = one.shape
    one, two = (np.pad(end, ((0, 0), (0, beside)), mode="edge") for end in (one, two))
    move = STAYS + np.array([[0.0, 0, width + beside], [0, 0, 3.0]])
    two = np.roll(two, 3, axis=0)
    mask = np.ones((height - 8, width - 8), np.bool_)
    return printed.is_repeated(np.hstack((one, two)).astype(np.float32), move, (4, 4), mask)


SIGNS = [(2, 3.0), (3, 1.0), (4, 1.0), (4, 2.0)]


@pytest.mark.parametrize(("seed", "grain"), SIGNS)
def test_letters_of_a_sign_are_not_copies(seed: int, grain: float) -> None:
    rgb = sign(seed, grain=grain)
    for picture in (rgb, saved_and_reduced(rgb)):
        assert examine(picture, is_lossless=False).copies == ()


def test_without_a_look_at_the_plain_places_letters_would_be_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed, "is_repeated", lambda *_, **__: False)
    pictures = [sign(seed, grain=grain) for seed, grain in SIGNS]
    pictures += [saved_and_reduced(rgb) for rgb in pictures]
    assert sum(bool(examine(rgb, is_lossless=False).copies) for rgb in pictures) >= 3


@pytest.mark.parametrize("seed", [2, 3, 4])
def test_a_copied_piece_of_a_sign_is_found(seed: int) -> None:
    truth = copied(sign(seed), centre=(110, 100), to=((330, 130),), radius=48)
    evidence = examine(truth.rgb, is_lossless=False)
    assert len(evidence.copies) == 1
    assert score(mask_of(evidence), truth.truth) > 0.9


def test_two_tones_explain_print_but_not_grain_slopes_or_texture() -> None:
    mask = np.ones((60, 60), np.bool_)
    grain = np.random.default_rng(1).normal(0, 2, (60, 60)).astype(np.float32)
    slope = np.tile(np.arange(60, dtype=np.float32), (60, 1))
    letters = gray_of(sign(1))[50:110, 60:120]
    assert printed.explained_by_two_tones(grain, mask) == pytest.approx(2 / np.pi, abs=0.02)
    assert printed.explained_by_two_tones(slope, mask) == pytest.approx(0.75, abs=0.01)
    assert printed.explained_by_two_tones(gray_of(scene(1))[:60, :60], mask) < 0.75
    assert printed.explained_by_two_tones(letters, mask) > printed.LEAST_EXPLAINED


def test_a_part_without_a_whole_block_is_no_print() -> None:
    mask = np.zeros((60, 60), np.bool_)
    mask[::2] = True
    assert printed.explained_by_two_tones(gray_of(sign(1))[:60, :60], mask) == 0
    assert printed.explained_by_two_tones(np.zeros((8, 60), np.float32), np.ones((8, 60), np.bool_)) == 0


def bars() -> np.ndarray:
    """Ink on paper."""
    result = np.full((48, 48), 60.0)
    result[:, 12:22] = result[:, 30:40] = 200.0
    inked: np.ndarray = ndimage.gaussian_filter(result, 0.7)
    return inked


def test_grain_in_the_plain_places_decides() -> None:
    choice = np.random.default_rng(2)
    one, two = (bars() + choice.normal(0, 1.5, (48, 48)) for _ in range(2))
    assert is_repeated(one, two)
    assert not is_repeated(one, one)


def test_print_without_any_grain_is_taken_for_repeated() -> None:
    assert is_repeated(bars(), bars())


@pytest.mark.parametrize(("turn", "is_print"), [(0.0, True), (6.0, False)])
def test_without_any_grain_only_turned_ends_are_copies(turn: float, is_print: bool) -> None:
    angle = np.radians(turn)
    linear = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    picture = np.pad(bars(), 20, mode="edge")
    other = ndimage.affine_transform(picture, linear.T[::-1, ::-1], (44 - linear.T[::-1, ::-1] @ (44, 44)))
    middle = np.array([43.5, 43.5])
    move = np.hstack((linear, (middle + np.array([99, 0]) - linear @ middle)[:, None]))
    gray = np.hstack((picture, np.zeros((88, 11)), other)).astype(np.float32)
    assert printed.is_repeated(gray, move, (24, 24), np.ones((40, 40), np.bool_)) is is_print


def test_an_even_slope_of_light_is_no_sign_of_a_copy() -> None:
    choice = np.random.default_rng(3)
    light = np.linspace(-8, 8, 48)[:, None]
    one, two = (bars() + light + choice.normal(0, 1.0, (48, 48)) for _ in range(2))
    assert is_repeated(one, two)


def test_where_the_move_keeps_the_grid_of_jpeg_more_must_be_seen() -> None:
    """Compression itself comes out alike there."""
    choice = np.random.default_rng(2)
    faint, strong = (bars() + choice.normal(0, size, (48, 48)) for size in (1.5, 8.0))
    assert is_repeated(faint, faint, beside=0)
    assert not is_repeated(strong, strong, beside=0)
    assert not is_repeated(strong, strong)


def leaves(seed: int) -> Pixels:
    """Dark leaves on a bright sky, with shades of their own and camera grain."""
    choice = np.random.default_rng(seed)
    shape = ndimage.gaussian_filter(choice.normal(size=(240, 320)), 4.0)
    shades = ndimage.gaussian_filter(choice.normal(size=shape.shape), 1.5)
    clouds = ndimage.gaussian_filter(shades, 3.0)
    light = np.where(shape > 0, 190 + 3 * clouds / clouds.std(), 50 + 12 * shades / shades.std())
    light = ndimage.gaussian_filter(light, 0.7)[:, :, None] + choice.normal(0, 1.5, (*shape.shape, 3))
    pixels: Pixels = np.clip(np.rint(light), 0, 255).astype(np.uint8)
    return pixels


@pytest.mark.parametrize("quality", [85, 90])
def test_a_copy_of_two_tones_that_was_saved_afterwards_is_found(quality: int) -> None:
    truth = copied(leaves(1), centre=(80, 90), to=((221, 143),), radius=44)
    rgb, _ = saved(truth.rgb, quality)
    y, x = np.mgrid[-44:45, -44:45]
    disc = x * x + y * y < 44 * 44
    assert printed.explained_by_two_tones(gray_of(rgb)[46:135, 36:125], disc) > printed.LEAST_EXPLAINED
    evidence = examine(rgb, is_lossless=False)
    assert len(evidence.copies) == 1
    assert score(mask_of(evidence), truth.truth) > 0.9


def caption() -> Pixels:
    """A photograph with a title beneath that says the same twice, as programs set it: equal to the last pixel."""
    image = Image.fromarray(scene(5))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 200, 416, 320), fill=(20, 30, 90))
    for line in range(2):
        draw.text(
            (10, 205 + 56 * line), "VOTE NOW VOTE NOW", fill=(255, 255, 255), font_size=40, stroke_width=1
        )
    return np.asarray(image)


@pytest.mark.parametrize("quality", [85, 90, 95])
def test_a_title_that_repeats_its_words_is_no_copy(quality: int) -> None:
    assert examine(saved(caption(), quality)[0], is_lossless=False).copies == ()


def test_print_without_a_plain_place_is_taken_for_repeated() -> None:
    lines = np.tile(np.where(np.arange(48) // 2 % 2, 200.0, 60.0), (48, 1))
    assert is_repeated(lines, lines)


def test_texture_is_left_to_the_rest_of_the_test() -> None:
    one, two = (gray_of(scene(seed))[:60, :60] for seed in (1, 2))
    assert not is_repeated(one, two)
