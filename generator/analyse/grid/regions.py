"""From votes to statements: the grid of the whole picture, and regions with another one, each with its bound.

Were there no grid, each vote would fall on each of the 64 places equally often. How unlikely it is that so many votes agree by
chance is a binomial tail; multiplied by the number of boxes and places that could have been looked at, it gives the number
of false alarms to be expected in one picture (NFA), the field's a-contrario bound. Votes of one block agree with each other
anyway, so every 64 pixels count as one draw. A region counts when its NFA is at most 1, which is 0 as a logarithm.

What the bound can't cover: places that a program prefers for reasons of its own, such as straight edges of text or another
compression. Regions are therefore held to more than the bound (see `foreign_regions`).

Source: Nikoukhah, Colom, Morel and Grompone von Gioi 2021, "ZERO: a local JPEG grid origin detector based on the number of DCT
zeros and its applications in image forensics" (Image Processing On Line).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, lgamma, log, log1p, log10

import numpy as np
from numpy.typing import NDArray

from generator.analyse import masks
from generator.analyse.grid.votes import BLOCK, NO_VOTE, ORIGINS, Votes

CHANCE = 1 / ORIGINS
"""Share of votes that each place gets where there is no grid."""
CELL_VOTES = 8
"""Votes for one place that make a cell of 8 x 8 pixels a seed of a region: eight times what chance gives."""
WINDOW = 16
"""Gaps and holes in a region are closed up to twice this size, pixels."""

LEAST_SEEDS = 6
"""Regions of fewer cells can't reach the bound in a picture of any usual size, so they aren't looked at."""
LEAST_SIDE = 3 * BLOCK
"""Smallest height and width of a region, pixels."""
LEAST_SHARE = 0.5
"""Smallest share of the votes in a region's seeds that agree."""
MOST_OF_MAIN = 0.1
"""Largest share of a region's votes that may fall on the picture's own grid."""
LEAST_MAIN_SHARE = 0.15
"""Smallest share of all votes that make a grid the picture's. WebP and enlarging without smoothing give one place up to 0.10 of
them; in JPEGs it was never under 0.28."""
MOST_ELSEWHERE = 0.03
"""Largest share of the votes in the rest of the picture that may fall on the region's place: twice what chance gives."""

_STRIP = 1 << 16


@dataclass(frozen=True, slots=True)
class Grid:
    """A place with more votes than chance gives."""

    origin: int
    """`8 * y + x` of the first whole block."""
    log_nfa: float
    """Base-10 logarithm of the number of false alarms; at most 0 when it counts."""
    share: float
    """Share of all votes that fall on this place."""

    @property
    def x(self) -> int:
        """Columns before the first whole block."""
        return self.origin % BLOCK

    @property
    def y(self) -> int:
        """Rows before the first whole block."""
        return self.origin // BLOCK


@dataclass(frozen=True, slots=True)
class GridRegion:
    """A part of the picture whose votes agree on a place that isn't the picture's."""

    grid: Grid
    """The place, with the NFA of this region and its share of the votes in the box."""
    x: int
    """Left edge, pixels."""
    y: int
    """Top edge, pixels."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""
    mask: NDArray[np.bool_]
    """Height x width: which pixels of the box belong to it."""

    @property
    def pixels(self) -> int:
        """Size without the rest of its box."""
        return int(self.mask.sum())

    def cut(self, array: Votes) -> Votes:
        """The box of this region, cut out of an array of the picture's size."""
        return array[self.y : self.y + self.height, self.x : self.x + self.width]


def log_tests(height: int, width: int) -> float:
    """Base-10 logarithm of how many boxes and places could be looked at."""
    return log10(ORIGINS) + 2 * log10(height) + 2 * log10(width)


def log_tail(successes: int, draws: int, chance: float = CHANCE) -> float:
    """Base-10 logarithm of the chance of at least so many successes; 0 where they are no more than expected."""
    if successes <= draws * chance or draws <= 0:
        return 0.0
    successes = min(successes, draws)
    first = (
        lgamma(draws + 1)
        - lgamma(successes + 1)
        - lgamma(draws - successes + 1)
        + successes * log(chance)
        + (draws - successes) * log1p(-chance)
    )
    total, term, count = 1.0, 1.0, successes
    while count < draws and term > total * 1e-12:
        term *= (draws - count) / (count + 1) * chance / (1 - chance)
        total += term
        count += 1
    return min(0.0, (first + log(total)) / log(10))


