"""Lays one gray picture upon another and measures, tile by tile, how its fine detail fits and how far it is displaced.

The frame is the picture whose pixels are coarser, cut to what both show and reduced to `LONGEST`. Only detail between about
one and nine pixels counts: exposure, colour and brightness cancel out. Displacements follow from gray values and slopes
(Lucas and Kanade 1981); what one affine transformation explains is taken out of them, round by round.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.features.affine import Matrix, in_pixels, inverse, warp

LONGEST = 400
"""Longer side of the frame, pixels."""
TILE = 20
"""Side of a tile, pixels."""
ROUNDS = 4
"""Improvements at most."""
SETTLED = 0.03
"""Pixels of movement below which nothing more is improved."""
BLUR, WIDE = 1.0, 9
"""What counts as fine detail: the picture blurred so much, without its mean over so many pixels."""
NOISE_SPAN = 8.0
"""Pixels of filtered noise that hold as much as one free value."""
STEADY = 0.02
"""Pixels of displacement that resampling alone causes."""
BRIGHT, DARK, CLIPPED = 250, 5, 0.1
"""Levels that count as clipped, and the share of a tile's pixels from which it does."""
USABLE, GUESS = 0.4, 2.5
"""Correlation from which a tile helps to improve the way, and pixels by which it may be displaced."""
_SLOPE = np.array([1, -8, 0, 8, -1], np.float32) / np.float32(12)

