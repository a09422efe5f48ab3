"""How surfaces look near by: plaster, brick, tiles, cobbles, windows, cloth, grass, snow.

Each material is a function of a `Patch` (the picture elements that show it) to reflectance and emitted light.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from generator.simulate.noise import Array, rough, scatter, smooth


@dataclass(frozen=True, slots=True)
class Patch:
    """The picture elements that show one material, one row each."""

    u: Array
    """Metres along the face."""
    v: Array
    """Metres up the face."""
    place: Array
    """n x 3, metres."""
    normal: Array
    """n x 3."""
    colour: Array
    """n x 3, the face's own colour."""
    width: Array
    """Extent of the face along u."""
    height: Array
    """Extent of the face along v."""
    seed: Array
    """Number of the face."""
    foot: Array
    """Metres that a picture element covers."""


Look = tuple[Array, Array | None]
"""Reflectance n x 3 and emitted light n x 3 (or None)."""


def plain(patch: Patch) -> Look:
    """One colour."""
    return patch.colour, None


def worn(patch: Patch) -> Look:
    """One colour with a little wear: metal, stone, painted wood."""
    wear = rough(patch.u + 7 * patch.seed, patch.v, size=0.03, seed=1, foot=patch.foot)
    return patch.colour * (1 + 0.12 * wear)[:, None], None


def planks(patch: Patch) -> Look:
    """Boards along u."""
    board = np.floor(patch.v / 0.18)
    gap = np.abs(patch.v / 0.18 - board - 0.5) > 0.45
    grain = rough(patch.u * 0.2, patch.v * 3, size=0.02, seed=2, foot=patch.foot)
    shade = 0.8 + 0.3 * scatter(board, patch.seed) + 0.1 * grain
    return patch.colour * np.where(gap, 0.45, shade)[:, None], None


def plaster(patch: Patch) -> Array:
    """Wall paint with stains that run down and damp near the ground."""
    stains = rough(patch.u * 2 + 11 * patch.seed, patch.v * 0.4, size=0.06, seed=3, foot=patch.foot)
    grain = rough(patch.u, patch.v, size=0.012, seed=4, foot=patch.foot, exponent=0.4)
    damp = 1 - 0.3 * (1 - smooth(0.0, 0.9, patch.v + 0.15 * stains))
    result: Array = patch.colour * ((1 + 0.09 * stains + 0.05 * grain) * damp)[:, None]
    return result


def brick(patch: Patch) -> Array:
    """Courses of bricks with mortar."""
    course = np.floor(patch.v / 0.085)
    along = patch.u / 0.25 + 0.5 * np.mod(course, 2)
    stone = np.floor(along)
    mortar = (patch.v / 0.085 - course < 0.13) | (along - stone < 0.05)
    tone = 0.78 + 0.44 * scatter(stone, course, patch.seed)
    stains = rough(patch.u * 2, patch.v * 0.5 + patch.seed, size=0.08, seed=3, foot=patch.foot)
    far = np.clip(patch.foot / 0.05, 0, 1)
    tone = tone * (1 - far) + far
    colour = patch.colour * (tone * (1 + 0.1 * stains))[:, None]
    grey = np.array([0.42, 0.4, 0.36])
    share = (np.where(mortar, 0.8, 0.0) * (1 - far) + 0.12 * far)[:, None]
    result: Array = colour * (1 - share) + grey * share
    return result


PAINTS = np.array(
    [
        (0.05, 0.1, 0.08),
        (0.16, 0.09, 0.05),
        (0.07, 0.1, 0.16),
        (0.2, 0.19, 0.17),
        (0.17, 0.05, 0.04),
        (0.1, 0.12, 0.12),
    ]
)
"""Colours of doors and shutters."""


