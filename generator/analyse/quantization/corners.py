"""Parts in the picture's corners: what a filter that darkens corners leaves, not what somebody put in.

Such a filter changes brightness more the farther out a block lies, so the trace of the save before fades there, in the corners
first. Single things that are put into two corners at once are rare; a replaced sky that reaches both upper corners is one part,
and lies nearer to the middle.

What it can't show: a filter that takes the trace from one corner only, as that may be a thing put there; and what was put into
several corners is taken for a filter.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from generator.analyse.coefficients import BLOCK
from generator.analyse.quantization.regions import Part

REACH = 6
"""Blocks from a corner up to which a part lies in it, along both sides."""
FAR_OUT = 1.0
"""Mean distance of such a part from the middle, in halves of the sides; the corners are at 1.41. After such filters it was 1.05
to 1.3; a sky on both sides of a tower has 0.9."""
FEWEST = 2
"""So many corners must have a part of their own."""


def in_corners(parts: Sequence[Part], shape: tuple[int, int]) -> tuple[bool, ...]:
    """Which of the parts lie in corners, where several do; `shape` is the picture's height and width in pixels."""
    last = np.array(shape) // BLOCK - 1
    corners = [(0, 0), (0, last[1]), (last[0], 0), (last[0], last[1])]
    found = []
    for part in parts:
        at = np.argwhere(part.blocks) + np.array([part.y, part.x]) // BLOCK
        reached = [corner for corner in corners if (np.abs(at - corner) < REACH).all(axis=1).any()]
        is_far_out = np.hypot(*(2 * at / last - 1).T).mean() >= FAR_OUT
        found.append(reached[0] if len(reached) == 1 and is_far_out else None)
    are_several = len(set(found) - {None}) >= FEWEST
    return tuple(are_several and corner is not None for corner in found)
