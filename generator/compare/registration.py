"""Laying one picture upon another, to fractions of a pixel: the field calls it registration.

Local features say where one picture lies in the other to a pixel or so. From there the transformation is improved until the
gray values fit best (Lucas and Kanade 1981, with brightness and contrast estimated along, and without the pixels that fit
badly, as they may be what was changed). Where a plain shift by whole pixels fits as well, that is used: nothing is lost by
interpolation then.

What it can't show: bent or perspective transformations, as a photographed screen has, fit only roughly; the residual says so.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.features.affine import Matrix, warp

Pixels = NDArray[np.uint8]
Gray = NDArray[np.float32]

ROUNDS = 8
"""Improvements at most, per size."""
SETTLED = 0.002
"""Pixels of movement below which nothing more is improved."""
SIMPLE = 4.0
"""Pixels from the guess within which simple ways are tried: a shift by whole pixels, one whole picture upon the other."""
MARGIN = 2
"""Pixels along the edge of the overlap that are left out."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A picture laid upon another."""

    pixels: Pixels
    """In the frame of the other one, height x width x 3."""
    is_valid: NDArray[np.bool_]
    """Where the frame is covered by it."""
    matrix: Matrix
    """From the frame to the picture, both in their own pixels."""
    scale: float
    """The picture's pixels per pixel of the frame."""


def lay(frame: Pixels, picture: Pixels, matrix: Matrix) -> Laid:
    """`picture` in the frame of `frame`; `matrix` is a first guess of the way from the frame to the picture."""
    scale = abs(matrix[0, 0] * matrix[1, 1] - matrix[0, 1] * matrix[1, 0]) ** 0.5
    smaller, shrink = _shrunk(picture, float(scale))
    guess = matrix * shrink[:, None]
    gray, moving = _gray(frame), _gray(smaller)
    first = guess
    for step in (2, 1):
        guess = improved(gray, moving, guess, step)
    simple = [*_simple(first, gray.shape, moving.shape), *_simple(guess, gray.shape, moving.shape)]
    guess = _chosen(gray, moving, [*simple, guess, first])
    warped = warp(Image.fromarray(smaller), guess, (frame.shape[1], frame.shape[0]))
    covered = covered_by(guess, smaller.shape, frame.shape)
    return Laid(np.asarray(warped), covered, np.round(guess / shrink[:, None], 6), float(scale))


def _shrunk(picture: Pixels, scale: float) -> tuple[Pixels, NDArray[np.float64]]:
    """The picture at about the frame's size, so that warping it loses no detail and makes no patterns; and by how much."""
    if scale <= 1.15:
        return picture, np.ones(2)
    height, width = picture.shape[:2]
    size = (max(8, round(width / scale)), max(8, round(height / scale)))
    small = Image.fromarray(picture).resize(size, Image.Resampling.LANCZOS)
    return np.asarray(small), np.array([size[0] / width, size[1] / height])


def _gray(pixels: Pixels) -> Gray:
    from scipy.ndimage import gaussian_filter

    gray = np.asarray(Image.fromarray(pixels).convert("L"), np.float32)
    blurred: Gray = gaussian_filter(gray, 0.8, truncate=3.0)
    return blurred


def improved(frame: Gray, moving: Gray, matrix: Matrix, step: int) -> Matrix:
    """The matrix that fits better, worked out at one `step`-th of the size."""
    if step > 1:
        if min(frame.shape) < 160:
            return matrix
        frame, moving = (_halved(item) for item in (frame, moving))
    # Positions in pixels of the smaller pictures: only the shifts change.
    guess = matrix[:2].copy()
    guess[:, 2] /= step
    height, width = frame.shape
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    # Around the middle, so that turning and shifting don't hide each other.
    x, y = columns + 0.5 - width / 2, rows + 0.5 - height / 2
    image = Image.fromarray(moving)
    dx_image, dy_image = (
        Image.fromarray(np.gradient(moving, axis=axis).astype(np.float32)) for axis in (1, 0)
    )
    for _ in range(ROUNDS):
        warped = np.asarray(warp(image, guess, (width, height), Image.Resampling.BILINEAR))
        covered = covered_by(guess, moving.shape, frame.shape)
        if covered.sum() < 400:
            return matrix
        difference = _without_tone(frame, warped, covered)
        spread = float(np.median(np.abs(difference[covered]))) + 0.3
        weight = covered & (np.abs(difference) < 4 * spread)
        gx, gy = (
            np.asarray(warp(item, guess, (width, height), Image.Resampling.BILINEAR))
            for item in (dx_image, dy_image)
        )
        parts = [
            np.where(weight, part, 0).astype(np.float64) for part in (gx * x, gx * y, gx, gy * x, gy * y, gy)
        ]
        normal = np.array([[float((a * b).sum()) for b in parts] for a in parts])
        right = np.array([float((part * difference).sum()) for part in parts])
        normal += np.diag(np.diag(normal) * 1e-6 + 1e-9)
        change = np.linalg.solve(normal, right).reshape(2, 3)
        if not np.isfinite(change).all() or np.abs(change[:, 2]).max() > 20:
            return matrix
        moved = change.copy()
        moved[:, 2] = change[:, 2] - change[:, 0] * width / 2 - change[:, 1] * height / 2
        guess = guess + moved
        reach = np.abs(change[:, 2]) + np.abs(change[:, 0]) * width / 2 + np.abs(change[:, 1]) * height / 2
        if float(reach.max()) < SETTLED:
            break
    guess[:, 2] *= step
    return guess


