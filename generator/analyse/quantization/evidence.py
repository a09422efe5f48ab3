"""Each block's evidence: how much likelier its stored numbers are without the comb of the earlier compression than with it.

The evidence of a block is the sum of the logarithms of likelihood ratios over all frequencies that show a comb. How a block
looks must not count: plain areas store other numbers than rough ones, with or without a comb. So blocks are sorted into classes
of roughness, and within each class both sides of the ratio are histograms of that class that add up to the same. Where
nothing was put in, the ratio of a block then is 1 on average in every class, whatever the picture shows, and its logarithm is
negative: the condition under which the bound of `regions.py` holds. Clipping breaks combs: clipped blocks stay out, and
those at or beside possible clipping have classes of their own. (Together with the others they made almost all false alarms of
earlier versions; left out, they hide parts in every glaring or dark picture.)

There are three kinds of evidence. The fine one, with narrow classes of each block alone, decides whether a part counts. The
smooth one, with wide classes of a block's surroundings, is stronger and less fair, and only draws the outline. Both fail where
a part is plainer than all the rest, a sky in a picture of grass: its many zeros look like the comb's, and it has its class to
itself. The bare one leaves zeros and classes out and asks how likely each number is under the comb's ideal form. It draws
outlines only, too; whether such parts count is asked of their own numbers (`confirming.py`).

Source: Bianchi and Piva 2012, "Image forgery localization via block-grained analysis of JPEG artifacts", for the ratio; classes
and the exact balance within them are our own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from generator.analyse.coefficients import BLOCK, FREQUENCIES, Planes, quantized
from generator.analyse.quantization.classes import (
    Classes,
    Counts,
    Flags,
    around,
    classes_of,
    middle,
    numbers,
    roughness,
    unclipped,
)
from generator.analyse.quantization.combs import BINS, Comb, find_comb, smoothed
from generator.analyse.quantization.readings import Reading

FINE_CLASSES = 8
"""Classes of a block's own roughness."""
SMOOTH_CLASSES = 4
"""Classes of the roughness of a block and the eight around it."""
MOVED = ((4, 4), (3, 6), (6, 3))
"""Grids without this file's trace. Three, because one of them could be the very grid of an earlier, cropped picture."""
LEAST_USABLE = 200
"""Fewer usable blocks give no evidence."""
LEAST_COMBS = 8
"""Frequencies that must show a comb; with fewer no block has evidence."""
LEAST_BLOCKS = 50
"""Classes with fewer blocks give no evidence."""
LARGEST_RATIO = 2.0
"""One frequency of one block counts at most this much, as a natural logarithm."""
TRUST = 10.0
"""Blocks that the comb's ideal form is worth beside the counted ones."""
ZERO_COUNTS = 0.5
"""How much of its evidence a stored 0 keeps: plain parts hold more zeros, with or without a comb."""
SILENT = -0.2
"""Bare evidence of blocks whose numbers tell nothing, mostly zeros: slightly for the comb, so that parts end there."""
UNIT = 64
"""Evidence is kept in whole numbers of one part in so many, so that sums come out the same everywhere."""

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
    usual: Evidence
    """Fine evidence that blocks of that class have on average here; 0 where `is_readable` is false."""
    brightness: NDArray[np.uint8]
    """Mean of each block."""
    smooth: Evidence
    """Stronger; 0 where `is_readable` is false."""
    bare: Evidence
    """Without zeros and classes, `SILENT` where a block tells nothing; 0 where `is_readable` is false."""
    is_sound: Flags
    """Blocks without any pixel that may have been clipped."""
    is_readable: Flags
    """Blocks without any pixel that is at the end of the scale."""
    is_clear: Flags
    """Blocks that are sound and have no possibly clipped pixel beside them either."""
    alike: float = 1.0
    """As `Reading.alike`."""

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
    if reading.is_fit is not None:
        is_readable, is_sound, is_clear = (
            item & reading.is_fit for item in (is_readable, is_sound, is_clear)
        )
    nothing = np.zeros(is_sound.shape, np.int32)
    mean = stored[0].astype(np.float32) * np.float32(reading.table[0] / BLOCK) + np.float32(128)
    brightness = np.clip(np.rint(mean), 0, 255).astype(np.uint8)
    unknown = Gathered(
        *((), nothing, nothing, nothing, brightness, nothing, nothing),
        *(is_sound, is_readable, is_clear, reading.alike),
    )
    if int(is_sound.sum()) < LEAST_USABLE:
        return unknown
    own = roughness(stored) if reading.detail is None else reading.detail
    counted = is_readable if without is None else is_readable & ~without
    # Blocks at or beside possible clipping are compared with their own kind only: clipping breaks combs.
    groups = (is_clear, is_sound & ~is_clear, is_readable & ~is_sound)
    classes = Classes(
        classes_of(own, groups, counted, FINE_CLASSES),
        classes_of(around(own), (is_readable,), counted, SMOOTH_CLASSES),
        counted,
        FINE_CLASSES * len(groups),
        SMOOTH_CLASSES,
    )
    here = classes.count(stored)
    there = middle(
        *(
            classes.count(quantized(reading.luminance, reading.table, x=reading.x + x, y=reading.y + y))
            for x, y in MOVED
        )
    )
    sound = 2 * FINE_CLASSES
    everywhere = there.fine[:, :sound, :-1].sum(axis=1)
    combs = combs or tuple(
        comb
        for frequency in range(1, FREQUENCIES)
        if (
            comb := find_comb(
                frequency,
                reading.table[frequency],
                here.fine[frequency, :sound, :-1].sum(axis=0),
                everywhere[frequency],
                reading.noises,
            )
        )
    )
    if len(combs) < LEAST_COMBS:
        return replace(unknown, combs=combs)
    evidence, promise, usual = _evidence(stored, classes.own, here.fine, there.fine, combs)
    smooth, _, _ = _evidence(stored, classes.around, here.smooth, there.smooth, combs)
    return replace(
        unknown,
        combs=combs,
        fine=np.where(is_readable, evidence, 0),
        promise=np.where(is_readable, promise, 0),
        usual=np.where(is_readable, usual, 0),
        smooth=np.where(is_readable, smooth, 0),
        bare=np.where(is_readable, _bare(stored, everywhere, combs), 0),
    )


