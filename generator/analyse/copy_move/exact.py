"""Copies whose numbers are exactly the same, moved without turning or resizing, in files that keep pixels without loss.

The field calls it exact-match copy-move detection. Every small patch of pixels gets a fingerprint. Equal fingerprints are
sorted together, and the shifts between them counted. Only a part of the patches is kept, chosen by the fingerprint itself,
so both ends of a copy choose the same. A photograph's noise makes equal patches all but impossible; where a drawing or a
plain area makes them common, they are not counted. What it can't show: a copy that was turned, resized, retouched or saved
with loss afterwards (see `matching.py`).

Source: the fingerprint search is the sorting of Fridrich, Soukal and Lukas 2003, Detection of copy-move forgery in digital
images, with hashes in place of rows of pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from generator.analyse import masks

Number = TypeVar("Number", np.uint8, np.uint32)

PATCH = 6
"""Side of the patches that are compared, pixels."""
KEPT = 6
"""One patch in so many is kept, in pictures of up to `KEPT_UP_TO` pixels; fewer in larger ones."""
KEPT_UP_TO = 2_000_000
STRIP = 128
"""Rows that are worked on at once, so that they stay in the processor's cache."""
LEAST_SHIFT = 16
"""Shortest way between both ends, pixels: nearer, compression and enlarging make equal patches."""
MOST_TWINS = 6
"""A fingerprint that occurs oftener belongs to a pattern or a plain area and is left out."""
MOST_SHIFTS = 40
"""Shifts that are looked at, the most frequent first."""
LEAST_VOTES = 3
"""Kept patches that must agree on a shift before its pixels are compared."""
ROOM = 40
"""Pixels are compared this far around the equal patches."""
LEAST_LIVELY = 80
"""Lively pixels of a part."""
MOST_LOG_NFA = -3.0
"""A part counts when chance would give less than one in a thousand pictures."""
LEAST_LIVELY_RING = 0.2
"""Share of lively pixels around a part, below which it stands on plain ground."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A way from one end to another."""

    dx: int
    """Pixels to the right."""
    dy: int
    """Pixels down; never negative."""
    votes: int
    """Kept patches that are equal at both ends."""
    box: tuple[int, int, int, int]
    """Left, top, right and bottom of the upper end's patches that are equal."""


