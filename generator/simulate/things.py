"""Things that stand in the scenes: houses, trees, people without a face, stalls, boats, cars, a balloon, a lighthouse."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from generator.simulate.noise import Array
from generator.simulate.world import Colour, World

PLASTERS: tuple[Colour, ...] = (
    (0.62, 0.55, 0.42), (0.6, 0.42, 0.28), (0.5, 0.5, 0.46), (0.66, 0.6, 0.52), (0.42, 0.48, 0.5),
    (0.58, 0.34, 0.24), (0.56, 0.52, 0.3), (0.36, 0.42, 0.34),
)  # fmt: skip
BRICKS: tuple[Colour, ...] = ((0.32, 0.13, 0.08), (0.36, 0.18, 0.11), (0.27, 0.14, 0.1))
ROOFS: tuple[Colour, ...] = ((0.3, 0.12, 0.07), (0.22, 0.1, 0.07), (0.13, 0.13, 0.14), (0.2, 0.15, 0.12))
CLOTHES: tuple[Colour, ...] = (
    (0.05, 0.07, 0.14), (0.03, 0.03, 0.04), (0.25, 0.05, 0.05), (0.09, 0.14, 0.09), (0.3, 0.28, 0.24), (0.12, 0.2, 0.34),
    (0.38, 0.24, 0.06), (0.2, 0.08, 0.2), (0.5, 0.48, 0.44), (0.08, 0.22, 0.22),
)  # fmt: skip
SKIN: tuple[Colour, ...] = ((0.5, 0.32, 0.23), (0.36, 0.21, 0.14), (0.2, 0.11, 0.07), (0.56, 0.38, 0.29))


def house(
    world: World,
    x: float,
    z: float,
    *,
    width: float = 8.0,
    depth: float = 8.0,
    height: float = 5.8,
    rise: float = 2.8,
    turn: float = 0.0,
    seed: int = 0,
    style: str = "facade",
    y: float = 0.0,
    colour: Colour | None = None,
) -> None:
    """A house; its front's middle stands at (x, z) and its ridge runs along the front."""
    choice = np.random.default_rng([seed, 1])
    if style == "mixed":
        style = "facade-brick" if choice.random() < 0.35 else "facade"
    paint = (
        colour
        or (BRICKS if style == "facade-brick" else PLASTERS)[
            int(choice.integers(len(BRICKS if style == "facade-brick" else PLASTERS)))
        ]
    )
    tiles = ROOFS[int(choice.integers(len(ROOFS)))]
    world.at(x, z, y=y, turn=turn)
    half = width / 2
    world.box((-half, 0, 0), (half, height, depth), style, paint, seed=seed)
    gable = "wall-brick" if style == "facade-brick" else "wall"
    for side in (-half, half):
        world.polygon(
            [(side, height, 0), (side, height, depth), (side, height + rise, depth / 2)],
            gable,
            paint,
            seed=seed,
        )
    over, drop = 0.35, 0.35 * rise / (depth / 2)
    for front, back in ((-over, depth / 2), (depth + over, depth / 2)):
        world.polygon(
            [
                (-half - 0.2, height - drop, front),
                (half + 0.2, height - drop, front),
                (half + 0.2, height + rise, back),
                (-half - 0.2, height + rise, back),
            ],
            "roof",
            tiles,
            seed=seed,
        )
    side = float(choice.uniform(-half * 0.6, half * 0.6))
    world.box((side - 0.35, height + rise * 0.4, depth / 2 - 0.9), (side + 0.35, height + rise + 0.9, depth / 2 - 0.2),
              gable, (0.3, 0.16, 0.11), seed=seed + 50)  # fmt: skip


def tree(world: World, x: float, z: float, *, height: float = 7.0, seed: int = 0, y: float = 0.0, leaves: int = 9000,
         colour: Colour = (0.09, 0.15, 0.03)) -> None:  # fmt: skip
    """A broad-leaved tree."""
    choice = np.random.default_rng([seed, 2])
    world.at(x, z, y=y)
    world.limb(
        (0, 0, 0), (0.1, height * 0.55, 0), height * 0.03, (0.09, 0.065, 0.045), end_radius=height * 0.017
    )
    lumps = 14
    middles = choice.normal(0, 1, (lumps, 3)) * np.array([0.2, 0.16, 0.2]) * height + np.array(
        [0, 0.66 * height, 0]
    )
    sizes = choice.uniform(0.11, 0.2, lumps) * height
    which = choice.integers(lumps, size=leaves)
    outward = choice.normal(0, 1, (leaves, 3))
    outward /= np.linalg.norm(outward, axis=1)[:, None]
    centres = middles[which] + outward * (sizes[which] * choice.uniform(0.75, 1.05, leaves))[:, None]
    normals = outward + choice.normal(0, 0.35, (leaves, 3)) + np.array([0, 0.25, 0])
    normals /= np.linalg.norm(normals, axis=1)[:, None]
    depth = np.clip((centres[:, 1] - 0.35 * height) / (0.5 * height), 0.25, 1.0)
    tone = choice.uniform(0.6, 1.35, leaves) * (0.45 + 0.6 * depth)
    tint = np.array(colour) * (1 + choice.normal(0, 0.1, (leaves, 3)))
    world.leaves(
        centres, normals, choice.uniform(0.006, 0.012, leaves) * height, np.abs(tint) * tone[:, None]
    )


