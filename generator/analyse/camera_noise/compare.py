"""Is a sensor's pattern in a picture? Correlation at the place where it should be, or at its highest peak.

The measure is the peak-to-correlation energy (PCE, Goljan and Fridrich 2008): the squared correlation at one displacement over
its mean square at all others. For a picture of another body it is about the square of a normally distributed number, which
gives the theoretical chance; how often it errs in fact was measured (`measured.py`). Goljan, Fridrich and Filler (2009) found
PCE above 60 in 2.4 of 100,000 comparisons of a million pictures with other cameras.

A picture of the sensor's full size is compared at one displacement, upright, turned by 180° and mirrored; one of its shape but
smaller with the pattern reduced to its size; any other that is smaller at all displacements that a cropping can have. What was
both reduced and cropped, or corrected for distortion, isn't found.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from generator.analyse.camera_noise.residual import (
    STEP,
    Array,
    Strip,
    fitting,
    luminance,
    promise,
    strips,
    weighted,
    without_grid,
)

LEAST_PCE = 60.0
"""From here on a pattern counts as found."""
TILE = 1024
"""Side of the part that is searched for in a pattern when the picture may be cropped, pixels."""
SEARCHED = 64_000_000
"""Pixels of patterns that one picture is searched in; what lies beyond isn't compared."""
BAND = 12_000_000
"""Pixels of a pattern that are searched at once."""
LEAST_SIDE = 256
"""Smaller pictures hold too little noise."""
SMALLEST_SCALE = 0.3
"""Pictures reduced further hold too little of the pattern: on development pictures PCE fell below the threshold near 1/3."""


class Way(StrEnum):
    """How a picture could come from a sensor's picture."""

    WHOLE = "full size"
    REDUCED = "reduced"
    CROPPED = "cropped"


TURNS: dict[str, Callable[[Array], Array]] = {
    "": lambda pattern: pattern,
    "turned by 180°": lambda pattern: pattern[::-1, ::-1],
    "mirrored": lambda pattern: pattern[:, ::-1],
    "upside down and mirrored": lambda pattern: pattern[::-1],
    "turned by 90°": lambda pattern: pattern.T[:, ::-1],
    "turned by 270°": lambda pattern: pattern.T[::-1],
    "turned by 90° and mirrored": lambda pattern: pattern.T,
    "turned by 270° and mirrored": lambda pattern: pattern.T[::-1, ::-1],
}
"""What may have been done to the picture since, with the same done to the pattern; the first four keep width and height."""
UPRIGHT, ACROSS = tuple(TURNS)[:4], tuple(TURNS)[4:]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A picture with one fingerprint."""

    way: Way
    """Taken for what."""
    turn: str
    """What was done besides; empty for nothing."""
    pce: float
    """With the sign of the correlation."""
    chance: float
    """Logarithm to base 10 of how often noise alone should reach this somewhere among all that was tried; at most 0."""
    x: int = 0
    """Left edge of the cropped picture in the sensor's, pixels."""
    y: int = 0
    """Top edge."""
    scale: float = 1.0
    """Width of the picture by the sensor's."""

    @property
    def is_match(self) -> bool:
        """Whether the pattern counts as found."""
        return self.pce >= LEAST_PCE


