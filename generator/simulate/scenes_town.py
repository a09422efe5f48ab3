"""Scenes with houses: a flooded street, a market square, a harbour, a regatta, a street at night."""

from __future__ import annotations

import numpy as np

from generator.simulate import things
from generator.simulate.noise import Array, rough, smooth
from generator.simulate.world import Colour, Lamp, Sky, Water, World


def _row(world: World, *, side: int, start: float, end: float, seed: int, gap: float, style: str = "mixed",
         tall: tuple[float, float] = (5.8, 8.9)) -> None:  # fmt: skip
    """A row of houses along a street that runs away from the camera."""
    choice = np.random.default_rng([seed, 11, side + 1])
    z, number = start, 0
    while z < end:
        width = float(choice.uniform(6.0, 9.5))
        floors = 2.9 * float(choice.integers(round(tall[0] / 2.9), round(tall[1] / 2.9) + 1))
        things.house(
            world, side * (gap + float(choice.uniform(0, 0.3))), z + width / 2, width=width, depth=9.0, height=floors,
            rise=float(choice.uniform(2.4, 3.6)), turn=90.0 * side, seed=seed * 40 + number + 20 * (side > 0), style=style,
        )  # fmt: skip
        z += width + (0.05 if choice.random() < 0.8 else 2.5)
        number += 1


def flood(seed: int) -> World:
    """A street under water, seen from a boat; neighbours stand on the raised steps at the right."""
    world = World(
        sky=Sky(zenith=(0.42, 0.47, 0.55), horizon=(0.72, 0.74, 0.76), sun=(-0.35, 0.75, -0.25), sunlight=(0.8, 0.77, 0.72),
                glow=(0.1, 0.1, 0.1), cover=0.62, cloud=(0.86, 0.87, 0.9), cloud_shade=(0.42, 0.45, 0.5), ambient=0.85,
                haze=(0.7, 0.72, 0.74), haze_distance=700.0, cloud_size=1.4),
        water=Water(level=0.0, colour=(0.085, 0.07, 0.05), waves=0.035, size=0.11),
        shadow_centre=(0, 0, 25), shadow_radius=40,
    )  # fmt: skip
    _row(world, side=-1, start=1.5, end=95, seed=seed, gap=6.2)
    _row(world, side=1, start=7, end=95, seed=seed + 1, gap=6.2)
    things.house(world, 1.0, 100, width=13, height=8.7, seed=seed + 7, style="facade")
    world.at(0, 0)
    world.box((-1.5, 0, 104), (2.5, 19, 108), "wall", (0.5, 0.46, 0.4), seed=3)
    world.polygon([(-1.8, 19, 103.7), (2.8, 19, 103.7), (0.5, 29, 106)], "roof", (0.12, 0.14, 0.14))
    world.polygon([(2.8, 19, 103.7), (2.8, 19, 108.3), (0.5, 29, 106)], "roof", (0.12, 0.14, 0.14))
    plate = world.write(things.painted_text("KV 48 RDN"))
    things.car(world, -1.5, 10.2, colour=(0.35, 0.035, 0.03), turn=6, y=-0.34, plate=plate)
    things.car(world, -4.0, 27, colour=(0.4, 0.42, 0.44), turn=-4, y=-0.62)
    things.car(world, 3.9, 36, colour=(0.04, 0.09, 0.2), turn=186, y=-0.6)
    # The raised pavement on the right, where people stand dry.
    world.at(0, 0)
    world.box((4.3, -0.2, 11.0), (6.2, 0.42, 26.0), "worn", (0.3, 0.29, 0.27), seed=9)
    for number, (x, z) in enumerate(((4.8, 12.4), (5.4, 13.0), (5.2, 15.6), (4.9, 17.2), (5.5, 18.5))):
        things.person(world, x, z, seed=seed * 10 + number, y=0.42, turn=150 + 40 * number)
    things.boat(world, 0.9, 19, seed=2, turn=-70, length=3.8, colour=(0.1, 0.24, 0.16), mast=0, cabin=False)
    things.person(world, 0.7, 18.4, seed=seed + 60, y=0.1, turn=190, sitting=True, coat=(0.6, 0.22, 0.02))
    things.person(world, 1.1, 19.9, seed=seed + 61, y=0.12, turn=170, sitting=True, coat=(0.62, 0.5, 0.03))
    for z in (14, 32, 52, 74):
        for side in (-4.6, 4.4):
            world.at(side, z)
            world.limb((0, -0.5, 0), (0, 5.4, 0), 0.07, (0.05, 0.06, 0.06), end_radius=0.05)
            world.limb((0, 5.35, 0), (-0.8 * np.sign(side), 5.6, 0), 0.045, (0.05, 0.06, 0.06))
            world.ball((-0.9 * float(np.sign(side)), 5.52, 0), 0.16, (0.5, 0.5, 0.47))
    return world


