"""Which surface is seen at which picture element: a depth buffer for polygons, balls and leaves.

The same code fills the picture (central projection), its mirror image in water and the shadow map (parallel projection
along the sun's rays): in all of them the nearness of a flat polygon is an affine function of the picture position.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from generator.simulate.noise import Array

NEAR = 0.25
"""Nearest distance that is drawn, metres."""


class Projection(Protocol):
    """How the world falls onto the picture."""

    @property
    def width(self) -> int:
        """Picture elements across."""

    @property
    def height(self) -> int:
        """Picture elements down."""

    def clip(self, points: Array) -> Array:
        """The part of a polygon that can be projected."""

    def project(self, points: Array) -> tuple[Array, Array, Array]:
        """Across, down, and nearness (larger is nearer) of points."""

    def reach(self, nearness: Array, radius: Array) -> Array:
        """Radius in picture elements of a ball at that nearness."""

    def nearer(self, nearness: float, distance: Array) -> Array:
        """The nearness of what is `distance` metres closer."""


@dataclass(frozen=True)
class Pinhole:
    """A level camera at x = z = 0, looking along z. The horizon's row is free, as with a shift lens."""

    width: int
    """Pixels."""
    height: int
    """Pixels."""
    focal: float
    """Picture elements."""
    horizon: float
    """Row of the horizon."""
    eye: float
    """Height of the eye, metres."""
    mirror: float | None = None
    """Height of the water level when the mirror image is wanted."""

    def clip(self, points: Array) -> Array:
        """Cut off what is behind the lens (Sutherland and Hodgman 1974, one plane)."""
        if (points[:, 2] >= NEAR).all():
            return points
        kept: list[Array] = []
        for index, point in enumerate(points):
            before = points[index - 1]
            if (before[2] >= NEAR) != (point[2] >= NEAR):
                share = (NEAR - before[2]) / (point[2] - before[2])
                kept.append(before + share * (point - before))
            if point[2] >= NEAR:
                kept.append(point)
        return np.array(kept).reshape(-1, 3)

    def project(self, points: Array) -> tuple[Array, Array, Array]:
        """See `Projection`."""
        height = points[:, 1] if self.mirror is None else 2 * self.mirror - points[:, 1]
        nearness = 1.0 / np.maximum(points[:, 2], 1e-3)
        across = self.width / 2 + self.focal * points[:, 0] * nearness
        down = self.horizon - self.focal * (height - self.eye) * nearness
        return across, down, np.where(points[:, 2] >= NEAR, nearness, -1.0)

    def reach(self, nearness: Array, radius: Array) -> Array:
        """See `Projection`."""
        result: Array = self.focal * radius * nearness
        return result

    def nearer(self, nearness: float, distance: Array) -> Array:
        """See `Projection`."""
        result: Array = 1.0 / np.maximum(1.0 / nearness - distance, NEAR)
        return result


@dataclass(frozen=True)
class Parallel:
    """The world as the sun sees it."""

    width: int
    """Cells."""
    height: int
    """Cells."""
    right: Array
    """Unit vector of the columns."""
    up: Array
    """Unit vector of the rows."""
    forward: Array
    """Unit vector of the view."""
    centre: Array
    """Point that is seen in the middle."""
    scale: float
    """Map elements a metre."""

    def clip(self, points: Array) -> Array:
        """Nothing is behind the sun."""
        return points

    def project(self, points: Array) -> tuple[Array, Array, Array]:
        """See `Projection`."""
        away = points - self.centre
        across = self.width / 2 + (away @ self.right) * self.scale
        down = self.height / 2 - (away @ self.up) * self.scale
        return across, down, -(away @ self.forward)

    def reach(self, nearness: Array, radius: Array) -> Array:
        """See `Projection`."""
        result: Array = radius * self.scale + 0 * nearness
        return result

    def nearer(self, nearness: float, distance: Array) -> Array:
        """See `Projection`."""
        result: Array = nearness + distance
        return result