def _openings(patch: Patch, walls: Array, lit: float) -> Look:
    """Windows and doors in a wall: reveals, frames, panes that mirror the sky, curtains, shutters, light at night."""
    count = np.maximum(1, np.round(patch.width / 2.7))
    cell = patch.width / count
    column = np.floor(patch.u / cell)
    floor = np.floor(patch.v / 2.9)
    x = (patch.u / cell - column - 0.5) * cell
    y = patch.v - floor * 2.9
    inside_wall = patch.height - floor * 2.9 > 2.55
    chance = scatter(column, floor, patch.seed)
    other = scatter(column, floor + 40, patch.seed)
    door_column = np.floor(scatter(patch.seed, patch.seed) * count)
    is_door = (floor == 0) & (column == door_column)
    half = np.where(is_door, 0.52, 0.5)
    low, high = np.where(is_door, 0.05, 0.95), np.where(is_door, 2.15, 2.3)
    frame = inside_wall & (np.abs(x) < half + 0.1) & (y > low - 0.08) & (y < high + 0.12)
    pane = inside_wall & (np.abs(x) < half) & (y > low) & (y < high)
    bar = (np.abs(x) < 0.035) | (np.abs(y - (low + high) / 2 - 0.18) < 0.03) | (half - np.abs(x) < 0.06)
    colour = walls.copy()
    trim = np.array([0.62, 0.6, 0.55]) * (0.75 + 0.3 * scatter(patch.seed, 3))[:, None]
    colour[frame] = trim[frame]
    shutter = inside_wall & ~is_door & (scatter(patch.seed, 9) < 0.4)
    shutter &= (np.abs(x) > half + 0.08) & (np.abs(x) < half + 0.5) & (y > low) & (y < high)
    kind = (scatter(patch.seed, 5) * len(PAINTS)).astype(int)
    paint = PAINTS[kind]
    slats = 0.7 + 0.3 * (np.mod(y, 0.09) > 0.03)
    colour[shutter] = (paint * slats[:, None])[shutter]
    reflected = 0.08 + 0.2 * smooth(low.min(), 2.3, y + 0.35 * (other - 0.5))
    glass = reflected[:, None] * np.array([0.75, 0.9, 1.1])
    curtain = (np.abs(x) > half * (0.35 + 0.5 * other)) & (chance < 0.55)
    glass[curtain] += np.array([0.16, 0.15, 0.13])
    reveal = smooth(0.0, 0.22, high - y)
    glass *= (0.4 + 0.6 * reveal)[:, None]
    colour[pane] = glass[pane]
    door = is_door & pane
    colour[door] = (paint * (0.8 + 0.2 * (np.abs(np.abs(x) - 0.25) > 0.04))[:, None])[door]
    colour[pane & bar & ~is_door] = trim[pane & bar & ~is_door]
    if lit <= 0:
        return colour, None
    light = np.zeros_like(colour)
    on = pane & ~bar & ~is_door & (chance < lit)
    warm = np.array([1.0, 0.62, 0.26]) * (0.25 + 0.8 * other)[:, None]
    light[on] = (warm * (0.55 + 0.45 * np.where(curtain, 0.5, 1.0) * smooth(0.4, 2.4, y))[:, None])[on]
    return colour, light


def facade(patch: Patch) -> Look:
    """A plastered house front by day."""
    return _openings(patch, plaster(patch), 0.0)


def facade_brick(patch: Patch) -> Look:
    """A brick house front by day."""
    return _openings(patch, brick(patch), 0.0)


def facade_night(patch: Patch) -> Look:
    """A house front with some windows lit."""
    return _openings(patch, plaster(patch), 0.34)


def wall(patch: Patch) -> Look:
    """Plaster without windows."""
    return plaster(patch), None


def wall_brick(patch: Patch) -> Look:
    """Brick without windows."""
    return brick(patch), None


def roof(patch: Patch) -> Look:
    """Rows of tiles with moss."""
    row = np.floor(patch.v / 0.22)
    column = np.floor(patch.u / 0.2 + 0.5 * np.mod(row, 2))
    tone = 0.8 + 0.35 * scatter(column, row, patch.seed)
    shadow = np.where(patch.v / 0.22 - row < 0.2, 0.62, 1.0)
    far = np.clip(patch.foot / 0.06, 0, 1)
    shade = (tone * shadow) * (1 - far) + 0.9 * far
    moss = rough(patch.u + 5 * patch.seed, patch.v, size=0.07, seed=5, foot=patch.foot)
    return patch.colour * (shade * (1 + 0.14 * moss))[:, None], None