def _without_tone(frame: Gray, warped: Gray, covered: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The frame minus the picture, after making the picture as bright and contrasty as the frame."""
    a, b = warped[covered].astype(np.float64), frame[covered].astype(np.float64)
    middle_a, middle_b = float(np.median(a)), float(np.median(b))
    spread_a = float(np.median(np.abs(a - middle_a))) + 1e-3
    spread_b = float(np.median(np.abs(b - middle_b))) + 1e-3
    gain = min(4.0, max(0.25, spread_b / spread_a)) if min(spread_a, spread_b) > 1 else 1.0
    result: NDArray[np.float64] = frame - (warped - middle_a) * gain - middle_b
    return result


def _chosen(frame: Gray, moving: Gray, candidates: list[Matrix]) -> Matrix:
    """The simplest of the ways, simple ones first, that fits about as well as the best."""
    height, width = frame.shape
    image = Image.fromarray(moving)
    errors = []
    for matrix in candidates:
        warped = np.asarray(warp(image, matrix, (width, height)))
        covered = covered_by(matrix, moving.shape, frame.shape)
        if covered.any():
            # What was changed differs strongly whatever the way, and must not decide.
            difference = np.minimum(np.abs(_without_tone(frame, warped, covered)[covered]), 12.0)
            errors.append(float(difference.mean()))
        else:
            errors.append(1e9)
    best = min(errors)
    return next(way for way, error in zip(candidates, errors, strict=True) if error <= best * 1.04 + 0.02)


def _simple(guess: Matrix, frame: tuple[int, ...], moving: tuple[int, ...]) -> list[Matrix]:
    """Ways that people's programs make, near the guess: a shift by whole pixels, and one frame stretched upon the other."""
    (height, width), (rows, columns) = frame[:2], moving[:2]
    middle = np.array([width / 2, height / 2, 1.0])
    shift = np.round(guess @ middle - middle[:2])
    plain = np.array([[1.0, 0.0, shift[0]], [0.0, 1.0, shift[1]]])
    stretched = np.array([[columns / width, 0.0, 0.0], [0.0, rows / height, 0.0]])
    corners = np.array([[0, width, 0, width], [0, 0, height, height], [1, 1, 1, 1]], np.float64)
    return [way for way in (plain, stretched) if np.abs((guess - way) @ corners).max() <= SIMPLE]


def covered_by(matrix: Matrix, picture: tuple[int, ...], frame: tuple[int, ...]) -> NDArray[np.bool_]:
    """Where the frame's pixels fall well within the picture, and aren't at the frame's edge."""
    (a, b, c), (d, e, f) = matrix[:2].tolist()
    columns, rows = np.arange(frame[1]) + 0.5, (np.arange(frame[0]) + 0.5)[:, None]
    x, y = a * columns + b * rows + c, d * columns + e * rows + f
    covered: NDArray[np.bool_] = (
        (x >= MARGIN) & (y >= MARGIN) & (x <= picture[1] - MARGIN) & (y <= picture[0] - MARGIN)
    )
    return covered


def _halved(gray: Gray) -> Gray:
    height, width = gray.shape[0] // 2 * 2, gray.shape[1] // 2 * 2
    cut = gray[:height, :width]
    return (cut[0::2, 0::2] + cut[1::2, 0::2] + cut[0::2, 1::2] + cut[1::2, 1::2]) * np.float32(0.25)