def busy(rgb: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Pixels that differ from the right and from the lower neighbour: noise or texture rather than a drawing."""
    height, width = rgb.shape[:2]
    result = np.zeros((height, width), np.bool_)
    for top in range(0, height - 1, STRIP):
        colour = _colours(rgb[top : top + STRIP + 1])
        across = colour[:-1, 1:] != colour[:-1, :-1]
        across &= colour[1:, :-1] != colour[:-1, :-1]
        result[top : top + len(colour) - 1, :-1] = across
    return result


def shifts(rgb: NDArray[np.uint8], lively: NDArray[np.bool_]) -> tuple[Shift, ...]:
    """The shifts at which many lively patches repeat exactly, most frequent first."""
    rows, columns, keys = _repeated(*_patches(rgb, lively))
    if len(keys) < LEAST_VOTES:
        return ()
    order = np.argsort(keys, kind="stable")
    rows, columns, keys = rows[order], columns[order], keys[order]
    counts = np.diff(np.append(np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1]))), len(keys)))
    size = np.repeat(counts, counts)
    found = []
    for step in range(1, MOST_TWINS):
        first = np.flatnonzero((keys[step:] == keys[:-step]) & (size[step:] <= MOST_TWINS))
        second = first + step
        found.append(
            np.stack(
                (rows[second] - rows[first], columns[second] - columns[first], rows[first], columns[first]),
                axis=1,
            )
        )
    moves = np.concatenate(found)
    # The sort is stable and patches come row by row, so a move never leads up.
    moves = moves[np.maximum(np.abs(moves[:, 0]), np.abs(moves[:, 1])) >= LEAST_SHIFT]
    if not len(moves):
        return ()
    width = rgb.shape[1]
    unique, which, votes = np.unique(
        moves[:, 0] * (2 * width) + moves[:, 1] + width, return_inverse=True, return_counts=True
    )
    result = []
    for index in np.argsort(-votes, kind="stable")[:MOST_SHIFTS]:
        if votes[index] < LEAST_VOTES:
            break
        dy, dx = divmod(int(unique[index]), 2 * width)
        top, left = (int(value) for value in moves[which == index, 2:].min(axis=0))
        bottom, right = (int(value) + PATCH for value in moves[which == index, 2:].max(axis=0))
        result.append(Shift(dx - width, dy, int(votes[index]), (left, top, right, bottom)))
    return tuple(result)


def equal_parts(
    rgb: NDArray[np.uint8], lively: NDArray[np.bool_], shift: Shift
) -> list[tuple[int, int, NDArray[np.bool_], float]]:
    """The parts of the upper end that repeat exactly: left, top, mask and the power of ten of their number of false alarms."""
    height, width = rgb.shape[:2]
    left, top = (max(0, shift.box[0] - ROOM), max(0, shift.box[1] - ROOM))
    left = max(left, -shift.dx)
    right = min(width, shift.box[2] + ROOM, width - shift.dx)
    bottom = min(height, shift.box[3] + ROOM, height - shift.dy)
    if right - left < PATCH or bottom - top < PATCH:
        return []
    here = rgb[top:bottom, left:right]
    there = rgb[top + shift.dy : bottom + shift.dy, left + shift.dx : right + shift.dx]
    equal = masks.opened((here == there).all(axis=2), 3)
    noisy = lively[top:bottom, left:right]
    # Plain pixels are equal by chance: they count only within or close to lively ones.
    sure = equal & masks.grown(equal & noisy, 5)
    labels, _ = ndimage.label(sure, np.ones((3, 3), np.int8))
    parts = []
    for number, box in enumerate(ndimage.find_objects(labels), 1):
        part = labels[box] == number
        count = int((part & noisy[box]).sum())
        if count < LEAST_LIVELY:
            continue
        log_nfa = _log_nfa(here[box], part & noisy[box], shifts_possible=2 * height * width)
        if log_nfa > MOST_LOG_NFA or _stands_on_plain(noisy, part, box):
            continue
        filled = masks.filled(masks.closed(np.pad(part, 3), 5)[3:-3, 3:-3] | part)
        parts.append((left + box[1].start, top + box[0].start, filled, log_nfa))
    return parts


def _log_nfa(rgb: NDArray[np.uint8], counted: NDArray[np.bool_], *, shifts_possible: int) -> float:
    """How many such parts chance would give in the picture, as a power of ten.

    Chance makes two of its lively pixels equal as often as they are equal among themselves; neighbours share their noise, so
    nine of them count as one.
    """
    values = rgb[counted].astype(np.int64)
    keys = (values[:, 0] << 16) | (values[:, 1] << 8) | values[:, 2]
    _, counts = np.unique(keys, return_counts=True)
    pairs = float((counts * (counts - 1)).sum()) + 1
    alike = pairs / max(1.0, len(keys) * (len(keys) - 1.0))
    return float(np.log10(shifts_possible) + len(keys) / 9 * np.log10(min(1.0, alike)))


def _stands_on_plain(noisy: NDArray[np.bool_], part: NDArray[np.bool_], box: tuple[slice, slice]) -> bool:
    """Whether everything around the part is perfectly plain, as around letters and icons, which repeat in any drawing."""
    rows = slice(max(0, box[0].start - 6), box[0].stop + 6)
    columns = slice(max(0, box[1].start - 6), box[1].stop + 6)
    whole = np.zeros(noisy[rows, columns].shape, np.bool_)
    y, x = box[0].start - rows.start, box[1].start - columns.start
    whole[y : y + part.shape[0], x : x + part.shape[1]] = part
    ring = ndimage.binary_dilation(whole, iterations=5) & ~ndimage.binary_dilation(whole, iterations=2)
    return bool(ring.any() and noisy[rows, columns][ring].mean() < LEAST_LIVELY_RING)


def _patches(
    rgb: NDArray[np.uint8], lively: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint32]]:
    """Rows, columns and fingerprints of the kept patches, row by row. Works in strips, so memory stays small."""
    height, width = rgb.shape[:2]
    rows, columns, keys = [np.empty(0, np.int64)], [np.empty(0, np.int64)], [np.empty(0, np.uint32)]
    kept = np.uint32(KEPT * max(1, -(-height * width // KEPT_UP_TO)))
    if min(height, width) < PATCH:
        return rows[0], columns[0], keys[0]
    for top in range(0, height - PATCH + 1, STRIP):
        part = slice(top, top + STRIP + PATCH - 1)
        key = _fingerprints(_colours(rgb[part]))
        # More than half of a patch must be lively.
        count = _summed(lively[part].astype(np.uint8), np.uint8(1))
        place = np.flatnonzero((key % kept == 0) & (count > PATCH * PATCH // 2))
        row, column = np.divmod(place, key.shape[1])
        rows.append(row + top)
        columns.append(column)
        keys.append(key.ravel()[place])
    return np.concatenate(rows), np.concatenate(columns), np.concatenate(keys)


def _repeated(
    rows: NDArray[np.int64], columns: NDArray[np.int64], keys: NDArray[np.uint32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint32]]:
    """Those patches whose fingerprint occurs more than once: few, so that only they need to be put in order with places."""
    in_order = np.sort(keys)
    twice = np.unique(in_order[1:][in_order[1:] == in_order[:-1]])
    if not len(twice):
        return rows[:0], columns[:0], keys[:0]
    # Most others are told by their upper half, which is looked up far quicker than the whole.
    is_upper = np.zeros(1 << 16, np.bool_)
    is_upper[twice >> np.uint32(16)] = True
    chosen = np.flatnonzero(is_upper[keys >> np.uint32(16)])
    likely = keys[chosen]
    chosen = chosen[twice[np.minimum(np.searchsorted(twice, likely), len(twice) - 1)] == likely]
    return rows[chosen], columns[chosen], keys[chosen]


def _colours(rgb: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Each pixel's three numbers as one."""
    result = rgb[:, :, 0].astype(np.uint32)
    for channel in (1, 2):
        result <<= np.uint32(8)
        result |= rgb[:, :, channel]
    return result


def _fingerprints(colours: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """A 32-bit polynomial hash of the patch below and right of each pixel.

    Two patches that differ have the same one in one of four thousand million cases; as several must agree on a shift, and
    pixels are compared in the end, that does no harm.
    """
    key = colours.copy()
    _mix(key)
    key = _summed(key, np.uint32(0x9E3779B1))
    _mix(key)
    return key


def _summed(values: NDArray[Number], base: Number) -> NDArray[Number]:
    """Sums over the patch below and right of each pixel, each pixel with its own power of `base`, overflowing."""
    height, width = (side - PATCH + 1 for side in values.shape)
    across = values[:, :width].copy()
    for step in range(1, PATCH):
        across *= base
        across += values[:, step : step + width]
    result = across[:height].copy()
    for step in range(1, PATCH):
        # Another power than across, so that a patch and its mirror picture differ.
        result *= base
        result *= base
        result *= base
        result += across[step : step + height]
    return result


def _mix(key: NDArray[np.uint32]) -> None:
    """Spreads every bit over the whole number, in place."""
    key ^= key >> np.uint32(15)
    key *= np.uint32(0x2C1B3C6D)
    key ^= key >> np.uint32(12)
    key *= np.uint32(0x297A2D39)
    key ^= key >> np.uint32(15)