def cobbles(patch: Patch) -> Look:
    """A paved square."""
    x, z = patch.place[:, 0], patch.place[:, 2]
    x = x + 0.05 * rough(x, z, size=0.1, seed=6)
    row = np.floor(z / 0.16)
    along = x / 0.2 + 0.5 * np.mod(row, 2)
    stone = np.floor(along)
    edge = np.minimum(
        np.minimum(along - stone, 1 - along + stone) * 0.2, np.abs(z / 0.16 - row - 0.5) * -0.16 + 0.08
    )
    far = np.clip(patch.foot / 0.05, 0, 1)
    tone = (0.75 + 0.5 * scatter(stone, row)) * (0.5 + 0.5 * smooth(0.005, 0.03, edge))
    tone = tone * (1 - far) + 0.88 * far
    dirt = rough(x, z, size=0.05, seed=7, foot=patch.foot) + 0.8 * rough(x, z, size=0.6, seed=8)
    return patch.colour * (tone * (1 + 0.1 * dirt))[:, None], None


def asphalt(patch: Patch) -> Look:
    """A road with patches and cracks."""
    x, z = patch.place[:, 0], patch.place[:, 2]
    grain = rough(x, z, size=0.008, seed=9, foot=patch.foot, exponent=0.2)
    mends = rough(x * 2, z * 0.5, size=0.12, seed=10, foot=patch.foot)
    crack = np.exp(-((rough(x, z, size=0.03, seed=11, exponent=1.3) / 0.05) ** 2))
    return patch.colour * (1 + 0.16 * grain + 0.14 * mends - 0.25 * crack)[:, None], None


def grass(patch: Patch) -> Look:
    """Meadows: green with dry, mown and shaded patches, and tree lines that only darken the distance."""
    x, z = patch.place[:, 0], patch.place[:, 2]
    blades = rough(x * 2, z, size=0.02, seed=12, foot=patch.foot, exponent=0.5)
    tufts = rough(x, z, size=0.25, seed=13, foot=patch.foot)
    fields = rough(x, z, size=3.0, seed=14, exponent=1.5)
    tone = (1 + 0.22 * blades + 0.2 * tufts)[:, None]
    dry = smooth(-0.6, 1.4, fields + 0.3 * tufts)[:, None]
    return (patch.colour * (1 - dry) + patch.colour * np.array([1.7, 1.25, 0.9]) * dry) * tone, None


def woods(patch: Patch) -> Look:
    """Hills under grass, fields and forest, by height and slope."""
    x, y, z = patch.place.T
    lumps = rough(x, z, size=1.6, seed=15, foot=patch.foot, exponent=0.6)
    area = rough(x, z, size=9.0, seed=16, exponent=1.3) + 0.3 * rough(x, z, size=2.0, seed=17)
    forest = smooth(0.0, 0.35, area + 0.012 * y)[:, None]
    warp = 0.35 * rough(x, z, size=3.0, seed=18, exponent=1.4)
    across, along = x / 62 + warp, z / 88 + 0.5 * warp
    field = scatter(np.floor(across), np.floor(along), 8)[:, None]
    hedge = np.minimum(np.abs(across - np.round(across)) * 62, np.abs(along - np.round(along)) * 88)
    green = patch.colour * (0.75 + 0.5 * np.mod(field * 7, 1))
    green = np.where(field < 0.22, np.array([0.27, 0.22, 0.08]), green)
    green = np.where(field > 0.86, np.array([0.15, 0.1, 0.06]), green) * (1 + 0.12 * lumps)[:, None]
    green *= (1 - 0.75 * np.exp(-((hedge / 2.5) ** 2)))[:, None]
    trees = np.array([0.028, 0.05, 0.02]) * (1 + 0.55 * lumps)[:, None]
    rock = np.array([0.2, 0.19, 0.18]) * (1 + 0.25 * lumps)[:, None]
    steep = smooth(0.52, 0.72, 1 - patch.normal[:, 1])[:, None]
    return (green * (1 - forest) + trees * forest) * (1 - steep) + rock * steep, None


