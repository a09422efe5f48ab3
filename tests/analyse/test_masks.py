"""Quick ways give exactly what SciPy's own functions give."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage

from generator.analyse import masks
from generator.analyse.features import scale_space


@pytest.mark.parametrize("side", [3, 5, 9])
@pytest.mark.parametrize("share", [0.05, 0.5, 0.97])
def test_masks_are_those_of_scipy(side: int, share: float) -> None:
    mask = np.random.default_rng(side).random((61, 47)) < share
    square = np.ones((side, side), np.bool_)
    assert np.array_equal(masks.shrunk(mask, side), ndimage.binary_erosion(mask, square))
    assert np.array_equal(masks.grown(mask, side), ndimage.binary_dilation(mask, square))
    assert np.array_equal(masks.opened(mask, side), ndimage.binary_opening(mask, square))
    assert np.array_equal(masks.closed(mask, side), ndimage.binary_closing(mask, square))
    assert np.array_equal(masks.filled(mask), ndimage.binary_fill_holes(mask))


@pytest.mark.parametrize("shape", [(24, 24), (33, 130), (200, 31)])
@pytest.mark.parametrize("size", [0.5, 1.226273, 3.090016])
def test_blurs_are_those_of_scipy(shape: tuple[int, int], size: float) -> None:
    picture = np.random.default_rng(1).random(shape, dtype=np.float32)
    weights = scale_space._weights(round(size, 6))
    expected = ndimage.correlate1d(picture, weights, axis=1, output=np.float32, mode="nearest")
    expected = ndimage.correlate1d(expected, weights, axis=0, output=np.float32, mode="nearest")
    assert np.array_equal(scale_space.blur(picture, size), expected)