Gray = NDArray[np.uint8]
Plane = NDArray[np.float32]
Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Laid:
    """Two pictures in one frame. Arrays are rows x columns of tiles but for the pictures."""

    frame: Gray
    """What both show, of the picture whose pixels are coarser."""
    other: Gray
    """The same of the other, laid upon it."""
    is_covered: NDArray[np.bool_]
    """Tiles that the other picture covers."""
    is_clipped: NDArray[np.bool_]
    """Tiles in which one of the pictures has lost its brightest or darkest levels."""
    detail: Values
    """Gray steps of fine detail of the livelier picture, root mean square."""
    likeness: Values
    """Correlation of fine detail, -1 to 1."""
    dx: Values
    """Displacement that the transformation leaves, pixels of the frame."""
    dy: Values
    """The same downwards."""
    noise: Values
    """Displacement that what differs within the tile explains, pixels of the frame."""
    area: float
    """Share of its own picture that the common part takes up, in the picture where that is less."""

    def tiles_of(self, picture: Gray) -> NDArray[np.int16]:
        """A picture's pixels, one row for each tile."""
        rows, columns = self.detail.shape
        return _cut(picture, rows, columns).transpose(0, 2, 1, 3).reshape(-1, TILE * TILE).astype(np.int16)

    def in_tiles(self, values: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """One value for each tile as rows x columns."""
        return values.reshape(self.detail.shape)


def lay(first: Gray, second: Gray, shares: Matrix) -> Laid | None:
    """Both in one frame; None where too little is common. `shares` leads from the first to the second."""
    way = in_pixels(shares, first.shape, second.shape)
    if abs(np.linalg.det(way[:, :2])) < 1:
        first, second, way = second, first, inverse(way)
    box = _common(first, second, way)
    left, top, right, bottom = box
    if min(right - left, bottom - top) < 2 * TILE:
        return None
    scale = float(abs(np.linalg.det(way[:, :2])))
    area = (right - left) * (bottom - top)
    share = min(1.0, area / first.size, area * scale / second.size)
    frame, way = _reduced(first, way, box)
    other, way = _as_coarse(second, way)
    return _measured(frame, other, way, share)


def _measured(frame: Image.Image, other: Image.Image, way: Matrix, area: float) -> Laid:
    width, height = frame.size
    rows, columns = height // TILE, width // TILE
    down, across = np.mgrid[0:rows, 0:columns]
    x = (across + 0.5) * TILE + (width - columns * TILE) // 2
    y = (down + 0.5) * TILE + (height - rows * TILE) // 2
    a = _detail(frame)
    image = Image.fromarray(_detail(other))
    for number in range(ROUNDS):
        b = np.asarray(warp(image, way, frame.size))
        found = _displaced(a, b, rows, columns)
        is_covered = _covered(way, x, y, other.size)
        usable = is_covered & (found.weakest > 1) & (found.likeness > USABLE)
        usable &= np.hypot(found.dx, found.dy) < GUESS
        if usable.sum() < 6:
            change = np.zeros((3, 2))
            break
        places = np.stack([x / width - 0.5, y / height - 0.5, np.ones_like(x)], axis=-1)
        weight = np.minimum(found.corner, 50.0) * np.maximum(found.likeness, 0)
        change = _common_change(places[usable], found.dx[usable], found.dy[usable], weight[usable])
        reach = float((np.abs(change[2]) + 0.5 * np.abs(change[:2]).sum(axis=0)).max())
        if number == ROUNDS - 1 or reach < SETTLED:
            break
        way = _followed(way, change * 0.9, width, height)
    explained = np.stack([x / width - 0.5, y / height - 0.5, np.ones_like(x)], axis=-1) @ change
    laid = np.asarray(warp(other, way, frame.size))
    gray = np.asarray(frame)
    return Laid(
        gray,
        laid,
        is_covered,
        _clipped(gray, rows, columns) | _clipped(laid, rows, columns),
        found.detail,
        found.likeness,
        found.dx - explained[..., 0],
        found.dy - explained[..., 1],
        found.noise,
        float(area),
    )


@dataclass(frozen=True, slots=True)
class _Displaced:
    """What two planes of fine detail say of each tile."""

    dx: Values
    dy: Values
    likeness: Values
    detail: Values
    weakest: Values
    corner: Values
    """Smaller curvature of the detail: how well a tile fixes its place in every direction."""
    noise: Values


def _displaced(a: Plane, b: Plane, rows: int, columns: int) -> _Displaced:
    from scipy.ndimage import correlate1d

    def total(plane: Plane) -> Values:
        result: Values = _cut(plane, rows, columns).sum(axis=1).sum(axis=2).astype(np.float64)
        return result / (TILE * TILE)

    gx, gy = correlate1d(b, _SLOPE, axis=1), correlate1d(b, _SLOPE, axis=0)
    aa, bb, ab = total(a * a), total(b * b), total(a * b)
    xx, xy, yy = total(gx * gx), total(gx * gy), total(gy * gy)
    gain = np.clip(ab / (bb + 1e-6), 0.2, 5.0)
    right = total(gx * a) / gain - total(gx * b)
    below = total(gy * a) / gain - total(gy * b)
    damping = 1e-3 * (xx + yy) + 1e-6
    determinant = (xx + damping) * (yy + damping) - xy * xy
    corner = (xx + yy - np.sqrt((xx - yy) ** 2 + 4 * xy * xy)) / 2
    differing = np.maximum(aa - ab * ab / (bb + 1e-6), 0) / gain**2
    free = TILE * TILE / NOISE_SPAN
    return _Displaced(
        (right * (yy + damping) - below * xy) / determinant,
        (below * (xx + damping) - right * xy) / determinant,
        ab / np.sqrt(aa * bb + 1e-6),
        np.sqrt(np.maximum(aa, bb)),
        np.sqrt(np.minimum(aa, bb)),
        corner,
        np.sqrt(differing / np.maximum(corner, 1e-3) / free + STEADY**2),
    )


def _common_change(places: Values, dx: Values, dy: Values, weight: Values) -> Values:
    """3 x 2: the affine displacement that most tiles follow; those that don't count less and less."""
    moved = np.stack([dx, dy], axis=1)
    weights = weight
    change: Values = np.zeros((3, 2))
    for _ in range(5):
        normal = places.T @ (places * weights[:, None]) + 1e-9 * float(weight.sum() + 1) * np.eye(3)
        change = np.asarray(np.linalg.solve(normal, places.T @ (moved * weights[:, None])), np.float64)
        rest = np.hypot(*(moved - places @ change).T)
        usual = max(0.03, float(np.median(rest)))
        weights = weight / (1 + (rest / (1.5 * usual)) ** 2) ** 2
    return change


def _followed(way: Matrix, change: Values, width: int, height: int) -> Matrix:
    """The way after the frame's points moved by `change`."""
    sx, sy, shift = change[0] / width, change[1] / height, change[2] - 0.5 * (change[0] + change[1])
    moved = np.array([[1 + sx[0], sy[0], shift[0]], [sx[1], 1 + sy[1], shift[1]]])
    return _after(way, moved)


def _common(first: Gray, second: Gray, way: Matrix) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the upright box of the first picture in which the second lies."""
    height, width = second.shape
    corners = np.array([[0, width, 0, width], [0, 0, height, height], [1, 1, 1, 1]], np.float64)
    x, y = inverse(way) @ corners
    return (
        int(np.floor(np.clip(x.min(), 0, first.shape[1]))),
        int(np.floor(np.clip(y.min(), 0, first.shape[0]))),
        int(np.ceil(np.clip(x.max(), 0, first.shape[1]))),
        int(np.ceil(np.clip(y.max(), 0, first.shape[0]))),
    )


def _reduced(picture: Gray, way: Matrix, box: tuple[int, int, int, int]) -> tuple[Image.Image, Matrix]:
    """The box of the picture, at most `LONGEST` long, and the way from there."""
    left, top, right, bottom = box
    width, height = right - left, bottom - top
    image = Image.fromarray(np.ascontiguousarray(picture[top:bottom, left:right]))
    factor = min(1.0, LONGEST / max(width, height))
    if factor < 1:
        size = (max(TILE, round(width * factor)), max(TILE, round(height * factor)))
        image = image.resize(size, Image.Resampling.BICUBIC)
    scale_x, scale_y = width / image.width, height / image.height
    return image, _after(way, np.array([[scale_x, 0, left], [0, scale_y, top]], np.float64))


def _as_coarse(picture: Gray, way: Matrix) -> tuple[Image.Image, Matrix]:
    """The picture reduced to the frame's scale, and the way there."""
    image = Image.fromarray(np.ascontiguousarray(picture))
    scale = abs(float(np.linalg.det(way[:, :2]))) ** 0.5
    if scale <= 1.02:
        return image, way
    size = (max(1, round(image.width / scale)), max(1, round(image.height / scale)))
    factors = np.array([size[0] / image.width, size[1] / image.height])
    return image.resize(size, Image.Resampling.BICUBIC), way * factors[:, None]


def _detail(image: Image.Image) -> Plane:
    from scipy.ndimage import gaussian_filter1d, uniform_filter

    plane = np.asarray(image, np.float32)
    for axis in (0, 1):
        plane = gaussian_filter1d(plane, BLUR, axis=axis, truncate=3.0)
    result: Plane = plane - uniform_filter(plane, WIDE)
    return result


def _covered(way: Matrix, x: Values, y: Values, size: tuple[int, int]) -> NDArray[np.bool_]:
    """Tiles, given by their middles, that lie wholly within the other picture."""
    across, down = way[0, 0] * x + way[0, 1] * y + way[0, 2], way[1, 0] * x + way[1, 1] * y + way[1, 2]
    margin = TILE * 0.55 + 2
    inside: NDArray[np.bool_] = np.minimum(across, size[0] - across) > margin
    inside &= np.minimum(down, size[1] - down) > margin
    return inside


def _clipped(picture: Gray, rows: int, columns: int) -> NDArray[np.bool_]:
    lost = _cut((picture >= BRIGHT) | (picture <= DARK), rows, columns).mean(axis=(1, 3))
    result: NDArray[np.bool_] = lost > CLIPPED
    return result


def _cut(plane: NDArray[np.generic], rows: int, columns: int) -> NDArray[np.generic]:
    """The middle of a plane as rows x `TILE` x columns x `TILE`."""
    top, left = (plane.shape[0] - rows * TILE) // 2, (plane.shape[1] - columns * TILE) // 2
    part = plane[top : top + rows * TILE, left : left + columns * TILE]
    return part.reshape(rows, TILE, columns, TILE)


def _after(second: Matrix, first: Matrix) -> Matrix:
    """The way that takes `first` and then `second`."""
    return np.hstack([second[:, :2] @ first[:, :2], second[:, :2] @ first[:, 2:] + second[:, 2:]])
