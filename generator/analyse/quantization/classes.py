"""Blocks that look alike, and histograms of what each frequency stores in each class of them.

Clipped blocks, and blocks that are rougher or plainer than others, store other numbers with or without an earlier compression;
so blocks are only compared within a class.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.analyse.coefficients import BLOCK, FREQUENCIES, Planes
from generator.analyse.quantization.combs import BINS, LARGEST

RAREST = 0.001
"""Share of the pixels that may be brighter than the end of the scale, as compression makes some."""
FULL_SCALE = 250
"""From this value on the end is where it always is, at 255."""
AROUND_END = 3
"""By how much compression moves pixels that lay at the end."""

LEAST_RANGE = 3
"""Difference of a block's brightest and darkest pixel from which on it shows on which side of its mean they lie."""
FEWEST_AT_END = 30
"""With fewer such blocks at the end it isn't told apart from clipping."""
MOST_BELOW = 0.17
"""How lopsided they may be on average, as a share of that difference. In 43 of 45 dark pictures into which a plain, bright
part was put it was less in all colours, mostly by far; where clipped highlights were darkened, it was more in half of them.
The other half counts as unclipped, and raised hardly any more flags."""

_ENOUGH = 1 << 17
"""Pixels that are looked at to find the end."""

Flags = NDArray[np.bool_]
"""Rows x columns, by block."""
Outline = tuple[tuple[slice, slice], Flags]
"""A box of blocks, and which of them."""
Counts = NDArray[np.int64]
"""64 x classes x bins: blocks by frequency, class and stored number."""


@dataclass(frozen=True, slots=True)
class Histograms:
    """The same blocks, counted in two ways."""

    fine: Counts
    """By the classes of each block alone."""
    smooth: Counts
    """By the classes of its surroundings."""


@dataclass(frozen=True, slots=True)
class Classes:
    """Two classes for each block."""

    own: NDArray[np.intp]
    """Rows x columns: class of a block alone."""
    around: NDArray[np.intp]
    """Rows x columns: class of its surroundings."""
    counted: Flags
    """Blocks that count in histograms."""
    own_count: int
    """How many classes of blocks alone there are."""
    around_count: int
    """How many classes of surroundings there are."""

    def count(self, planes: Planes) -> Histograms:
        """Blocks by frequency, class and stored number."""
        rows, columns = planes.shape[1:]
        both = (self.own * self.around_count + self.around)[:rows, :columns]
        classes = self.own_count * self.around_count
        # Blocks that don't count have a class of their own, which is cut off.
        start = np.where(self.counted[:rows, :columns], both, classes) * BINS
        shape = self.own_count, self.around_count, BINS
        fine = np.empty((FREQUENCIES, self.own_count, BINS), np.int64)
        smooth = np.empty((FREQUENCIES, self.around_count, BINS), np.int64)
        for frequency, plane in enumerate(planes):
            found = np.bincount((start + numbers(plane)).ravel(), minlength=(classes + 1) * BINS)
            found = found[: classes * BINS].reshape(shape)
            found.sum(axis=1, out=fine[frequency])
            found.sum(axis=0, out=smooth[frequency])
        return Histograms(fine, smooth)


def classes_of(
    rough: NDArray[np.uint8], groups: tuple[Flags, ...], counted: Flags, classes: int
) -> NDArray[np.intp]:
    """In each group, so many classes of equally many counted blocks, as far as that goes; blocks in no group have class 0."""
    found = np.zeros(rough.shape, np.intp)
    for number, group in enumerate(groups):
        counts = np.cumsum(np.bincount(rough[group & counted], minlength=256), dtype=np.float64)
        limits = np.searchsorted(counts, counts[-1] * np.arange(1, classes) / classes)
        found[group] = np.searchsorted(limits, rough[group], side="left") + number * classes
    return found


def middle(first: Histograms, second: Histograms, third: Histograms) -> Histograms:
    """The middle one of three counts, everywhere."""
    return Histograms(
        *(
            np.maximum(np.minimum(a, b), np.minimum(np.maximum(a, b), c))
            for a, b, c in (
                (first.fine, second.fine, third.fine),
                (first.smooth, second.smooth, third.smooth),
            )
        )
    )


def numbers(plane: NDArray[np.int16]) -> NDArray[np.int16]:
    """Stored numbers without their sign, large ones taken together."""
    return np.minimum(np.abs(plane), np.int16(LARGEST + 1))


