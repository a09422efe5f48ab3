"""How one end of a copy lies to the other, in words: turned by 12°, enlarged by 1.1, mirrored, moved."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MIRRORED_ORIENTATIONS = frozenset({2, 4, 5, 7})
"""EXIF orientations in which a viewer mirrors the stored picture, which reverses every turn."""


@dataclass(frozen=True, slots=True)
class Movement:
    """A move, taken apart."""

    turn: float
    """Degrees clockwise as a viewer shows the picture, -180 to 180, after mirroring."""
    scale: float
    """Size of the second end in sizes of the first."""
    is_mirrored: bool
    """Left to right, before turning."""
    words: str
    """Follows "one is": `moved 120 pixels, turned by 12° clockwise and enlarged by 1.10`."""


def movement(matrix: NDArray[np.float64], *, orientation: int) -> Movement:
    """Takes a 2 x 3 matrix of stored pixels apart."""
    (a, b), (c, d) = matrix[:, :2].tolist()
    determinant = a * d - b * c
    is_mirrored = determinant < 0
    if is_mirrored:
        # Taking back a mirroring from left to right leaves a turn.
        a, c = -a, -c
    turn = math.degrees(math.atan2(c - b, a + d))
    if orientation in MIRRORED_ORIENTATIONS:
        turn = -turn
    turn = round(turn, 1)
    scale = round(math.sqrt(abs(determinant)), 2)
    parts = []
    if is_mirrored:
        parts.append("mirrored")
    if abs(turn) >= 1:
        parts.append(f"turned by {abs(turn):.0f}° {'clockwise' if turn > 0 else 'counter-clockwise'}")
    if scale >= 1.02:
        parts.append(f"enlarged by {scale:.2f}")
    elif scale <= 0.98:
        parts.append(f"reduced to {scale:.2f} of the size")
    if not parts:
        parts.append("moved without turning or resizing")
    words = parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
    return Movement(turn + 0.0, scale, is_mirrored, words)
