"""Each block's evidence: how much likelier its stored numbers are without the comb of the earlier compression than with it.

The evidence of a block is the sum of the logarithms of likelihood ratios over all frequencies that show a comb. How a block
looks must not count: plain areas store other numbers than rough ones, with or without a comb. So blocks are sorted into classes
of roughness, and within each class both sides of the ratio are histograms of that class that add up to the same. Where
nothing was put in, the ratio of a block then is 1 on average in every class, whatever the picture shows, and its logarithm is
negative: the condition under which the bound of `regions.py` holds. Clipping breaks combs: clipped blocks stay out, and
those at or beside possible clipping have classes of their own. (Together with the others they made almost all false alarms of
earlier versions; left out, they hide parts in every glaring or dark picture.)

There are two kinds of evidence. The fine one, with narrow classes of each block alone, decides whether a part counts. The
smooth one, with wide classes of a block's surroundings, is stronger and less fair, and only draws the outline.

Source: Bianchi and Piva 2012, "Image forgery localization via block-grained analysis of JPEG artifacts", for the ratio; classes
and the exact balance within them are our own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.analyse.coefficients import BLOCK, FREQUENCIES, Planes, quantized
from generator.analyse.quantization.combs import BINS, LARGEST, Comb, find_comb, smoothed
from generator.analyse.quantization.readings import Reading

FINE_CLASSES = 8
"""Classes of a block's own roughness."""
SMOOTH_CLASSES = 4
"""Classes of the roughness of a block and the eight around it."""
MOVED = ((4, 4), (3, 6), (6, 3))
"""Grids without this file's trace. Three, because one of them could be the very grid of an earlier, cropped picture."""
LEAST_USABLE = 200
"""Fewer usable blocks give no evidence."""
LEAST_BLOCKS = 50
"""Classes with fewer blocks give no evidence."""
LARGEST_RATIO = 2.0
"""One frequency of one block counts at most this much, as a natural logarithm."""
TRUST = 10.0
"""Blocks that the comb's ideal form is worth beside the counted ones."""
ZERO_COUNTS = 0.5
"""How much of its evidence a stored 0 keeps: plain parts hold more zeros, with or without a comb."""
UNIT = 64
"""Evidence is kept in whole numbers of one part in so many, so that sums come out the same everywhere."""

Flags = NDArray[np.bool_]
"""Rows x columns, by block."""
Evidence = NDArray[np.int32]
"""Rows x columns: natural logarithm of the ratio times `UNIT`; above zero speaks against the comb."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the coefficients of one file tell, block by block."""

    combs: tuple[Comb, ...]
    """By frequency; none where no earlier compression shows."""
    fine: Evidence
    """Fair to each class of blocks; 0 where `is_readable` is false."""
    promise: Evidence
    """Fine evidence that a block of that class would have on average without the comb; 0 where `is_readable` is false."""
    smooth: Evidence
    """Stronger; 0 where `is_readable` is false."""
    is_sound: Flags
    """Blocks without any pixel that may have been clipped."""
    is_readable: Flags
    """Blocks without any pixel that is at the end of the scale."""
    is_clear: Flags
    """Blocks that are sound and have no possibly clipped pixel beside them either."""

    @property
    def strength(self) -> float:
        """How clear the combs are: what a block speaks for them on average, as a natural logarithm."""
        count = int(self.is_sound.sum())
        return -int(self.fine[self.is_sound].sum()) / UNIT / count if count else 0.0


