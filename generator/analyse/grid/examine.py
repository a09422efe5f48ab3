"""All that the votes of one picture tell, in one value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.analyse.grid.missing import missing_regions
from generator.analyse.grid.regions import Grid, GridRegion, foreign_regions, main_grid, second_grid
from generator.analyse.grid.votes import NO_VOTE, luminance, vote

SMALLEST_SIDE = 64
"""Pictures with a shorter side are not examined, pixels."""


@dataclass(frozen=True, slots=True)
class GridEvidence:
    """The grids of one picture."""

    shape: tuple[int, int]
    """Height and width of the picture, pixels."""
    voted: float
    """Share of the pixels that vote; the rest is too plain, clipped or undecided."""
    main: Grid | None
    """The picture's grid, if it has one."""
    second: Grid | None
    """Another grid all over the picture."""
    foreign: tuple[GridRegion, ...]
    """Regions with a grid of their own, the surest first."""
    missing: tuple[GridRegion, ...]
    """Regions that should carry the picture's grid and don't, the surest first."""


def examine(rgb: NDArray[np.uint8], *, look_for_missing: bool = True) -> GridEvidence:
    """The grids in a height x width x 3 array of 8-bit pixels, with both sides at least `SMALLEST_SIDE`."""
    gray = luminance(rgb)
    votes = vote(gray)
    main = main_grid(votes)
    foreign = foreign_regions(votes, main) if main else ()
    return GridEvidence(
        shape=(gray.shape[0], gray.shape[1]),
        voted=1 - int((votes == NO_VOTE).sum()) / votes.size,
        main=main,
        second=second_grid(votes, main) if main else None,
        foreign=foreign,
        missing=missing_regions(gray, votes, main, beside=foreign) if main and look_for_missing else (),
    )


def mask_of(regions: tuple[GridRegion, ...], shape: tuple[int, int]) -> NDArray[np.bool_]:
    """All regions in one array of the picture's size."""
    mask = np.zeros(shape, np.bool_)
    for item in regions:
        mask[item.y : item.y + item.height, item.x : item.x + item.width] |= item.mask
    return mask
