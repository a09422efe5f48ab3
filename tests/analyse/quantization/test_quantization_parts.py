"""Combs, evidence and parts of double quantization, each against what is known of it."""

from __future__ import annotations

import numpy as np
import pytest

from generator.analyse.coefficients import coefficients
from generator.analyse.quantization.classes import AROUND_END, brightest, unclipped
from generator.analyse.quantization.combs import LARGEST, find_comb, smoothed
from generator.analyse.quantization.earlier import earlier_save
from generator.analyse.quantization.evidence import UNIT, Gathered, gather
from generator.analyse.quantization.readings import own_reading, sound_margin
from generator.analyse.quantization.regions import (
    ALIKE,
    Outlines,
    Part,
    is_evident,
    log_nfa,
    log_tests,
    outlines,
)
from generator.simulate.jpeg_file import encode
from tests.analyse.quantization.histories import opened, parts_of, photograph, saved, spliced


def histogram(values: np.ndarray) -> np.ndarray:
    return np.bincount(np.abs(values).astype(int).clip(0, LARGEST + 1), minlength=LARGEST + 2)[:-1].astype(
        float
    )


def laplacian(seed: int = 1, count: int = 20_000) -> np.ndarray:
    return np.random.default_rng(seed).laplace(0, 15, count)


@pytest.mark.parametrize(("earlier", "step"), [(5, 2), (7, 3), (10, 4), (6, 4), (12, 2), (3, 2)])
def test_the_earlier_step_is_estimated(earlier: int, step: int) -> None:
    noise = np.random.default_rng(2).normal(0, 0.5, 20_000)
    twice = np.rint((np.rint(laplacian() / earlier) * earlier + noise) / step)
    comb = find_comb(9, step, histogram(twice), histogram(np.rint(laplacian(3) / step)))
    assert comb is not None
    assert comb.earlier == earlier
    assert comb.period == earlier / step
    assert comb.gains.argmax() == earlier


@pytest.mark.parametrize("step", [1, 2, 4, 9])
def test_one_compression_leaves_no_comb(step: int) -> None:
    own, moved = (histogram(np.rint(laplacian(seed) / step)) for seed in (1, 3))
    assert find_comb(9, step, own, moved) is None


def test_averages_level_a_comb_and_keep_the_total() -> None:
    even = np.full(LARGEST + 1, 100.0)
    even[0] = 50
    comb = np.where(np.arange(LARGEST + 1) % 4 == 0, 4 * even, 0)
    level = smoothed(comb, even, 4.0)
    assert np.allclose(level[4:40], 100, rtol=0.02)


def test_evidence_is_negative_in_every_class_of_an_untouched_picture() -> None:
    picture = opened(encode(saved(photograph(), 80), quality=95))
    gathered = gather(own_reading(coefficients(picture)), picture.rgb)
    assert is_evident(gathered)
    assert gathered.strength > 1
    for rows in np.array_split(np.arange(gathered.fine.shape[0]), 6):
        assert gathered.fine[rows].mean() < 0
    assert (gathered.fine > 0).mean() < 0.05
    assert parts_of(gathered, outlines(gathered.smooth, gathered.is_readable)) == ()


def test_evidence_is_positive_in_a_paste() -> None:
    edited = spliced()
    picture = opened(encode(edited.pixels, quality=95))
    gathered = gather(own_reading(coefficients(picture)), picture.rgb)
    inside = edited.mask[: 8 * 60, : 8 * 80].reshape(60, 8, 80, 8).all(axis=(1, 3))
    outside = ~edited.mask[: 8 * 60, : 8 * 80].reshape(60, 8, 80, 8).any(axis=(1, 3))
    assert gathered.fine[inside].mean() > 3 * UNIT
    assert gathered.fine[outside].mean() < -3 * UNIT
    assert earlier_save(gathered.combs).quality == 80


def test_same_bytes_same_evidence() -> None:
    data = encode(spliced().pixels, quality=92)
    first, second = (
        gather(own_reading(coefficients(item)), item.rgb) for item in (opened(data), opened(data))
    )
    assert first.fine.tobytes() == second.fine.tobytes()
    assert first.smooth.tobytes() == second.smooth.tobytes()


