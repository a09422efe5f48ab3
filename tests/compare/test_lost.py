"""Strong patterns that only one of two versions has: made-up patterns of which it is known."""

from __future__ import annotations

import numpy as np

from generator.compare.lost import lost

STEPS = np.full((8, 8), 10, np.float32)


def rich() -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.random.default_rng(9).laplace(0, 40, (500, 8, 8)).astype(np.float32)


def test_fine_patterns_that_are_gone_are_counted() -> None:
    mine = rich()
    theirs = mine.copy()
    theirs[:, 6:, :] = 0
    strong = np.abs(mine) >= 30
    strong[:, 0, 0] = False
    share, count, differs = lost(mine, theirs, STEPS)
    assert not differs
    assert count == int(strong.sum())
    assert round(share * count) == int(strong[:, 6:].sum())
    assert lost(theirs, mine, STEPS)[0] == 0


def test_what_coarse_steps_may_have_taken_does_not_count() -> None:
    mine = rich()
    theirs = np.where(np.abs(mine) < 60, 0, mine)
    theirs[:, :3, :3] = mine[:, :3, :3]
    assert lost(mine, theirs, STEPS)[0] > 0.2
    assert lost(mine, theirs, STEPS * 4)[0] == 0


def test_where_coarse_patterns_are_gone_it_is_not_detail_that_differs() -> None:
    mine = rich()
    assert lost(mine, np.roll(mine, 1, axis=0), STEPS)[2]
    coarse = mine.copy()
    coarse[:, 6:, :] = coarse[:5, :3, :3] = 0
    assert not lost(mine, coarse, STEPS)[2]
    assert lost(np.zeros_like(mine), mine, STEPS) == (0.0, 0, False)
