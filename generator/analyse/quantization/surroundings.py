"""What the rest of the picture says of a likely part: whether blocks as bright as it, and all places, have the comb.

A change of tones stretches some brightnesses more than others, and moves or blurs their combs; a filter that darkens the
corners or one side of a picture does so in some places more than in others. Parts then lack the comb that the rest has,
although nothing was put in, and others have less of it. Around a part that was put in, all of the picture has the comb.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from generator.analyse.quantization.classes import Flags, Outline
from generator.analyse.quantization.evidence import UNIT, Gathered

LEVELS = 32
"""Steps of brightness by which blocks are compared."""
ENOUGH_ALIKE = 40
"""Blocks of like brightness that are asked; where there are fewer, the next brightnesses are asked, too."""
LEAST_ALIKE = 0.9
"""Evidence for the comb that they must have, as a share of what is usual in their classes. Around parts that were put in it was
0.98 and more in all clear cases; after changes of tones it was mostly 0.8 and less."""
TILE = 8
"""Side of the tiles whose evidence is summed up, blocks."""
LEAST_EXPECTED = 60 * UNIT
"""Evidence for the comb that is usual for the blocks of a tile, at least; a tile with less says nothing."""
WEAK = 0.7
"""A tile with a smaller share of what is usual is weak."""
MOST_WEAK = 0.055
"""Share of the evidence outside of the parts that weak tiles may have. It was at most 0.04 in all altered pictures that we
tuned on, mostly 0; after filters for corners or sides it was mostly more than 0.06."""
AROUND = 3
"""Blocks as near to a part may have been smoothed with its outline, and aren't asked."""


def told_by_brightness(gathered: Gathered, likely: Sequence[Outline]) -> Flags:
    """Blocks for which those of the same brightness, outside of the parts, have the comb as clearly as their classes do."""
    outside = gathered.is_readable.copy()
    for box, blocks in likely:
        outside[box] &= ~blocks
    level = gathered.brightness // np.uint8(256 // LEVELS)
    number, found, usual = (
        np.bincount(level[outside], weights=item[outside], minlength=LEVELS)
        for item in (np.ones(outside.shape, np.int32), gathered.fine, gathered.usual)
    )
    is_told = np.zeros(LEVELS, np.bool_)
    for place in range(LEVELS):
        for reach in range(1, LEVELS):
            near = slice(max(0, place - reach), place + reach + 1)
            if number[near].sum() >= ENOUGH_ALIKE:
                is_told[place] = found[near].sum() <= min(LEAST_ALIKE * usual[near].sum(), -1.0)
                break
    told: Flags = is_told[level]
    return told


def is_even(gathered: Gathered, likely: Sequence[Outline]) -> bool:
    """Whether the rest of the picture has the comb everywhere. True where too little of it can be asked."""
    from scipy import ndimage

    parts = np.zeros(gathered.fine.shape, np.bool_)
    for box, blocks in likely:
        parts[box] |= blocks
    outside = gathered.is_readable & ~ndimage.binary_dilation(parts, np.ones((3, 3), np.bool_), AROUND)
    rows, columns = (np.arange(length) // TILE for length in outside.shape)
    tile = rows[:, None] * (columns.max(initial=0) + 1) + columns
    found, usual = (
        -np.bincount(tile[outside], weights=item[outside]) for item in (gathered.fine, gathered.usual)
    )
    is_asked = usual >= LEAST_EXPECTED
    weak = usual[is_asked & (found < WEAK * usual)].sum()
    return bool(weak <= MOST_WEAK * usual[is_asked].sum())
