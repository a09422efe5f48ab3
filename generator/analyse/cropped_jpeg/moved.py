"""Frequencies of the blocks on moved grids, and how strongly they keep to multiples of a step.

A picture that was saved as JPEG, cropped and saved again keeps a trace of the first save: cut into blocks where the first save
cut, its frequencies still gather near multiples of the first save's steps. Cut anywhere else they don't. For each of the places
a grid can have, and each step, the mean of a cosine tells how well the numbers keep to multiples of that step. What it can't
show: an earlier save on the file's own grid (see `pixels.double-quantization`), or one that was much finer than the last.

The only matrix product is of whole numbers that stay below 2 to the power of 53, so it is exact on every processor. It is cut
into pieces so small that no library starts threads of its own.

Sources: Bianchi and Piva 2012, "Detection of nonaligned double JPEG compression based on integer periodicity maps" (IEEE
TIFS); ITU-T T.81 (1992), A.3.3, for the transform.
"""

from __future__ import annotations

from collections.abc import Sequence
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
"""No frequency is larger: each is at most 8 times as large as the largest distance from middle gray, which is 128."""
_LEFT_OUT = np.int16(_RANGE + 1)
_PLAIN = 2
"""Blocks whose lowest two frequencies add up to no more than this tell nothing."""
_STRIP = 1 << 16
"""Numbers that are worked on together: few enough that all that is needed at once stays in the processor's cache."""
_ORDERS = 4
"""Of the transform that `FREQUENCIES` need."""
_AT_ONCE = 64
"""Sizes that are multiplied at once, with as many steps at no more than as many places."""
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
        for down, line in enumerate(_transformed(_at_places(sampled, places), _ORDERS)):
            sampled = np.empty((2 * BLOCK - 1, places, count, columns), np.float32)
            for place in range(BLOCK):
                sampled[place] = line[:, :, place : place + BLOCK * (columns - 1) + 1 : BLOCK]
            # The other samples are those of the next blocks, which lie one behind the other by now.
            sampled[BLOCK:, :, :, :-1] = sampled[: BLOCK - 1, :, :, 1:]
            sampled[BLOCK:, :, :, -1] = np.moveaxis(
                line[:, :, BLOCK * columns : BLOCK * (columns + 1) - 1], 2, 0
            )
            for across, found in enumerate(_transformed(_at_places(sampled, places), _ORDERS - down)):
                numbers[FREQUENCIES.index((down, across)), :, :, top : top + count] = _rounded(
                    found, down, across
                ).swapaxes(0, 1)
    return MovedBlocks(np.abs(numbers, out=numbers), first)


def strengths(blocks: MovedBlocks) -> tuple[Strengths, int]:
    """How well the frequencies keep to multiples of each step, at each place, and how many blocks told it at the least.

    Places that were left out stay zero.
    """
    numbers, first = blocks.numbers, blocks.first
    places = numbers.shape[1]
    found, busy = _kept(numbers.reshape(len(FREQUENCIES), places**2, -1))
    result = np.zeros((BLOCK, BLOCK, len(FREQUENCIES), LARGEST_STEP + 1))
    result[first:, first:] = found.reshape(places, places, *found.shape[1:])
    fewest = int(busy.min()) if numbers.size else 0
    return result.reshape(BLOCK * BLOCK, len(FREQUENCIES), LARGEST_STEP + 1), fewest


