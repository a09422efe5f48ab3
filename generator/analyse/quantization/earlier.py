"""At which quality a picture was saved before, from the combs in its file.

Each comb gives an estimate of one step of the earlier quantization table. The standard tables for all qualities are compared
with these estimates, each weighing as much as its comb is clear. What it can't show: cameras and Adobe's programs use tables of
their own, for which only the nearest standard quality can be told; and of several earlier compressions the coarsest shows most.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.analyse.jpeg_quality import LUMINANCE, scaled
from generator.analyse.quantization.combs import Comb

LEAST_AGREEMENT = 0.6
"""Share of the estimates, by weight, that must fit a table before its quality is named."""
_QUALITIES = range(30, 100)


@dataclass(frozen=True, slots=True)
class EarlierSave:
    """What is known of the compression before the file's own."""

    quality: int
    """Nearest standard quality, 1 to 100; 0 when no standard table fits."""
    agreement: float
    """Share of the estimated steps, by weight, that fit that table."""
    steps: tuple[tuple[int, int, int], ...]
    """Frequency, the file's own step, the estimated earlier one."""


def earlier_save(combs: tuple[Comb, ...]) -> EarlierSave:
    """The standard quality that fits the combs best; the middle one where several fit equally well."""
    steps = tuple((comb.frequency, comb.step, comb.earlier) for comb in combs)
    total = sum(comb.gain for comb in combs)
    if not total:
        return EarlierSave(0, 0.0, steps)
    nearness = {quality: _nearness(combs, scaled(LUMINANCE, quality)) for quality in _QUALITIES}
    best = max(nearness.values())
    nearest = [quality for quality, value in nearness.items() if value >= best - 1e-9]
    quality = nearest[len(nearest) // 2]
    agreement = round(_fitting(combs, scaled(LUMINANCE, quality)) / total, 3)
    return EarlierSave(quality if agreement >= LEAST_AGREEMENT else 0, agreement, steps)


def _nearness(combs: tuple[Comb, ...], table: tuple[int, ...]) -> float:
    """Weight of the combs, less the farther their steps are from those of the table; a tenth off counts nothing."""
    return sum(
        comb.gain * max(0.0, 1 - 10 * abs(comb.earlier - table[comb.frequency]) / comb.earlier)
        for comb in combs
    )


def _fitting(combs: tuple[Comb, ...], table: tuple[int, ...]) -> float:
    """Weight of the combs whose step is that of the table; estimates of large steps may be off by a twentieth."""
    return sum(comb.gain for comb in combs if abs(comb.earlier - table[comb.frequency]) <= comb.earlier / 20)
