"""Print and other sharp things of two tones, which come out alike each time, told from copies by what lies between their edges.

Letters of one shape agree so well that, as small as they are in most pictures, hardly anything but their edges is left to
compare. What differs is the paper and the ink between the edges: there each letter has grain and faint shades of its own. So a
part that two tones explain is looked at a second time, in its plain places only. There each tone is freed of its mean and of an
even slope, as the light is alike on letters side by side, and smoothed a little, because compression replaces the finest grain
at each end by other values but leaves coarser shades. What then is left must be seen, and must agree. Where the move keeps the
grid of JPEG's blocks, compression itself comes out alike at both ends, and more must be seen. Where no place is plain, or
nothing is seen there, print can't be told from a copy of print, and nothing is said, unless one end is turned: what has no
grain at all was mostly set by a program, and those set upright. Parts are only ever taken away by this, so
the bound on chance in `chance.py` holds as it did.

What is drawn in a few tones, as letters with outlines and logos are, three tones explain better than anything photographed. In
JPEG files such parts don't count where their calmest places show less than the file's rounding makes, and not at all where
only rounding explains what parts both ends (`compressed.py`).

What it can't show: copies of things as even as print, and of print whose paper and ink have lost all shades of their own.

The numbers were chosen on made signs and titles and on two-tone parts of 299 everyday pictures that were copied within them and
saved afterwards, and checked on others. Of all 540 copies, 59, 131, 186 and 262 were found without this look at quality 75, 85,
90 and 95, and 38, 102, 155 and 228 with it. Of 812 pictures of signs, 77 were flagged without it and 4 with it; of 1332 with
titles as programs set them, most of which repeat words, 400 and 25.

Source: Otsu 1979, A threshold selection method from gray-level histograms (the share of a place's variance that two tones
explain, and the level between both). The rest is the project's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from generator.analyse import masks
from generator.analyse.copy_move.dense import reached

Floats = NDArray[np.float64]
Gray = NDArray[np.float32]
Mask = NDArray[np.bool_]

BLOCK = 12
"""Side of the blocks that two tones must explain, pixels."""
MOST_EXPLAINED = 0.915
"""Share of the variance in the median block from which three tones count as drawn. Copies of what was photographed had 0.91 at
most, drawn letters, logos and windows 0.91 and more."""
BLOCK_STEP = 6
"""Pixels from one block to the next."""
LEAST_INSIDE = 0.9
"""Share of a block that must lie in the part."""
LEAST_EXPLAINED = 0.79
"""Share of the variance, in the median block, from which a part counts as two tones. Grain alone has 0.64, an even slope 0.75.
Repeated print had 0.81 and more, copies of texture mostly 0.65 to 0.75."""
TONE_STEP = 4
"""Of three tones, each has a multiple of so many of a block's pixels."""
MOST_BLOCKS = 400
"""Blocks that are looked at for three tones."""
WINDOW = 5
"""Side of the squares by which places are plain, pixels."""
SURELY_PLAIN = 4.0
"""Levels that a plain place may span at both ends in any case."""
PLAIN_SPANS = ((0.15, 0.4), (0.3, 0.6))
"""Share of the tones' contrast that it may span otherwise, and the least correlation there of what is left. The second pair
holds only where too few places are plain by the first, as more of the edges' own shapes then counts."""
LEAST_PLAIN = 30
"""Plain pixels that are needed,"""
LEAST_OF_TONE = 20
"""and this many of a tone, or it doesn't count."""
BLUR = 1.0
"""Standard deviation of the smoothing, pixels."""
CUT = 2.0
"""Times their median size to which values are cut, so that places beside edges can't decide."""
ROUNDING_POWER = 0.083
"""Mean square of what rounding to whole levels leaves, levels squared: a twelfth."""
LEAST_SEEN = 0.25
"""Size (root of the mean square) that must be left at both ends, levels."""
NOTHING_SEEN = 0.1
"""Where less is left at both ends, there is no grain at all: what is alike there was drawn by a program, or is overexposed."""
LEAST_TURN = 0.03
"""Change of a pixel's step (0.03: by 1.7 degrees) from which such a part is still a copy: programs set letters upright and of
one size."""
LEAST_SEEN_ON_GRID = 1.2
"""Size that must be left where the move keeps the rows or columns of JPEG's blocks."""
GRID = 8.0
"""Side of JPEG's blocks, pixels of the stored picture."""
GRID_MISS = 1 / 16
"""A move keeps the grid when it misses it by less than this share of a block,"""
MOST_DRIFT = 0.2
"""and by less than this share more towards the rim of the part."""


