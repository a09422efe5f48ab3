"""What stands in a scene: flat faces, balls and leaves with a material each, a ground, water, a sky and lamps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from generator.simulate.noise import Array

Colour = tuple[float, float, float]
"""Linear red, green and blue; 1 reflects everything."""
Point = tuple[float, float, float]
"""Metres: x to the right, y up, z away from the camera."""

GROUND = 1
"""Surface number of the hilly ground."""
WATER = 2
"""Surface number of the water."""
FIRST_FACE = 10
"""Surface number of the first face; balls follow the faces, leaves follow the balls."""


@dataclass(slots=True)
class Face:
    """A flat convex polygon."""

    points: Array
    """Corners in order, number x 3, metres."""
    material: str
    """Name of its texture."""
    colour: Colour
    """Linear red, green and blue."""
    across: Array
    """Unit vector of texture coordinate u."""
    up: Array
    """Unit vector of texture coordinate v."""
    size: tuple[float, float]
    """Extent along u and v, metres."""
    seed: int = 0
    """Makes its texture its own."""
    glow: Colour = (0.0, 0.0, 0.0)
    """Light given off."""
    text: int = -1
    """Number of the picture in `World.texts` that is painted on it."""


@dataclass(frozen=True, slots=True)
class Sky:
    """The light of the scene."""

    zenith: Colour = (0.16, 0.32, 0.68)
    """Colour straight up, linear."""
    horizon: Colour = (0.62, 0.74, 0.88)
    """Colour at the horizon, linear."""
    sun: Point = (-0.5, 0.6, -0.4)
    """Direction towards the sun."""
    sunlight: Colour = (2.6, 2.4, 2.0)
    """Light of the sun, linear."""
    glow: Colour = (0.8, 0.7, 0.5)
    """Brightness around the sun."""
    cover: float = 0.4
    """Share of the sky under cloud, 0 to 1."""
    cloud: Colour = (1.0, 1.0, 1.0)
    """Colour of lit clouds."""
    cloud_shade: Colour = (0.5, 0.54, 0.6)
    """Colour of their shaded side."""
    cloud_size: float = 1.0
    """Size of the clouds; 1 is usual."""
    ambient: float = 0.55
    """How much of the sky's light reaches surfaces."""
    haze: Colour = (0.66, 0.75, 0.86)
    """Colour of distant air."""
    haze_distance: float = 2500.0
    """Metres after which 63 % of the light is haze."""
    stars: float = 0.0
    """How many stars are seen, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Water:
    """A level sheet of water."""

    level: float = 0.0
    """Height, metres."""
    colour: Colour = (0.05, 0.09, 0.1)
    """Light that comes from below."""
    waves: float = 0.03
    """Slope of the waves."""
    size: float = 0.4
    """Length of one texel of the waves, metres."""


@dataclass(frozen=True, slots=True)
class Lamp:
    """A small light."""

    place: Point
    """x, y and z, metres."""
    colour: Colour
    """Linear red, green and blue."""
    halo: float = 0.6
    """Radius of the glow around it, metres."""


@dataclass
class World:
    """Everything that is photographed. `at` and `turn` place what is added next."""

    sky: Sky = field(default_factory=Sky)
    """What is above."""
    water: Water | None = None
    """Its surface; None for dry land."""
    ground: Callable[[Array, Array], Array] | None = None
    """Height of the ground over x and z."""
    ground_material: str = "grass"
    """Name of the texture of the ground."""
    lamps: list[Lamp] = field(default_factory=list)
    """Small lights."""
    faces: list[Face] = field(default_factory=list)
    """Everything with flat sides."""
    balls: list[tuple[Array, float, Colour, str]] = field(default_factory=list)
    """Everything round: centre, radius, colour, material."""
    texts: list[Array] = field(default_factory=list)
    """Signs, as drawn."""
    shadow_centre: Point = (0.0, 0.0, 20.0)
    """Middle of the part for which shadows are worked out."""
    shadow_radius: float = 45.0
    """Its radius, metres."""
    after: Callable[[Array, Array, object], Array] | None = None
    """Adds smoke and the like to the finished light; given the light, the distance of everything, and the camera."""
    _leaves: list[tuple[Array, Array, Array, Array]] = field(default_factory=list)
    _place: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)

    def at(self, x: float, z: float, *, y: float = 0.0, turn: float = 0.0) -> World:
        """Place what is added next: its origin and its turn about the vertical in degrees."""
        self._place = (x, y, z, np.deg2rad(turn))
        return self

    def put(self, points: Sequence[Point] | Array) -> Array:
        """Local points in the world."""
        local = np.asarray(points, np.float64).reshape(-1, 3)
        x, y, z, turn = self._place
        cosine, sine = np.cos(turn), np.sin(turn)
        return np.column_stack(
            [
                x + cosine * local[:, 0] + sine * local[:, 2],
                y + local[:, 1],
                z - sine * local[:, 0] + cosine * local[:, 2],
            ]
        )

    def polygon(
        self,
        points: Sequence[Point] | Array,
        material: str,
        colour: Colour,
        *,
        seed: int = 0,
        glow: Colour = (0.0, 0.0, 0.0),
        text: int = -1,
    ) -> None:
        """Add a face. Texture runs along the first edge, from the first point."""
        world = self.put(points)
        across = world[1] - world[0]
        length = float(np.linalg.norm(across))
        if length < 1e-6:
            return
        across /= length
        normal = np.cross(across, world[-1] - world[0])
        normal /= max(float(np.linalg.norm(normal)), 1e-9)
        up = np.cross(normal, across)
        height = float(((world - world[0]) @ up).max())
        self.faces.append(Face(world, material, colour, across, up, (length, height), seed, glow, text))

    def box(
        self,
        low: Point,
        high: Point,
        material: str,
        colour: Colour,
        *,
        top: str = "",
        seed: int = 0,
        glow: Colour = (0.0, 0.0, 0.0),
    ) -> None:
        """Add a box without its underside; `top` is the material of the upper face when it differs."""
        (a, b, c), (d, e, f) = low, high
        for number, side in enumerate(
            (
                [(a, b, c), (d, b, c), (d, e, c), (a, e, c)],
                [(d, b, c), (d, b, f), (d, e, f), (d, e, c)],
                [(d, b, f), (a, b, f), (a, e, f), (d, e, f)],
                [(a, b, f), (a, b, c), (a, e, c), (a, e, f)],
            )
        ):
            self.polygon(side, material, colour, seed=seed * 4 + number, glow=glow)
        self.polygon(
            [(a, e, c), (d, e, c), (d, e, f), (a, e, f)], top or material, colour, seed=seed, glow=glow
        )

    def ball(self, centre: Point, radius: float, colour: Colour, material: str = "plain") -> None:
        """Add a ball."""
        self.balls.append((self.put([centre])[0], radius, colour, material))

    def limb(
        self, start: Point, end: Point, radius: float, colour: Colour, *, end_radius: float = 0.0
    ) -> None:
        """Add a rounded rod as a row of balls."""
        first, last = np.array(start), np.array(end)
        thin = end_radius or radius
        count = max(2, int(np.linalg.norm(last - first) / (0.14 * min(radius, thin))) + 1)
        for share in np.linspace(0, 1, count):
            centre = first + share * (last - first)
            self.ball(
                (float(centre[0]), float(centre[1]), float(centre[2])),
                radius + share * (thin - radius),
                colour,
            )

    def leaves(self, centres: Array, normals: Array, radii: Array, colours: Array) -> None:
        """Add specks of foliage, snow or grain, in local coordinates."""
        self._leaves.append((self.put(centres), normals, radii, colours))

    def write(self, picture: Array) -> int:
        """Keep a painted picture (height x width x 3, linear) for `polygon(text=...)`."""
        self.texts.append(picture)
        return len(self.texts) - 1

    def all_leaves(self) -> tuple[Array, Array, Array, Array]:
        """Centres, normals, radii and colours of all leaves."""
        if not self._leaves:
            return np.zeros((0, 3)), np.zeros((0, 3)), np.zeros(0), np.zeros((0, 3))
        return (
            np.concatenate([item[0] for item in self._leaves]),
            np.concatenate([item[1] for item in self._leaves]),
            np.concatenate([item[2] for item in self._leaves]),
            np.concatenate([item[3] for item in self._leaves]),
        )
