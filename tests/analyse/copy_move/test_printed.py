"""Print repeats its shapes: letters of a sign are no copies of one another, a copied piece of the sign is one."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image
from scipy import ndimage

from generator.analyse.copy_move import printed
from generator.analyse.copy_move.examine import examine, mask_of
from tests.analyse.copy_move.drawing import Pixels, copied, scene, score, sign

STAYS = np.array([[1.0, 0, 0], [0, 1, 0]])


def gray_of(rgb: Pixels) -> np.ndarray:
    gray: np.ndarray = rgb.astype(np.float32).mean(axis=2)
    return gray


def saved_and_reduced(rgb: Pixels) -> Pixels:
    stream = io.BytesIO()
    Image.fromarray(rgb).save(stream, "JPEG", quality=85)
    image = Image.open(stream)
    size = round(image.width * 0.7), round(image.height * 0.7)
    return np.asarray(image.convert("RGB").resize(size, Image.Resampling.BICUBIC))


def is_repeated(one: np.ndarray, two: np.ndarray) -> bool:
    """Of two ends side by side."""
    height, width = one.shape
    move = STAYS + np.array([[0.0, 0, width], [0, 0, 0]])
    mask = np.ones((height - 8, width - 8), np.bool_)
    return printed.is_repeated(np.hstack((one, two)).astype(np.float32), move, (4, 4), mask)


SIGNS = [(2, 3.0), (3, 1.0), (4, 1.0), (4, 2.0)]


@pytest.mark.parametrize(("seed", "grain"), SIGNS)
def test_letters_of_a_sign_are_not_copies(seed: int, grain: float) -> None:
    rgb = sign(seed, grain=grain)
    for picture in (rgb, saved_and_reduced(rgb)):
        assert examine(picture, is_lossless=False).copies == ()


def test_without_a_look_at_the_plain_places_letters_would_be_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed, "is_repeated", lambda *_: False)
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


def test_grain_in_the_plain_places_decides() -> None:
    """A bar of ink on paper, twice: with grain of its own at each end, with the same, and without any."""
    choice = np.random.default_rng(2)
    bars = np.full((48, 48), 60.0)
    bars[:, 12:18] = bars[:, 30:36] = 200.0
    bars = ndimage.gaussian_filter(bars, 0.7)
    one, two = (bars + choice.normal(0, 1.5, bars.shape) for _ in range(2))
    assert is_repeated(one, two)
    assert not is_repeated(one, one)
    assert not is_repeated(bars, bars)


def test_print_without_a_plain_place_is_taken_for_repeated() -> None:
    lines = np.tile(np.where(np.arange(48) // 2 % 2, 200.0, 60.0), (48, 1))
    assert is_repeated(lines, lines)


def test_texture_is_left_to_the_rest_of_the_test() -> None:
    one, two = (gray_of(scene(seed))[:60, :60] for seed in (1, 2))
    assert not is_repeated(one, two)
