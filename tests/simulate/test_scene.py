"""Scenes: light that a camera can take, the same for the same seed, and different for another."""

from __future__ import annotations

import numpy as np
import pytest

from generator.simulate.noise import scatter, tile
from generator.simulate.raster import Buffer, Pinhole
from generator.simulate.scene import SCENES, distances, draw


@pytest.mark.parametrize("name", sorted(SCENES))
def test_light_is_finite_not_negative_and_not_flat(name: str) -> None:
    light = draw(name, 120, 80, seed=1)
    assert light.shape == (80, 120, 3)
    assert np.isfinite(light).all()
    assert light.min() >= 0
    assert light.std() > 0.02 * light.mean()


def test_same_seed_same_light_and_another_seed_another_place() -> None:
    first = draw("market", 90, 60, seed=3)
    assert np.array_equal(first, draw("market", 90, 60, seed=3))
    assert np.abs(first - draw("market", 90, 60, seed=4)).mean() > 0.02


@pytest.mark.parametrize("name", ["harbour", "lighthouse", "flood"])
def test_sky_is_farther_than_what_stands_in_it(name: str) -> None:
    depth = distances(name, 120, 80, seed=1)
    assert depth[0].max() >= depth[-1].max()
    assert (depth > 0).all()


def test_the_balloon_can_be_cut_out_by_its_distance() -> None:
    depth = distances("balloons", 240, 160, seed=1)
    inside = (depth > 50) & (depth < 62.4)
    rows, columns = np.nonzero(inside[:110])
    assert 0.04 < inside[:110].mean() < 0.2
    assert 60 < columns.mean() < 110
    assert rows.max() - rows.min() > 60


def test_a_near_polygon_hides_a_far_one_and_is_hidden_by_none() -> None:
    view = Pinhole(40, 40, focal=40.0, horizon=20.0, eye=0.0)
    buffer = Buffer(view)
    square = np.array([(-1.0, -1.0, 4.0), (1.0, -1.0, 4.0), (1.0, 1.0, 4.0), (-1.0, 1.0, 4.0)])
    buffer.polygon(square, 1)
    buffer.polygon(square * np.array([3, 3, 2]), 2)
    assert buffer.surface[20, 20] == 1
    assert buffer.surface[20, 5] == 2
    assert buffer.nearness[20, 20] == pytest.approx(1 / 4)
    assert buffer.surface[0, 0] in (0, 2)


def test_a_polygon_through_the_lens_is_cut_and_not_drawn_upside_down() -> None:
    view = Pinhole(40, 40, focal=40.0, horizon=20.0, eye=1.0)
    buffer = Buffer(view)
    buffer.polygon(np.array([(-50.0, 0, -10), (50, 0, -10), (50, 0, 500), (-50, 0, 500)]), 7)
    assert (buffer.surface[:20] == 0).all()
    assert (buffer.surface[21:] == 7).all()


def test_noise_is_pinned() -> None:
    texture = tile(3, 1.2)
    assert texture.shape == (512, 512)
    assert texture.mean() == pytest.approx(0, abs=1e-4)
    assert texture.std() == pytest.approx(1, abs=1e-4)
    assert scatter(np.array([1, 2, -3]), np.array([4, 4, 4]), 9).tolist() == pytest.approx(
        SCATTERED, abs=1e-6
    )


SCATTERED = [0.8880677, 0.4784851, 0.3271461]
