"""Many moves tried at once and the rate of chance that follows."""

from __future__ import annotations

import numpy as np
import pytest

from generator.analyse.copy_move import blurs, chance, matching, points, trial
from generator.analyse.copy_move.dense import Agreement, Bands
from generator.analyse.copy_move.examine import examine
from generator.analyse.copy_move.scores import score_map
from tests.analyse.copy_move.drawing import Pixels, copied, facade, scene

FROM, TO = (90, 110), (290, 190)


def gray_of(rgb: Pixels) -> np.ndarray:
    gray: np.ndarray = rgb.astype(np.float32).mean(axis=2)
    return gray


def trials_of(rgb: Pixels) -> trial.Trials:
    gray = gray_of(rgb)
    pairs = matching.likely(matching.find_pairs(points.find(blurs.space(gray))), most=150)
    return trial.tried(Bands(gray).detail, pairs)


def rate_of_grain(trials: trial.Trials, part: Agreement, mask: np.ndarray) -> float:
    """The share of the trials elsewhere than in the part whose grain agrees."""
    counts = (trials.grain > -1) & ~chance.touching(trials, part, mask)
    return chance.rate(trials, counts, trials.inner >= chance.WINDOW_AGREES)


def test_trials_end_on_the_true_move_and_only_there_does_the_grain_agree() -> None:
    truth = copied(scene(1), centre=FROM, to=(TO,), radius=40, turn=12.0, scale=1.1)
    trials = trials_of(truth.rgb)
    place = trials.place.astype(np.float64)
    true = place @ truth.matrix[:, :2].T + truth.matrix[:, 2]
    is_true = np.hypot(*(true - trials.reached()).T) < 0.5
    back = trials.reached() @ truth.matrix[:, :2].T + truth.matrix[:, 2]
    is_true |= np.hypot(*(back - place).T) < 0.5
    assert is_true.sum() >= 5
    assert np.median(trials.grain[is_true]) > 0.9
    assert not (trials.grain[~is_true] > 0.8).any()


def test_rate_of_chance_is_high_where_drawn_windows_repeat_and_low_in_texture() -> None:
    mask = np.ones((20, 20), np.bool_)
    nothing = np.zeros((20, 20), np.float32)
    away = Agreement(np.array([[1.0, 0, 40], [0, 1, 0]]), 0, 0, mask, nothing, nothing, nothing)
    assert rate_of_grain(trials_of(facade(3)), away, mask) > 0.5
    assert rate_of_grain(trials_of(scene(7)), away, mask) < chance.PRIOR_RATE + 0.01


def test_trials_of_one_move_count_as_one() -> None:
    truth = copied(scene(1), centre=FROM, to=(TO,), radius=40, turn=12.0)
    trials = trials_of(truth.rgb)
    alike = trials.grain > 0.8
    assert alike.sum() > 5
    assert trials.weight[alike].sum() == pytest.approx(1, abs=0.3)


def test_rate_of_chance_leaves_out_the_part_itself() -> None:
    """Ten trials elsewhere, one of which agrees, and one in the part: (1 + 3) / (10 + 10)."""
    count = 11
    place = np.array([[200, 20 * number] for number in range(10)] + [[20, 20]])
    matrix = np.tile(np.array([[1.0, 0, 300], [0, 1, 0]]), (count, 1, 1))
    inner = np.array([0.9] + [0.1] * 9 + [0.95], np.float32)
    grain, nought = np.full(count, 0.5, np.float32), np.zeros(count, np.float32)
    trials = trial.Trials(place, matrix, grain, inner, nought, nought, np.ones(count))
    nothing = np.zeros((30, 30), np.float32)
    mask = np.ones((30, 30), np.bool_)
    part = Agreement(np.array([[1.0, 0, 600], [0, 1, 0]]), 5, 5, mask, nothing, nothing, nothing)
    assert rate_of_grain(trials, part, mask) == pytest.approx(4 / 20)


def test_false_alarms_fall_with_size_and_rise_with_the_rate_of_chance() -> None:
    """All windows of a part agree: the rate to the power of their number."""
    assert chance.log_tail(1.0, 4, 0.1) == pytest.approx(-4, abs=0.01)
    assert chance.log_tail(1.0, 8, 0.1) == pytest.approx(-8, abs=0.01)
    assert chance.log_tail(1.0, 8, 0.5) == pytest.approx(8 * np.log10(0.5), abs=0.01)
    assert chance.log_tail(0.05, 10, 0.1) == 0


def test_false_alarms_of_a_part_count_its_windows_and_the_moves_that_were_tried() -> None:
    """324 pixels are four windows; a rate of 3 in 10 without any trial elsewhere, and one trial, in the part itself."""
    nothing = np.zeros((30, 30), np.float32)
    mask = np.ones((30, 30), np.bool_)
    move = np.array([[1.0, 0, 600], [0, 1, 0]])
    part = Agreement(move, 5, 5, mask, nothing, nothing, nothing)
    one = np.ones(1, np.float32)
    trials = trial.Trials(np.array([[20, 20]]), move[None], one, one, one, one, np.ones(1))
    found = chance.log_false_alarms(np.full(324, 0.95, np.float32), part, mask, trials)
    assert found == pytest.approx(4 * np.log10(0.3), abs=0.01)


def test_score_map_is_highest_within_copies() -> None:
    truth = copied(scene(1), centre=FROM, to=(TO,), radius=40, turn=12.0)
    scores = score_map(examine(truth.rgb, is_lossless=False))
    assert scores.dtype == np.float32
    assert scores.shape == truth.truth.shape
    assert scores[truth.truth].mean() > 1.5
    assert scores[~truth.truth].mean() < 0.3