def roughness(stored: Planes) -> NDArray[np.uint8]:
    """Rows x columns: how much detail each block has, on a scale of 0 to 255."""
    total = np.zeros(stored.shape[1:], np.int16)
    for plane in stored[1:]:
        total += np.minimum(np.abs(plane), np.int16(8))
    rough: NDArray[np.uint8] = np.clip(np.rint(np.log2(1 + total.astype(np.float32)) * 28), 0, 255).astype(
        np.uint8
    )
    return rough


def around(rough: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The mean over a block and the eight around it."""
    from scipy import ndimage

    total = ndimage.convolve(rough.astype(np.int32), np.ones((3, 3), np.int32), mode="nearest")
    mean: NDArray[np.uint8] = (total // 9).astype(np.uint8)
    return mean


def unclipped(rgb: NDArray[np.uint8], margins: tuple[tuple[int, int], ...]) -> list[Flags]:
    """For each margin and reach: which blocks have all pixels, in all colours, further than that from both ends of the scale.

    With a reach, pixels as near as that to the block count as well.
    """
    if min(rgb.shape[:2]) < BLOCK:
        return [np.zeros((rgb.shape[0] // BLOCK, rgb.shape[1] // BLOCK), np.bool_) for _ in margins]
    room = _room(rgb)
    least = {reach: _least(room, reach) for reach in {reach for _, reach in margins}}
    return [least[reach] > margin for margin, reach in margins]


def brightest(rgb: NDArray[np.uint8]) -> NDArray[np.int64]:
    """For each colour, the upper end of the scale that the picture uses.

    Where a picture was clipped and made darker or flatter afterwards, what was clipped no longer lies at 255 but at the end of
    what is left. A dark picture that was never clipped has brightest places, too, but nothing was cut off there.
    """
    step = max(1, round((rgb.shape[0] * rgb.shape[1] / _ENOUGH) ** 0.5))
    tops = np.full(3, 255, np.int64)
    for colour in range(3):
        counts = np.cumsum(np.bincount(rgb[::step, ::step, colour].ravel(), minlength=256))
        top = int(np.searchsorted(counts, (1 - RAREST) * counts[-1]))
        end = max(0, top - AROUND_END)
        if top < FULL_SCALE and _is_cut_off(rgb[..., colour], end):
            tops[colour] = end
    return tops


def _is_cut_off(plane: NDArray[np.uint8], end: int) -> bool:
    """Whether one colour's brightest blocks reach up to the end and far below it; true where too few blocks tell.

    Grain lies on both sides of its mean.
    """
    rows, columns = plane.shape[0] // BLOCK, plane.shape[1] // BLOCK
    blocks = plane[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK)
    down, across = np.nonzero(blocks.max(axis=(1, 3)) >= end)
    pixels = blocks[down, :, across].reshape(-1, BLOCK * BLOCK)
    highest, lowest = pixels.max(axis=1).astype(np.int64), pixels.min(axis=1).astype(np.int64)
    is_wide = highest - lowest >= LEAST_RANGE
    if is_wide.sum() < FEWEST_AT_END:
        return True
    # Above the mean minus below it: -1 where nearly all pixels are at the upper end, 1 at the lower.
    difference = (highest - lowest)[is_wide]
    lopsided = (highest + lowest)[is_wide] - pixels[is_wide].mean(axis=1) * 2
    return float((lopsided / difference).mean()) < -MOST_BELOW


def _room(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Height x width: how far each pixel is from the ends of the scale, in the colour that is nearest to one."""
    room = np.full(rgb.shape[:2], 255, np.uint8)
    for colour, top in enumerate(brightest(rgb).astype(np.uint8)):
        plane = rgb[..., colour]
        np.minimum(room, plane, out=room)
        np.minimum(room, top - np.minimum(plane, top), out=room)
    return room


def _least(room: NDArray[np.uint8], reach: int) -> NDArray[np.uint8]:
    """Rows x columns: the least of a block and of the pixels around it that are no further than `reach`."""
    rows, columns = room.shape[0] // BLOCK, room.shape[1] // BLOCK
    found = room
    for count in (rows, columns):
        # The first round goes down, the second across.
        length = BLOCK * (count - 1) + 1
        place = np.arange(-reach, BLOCK * count + reach).clip(0, len(found) - 1)
        lines = found[place]
        least = lines[:length:BLOCK].copy()
        for away in range(1, BLOCK + 2 * reach):
            np.minimum(least, lines[away : away + length : BLOCK], out=least)
        found = np.ascontiguousarray(least.T)
    return found
