"""How well the frequencies of an earlier save come back when a picture is brought back to its earlier size.

What finest detail was lost by resizing, and what is mistaken for other detail, spoils the lower frequencies of the same
blocks: the more fine detail a block has, the more. How fast that goes differs from picture to picture, so it is measured in
each; blocks that are hardly ever near multiples for that reason are left out. (Kept, they looked like parts without an earlier
save: an animal's scales, a striped tie.) Programs also weaken fine detail as a whole, each in its own way; to allow for that
gained nothing.

What it can't show: how well the blocks of a part that was put in later would have come back; of those only the fine detail is
known.

Source: the fading of a mean cosine under normal deviations (the characteristic function of the normal distribution); the rest
is our own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, exp, pi

import numpy as np
from numpy.typing import NDArray

from generator.analyse.coefficients import BLOCK, SCALES, frequencies
from generator.analyse.coefficients import FREQUENCIES as ALL
from generator.analyse.grid.votes import Luminance
from generator.analyse.jpeg_quality import LUMINANCE, scaled

LOW = 3
"""Frequencies whose orders add up to no more than this are asked."""
FINE = 4
"""Orders from this on are fine detail."""
FROM_BESIDE = 1 / 8
"""A block counts as having at least this share of the fine detail of the blocks beside it, as filters mix what lies side by
side. Plain blocks beside very rough ones were taken for parts otherwise, though on average they come back as if they had
less."""
SOME = 0.6
"""Numbers smaller than this share of their step tell nothing: most of them would be 0."""
GROUPS = 20
"""Groups of blocks by fine detail."""
FEWEST = 40
"""Numbers that a group must have."""
FADING = tuple(1e-4 * 1.25**number for number in range(40))
"""How fast closeness to multiples may fade with the square of fine detail."""
LEAST_CLOSE = 0.4
"""Blocks are left out where they would be less close to multiples than this share of what blocks without detail are."""
AS_WELL = 0.003
"""Values for fading fit as well as the best one if they miss the groups' closeness by no more than this share on average."""

_PHASES = 64
_MOST_BLOCKS = 40_000

_Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Fidelity:
    """What comes back."""

    is_fit: NDArray[np.bool_]
    """Rows x columns: blocks whose frequencies come back well enough."""
    detail: NDArray[np.uint8]
    """Rows x columns: how much fine detail each block has, on a scale of 0 to 255."""


def fidelity_of(gray: Luminance, quality: int) -> Fidelity:
    """Of a picture brought back to the size at which it was saved at that quality."""
    from scipy import ndimage

    rows, columns = gray.shape[0] // BLOCK, gray.shape[1] // BLOCK
    table = scaled(LUMINANCE, quality)
    low = [number for number in range(1, ALL) if number // BLOCK + number % BLOCK <= LOW]
    numbers = np.empty((len(low), rows, columns), np.float32)
    detail = np.empty((rows, columns), np.float32)
    for part, found in frequencies(gray[: rows * BLOCK, : columns * BLOCK]):
        for place, number in enumerate(low):
            numbers[place, part] = found[number] * np.float32(1 / (SCALES[number] * table[number]))
        detail[part] = _detail(found)
    step = max(1, rows * columns // _MOST_BLOCKS)
    some = numbers.reshape(len(low), -1)[:, ::step]
    most = _most_detail(some, detail.ravel()[::step])
    scale = np.clip(np.rint(np.log2(1 + detail) * np.float32(10)), 0, 255).astype(np.uint8)
    from_beside = ndimage.maximum_filter(detail, 3) * np.float32(FROM_BESIDE)
    return Fidelity(np.maximum(detail, from_beside) <= np.float32(most), scale)


def _detail(found: _Floats) -> _Floats:
    """Rows x columns: the sum of the squares of the fine frequencies."""
    total = np.zeros(found.shape[1:], np.float32)
    for number in range(ALL):
        if max(number // BLOCK, number % BLOCK) >= FINE:
            value = found[number] * np.float32(1 / SCALES[number])
            total += value * value
    return total


def _phases(values: _Floats) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Where between multiples of 1 values lie, in `_PHASES` parts, and which of them tell anything."""
    phases = np.rint(values * np.float32(_PHASES)).astype(np.int64) % _PHASES
    return phases, np.abs(values) >= np.float32(SOME)


@lru_cache(maxsize=1)
def _waves() -> NDArray[np.int64]:
    """The cosine of each phase, in parts of a million."""
    return np.array([round(1e6 * cos(2 * pi * phase / _PHASES)) for phase in range(_PHASES)], np.int64)


def _most_detail(numbers: _Floats, detail: _Floats) -> float:
    """Up to how much fine detail blocks are close enough to multiples; infinite where more detail does no harm."""
    phases, tells = _phases(numbers)
    close, count = np.where(tells, _waves()[phases], 0).sum(axis=0), tells.sum(axis=0)
    order = np.argsort(detail, kind="stable")
    groups = [part for part in np.array_split(order, GROUPS) if count[part].sum() >= FEWEST]
    if len(groups) < 2:
        return float("inf")
    means = [int(close[part].sum()) / int(count[part].sum()) / 1e6 for part in groups]
    squares = [float(np.median(detail[part])) for part in groups]
    # What was put in may fill a few groups, so that the usual deviation counts and not its square.
    best = max(sorted(means)[-len(means) // 4], 0.05)

    def off(fading: float) -> float:
        return sum(
            abs(mean - best * exp(-fading * square)) for mean, square in zip(means, squares, strict=True)
        )

    # Where groups are close or not, but none in between, many values fit as well: the most careful one is taken.
    offs = [(off(item), item) for item in (0.0, *FADING)]
    fading = max(item for value, item in offs if value <= min(offs)[0] + AS_WELL * best * len(groups))
    return -np.log(LEAST_CLOSE) / fading if fading else float("inf")