def is_repeated(
    gray: Gray, matrix: Floats, corner: tuple[int, int], mask: Mask, *, reduction: float = 1.0
) -> bool:
    """Whether a part that agrees with its other end is print, or alike, and only repeated.

    `gray`: levels of the picture. `matrix`: 2 x 3, maps x, y of this end to the other. `corner`: x and y of the mask's box.
    `reduction`: size of `gray`, of the stored picture's size.
    """
    left, top = corner
    height, width = mask.shape
    here = gray[top : top + height, left : left + width]
    if explained_by_two_tones(here, mask) < LEAST_EXPLAINED:
        return False
    shades = _shades(here, _laid(gray, matrix, corner, mask.shape), mask)
    if shades is None:
        return True
    power = float((shades.one * shades.one).mean()), float((shades.two * shades.two).mean())
    if max(power) < NOTHING_SEEN * NOTHING_SEEN:
        return float(np.abs(matrix[:, :2] - np.eye(2)).max()) < LEAST_TURN
    seen = LEAST_SEEN_ON_GRID if _keeps_grid(matrix, corner, mask, GRID * reduction) else LEAST_SEEN
    if min(power) < seen * seen:
        return True
    usual = np.sqrt(max(power[0], ROUNDING_POWER) * max(power[1], ROUNDING_POWER))
    return bool((shades.one * shades.two).mean() < shades.least * usual)


def is_drawn(gray: Gray, corner: tuple[int, int], mask: Mask) -> bool:
    """Whether a part looks drawn in a few tones, as letters with outlines, logos and signs do."""
    left, top = corner
    height, width = mask.shape
    return explained_by_three_tones(gray[top : top + height, left : left + width], mask) >= MOST_EXPLAINED


def explained_by_two_tones(values: Gray, mask: Mask) -> float:
    """The largest share of a block's variance that two tones explain, in the median block; 0 where no block is inside."""
    ordered = _ordered(values, mask)
    return _median_share(ordered, _between(ordered).max(axis=1, initial=0))