def log_nfa(votes: int, pixels: int, tests: float) -> float:
    """Bound for so many equal votes among so many pixels; rounded to the careful side."""
    return tests + log_tail(votes // ORIGINS, ceil(pixels / ORIGINS))


def count_votes(votes: Votes) -> NDArray[np.int64]:
    """Votes for each of the 64 places."""
    counts = np.zeros(NO_VOTE + 1, np.int64)
    rows = max(1, _STRIP // max(1, votes.shape[1]))
    for top in range(0, votes.shape[0], rows):
        # Counting widens its numbers eightfold: in strips that takes neither memory nor time.
        counts += np.bincount(votes[top : top + rows].ravel(), minlength=NO_VOTE + 1)
    return counts[:ORIGINS]


def main_grid(votes: Votes) -> Grid | None:
    """The place with the most votes, where it is a grid: not by chance, and with a share that compression gives."""
    counts = count_votes(votes)
    grid = _global_grid(counts, int(counts.argmax()), votes)
    return grid if grid.log_nfa <= 0 and grid.share >= LEAST_MAIN_SHARE else None


def second_grid(votes: Votes, main: Grid) -> Grid | None:
    """A second place that has far more than its share all over the picture: two compressions with a crop between."""
    counts = count_votes(votes)
    others = counts.copy()
    others[main.origin] = 0
    origin = int(others.argmax())
    grid = _global_grid(counts, origin, votes)
    if grid.share < LEAST_MAIN_SHARE:
        return None
    regions = list(candidates(votes, skip=main.origin, only=origin))
    is_plain = bool(regions) and not _is_half_a_block_off(origin, main.origin)
    if not is_plain or not _is_everywhere(votes, origin, regions):
        return None
    return grid


def foreign_regions(votes: Votes, main: Grid) -> tuple[GridRegion, ...]:
    """Regions with a grid of their own, the surest first.

    More than the bound is asked of each, because the bound only speaks of chance, and grids also have honest reasons.

    A region must be at least three blocks high and wide, as straight edges line up votes in strips. Half its votes must agree.
    The picture's own grid must be missing in it: what was compressed twice, with a crop between, has two grids in the same
    places. Its place must not turn up in the rest of the picture, for the same reason. And it must not be half a block off,
    because WebP and video have blocks of 4 x 4.

    Where the picture has no grid, nothing can be said of its parts: enlarging without smoothing, WebP, AVIF and video leave
    weak grids of their own in places.
    """
    by_origin: dict[int, list[GridRegion]] = {}
    for region in candidates(votes, skip=main.origin):
        by_origin.setdefault(region.grid.origin, []).append(region)
    found: list[GridRegion] = []
    for origin, regions in by_origin.items():
        if not _is_half_a_block_off(origin, main.origin) and not _is_everywhere(votes, origin, regions):
            found += [item for item in regions if _stands_out(votes, item, main)]
    return tuple(sorted(found, key=lambda item: (item.grid.log_nfa, item.y, item.x)))


def candidates(votes: Votes, *, skip: int | None, only: int | None = None) -> Iterator[GridRegion]:
    """Connected parts that vote for one place, with NFA at most 1, by place."""
    from scipy import ndimage

    tests = log_tests(*votes.shape)
    touching = np.ones((3, 3), np.int8)
    for origin, seeds in _seeds(votes):
        if origin == skip or (only is not None and origin != only):
            continue
        if int(np.count_nonzero(seeds)) < LEAST_SEEDS:
            # Most places have no region at all; growing and labelling their few seeds would take most of the time.
            continue
        # Seeds are widened by one cell, so that a plain cell between two of them doesn't part a region.
        labels, _ = ndimage.label(_widened(seeds), structure=touching)
        sown_cells = np.bincount(labels[seeds])
        for number, box in enumerate(ndimage.find_objects(labels), 1):
            if sown_cells[number] < LEAST_SEEDS:
                continue
            x, y = box[1].start * BLOCK, box[0].start * BLOCK
            part = votes[y : box[0].stop * BLOCK, x : box[1].stop * BLOCK]
            cells = labels[box] == number
            equal = (part == origin) & _as_pixels(cells, part.shape)
            bound = log_nfa(int(equal.sum()), part.size, tests)
            if bound <= 0:
                sown = part[_as_pixels(cells & seeds[box], part.shape)]
                share = int((sown == origin).sum()) / int((sown != NO_VOTE).sum())
                yield _closed(Grid(origin, bound, share), equal, x, y)


def _global_grid(counts: NDArray[np.int64], origin: int, votes: Votes) -> Grid:
    equal, voted = int(counts[origin]), int(counts.sum())
    bound = log_nfa(equal, votes.size, log_tests(*votes.shape))
    return Grid(origin, bound, equal / voted if voted else 0.0)


def _stands_out(votes: Votes, region: GridRegion, main: Grid) -> bool:
    if min(region.width, region.height) < LEAST_SIDE or region.grid.share < LEAST_SHARE:
        return False
    inside = region.cut(votes)[region.mask]
    return int((inside == main.origin).sum()) <= MOST_OF_MAIN * int((inside != NO_VOTE).sum())


def _is_half_a_block_off(origin: int, other: int) -> bool:
    """Whether two places differ by half a block, to the side or down: then both can come from one grid of 4 x 4 blocks."""
    return (origin // BLOCK - other // BLOCK) % (BLOCK // 2) == 0 and (origin - other) % (BLOCK // 2) == 0


def _is_everywhere(votes: Votes, origin: int, regions: list[GridRegion]) -> bool:
    """Whether a place fills half the picture, or has more than its share outside its regions as well."""
    if 2 * sum(item.pixels for item in regions) > votes.size:
        return True
    outside = np.ones(votes.shape, np.bool_)
    margin = 2 * BLOCK  # Around a region lie votes of blocks that its outline cuts.
    for item in regions:
        rows = slice(max(0, item.y - margin), item.y + item.height + margin)
        outside[rows, max(0, item.x - margin) : item.x + item.width + margin] = False
    rest = votes[outside]
    return int((rest == origin).sum()) > MOST_ELSEWHERE * int((rest != NO_VOTE).sum())


def _seeds(votes: Votes) -> Iterator[tuple[int, NDArray[np.bool_]]]:
    """For each place, which cells of 8 x 8 pixels have many votes for it."""
    rows, columns = -(-votes.shape[0] // BLOCK), -(-votes.shape[1] // BLOCK)
    band = NO_VOTE + 1
    counts = np.zeros((ORIGINS, rows, columns), np.uint8)
    cell = np.arange(votes.shape[1]) // BLOCK * band
    for row in range(rows):
        part = votes[row * BLOCK : (row + 1) * BLOCK]
        histogram = np.bincount((cell[None, :] + part).ravel(), minlength=columns * band)
        counts[:, row] = histogram.reshape(columns, band)[:, :ORIGINS].T
    for origin in range(ORIGINS):
        yield origin, counts[origin] >= CELL_VOTES


def _widened(cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """All cells that are flagged or touch a flagged one, at a corner too."""
    lines = cells.copy()
    lines[1:] |= cells[:-1]
    lines[:-1] |= cells[1:]
    wide = lines.copy()
    wide[:, 1:] |= lines[:, :-1]
    wide[:, :-1] |= lines[:, 1:]
    return wide


def _as_pixels(cells: NDArray[np.bool_], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Cells of 8 x 8 pixels, pixel by pixel; the last ones may be cut off by the picture's edge."""
    return np.repeat(np.repeat(cells, BLOCK, axis=0), BLOCK, axis=1)[: shape[0], : shape[1]]


def _closed(grid: Grid, equal: NDArray[np.bool_], x: int, y: int) -> GridRegion:
    """The region with its holes and narrow gaps closed, in the smallest box around it."""
    rows, columns = np.flatnonzero(equal.any(axis=1)), np.flatnonzero(equal.any(axis=0))
    top, left = int(rows[0]), int(columns[0])
    wide = np.pad(equal[top : rows[-1] + 1, left : columns[-1] + 1], WINDOW)
    closed = masks.closed(wide, 2 * WINDOW + 1)[WINDOW:-WINDOW, WINDOW:-WINDOW]
    return GridRegion(grid, x + left, y + top, closed.shape[1], closed.shape[0], closed)