def gather(
    reading: Reading,
    rgb: NDArray[np.uint8],
    *,
    without: Flags | None = None,
    combs: tuple[Comb, ...] = (),
) -> Gathered:
    """Combs and evidence of a file, with its pixels, which tell where clipping happened.

    For a second look, `without` are blocks that are left out of the histograms, and `combs` those found at the first look.
    """
    stored = reading.quotients
    inside = reading.inside(rgb)
    is_readable, is_sound, is_clear = unclipped(
        inside, ((2, 0), (reading.margin, 0), (reading.margin, reading.blur))
    )
    nothing = np.zeros(is_sound.shape, np.int32)
    if int(is_sound.sum()) < LEAST_USABLE:
        return Gathered((), nothing, nothing, nothing, is_sound, is_readable, is_clear)
    own = _roughness(stored)
    counted = np.ones(is_sound.shape, np.bool_) if without is None else ~without
    # Blocks at or beside possible clipping are compared with their own kind only: clipping breaks combs.
    groups = (is_clear, is_sound & ~is_clear, is_readable & ~is_sound)
    fine = _Classes.of(own, groups, counted, FINE_CLASSES)
    smooth = _Classes.of(_around(own), (is_readable,), counted, SMOOTH_CLASSES)
    for histograms in (fine, smooth):
        histograms.stored[:] = histograms.count(stored)
    moved: tuple[list[NDArray[np.int64]], list[NDArray[np.int64]]] = ([], [])
    for x, y in MOVED:
        planes = quantized(reading.luminance, reading.table, x=reading.x + x, y=reading.y + y)
        for histograms, kept in zip((fine, smooth), moved, strict=True):
            kept.append(histograms.count(planes))
    for histograms, kept in zip((fine, smooth), moved, strict=True):
        histograms.moved[:] = np.median(np.stack(kept), axis=0)
    sound = 2 * FINE_CLASSES
    combs = combs or tuple(
        comb
        for frequency in range(1, FREQUENCIES)
        if (
            comb := find_comb(
                frequency,
                reading.table[frequency],
                fine.stored[frequency, :sound, :-1].sum(axis=0),
                fine.moved[frequency, :sound, :-1].sum(axis=0),
                reading.noises,
            )
        )
    )
    evidence, promise = fine.evidence(stored, combs)
    return Gathered(
        combs,
        np.where(is_readable, evidence, 0),
        np.where(is_readable, promise, 0),
        np.where(is_readable, smooth.evidence(stored, combs)[0], 0),
        is_sound,
        is_readable,
        is_clear,
    )


def unclipped(rgb: NDArray[np.uint8], margins: tuple[tuple[int, int], ...]) -> list[Flags]:
    """For each margin and reach: which blocks have all pixels, in all colours, further than that from both ends of the scale.

    With a reach, pixels as near as that to the block count as well.
    """
    from scipy import ndimage

    rows, columns = rgb.shape[0] // BLOCK, rgb.shape[1] // BLOCK
    flags = [np.zeros((rows, columns), np.bool_) for _ in margins]
    for row in range(rows):
        for reach in sorted({reach for _, reach in margins}):
            line = rgb[max(0, row * BLOCK - reach) : (row + 1) * BLOCK + reach]
            low, high = line.min(axis=0).min(axis=1), line.max(axis=0).max(axis=1)
            if reach:
                low = ndimage.minimum_filter1d(low, 2 * reach + 1, mode="nearest")
                high = ndimage.maximum_filter1d(high, 2 * reach + 1, mode="nearest")
            low = low[: columns * BLOCK].reshape(columns, BLOCK).min(axis=1)
            high = high[: columns * BLOCK].reshape(columns, BLOCK).max(axis=1)
            for kept, (margin, its_reach) in zip(flags, margins, strict=True):
                if its_reach == reach:
                    kept[row] = (low > margin) & (high < 255 - margin)
    return flags


