"""What a region that differs looks like: lettering, or a strip of one colour along an edge.

Lettering that is drawn over a picture differs from it just where its strokes are; lettering in a box stands out from the box.
Either way it is called so only when strokes of one colour, thin for their height, form several pieces of about the same
height in a row, and the other picture has nothing of the kind there. A strip is called a banner when it runs along a whole
edge of what both show and half of it has one colour.

What it can't show: what the lettering says, and whether it was drawn by a program or held before the camera. Handwriting,
single letters, curved or very small lettering are missed; a fence or a row of windows can look like lettering. Measured on
drawn lettering and on pasted and copied parts: `MEASURED`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from generator.model import Addition

Pixels = NDArray[np.uint8]
Mask = NDArray[np.bool_]

LETTERING, BANNER, BOTH = "lettering", "banner", "banner with lettering"
MEASURED = (
    "Lettering drawn over pictures was named in 29 of 40 trials. Of 20 banners 14 were named, and 3 were called lettering. "
    "None of 88 pasted or copied parts was called either."
)
"""How often this was right, in words: four styles, several typefaces, saves at 70 to 90; parts pasted at random and the
development pairs of the corpora."""
DIFFERENT = 26
"""Steps of 255 in some channel from which a pixel counts as drawn upon."""
ONE_COLOUR = 22
"""Steps from a colour up to which a pixel has that colour."""
LEAST_HEIGHT = 7
"""Pixels of the lowest letters that are recognised."""
LEAST_LETTERS = 4
"""Pieces that a row must have."""
THINNEST = 0.36
"""Thickness of strokes as a share of the letters' height, at most."""
_GAP = 13


def additions(frame: Pixels, other: Pixels, mask: Mask, is_valid: Mask) -> tuple[Addition, ...]:
    """What can be named of the regions in `mask`, largest first; boxes are in shares of the frame."""
    from scipy.ndimage import binary_dilation, find_objects, label

    groups, count = label(binary_dilation(mask, np.ones((_GAP, _GAP))))
    sizes = np.bincount(groups.ravel(), minlength=count + 1)
    places = find_objects(groups)
    found = []
    for number in sorted(range(count), key=lambda number: (-int(sizes[number + 1]), number)):
        rows, columns = places[number]
        inside = mask[rows, columns] & (groups[rows, columns] == number + 1)
        for own, theirs, in_frame in ((frame, other, True), (other, frame, False)):
            kind = _named(own[rows, columns], theirs[rows, columns], inside, (rows, columns), is_valid)
            if kind:
                found.append(Addition(kind, in_frame, _box(rows, columns, mask.shape)))
                break
    return tuple(found)


def _named(own: Pixels, theirs: Pixels, inside: Mask, place: tuple[slice, slice], is_valid: Mask) -> str:
    """What `own` shows in a region, where that isn't also to be seen in `theirs`."""
    is_strip = _is_strip(own, inside, place, is_valid) and not _has_one_colour(theirs, inside)
    has_letters = _has_letters(own, theirs, inside)
    if is_strip:
        return BOTH if has_letters else BANNER
    return LETTERING if has_letters else ""


def _is_strip(own: Pixels, inside: Mask, place: tuple[slice, slice], is_valid: Mask) -> bool:
    """Whether a region runs along a whole edge of what both show and has one colour for a good part."""
    covered = [np.flatnonzero(is_valid.any(axis=axis)) for axis in (1, 0)]
    edges = [(int(item[0]), int(item[-1]) + 1) for item in covered]
    for along, across in ((1, 0), (0, 1)):
        (first, last), (top, bottom) = edges[along], edges[across]
        slack_along, slack_across = 0.03 * (last - first) + _GAP, 0.03 * (bottom - top) + _GAP
        is_long = place[along].start <= first + slack_along and place[along].stop >= last - slack_along
        thickness = (place[across].stop - place[across].start) / max(1, bottom - top)
        is_at_edge = place[across].start <= top + slack_across or place[across].stop >= bottom - slack_across
        if is_long and is_at_edge and thickness <= 0.6 and inside.mean() >= 0.6:
            return _has_one_colour(own, inside)
    return False


def _has_one_colour(pixels: Pixels, inside: Mask) -> bool:
    return bool((_distance(pixels, _commonest(pixels[inside])) <= ONE_COLOUR / 2)[inside].mean() >= 0.5)


def _has_letters(own: Pixels, theirs: Pixels, inside: Mask) -> bool:
    changed = (np.abs(own.astype(np.int16) - theirs).max(axis=2) >= DIFFERENT) & _grown(inside)
    if changed.sum() < 60:
        return False
    return any(
        _is_row(ink) and _stands_out(own, ink) and not _stands_out(theirs, ink)
        for ink in _inks(own, changed, inside)
    )