def conifer(world: World, x: float, z: float, *, height: float = 9.0, seed: int = 0, y: float = 0.0,
            snow: float = 0.0, leaves: int = 5200) -> None:  # fmt: skip
    """A spruce, with snow on its upper sides if wanted."""
    choice = np.random.default_rng([seed, 3])
    world.at(x, z, y=y)
    world.limb((0, 0, 0), (0, height * 0.2, 0), height * 0.022, (0.08, 0.06, 0.045))
    share = 1 - np.sqrt(choice.random(leaves))
    level = np.floor(share * 11) / 11
    droop = share - level
    angle = choice.uniform(0, 2 * np.pi, leaves)
    reach = (
        (1 - level)
        * 0.24
        * height
        * (0.35 + 7.0 * np.clip(0.0909 - droop, 0, 1))
        * choice.uniform(0.35, 1.05, leaves)
    )
    centres = np.column_stack([reach * np.cos(angle), height * (0.1 + 0.9 * share), reach * np.sin(angle)])
    normals = np.column_stack([np.cos(angle), choice.uniform(0.1, 1.0, leaves), np.sin(angle)])
    normals /= np.linalg.norm(normals, axis=1)[:, None]
    tint = np.array([0.035, 0.065, 0.035]) * choice.uniform(0.5, 1.5, leaves)[:, None]
    white = (choice.random(leaves) < snow * (0.35 + 0.65 * normals[:, 1]))[:, None]
    colours = np.where(white, np.array([0.8, 0.84, 0.9]), tint)
    world.leaves(centres, normals, choice.uniform(0.005, 0.011, leaves) * height, colours)


def person(world: World, x: float, z: float, *, seed: int = 0, y: float = 0.0, turn: float = 0.0,
           tall: float = 1.72, sitting: bool = False, coat: Colour | None = None) -> None:  # fmt: skip
    """Somebody seen from afar: a figure without a face."""
    choice = np.random.default_rng([seed, 4])
    upper = coat or CLOTHES[int(choice.integers(len(CLOTHES)))]
    lower = CLOTHES[int(choice.integers(5))]
    skin = SKIN[int(choice.integers(len(SKIN)))]
    hair: Colour = ((0.03, 0.02, 0.015), (0.12, 0.07, 0.03), (0.3, 0.28, 0.25), (0.25, 0.15, 0.05))[
        int(choice.integers(4))
    ]
    world.at(x, z, y=y, turn=turn)
    unit = tall / 1.72
    stride = float(choice.uniform(0.02, 0.2)) * unit
    hips, neck = (0.45, 1.0) if sitting else (0.86, 1.42)
    hips, neck = hips * unit, neck * unit
    for side, step in ((-0.09, stride), (0.09, -stride)):
        foot = (side * unit, 0.05 * unit, 0.42 * unit if sitting else step)
        world.limb((side * unit, hips, 0), foot, 0.085 * unit, lower, end_radius=0.055 * unit)
    world.limb((0, hips, 0), (0, neck - 0.12 * unit, 0.02), 0.15 * unit, upper, end_radius=0.17 * unit)
    for side in (-1, 1):
        swing = float(choice.uniform(-0.18, 0.18)) * unit
        elbow = (0.24 * side * unit, neck - 0.42 * unit, swing)
        world.limb((0.17 * side * unit, neck - 0.1 * unit, 0), elbow, 0.06 * unit, upper)
        hand = (0.2 * side * unit, neck - 0.64 * unit, swing + 0.1 * unit)
        world.limb(elbow, hand, 0.052 * unit, upper, end_radius=0.042 * unit)
        world.ball(hand, 0.05 * unit, skin)
    world.ball((0, neck + 0.02 * unit, 0), 0.06 * unit, skin)
    world.ball((0, neck + 0.17 * unit, 0.01), 0.108 * unit, skin)
    world.ball((0, neck + 0.205 * unit, -0.02), 0.112 * unit, hair)


