"""Water: it mirrors a second picture, taken from below its level, more at grazing angles (Schlick 1994), and it has waves."""

from __future__ import annotations

import numpy as np

from generator.simulate.noise import Array, rough
from generator.simulate.raster import Buffer, Pinhole
from generator.simulate.world import WATER, World


def with_water(world: World, view: Pinhole, picture: Array, mirrored: Array, buffer: Buffer) -> Array:
    """The picture with the water's surface, which shows the mirrored scene broken up by waves."""
    water = world.water
    assert water is not None
    rows, columns = np.nonzero(buffer.surface == WATER)
    depth = 1.0 / buffer.nearness[rows, columns]
    x = (columns + 0.5 - view.width / 2) / view.focal * depth
    foot = depth / view.focal * np.maximum(1.0, 0.35 * depth / (view.eye - water.level))
    slope_z = rough(x, depth, size=water.size, seed=41, foot=foot, exponent=1.1)
    slope_z = slope_z + 0.6 * rough(
        x * 1.1, depth * 1.1, size=water.size * 0.22, seed=42, foot=foot, exponent=0.9
    )
    slope_x = rough(x, depth, size=water.size * 0.6, seed=43, foot=foot, exponent=1.1)
    elevation = np.clip((view.eye - water.level) / np.hypot(depth, view.eye), 0.003, 1.0)
    generator = np.random.default_rng(44)
    reflected = np.zeros((len(x), 3))
    # Waves too small to be drawn smear the mirror image: several rays are averaged.
    for tap in range(6):
        unresolved = (
            generator.standard_normal(len(x)) * np.clip(foot / water.size, 0.08, 0.7) * (0.5 + 0.2 * tap)
        )
        tilt_z, tilt_x = (slope_z + unresolved) * water.waves, slope_x * water.waves
        seen_row = rows + 2.0 * tilt_z * view.focal * np.clip(elevation * 6, 0.12, 0.8)
        # A wave can only tilt the mirrored ray up to the horizon and not below it.
        seen_row = np.maximum(seen_row, 2 * view.horizon - seen_row + 1)
        seen_column = columns + 2.0 * tilt_x * view.focal * np.clip(elevation * 1.5, 0.02, 0.5)
        row = np.clip(seen_row, 0, view.height - 1).astype(int)
        column = np.clip(seen_column, 0, view.width - 1).astype(int)
        reflected += mirrored[row, column] / 6
    cosine = np.clip(elevation + slope_z * water.waves * 0.9, 0.01, 1.0)
    fresnel = (0.03 + 0.97 * (1 - cosine) ** 5)[:, None]
    shade = 1 + 2.0 * slope_z * water.waves + 0.12 * rough(x, depth, size=2.0, seed=45)
    body = np.array(water.colour) * shade[:, None]
    light = reflected * fresnel * 0.92 + body * (1 - fresnel)
    fog = np.exp(-depth / world.sky.haze_distance)[:, None]
    picture[rows, columns] = light * fog + np.array(world.sky.haze) * (1 - fog)
    return picture
