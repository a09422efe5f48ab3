"""From a world to linear light: what is seen, sun and its shadows, light of the sky, lamps, water, haze.

Deferred shading with a shadow map (Williams 1978) whose edges are softened, and with shading in corners taken from the
depth buffer (after Mittring 2007).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from generator.simulate.materials import MATERIALS, Patch
from generator.simulate.noise import Array, blur
from generator.simulate.raster import Buffer, Parallel, Pinhole
from generator.simulate.sky import sky_light
from generator.simulate.water import with_water
from generator.simulate.world import FIRST_FACE, GROUND, WATER, World

SHADOW_MAP = 1800
FARTHEST = 6000.0
CHUNK = 400_000


def photograph(world: World, view: Pinhole) -> Array:
    """The light that reaches the camera, height x width x 3, linear, not negative."""
    light, distance = _see(world, view, _shadows(world))
    if world.after is not None:
        light = world.after(light, distance, view)
    result: Array = np.maximum(light, 0.0).astype(np.float32)
    return result


def depth_of(world: World, view: Pinhole) -> Array:
    """How far away what is seen is along the camera's axis, height x width, metres; `FARTHEST` times 4 for the sky."""
    buffer = Buffer(view)
    _draw(world, buffer)
    return np.where(buffer.surface == 0, FARTHEST * 4, 1.0 / np.maximum(buffer.nearness, 1e-9))


