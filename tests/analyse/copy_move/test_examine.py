"""Copies with known ends are found with their move; repeated things are not."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from generator.analyse.copy_move.examine import examine, mask_of
from tests.analyse.copy_move.drawing import HEIGHT, WIDTH, Forged, copied, facade, scene, score

FROM, TO = (90, 110), (290, 190)

MOVES: dict[str, dict[str, float | bool]] = {
    "turned by 12": {"turn": 12.0},
    "turned by 90": {"turn": 90.0},
    "turned by -35": {"turn": -35.0},
    "enlarged": {"scale": 1.2},
    "reduced": {"scale": 0.85},
    "mirrored": {"mirror": True},
    "all three": {"turn": 20.0, "scale": 1.1, "mirror": True},
}


def forged(name: str, seed: int = 1) -> Forged:
    options = MOVES[name]
    return copied(
        scene(seed),
        centre=FROM,
        to=(TO,),
        radius=40,
        turn=float(options.get("turn", 0.0)),
        scale=float(options.get("scale", 1.0)),
        mirror=bool(options.get("mirror", False)),
    )


def in_either_direction(found: np.ndarray, true: np.ndarray) -> float:
    """How far the found move misses the true one at the origin or, told the other way round, at the copy; pixels."""
    back = np.linalg.inv(np.vstack((true, [0, 0, 1])))[:2]
    misses = []
    for matrix, (x, y) in ((true, FROM), (back, TO)):
        spots = np.array([[x, y, 1], [x + 20, y, 1], [x, y + 20, 1]])
        misses.append(float(np.abs(spots @ (found - matrix).T).max()))
    return min(misses)


def test_exact_copy_is_found_to_the_pixel() -> None:
    truth = copied(scene(1), centre=FROM, to=(TO,), radius=20)
    evidence = examine(truth.rgb, is_lossless=True)
    assert [item.is_exact for item in evidence.copies] == [True]
    assert evidence.copies[0].matrix.tolist() == [[1, 0, TO[0] - FROM[0]], [0, 1, TO[1] - FROM[1]]]
    assert score(mask_of(evidence), truth.truth) > 0.98
    assert evidence.copies[0].log_nfa < -100


@pytest.mark.parametrize("name", MOVES)
def test_changed_copy_is_found_with_its_move(name: str) -> None:
    truth = forged(name)
    evidence = examine(truth.rgb, is_lossless=True)
    assert len(evidence.copies) == 1
    copy = evidence.copies[0]
    assert in_either_direction(copy.matrix, truth.matrix) < 0.5
    assert score(mask_of(evidence), truth.truth) > 0.85
    assert copy.agreement > 0.9
    assert copy.log_nfa < -3


def test_every_paste_of_one_part_is_found() -> None:
    places = ((220, 60), (340, 70), (220, 250), (350, 240))
    truth = copied(scene(2), centre=(80, 130), to=places, turn=15.0)
    found = mask_of(examine(truth.rgb, is_lossless=False))
    assert score(found, truth.truth) > 0.8
    for x, y in ((80, 130), *places):
        assert found[y - 20 : y + 20, x - 20 : x + 20].mean() > 0.8


@pytest.mark.parametrize("seed", [3, 4])
def test_windows_that_look_alike_are_not_copies(seed: int) -> None:
    evidence = examine(facade(seed), is_lossless=True)
    assert evidence.copies == ()
    assert evidence.lookalikes > 0


def test_a_copied_window_is_told_from_the_windows_beside_it() -> None:
    rgb = facade(5)
    rgb[28:92, 214:272] = rgb[112:176, 18:76]
    truth = np.zeros((HEIGHT, WIDTH), np.bool_)
    truth[28:92, 214:272] = truth[112:176, 18:76] = True
    assert score(mask_of(examine(rgb, is_lossless=True)), truth) > 0.9


def test_regular_pattern_is_not_a_copy() -> None:
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    weave = 128 + 40 * np.sin(x / 5.0) * np.cos(y / 7.0) + 25 * ((x // 12 + y // 9) % 2)
    grain = np.random.default_rng(6).normal(0, 2, (HEIGHT, WIDTH, 3))
    rgb = np.clip(np.rint(weave[:, :, None] + grain), 0, 255).astype(np.uint8)
    assert examine(rgb, is_lossless=True).copies == ()


def test_untouched_texture_has_none() -> None:
    assert examine(scene(7), is_lossless=True).copies == ()


def test_large_picture_is_searched_at_a_reduced_size_and_told_in_its_own() -> None:
    small = forged("turned by 12")
    image = Image.fromarray(small.rgb).resize((WIDTH * 4, HEIGHT * 4), Image.Resampling.BICUBIC)
    evidence = examine(np.asarray(image), is_lossless=False)
    assert evidence.reduction < 0.8
    large = np.repeat(np.repeat(small.truth, 4, axis=0), 4, axis=1)
    assert score(mask_of(evidence), large) > 0.8
