"""From spectra to a statement: was the picture resized, and by which factor?

For each factor the frequencies are known at which both spectra should peak: one over the factor for the resizing itself,
and multiples of one eighth of that for the blocks of an earlier JPEG. Without resizing the powers there are random. The
weaker of both directions counts, twice, so that what is regular in one direction only, such as a fence, can't decide; that is
again distributed exponentially, and the sum over all peaks has a known distribution (Erlang's). The chance of so much power,
times the number of factors, is the expected number of false alarms (NFA). What the peak of the resizing alone can't show:
the factor, since 0.7 and 1.75 peak at the same place.

Sources: as `traces.py`; Desolneux, Moisan and Morel 2008, "From Gestalt Theory to Image Analysis", for the bound.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, log10

import numpy as np
from numpy.typing import NDArray

from generator.analyse.grid.votes import BLOCK
from generator.analyse.resampling.traces import PADDING, Traces, folded, is_usable, is_usable_alone

SMALLEST, LARGEST = 0.65, 2.5
"""Factors that are looked for. Reducing further wipes its own traces out."""
MOST_POWER = 30.0
"""Largest power of one peak that counts, where several are expected."""
FEWEST_PEAKS = 3
"""Frequencies that a factor must predict: with fewer the blocks can't tell it from others."""
MOST_LOG_NFA = -9.0
"""Largest base-10 logarithm of the NFA; unresized pictures reach -5.5 (see `measured.py`)."""
MOST_LOG_HINT = -2.0
"""The same for ratios that are only asked again, by other means (`resized_jpeg/earlier.py`)."""
MOST_HINTS, MOST_LOOKED_AT = 3, 200
"""Ratios that are hinted at; places of the spectra that are looked at for them."""
APART = 0.008
"""Shares by which hints differ at least."""
NEAR = 0.75
"""Factors whose logarithm is at least this share of the best one's are compared by all their power."""
PEAK, LEAST_HIT = 5.0, 0.6
"""The factor is only told when this share of the peaks that it predicts is there, in both directions with so much power."""
SAME = 0.015
"""Factors that differ by less than this share are the same."""
VIDEO = (2.0,)
"""A factor that can't be told from the blocks of 16 pixels of videos and HEIC."""

_Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Resizing:
    """What the spectra tell."""

    log_nfa: float
    """Base-10 logarithm of the number of false alarms."""
    factor: float
    """New size by old size; 0 where it can't be told."""
    frequency: float
    """Of the strongest peak of the resizing alone, periods a pixel; 0 where the factor was told by blocks."""


def resizing_of(traces: Traces) -> Resizing | None:
    """None where no trace is sure enough."""
    ratios = _ratios(traces)
    by_blocks, total, hit = _by_blocks(traces, ratios)
    best = int(by_blocks.argmin())
    if by_blocks[best] <= MOST_LOG_NFA:
        near = np.flatnonzero(by_blocks <= NEAR * by_blocks[best])
        first = near[total[near].argmax()]
        chosen = float(1 / ratios[first])
        is_clear = bool(np.all(np.abs(1 / ratios[near] - chosen) < SAME * chosen)) and hit[first] >= LEAST_HIT
        if is_clear and not any(abs(chosen - item) < SAME * item for item in VIDEO):
            return Resizing(float(by_blocks[best]), chosen, 0.0)
    alone = _alone(traces, ratios)
    best = int(alone.argmin())
    if alone[best] <= MOST_LOG_NFA:
        return Resizing(float(alone[best]), 0.0, float(folded(ratios[best : best + 1])[0]))
    return None


def strongest(traces: Traces) -> tuple[float, float]:
    """Base-10 logarithms of the least NFA by blocks and alone; for measuring how far pictures stay from the limits."""
    ratios = _ratios(traces)
    return float(_by_blocks(traces, ratios)[0].min()), float(_alone(traces, ratios).min())


def hinted(traces: Traces) -> tuple[float, ...]:
    """Ratios of old by new size for which the blocks of an earlier JPEG speak, the likeliest first; far from sure ones, too."""
    ratios = _ratios(traces)
    by_blocks, _, _ = _by_blocks(traces, ratios)
    found: list[float] = []
    for place in np.argsort(by_blocks, kind="stable")[:MOST_LOOKED_AT]:
        ratio = float(ratios[place])
        is_new = all(abs(ratio - item) >= APART * item for item in found)
        if is_new and by_blocks[place] <= MOST_LOG_HINT:
            found.append(ratio)
    return tuple(found[:MOST_HINTS])


def _ratios(traces: Traces) -> _Numbers:
    """Old size by new size, so finely that no peak falls between two."""
    step = 1 / (PADDING * max(traces.width, traces.height))
    return np.arange(1 / LARGEST, 1 / SMALLEST, step)


def _by_blocks(traces: Traces, ratios: _Numbers) -> tuple[_Numbers, _Numbers, _Numbers]:
    """For each ratio: logarithm of the NFA, power in all without a bound, and share of expected peaks that are there."""
    multiples = np.arange(1, BLOCK + 1) / BLOCK
    frequencies = np.sort(folded(ratios[:, None] * multiples[None, :]), axis=1)
    # Where several multiples fold to one place, its peak counts once.
    apart = 2 / min(traces.width, traces.height)
    counts = is_usable(frequencies)
    counts[:, 1:] &= np.diff(frequencies, axis=1) > apart
    across, down = traces.powers(frequencies)
    zero = np.float64(0)
    bounded = np.where(counts, np.minimum(2 * np.minimum(across, down), MOST_POWER), zero).sum(axis=1)
    peaks = counts.sum(axis=1)
    total = np.where(counts, np.log1p(across) + np.log1p(down) - 2 * log(2), zero).sum(axis=1)
    result = log10(ratios.size) + _log_tail(bounded, peaks)
    hits = (counts & (across >= PEAK) & (down >= PEAK)).sum(axis=1)
    return np.where(peaks >= FEWEST_PEAKS, result, zero), total, hits / np.maximum(peaks, 1)


def _alone(traces: Traces, ratios: _Numbers) -> _Numbers:
    frequencies = folded(ratios)
    across, down = traces.powers(frequencies)
    power = 2 * np.minimum(across, down)
    result = log10(ratios.size) + _log_tail(power, np.ones(ratios.size, np.int64))
    return np.where(is_usable_alone(frequencies), result, np.float64(0))


def _log_tail(power: _Numbers, terms: NDArray[np.int64]) -> _Numbers:
    """Base-10 logarithm of the chance that so many exponential variables of mean 1 add up to so much (Erlang)."""
    total = np.zeros_like(power)
    part = np.ones_like(power)
    for number in range(BLOCK):
        total += np.where(number < terms, part, 0.0)
        part = part * power / (number + 1)
    result: _Numbers = (np.log(np.maximum(total, 1e-300)) - power) / log(10)
    return result