def market(seed: int) -> World:
    """A paved square with stalls and shoppers, houses and a tower behind."""
    choice = np.random.default_rng([seed, 12])
    world = World(
        sky=Sky(sun=(-0.62, 0.62, -0.38), sunlight=(2.7, 2.45, 2.05), cover=0.36, haze_distance=900.0, ambient=0.5),
        shadow_centre=(0, 0, 20), shadow_radius=34,
    )  # fmt: skip
    world.at(0, 0)
    world.polygon(
        [(-150, 0, 0.3), (150, 0, 0.3), (150, 0, 300), (-150, 0, 300)], "cobbles", (0.34, 0.31, 0.27)
    )
    x = -33.0
    number = 0
    while x < 34:
        width = float(choice.uniform(6.5, 10))
        things.house(world, x + width / 2, 42 + float(choice.uniform(-0.4, 0.4)), width=width, depth=9,
                     height=2.9 * float(choice.integers(2, 5)), rise=float(choice.uniform(2.6, 4.2)),
                     seed=seed * 30 + number, style="mixed")  # fmt: skip
        x += width + 0.05
        number += 1
    _row(world, side=-1, start=12, end=40, seed=seed + 3, gap=19, tall=(5.8, 11.6))
    _row(world, side=1, start=16, end=40, seed=seed + 4, gap=20, tall=(5.8, 8.7))
    world.at(9, 55)
    world.box((-2.6, 0, 0), (2.6, 23, 5.2), "wall-brick", (0.36, 0.2, 0.13), seed=4)
    for corners in ((-3, 3), (3, 3)):
        world.polygon(
            [(-3, 23, -0.3), (3, 23, -0.3), (0, 34, 2.6)], "roof", (0.1, 0.2, 0.17), seed=corners[1]
        )
    world.polygon([(3, 23, -0.3), (3, 23, 5.5), (0, 34, 2.6)], "roof", (0.1, 0.2, 0.17))
    world.polygon([(-3, 23, -0.3), (-3, 23, 5.5), (0, 34, 2.6)], "roof", (0.1, 0.2, 0.17))
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    world.polygon(
        np.column_stack([1.3 * np.cos(angles), 19.5 + 1.3 * np.sin(angles), np.full(24, -0.02)]),
        "plain",
        (0.75, 0.72, 0.62),
    )
    world.box((-0.06, 19.5, -0.06), (0.06, 20.5, -0.03), "plain", (0.02, 0.02, 0.02))
    world.box((0, 19.44, -0.06), (0.8, 19.56, -0.03), "plain", (0.02, 0.02, 0.02))
    colours: tuple[Colour, ...] = (
        (0.5, 0.05, 0.04),
        (0.04, 0.24, 0.13),
        (0.04, 0.13, 0.34),
        (0.55, 0.3, 0.03),
    )
    for index, (left, z, turn) in enumerate(
        ((-6.4, 9.5, 22), (-5.6, 14.5, 12), (-5.4, 19.8, 6), (-5.2, 25.5, 0), (6.0, 11.0, -22), (5.8, 16.5, -10),
         (6.2, 22.0, -6), (0.6, 31.0, 0), (-9.5, 31, 5), (10.5, 30, 0))
    ):  # fmt: skip
        things.stall(world, left, z, seed=seed + index, turn=turn, colour=colours[(index * 3 + seed) % 4])
    places: list[tuple[float, float]] = []
    while len(places) < 46:
        z = float(choice.uniform(10.5, 37))
        spread = 3.0 if z < 28 else 9.0
        x, near = float(choice.uniform(-spread, spread)), 0.75
        if all((x - a) ** 2 + (z - b) ** 2 > near for a, b in places):
            places.append((x, z))
    things.crowd(world, places, seed=seed)
    things.tree(world, -12.5, 29, height=8.5, seed=seed)
    things.tree(world, 13.5, 33, height=9.5, seed=seed + 1)
    world.texts.append(
        things.painted_text("14", size=(64, 56), ink=(0.8, 0.8, 0.78), paper=(0.03, 0.07, 0.25))
    )
    return world