def test_margin_grows_with_the_steps() -> None:
    assert [sound_margin((step,) * 64) for step in (1, 3, 10)] == [3, 5, 12]
    rgb = np.full((8, 40, 3), 100, np.uint8)
    rgb[2, 3, 1], rgb[5, 20, 2], rgb[:, 32:] = 252, 4, 255
    wide, narrow, far = (flags[0, :3].tolist() for flags in unclipped(rgb, ((2, 0), (5, 0), (5, 5))))
    assert wide == [True, True, True]
    assert narrow == [False, True, False]
    assert far == [False, False, False]


def test_the_end_of_the_scale_moves_with_a_darkened_picture() -> None:
    rgb = np.random.default_rng(3).integers(20, 180, (80, 80, 3), np.uint8)
    rgb[:24] = 255
    assert brightest(rgb).tolist() == [255, 255, 255]
    assert not unclipped(rgb, ((2, 0),))[0][:3].any()
    darker = (rgb * np.array([0.8, 0.8, 1.0])).astype(np.uint8)
    assert brightest(darker).tolist() == [204 - AROUND_END, 204 - AROUND_END, 255]
    (flags,) = unclipped(darker, ((2, 0),))
    assert not flags[:3].any()
    assert flags[3:].all()


def test_brightest_places_are_clipped_where_their_pixels_lie_at_the_end_and_below_it() -> None:
    rng = np.random.default_rng(4)
    dark = rng.integers(20, 90, (160, 160, 3), np.uint8)
    grain = np.rint(160 + rng.normal(0, 1.5, (64, 64, 3)))
    plain, cut = np.full_like(grain, 164), np.rint(162 + rng.normal(0, 4, grain.shape)).clip(0, 164)
    hardly = 164 - rng.integers(0, 2, grain.shape)
    for places, is_clipped in ((grain, False), (plain, True), (hardly, True), (cut, True)):
        rgb = dark.copy()
        rgb[:64, :64] = places
        assert (brightest(rgb) < 255).tolist() == [is_clipped] * 3
        assert unclipped(rgb, ((2, 0),))[0][:8, :8].any() != is_clipped
    # Each colour is asked by itself.
    rgb[:64, :64, 1:] = grain[..., 1:]
    assert brightest(rgb).tolist() == [164 - AROUND_END, 255, 255]


def drawn(*, dark_has_the_comb: bool, thin: bool = False) -> tuple[Gathered, Outlines]:
    """A bright picture with a dark right side, where a part lacks the comb."""
    shape, usual = (40, 60), np.full((40, 60), -5 * UNIT, np.int32)
    brightness = np.full(shape, 160, np.uint8)
    brightness[:, 40:] = 30
    fine = usual.copy()
    if not dark_has_the_comb:
        fine[:, 40:] = -UNIT
    box = (slice(10, 11), slice(42, 58)) if thin else (slice(10, 18), slice(44, 52))
    fine[box] = 4 * UNIT
    clear = np.ones(shape, np.bool_)
    blocks = clear[box]
    evidence = Gathered((), fine, -usual, usual, brightness, fine, fine, clear, clear, clear)
    return evidence, ((box, blocks),)


def test_a_part_counts_only_where_others_as_bright_have_the_comb() -> None:
    (part,) = parts_of(*drawn(dark_has_the_comb=True))
    assert (part.x, part.y, part.width, part.height) == (352, 80, 64, 64)
    assert parts_of(*drawn(dark_has_the_comb=False)) == ()


def test_a_single_row_of_blocks_is_no_part() -> None:
    assert parts_of(*drawn(dark_has_the_comb=True, thin=True)) == ()


def test_bound_by_hand() -> None:
    tests = log_tests(60, 80)
    assert tests == pytest.approx(7.3625, abs=0.001)
    assert log_nfa(round(UNIT * ALIKE * 20 * np.log(10)), tests) == pytest.approx(tests - 20, abs=0.01)


def test_part_by_hand() -> None:
    part = Part(16, 8, np.ones((3, 4), np.bool_), -10.0)
    assert (part.width, part.height, part.pixels) == (32, 24, 768)