def _see(world: World, view: Pinhole, shadows: Buffer | None) -> tuple[Array, Array]:
    buffer = Buffer(view)
    ball_start, leaf_start = _draw(world, buffer)
    surface = buffer.surface.reshape(-1)
    nearness = buffer.nearness.reshape(-1)
    light = np.zeros((surface.size, 3), np.float32)
    corners = _corners(buffer).reshape(-1)
    tables = _Tables(world)
    sign = 1.0 if view.mirror is None else -1.0
    eye = view.eye if view.mirror is None else 2 * view.mirror - view.eye
    for start in range(0, surface.size, CHUNK):
        chosen = np.arange(start, min(start + CHUNK, surface.size))
        ray_x = ((chosen % view.width) + 0.5 - view.width / 2) / view.focal
        ray_y = sign * (view.horizon - (chosen // view.width) - 0.5) / view.focal
        length = np.sqrt(ray_x**2 + ray_y**2 + 1)
        numbers = surface[chosen]
        empty = numbers == 0
        light[chosen[empty]] = sky_light(
            world.sky, ray_x[empty] / length[empty], ray_y[empty] / length[empty], 1 / length[empty]
        )
        solid = ~empty & (numbers != WATER)
        if not solid.any():
            continue
        depth = 1.0 / nearness[chosen[solid]]
        place = np.stack([ray_x[solid] * depth, eye + ray_y[solid] * depth, depth], axis=1)
        away = depth * length[solid]
        shaded = _shade(
            world,
            view,
            tables,
            numbers[solid],
            place,
            away,
            eye,
            ball_start,
            leaf_start,
            shadows,
            corners[chosen[solid]],
        )
        fog = np.exp(-away / world.sky.haze_distance)[:, None]
        light[chosen[solid]] = shaded * fog + np.array(world.sky.haze) * (1 - fog)
    distance = np.where(surface == 0, FARTHEST * 4, 1.0 / np.maximum(nearness, 1e-9))
    picture = light.reshape(view.height, view.width, 3)
    picture = _halos(world, view, picture, distance.reshape(view.height, view.width))
    if world.water is not None and view.mirror is None and (surface == WATER).any():
        mirrored, _ = _see(world, replace(view, mirror=world.water.level), shadows)
        picture = with_water(world, view, picture, mirrored, buffer)
    return picture, distance.reshape(view.height, view.width)


def _draw(world: World, buffer: Buffer) -> tuple[int, int]:
    """Fill a buffer; gives the numbers of the first ball and the first leaf."""
    view = buffer.view
    if isinstance(view, Pinhole):
        if world.ground is not None:
            _draw_ground(world, buffer, view)
        if world.water is not None and view.mirror is None:
            level = world.water.level
            corners = np.array(
                [(-FARTHEST, 0.3), (FARTHEST, 0.3), (FARTHEST, FARTHEST), (-FARTHEST, FARTHEST)]
            )
            buffer.polygon(np.column_stack([corners[:, 0], np.full(4, level), corners[:, 1]]), WATER)
    for number, face in enumerate(world.faces):
        buffer.polygon(face.points, FIRST_FACE + number)
    ball_start = FIRST_FACE + len(world.faces)
    for number, (centre, radius, _, _) in enumerate(world.balls):
        buffer.ball(centre, radius, ball_start + number)
    leaf_start = ball_start + len(world.balls)
    centres, _, radii, _ = world.all_leaves()
    if len(centres):
        buffer.leaves(centres, radii, leaf_start)
    return ball_start, leaf_start


def _draw_ground(world: World, buffer: Buffer, view: Pinhole) -> None:
    """March outwards along every column until the ground hides each row."""
    assert world.ground is not None
    depths = np.geomspace(0.6, FARTHEST, 620)
    columns = (np.arange(view.width) + 0.5 - view.width / 2) / view.focal
    heights = world.ground(columns[None, :] * depths[:, None], np.repeat(depths[:, None], view.width, axis=1))
    rows = np.arange(view.height) + 0.5
    if view.mirror is None:
        down = view.horizon - view.focal * (heights - view.eye) / depths[:, None]
        for column in range(view.width):
            _fill_column(buffer, column, rows, depths, down[:, column])
        return
    eye = 2 * view.mirror - view.eye
    down = view.horizon - view.focal * (heights - eye) / depths[:, None]
    waterline = view.horizon - view.focal * (view.mirror - eye) / depths
    above = heights > view.mirror
    # The shore at the camera's feet lies before the water and is not mirrored in it.
    above &= ~np.logical_and.accumulate(above, axis=0)
    edges = np.diff(above.astype(np.int8), axis=0, prepend=0, append=0)
    for column in range(view.width):
        starts, ends = np.flatnonzero(edges[:, column] == 1), np.flatnonzero(edges[:, column] == -1)
        # Every stretch of land mirrors only in the water before it; nearer land hides farther land.
        for start, end in zip(starts[::-1], ends[::-1], strict=True):
            land = slice(start, end)
            seen = np.where(2 * view.horizon - rows <= waterline[start], 2 * view.horizon - rows, np.inf)
            _fill_column(buffer, column, seen, depths[land], down[land, column])


def _fill_column(buffer: Buffer, column: int, rows: Array, depths: Array, down: Array) -> None:
    """Put the first ground that hides each row into a column of the buffer."""
    hidden = np.minimum.accumulate(down)
    step = np.searchsorted(-hidden, -rows, side="left")
    hit = (step < len(depths)) & np.isfinite(rows)
    index = np.minimum(step, len(depths) - 1)
    before = np.maximum(index - 1, 0)
    span = hidden[before] - down[index]
    share = np.where(span > 1e-6, (hidden[before] - np.where(hit, rows, 0.0)) / np.maximum(span, 1e-6), 1.0)
    depth = depths[before] + np.clip(share, 0, 1) * (depths[index] - depths[before])
    buffer.nearness[hit, column] = (1.0 / depth)[hit]
    buffer.surface[hit, column] = GROUND


def _shadows(world: World) -> Buffer | None:
    """The depth buffer of the sun; None when it shines too weakly for shadows."""
    if max(world.sky.sunlight) < 0.05:
        return None
    forward = -np.array(world.sky.sun) / np.linalg.norm(world.sky.sun)
    right = np.cross(forward, (0.0, 1.0, 0.0))
    right /= np.linalg.norm(right)
    up = np.cross(right, forward)
    scale = SHADOW_MAP / (2 * world.shadow_radius)
    buffer = Buffer(
        Parallel(SHADOW_MAP, SHADOW_MAP, right, up, forward, np.array(world.shadow_centre), scale)
    )
    _draw(world, buffer)
    return buffer


def _lit(shadows: Buffer | None, place: Array, seed: int) -> Array:
    """Share of the sun that reaches a place, 0 to 1."""
    if shadows is None:
        return np.ones(len(place), np.float32)
    view = shadows.view
    assert isinstance(view, Parallel)
    across, down, near = view.project(place)
    generator = np.random.default_rng(seed)
    total = np.zeros(len(place), np.float32)
    slack = 0.06 + 4.5 / view.scale
    turns = generator.random(len(place)).astype(np.float32) * np.float32(2 * np.pi)
    for tap in range(5):
        radius, angle = 2.2 * np.sqrt((tap + 0.3) / 5), turns + tap * 2.4
        x = (across + radius * np.cos(angle)).astype(np.int64)
        y = (down + radius * np.sin(angle)).astype(np.int64)
        inside = (x >= 0) & (x < view.width) & (y >= 0) & (y < view.height)
        found = shadows.nearness[np.clip(y, 0, view.height - 1), np.clip(x, 0, view.width - 1)]
        total += np.where(inside & (found > near + slack), 0.0, 0.2).astype(np.float32)
    return total


def _corners(buffer: Buffer) -> Array:
    """Light of the sky that corners keep, 0 to 1. A flat face keeps all: nearness is affine on it."""
    near = buffer.nearness[::2, ::2]
    depth = 1.0 / np.maximum(near, 1e-6)
    hidden = np.zeros_like(near)
    height, width = near.shape
    for radius in (3, 8, 20):
        padded = np.pad(near, radius, mode="edge")
        for dx, dy in (
            (radius, 0),
            (0, radius),
            (radius * 5 // 7, radius * 5 // 7),
            (radius * 5 // 7, -radius * 5 // 7),
        ):
            one = padded[radius + dy : radius + dy + height, radius + dx : radius + dx + width]
            other = padded[radius - dy : radius - dy + height, radius - dx : radius - dx + width]
            closer = ((one + other) / 2 - near) / np.maximum(near, 1e-6) * depth
            hidden += np.clip(closer / 0.5, 0, 1) * np.clip(3.0 - closer / 1.5, 0, 1)
    open_share = blur(1 - np.clip(hidden / 12 * 0.9, 0, 0.75), 1.0)
    return np.repeat(np.repeat(open_share, 2, axis=0), 2, axis=1)[: buffer.view.height, : buffer.view.width]


class _Tables:
    """Columns of what is known of every face, ball and leaf, to be gathered per picture element."""

    def __init__(self, world: World) -> None:
        faces = world.faces
        count = max(len(faces), 1)
        self.names = sorted(MATERIALS)
        self.origin, self.across, self.up = (np.zeros((count, 3)) for _ in range(3))
        self.colour, self.glow, self.size = np.zeros((count, 3)), np.zeros((count, 3)), np.zeros((count, 2))
        self.material, self.seed, self.text = (np.zeros(count, np.int64) for _ in range(3))
        for number, face in enumerate(faces):
            self.origin[number], self.across[number], self.up[number] = face.points[0], face.across, face.up
            self.colour[number], self.glow[number], self.size[number] = face.colour, face.glow, face.size
            self.material[number] = self.names.index(face.material)
            self.seed[number], self.text[number] = face.seed, face.text
        self.normal = np.cross(self.across, self.up)
        balls = world.balls
        self.ball_centre = np.array([item[0] for item in balls]).reshape(-1, 3)
        self.ball_colour = np.array([item[2] for item in balls]).reshape(-1, 3)
        self.ball_material = np.array([self.names.index(item[3]) for item in balls], np.int64)
        self.leaf_normal, self.leaf_colour = world.all_leaves()[1], world.all_leaves()[3]


def _shade(
    world: World,
    view: Pinhole,
    tables: _Tables,
    numbers: Array,
    place: Array,
    away: Array,
    eye: float,
    ball_start: int,
    leaf_start: int,
    shadows: Buffer | None,
    corners: Array,
) -> Array:
    count = len(numbers)
    normal, colour, glow = np.zeros((count, 3)), np.zeros((count, 3)), np.zeros((count, 3))
    u, v, width, height = (np.zeros(count) for _ in range(4))
    seed, text = np.zeros(count, np.int64), np.full(count, -1, np.int64)
    material = np.full(count, tables.names.index("plain"), np.int64)
    foot = away / view.focal

    is_face = (numbers >= FIRST_FACE) & (numbers < ball_start)
    which = numbers[is_face] - FIRST_FACE
    from_origin = place[is_face] - tables.origin[which]
    u[is_face] = np.sum(from_origin * tables.across[which], axis=1)
    v[is_face] = np.sum(from_origin * tables.up[which], axis=1)
    normal[is_face], colour[is_face], glow[is_face] = (
        tables.normal[which],
        tables.colour[which],
        tables.glow[which],
    )
    width[is_face], height[is_face] = tables.size[which].T
    material[is_face], seed[is_face], text[is_face] = (
        tables.material[which],
        tables.seed[which],
        tables.text[which],
    )

    is_ball = (numbers >= ball_start) & (numbers < leaf_start)
    which = numbers[is_ball] - ball_start
    from_centre = place[is_ball] - tables.ball_centre[which]
    normal[is_ball] = from_centre / np.maximum(np.linalg.norm(from_centre, axis=1), 1e-6)[:, None]
    colour[is_ball], material[is_ball] = tables.ball_colour[which], tables.ball_material[which]

    is_leaf = numbers >= leaf_start
    which = numbers[is_leaf] - leaf_start
    normal[is_leaf], colour[is_leaf] = tables.leaf_normal[which], tables.leaf_colour[which]

    is_ground = numbers == GROUND
    if is_ground.any() and world.ground is not None:
        x, z = place[is_ground, 0], place[is_ground, 2]
        step = np.maximum(0.15, foot[is_ground])
        here = world.ground(x, z)
        slope = np.stack(
            [
                (here - world.ground(x + step, z)) / step,
                np.ones(len(x)),
                (here - world.ground(x, z + step)) / step,
            ],
            axis=1,
        )
        normal[is_ground] = slope / np.linalg.norm(slope, axis=1)[:, None]
        colour[is_ground] = (0.12, 0.17, 0.05)
        material[is_ground] = tables.names.index(world.ground_material)

    from_eye = place - np.array([0.0, eye, 0.0])
    facing_away = (np.sum(normal * from_eye, axis=1) > 0) & ~is_leaf & ~is_ground
    normal[facing_away] *= -1
    for number in np.unique(material):
        chosen = material == number
        patch = Patch(
            u[chosen], v[chosen], place[chosen], normal[chosen], colour[chosen],
            width[chosen], height[chosen], seed[chosen], foot[chosen],
        )  # fmt: skip
        reflectance, emitted = MATERIALS[tables.names[int(number)]](patch)
        colour[chosen] = reflectance
        if emitted is not None:
            glow[chosen] += emitted
    for number in np.unique(text[text >= 0]):
        chosen = text == number
        painted = world.texts[int(number)]
        row = np.clip((1 - v[chosen] / height[chosen]) * painted.shape[0], 0, painted.shape[0] - 1).astype(
            int
        )
        column = np.clip(u[chosen] / width[chosen] * painted.shape[1], 0, painted.shape[1] - 1).astype(int)
        colour[chosen] = painted[row, column]

    sun = np.array(world.sky.sun) / np.linalg.norm(world.sky.sun)
    facing = normal @ sun
    # Leaves and snow let light through, so that their shaded side is not black.
    facing = np.where(is_leaf, 0.3 + 0.7 * facing, facing)
    direct = np.clip(facing, 0, None) * _lit(shadows, place + 0.05 * normal, count)
    dome = np.array(world.sky.zenith) * 0.5 + np.array(world.sky.horizon) * 0.5
    upward = 0.5 + 0.5 * normal[:, 1]
    ambient = dome * upward[:, None] + np.array(world.sky.haze) * 0.35 * (1 - upward)[:, None]
    light = (
        direct[:, None] * np.array(world.sky.sunlight)
        + ambient * (world.sky.ambient * corners * 1.8)[:, None]
    )
    for lamp in world.lamps:
        towards = np.array(lamp.place) - place
        square = np.sum(towards**2, axis=1) + 0.3
        cosine = np.clip(np.sum(towards * normal, axis=1) / np.sqrt(square), 0, None) * 0.85 + 0.15
        light += (cosine / square * corners)[:, None] * np.array(lamp.colour)
    result: Array = colour * light + glow
    return result


def _halos(world: World, view: Pinhole, picture: Array, distance: Array) -> Array:
    for lamp in world.lamps:
        across, down, near = (float(item[0]) for item in view.project(np.array([lamp.place])))
        if near <= 0 or lamp.halo <= 0:
            continue
        size = view.focal * lamp.halo * near
        x, y = np.arange(view.width) + 0.5 - across, np.arange(view.height) + 0.5 - down
        square = (x[None, :] ** 2 + y[:, None] ** 2) / size**2
        seen = (
            distance[int(np.clip(down, 0, view.height - 1)), int(np.clip(across, 0, view.width - 1))] * near
            > 0.85
        )
        if seen:
            glow = 0.1 / (square + 0.03) ** 1.3 * np.exp(-square / 25)
            picture = picture + (glow[:, :, None] * np.array(lamp.colour) * 0.02).astype(np.float32)
    return picture
