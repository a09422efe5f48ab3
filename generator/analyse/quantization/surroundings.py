"""What the rest of the picture says of a likely part: whether blocks as bright as it, and all places, have the comb.

A change of tones stretches some brightnesses more than others, and moves or blurs their combs; a filter that darkens the
corners or one side of a picture does so in some places more than in others. Parts then lack the comb that the rest has,
although nothing was put in, and others have less of it. Around a part that was put in, all of the picture has the comb.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from generator.analyse import masks
from generator.analyse.quantization.classes import Flags, Outline
from generator.analyse.quantization.evidence import UNIT, Gathered
from generator.analyse.quantization.own_numbers import Position

LEVELS = 32
"""Steps of brightness by which blocks are compared."""
ENOUGH_ALIKE = 40
"""Blocks of like brightness that are asked; where there are fewer, the next brightnesses are asked, too."""
LEAST_ALIKE = 0.85
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
RINGS = ((3, 9, 0.75), (6, 14, 0.9))
"""Two rings around a part, from and to which distance in blocks, and the least share there. Nearer blocks may have been
smoothed with its outline. Around the clearest part of every altered picture that we tuned on it was at least 0.81 and 0.99;
around parts that filters for corners or sides made, often less."""
NEAREST = (1, 4)
"""The ring that must have the comb by its own numbers before those of others vouch for them."""
WITH = 0.9
"""From so far on the way from "without" to "with" a ring has the comb by its own numbers. A plain sky around a part that
was put in had 1 of it, though only 0.6 of the share; next to parts that filters made it was mostly 0.5 to 0.9."""
FAR = 14
"""Farthest distance that is asked, blocks."""


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
    parts = all_of(likely, gathered.fine.shape)
    outside = gathered.is_readable & ~masks.grown(parts, 2 * AROUND + 1)
    rows, columns = (np.arange(length) // TILE for length in outside.shape)
    tile = rows[:, None] * (columns.max(initial=0) + 1) + columns
    found, usual = (
        -np.bincount(tile[outside], weights=item[outside]) for item in (gathered.fine, gathered.usual)
    )
    is_asked = usual >= LEAST_EXPECTED
    weak = usual[is_asked & (found < WEAK * usual)].sum()
    return bool(weak <= MOST_WEAK * usual[is_asked].sum())


def ends_sharply(
    gathered: Gathered,
    outline: Outline,
    others: Sequence[Outline],
    position: Callable[[Outline], Position],
    *,
    nearest: float = 0.0,
) -> bool:
    """Whether the blocks around a part, outside of the other parts, have the comb. True where there are none to ask.

    They have it where they have their share of evidence; or else by their own numbers, as `position` tells them. Those of the
    nearest ring must lie at least so far on the way to having it as `nearest` says.
    """
    down, right = outline[0]
    rows, columns = gathered.fine.shape
    # A box that has room for all that is around.
    box = (
        slice(max(0, down.start - FAR), min(rows, down.stop + FAR)),
        slice(max(0, right.start - FAR), min(columns, right.stop + FAR)),
    )
    parts, part = (all_of(item, gathered.fine.shape)[box] for item in ((*others, outline), (outline,)))
    is_readable = gathered.is_readable[box]

    def has_own(near: int, far: int, least: float, *, must_tell: bool) -> bool:
        own = position((box, _ring(part, parts, near, far) & is_readable))
        return own.way >= least if own.range * UNIT >= LEAST_EXPECTED else not must_tell

    if nearest and not has_own(*NEAREST, nearest, must_tell=False):
        return False
    return all(
        _has_share(gathered, box, _ring(part, parts, near, far) & is_readable, least)
        or (has_own(near, far, WITH, must_tell=True) and has_own(*NEAREST, WITH, must_tell=False))
        for near, far, least in RINGS
    )


def _ring(part: Flags, parts: Flags, near: int, far: int) -> Flags:
    """Blocks up to so far from a part, and farther than so near from all parts."""
    return masks.grown(part, 2 * far + 1) & ~masks.grown(parts, 2 * near + 1)


def _has_share(gathered: Gathered, box: tuple[slice, slice], blocks: Flags, least: float) -> bool:
    """Whether these blocks of a box have their share of evidence, or too little of it to say."""
    found, usual = (-int(item[box][blocks].sum()) for item in (gathered.fine, gathered.usual))
    return usual < LEAST_EXPECTED or found >= least * usual


def all_of(outlined: Sequence[Outline], shape: tuple[int, ...]) -> Flags:
    """All blocks of these outlines."""
    flags = np.zeros(shape, np.bool_)
    for box, blocks in outlined:
        flags[box] |= blocks
    return flags
