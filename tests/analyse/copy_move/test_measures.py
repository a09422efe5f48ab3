"""The measures behind `pixels.copy-move`, each on input whose answer is known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from generator.analyse.copy_move.dense import local_correlation
from generator.analyse.copy_move.exact import busy, equal_parts, shifts
from generator.analyse.copy_move.grain import along_edges
from generator.analyse.copy_move.words import movement
from tests.analyse.copy_move.drawing import copied, scene


def test_busy_pixels_differ_to_the_right_and_below() -> None:
    rgb = np.zeros((4, 4, 3), np.uint8)
    rgb[1, 1, 2] = 7
    assert np.argwhere(busy(rgb)).tolist() == [[1, 1]]


def test_equal_patches_vote_for_their_shift() -> None:
    truth = copied(scene(1), centre=(80, 80), to=((200, 170),), radius=15)
    lively = busy(truth.rgb)
    (shift,) = shifts(truth.rgb, lively)
    assert (shift.dx, shift.dy) == (120, 90)
    ((x, y, mask, log_nfa),) = equal_parts(truth.rgb, lively, shift)
    assert (x, y, mask.shape) == (66, 66, (29, 29))
    assert log_nfa < -100


def test_an_edge_that_slides_along_itself_agrees_until_the_edge_is_taken_out() -> None:
    choice = np.random.default_rng(1)
    y, x = np.mgrid[:120, :120].astype(np.float32)
    edges = 40 * np.sin((x + 0.4 * y) / 4)
    one, two = ((edges + choice.normal(0, 1.5, edges.shape)).astype(np.float32) for _ in range(2))
    assert np.median(local_correlation(one, two)) > 0.98
    inner = (slice(12, -12), slice(12, -12))
    assert np.median(local_correlation(*along_edges(one, two))[inner]) < 0.2
    assert np.median(local_correlation(*along_edges(one, one))[inner]) > 0.99


@pytest.mark.parametrize(
    ("turn", "scale", "mirror", "orientation", "words"),
    [
        (0, 1.0, False, 1, "moved without turning or resizing"),
        (12, 1.1, False, 1, "turned by 12° clockwise and enlarged by 1.10"),
        (-90, 1.0, False, 1, "turned by 90° counter-clockwise"),
        (12, 1.0, False, 2, "turned by 12° counter-clockwise"),
        (0, 0.8, True, 1, "mirrored and reduced to 0.80 of the size"),
        (30, 1.2, True, 1, "mirrored, turned by 30° clockwise and enlarged by 1.20"),
    ],
)
def test_moves_in_words(turn: float, scale: float, mirror: bool, orientation: int, words: str) -> None:
    cosine, sine = scale * math.cos(math.radians(turn)), scale * math.sin(math.radians(turn))
    linear = np.array([[cosine, -sine], [sine, cosine]]) @ np.diag([-1.0 if mirror else 1.0, 1.0])
    told = movement(np.hstack((linear, [[40.0], [-7.0]])), orientation=orientation)
    assert told.words == words
    assert (abs(told.turn), told.scale, told.is_mirrored) == (abs(turn), scale, mirror)
