"""Affine ways from one picture to another: 2 x 3 matrices, in pixels or in shares of width and height."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Matrix = NDArray[np.float64]
"""2 x 3: from positions in one picture (centres of pixels at half numbers) to those in another."""


def inverse(matrix: Matrix) -> Matrix:
    """The 2 x 3 matrix of the way back."""
    (a, b, c), (d, e, f) = matrix.tolist()
    determinant = a * e - b * d
    return np.array(
        [
            [e / determinant, -b / determinant, (b * f - c * e) / determinant],
            [-d / determinant, a / determinant, (c * d - a * f) / determinant],
        ]
    )


def in_pixels(shares: Matrix, first: tuple[int, ...], second: tuple[int, ...]) -> Matrix:
    """A way in shares of two pictures as one in pixels; given are their shapes, height first."""
    scaled: Matrix = (
        shares * np.array([second[1], second[0]], np.float64)[:, None] / np.array([first[1], first[0], 1.0])
    )
    return scaled


def warp(
    image: Image.Image, way: Matrix, size: tuple[int, int], how: Image.Resampling = Image.Resampling.BICUBIC
) -> Image.Image:
    """What lies where `way` leads from each pixel of a frame of `size` (width, height)."""
    (a, b, c), (d, e, f) = way[:2].tolist()
    return image.transform(size, Image.Transform.AFFINE, (a, b, c, d, e, f), resample=how)
