"""Whether a picture lies on the steps of a coarser save: made-up numbers of which it is known."""

from __future__ import annotations

import numpy as np
import pytest

from generator.compare.lattice import lies_on, skips

COARSE = 30


def strengths() -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.random.default_rng(7).laplace(0, 60, (400, 8, 8))


@pytest.mark.parametrize(("fine", "is_held"), [(10, True), (27, True), (20, False)])
def test_numbers_that_a_coarser_save_never_gives(fine: int, is_held: bool) -> None:
    table, own = np.full((8, 8), COARSE, np.float32), np.full((8, 8), fine, np.float32)
    natural = strengths()
    counts = np.ones(natural.shape, np.bool_)
    coarse_first = np.rint(np.rint(natural / COARSE) * COARSE / fine).astype(np.float32)
    assert skips(table, own, coarse_first, counts) is is_held
    assert not skips(table, own, np.rint(natural / fine).astype(np.float32), counts)


def test_a_picture_without_loss() -> None:
    table = np.full((8, 8), COARSE, np.float32)
    apart = np.abs(strengths() / COARSE - np.rint(strengths() / COARSE)).astype(np.float32)
    counts = np.ones(apart.shape, np.bool_)
    assert lies_on(table, np.zeros_like(apart), counts)
    assert not lies_on(table, apart, counts)
