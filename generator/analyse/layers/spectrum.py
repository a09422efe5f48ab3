"""Which fine patterns a picture holds: the mean discrete cosine transform of windows that are spread over it.

The coarsest patterns lie in the upper left, ever finer ones to the right (across) and down. JPEG's blocks of eight pixels show
as lines at even distances, enlarging as an empty lower right half. Sizes are drawn on a fixed logarithmic scale.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LARGEST_WINDOW = 256
"""Pixels across and down."""
WINDOWS = 3
"""Across and down, where so many fit side by side; else two, or one."""
BRIGHTEST = 3.0
"""Power of ten of the size that is drawn white."""


class Windows:
    """Square windows cut out of a picture that comes in strips: in the corners, at the edges and in the middle."""

    def __init__(self, height: int, width: int) -> None:
        self.side = min(LARGEST_WINDOW, height // 8 * 8, width // 8 * 8)
        self.places = [
            (top, left) for top in _places(height, self.side) for left in _places(width, self.side)
        ]
        self.pixels = np.zeros((len(self.places), self.side, self.side), np.uint8)

    def take(self, strip: NDArray[np.uint8], first: int) -> None:
        """Copies what lies in a strip that begins at row `first`."""
        for window, (top, left) in zip(self.pixels, self.places, strict=True):
            start, end = max(top, first), min(top + self.side, first + strip.shape[0])
            if start < end:
                window[start - top : end - top] = strip[start - first : end - first, left : left + self.side]


def spectrum(windows: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The mean spectrum of windows (count x side x side), as large as one of them."""
    from scipy.fft import dctn

    total = np.zeros(windows.shape[1:], np.float32)
    for window in windows:
        total += np.abs(dctn(window.astype(np.float32) - np.float32(128), norm="ortho"))
    shown: NDArray[np.float32] = np.log10(1 + total / np.float32(len(windows))) * np.float32(255 / BRIGHTEST)
    return shown.clip(0, 255).astype(np.uint8)


def _places(length: int, side: int) -> list[int]:
    """Where windows begin along an edge, on JPEG's grid."""
    free = (length - side) // 8
    last = min(WINDOWS, -(-length // side)) - 1
    return sorted({free * step // max(last, 1) * 8 for step in range(last + 1)})
