"""Frequencies of the blocks on moved grids, and how strongly they keep to multiples of a step.

A picture that was saved as JPEG, cropped and saved again keeps a trace of the first save: cut into blocks where the first save
cut, its frequencies still gather near multiples of the first save's steps. Cut anywhere else they don't. For each of the places
a grid can have, and each step, the mean of a cosine tells how well the numbers keep to multiples of that step. What it can't
show: an earlier save on the file's own grid (see `pixels.double-quantization`), or one that was much finer than the last.

The only matrix product is of whole numbers that stay below 2 to the power of 53, so it is exact on every processor; without
`optimize` it starts no threads of a library.

Sources: Bianchi and Piva 2012, "Detection of nonaligned double JPEG compression based on integer periodicity maps" (IEEE
TIFS); ITU-T T.81 (1992), A.3.3, for the transform.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi

import numpy as np
from numpy.typing import NDArray

from generator.analyse.grid.votes import BLOCK, Luminance

FREQUENCIES = ((0, 0), (0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (0, 3), (3, 0))
"""Down and across; the lowest, which survive a second save best."""
LARGEST_STEP = 64
"""Steps up to this are looked at."""
HEIGHT, WIDTH = 640, 1024
"""The middle of the picture is looked at, at most so many pixels; more would add cost and little certainty."""

_RANGE = 1024
"""Frequencies lie between its negative and itself; the few that don't are left out."""
_LEFT_OUT = np.int16(_RANGE + 1)
_PLAIN = 2
"""Blocks whose lowest two frequencies add up to no more than this tell nothing."""
_STRIP = 1 << 15
"""Numbers that are worked on together: few enough that all that is needed at once stays in the processor's cache."""
_ORDERS = 4
"""Of the transform that `FREQUENCIES` need."""
_SCALE = 2.0**36
"""Cosines are rounded to whole numbers of one part in so many."""

Strengths = NDArray[np.float64]
"""64 places, as `8 * y + x` x frequencies x steps up to `LARGEST_STEP`: sum of cosines over the root of their number."""
_Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class MovedBlocks:
    """A picture cut into blocks at many places."""

    numbers: NDArray[np.int16]
    """Frequencies x places down x places across x rows x columns of blocks: sizes without sign."""
    first: int
    """The first place down and across: 1 where the file's own rows and columns are left out, else 0."""

    def quarters(self) -> tuple[MovedBlocks, ...]:
        """The four quarters of the picture."""
        down, across = self.numbers.shape[3] // 2, self.numbers.shape[4] // 2
        return tuple(
            MovedBlocks(self.numbers[:, :, :, rows, columns], self.first)
            for rows in (slice(0, down), slice(down, None))
            for columns in (slice(0, across), slice(across, None))
        )


