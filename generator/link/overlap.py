"""How much of one picture the other shows, from where one lies in the other."""

from __future__ import annotations

from dataclasses import dataclass

from generator.analyse.features.placement import Placement

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom in shares of the upright picture."""
Sides = tuple[float, float, float, float]
"""For each edge of the other picture, left, top, right, bottom, how clearly something was put around it there: 0 to 1."""
FRAMED, UNCLEAR, GOES_ON = 0.5, 0.45, 0.4
"""From where it was; where all beyond is even, so that a clear sky may go on or a border be as bright as it; and below which
the view goes on."""
AT_EDGE = -1.0
"""Where there is nothing beyond to speak of."""
WITHIN = 0.965
"""Share of a picture's area that the other one must show for being its origin; a placement errs by a pixel or two."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two pictures have in common."""

    first_share: float
    """Share of the first picture's area that the second shows, 0 to 1."""
    second_share: float
    """Share of the second picture's area that the first shows, 0 to 1."""
    first_box: Box
    """The smallest upright box around that part of the first picture."""
    second_box: Box
    """The same in the second."""


@dataclass(frozen=True, slots=True)
class Scene:
    """How much of one picture's scene, without what was put around it, the other one shows."""

    least: float = 1.0
    """Share of its area, 0 to 1, where everything that may be a view is taken for one."""
    most: float = 1.0
    """The same where everything that may be a frame is taken for one."""
    is_framed: bool = False
    """Whether something was put around it on at least one side."""


def overlap(placement: Placement) -> Overlap:
    """What the first and the second picture of a placement both show."""
    a, b, c, d, e, f = placement.matrix
    in_second = _clipped([(a * x + b * y + c, d * x + e * y + f) for x, y in _CORNERS])
    determinant = a * e - b * d
    back = [
        ((e * (x - c) - b * (y - f)) / determinant, (a * (y - f) - d * (x - c)) / determinant)
        for x, y in in_second
    ]
    if placement.is_mirrored:
        back = [(1 - x, y) for x, y in back]
    return Overlap(min(1.0, _area(back)), min(1.0, _area(in_second)), _box(back), _box(in_second))


def scene(share: float, box: Box, sides: Sides | None) -> Scene:
    """What the other one shows of this picture: `share` of its area within `box`; without `sides` nobody looked for a frame."""
    if sides is None:
        return Scene(share, share)
    beyond = (box[0], box[1], 1 - box[2], 1 - box[3])
    may_be = [
        width if side >= GOES_ON or side == AT_EDGE else 0.0
        for width, side in zip(beyond, sides, strict=True)
    ]
    surely = [width if side >= FRAMED else 0.0 for width, side in zip(beyond, sides, strict=True)]
    least, most = (
        min(1.0, share / max(0.01, (1 - left - right) * (1 - top - bottom)))
        for left, top, right, bottom in (surely, may_be)
    )
    return Scene(least, most, any(surely))


_CORNERS: list[Point] = [(0, 0), (1, 0), (1, 1), (0, 1)]


def _clipped(polygon: list[Point]) -> list[Point]:
    """The part of a convex polygon within the unit square (Sutherland and Hodgman 1974)."""
    for axis, border, sign in ((0, 0.0, 1), (0, 1.0, -1), (1, 0.0, 1), (1, 1.0, -1)):
        kept: list[Point] = []
        for number, point in enumerate(polygon):
            before = polygon[number - 1]
            inside, was_inside = (sign * (item[axis] - border) >= 0 for item in (point, before))
            if inside != was_inside:
                share = (border - before[axis]) / (point[axis] - before[axis])
                crossing = [before[k] + share * (point[k] - before[k]) for k in (0, 1)]
                crossing[axis] = border
                kept.append((crossing[0], crossing[1]))
            if inside:
                kept.append(point)
        polygon = kept
    return polygon


def _area(polygon: list[Point]) -> float:
    doubled = sum(
        polygon[number - 1][0] * point[1] - point[0] * polygon[number - 1][1]
        for number, point in enumerate(polygon)
    )
    return abs(doubled) / 2


def _box(polygon: list[Point]) -> Box:
    if not polygon:
        return 0.0, 0.0, 0.0, 0.0
    xs, ys = ([min(1.0, max(0.0, point[axis])) for point in polygon] for axis in (0, 1))
    return round(min(xs), 4), round(min(ys), 4), round(max(xs), 4), round(max(ys), 4)