def crag(patch: Patch) -> Look:
    """Rock in layers, weed at the water, turf on top."""
    x, y, z = patch.place.T
    layers = rough(
        x * 0.4 + z * 0.3, y * 3 + 0.6 * rough(x, z, size=0.4, seed=24), size=0.07, seed=23, foot=patch.foot
    )
    grain = rough(x + y, z + y, size=0.04, seed=25, foot=patch.foot, exponent=0.7)
    rock = np.array([0.2, 0.17, 0.145]) * (1 + 0.28 * layers + 0.22 * grain)[:, None]
    wet = (1 - smooth(0.3, 1.4, y + 0.2 * layers))[:, None]
    rock = rock * (1 - 0.72 * wet)
    turf = smooth(0.82, 0.92, patch.normal[:, 1] + 0.05 * grain) * smooth(3.5, 6.0, y + 0.6 * layers)
    green = patch.colour * (1 + 0.3 * grain)[:, None]
    return rock * (1 - turf[:, None]) + green * turf[:, None], None


def snow(patch: Patch) -> Look:
    """Snow with drifts, tracks and rock where it is steep."""
    x, z = patch.place[:, 0], patch.place[:, 2]
    grain = rough(x, z, size=0.03, seed=19, foot=patch.foot, exponent=0.5)
    drift = rough(x, z * 0.5, size=0.3, seed=20, foot=patch.foot)
    colour = np.array([0.86, 0.9, 0.96]) * (1 + 0.03 * grain + 0.05 * drift)[:, None]
    bare = smooth(0.45, 0.6, 1 - patch.normal[:, 1] + 0.05 * drift)[:, None]
    return colour * (1 - bare) + np.array([0.2, 0.2, 0.21]) * (1 + 0.2 * drift)[:, None] * bare, None


def sand(patch: Patch) -> Look:
    """A beach, wet towards the water."""
    x, y, z = patch.place.T
    grain = rough(x, z, size=0.02, seed=21, foot=patch.foot, exponent=0.4)
    ripple = rough(x * 0.6, z * 1.6, size=0.1, seed=22, foot=patch.foot)
    wet = 0.5 + 0.5 * smooth(0.1, 0.5, y + 0.05 * ripple)
    return patch.colour * (wet * (1 + 0.08 * grain + 0.1 * ripple))[:, None], None


def sail(patch: Patch) -> Look:
    """Thin white cloth in panels, through which the light of the sky comes."""
    panel = np.abs(np.mod(patch.v / 1.1, 1.0) - 0.5)
    seam = 1 - 0.12 * np.exp(-(((panel - 0.5) / 0.03) ** 2))
    cloth = patch.colour * (seam * (1 + 0.03 * rough(patch.u, patch.v, size=0.15, seed=26)))[:, None]
    return cloth, 0.62 * cloth


def awning(patch: Patch) -> Look:
    """Striped cloth."""
    stripe = np.mod(np.floor(patch.u / 0.28), 2)[:, None]
    fold = 1 + 0.08 * np.cos(patch.u / 0.56 * 2 * np.pi)[:, None]
    return (patch.colour * stripe + np.array([0.78, 0.75, 0.68]) * (1 - stripe)) * fold, None


def gores(patch: Patch) -> Look:
    """The envelope of a balloon: strips of cloth in turn, with a band."""
    angle = np.arctan2(patch.normal[:, 0], patch.normal[:, 2]) / np.pi * 12
    strip = np.mod(np.floor(angle + 40), 2)[:, None]
    seam = 1 - 0.25 * np.exp(-(((angle - np.round(angle)) / 0.06) ** 2))[:, None]
    band = ((patch.normal[:, 1] > -0.12) & (patch.normal[:, 1] < 0.16))[:, None]
    colour = np.where(
        band, np.array([0.9, 0.82, 0.62]), patch.colour * strip + np.array([0.75, 0.6, 0.12]) * (1 - strip)
    )
    return colour * seam, None


def panes(patch: Patch) -> Look:
    """Car windows and dark glass."""
    return patch.colour * (0.6 + 0.7 * smooth(0.0, 0.7, patch.v))[:, None], None


MATERIALS: dict[str, Callable[[Patch], Look]] = {
    "plain": plain,
    "worn": worn,
    "planks": planks,
    "facade": facade,
    "facade-brick": facade_brick,
    "facade-night": facade_night,
    "wall": wall,
    "wall-brick": wall_brick,
    "roof": roof,
    "cobbles": cobbles,
    "asphalt": asphalt,
    "grass": grass,
    "woods": woods,
    "crag": crag,
    "snow": snow,
    "sand": sand,
    "sail": sail,
    "awning": awning,
    "gores": gores,
    "panes": panes,
}