@dataclass
class Examined:
    """A picture's side of all comparisons, worked out once."""

    rgb: Array
    """Height x width x 3, as stored."""
    promise: Array
    """Where the pattern should show (`residual.promise`)."""
    searched: int = 0
    """Pixels of patterns that were searched so far."""
    _strips: list[tuple[Strip, Array]] = field(default_factory=list)
    _tile: list[tuple[int, int, Array]] = field(default_factory=list)

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width."""
        return self.rgb.shape[0], self.rgb.shape[1]

    def strips(self) -> list[tuple[Strip, Array]]:
        """The strips with their power spectra."""
        if not self._strips:
            self._strips = [(item, _power(item.signal)) for item in strips(self.rgb, self.promise)]
        return self._strips

    def tile(self) -> tuple[int, int, Array]:
        """Left and top edge of the most promising part, and its weighted residual."""
        if not self._tile:
            self._tile = [_best_tile(self.rgb, self.promise)]
        return self._tile[0]


def examined(rgb: Array) -> Examined:
    """A picture, made ready."""
    return Examined(rgb, promise(rgb))


def ways(shape: tuple[int, int], sensor: tuple[int, int]) -> tuple[tuple[Way, tuple[str, ...]], ...]:
    """What a picture of this height and width may be of a sensor's, with the turns to try; empty when it can't be."""
    found: list[tuple[Way, tuple[str, ...]]] = []
    for turns, (height, width) in ((UPRIGHT, sensor), (ACROSS, sensor[::-1])):
        if shape == (height, width):
            return ((Way.WHOLE, (*UPRIGHT, *ACROSS) if height == width else turns),)
        scale = shape[1] / width
        if SMALLEST_SCALE <= scale < 1 and abs(shape[0] - height * scale) <= 1.5:
            found.append((Way.REDUCED, turns))
        is_same_way_up = (shape[0] > shape[1]) == (height > width)
        if shape[0] <= height and shape[1] <= width and is_same_way_up:
            found.append((Way.CROPPED, ("",) if turns is UPRIGHT else turns[:2]))
    return tuple(found)


def compare(picture: Examined, pattern: Array, way: Way, turns: tuple[str, ...]) -> Comparison | None:
    """The best of the turns; None when the search would go beyond its bounds."""
    if way is Way.CROPPED:
        return _searched(picture, pattern, turns)
    height, width = picture.shape
    scale = 1.0
    if way is Way.REDUCED:
        scale = width / TURNS[turns[0]](pattern).shape[1]
        pattern = _reduced(pattern, (height, width) if turns[0] in UPRIGHT else (width, height))
    parts = picture.strips()
    likely = max(turns, key=lambda turn: _roughly(parts, TURNS[turn](pattern)))
    best = max(
        ((_aligned(parts, TURNS[turn](pattern)), turn) for turn in dict.fromkeys((turns[0], likely))),
        key=lambda pair: pair[0],
    )
    return Comparison(way, best[1], best[0], _chance(best[0], len(turns)), scale=scale)


def _reduced(pattern: Array, shape: tuple[int, int]) -> Array:
    from PIL import Image

    image = Image.fromarray(pattern.astype(np.float32)).resize(shape[::-1], Image.Resampling.BICUBIC)
    result: Array = np.array(image)
    return without_grid(result)


def _pairs(parts: list[tuple[Strip, Array]], pattern: Array) -> Iterator[tuple[Array, Array, Array]]:
    """Signal, its power, and the pattern's part at the same place."""
    for strip, power in parts:
        rows, columns = strip.signal.shape
        yield (
            strip.signal,
            power,
            pattern[strip.top : strip.top + rows, :columns].astype(np.float32),
        )


def _roughly(parts: list[tuple[Strip, Array]], pattern: Array) -> float:
    """The correlation as if both were white noise: enough to choose a turn by."""
    product = energy = 0.0
    for signal, _, part in _pairs(parts, pattern):
        product += float((signal * part).sum(dtype=np.float64))
        energy += float((signal * signal).mean(dtype=np.float64)) * float((part * part).sum(dtype=np.float64))
    return product / math.sqrt(energy) if energy > 0 else 0.0


def _aligned(parts: list[tuple[Strip, Array]], pattern: Array) -> float:
    """PCE where signal and pattern lie on each other, over all strips together."""
    product = energy = 0.0
    for signal, power, part in _pairs(parts, pattern):
        peak = float((signal * part).sum(dtype=np.float64))
        product += peak
        energy += _mean_square(power, _power(part), signal.shape) - peak * peak / signal.size
    return math.copysign(product * product / energy, product) if energy > 0 else 0.0


def _power(values: Array) -> Array:
    from scipy.fft import rfft2

    spectrum = rfft2(values)
    result: Array = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
    return result


