"""The number of false alarms: falls with size and strength, counts what was looked at, and lets harmless regions go."""

from __future__ import annotations

import numpy as np
import pytest

from generator.compare.chance import ONE_IN, false_alarms, likely_changes, usual_scale


def region(side: int, strength: float, *, size: int = 256, scale: float = 1.2) -> float:
    labels = np.zeros((size, size), np.int32)
    labels[40 : 40 + side, 60 : 60 + side] = 1
    strengths = np.where(labels > 0, np.float32(strength), np.float32(0.3))
    return float(false_alarms(labels, 1, strengths, scale)[0])


def test_larger_and_stronger_regions_are_less_likely() -> None:
    assert region(16, 8) > region(32, 8) > region(64, 8)
    assert region(16, 8) > region(16, 16) > region(16, 40)


def test_more_places_give_chance_more_ways() -> None:
    assert region(16, 8, size=1024) - region(16, 8, size=256) == pytest.approx(2 * np.log10(16), abs=0.01)


def test_noisier_pairs_ask_for_more() -> None:
    assert region(16, 12, scale=2.4) > region(16, 12)
    noise = np.abs(np.random.default_rng(3).normal(0, 1, (64, 64))).astype(np.float32)
    everywhere, nowhere = np.ones((64, 64), np.bool_), np.zeros((64, 64), np.bool_)
    scales = [usual_scale(nowhere, noise * level, everywhere) for level in (0, 0.5, 1, 2)]
    assert scales == pytest.approx([0.15, scales[2] / 2, scales[2], scales[2] * 2])
    assert usual_scale(everywhere, noise, everywhere) == 2


def test_what_is_usual_is_no_change() -> None:
    assert region(200, 1.2) > 0
    assert region(8, 7) > -np.log10(ONE_IN)
    assert region(24, 20) < -np.log10(ONE_IN)


def test_only_unlikely_regions_stay() -> None:
    mask = np.zeros((256, 256), np.bool_)
    mask[20:24, 20:24] = mask[100:130, 100:130] = True
    strength = np.where(mask, np.float32(9), np.float32(0.5))
    everywhere = np.ones_like(mask)
    kept = likely_changes(mask, strength, everywhere)
    assert kept[100:130, 100:130].all()
    assert kept.sum() == 900
    assert not likely_changes(np.zeros_like(mask), strength, everywhere).any()
