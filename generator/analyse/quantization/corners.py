"""Parts in the picture's corners, as a filter that darkens corners leaves them.

Such a filter changes brightness more the farther out a block lies, so the trace of the save before fades there, in the corners
first, out to the picture's edges. Where several corners lack it so, that says little of what was put in: a logo seldom reaches
both edges, and a replaced sky that reaches both upper corners is one part, and lies nearer to the middle.

What it can't show: a filter that takes the trace from one corner only, as that may be a thing put there. Things that were put
into several corners, up to the edges, aren't told from a filter.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from generator.analyse.coefficients import BLOCK
from generator.analyse.quantization.regions import Part

REACH = 1
"""Blocks from an edge up to which a part reaches it."""
FAR_OUT = 1.0
"""Mean distance of such a part from the middle, in halves of the sides; the corners are at 1.41. After such filters it was
mostly 1.05 to 1.3; a sky that fills the upper half on both sides of a tower has 0.86."""
FEWEST = 2
"""So many corners must have a part of their own."""


def in_corners(parts: Sequence[Part], shape: tuple[int, int]) -> tuple[bool, ...]:
    """Which of the parts lie in corners, where several do; `shape` is the picture's height and width in pixels."""
    corners = [_corner(part, (shape[0] // BLOCK, shape[1] // BLOCK)) for part in parts]
    are_several = len(set(corners) - {None}) >= FEWEST
    return tuple(are_several and corner is not None for corner in corners)


def _corner(part: Part, shape: tuple[int, int]) -> tuple[bool, bool] | None:
    """Whether the corner that a part lies in is the lower, and the right one; None where it lies in none, or in several."""
    (down, right), blocks = part.outline
    reached = [
        (box.start <= REACH, box.stop >= length - REACH)
        for box, length in zip((down, right), shape, strict=True)
    ]
    if not all(first != last for first, last in reached):
        return None
    at = np.argwhere(blocks) + np.array([down.start, right.start])
    away = np.hypot(*(2 * at / np.maximum(np.array(shape) - 1, 1) - 1).T).mean()
    return (reached[0][1], reached[1][1]) if away >= FAR_OUT else None