def _mean_square(left: Array, right: Array, shape: tuple[int, ...]) -> float:
    """Mean square of the correlation over all displacements, from both power spectra (Parseval)."""
    both = left * right
    total = 2 * float(both.sum(dtype=np.float64)) - float(both[:, 0].sum(dtype=np.float64))
    if shape[1] % 2 == 0:
        total -= float(both[:, -1].sum(dtype=np.float64))
    return total / float(shape[0] * shape[1]) ** 2


def _best_tile(rgb: Array, map_of_promise: Array) -> tuple[int, int, Array]:
    height, width = (fitting(min(TILE, side), 8) for side in rgb.shape[:2])
    rows, columns = height // STEP, width // STEP
    sums = np.zeros(tuple(side + 1 for side in map_of_promise.shape))
    sums[1:, 1:] = map_of_promise.cumsum(axis=0, dtype=np.float64).cumsum(axis=1)
    inside = (
        sums[rows::8, columns::8]
        - sums[: -rows or None : 8, columns::8]
        - sums[rows::8, : -columns or None : 8]
        + sums[: -rows or None : 8, : -columns or None : 8]
    )
    top, left = (int(place) * 8 * STEP for place in np.unravel_index(int(inside.argmax()), inside.shape))
    top, left = min(top, rgb.shape[0] - height), min(left, rgb.shape[1] - width)
    return left, top, weighted(luminance(rgb[top : top + height, left : left + width]))


def _searched(picture: Examined, pattern: Array, turns: tuple[str, ...]) -> Comparison | None:
    """The highest peak among all places that the picture can have in the sensor's."""
    if picture.searched + pattern.size * len(turns) > SEARCHED:
        return None
    picture.searched += pattern.size * len(turns)
    left, top, tile = picture.tile()
    best: Comparison | None = None
    tried = 0
    for turn in turns:
        turned = TURNS[turn](pattern)
        # The tile's place in the picture bounds its place in the sensor's picture.
        rows, columns = (turned.shape[axis] - picture.shape[axis] + 1 for axis in (0, 1))
        tried += rows * columns
        part = turned[
            top : top + rows + tile.shape[0] - 1,
            left : left + columns + tile.shape[1] - 1,
        ]
        pce, y, x = _highest(tile, part)
        if best is None or pce > best.pce:
            best = Comparison(Way.CROPPED, turn, pce, 0.0, x, y)
    assert best is not None
    return Comparison(Way.CROPPED, best.turn, best.pce, _chance(best.pce, tried), best.x, best.y)


def _highest(tile: Array, area: Array) -> tuple[float, int, int]:
    """PCE and place of the highest correlation of a tile within an area, worked through in bands."""
    from scipy.fft import irfft2, next_fast_len, rfft2

    height, width = tile.shape
    rows = area.shape[0] - height + 1
    band = min(rows, max(height, BAND // area.shape[1] - height))
    shape = (next_fast_len(band + height - 1, real=True), next_fast_len(area.shape[1], real=True))
    spectrum = np.conj(rfft2(tile, shape))
    squares, count, peak, place = 0.0, 0, -math.inf, (0, 0)
    for start in range(0, rows, band):
        part = area[start : start + band + height - 1].astype(np.float32)
        surface = irfft2(rfft2(part, shape) * spectrum, shape)
        valid = surface[: part.shape[0] - height + 1, : area.shape[1] - width + 1]
        squares += float((valid * valid).sum(dtype=np.float64))
        count += valid.size
        y, x = divmod(int(valid.argmax()), valid.shape[1])
        if float(valid[y, x]) > peak:
            peak, place = float(valid[y, x]), (start + y, x)
    if count < 1000:
        # Too few displacements to know what is usual: the tile's own spread and the pattern's tell.
        energy = float((tile * tile).sum(dtype=np.float64)) * float(area.astype(np.float32).var())
    else:
        energy = (squares - peak * peak) / (count - 1)
    pce = math.copysign(peak * peak / energy, peak) if energy > 0 else 0.0
    return pce, *place


def _chance(pce: float, tried: int) -> float:
    from scipy.special import log_ndtr

    logarithm = float(log_ndtr(-math.copysign(math.sqrt(abs(pce)), pce))) / math.log(10)
    return round(min(0.0, logarithm + math.log10(tried)), 1)