def explained_by_three_tones(values: Gray, mask: Mask) -> float:
    """The same for three tones, each of at least a few pixels."""
    ordered = _ordered(values, mask)
    ordered = ordered[:: -(-len(ordered) // MOST_BLOCKS) or 1]
    sums = np.cumsum(ordered, axis=1)
    places = np.arange(TONE_STEP, BLOCK * BLOCK, TONE_STEP)
    best = np.zeros(len(ordered))
    for darker, brighter in combinations(places.tolist(), 2):
        # The mean is nought, so the sum of the brightest tone follows from the others.
        dark, rest = sums[:, darker - 1], sums[:, brighter - 1]
        middle = rest - dark
        between = dark * dark / darker + middle * middle / (brighter - darker)
        np.maximum(best, between + rest * rest / (BLOCK * BLOCK - brighter), out=best)
    return _median_share(ordered, best)


def _ordered(values: Gray, mask: Mask) -> Floats:
    """The values of each block inside in order, less their mean: blocks x pixels."""
    if min(values.shape) < BLOCK:
        return np.empty((0, BLOCK * BLOCK))
    inside = _blocks(mask).mean(axis=1) >= LEAST_INSIDE
    ordered = np.sort(_blocks(values)[inside].astype(np.float64), axis=1)
    ordered -= ordered.mean(axis=1, keepdims=True)
    return ordered


def _median_share(ordered: Floats, between: Floats) -> float:
    if not len(ordered):
        return 0.0
    whole = (ordered * ordered).sum(axis=1)
    # Perfectly even blocks are explained by a single tone.
    return float(np.median(np.where(whole > 0, between / np.maximum(whole, 1e-9), 1)))


def _between(ordered: Floats) -> Floats:
    """What lies between a darker and a brighter tone, for each place to part ordered values whose mean is nought."""
    count = ordered.shape[-1]
    darker = np.arange(1, count)
    # With that mean, it follows from the sum of the darker tone alone.
    result: Floats = np.cumsum(ordered, axis=-1)[..., :-1] ** 2 * (count / (darker * (count - darker)))
    return result


@dataclass(frozen=True, slots=True)
class _Shades:
    """What is left in the plain places of both ends."""

    one: Floats
    two: Floats
    least: float
    """How well they must correlate."""


def _shades(here: Gray, there: Gray, mask: Mask) -> _Shades | None:
    """What is left in the plain places; nothing when too few are plain."""
    inner = masks.shrunk(mask, WINDOW)
    if int(inner.sum()) < LEAST_PLAIN:
        inner = mask
    both = (here + there) * np.float32(0.5)
    between, contrast = _tones(both[inner])
    span = np.maximum(_span(here), _span(there))
    for share, agreeing in PLAIN_SPANS:
        plain, least = inner & (span <= max(share * contrast, SURELY_PLAIN)), agreeing
        if int(plain.sum()) >= LEAST_PLAIN:
            break
    else:
        return None
    bright = both > between
    tones = [tone for tone in (plain & bright, plain & ~bright) if int(tone.sum()) >= LEAST_OF_TONE]
    if not tones:
        return None
    one, two = (_cut(np.concatenate([_freed(end, tone) for tone in tones])) for end in (here, there))
    return _Shades(one, two, least)


def _tones(values: Gray) -> tuple[float, float]:
    """The level between two tones, and how far these are apart."""
    ordered = np.sort(values).astype(np.float64)
    darker = int(_between(ordered - ordered.mean()).argmax()) + 1
    return float(ordered[darker - 1]), float(ordered[darker:].mean() - ordered[:darker].mean())


def _freed(values: Gray, tone: Mask) -> Floats:
    """What is left of a tone's pixels without its mean and slope, smoothed within the tone."""
    rows, columns = np.nonzero(tone)
    top, left = int(rows.min()), int(columns.min())
    part = np.s_[top : int(rows.max()) + 1, left : int(columns.max()) + 1]
    inside = tone[part]
    level = np.where(inside, values[part] - values[tone].mean(), np.float32(0)).astype(np.float32)
    both = np.stack((level, inside.astype(np.float32)))
    sums, weights = ndimage.gaussian_filter(both, (0, BLUR, BLUR), mode="constant", truncate=3)[:, inside]
    smooth = sums.astype(np.float64) / weights
    place = np.stack((columns - columns.mean(), rows - rows.mean(), np.ones(len(rows))))
    # One row or column of pixels has no slope across itself.
    normal = (place[:, None] * place).sum(axis=2) + np.eye(3) * 1e-6
    slope = np.linalg.solve(normal, (place * smooth).sum(axis=1))
    result: Floats = smooth - (slope[:, None] * place).sum(axis=0)
    return result


def _cut(values: Floats) -> Floats:
    most = CUT * float(np.median(np.abs(values)))
    return np.clip(values, -most, most)


def _keeps_grid(matrix: Floats, corner: tuple[int, int], mask: Mask, block: float) -> bool:
    """Whether a move neither turns nor resizes, and keeps rows or columns of blocks of this side."""
    height, width = mask.shape
    if float(np.abs(matrix[:, :2] - np.eye(2)).max()) * max(width, height) > 2 * MOST_DRIFT * block:
        return False
    middle = np.array([corner[0] + width / 2, corner[1] + height / 2])
    shift = (matrix[:, :2] @ middle + matrix[:, 2] - middle) / block
    return bool((np.abs(shift - np.rint(shift)) < GRID_MISS).any())


def _laid(gray: Gray, matrix: Floats, corner: tuple[int, int], shape: tuple[int, int]) -> Gray:
    """The other end's levels at each pixel of the box."""
    x, y = corner
    rows, columns = reached(matrix, x, y, x + shape[1], y + shape[0])
    # A spline needs some pixels beyond those that are read.
    top, left = (int(np.clip(np.floor(item.min()) - BLOCK, 0, None)) for item in (rows, columns))
    part = gray[top : int(rows.max()) + BLOCK, left : int(columns.max()) + BLOCK]
    result: Gray = ndimage.map_coordinates(
        part, (rows - top, columns - left), output=np.float32, order=3, mode="nearest"
    )
    return result


def _span(values: Gray) -> Gray:
    result: Gray = ndimage.maximum_filter(values, WINDOW) - ndimage.minimum_filter(values, WINDOW)
    return result


def _blocks(values: NDArray[np.generic]) -> NDArray[np.generic]:
    """n x values of a block."""
    views = np.lib.stride_tricks.sliding_window_view(values, (BLOCK, BLOCK))[::BLOCK_STEP, ::BLOCK_STEP]
    return views.reshape(-1, BLOCK * BLOCK)
