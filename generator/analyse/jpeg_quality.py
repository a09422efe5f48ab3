"""Estimates at which quality a JPEG was saved, by comparing its quantization tables with the standard ones.

The standard's two example tables, scaled by a number from 1 to 100 as the Independent JPEG Group's library does it, are
what most programs and many phones write. Cameras and Adobe's programs use tables of their own; for these only the nearest
standard quality can be given, and how far off it is.

Sources: ITU-T T.81 (1992), Annex K, tables K.1 and K.2; the scaling rule is the Independent JPEG Group's (`jcparam.c`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import sub

LUMINANCE = (
    *(16, 11, 10, 16, 24, 40, 51, 61),
    *(12, 12, 14, 19, 26, 58, 60, 55),
    *(14, 13, 16, 24, 40, 57, 69, 56),
    *(14, 17, 22, 29, 51, 87, 80, 62),
    *(18, 22, 37, 56, 68, 109, 103, 77),
    *(24, 35, 55, 64, 81, 104, 113, 92),
    *(49, 64, 78, 87, 103, 121, 120, 101),
    *(72, 92, 95, 98, 112, 100, 103, 99),
)
"""Table K.1, for brightness, row by row."""

CHROMINANCE = (
    *(17, 18, 24, 47, 99, 99, 99, 99),
    *(18, 21, 26, 66, 99, 99, 99, 99),
    *(24, 26, 56, 99, 99, 99, 99, 99),
    *(47, 66, 99, 99, 99, 99, 99, 99),
    *(99,) * 32,
)
"""Table K.2, for colour, row by row."""


@dataclass(frozen=True, slots=True)
class Quality:
    """The standard quality nearest to a table."""

    value: int
    """1 to 100."""
    error: float
    """Mean absolute difference of the 64 divisors from the standard table of that quality; 0 when they are equal."""

    @property
    def is_exact(self) -> bool:
        """Whether the table is the standard one."""
        return self.error == 0


def scaled(base: Sequence[int], quality: int, *, largest: int = 255) -> tuple[int, ...]:
    """The standard table for a quality of 1 to 100; `largest` is 255, or 32767 where 16-bit values are allowed."""
    return _scaled(tuple(base), quality, largest)


@cache
def _scaled(base: tuple[int, ...], quality: int, largest: int) -> tuple[int, ...]:
    scale = 5000 // quality if quality < 50 else 200 - 2 * quality
    return tuple(min(max((value * scale + 50) // 100, 1), largest) for value in base)


def nearest(values: Sequence[int], base: Sequence[int]) -> Quality:
    """The quality whose standard table is nearest to `values`, the higher one when two are equally near."""
    if len(values) != len(base):
        raise ValueError("a table has 64 divisors")
    return _nearest(tuple(values), tuple(base))


@lru_cache(maxsize=64)
def _nearest(values: tuple[int, ...], base: tuple[int, ...]) -> Quality:
    if (quality := _by_table(base).get(values)) is not None:
        return Quality(quality, 0.0)
    best = Quality(1, float("inf"))
    for quality, table in _all_tables(base):
        error = sum(map(abs, map(sub, values, table))) / 64
        if error <= best.error:
            best = Quality(quality, error)
    return best


def exact(values: Sequence[int], base: Sequence[int]) -> frozenset[int]:
    """All qualities whose standard table is exactly `values`; several at the ends of the scale, where tables saturate."""
    return frozenset(quality for quality, table in _all_tables(tuple(base)) if table == tuple(values))


@cache
def _by_table(base: tuple[int, ...]) -> dict[tuple[int, ...], int]:
    """The quality of each standard table, the highest one of several."""
    return {table: quality for quality, table in _all_tables(base)}


@cache
def _all_tables(base: tuple[int, ...]) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Standard tables for all qualities; the lowest differ where 16-bit values are allowed."""
    wide = [(quality, scaled(base, quality, largest=32767)) for quality in range(1, 25)]
    return (*wide, *((quality, scaled(base, quality)) for quality in range(1, 101)))
