"""Combs in the histograms of JPEG coefficients, which an earlier compression leaves.

Each compression rounds a frequency's coefficient to multiples of its step. Where a file was compressed with a step of 5 and
later with a step of 2, the stored numbers crowd at multiples of 5 / 2 and other numbers hardly occur: drawn as a histogram,
this is a comb. A picture that was compressed once, and a part that was put in since the first time, has no comb. The field
calls it the double quantization effect. What it can't show: an earlier step that divides or is much finer than the later one.

The smooth histogram to compare with is that of the same picture on a grid moved by half a block, where rounding left no trace,
fitted to the stored one by averages as wide as one tooth of the comb.

Sources: Lukáš and Fridrich 2003, "Estimation of primary quantization matrix in double compressed JPEG images"; Lin, He, Tang
and Tang 2009, "Fast, automatic and fine-grained tampered JPEG image detection via DCT coefficient analysis"; Bianchi and Piva
2012, "Image forgery localization via block-grained analysis of JPEG artifacts".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

LARGEST = 48
"""Larger stored numbers are counted together and tell nothing."""
BINS = LARGEST + 2
"""Numbers 0 to `LARGEST` without their sign, and one for all larger."""
LARGEST_STEP = 64
"""Earlier steps up to this are tried."""
FINEST = 0.6
"""Smallest earlier step that is tried, as a share of the file's own: finer ones leave no comb."""
LEAST_COUNT = 200
"""Blocks that must have another number than 0 in a frequency; with fewer, nothing is said of it."""
LEAST_GAIN = 15.0
"""How much more likely the stored numbers must be with the comb than without, as a natural logarithm."""
LEAST_GAIN_EACH = 0.01
"""The same for each block whose number isn't 0."""

_FAINTEST = 0.03
"""Between the teeth a comb has at least this share of the smooth histogram."""
_FAR = 9.0
"""Standard deviations beyond which nothing is expected."""
_PERIODS = (2.0, 2.5, 3.0, 3.5, 4.0, 5.0, 6.0, 7.5, 9.0, 11.0, 13.5, 16.5, 20.0, 24.0)
"""Widths of a tooth for which the smooth histogram is made."""

Histogram = NDArray[np.float64]
"""Blocks by stored number without its sign, 0 to `LARGEST`, along the last axis."""


@dataclass(frozen=True, slots=True)
class Comb:
    """The trace of an earlier compression in one frequency."""

    frequency: int
    """Counted row by row, 1 to 63."""
    step: int
    """The file's own quantization step."""
    earlier: int
    """The estimated earlier one."""
    gain: float
    """How much more likely the stored numbers are with the comb, as a natural logarithm."""
    gains: NDArray[np.float64]
    """The same for every earlier step up to `LARGEST_STEP`; 0 for those that leave no comb."""
    teeth: Histogram
    """How often each number is stored, as a multiple of what the smooth histogram says."""

    @property
    def period(self) -> float:
        """Distance of its teeth in stored numbers."""
        return self.earlier / self.step


def find_comb(
    frequency: int, step: int, stored: Histogram, moved: Histogram, noises: tuple[float, ...] = (0.5, 0.9)
) -> Comb | None:
    """The comb that fits a histogram best, where there is one. `moved` is the histogram on the moved grid.

    `noises` are standard deviations tried for what happens to a coefficient between two compressions.
    """
    count = float(stored[1:].sum())
    if count < LEAST_COUNT:
        return None
    steps, teeth, logarithms, kinds = _combs(step, noises)
    if not len(steps):
        return None
    smooth = _fitted(stored, moved, _averages())[kinds] + 1e-2
    # Zeros are left out: how many there are depends on how plain a picture is.
    inside = slice(1, None)
    gains = (logarithms * stored[None, inside]).sum(axis=1)
    expected = (teeth[:, inside] * smooth[:, inside]).sum(axis=1) / smooth[:, inside].sum(axis=1)
    gains -= count * np.log(expected)
    best = int(gains.argmax())
    gain = float(gains[best])
    if gain < max(LEAST_GAIN, LEAST_GAIN_EACH * count):
        return None
    by_step = np.full(LARGEST_STEP + 1, -np.inf)
    np.maximum.at(by_step, steps, gains)
    return Comb(frequency, step, int(steps[best]), gain, np.where(np.isinf(by_step), 0, by_step), teeth[best])


