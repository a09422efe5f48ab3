"""The one transformation that explains where most pairs of places lie: moved, turned, enlarged, a little slanted.

Each pair proposes one by its own size and direction; the proposals that most pairs agree with are refined by least squares.
There is no chance in it: all proposals are tried, and sums are of whole numbers.

Source: Lowe 2004, section 7.3; Fischler and Bolles 1981, RANSAC (the idea of proposing and verifying).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generator.analyse.features.affine import Matrix
from generator.analyse.features.descriptors import turns_table
from generator.analyse.features.features import SIZE_UNIT, UNIT, Features
from generator.analyse.features.matching import DISTINCT, Pairs

LOOSE, TIGHT = 8.0, 3.0
"""How far a place may lie from where it should, in pixels of the coarser picture: for a proposal, and in the end."""
SMALLEST_SCALE, LARGEST_SCALE = 0.15, 7.0
"""How much larger the second may be."""
MOST_STRETCH = 2.0
"""Ratio of the two axes of the transformation, at most."""
PROPOSALS = 12
"""Proposals that are refined."""

Points = NDArray[np.float64]
"""Length x 2: x and y in pixels of the reduced picture."""


def points(features: Features, numbers: NDArray[np.int64]) -> Points:
    """Where places lie, in pixels of the reduced picture."""
    return np.stack([features.x[numbers], features.y[numbers]], axis=1).astype(np.float64) / UNIT


def proposals(first: Features, second: Features, pairs: Pairs, a: Points, b: Points) -> list[Matrix]:
    """Similarities that pairs propose, those that most pairs agree with first, each from another family of pairs."""
    steps = second.size[pairs.second].astype(np.int64) - first.size[pairs.first]
    ratio = _scales()[steps + 255]
    turned = (second.turn[pairs.second].astype(np.int64) - first.turn[pairs.first]) % 256
    cosine, sine = (table[turned] * ratio for table in turns_table())
    # Row i: where the proposal of pair i puts every place of the first picture.
    dx = a[None, :, 0] - a[:, 0, None]
    dy = a[None, :, 1] - a[:, 1, None]
    x = cosine[:, None] * dx - sine[:, None] * dy + b[:, 0, None]
    y = sine[:, None] * dx + cosine[:, None] * dy + b[:, 1, None]
    limit = LOOSE * np.maximum(1.0, ratio)
    agrees = (x - b[None, :, 0]) ** 2 + (y - b[None, :, 1]) ** 2 <= (limit**2)[:, None]
    # Pairs whose own size and direction contradict the proposal don't count, however they lie.
    agrees &= np.abs(steps[:, None] - steps[None, :]) <= SIZE_UNIT
    difference = np.abs(turned[:, None] - turned[None, :])
    agrees &= np.minimum(difference, 256 - difference) <= 24
    allowed = (ratio >= SMALLEST_SCALE * 0.8) & (ratio <= LARGEST_SCALE * 1.25)
    counts = np.where(allowed, agrees.sum(axis=1), 0)
    found: list[Matrix] = []
    for _ in range(PROPOSALS):
        leader = int(counts.argmax())
        if counts[leader] < 4:
            break
        c, s = float(cosine[leader]), float(sine[leader])
        ax, ay = a[leader]
        bx, by = b[leader]
        found.append(np.array([[c, -s, bx - c * ax + s * ay], [s, c, by - s * ax - c * ay]]))
        counts = np.where(agrees[leader], 0, counts)
    return found


def refined(matrix: Matrix, a: Points, b: Points) -> tuple[Matrix, NDArray[np.bool_], float] | None:
    """The affine transformation that fits the pairs near the proposal best, and the pairs that fit it in the end."""
    limit = LOOSE
    for step in range(6):
        scale = abs(matrix[0, 0] * matrix[1, 1] - matrix[0, 1] * matrix[1, 0]) ** 0.5
        error = errors(matrix, a, b)
        fits = error <= (limit * max(1.0, scale)) ** 2
        count = int(fits.sum())
        if count < 4:
            return None
        if step == 5:
            return matrix, fits, float(np.sort(error[fits]).sum()) / count
        solved = fit_affine(a[fits], b[fits]) if count >= 6 else None
        if solved is None:
            return None
        matrix = solved
        limit = max(TIGHT, limit * 0.7)
    return None


def fit_affine(a: Points, b: Points) -> Matrix | None:
    """The 2 x 3 matrix that takes the points `a` nearest to `b` in the mean; None when they lie on a line."""
    # Points are whole steps of 1/UNIT: sums of their products are exact, whatever the order.
    whole_a, whole_b = np.floor(a * UNIT + 0.5), np.floor(b * UNIT + 0.5)
    count = float(len(a))
    sx, sy = (float(whole_a[:, axis].sum()) for axis in (0, 1))
    xx, xy, yy = (float((whole_a[:, i] * whole_a[:, j]).sum()) for i, j in ((0, 0), (0, 1), (1, 1)))
    cxx, cxy, cyy = count * xx - sx * sx, count * xy - sx * sy, count * yy - sy * sy
    determinant = cxx * cyy - cxy * cxy
    if determinant <= 1e-6 * (cxx + cyy) ** 2 or determinant <= 0:
        return None
    rows = []
    for axis in (0, 1):
        values = whole_b[:, axis]
        sv = float(values.sum())
        cxv = count * float((whole_a[:, 0] * values).sum()) - sx * sv
        cyv = count * float((whole_a[:, 1] * values).sum()) - sy * sv
        p, q = (cyy * cxv - cxy * cyv) / determinant, (cxx * cyv - cxy * cxv) / determinant
        rows.append([p, q, (sv - p * sx - q * sy) / count / UNIT])
    return np.array(rows)


def errors(matrix: Matrix, a: Points, b: Points) -> NDArray[np.float64]:
    """Squared distance of each point from where it should lie."""
    x = matrix[0, 0] * a[:, 0] + matrix[0, 1] * a[:, 1] + matrix[0, 2] - b[:, 0]
    y = matrix[1, 0] * a[:, 0] + matrix[1, 1] * a[:, 1] + matrix[1, 2] - b[:, 1]
    result: NDArray[np.float64] = x * x + y * y
    return result


def is_plausible(matrix: Matrix) -> bool:
    """Whether a crop, a screenshot or a scan makes such a transformation: not inside out, too small or too slanted."""
    a, b, d, e = (float(matrix[i, j]) for i, j in ((0, 0), (0, 1), (1, 0), (1, 1)))
    determinant = a * e - b * d
    if determinant <= 0 or not SMALLEST_SCALE <= determinant**0.5 <= LARGEST_SCALE:
        return False
    # The ratio of the singular values of a 2 x 2 matrix, from its norm and determinant.
    norm = a * a + b * b + d * d + e * e
    root = max(0.0, norm * norm - 4 * determinant * determinant) ** 0.5
    return bool(norm + root <= MOST_STRETCH**2 * max(norm - root, 1e-12))


def distinct(points: Points) -> int:
    """How many places there are when near ones count once."""
    cells = np.floor(points / DISTINCT).astype(np.int64)
    return len(np.unique(cells[:, 0] * 100_000 + cells[:, 1]))


def spread(points: Points) -> float:
    """Standard deviation across the direction in which the points spread least."""
    centred = points - points.mean(axis=0)
    xx, yy, xy = (
        float((centred[:, i] * centred[:, j]).sum()) / len(points) for i, j in ((0, 0), (1, 1), (0, 1))
    )
    root = ((xx - yy) ** 2 + 4 * xy * xy) ** 0.5
    return float(max(0.0, (xx + yy - root) / 2) ** 0.5)


def _scales() -> NDArray[np.float64]:
    return np.array([round(2.0 ** (step / SIZE_UNIT), 9) for step in range(-255, 256)])