def _evidence(
    stored: Planes,
    classes: NDArray[np.intp],
    here: Counts,
    there: Counts,
    combs: tuple[Comb, ...],
) -> tuple[Evidence, Evidence, Evidence]:
    """The sum over all combs, what it would be on average without them, and what it is on average in that class."""
    total = np.zeros(classes.shape, np.int32)
    promised, usual = np.zeros(here.shape[1], np.int32), np.zeros(here.shape[1], np.int32)
    for comb in combs:
        own, moved = (item[comb.frequency, :, :-1].astype(np.float64) for item in (here, there))
        values, without, within = _ratios(own, moved, comb)
        total += values.ravel()[classes * BINS + numbers(stored[comb.frequency])]
        promised += without
        usual += within
    return total, promised[classes], usual[classes]


def _bare(stored: Planes, even: Counts, combs: tuple[Comb, ...]) -> Evidence:
    """The sum over all combs of how much likelier a number other than 0 is in `even` histograms than under the comb's form."""
    total = np.zeros(stored.shape[1:], np.int32)
    for comb in combs:
        smooth, values = even[comb.frequency, 1:] + 1e-2, np.zeros(BINS)
        teeth = comb.teeth[1:] / ((comb.teeth[1:] * smooth).sum() / smooth.sum())
        values[1:-1] = -np.log(teeth).clip(-LARGEST_RATIO, LARGEST_RATIO)
        total += np.rint(values * UNIT).astype(np.int32)[numbers(stored[comb.frequency])]
    total[total == 0] = round(SILENT * UNIT)
    return total


def _ratios(
    own: NDArray[np.float64], moved: NDArray[np.float64], comb: Comb
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Classes x bins: the evidence of each stored number in each class; its average without the comb, and here, by class."""
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
    without, within = (
        np.rint((values[:, :-1] * item).sum(axis=1) / np.maximum(1e-9, item.sum(axis=1))).astype(np.int32)
        for item in (smooth, own)
    )
    return values, without, within