def crowd(world: World, places: Sequence[tuple[float, float]], *, seed: int, y: float = 0.0) -> None:
    """People at places (x, z)."""
    choice = np.random.default_rng([seed, 5])
    for number, (x, z) in enumerate(places):
        person(world, x, z, seed=seed * 100 + number, turn=float(choice.uniform(0, 360)), y=y,
               tall=float(choice.uniform(1.55, 1.88)))  # fmt: skip


def stall(
    world: World, x: float, z: float, *, seed: int = 0, turn: float = 0.0, colour: Colour = (0.5, 0.06, 0.05)
) -> None:
    """A market stall with a striped awning and heaps of fruit."""
    choice = np.random.default_rng([seed, 6])
    world.at(x, z, turn=turn)
    for side in (-1.45, 1.45):
        for depth, top in ((0.0, 2.15), (1.7, 2.5)):
            world.box(
                (side - 0.03, 0, depth - 0.03), (side + 0.03, top, depth + 0.03), "worn", (0.3, 0.28, 0.25)
            )
    world.polygon(
        [(-1.6, 2.1, -0.35), (1.6, 2.1, -0.35), (1.6, 2.62, 0.85), (-1.6, 2.62, 0.85)], "awning", colour
    )
    world.polygon(
        [(-1.6, 2.62, 0.85), (1.6, 2.62, 0.85), (1.6, 2.3, 1.95), (-1.6, 2.3, 1.95)], "awning", colour
    )
    world.polygon(
        [(-1.6, 1.86, -0.36), (1.6, 1.86, -0.36), (1.6, 2.1, -0.35), (-1.6, 2.1, -0.35)], "awning", colour
    )
    world.box((-1.45, 0, 0.1), (1.45, 0.82, 1.0), "planks", (0.3, 0.2, 0.12), seed=seed)
    fruits: tuple[Colour, ...] = (
        (0.6, 0.1, 0.03),
        (0.62, 0.32, 0.03),
        (0.5, 0.5, 0.05),
        (0.14, 0.3, 0.05),
        (0.3, 0.04, 0.1),
    )
    for crate in range(5):
        left = -1.4 + crate * 0.57
        world.box(
            (left, 0.82, 0.12), (left + 0.5, 0.98, 0.85), "planks", (0.42, 0.3, 0.17), seed=seed + crate
        )
        fruit = fruits[int(choice.integers(len(fruits)))]
        for _ in range(22):
            shade = float(choice.uniform(0.7, 1.2))
            world.ball((left + float(choice.uniform(0.06, 0.44)), 1.0 + float(choice.uniform(0, 0.09)),
                        float(choice.uniform(0.16, 0.8))), 0.058,
                       (fruit[0] * shade, fruit[1] * shade, fruit[2] * shade))  # fmt: skip


