"""Counting the pixels that stick out, against the plain definition."""

from __future__ import annotations

import numpy as np
import pytest

from generator.analyse.demosaicing import extremes
from generator.analyse.demosaicing.extremes import CELL, count_extremes


@pytest.mark.parametrize("strip", [1, 67 * 2 * CELL, 1 << 16])
@pytest.mark.parametrize("shape", [(16, 16), (48, 64), (50, 67), (33, 16)])
def test_counts_are_those_of_the_plain_definition(
    monkeypatch: pytest.MonkeyPatch, shape: tuple[int, int], strip: int
) -> None:
    monkeypatch.setattr(extremes, "_STRIP", strip)
    plane = np.random.default_rng(1).integers(0, 9, shape, np.uint8)
    counts = count_extremes((plane,))
    wide = plane.astype(int)
    rows, columns = shape[0] // CELL, shape[1] // CELL
    expected = np.zeros((2, 4, rows, columns), int)
    for y in range(rows * CELL):
        for x in range(columns * CELL):
            for feature, (down, right) in enumerate(((0, 1), (1, 0))):
                if not (down <= y < shape[0] - down and right <= x < shape[1] - right):
                    continue
                here = wide[y, x]
                pair = (wide[y - down, x - right], wide[y + down, x + right])
                if here > max(pair) or here < min(pair):
                    expected[feature, 2 * (y % 2) + x % 2, y // CELL, x // CELL] += 1
    assert (counts == expected).all()


def test_plain_pictures_and_ramps_have_none() -> None:
    ramp = np.tile(np.arange(64, dtype=np.uint8), (64, 1))
    assert not count_extremes((np.full((64, 64), 7, np.uint8), ramp)).any()


def test_a_picture_smaller_than_a_cell_has_no_counts() -> None:
    assert count_extremes((np.zeros((9, 200), np.uint8),)).shape == (2, 4, 0, 12)