@dataclass
class Buffer:
    """What is seen where."""

    view: Projection
    """How points fall onto the picture."""
    nearness: Array = field(init=False)
    """Height x width; the farthest possible where nothing is."""
    surface: Array = field(init=False)
    """Height x width; number of the surface, 0 where nothing is."""

    def __post_init__(self) -> None:
        shape = (self.view.height, self.view.width)
        start = -1e9 if isinstance(self.view, Parallel) else 0.0
        self.nearness = np.full(shape, start, np.float32)
        self.surface = np.zeros(shape, np.int32)

    def polygon(self, points: Array, number: int) -> None:
        """Draw a flat convex polygon."""
        points = self.view.clip(points)
        if len(points) < 3:
            return
        across, down, near = self.view.project(points)
        left, right = max(0, int(across.min())), min(self.view.width, int(across.max()) + 2)
        top, bottom = max(0, int(down.min())), min(self.view.height, int(down.max()) + 2)
        if left >= right or top >= bottom:
            return
        area = np.sum(across * np.roll(down, -1) - np.roll(across, -1) * down)
        if abs(area) < 1e-6:
            return
        x = np.arange(left, right)[None, :] + 0.5
        y = np.arange(top, bottom)[:, None] + 0.5
        inside = np.ones((bottom - top, right - left), bool)
        sign = 1.0 if area > 0 else -1.0
        for index in range(len(points)):
            following = (index + 1) % len(points)
            edge_x, edge_y = across[following] - across[index], down[following] - down[index]
            inside &= sign * (edge_x * (y - down[index]) - edge_y * (x - across[index])) >= 0
        if not inside.any():
            return
        middle_x, middle_y = across.mean(), down.mean()
        matrix = np.column_stack([across - middle_x, down - middle_y, np.ones(len(points))])
        slope_x, slope_y, level = np.linalg.lstsq(matrix, near, rcond=None)[0]
        near_here = (level + slope_x * (x - middle_x) + slope_y * (y - middle_y)).astype(np.float32)
        self._put(slice(top, bottom), slice(left, right), near_here, inside, number)

    def ball(self, centre: Array, radius: float, number: int) -> None:
        """Draw a ball."""
        across, down, near = (float(value[0]) for value in self.view.project(centre[None, :]))
        if isinstance(self.view, Pinhole) and near <= 0:
            return
        size = float(self.view.reach(np.array(near), np.array(radius)))
        left, right = max(0, int(across - size)), min(self.view.width, int(across + size) + 2)
        top, bottom = max(0, int(down - size)), min(self.view.height, int(down + size) + 2)
        if left >= right or top >= bottom or size < 0.2:
            return
        x = (np.arange(left, right)[None, :] + 0.5 - across) / size
        y = (np.arange(top, bottom)[:, None] + 0.5 - down) / size
        rest = 1.0 - x * x - y * y
        depth = radius * np.sqrt(np.maximum(rest, 0.0))
        near_here = self.view.nearer(near, depth).astype(np.float32)
        self._put(slice(top, bottom), slice(left, right), near_here, rest > 0, number)

    def leaves(self, centres: Array, radii: Array, first: int) -> None:
        """Draw many small round specks; speck i becomes surface `first + i`."""
        across, down, near = self.view.project(centres)
        sizes = np.clip(self.view.reach(near, radii), 0.5, 14.0)
        order = np.argsort(near, kind="stable")
        order = order[(near[order] > 0) | isinstance(self.view, Parallel)]
        flat_near, flat_surface = self.nearness.reshape(-1), self.surface.reshape(-1)
        for size in np.unique(np.ceil(sizes[order])).astype(int):
            these = order[np.ceil(sizes[order]) == size]
            for shift_y in range(-size, size + 1):
                for shift_x in range(-size, size + 1):
                    chosen = these[np.hypot(shift_x, shift_y) <= sizes[these]]
                    x = (across[chosen] + shift_x).astype(np.int64)
                    y = (down[chosen] + shift_y).astype(np.int64)
                    valid = (x >= 0) & (x < self.view.width) & (y >= 0) & (y < self.view.height)
                    chosen, place = chosen[valid], y[valid] * self.view.width + x[valid]
                    in_front = near[chosen] > flat_near[place]
                    chosen, place = chosen[in_front], place[in_front]
                    # Specks are sorted from far to near and the last one written stays.
                    flat_near[place] = near[chosen]
                    flat_surface[place] = first + chosen

    def _put(self, rows: slice, columns: slice, near: Array, inside: Array, number: int) -> None:
        here = self.nearness[rows, columns]
        seen = inside & (near > here)
        here[seen] = near[seen]
        self.surface[rows, columns][seen] = number