def boat(world: World, x: float, z: float, *, seed: int = 0, turn: float = 0.0, length: float = 6.0,
         colour: Colour = (0.55, 0.55, 0.52), mast: float = 7.0, sail: bool = False, cabin: bool = True,
         y: float = 0.0) -> None:  # fmt: skip
    """A boat with its bow towards +x."""
    world.at(x, z, y=y, turn=turn)
    half, beam, board = length / 2, length * 0.15, length * 0.12
    outline = [(-half, 0.85), (-half * 0.4, 1.0), (half * 0.3, 0.9), (half * 0.75, 0.5), (half * 1.05, 0.02)]
    for side in (-1, 1):
        for (x1, w1), (x2, w2) in pairwise(outline):
            rise1, rise2 = (
                board * (1 + 0.5 * max(0, x1 / half) ** 2),
                board * (1 + 0.5 * max(0, x2 / half) ** 2),
            )
            low = [(x1 * 0.93, -0.1, side * beam * w1 * 0.7), (x2 * 0.93, -0.1, side * beam * w2 * 0.7)]
            world.polygon(
                [*low, (x2, rise2 * 0.75, side * beam * w2), (x1, rise1 * 0.75, side * beam * w1)],
                "worn",
                colour,
            )
            stripe = (0.7, 0.68, 0.62)
            world.polygon([(x1, rise1 * 0.75, side * beam * w1), (x2, rise2 * 0.75, side * beam * w2),
                           (x2, rise2, side * beam * w2), (x1, rise1, side * beam * w1)], "worn", stripe)  # fmt: skip
            world.polygon([(x1, rise1 * 0.93, 0), (x2, rise2 * 0.93, 0), (x2, rise2 * 0.93, side * beam * w2),
                           (x1, rise1 * 0.93, side * beam * w1)], "planks", (0.34, 0.24, 0.14))  # fmt: skip
    world.polygon([(-half * 0.93, -0.1, -beam * 0.6), (-half * 0.93, -0.1, beam * 0.6), (-half, board, beam * 0.85),
                   (-half, board, -beam * 0.85)], "worn", colour)  # fmt: skip
    if cabin:
        world.box(
            (-half * 0.35, board * 0.8, -beam * 0.6),
            (half * 0.25, board * 0.8 + 0.95, beam * 0.6),
            "worn",
            (0.66, 0.64, 0.6),
        )
        for side in (-1, 1):
            world.polygon([(-half * 0.28, board + 0.3, side * beam * 0.61), (half * 0.18, board + 0.3, side * beam * 0.61),
                           (half * 0.18, board + 0.62, side * beam * 0.61), (-half * 0.28, board + 0.62, side * beam * 0.61)],
                          "panes", (0.05, 0.07, 0.09))  # fmt: skip
    if mast > 0:
        world.box(
            (half * 0.2, board, -0.05), (half * 0.2 + 0.1, board + mast, 0.05), "plain", (0.4, 0.38, 0.34)
        )
        world.box(
            (-half * 0.8, board + 1.3, -0.05), (half * 0.2, board + 1.42, 0.05), "plain", (0.4, 0.38, 0.34)
        )
        if sail:
            world.polygon([(-half * 0.78, board + 1.45, 0.0), (half * 0.2, board + 1.45, 0.02), (half * 0.2,
                board + mast, 0.0)],
                          "sail", (0.82, 0.8, 0.74))  # fmt: skip
            world.polygon([(half * 0.28, board + 1.0, 0.0), (half * 1.0, board + 0.5, 0.3), (half * 0.25,
                board + mast * 0.85, 0.0)],
                          "sail", (0.78, 0.76, 0.7))  # fmt: skip
        else:
            world.limb(
                (-half * 0.75, board + 1.5, 0),
                (half * 0.15, board + 1.52, 0),
                0.13,
                CLOTHES[seed % len(CLOTHES)],
            )


def car(world: World, x: float, z: float, *, colour: Colour = (0.3, 0.04, 0.04), turn: float = 0.0, y: float = 0.0,
        plate: int = -1) -> None:  # fmt: skip
    """A car with its rear towards the camera (-z) at turn 0; `plate` is a painted text of the world."""
    world.at(x, z, y=y, turn=turn)
    half = 0.88
    for low, high, front, back, inset in ((0.3, 0.62, 0.0, 4.2, 0.0), (0.62, 0.92, 0.03, 4.12, 0.05)):
        upper = half - inset
        ring_low = [(-half, low, front), (half, low, front), (half, low, back), (-half, low, back)]
        ring_high = [
            (-upper, high, front + inset),
            (upper, high, front + inset),
            (upper, high, back - 0.25),
            (-upper, high, back - 0.25),
        ]
        for index in range(4):
            nxt = (index + 1) % 4
            world.polygon([ring_low[index], ring_low[nxt], ring_high[nxt], ring_high[index]], "plain", colour)
        world.polygon(ring_high, "plain", colour)
    glass: Colour = (0.05, 0.065, 0.08)
    ring_low = [(-0.8, 0.92, 0.12), (0.8, 0.92, 0.12), (0.8, 0.92, 3.1), (-0.8, 0.92, 3.1)]
    ring_high = [(-0.62, 1.42, 0.62), (0.62, 1.42, 0.62), (0.62, 1.42, 2.2), (-0.62, 1.42, 2.2)]
    for index in range(4):
        nxt = (index + 1) % 4
        world.polygon([ring_low[index], ring_low[nxt], ring_high[nxt], ring_high[index]], "panes", glass)
    world.polygon(ring_high, "plain", colour)
    for along in (0.75, 3.35):
        for side in (-half - 0.005, half + 0.005):
            angles = np.linspace(0, 2 * np.pi, 14, endpoint=False)
            for radius, tint, shift in (
                (0.31, (0.02, 0.02, 0.02), 0.0),
                (0.17, (0.4, 0.4, 0.42), 0.006 * np.sign(side)),
            ):
                rim = np.column_stack(
                    [
                        np.full(14, side + shift),
                        0.31 + radius * np.sin(angles),
                        along + radius * np.cos(angles),
                    ]
                )
                world.polygon(rim, "plain", tint)
    for side in (-1, 1):
        world.polygon([(side * 0.82, 0.64, -0.005), (side * 0.56, 0.64, -0.005), (side * 0.56, 0.82, 0.03),
            (side * 0.82, 0.82, 0.03)],
                      "plain", (0.4, 0.02, 0.02), glow=(0.08, 0.0, 0.0))  # fmt: skip
    world.box((-0.86, 0.32, -0.09), (0.86, 0.5, 0.02), "plain", (0.06, 0.06, 0.06))
    if plate >= 0:
        world.polygon([(-0.27, 0.52, -0.02), (0.27, 0.52, -0.02), (0.27, 0.64, -0.015), (-0.27, 0.64, -0.015)],
                      "plain", (0.7, 0.7, 0.7), text=plate)  # fmt: skip


