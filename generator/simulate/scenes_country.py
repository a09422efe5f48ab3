"""Scenes without streets: a lake, balloons, a snowy hill, a lighthouse, lights at night, a burning barn, a dream."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from generator.simulate import things
from generator.simulate.noise import Array, rough, sample, smooth, tile
from generator.simulate.raster import Pinhole
from generator.simulate.world import Lamp, Sky, Water, World

Ground = Callable[[Array, Array], Array]
"""Height over x and z."""


def _hills(
    seed: int, *, size: float, height: float, base: float, start: float, end: float, low: float = -6.0
) -> Ground:
    """Ground that rises to hills between two distances."""

    def ground(x: Array, z: Array) -> Array:
        shape = rough(x + 3000 + 911 * seed, z + 200 * seed, size=size, seed=60 + seed % 7, exponent=1.8)
        detail = rough(x, z, size=size / 9, seed=61, exponent=1.5)
        ridge = base + height * shape + 0.05 * height * detail
        share = smooth(start, end, z)
        result: Array = low * (1 - share) + np.maximum(ridge, 1.0) * share
        return result

    return ground


def lake(seed: int) -> World:
    """A mountain lake with trees on the near shore."""
    choice = np.random.default_rng([seed, 21])
    world = World(
        sky=Sky(sun=(-0.6, 0.5, -0.2), cover=0.45, haze_distance=5200.0, zenith=(0.11, 0.26, 0.62)),
        water=Water(level=0.0, colour=(0.015, 0.05, 0.06), waves=0.014, size=0.35),
        shadow_centre=(0, 0, 18), shadow_radius=30,
    )  # fmt: skip
    far = _hills(seed, size=10.0, height=230, base=270, start=350, end=1900)

    def ground(x: Array, z: Array) -> Array:
        shore = 1.1 - 0.16 * z + 0.02 * np.abs(x + 4) + 0.25 * rough(x, z, size=0.3, seed=62, exponent=1.4)
        result: Array = np.where(z < 60, np.maximum(shore, -3), far(x, z))
        return result

    world.ground, world.ground_material = ground, "woods"
    for number in range(9):
        x = float(choice.choice([-1, 1]) * choice.uniform(6.5, 13))
        z = float(choice.uniform(12, 19))
        height = float(choice.uniform(5.5, 9))
        things.conifer(world, x, z, height=height, seed=seed * 20 + number, y=-0.2, leaves=9000)
    things.boat(world, 1.6, 15.5, seed=1, turn=25, length=3.6, colour=(0.36, 0.09, 0.05), mast=0, cabin=False)
    return world


def balloons(seed: int) -> World:
    """Hot-air balloons over fields in the morning."""
    world = World(
        sky=Sky(sun=(-0.8, 0.32, -0.35), sunlight=(2.8, 2.2, 1.5), zenith=(0.15, 0.31, 0.64), horizon=(0.86, 0.78, 0.68),
                glow=(0.6, 0.4, 0.2), cover=0.28, haze=(0.82, 0.78, 0.72), haze_distance=1500.0),
        shadow_centre=(0, 0, 60), shadow_radius=90,
    )  # fmt: skip
    world.ground = _hills(seed, size=7.0, height=42, base=55, start=150, end=900, low=0.0)
    world.ground_material = "woods"
    things.balloon(world, -9, 62, 26.0, radius=9.0, colour=(0.5, 0.04, 0.03))
    things.balloon(world, 38, 130, 55, radius=9.0, colour=(0.04, 0.1, 0.36))
    things.balloon(world, -60, 210, 62, radius=9.0, colour=(0.05, 0.26, 0.14))
    things.balloon(world, 18, 330, 100, radius=9.0, colour=(0.5, 0.25, 0.02))
    choice = np.random.default_rng([seed, 22])
    for number in range(22):
        things.tree(world, float(choice.uniform(-60, 60)), float(choice.uniform(60, 130)), height=float(choice.uniform(5, 9)),
                    seed=seed * 30 + number, leaves=2500)  # fmt: skip
    return world


def snow(seed: int) -> World:
    """A snowy hill with children on sledges, spruces and a hut."""
    choice = np.random.default_rng([seed, 23])
    world = World(
        sky=Sky(sun=(0.7, 0.4, -0.1), sunlight=(1.9, 1.72, 1.45), zenith=(0.13, 0.29, 0.6), horizon=(0.66, 0.76,
            0.88), cover=0.22,
                haze=(0.74, 0.8, 0.88), haze_distance=1600.0, ambient=0.5),
        shadow_centre=(0, 4, 34), shadow_radius=48,
    )  # fmt: skip

    def ground(x: Array, z: Array) -> Array:
        far = _hills(seed, size=8.0, height=120, base=120, start=260, end=1200, low=0.0)(x, z)
        near = 7.5 * smooth(6, 75, z) * (1 - 0.9 * smooth(85, 160, z)) * (1 + 0.018 * x)
        result: Array = near + 0.25 * rough(x, z, size=0.8, seed=63, exponent=1.6) * smooth(3, 12, z) + far
        return result

    world.ground, world.ground_material = ground, "snow"

    def height(x: float, z: float) -> float:
        return float(ground(np.array([x]), np.array([z]))[0])

    for number in range(46):
        x = float(choice.choice([-1, 1]) * choice.uniform(9, 42))
        z = float(choice.uniform(24, 82))
        things.conifer(
            world,
            x,
            z,
            height=float(choice.uniform(5, 10)),
            seed=seed * 60 + number,
            y=height(x, z) - 0.2,
            snow=0.75,
        )
    things.house(world, -9.5, 52, width=7, depth=6, height=2.9, rise=2.6, turn=-24, seed=4, y=height(-9.5, 54) - 0.4,
                 colour=(0.26, 0.16, 0.09))  # fmt: skip
    for number, (x, z) in enumerate(
        ((1.2, 15), (3.4, 21), (-2.5, 19.5), (4.2, 27), (0.2, 33), (-3.4, 30), (2.4, 40), (5.6, 43))
    ):
        sitting = number % 3 == 0
        coats = (
            (0.55, 0.04, 0.04),
            (0.03, 0.14, 0.42),
            (0.6, 0.36, 0.02),
            (0.3, 0.05, 0.26),
            (0.03, 0.3, 0.22),
        )
        things.person(world, x, z, seed=seed * 8 + number, y=height(x, z) - (0.1 if sitting else 0.06), sitting=sitting,
                      tall=1.28 if number % 2 == 0 else 1.7, coat=coats[number % 5], turn=180 + 30 * number)  # fmt: skip
        if sitting:
            world.box((-0.3, 0.15, -0.5), (0.3, 0.26, 0.7), "planks", (0.4, 0.25, 0.1))
    return world


def lighthouse(seed: int) -> World:
    """A lighthouse on a headland; a cargo ship crosses the horizon."""
    world = World(
        sky=Sky(sun=(-0.7, 0.34, -0.4), sunlight=(2.6, 2.0, 1.35), zenith=(0.16, 0.28, 0.55), horizon=(0.86, 0.72, 0.58),
                glow=(0.7, 0.4, 0.2), cover=0.46, cloud=(1.0, 0.9, 0.78), cloud_shade=(0.45, 0.43, 0.5),
                haze=(0.78, 0.7, 0.64), haze_distance=4000.0),
        water=Water(level=0.0, colour=(0.02, 0.07, 0.085), waves=0.06, size=0.5),
        shadow_centre=(18, 5, 75), shadow_radius=60,
    )  # fmt: skip

    def ground(x: Array, z: Array) -> Array:
        crag = rough(x + 70 * seed, z, size=0.25, seed=64, exponent=1.35)
        far = np.sqrt(((x - 27) / 24) ** 2 + ((z - 84) / 30) ** 2) + 0.07 * crag
        head = 9.5 + 0.35 * crag - 15.5 * smooth(0.55, 1.05, far) - 2.5 * far
        stones = 1.2 - (((x + 9) / 6) ** 2 + ((z - 19) / 4) ** 2) * 1.6 + crag * 0.9
        result: Array = np.maximum(np.maximum(head, stones), -5.0)
        return result

    world.ground, world.ground_material = ground, "crag"
    top = float(ground(np.array([22.0]), np.array([82.0]))[0])
    things.lighthouse(world, 22, 82, y=top - 0.8, height=22)
    things.house(world, 30.5, 78, width=8, depth=6, height=2.9, rise=2.4, turn=-14, seed=5,
                 y=float(ground(np.array([30.5]), np.array([80.0]))[0]) - 0.8, colour=(0.7, 0.68, 0.62))  # fmt: skip
    # A cargo ship, about 140 metres long, far out.
    world.at(-210, 640, turn=4)
    world.box((-75, -1, 0), (75, 11, 20), "worn", (0.2, 0.035, 0.03), seed=1)
    world.polygon([(75, 11, 0), (75, -1, 0), (88, 13, 10)], "worn", (0.2, 0.035, 0.03))
    world.box((-70, 11, 2), (-50, 34, 18), "worn", (0.68, 0.66, 0.62), seed=2)
    world.box((-64, 34, 6), (-57, 42, 13), "worn", (0.06, 0.1, 0.2), seed=3)
    choice = np.random.default_rng([seed, 24])
    for column in range(9):
        for tier in range(int(choice.integers(1, 4))):
            paint = [(0.35, 0.1, 0.03), (0.05, 0.16, 0.3), (0.1, 0.26, 0.13), (0.4, 0.38, 0.34)][
                int(choice.integers(4))
            ]
            world.box(
                (-44 + column * 12.5, 11 + tier * 5, 3),
                (-32.5 + column * 12.5, 15.8 + tier * 5, 17),
                "worn",
                paint,
            )
    return world


def lights(seed: int) -> World:
    """Hills at night, stars, and five lights in a loose row above them."""
    world = World(
        sky=Sky(zenith=(0.004, 0.006, 0.014), horizon=(0.035, 0.035, 0.045), sun=(0.3, 0.8, -0.3), sunlight=(0.02, 0.025, 0.04),
                glow=(0.0, 0.0, 0.0), cover=0.12, cloud=(0.02, 0.02, 0.025), cloud_shade=(0.009, 0.01, 0.015), stars=0.35,
                haze=(0.045, 0.047, 0.065), haze_distance=2500.0, ambient=0.5),
    )  # fmt: skip
    world.ground = _hills(seed, size=7.0, height=60, base=70, start=60, end=1200, low=0.0)
    world.ground_material = "woods"
    choice = np.random.default_rng([seed, 25])
    for number in range(7):
        things.conifer(world, float(choice.uniform(-16, 16)), float(choice.uniform(18, 26)),
            height=float(choice.uniform(3.5, 6.5)),
                       seed=seed + number)  # fmt: skip
    for number, (x, y) in enumerate(((-60, 160), (-22, 174), (16, 170), (52, 184), (96, 178))):
        tint = (6.4, 5.0, 3.4) if number % 2 else (5.6, 5.6, 5.0)
        world.lamps.append(Lamp((float(x), float(y), 400.0), tint, halo=2.6))
        world.at(float(x), 401.0, y=float(y))
        world.ball((0, 0, 0), 0.9, (0, 0, 0))
    for _ in range(26):
        across, away = float(choice.uniform(-190, 190)), float(choice.uniform(330, 420))
        up = float(world.ground(np.array([across]), np.array([away]))[0]) + 1.5
        world.lamps.append(Lamp((across, up, away), (0.5, 0.33, 0.15), halo=0.8))
    return world


def fire(seed: int) -> World:
    """A barn burns in a field; helpers stand at a distance; smoke drifts to the right."""
    world = World(
        sky=Sky(sun=(-0.5, 0.55, -0.4), sunlight=(1.6, 1.45, 1.2), zenith=(0.3, 0.38, 0.52), horizon=(0.74, 0.75,
            0.76), cover=0.5,
                haze=(0.72, 0.72, 0.72), haze_distance=900.0),
        shadow_centre=(0, 0, 38), shadow_radius=36,
    )  # fmt: skip
    world.ground = _hills(seed, size=6.0, height=26, base=30, start=120, end=700, low=0.0)
    world.ground_material = "grass"
    things.house(
        world,
        -2,
        44,
        width=15,
        depth=10,
        height=5.0,
        rise=4.2,
        turn=-20,
        seed=8,
        style="wall",
        colour=(0.2, 0.09, 0.05),
    )
    things.house(world, -22, 60, width=9, depth=8, height=5.8, rise=3, turn=18, seed=12, style="facade")
    choice = np.random.default_rng([seed, 26])
    for number in range(12):
        things.tree(world, float(choice.choice([-1, 1]) * choice.uniform(16, 46)), float(choice.uniform(52, 95)),
            seed=seed * 9 + number,
                    height=float(choice.uniform(6, 10)), leaves=5000)  # fmt: skip
    for number, (x, z) in enumerate(((-7.5, 23), (-6.2, 23.6), (5.6, 24.5), (6.8, 24), (8.6, 26), (0.8, 27))):
        things.person(
            world,
            x,
            z,
            seed=seed + number,
            coat=(0.5, 0.36, 0.03) if number < 5 else (0.4, 0.05, 0.03),
            turn=10 * number,
        )
    things.car(world, 11.5, 31, colour=(0.5, 0.03, 0.02), turn=70)
    world.lamps.append(Lamp((-1.0, 8.5, 39.5), (16.0, 6.0, 1.4), halo=0.0))

    def burn(light: Array, distance: Array, view: object) -> Array:
        assert isinstance(view, Pinhole)
        rows, columns = np.mgrid[0 : view.height, 0 : view.width].astype(np.float32)
        x = (columns - view.width / 2) / view.focal * 46 + 1.0
        y = (view.horizon - rows) / view.focal * 46 + view.eye
        behind = distance > 44
        drift = np.maximum(y - 6.0, 0.0)
        centre = 0.9 * drift**0.95 - 1.0
        width = 4.6 + 0.42 * drift
        swirl = sample(tile(71, 1.5), x * 7 - y * 4, y * 9) + 0.45 * sample(tile(72, 1.2), x * 21, y * 24)
        body = np.exp(-(((x - centre + 1.6 * swirl) / width) ** 2))
        smoke = (
            np.clip(body * (2.6 + 1.1 * swirl), 0, 0.97)
            * smooth(5.0, 8.5, y + 0.9 * swirl)
            * np.clip(1.3 - drift / 60, 0, 1)
        )
        smoke = np.where(behind, smoke, 0)[:, :, None]
        relief = sample(tile(71, 1.5), (x + 0.7) * 7 - (y + 0.5) * 4, (y + 0.5) * 9) - swirl
        shade = np.clip(0.17 + 0.012 * drift - 0.1 * relief, 0.03, 0.55)[:, :, None]
        warm = np.exp(-drift / 4.5)[:, :, None] * np.array([0.3, 0.1, 0.02])
        light = light * (1 - smoke) + (shade * np.array([1.0, 0.95, 0.9]) + warm) * smoke
        flicker = sample(tile(73, 1.25), x * 26, y * 9 + 40)
        flame = (
            np.clip(1.25 - ((x + 0.9 + 0.3 * flicker) / 6.6) ** 4, 0, 1)
            * smooth(-0.3, 1.1, flicker * 1.0 + (8.2 - y) * 0.5)
            * smooth(4.6, 6.6, y + 0.4 * flicker)
        )
        flame = np.where(distance > 38, flame, 0)[:, :, None]
        result: Array = (
            light * (1 - 0.75 * flame)
            + flame * np.array([5.2, 1.9, 0.35]) * (0.75 + 0.3 * flicker)[:, :, None]
        )
        return result

    world.after = burn
    return world


def dream(seed: int) -> World:
    """What no camera has seen: an enormous rosy moon over a glassy lake with glowing trees."""
    choice = np.random.default_rng([seed, 27])
    world = World(
        sky=Sky(zenith=(0.07, 0.05, 0.26), horizon=(0.95, 0.42, 0.5), sun=(0.1, 0.3, 0.9), sunlight=(0.9, 0.45, 0.55),
                glow=(0.5, 0.25, 0.3), cover=0.5, cloud=(1.0, 0.55, 0.62), cloud_shade=(0.28, 0.16, 0.4), stars=0.6,
                haze=(0.75, 0.38, 0.52), haze_distance=1500.0, ambient=0.6, cloud_size=2.2),
        water=Water(level=0.0, colour=(0.05, 0.02, 0.09), waves=0.01, size=0.5),
        shadow_centre=(0, 0, 18), shadow_radius=30,
    )  # fmt: skip
    far = _hills(seed, size=9.0, height=150, base=130, start=380, end=1400)

    def ground(x: Array, z: Array) -> Array:
        shore = 0.9 - 0.16 * z + 0.03 * np.abs(x) + 0.2 * rough(x, z, size=0.3, seed=62, exponent=1.4)
        result: Array = np.where(z < 60, np.maximum(shore, -3), far(x, z))
        return result

    world.ground, world.ground_material = ground, "grass"
    world.at(120, 2600, y=640)
    world.ball((0, 0, 0), 330, (0.0, 0.0, 0.0))
    for number in range(8):
        side = float(choice.choice([-1, 1]))
        things.tree(world, side * float(choice.uniform(5.5, 12)), float(choice.uniform(13, 19)),
            height=float(choice.uniform(3.2, 6.0)),
                    seed=seed * 5 + number, y=-0.2, leaves=9000, colour=(0.62, 0.2, 0.5))  # fmt: skip

    def moon(light: Array, distance: Array, view: object) -> Array:
        assert isinstance(view, Pinhole)
        rows, columns = np.mgrid[0 : view.height, 0 : view.width].astype(np.float32)
        centre_x, centre_y = view.width / 2 + view.focal * 120 / 2600, view.horizon - view.focal * 637 / 2600
        radius = view.focal * 330 / 2600
        u, v = (columns - centre_x) / radius, (rows - centre_y) / radius
        disc = np.clip((1 - np.hypot(u, v)) * radius / 2, 0, 1)
        seas = sample(tile(74, 1.7), u * 60 + 9, v * 60 + 30)
        face = (
            np.array([1.3, 0.72, 0.7])
            * (0.82 + 0.14 * seas)[:, :, None]
            * (1 - 0.3 * (u**2 + v**2))[:, :, None]
        )
        seen = (distance > 1800) & (distance < 1e6)
        disc = np.where(seen, disc, 0)[:, :, None]
        halo = np.exp(-np.maximum(np.hypot(u, v) - 1, 0) * 2.4)[:, :, None] * np.array([0.3, 0.14, 0.18])
        light = np.where(
            disc > 0, light * (1 - disc) + face * disc, light + halo * (distance > 1e4)[:, :, None]
        )
        sparks = np.random.default_rng(75)
        for _ in range(90):
            x, y = float(sparks.uniform(0, view.width)), float(sparks.uniform(0.35, 1) * view.height)
            size = float(sparks.uniform(0.6, 2.2)) * view.width / 900
            left, top = int(x - 6 * size), int(y - 6 * size)
            part = light[max(top, 0) : int(y + 6 * size), max(left, 0) : int(x + 6 * size)]
            yy, xx = np.mgrid[0 : part.shape[0], 0 : part.shape[1]]
            spread = ((xx + max(left, 0) - x) ** 2 + (yy + max(top, 0) - y) ** 2) / size**2
            part += np.exp(-spread)[:, :, None] * np.array([1.2, 0.9, 0.5])
        result: Array = light
        return result

    world.after = moon
    return world
