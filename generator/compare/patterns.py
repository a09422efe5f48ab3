"""Blocks of 8 by 8 pixels and the strength of the patterns in them, as JPEG takes a picture apart (ITU-T T.81, Annex A.3.3)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generator.compare.windows import Gray

LEAST = 400
"""Numbers that there must be for a figure."""
ROUNDING = 1.2
"""What rounding to whole brightness values and colours leaves in a pattern's strength, three spreads."""
NEVER = 3.0
"""Steps of a table below which rounding drowns it."""


def blocks(part: Gray) -> Gray:
    """The whole blocks of a part, N x 8 x 8."""
    height, width = (side // 8 * 8 for side in part.shape)
    cut = part[:height, :width].reshape(height // 8, 8, width // 8, 8)
    return np.ascontiguousarray(cut.transpose(0, 2, 1, 3)).reshape(-1, 8, 8)


def patterns(blocks: Gray) -> Gray:
    """Strength of each pattern in each block (DCT-II, orthonormal), brightness levels."""
    from scipy.fft import dctn

    found: Gray = dctn(blocks - np.float32(128), axes=(1, 2), norm="ortho")
    return found


def unexplained(numbers: Gray, theirs: Gray, table: Gray) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which of a file's numbers count, and which of these don't follow from the other picture; both in steps of the table.

    Those that are 0 don't count, nor the mean, nor what rounding to whole brightness values drowns.
    """
    counts = (np.abs(numbers) >= 1) & (table >= NEVER)
    counts[:, 0, 0] = False
    return counts, counts & (np.abs(theirs - numbers) > 0.5 + ROUNDING / table)


def fineness(ratio: float) -> NDArray[np.float64]:
    """8 x 8: how fine each pattern is, 1 for the finest that a picture with `ratio` as many pixels per length can hold.

    Waves of number k in a block of 8 have k / 16 periods a pixel; a picture holds none above half of its own pixels.
    """
    waves = np.arange(8) / 16
    found: NDArray[np.float64] = np.maximum(waves[:, None], waves[None, :]) / (ratio / 2)
    return found


def unclipped(*parts: Gray) -> NDArray[np.bool_]:
    """Blocks in which no picture is driven to black or white, where rounding is no longer all that happens."""
    kept = [(part.min(axis=(1, 2)) > 2) & (part.max(axis=(1, 2)) < 253) for part in parts]
    result: NDArray[np.bool_] = np.logical_and.reduce(kept)
    return result
