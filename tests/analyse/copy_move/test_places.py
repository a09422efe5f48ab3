"""Blurs and extrema for copy-move, which are worked out in long lines, against their plain definitions."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import ndimage

from generator.analyse.copy_move import blurs, extrema
from generator.analyse.copy_move.blurs import Octave
from generator.analyse.features.extremum import BORDER

SHAPES = [(24, 24), (40, 131), (130, 37)]


@pytest.mark.parametrize("strip", [1, 500, 1 << 16])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("size", [0.6, 2.1])
def test_blurs_are_weighted_sums(
    monkeypatch: pytest.MonkeyPatch, shape: tuple[int, int], size: float, strip: int
) -> None:
    monkeypatch.setattr(blurs, "_STRIP", strip)
    picture = np.random.default_rng(1).random(shape, np.float32) * 255
    side = [float(weight) for weight in blurs._weights(size)]
    weights = np.array([*side[:0:-1], *side])
    expected = picture.astype(np.float64)
    for axis in (1, 0):
        expected = ndimage.correlate1d(expected, weights, axis=axis, mode="nearest")
    assert np.abs(blurs.blur(picture, size) - expected).max() < 1e-3


def is_extremum(values: NDArray[np.float32], layer: int, row: int, column: int) -> bool:
    """Beyond all 26 neighbours; of equal ones to the left and above, or to the right and below, one side may be as strong."""
    around = values[layer - 1 : layer + 2, row - 1 : row + 2, column - 1 : column + 2].copy()
    centre = around[1, 1, 1]
    before, after = (around[1, 1, 0], around[1, 0, 1]), (around[1, 1, 2], around[1, 2, 1])
    for place in ((1, 1, 0), (1, 0, 1), (1, 1, 2), (1, 2, 1), (1, 1, 1)):
        around[place] = -np.sign(centre) * np.inf
    if centre > 0:
        return bool(max(before) < centre and max(after) <= centre and around.max() < centre)
    return bool(min(before) >= centre and min(after) > centre and around.min() > centre)


@pytest.mark.parametrize("strip", [1, 300, 1 << 15])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("levels", [2, 1000])
def test_extrema_are_beyond_their_neighbours(
    monkeypatch: pytest.MonkeyPatch, shape: tuple[int, int], levels: int, strip: int
) -> None:
    monkeypatch.setattr(extrema, "_STRIP", strip)
    found: list[int] = []
    monkeypatch.setattr(extrema, "_refined", lambda flat, places, *_: found.extend(places.tolist()))
    # With few levels there are many ties.
    noise = np.random.default_rng(levels).integers(-levels, levels + 1, (5, *shape))
    values = (noise / levels).astype(np.float32)
    extrema._of_octave(Octave(values, 1, 0, 0))
    expected = [
        (layer * shape[0] + row) * shape[1] + column
        for layer in (1, 2, 3)
        for row in range(BORDER, shape[0] - BORDER)
        for column in range(BORDER, shape[1] - BORDER)
        if abs(values[layer, row, column]) >= np.float32(extrema.CONTRAST * 0.8)
        and is_extremum(values, layer, row, column)
    ]
    assert sorted(found) == expected
    assert expected or levels == 2