def harbour(seed: int) -> World:
    """A fishing harbour in late sun: moored boats, a quay with warehouses, hills."""
    choice = np.random.default_rng([seed, 13])
    world = World(
        sky=Sky(zenith=(0.17, 0.3, 0.58), horizon=(0.84, 0.76, 0.66), sun=(-0.75, 0.36, -0.45), sunlight=(2.7, 2.1, 1.4),
                glow=(0.6, 0.4, 0.2), cover=0.42, cloud=(1.0, 0.93, 0.84), cloud_shade=(0.46, 0.46, 0.52), ambient=0.5,
                haze=(0.74, 0.72, 0.7), haze_distance=2200.0),
        water=Water(level=0.0, colour=(0.03, 0.07, 0.075), waves=0.03, size=0.3),
        shadow_centre=(0, 0, 45), shadow_radius=48,
    )  # fmt: skip
    ground_seed = seed

    def ground(x: Array, z: Array) -> Array:
        hills = 58 + 34 * rough(x + 900 * ground_seed, z, size=5.0, seed=51, exponent=1.7)
        result: Array = hills * smooth(170, 520, z) - 4 * (1 - smooth(120, 175, z))
        return result

    world.ground, world.ground_material = ground, "woods"
    world.at(0, 0)
    world.box((-120, -1, 62), (120, 1.5, 120), "worn", (0.34, 0.32, 0.29), top="worn", seed=1)
    x, number = -58.0, 0
    while x < 60:
        width = float(choice.uniform(7, 12))
        things.house(world, x + width / 2, 74 + float(choice.uniform(-1, 1)), width=width, depth=10, y=1.5,
                     height=2.9 * float(choice.integers(2, 4)), rise=float(choice.uniform(3, 4.6)),
                     seed=seed * 50 + number, style="mixed")  # fmt: skip
        x += width + (0.1 if choice.random() < 0.7 else 3.5)
        number += 1
    hulls: tuple[Colour, ...] = (
        (0.04, 0.12, 0.3),
        (0.5, 0.06, 0.04),
        (0.6, 0.58, 0.52),
        (0.05, 0.22, 0.18),
        (0.62, 0.4, 0.05),
    )
    for index, (left, z, turn, length, mast) in enumerate(
        ((-13, 27, 12, 8.0, 7.5), (10.5, 24, 168, 7.0, 0.0), (-3.5, 38, -8, 9.0, 9.5), (16, 40, 15, 9.5, 10), (-22,
            46, 170, 10, 9),
         (4.5, 52, 4, 10, 8), (-11, 56, 176, 9, 10), (25, 55, 0, 10, 11), (-34, 57, 3, 10, 8), (14, 58, 180, 8, 0))
    ):  # fmt: skip
        things.boat(
            world,
            left,
            z,
            seed=seed + index,
            turn=turn,
            length=length,
            mast=mast,
            colour=hulls[(index + seed) % 5],
        )
    for index in range(16):
        things.person(world, float(choice.uniform(-38, 38)), float(choice.uniform(63, 70)), seed=seed * 9 + index, y=1.5,
                      turn=float(choice.uniform(0, 360)))  # fmt: skip
    for x in range(-50, 51, 9):
        world.at(float(x), 62.2)
        world.limb((0, 1.5, 0), (0, 2.1, 0), 0.16, (0.05, 0.05, 0.05))
    world.at(-7, 20)
    world.ball((0, 0.1, 0), 0.4, (0.6, 0.12, 0.02))
    return world


