"""From votes to regions: the bound against the exact tail, and every rule that keeps an honest picture unflagged."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from scipy.stats import binom

from generator.analyse.grid.examine import mask_of
from generator.analyse.grid.missing import missing_regions
from generator.analyse.grid.regions import (
    Grid,
    foreign_regions,
    log_nfa,
    log_tail,
    log_tests,
    main_grid,
    second_grid,
)
from generator.analyse.grid.votes import NO_VOTE, Votes, vote
from tests.analyse.grid.drawing import compressed, noise

FOREIGN = 8 * 3 + 5


def chance(height: int = 256, width: int = 320, seed: int = 4) -> Votes:
    return np.random.default_rng(seed).integers(0, 64, (height, width), np.uint8)


def voted(share: float = 0.9) -> Votes:
    """A picture with its grid at the corner."""
    votes = chance()
    votes[np.random.default_rng(5).random(votes.shape) < share] = 0
    return votes


def main_of(votes: Votes) -> Grid:
    grid = main_grid(votes)
    assert grid is not None
    return grid


@pytest.mark.parametrize(
    ("successes", "draws"), [(1, 5), (9, 9), (9, 40), (30, 1000), (200, 2000), (150, 150)]
)
def test_tail_is_the_binomial_one(successes: int, draws: int) -> None:
    exact = binom.logsf(successes - 1, draws, 1 / 64) / np.log(10)
    assert log_tail(successes, draws) == pytest.approx(exact, rel=1e-6)


@pytest.mark.parametrize(("successes", "draws"), [(0, 0), (0, 100), (1, 64), (15, 1000)])
def test_what_chance_gives_is_no_surprise(successes: int, draws: int) -> None:
    assert log_tail(successes, draws) == 0


def test_bound_counts_every_64_pixels_once() -> None:
    tests = log_tests(1000, 1000)
    assert tests == pytest.approx(13.806, abs=0.001)
    assert log_nfa(640, 640, tests) == pytest.approx(tests - 10 * np.log10(64))
    assert log_nfa(703, 641, tests) == pytest.approx(tests + log_tail(10, 11))


def test_no_grid_and_no_region_by_chance() -> None:
    assert all(main_grid(chance(seed=seed)) is None for seed in range(20))


def test_grid_of_the_picture() -> None:
    grid = main_of(voted())
    assert (grid.x, grid.y) == (0, 0)
    assert grid.log_nfa < -500
    assert foreign_regions(voted(), grid) == ()


def test_region_is_found_where_it_lies() -> None:
    votes = voted()
    truth = np.zeros(votes.shape, np.bool_)
    truth[61:150, 83:190] = True
    votes[truth] = np.where(np.random.default_rng(6).random(int(truth.sum())) < 0.9, FOREIGN, NO_VOTE)
    (region,) = foreign_regions(votes, main_of(votes))
    assert (region.grid.x, region.grid.y) == (5, 3)
    assert region.grid.log_nfa < -100
    found = mask_of((region,), (256, 320))
    assert 2 * (found & truth).sum() / (found.sum() + truth.sum()) > 0.97
    assert region.pixels == found.sum()


def strip(votes: Votes) -> None:
    votes[60:68, 20:300] = FOREIGN


def half_a_block_off(votes: Votes) -> None:
    votes[60:160, 80:200] = 8 * 4 + 4


def everywhere(votes: Votes) -> None:
    votes[60:160, 80:200] = FOREIGN
    votes[np.random.default_rng(7).random(votes.shape) < 0.06] = FOREIGN


def beside_the_own_grid(votes: Votes) -> None:
    part = votes[60:160, 80:200]
    part[np.random.default_rng(8).random(part.shape) < 0.6] = FOREIGN


def too_small(votes: Votes) -> None:
    votes[80:96, 80:96] = FOREIGN


@pytest.mark.parametrize("change", [strip, half_a_block_off, everywhere, beside_the_own_grid, too_small])
def test_honest_reasons_raise_no_flag(change: Callable[[Votes], None]) -> None:
    votes = voted()
    change(votes)
    assert foreign_regions(votes, main_of(votes)) == ()


def test_second_grid_all_over_the_picture() -> None:
    votes = voted(0.5)
    votes[60:200, 60:260] = FOREIGN
    votes[np.random.default_rng(9).random(votes.shape) < 0.15] = FOREIGN
    main = main_of(votes)
    second = second_grid(votes, main)
    assert second is not None
    assert {main.origin, second.origin} == {0, FOREIGN}
    assert second_grid(voted(), main_of(voted())) is None


def test_part_without_grid() -> None:
    gray = compressed(noise(240, 320, seed=11), 60).copy()
    assert missing_regions(gray, vote(gray), main_of(vote(gray))) == ()
    gray[64:176, 96:224] = noise(112, 128, seed=20, grain=0.6)
    (region,) = missing_regions(gray, vote(gray), main_of(vote(gray)))
    assert abs(region.x - 96) <= 16
    assert abs(region.y - 64) <= 16
