"""Regions that should carry the picture's JPEG grid and don't: what was painted or pasted without a JPEG history.

Some parts of every picture show no grid, because they are too busy or too plain. To tell those from parts that never had one,
the picture is compressed once more, very lightly. A part that shows the new grid clearly could have shown the old one, had it
ever been there. What this can't show: an alteration. Noise, sharpening and graphics made by the same program take the grid
away as well, and the bound is weaker than the one for foreign grids: whoever fails to vote for the old grid isn't a random
draw. So these regions raise no flag.

Source: as `regions.py`, section on missing grids.
"""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from generator.analyse.grid.regions import Grid, GridRegion, candidates
from generator.analyse.grid.votes import BLOCK, NO_VOTE, Luminance, Votes, vote

QUALITY = 99
"""At which the picture is compressed once more."""
LEAST_SIDE = 6 * BLOCK
"""Smallest height and width of a region, pixels."""
LEAST_SHARE = 0.5
"""Smallest share of a region's new votes that fall on the new grid."""
MOST_OF_MAIN = 0.1
"""Largest share of all its pixels that vote for the old grid. In busy or plain parts of authentic pictures it was 0.5."""


def missing_regions(
    gray: Luminance, votes: Votes, main: Grid, *, beside: tuple[GridRegion, ...] = ()
) -> tuple[GridRegion, ...]:
    """Regions without the picture's grid that take up a new one, the surest first; none where `beside` lies already."""
    again = vote(_compressed(gray))
    again[votes == main.origin] = NO_VOTE
    for item in beside:
        item.cut(again)[...] = NO_VOTE
    found = [item for item in candidates(again, skip=None, only=0) if _is_bare(votes, item, main)]
    return tuple(sorted(found, key=lambda item: (item.grid.log_nfa, item.y, item.x)))


def _is_bare(votes: Votes, region: GridRegion, main: Grid) -> bool:
    if min(region.width, region.height) < LEAST_SIDE or region.grid.share < LEAST_SHARE:
        return False
    inside = region.cut(votes)[region.mask]
    return int((inside == main.origin).sum()) <= MOST_OF_MAIN * inside.size


def _compressed(gray: Luminance) -> Luminance:
    stream = io.BytesIO()
    Image.fromarray(gray).save(stream, "JPEG", quality=QUALITY)
    with Image.open(stream) as image:
        return np.asarray(image)