def smoothed(stored: Histogram, moved: Histogram, period: float) -> Histogram:
    """What histograms would be without the comb: `moved`, fitted to `stored` by averages over one tooth. Numbers come last."""
    kind = int(_nearest_period(np.array([period]))[0])
    fitted: Histogram = _fitted(stored, moved, _averages()[kind : kind + 1])[0]
    return fitted


def _nearest_period(periods: NDArray[np.float64]) -> NDArray[np.int64]:
    nearest: NDArray[np.int64] = np.abs(np.log(_PERIODS)[None, :] - np.log(periods)[:, None]).argmin(axis=1)
    return nearest


def _fitted(stored: Histogram, moved: Histogram, averages: NDArray[np.float64]) -> NDArray[np.float64]:
    # Without `optimize` this is no matrix product by a library, whose last digits depend on the processor.
    above, below = (np.einsum("kij,...j->k...i", averages, item) + 1e-3 for item in (stored, moved))
    fitted: NDArray[np.float64] = moved * (above / below)
    return fitted


@lru_cache(maxsize=1)
def _averages() -> NDArray[np.float64]:
    """Periods x numbers x numbers: weights of the average around each number, with a triangle of twice the period.

    Such an average levels a comb of that period. Numbers below zero are taken to be as many as those above; beyond the largest
    the histogram is continued evenly.
    """
    weights = np.zeros((len(_PERIODS), LARGEST + 1, LARGEST + 1))
    for kind, period in enumerate(_PERIODS):
        reach = int(np.ceil(period / 2)) + 1
        place = np.arange(-reach, reach + 1)
        box = np.clip(np.minimum(place + 0.5, period / 2) - np.maximum(place - 0.5, -period / 2), 0, 1)
        triangle = np.convolve(box, box) / box.sum() ** 2
        for number in range(LARGEST + 1):
            for shift, weight in zip(range(-2 * reach, 2 * reach + 1), triangle, strict=True):
                other = min(abs(number + shift), LARGEST)
                # A histogram without sign holds both signs, except at zero.
                weights[kind, number, other] += weight / (2 if other else 1)
    return weights


@lru_cache(maxsize=256)
def _combs(
    step: int, noises: tuple[float, ...]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64], NDArray[np.int64]]:
    """All combs that an earlier step can leave under this step: earlier steps, teeth (combs x numbers), their logarithms, and
    which of `_PERIODS` is nearest.

    Zero has no logarithm here, as it isn't asked for.
    """
    tried = [
        earlier
        for earlier in range(2, LARGEST_STEP)
        if earlier != step and FINEST * step <= earlier and 4 * earlier <= LARGEST * step
    ]
    steps = np.repeat(np.array(tried, np.int64), len(noises))
    spreads = np.tile(np.array(noises), len(tried))
    # A number is stored for what lies up to half a step around it.
    ends = step * (np.arange(LARGEST + 2, dtype=np.float64) - 0.5)
    teeth = np.diff(_multiples_below(ends[None, :], steps[:, None], spreads[:, None]), axis=1)
    teeth *= steps[:, None] / step
    teeth = (1 - _FAINTEST) * teeth + _FAINTEST
    shown = teeth.max(axis=1, initial=0) >= 1.05
    steps, teeth = steps[shown], teeth[shown]
    return steps, teeth, np.log(teeth[:, 1:]), _nearest_period(steps / step)


def _multiples_below(
    ends: NDArray[np.float64], steps: NDArray[np.int64], spreads: NDArray[np.float64]
) -> NDArray[np.float64]:
    """How many multiples of each step lie below each end, when they are spread around their places; but for a constant."""
    from scipy.special import ndtr

    below = np.floor(ends / steps)
    rest = ends - below * steps
    most = int(np.ceil((_FAR * spreads / steps).max(initial=0)))
    for multiple in range(-most, most + 2):
        away = (rest - multiple * steps) / spreads
        share = (away > 0).astype(np.float64)
        near = np.abs(away) < _FAR
        share[near] = ndtr(away[near])
        # Those up to 0 are counted already as lying below in full.
        below += share - (multiple <= 0)
    return below
