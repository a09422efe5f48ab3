"""Was the picture a JPEG of another size before, how large, and at which quality was it saved?

A JPEG save rounds the frequencies of its blocks to multiples of steps. When the picture is resized after that, they leave the
multiples; brought back to the very size, they gather there again, at any other size they don't. So the picture is brought
back to many sizes, a piece of it at first. A piece at the wrong size says what its frequencies would be by chance; at the
steps of the standard's tables the right one stands out from all others. The whole picture must say the same then: its grid
must begin at the picture's corner, rather than at any of the other 63 places. What it can't show: an earlier save whose steps
were finer than what the last one, or the resizing, did to the frequencies; a picture that was cropped after it was resized; and
one that was made exactly half as large.

Sources: Bianchi and Piva 2012, "Reverse engineering of double JPEG compression in the presence of image resizing" (WIFS), for
the principle; the comparison between sizes is our own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.cropped_jpeg.earlier import LEAST_LEAD, LEAST_SCORE, is_everywhere, scored, strongest
from generator.analyse.cropped_jpeg.moved import (
    HEIGHT,
    WIDTH,
    Strengths,
    blocks_at_own,
    moved_blocks,
    strengths,
    strengths_of,
)
from generator.analyse.grid.votes import BLOCK, Luminance
from generator.analyse.resized_jpeg.restoring import Size, piece
from generator.analyse.resized_jpeg.sizes import likely, near

SHARES = (0.2, 0.3, 0.4, 0.5)
"""Where the pieces may lie, as shares of width and height: where the picture tells most. Near the corner from which blocks
are counted, a size that is a pixel off does less harm; but there is often sky."""
FIRST, SECOND = 192, 384
"""Sides of the pieces, pixels of the earlier picture: for all sizes, and for those that do best."""
BEST = 3
"""Sizes that are looked at again."""
LEAST_AT_FIRST, LEAST_AT_SECOND = 5.2, 6.0
"""Scores of the pieces below which a size isn't followed. Of 73 pictures that weren't resized 39 reached 4.5 at first and 19 in
the second place, 20 and 11 reached 5.5; of 67 right sizes all but two or three did better."""
FEWEST_SIZES = 12
"""With fewer to compare nothing is said."""
REACH = 1
"""Pixels by which a size may be off in width and in height."""
PLAIN, LIVELY = 1, 8
"""Blocks of a mean difference between neighbouring pixels up to the first tell nothing, and above the second little."""
LINES = 4
"""One line of so many is looked at for that."""

_NO_OWN = 3
"""Row and column of places that aren't asked, so that the picture's corner is."""

_Numbers = NDArray[np.float64]
_Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class EarlierSize:
    """What an earlier save at another size left."""

    width: int
    """Pixels."""
    height: int
    """Pixels."""
    quality: int
    """Nearest standard quality."""
    score: float
    """Joint score of the whole picture, in usual spreads."""

    @property
    def size(self) -> Size:
        """Width and height."""
        return self.width, self.height


def earlier_size(gray: Luminance, ratios: Iterable[float] = ()) -> EarlierSize | None:
    """None where no size stands out. `ratios` of earlier by later size are tried beside the usual sizes."""
    image, lively = Image.fromarray(gray), _liveliest(gray)
    sizes = [size for size in likely(image.size, ratios) if min(size) >= FIRST]
    if len(sizes) < FEWEST_SIZES:
        return None
    best = _best(sizes, scored(_strengths(image, sizes, lively, FIRST))[0], LEAST_AT_FIRST, BEST)
    if not best:
        return None
    # Sizes that did less well stay in the comparison, or all that are left would be alike.
    others = [size for size in sizes if size not in best][:: max(1, len(sizes) // FEWEST_SIZES)]
    side = min(SECOND, *((min(size) - REACH) // BLOCK * BLOCK for size in (*best, *others)))
    rest = _strengths(image, others, lively, side)

    def scores(some: Sequence[Size]) -> _Numbers:
        return scored(np.concatenate([_strengths(image, some, lively, side), rest]))[0][: len(some)]

    best = _best(best, scores(best), LEAST_AT_SECOND, 1)
    if not best:
        return None
    # Those next to the right one do well, too, so only which of them does best is asked.
    around = near(best[0], REACH)
    return confirmed(image, around[int(scores(around).argmax())])


def confirmed(image: Image.Image, size: Size) -> EarlierSize | None:
    """Whether the middle of a picture, at an earlier size, keeps to multiples on the grid that begins at its corner."""
    sides = min(WIDTH, size[0] // BLOCK * BLOCK), min(HEIGHT, size[1] // BLOCK * BLOCK)
    blocks = moved_blocks(piece(image, size, sides), own=True)
    values, _ = strengths(blocks)
    best, rest = strongest(values, own=_NO_OWN)
    if (best.x, best.y) != (0, 0) or best.score < LEAST_SCORE or best.score < rest + LEAST_LEAD:
        return None
    if not is_everywhere(blocks, best, own=_NO_OWN):
        return None
    return EarlierSize(*size, best.quality, best.score)


def _best(sizes: Sequence[Size], scores: _Numbers, least: float, most: int) -> list[Size]:
    """The sizes with the best scores, the best first."""
    return [sizes[place] for place in np.argsort(-scores, kind="stable")[:most] if scores[place] >= least]


def _strengths(image: Image.Image, sizes: Sequence[Size], lively: _Place, side: int) -> Strengths:
    """Sizes x frequencies x steps: how well a piece of the picture keeps to multiples of each step at each size."""
    pieces = (piece(image, size, (side, side), around=lively, is_fast=True) for size in sizes)
    return strengths_of(np.stack([blocks_at_own(item) for item in pieces], axis=1))


def _liveliest(gray: Luminance) -> _Place:
    """Around which of `SHARES` of width and height most blocks can tell anything."""
    rows, columns = (length // BLOCK for length in gray.shape)
    # Some of the lines are enough.
    lines = gray[: rows * BLOCK : LINES, : columns * BLOCK].astype(np.int16)
    steps = np.zeros_like(lines)
    steps[:, 1:] = np.abs(lines[:, 1:] - lines[:, :-1])
    each = BLOCK // LINES
    mean = steps.reshape(rows, each, columns, BLOCK).sum(axis=(1, 3), dtype=np.int64) // (each * BLOCK)
    tells = (mean >= PLAIN) & (mean <= LIVELY)
    reach = FIRST // BLOCK // 2

    def count(place: _Place) -> int:
        column, row = round(place[0] * columns), round(place[1] * rows)
        return int(tells[max(0, row - reach) : row + reach, max(0, column - reach) : column + reach].sum())

    return max(((across, down) for down in SHARES for across in SHARES), key=count)
