"""The light of the sky: blue that pales towards the horizon, the sun's glow, clouds in one flat layer, stars."""

from __future__ import annotations

import numpy as np

from generator.simulate.noise import Array, sample, scatter, smooth, tile
from generator.simulate.world import Sky


def sky_light(sky: Sky, x: Array, y: Array, z: Array) -> Array:
    """The sky in a direction (unit vectors), n x 3."""
    up = np.maximum(y, 0.0)
    share = (1 - np.exp(-up * 4.5))[:, None]
    light = np.array(sky.horizon) * (1 - share) + np.array(sky.zenith) * share
    sun = np.array(sky.sun) / np.linalg.norm(sky.sun)
    cosine = np.clip(x * sun[0] + y * sun[1] + z * sun[2], 0.0, 1.0)
    light = (
        light
        + np.array(sky.glow)
        * (0.5 * cosine**6 + 1.2 * cosine**60 + 30 * smooth(0.9996, 0.9999, cosine))[:, None]
    )
    if sky.stars:
        where = scatter((x * 900).astype(int), (y * 900).astype(int), (z * 900).astype(int))
        light = light + sky.stars * (np.maximum(where - 0.9985, 0) / 0.0015)[:, None] ** 3
    if sky.cover > 0:
        flat = np.maximum(up, 0.02) + 0.06
        u, v = x / flat * 48 / sky.cloud_size, z / flat * 48 / sky.cloud_size

        def density(du: float, dv: float) -> Array:
            coarse = sample(tile(31, 1.55), u + du, v + dv)
            fine = sample(tile(32, 1.1), (u + du) * 3.7, (v + dv) * 3.7)
            result: Array = coarse + 0.17 * fine
            return result

        here = density(0, 0)
        edge = 1.5 - 3.0 * sky.cover
        alpha = smooth(edge - 0.3, edge + 1.1, here) * (1 - np.exp(-up / 0.035))
        towards = density(float(-sun[0] * 5), float(-sun[2] * 5))
        bright = np.clip(0.62 + 0.35 * (towards - here) * -1.0 + 0.25 * (here - edge) * -0.6, 0, 1.15)[
            :, None
        ]
        colour = np.array(sky.cloud_shade) * (1 - bright) + np.array(sky.cloud) * bright
        light = light * (1 - alpha[:, None]) + colour * alpha[:, None]
    result: Array = light
    return result