def blocks_at_own(gray: Luminance) -> NDArray[np.int16]:
    """Frequencies x blocks, on the grid that begins at the corner of a piece of a picture of whole blocks."""
    rows, columns = (length // BLOCK for length in gray.shape)
    pixels = gray.astype(np.float32)
    pixels -= 128
    at = pixels.reshape(rows, BLOCK, columns * BLOCK).swapaxes(0, 1)
    numbers = np.empty((len(FREQUENCIES), rows, columns), np.int16)
    for down, line in enumerate(_transformed(list(at), _ORDERS)):
        at = np.ascontiguousarray(np.moveaxis(line.reshape(rows, columns, BLOCK), 2, 0))
        for across, found in enumerate(_transformed(list(at), _ORDERS - down)):
            numbers[FREQUENCIES.index((down, across))] = _rounded(found, down, across)
    return np.abs(numbers, out=numbers).reshape(len(FREQUENCIES), -1)


def strengths_of(pieces: NDArray[np.int16]) -> Strengths:
    """Pieces x frequencies x steps: the same for `pieces` (frequencies x pieces x blocks) with one grid each."""
    return _kept(pieces)[0]


def _kept(numbers: NDArray[np.int16]) -> tuple[Strengths, NDArray[np.int64]]:
    """From frequencies x places x blocks: how well they keep to multiples, and how many blocks told it at each place."""
    busy = numbers[1] + numbers[2] > _PLAIN
    # Plain blocks are counted with those out of range.
    least = np.where(busy, np.int16(0), _LEFT_OUT)
    result = np.zeros((numbers.shape[1], len(FREQUENCIES), LARGEST_STEP + 1))
    for number, found in enumerate(numbers):
        rows = _histograms(found, least)
        # Cut into small products, each row of one by each row of the waves.
        cut = rows.reshape(len(rows), -1, _AT_ONCE).swapaxes(0, 1)
        sums = (cut @ _waves()[: len(cut)]).sum(axis=0) / _SCALE
        sums /= np.sqrt(np.maximum(1, rows.sum(axis=1)))[:, None]
        result[:, number, 2:] = sums
    return result, busy.sum(axis=1)


def _histograms(found: NDArray[np.int16], least: NDArray[np.int16]) -> NDArray[np.float64]:
    """For each place (a row), how often each size up to `_RANGE` occurs, none counted as less than `least`.

    There are as many columns as are needed, in whole `_AT_ONCE`.
    """
    used = 1 + min(int(found.max(initial=0)), _RANGE)
    counted = np.maximum(found, least)
    np.minimum(counted, np.int16(used), out=counted)
    histograms = np.zeros((len(found), -(-used // _AT_ONCE) * _AT_ONCE))
    for row, item in zip(histograms, counted, strict=True):
        row[:used] = np.bincount(item, minlength=used + 1)[:used]
    return histograms


def _rounded(found: _Floats, down: int, across: int) -> _Floats:
    """Whole numbers of the orthonormal transform, in place."""
    if not down or not across:
        found *= np.float32(1 / ((BLOCK if not down else 1) * (BLOCK if not across else 1)) ** 0.5)
    return np.rint(found, out=found)


def middle(gray: Luminance) -> Luminance:
    """Cut so that the file's own grid begins at its corner."""
    height, width = min(gray.shape[0], HEIGHT), min(gray.shape[1], WIDTH)
    top = (gray.shape[0] - height) // (2 * BLOCK) * BLOCK
    left = (gray.shape[1] - width) // (2 * BLOCK) * BLOCK
    return gray[top : top + height, left : left + width]


@lru_cache(maxsize=1)
def _waves() -> NDArray[np.float64]:
    """Sizes, in pieces of `_AT_ONCE`, x steps from 2 on: whole numbers, the cosine that is largest at multiples of the step."""
    values, steps = (
        np.arange(-(-(_RANGE + 1) // _AT_ONCE) * _AT_ONCE)[:, None],
        np.arange(2, LARGEST_STEP + 1),
    )
    waves = np.rint(_SCALE * np.cos(2 * pi * (values % steps) / steps))
    return waves.reshape(-1, _AT_ONCE, steps.size)


def _at_places(sampled: _Floats, places: int) -> list[_Floats]:
    """The eight samples of the blocks at each place, places along the first axis."""
    first = BLOCK - places
    return [sampled[first + place : BLOCK + place] for place in range(BLOCK)]


def _transformed(at: Sequence[_Floats], orders: int) -> list[_Floats]:
    """The lowest orders of the cosine transform of eight samples; order 0 is the plain sum."""
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
    first, *weights = (
        np.float32(cos((2 * place + 1) * order * pi / (2 * BLOCK)) / 2) for place in range(len(terms))
    )
    total = terms[0] * first
    scratch = np.empty_like(total)
    for term, weight in zip(terms[1:], weights, strict=True):
        total += np.multiply(term, weight, out=scratch)
    return total