def moved_blocks(gray: Luminance, *, own: bool = False) -> MovedBlocks:
    """Blocks of the middle of a picture at all places; without `own`, those on the file's rows and columns are left out."""
    part = middle(gray)
    first = 0 if own else 1
    places = BLOCK - first
    rows, columns = (max(0, (length - BLOCK + 1) // BLOCK) for length in part.shape)
    numbers = np.zeros((len(FREQUENCIES), places, places, rows, columns), np.int16)
    strip = max(1, _STRIP // (places * places * max(columns, 1)))
    for top in range(0, rows if columns else 0, strip):
        count = min(strip, rows - top)
        pixels = part[BLOCK * top : BLOCK * (top + count + 1) - 1].astype(np.float32)
        pixels -= 128
        # Samples along the first axis, so that one slice of it holds the same sample of the blocks at all places.
        sampled = np.empty((2 * BLOCK - 1, count, part.shape[1]), np.float32)
        for place in range(2 * BLOCK - 1):
            sampled[place] = pixels[place : place + BLOCK * (count - 1) + 1 : BLOCK]
        for down, line in enumerate(_transformed(sampled, places, _ORDERS)):
            sampled = np.empty((2 * BLOCK - 1, places, count, columns), np.float32)
            for place in range(2 * BLOCK - 1):
                sampled[place] = line[:, :, place : place + BLOCK * (columns - 1) + 1 : BLOCK]
            for across, found in enumerate(_transformed(sampled, places, _ORDERS - down)):
                found *= np.float32(1 / ((BLOCK if not down else 1) * (BLOCK if not across else 1)) ** 0.5)
                np.rint(found, out=found)
                np.abs(found, out=found)
                np.minimum(found, np.float32(_LEFT_OUT), out=found)
                numbers[FREQUENCIES.index((down, across)), :, :, top : top + count] = found.swapaxes(0, 1)
    return MovedBlocks(numbers, first)


def strengths(blocks: MovedBlocks) -> tuple[Strengths, int]:
    """How well the frequencies keep to multiples of each step, at each place, and how many blocks told it at the least.

    Places that were left out stay zero.
    """
    numbers, first = blocks.numbers, blocks.first
    places = numbers.shape[1]
    numbers = numbers.reshape(*numbers.shape[:3], -1)
    busy = numbers[1] + numbers[2] > _PLAIN
    # Plain blocks are counted with those out of range.
    counted = np.maximum(numbers, np.where(busy, np.int16(0), _LEFT_OUT)).reshape(
        len(FREQUENCIES) * places**2, -1
    )
    histograms = np.empty((len(counted), _RANGE + 1))
    for row, item in zip(histograms, counted, strict=True):
        row[:] = np.bincount(item, minlength=_RANGE + 2)[: _RANGE + 1]
    result = np.zeros((BLOCK, BLOCK, len(FREQUENCIES), LARGEST_STEP + 1))
    for number, rows in enumerate(histograms.reshape(len(FREQUENCIES), places**2, -1)):
        used = 1 + int(np.flatnonzero(rows.any(axis=0)).max(initial=0))
        sums = np.einsum("pv,vs->ps", rows[:, :used], _waves()[:used]) / _SCALE
        sums /= np.sqrt(np.maximum(1, rows.sum(axis=1)))[:, None]
        result[first:, first:, number, 2:] = sums.reshape(places, places, -1)
    fewest = int(busy.sum(axis=2).min()) if busy.shape[2] else 0
    return result.reshape(BLOCK * BLOCK, len(FREQUENCIES), LARGEST_STEP + 1), fewest


def middle(gray: Luminance) -> Luminance:
    """Cut so that the file's own grid begins at its corner."""
    height, width = min(gray.shape[0], HEIGHT), min(gray.shape[1], WIDTH)
    top = (gray.shape[0] - height) // (2 * BLOCK) * BLOCK
    left = (gray.shape[1] - width) // (2 * BLOCK) * BLOCK
    return gray[top : top + height, left : left + width]


@lru_cache(maxsize=1)
def _waves() -> NDArray[np.float64]:
    """Sizes x steps from 2 on: whole numbers, the cosine that is largest at multiples of the step."""
    values, steps = np.arange(_RANGE + 1)[:, None], np.arange(2, LARGEST_STEP + 1)[None, :]
    return np.rint(_SCALE * np.cos(2 * pi * (values % steps) / steps))


def _transformed(sampled: _Floats, places: int, orders: int) -> list[_Floats]:
    """The lowest orders of the cosine transform along the first axis, at each place; order 0 is the plain sum."""
    first = BLOCK - places
    at = [sampled[first + place : BLOCK + place] for place in range(BLOCK)]
    a, b, c, d = (at[place] + at[BLOCK - 1 - place] for place in range(BLOCK // 2))
    found = [(a + d) + (b + c)]
    if orders > 1:
        e, f, g, h = (at[place] - at[BLOCK - 1 - place] for place in range(BLOCK // 2))
        found.append(_mixed((e, f, g, h), 1))
    if orders > 2:
        found.append(_mixed((a - d, b - c), 2))
    if orders > 3:
        found.append(_mixed((e, f, g, h), 3))
    return found


def _mixed(terms: tuple[_Floats, ...], order: int) -> _Floats:
    total, *others = (
        term * np.float32(cos((2 * place + 1) * order * pi / (2 * BLOCK)) / 2)
        for place, term in enumerate(terms)
    )
    for item in others:
        total += item
    return total
