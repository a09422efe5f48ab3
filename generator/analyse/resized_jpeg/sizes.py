"""Sizes that a picture may have had before it was resized.

Whole pictures are mostly saved at sizes that people and programs choose: a width or height of 640, 1000 or 1200, a screen's, a
camera's. Trying those, and simple shares, finds what the spectra of resizing can't see any more (`resampling/factor.py`), at
a tenth of the cost of trying all. Only larger ones are tried so: making a picture larger leaves clear spectra. What it can't
show: a picture of an odd size, unless the spectra tell it, and one that was cropped after it was resized.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.analyse.resized_jpeg.restoring import Size

SMALLEST, LARGEST = 0.4, 2.2
"""Earlier by later size. When it is made smaller than that, the trace of an earlier save is mostly gone."""
LEAST_CHANGE = 0.012
"""Sizes nearer than this share to the picture's own, or to its double, aren't tried: a file's own blocks look like theirs."""
SHARES = (10 / 9, 5 / 4, 4 / 3, 10 / 7, 3 / 2, 5 / 3)
"""Earlier by later size where somebody chose a percentage."""
MOST_PIXELS = 16_000_000
"""Larger pictures aren't brought back, as that would take long."""
OFF, MOST_OFF = 0.005, 8
"""How far from a given ratio the right one may lie, as a share; and in pixels of the earlier width at most."""

_ROUND = (
    *(320, 360, 400, 420, 450, 460, 480, 500, 512, 520, 540, 550, 560, 576, 600, 604, 612, 620),
    *(630, 640, 650, 660, 675, 680, 700, 720, 736, 750, 760, 768, 780, 800, 850, 854, 900, 940),
    *(950, 960, 964, 1000, 1024, 1050, 1080, 1100, 1125, 1136, 1150, 1152, 1200, 1242, 1250, 1280),
    *(1300, 1334, 1350, 1366, 1400, 1440, 1456, 1500, 1536, 1600, 1620, 1650, 1680, 1700, 1728),
    *(1750, 1760, 1800, 1824, 1836, 1864, 1900, 1920, 1944, 1984, 2000, 2016, 2048, 2100, 2112),
    *(2160, 2200, 2250, 2272, 2304, 2400, 2448, 2500, 2560, 2592, 2736, 2816, 2848, 2880, 3000),
    *(3008, 3024, 3072, 3264, 3456, 3500, 3648, 3744, 3840, 3872, 3888, 4000, 4032, 4096, 4160),
    *(4288, 4320, 4608, 4752, 4928, 5000, 5184, 5472, 5616, 6000),
)


def likely(now: Size, ratios: Iterable[float] = ()) -> tuple[Size, ...]:
    """Sizes with the shape of a picture that is `now` so large: usual ones, and those near the `ratios` of earlier by later."""
    width, height = now
    sizes = {_scaled(now, ratio) for ratio in SHARES}
    for ratio in ratios:
        middle = round(width * ratio)
        reach = min(MOST_OFF, round(middle * OFF) + 1)
        sizes |= {(side, round(height * side / width)) for side in range(middle - reach, middle + reach + 1)}
    sizes |= {(side, round(height * side / width)) for side in _ROUND if side > width}
    sizes |= {(round(width * side / height), side) for side in _ROUND if side > height}
    return tuple(sorted(size for size in sizes if _is_tried(now, size)))


def near(size: Size, reach: int) -> tuple[Size, ...]:
    """A size and those that are up to `reach` pixels wider, narrower, higher and lower."""
    steps = range(-reach, reach + 1)
    return tuple((size[0] + wider, size[1] + higher) for wider in steps for higher in steps)


def _is_tried(now: Size, size: Size) -> bool:
    """Whether a size isn't too far from a picture's own, nor close to it or its double."""
    if size[0] * size[1] > MOST_PIXELS:
        return False
    return all(
        SMALLEST * length <= side <= LARGEST * length
        and abs(side / length - 1) >= LEAST_CHANGE
        and abs(side / length - 2) >= 2 * LEAST_CHANGE
        for side, length in zip(size, now, strict=True)
    )


def _scaled(now: Size, ratio: float) -> Size:
    return round(now[0] * ratio), round(now[1] * ratio)
