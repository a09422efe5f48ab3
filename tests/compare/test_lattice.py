"""Whether a picture lies on the steps of a coarser save: made-up numbers of which it is known."""

from __future__ import annotations

import numpy as np
import pytest

from generator.compare.lattice import laid_steps, lies_on, shows_steps, skips

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


def test_steps_of_another_scale() -> None:
    ramp = np.arange(64, dtype=np.float32).reshape(8, 8) + 8
    assert np.array_equal(laid_steps(ramp, 1.0), ramp)
    assert np.allclose(laid_steps(np.full((8, 8), 12, np.float32), 1.5), 8)
    # Waves of half the length are patterns of twice the number, up to the finest.
    assert np.allclose(laid_steps(ramp, 0.5)[:4, :4], 2 * ramp[::2, ::2])
    assert np.allclose(laid_steps(ramp, 0.5)[4:, 4:], 2 * ramp[7, 7])


@pytest.mark.parametrize(("blur", "is_seen"), [(0.0, True), (0.2, True), (0.3, True), (0.6, False)])
def test_steps_that_show_after_resizing(blur: float, is_seen: bool) -> None:
    table = np.full((8, 8), COARSE, np.float32)
    whole = np.ones((8, 8), np.float32)
    noise = np.random.default_rng(8).normal(0, blur * COARSE, strengths().shape)
    rounded = np.rint(strengths() / COARSE) * COARSE + noise
    assert shows_steps(table, rounded.astype(np.float32), whole, 1.5) is is_seen
    assert not shows_steps(table, (strengths() + noise).astype(np.float32), whole, 1.5)


def test_patterns_beyond_what_a_picture_holds_show_no_steps() -> None:
    table = np.full((8, 8), COARSE, np.float32)
    found = strengths()
    found[:, 4:, 4:] = np.rint(found[:, 4:, 4:] / COARSE) * COARSE
    assert shows_steps(table, found.astype(np.float32), np.ones((8, 8), np.float32), 1.0)
    assert not shows_steps(table, found.astype(np.float32), np.ones((8, 8), np.float32), 0.5)


def test_equal_blocks_are_one_witness() -> None:
    table = np.full((8, 8), COARSE, np.float32)
    drawing = np.zeros((400, 8, 8), np.float32)
    drawing[:, 0, 3] = 5 * COARSE
    assert not shows_steps(table, drawing, np.ones((8, 8), np.float32), 1.0)
