"""At which quality a picture was saved before, from the combs in its file.

Each comb tells how likely every step of the earlier quantization table is at its frequency. The standard table that makes all
of them most likely together is taken (maximum likelihood). What it can't show: cameras and Adobe's programs use tables of
their own, for which only the nearest standard quality can be told; and of several earlier compressions the coarsest shows most.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.analyse.jpeg_quality import LUMINANCE, scaled
from generator.analyse.quantization.combs import LARGEST_STEP, Comb

LEAST_AGREEMENT = 0.7
"""Share of the likelihood of the best steps that a standard table must reach before its quality is named."""
_QUALITIES = range(30, 100)


@dataclass(frozen=True, slots=True)
class EarlierSave:
    """What is known of the compression before the file's own."""

    quality: int
    """Nearest standard quality, 1 to 100; 0 when no standard table fits."""
    agreement: float
    """How near that table comes to the best step for each frequency by itself: 1 when it is the same."""
    steps: tuple[tuple[int, int, int], ...]
    """Frequency, the file's own step, the estimated earlier one."""


def earlier_save(combs: tuple[Comb, ...]) -> EarlierSave:
    """The standard quality that fits the combs best."""
    steps = tuple((comb.frequency, comb.step, comb.earlier) for comb in combs)
    total = sum(comb.gain for comb in combs)
    if not total:
        return EarlierSave(0, 0.0, steps)
    gains = {
        quality: sum(_gain(comb, step) for comb, step in _pairs(combs, scaled(LUMINANCE, quality)))
        for quality in _QUALITIES
    }
    quality = max(gains, key=lambda item: gains[item])
    agreement = round(gains[quality] / total, 3)
    return EarlierSave(quality if agreement >= LEAST_AGREEMENT else 0, agreement, steps)


def _pairs(combs: tuple[Comb, ...], table: tuple[int, ...]) -> list[tuple[Comb, int]]:
    return [(comb, table[comb.frequency]) for comb in combs]


def _gain(comb: Comb, step: int) -> float:
    """How much likelier the stored numbers are with that earlier step; a wrong one costs no more than the comb is worth."""
    return max(float(comb.gains[step]), -comb.gain) if step <= LARGEST_STEP else 0.0