@dataclass(frozen=True, slots=True)
class _Classes:
    """Histograms of all frequencies by class."""

    usable: Flags
    """Blocks that count."""
    start: NDArray[np.int64]
    """Rows x columns: place of the first bin of a block's class."""
    stored: NDArray[np.float64]
    """64 x classes x bins: of the file's own grid."""
    moved: NDArray[np.float64]
    """64 x classes x bins: of the moved grids."""

    @classmethod
    def of(
        cls, rough: NDArray[np.uint8], groups: tuple[Flags, ...], counted: Flags, classes: int
    ) -> _Classes:
        """In each group, classes of equally many counted blocks, as far as that goes; no histograms yet."""
        start = np.zeros(rough.shape, np.int64)
        usable = np.zeros(rough.shape, np.bool_)
        for number, group in enumerate(groups):
            counts = np.cumsum(np.bincount(rough[group & counted], minlength=256), dtype=np.float64)
            limits = np.searchsorted(counts, counts[-1] * np.arange(1, classes) / classes)
            start[group] = np.searchsorted(limits, rough[group], side="left") + number * classes
            usable |= group & counted
        empty = np.zeros((FREQUENCIES, classes * len(groups), BINS))
        return cls(usable, start * BINS, empty, empty.copy())

    def count(self, planes: Planes) -> NDArray[np.int64]:
        """64 x classes x bins: usable blocks by stored number."""
        rows, columns = planes.shape[1:]
        usable = self.usable[:rows, :columns]
        start = self.start[:rows, :columns][usable]
        shape = self.stored.shape
        return np.stack(
            [
                np.bincount(start + _numbers(plane[usable]), minlength=shape[1] * BINS).reshape(shape[1:])
                for plane in planes
            ]
        )

    def evidence(self, planes: Planes, combs: tuple[Comb, ...]) -> tuple[Evidence, Evidence]:
        """The sum over all combs, and what it would be on average without them."""
        total = np.zeros(self.start.shape, np.int32)
        promised = np.zeros(self.stored.shape[1], np.int32)
        for comb in combs:
            here, there = self.stored[comb.frequency], self.moved[comb.frequency]
            values, average = _ratios(here[:, :-1], there[:, :-1], comb)
            total += values.ravel()[self.start + _numbers(planes[comb.frequency])]
            promised += average
        return total, promised[self.start // BINS]


def _ratios(
    own: NDArray[np.float64], moved: NDArray[np.float64], comb: Comb
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Classes x bins: the evidence of each stored number in each class; and its average without the comb, by class."""
    counts = own.sum(axis=1, keepdims=True)
    even = moved * (counts / np.maximum(1.0, moved.sum(axis=1, keepdims=True)))
    smooth = smoothed(own, even, max(comb.period, 2.0))
    logarithm = np.log((smooth + TRUST) / (own + TRUST * comb.teeth))
    logarithm[:, 0] *= ZERO_COUNTS
    # What remains is balanced, so that the ratio is 1 on average.
    balance = (own * np.exp(logarithm)).sum(axis=1, keepdims=True) / np.maximum(1.0, counts)
    logarithm -= np.log(np.where(counts > 0, balance, 1.0))
    logarithm = logarithm.clip(-LARGEST_RATIO, LARGEST_RATIO)
    values = np.zeros((len(own), BINS), np.int32)
    values[:, :-1] = np.where(counts >= LEAST_BLOCKS, np.rint(logarithm * UNIT), 0)
    weights = smooth / np.maximum(1e-9, smooth.sum(axis=1, keepdims=True))
    return values, np.rint((values[:, :-1] * weights).sum(axis=1)).astype(np.int32)


def _numbers(plane: NDArray[np.int16]) -> NDArray[np.int16]:
    return np.minimum(np.abs(plane), np.int16(LARGEST + 1))


def _roughness(stored: Planes) -> NDArray[np.uint8]:
    """Rows x columns: how much detail each block has, on a scale of 0 to 255."""
    total = np.zeros(stored.shape[1:], np.float32)
    for plane in stored[1:]:
        total += np.minimum(np.abs(plane), 8)
    rough: NDArray[np.uint8] = np.clip(np.rint(np.log2(1 + total) * 28), 0, 255).astype(np.uint8)
    return rough


def _around(rough: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The mean over a block and the eight around it."""
    from scipy import ndimage

    total = ndimage.convolve(rough.astype(np.int32), np.ones((3, 3), np.int32), mode="nearest")
    mean: NDArray[np.uint8] = (total // 9).astype(np.uint8)
    return mean
