"""Where one picture lies in another: the same picture cropped, framed, mirrored, turned, or a part of it.

Numbers of fitting pairs alone lie: in 18 of 190 pairs of unrelated pictures a dozen or many more "fitted" because all fell
upon one point. So they count as distinct places in both pictures, must spread over an area in both, and the transformation
must be one that a crop, a screenshot or a scan makes. In the end the pictures are laid upon each other: only what one capture
explains counts as the same picture (`agreement.py`).

What it can't show: which of the two came first, nor what differs between the fitting places.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from generator.analyse.features import geometry, shrunk
from generator.analyse.features.affine import Matrix, inverse
from generator.analyse.features.agreement import Agreement, Sight, agreement
from generator.analyse.features.features import Features
from generator.analyse.features.geometry import Points
from generator.analyse.features.matching import pairs_of

LEAST_INLIERS = 12
"""Distinct places on both sides that must fit."""
APART = 16.0
"""Pixels around the fitting places within which a place doesn't lie apart from them."""
LEAST_SPREAD = 6.0
"""Standard deviation of the fitting places across their narrow direction, pixels, in both pictures."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where one picture lies in the other."""

    inliers: int
    """Distinct places that fit, the smaller count of both sides."""
    matrix: tuple[float, float, float, float, float, float]
    """a, b, c, d, e, f: x' = a x + b y + c; y' = d x + e y + f, in shares of each upright picture's width and height."""
    is_mirrored: bool
    """Whether the first picture has to be mirrored before `matrix`."""
    scale: float
    """Pixels of the reduced second picture per pixel of the reduced first."""
    turn: float
    """Degrees clockwise by which the first is turned in the second, -180 to 180."""
    first_box: tuple[float, float, float, float]
    """Left, top, right, bottom of the fitting places, in shares of the first picture's width and height."""
    second_box: tuple[float, float, float, float]
    """The same in the second."""
    error: float
    """Root mean square of how far fitting places lie from where they should, pixels of the coarser reduced picture."""
    support: float
    """Share of the places in the overlap that fit, of the picture where it is larger, 0 to 1."""
    apart: int
    """Places in the overlap that lie apart from all fitting ones, of the picture that has fewer of them."""
    agreement: Agreement
    """How the pictures fit where they were laid upon each other."""

    @property
    def sight(self) -> Sight:
        """Whether both show one capture, or the same scene once more."""
        return self.agreement.sight


def place(first: Features, second: Features) -> Placement | None:
    """Where the first picture lies in the second, also when one of them is mirrored; None when it can't be found."""
    found = sighted(first, second)
    return found if found and found.sight is Sight.CAPTURE else None


def sighted(first: Features, second: Features) -> Placement | None:
    """The same, and also where what the first picture shows lies in another shot of it."""
    plain = _place(first, second, is_mirrored=False)
    mirrored = _place(first.mirrored(), second, is_mirrored=True)
    best = mirrored if mirrored and (plain is None or mirrored.inliers > plain.inliers) else plain
    if best is None or not first.picture or not second.picture:
        return None
    gray = shrunk.opened(first.picture)
    laid = agreement(gray[:, ::-1] if best.is_mirrored else gray, shrunk.opened(second.picture), best.matrix)
    return None if laid.sight is Sight.NOTHING else replace(best, agreement=laid)


def _place(first: Features, second: Features, *, is_mirrored: bool) -> Placement | None:
    """Where the places fit best; the pictures aren't laid upon each other yet."""
    pairs = pairs_of(first, second)
    if len(pairs.first) < LEAST_INLIERS:
        return None
    a, b = geometry.points(first, pairs.first), geometry.points(second, pairs.second)
    best: tuple[int, float, Matrix, NDArray[np.bool_]] | None = None
    for matrix in geometry.proposals(first, second, pairs, a, b):
        refined = geometry.refined(matrix, a, b)
        if refined is None:
            continue
        model, fits, error = refined
        count = min(geometry.distinct(a[fits]), geometry.distinct(b[fits]))
        if best is None or (count, -error) > (best[0], -best[1]):
            best = (count, error, model, fits)
    if best is None or best[0] < LEAST_INLIERS:
        return None
    count, error, model, fits = best
    if (
        not geometry.is_plausible(model)
        or min(geometry.spread(a[fits]), geometry.spread(b[fits])) < LEAST_SPREAD
    ):
        return None
    return _placement(first, second, a[fits], b[fits], model, count, error, is_mirrored)


def _placement(
    first: Features,
    second: Features,
    a: Points,
    b: Points,
    model: Matrix,
    count: int,
    error: float,
    is_mirrored: bool,
) -> Placement:
    sizes = ((first.width, first.height), (second.width, second.height))
    (w1, h1), (w2, h2) = sizes
    m = model
    shares = (
        m[0, 0] * w1 / w2,
        m[0, 1] * h1 / w2,
        (m[0, 2] + 0.5 - 0.5 * (m[0, 0] + m[0, 1])) / w2,
        m[1, 0] * w1 / h2,
        m[1, 1] * h1 / h2,
        (m[1, 2] + 0.5 - 0.5 * (m[1, 0] + m[1, 1])) / h2,
    )
    support, apart = _support(first, second, model, count, a, b)
    scale = float(m[0, 0] * m[1, 1] - m[0, 1] * m[1, 0]) ** 0.5
    turn = math.degrees(math.atan2(m[1, 0] - m[0, 1], m[0, 0] + m[1, 1]))
    return Placement(
        count,
        tuple(round(float(value), 6) for value in shares),  # type: ignore[arg-type]
        is_mirrored,
        round(scale, 4),
        round(turn, 2),
        _box(a, w1, h1, mirror=is_mirrored),
        _box(b, w2, h2),
        round(error**0.5 / max(1.0, scale), 3),
        round(support, 4),
        apart,
        Agreement(),
    )


def _box(
    points: Points, width: int, height: int, *, mirror: bool = False
) -> tuple[float, float, float, float]:
    left, top = points.min(axis=0)
    right, bottom = points.max(axis=0)
    if mirror:
        left, right = width - 1 - right, width - 1 - left
    return (
        round(float(left / width), 4),
        round(float(top / height), 4),
        round(float((right + 1) / width), 4),
        round(float((bottom + 1) / height), 4),
    )


def _support(
    first: Features, second: Features, model: Matrix, count: int, a: Points, b: Points
) -> tuple[float, int]:
    """Of the places that would lie in both pictures the share that fits, and how many lie apart from all that fit."""
    inside, apart = [], []
    for features, matrix, other, fitting in (
        (first, model, second, a),
        (second, inverse(model), first, b),
    ):
        points = geometry.points(features, np.arange(len(features)))
        x = matrix[0, 0] * points[:, 0] + matrix[0, 1] * points[:, 1] + matrix[0, 2]
        y = matrix[1, 0] * points[:, 0] + matrix[1, 1] * points[:, 1] + matrix[1, 2]
        points = points[(x >= 0) & (y >= 0) & (x < other.width) & (y < other.height)]
        low, high = fitting.min(axis=0) - APART, fitting.max(axis=0) + APART
        inside.append(geometry.distinct(points))
        apart.append(geometry.distinct(points[((points < low) | (points > high)).any(axis=1)]))
    return count / max(1, min(inside)), min(apart)