def _inks(own: Pixels, changed: Mask, inside: Mask) -> Iterator[Mask]:
    """Pixels that may be strokes: of the one or two colours that the drawn pixels have mostly, or what stands out
    from a box."""
    strong = _commonest(own[changed])
    first = changed & (_distance(own, strong) <= ONE_COLOUR)
    rest = changed & ~_grown(first)
    if first.sum() >= 0.35 * changed.sum():
        yield first
    if rest.sum() >= 0.15 * changed.sum():
        second = rest & (_distance(own, _commonest(own[rest])) <= ONE_COLOUR)
        if second.sum() >= 0.5 * rest.sum():
            yield second
    from_box = _distance(own, _commonest(own[inside]))
    box = inside & (from_box <= ONE_COLOUR)
    if box.sum() >= 0.45 * inside.sum():
        from scipy.ndimage import binary_erosion

        # Colours are stored at half the size: they bleed from the box into the strokes and back.
        drawn = binary_erosion(inside, np.ones((5, 5))) & (from_box > 3 * ONE_COLOUR)
        if drawn.sum() >= 40:
            ink = drawn & (_distance(own, _commonest(own[drawn])) <= 2 * ONE_COLOUR)
            if ink.sum() >= 0.3 * drawn.sum():
                yield ink


def _is_row(ink: Mask) -> bool:
    """Whether strokes form several pieces of about the same height beside one another."""
    from scipy.ndimage import distance_transform_edt, find_objects, label, maximum

    labels, count = label(ink, np.ones((3, 3)))
    if not LEAST_LETTERS <= count <= 4000:
        return False
    depth = maximum(distance_transform_edt(np.pad(ink, 1))[1:-1, 1:-1], labels, np.arange(1, count + 1))
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    pieces = []
    for number, place in enumerate(find_objects(labels)):
        height, width = (part.stop - part.start for part in place)
        is_letter = (
            height >= LEAST_HEIGHT
            and width <= 8 * height
            and 2 * depth[number] - 1 <= THINNEST * height
            and 0.08 <= sizes[number] / (height * width) <= 0.95
        )
        if is_letter:
            pieces.append((place[0].start, height, place[1].start, width, int(sizes[number])))
    if len(pieces) < LEAST_LETTERS:
        return False
    inked = sum(piece[4] for piece in pieces)
    # Letters make up most of the strokes; the rest is dots, accents and what the compression broke off.
    return inked >= 0.5 * int(ink.sum()) and any(_stand_beside(piece, pieces) for piece in pieces)


def _stand_beside(first: tuple[int, ...], pieces: Sequence[tuple[int, ...]]) -> bool:
    """Whether enough pieces stand on the same line, are about as high, and not far from one another."""
    top, height = first[0], first[1]
    row = sorted(
        (piece[2], piece[3])
        for piece in pieces
        if 0.6 * height <= piece[1] <= 1.6 * height
        and abs(piece[0] + piece[1] - top - height) <= 0.3 * height
    )
    run = best = 1
    for (left, width), (after, _) in pairwise(row):
        run = run + 1 if after - left - width <= 1.5 * height else 1
        best = max(best, run)
    return best >= LEAST_LETTERS


def _stands_out(pixels: Pixels, ink: Mask) -> bool:
    """Whether a picture shows these strokes, in whatever colour. Where the other one shows them, too, they are not new."""
    around = _grown(ink) & ~ink
    if not around.any():
        return False
    on, off = (np.median(pixels[part].astype(np.float64), axis=0) for part in (ink, around))
    return bool(np.abs(on - off).max() >= 2 * DIFFERENT)


def _commonest(colours: NDArray[np.uint8]) -> NDArray[np.float64]:
    """The colour that most pixels have, roughly."""
    coarse = (colours >> 4).astype(np.int64)
    codes = coarse[:, 0] * 256 + coarse[:, 1] * 16 + coarse[:, 2]
    winner = int(np.bincount(codes).argmax())
    middle: NDArray[np.float64] = np.median(colours[codes == winner].astype(np.float64), axis=0)
    return middle


def _distance(pixels: Pixels, colour: NDArray[np.float64]) -> NDArray[np.float32]:
    found: NDArray[np.float32] = np.abs(pixels.astype(np.float32) - colour.astype(np.float32)).max(axis=2)
    return found


def _grown(mask: Mask) -> Mask:
    from scipy.ndimage import binary_dilation

    grown: Mask = binary_dilation(mask, np.ones((5, 5)))
    return grown


def _box(rows: slice, columns: slice, shape: tuple[int, ...]) -> tuple[float, float, float, float]:
    """The region without the margin that joined its parts."""
    margin = _GAP // 2
    edges = (
        (columns.start + margin) / shape[1],
        (rows.start + margin) / shape[0],
        (columns.stop - margin) / shape[1],
        (rows.stop - margin) / shape[0],
    )
    left, top, right, bottom = (round(min(1.0, max(0.0, edge)), 4) for edge in edges)
    return left, top, right, bottom
