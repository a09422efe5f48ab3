"""Looks for the picture inside a preview that shows something else: a crop often leaves the old preview behind.

The picture is slid over the preview at many sizes, and the normalised correlation of their gray values is taken, the
field's template matching. It is computed with Fourier transforms, so that all places of one size are tried at once.

What it can't show: a crop that was also turned or mirrored, or one to less than a third of the preview's width and height.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

FOUND = 0.9
"""Correlation from which the picture counts as found.

Measured on 22 web photographs: 0.92 to 0.996 for true crops; for 462 unrelated pairs the median is 0.43 and the largest 0.88.
"""
SIZES = tuple(0.97**step for step in range(2, 37))
"""Sizes tried, as shares of the largest that fits the preview."""
SMALLEST = 24
"""Shortest side, in preview pixels, with which a match means something."""

Gray = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Crop:
    """Where in the preview the picture was found, in preview pixels."""

    x: int
    """Left edge."""
    y: int
    """Top edge."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""
    correlation: float
    """-1 to 1."""


def find_crop(preview: Gray, picture: Gray) -> Crop | None:
    """The best place of `picture` inside `preview`, or None when none is good enough. Both are gray, 0 to 255."""
    height, width = preview.shape
    fit = min(width / picture.shape[1], height / picture.shape[0])
    image = Image.fromarray(picture.astype(np.float32))
    best: Crop | None = None
    for size in SIZES:
        across, down = round(picture.shape[1] * fit * size), round(picture.shape[0] * fit * size)
        if min(across, down) < SMALLEST:
            break
        template = np.asarray(image.resize((across, down), Image.Resampling.BOX), dtype=np.float64)
        correlation = _correlations(preview, template)
        y, x = np.unravel_index(int(np.argmax(correlation)), correlation.shape)
        value = float(correlation[y, x])
        if value >= FOUND and (best is None or value > best.correlation):
            best = Crop(int(x), int(y), across, down, round(value, 3))
    return best


def _correlations(image: Gray, template: Gray) -> Gray:
    """Normalised cross-correlation at every place where the template lies wholly inside the image."""
    rows, columns = template.shape
    places = (image.shape[0] - rows + 1, image.shape[1] - columns + 1)
    template = template - template.mean()
    energy = float((template**2).sum())
    centred = image - image.mean()
    spectrum = np.fft.rfft2(centred) * np.conj(np.fft.rfft2(template, image.shape))
    product = np.fft.irfft2(spectrum, image.shape)[: places[0], : places[1]]
    sums, squares = _box_sums(centred, rows, columns), _box_sums(centred**2, rows, columns)
    spread = np.maximum(squares - sums**2 / template.size, 0)
    # Where the preview is plain, or the picture is, nothing can be said: such places count as no match.
    scale = np.sqrt(spread * energy)
    usable = (spread > 16 * template.size) & (energy > 16 * template.size)
    return np.where(usable, product / np.where(usable, scale, 1), -1.0)


def _box_sums(image: Gray, rows: int, columns: int) -> Gray:
    total = np.pad(image.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    sums: Gray = (
        total[rows:, columns:] - total[:-rows, columns:] - total[rows:, :-columns] + total[:-rows, :-columns]
    )
    return sums