def regatta(seed: int) -> World:
    """White sails on a bay, a crowd on the mole in front of them."""
    choice = np.random.default_rng([seed, 14])
    world = World(
        sky=Sky(sun=(0.6, 0.6, -0.45), cover=0.45, haze_distance=3500.0, zenith=(0.12, 0.27, 0.62), ambient=0.5),
        water=Water(level=0.0, colour=(0.02, 0.085, 0.11), waves=0.05, size=0.35),
        shadow_centre=(0, 0, 40), shadow_radius=60,
    )  # fmt: skip

    def ground(x: Array, z: Array) -> Array:
        result: Array = (70 + 60 * rough(x + 500, z, size=9.0, seed=52, exponent=1.7)) * smooth(
            900, 1700, z
        ) - 6
        return result

    world.ground, world.ground_material = ground, "woods"
    hulls: tuple[Colour, ...] = ((0.6, 0.58, 0.54), (0.04, 0.12, 0.3), (0.5, 0.06, 0.04), (0.05, 0.22, 0.2))
    spots = [(-14, 42, 12), (3, 33, 14), (17, 52, 10), (-5, 70, 8), (27, 88, 16), (-34, 84, 10), (12, 120, 12), (-20, 140, 12),
             (48, 150, 9), (-62, 150, 14), (0, 190, 12), (34, 230, 10), (-50, 250, 12), (80, 240, 12)]  # fmt: skip
    for index, (x, z, turn) in enumerate(spots):
        things.boat(world, x, z, seed=seed + index, turn=turn + 15, length=8.0, mast=11.5, sail=True, cabin=False,
                    colour=hulls[index % 4])  # fmt: skip
        things.person(
            world,
            x - 1.5,
            z,
            seed=seed * 7 + index,
            y=0.75,
            sitting=True,
            coat=(0.6, 0.3, 0.03) if index % 2 else None,
        )
    world.at(0, 0)
    world.box((-30, -1, 11.5), (-2.2, 1.0, 15.5), "worn", (0.4, 0.38, 0.34), seed=2)
    for index in range(9):
        things.person(world, -2.9 - index * 0.85 - float(choice.uniform(0, 0.4)), 12.2 + float(choice.uniform(0, 1.4)), y=1.0,
                      seed=seed * 11 + index, turn=float(choice.uniform(-50, 50)), tall=1.2 if index in (2,
                          6) else 1.74)  # fmt: skip
    for post in (-2.5, -9.0, -16.0):
        world.at(post, 15.3)
        world.limb((0, 1, 0), (0, 1.45, 0), 0.14, (0.06, 0.06, 0.06))
    world.at(20, 26)
    world.ball((0, 0.5, 0), 0.9, (0.65, 0.3, 0.02))
    return world


def night(seed: int) -> World:
    """A wet street at night with lit windows and lamps."""
    world = World(
        sky=Sky(zenith=(0.004, 0.006, 0.016), horizon=(0.014, 0.012, 0.014), sun=(0.2, 0.8, -0.3), sunlight=(0.0, 0.0, 0.0),
                glow=(0.0, 0.0, 0.0), cover=0.5, cloud=(0.012, 0.011, 0.012), cloud_shade=(0.007, 0.007, 0.011), ambient=0.7,
                haze=(0.016, 0.013, 0.011), haze_distance=260.0),
        water=Water(level=0.0, colour=(0.012, 0.011, 0.01), waves=0.055, size=0.045),
    )  # fmt: skip
    _row(world, side=-1, start=0.5, end=85, seed=seed, gap=6.4, style="facade-night")
    _row(world, side=1, start=3, end=85, seed=seed + 1, gap=6.4, style="facade-night", tall=(5.8, 11.6))
    things.house(world, -2, 92, width=16, height=8.7, seed=seed + 5, style="facade-night")
    world.at(0, 0)
    for side in (-1, 1):
        low, high = sorted((side * 4.4, side * 6.5))
        world.box((low, -0.1, 0.5), (high, 0.12, 95), "worn", (0.16, 0.15, 0.14), seed=6)
    for index, z in enumerate((9.0, 21.0, 34.0, 48.0, 64.0, 82.0)):
        side = -1 if index % 2 else 1
        world.at(side * 4.7, z)
        world.limb((0, 0, 0), (0, 4.6, 0), 0.07, (0.05, 0.05, 0.05), end_radius=0.045)
        world.limb((0, 4.6, 0), (-side * 0.9, 4.8, 0), 0.04, (0.05, 0.05, 0.05))
        world.lamps.append(Lamp((side * 3.7, 4.6, z), (5.2, 3.5, 1.7)))
        world.polygon([(-side * 0.85, 4.7, -0.12), (-side * 1.15, 4.7, -0.12), (-side * 1.15, 4.82, -0.12),
            (-side * 0.85, 4.82, -0.12)],
                      "plain", (0, 0, 0), glow=(9.0, 6.5, 3.4))  # fmt: skip
    things.person(world, -0.6, 15.5, seed=seed + 2, turn=10, coat=(0.05, 0.05, 0.07))
    things.person(world, 0.25, 15.8, seed=seed + 3, turn=-10, coat=(0.16, 0.03, 0.03))
    things.person(world, 5.0, 24, seed=seed + 4, y=0.12, turn=180)
    things.person(world, -5.2, 36, seed=seed + 5, y=0.12)
    things.car(world, -3.2, 25, colour=(0.05, 0.06, 0.09), turn=0)
    things.car(world, 3.2, 44, colour=(0.12, 0.12, 0.13), turn=180)
    return world