def balloon(
    world: World, x: float, z: float, y: float, *, radius: float = 8.0, colour: Colour = (0.55, 0.04, 0.03)
) -> None:
    """A hot-air balloon; (x, y, z) is the middle of its envelope."""
    world.at(x, z, y=y)
    world.ball((0, 0, 0), radius, colour, "gores")
    for share in np.linspace(0.04, 1.0, 44):
        world.ball((0, -radius * 1.5 * share, 0), radius * (1 - 0.8 * share), colour, "gores")
    base = -radius * 2.05
    world.box(
        (-0.09 * radius, base, -0.09 * radius),
        (0.09 * radius, base + 0.16 * radius, 0.09 * radius),
        "planks",
        (0.25, 0.15, 0.07),
    )
    for side in (-0.085, 0.085):
        world.box(
            (side * radius - 0.02, base + 0.15 * radius, -0.02),
            (side * radius + 0.02, -radius * 1.4, 0.02),
            "plain",
            (0.1, 0.1, 0.1),
        )


def lighthouse(world: World, x: float, z: float, *, y: float = 0.0, height: float = 22.0) -> None:
    """A banded tower with a lantern."""
    world.at(x, z, y=y)
    sides, low, high = 28, height * 0.13, height * 0.085
    bands = 6
    angles = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    for band in range(bands):
        r1, r2 = low + (high - low) * band / bands, low + (high - low) * (band + 1) / bands
        y1, y2 = height * 0.82 * band / bands, height * 0.82 * (band + 1) / bands
        paint: Colour = (0.5, 0.06, 0.04) if band % 2 else (0.74, 0.72, 0.67)
        for one, two in zip(angles, np.roll(angles, -1), strict=True):
            world.polygon([(r1 * np.cos(one), y1, r1 * np.sin(one)), (r1 * np.cos(two), y1, r1 * np.sin(two)),
                           (r2 * np.cos(two), y2, r2 * np.sin(two)), (r2 * np.cos(one), y2, r2 * np.sin(one))],
                          "worn", paint, seed=band)  # fmt: skip
    for r, y1, y2, material, paint in (
        (high * 1.35, 0.82, 0.84, "worn", (0.12, 0.12, 0.12)),
        (high * 0.75, 0.84, 0.93, "panes", (0.3, 0.3, 0.22)),
    ):
        for one, two in zip(angles, np.roll(angles, -1), strict=True):
            world.polygon([(r * np.cos(one), height * y1, r * np.sin(one)), (r * np.cos(two), height * y1, r * np.sin(two)),
                           (r * np.cos(two), height * y2, r * np.sin(two)), (r * np.cos(one), height * y2, r * np.sin(one))],
                          material, paint)  # fmt: skip
        world.polygon(
            np.column_stack([r * np.cos(angles), np.full(sides, height * y2), r * np.sin(angles)]),
            "plain",
            paint,
        )
    world.ball((0, height * 0.945, 0), high * 0.62, (0.32, 0.05, 0.04))


def painted_text(words: str, *, size: tuple[int, int] = (256, 56), ink: Colour = (0.02, 0.02, 0.03),
                 paper: Colour = (0.75, 0.74, 0.68)) -> Array:  # fmt: skip
    """A sign, linear, with Pillow's own typeface, so that it is the same on every machine."""
    mask = Image.new("L", size, 0)
    draw = ImageDraw.Draw(mask)
    font = ImageFont.load_default(size=size[1] * 0.78)
    left, top, right, bottom = draw.textbbox((0, 0), words, font=font)
    draw.text(
        ((size[0] - right + left) / 2 - left, (size[1] - bottom + top) / 2 - top), words, fill=255, font=font
    )
    share = np.asarray(mask, np.float64)[:, :, None] / 255
    result: Array = np.array(paper) * (1 - share) + np.array(ink) * share
    return result
