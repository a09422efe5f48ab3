"""Does one file hold the numbers that saving the other one again would give?

A JPEG file holds whole numbers: each says how strong a fine pattern is in a block of 8 by 8 pixels, in steps of the file's
compression table. Whoever saves a picture again rounds its patterns to the steps of another table. So, of two versions:

* `missed`: where the patterns of one, rounded with the other file's table, give the other file's numbers, the other can be
  a save of it. Where many numbers miss, it can't.
* `is_held`: where one picture's patterns still lie on the steps of the other file's coarser table, that table had already been
  applied to it.
* `lost`: numbers that one has and that are nothing in the other were given up to compression, by a coarser save in between.
* `before`: what `missed` is for an earlier, coarser save of which a file shows traces.

Where one was resized, `enlarging` looks for the same: steps of one file still show in the other, or strong detail is gone. The
usual ways of resizing are tried and the best counts.

What it can't show: which of two files came first that were saved with the same table, or with nearly the same, or of which
exposure, colours or sharpness were changed.

Sources: the rounding of ITU-T T.81, Annex A.3.4; the idea of saving again to tell parents from children: Dias, Rocha and
Goldenstein 2012, "Image phylogeny by minimal spanning trees"; the lattice of an earlier save: Fan and de Queiroz 2003,
"Identification of bitmap compression history".
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from generator import codec
from generator.analyse.features.placement import Placement
from generator.analyse.picture import Picture
from generator.compare import windows
from generator.compare.enlarging import part_resized, resized
from generator.compare.lattice import lies_on, shows_steps, skips
from generator.compare.patterns import LEAST, blocks, patterns, unclipped, unexplained
from generator.compare.sides import Place, Side, place_of
from generator.compare.windows import Gray, opened
from generator.link.overlap import WITHIN, overlap
from generator.link.version_facts import Version
from generator.model import Held, Traces

NAME = "numbers"
VERSION = "7"
"""Raised whenever the same parts could give other figures."""
FUNCTION = "generator.compare.numbers:make"
FUNCTION_FAILED = "generator.compare.numbers:missing"
ENGINES = ("numpy", "pillow", "scipy")
SAME_SCALE = 0.025
"""How far the ratio of lengths may be from 1 for a placement of two pictures of one scale."""
REACH = 8
"""Pixels around the placement within which the exact shift is looked for."""
NOTHING, SOMETHING = 0.2, 0.6
"""Strength, in steps of the coarser table, below which a pattern is gone, and from which one save alone wouldn't round it away.
Two saves in a row can round a third of a step up to a whole one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the step is asked about a pair; the left one's part is the picture it is given."""

    right: str
    """The right one's part, a PNG in Base64."""
    placement: Placement
    """Where the left version lies in the right."""
    left_place: Place
    """Of the left one's part."""
    right_place: Place
    """Of the right one's part."""


def make(picture: Picture, parameters: str) -> Traces:
    """What the numbers of two versions tell; the picture is the left one's part."""
    asked: Asked = codec.from_plain(Asked, json.loads(parameters))
    parts = (opened(picture.data), opened(base64.b64decode(asked.right)))
    return examine(Side(parts[0], asked.left_place), Side(parts[1], asked.right_place), asked.placement)


def traces_of(
    pictures: tuple[Picture, Picture], versions: tuple[Version, Version], placement: Placement
) -> Traces:
    """What the edges and numbers of two files tell, worked out here and now; builds have workers do the same."""
    wanted = windows.wanted_of(placement, *versions)
    parts = [
        windows.make(picture, windows.parameters_of(*asked))
        for picture, asked in zip(pictures, wanted, strict=True)
    ]
    edges = tuple(sides for part in parts for sides in part.edges)
    if not all(any(part.blobs) for part in parts):
        return Traces(edges=edges, missing=next((part.missing for part in parts if part.missing), ""))
    left, right = (
        Side(opened(picture.blobs[part.blobs[0]]), place_of(version, asked))
        for picture, part, version, asked in zip(pictures, parts, versions, wanted, strict=True)
    )
    return replace(examine(left, right, placement), edges=edges)


def missing(reason: str) -> Traces:
    """The value for a pair whose numbers could not be compared."""
    return Traces(missing=reason)


def examine(left: Side, right: Side, placement: Placement) -> Traces:
    """What the numbers of two versions tell; the parts were cut by `windows.boxes_of`."""
    a, _, c, _, e, f = placement.matrix
    sx, sy = a * right.place.width / left.place.width, e * right.place.height / left.place.height
    common = overlap(placement)
    is_whole = min(common.first_share, common.second_share) >= WITHIN
    is_same_size = (left.place.width, left.place.height) == (right.place.width, right.place.height)
    if is_whole and not is_same_size and abs(sx / sy - 1) < 0.03:
        return Traces("resized", resized(left, right), resized(right, left))
    if max(abs(sx - 1), abs(sy - 1)) > SAME_SCALE or (is_whole and not is_same_size):
        if abs(sx / sy - 1) >= 0.03:
            return Traces()
        way = np.array([[sx, 0, c * right.place.width], [0, sy, f * right.place.height]])
        back = np.array([[1 / sx, 0, -way[0, 2] / sx], [0, 1 / sy, -way[1, 2] / sy]])
        return Traces("part resized", part_resized(left, right, way), part_resized(right, left, back))
    middle = (left.place.x + left.part.shape[1] / 2, left.place.y + left.part.shape[0] / 2)
    guess = (
        round(middle[0] * (sx - 1) + c * right.place.width),
        round(middle[1] * (sy - 1) + f * right.place.height),
    )
    return _shifted(left, right, guess)


def _shifted(left: Side, right: Side, guess: tuple[int, int]) -> Traces:
    shift = _best_shift(left, right, guess)
    if shift is None:
        return Traces()
    dx, dy = shift
    is_aligned = dx % 8 == 0 and dy % 8 == 0
    first, second = _both(left, right, dx, dy)
    third, fourth = _both(right, left, -dx, -dy)
    return Traces(
        "same scale",
        _held(left, right, first, second, is_aligned=is_aligned),
        _held(right, left, third, fourth, is_aligned=is_aligned),
        dx,
        dy,
    )


def _both(one: Side, other: Side, dx: int, dy: int) -> tuple[Gray, Gray]:
    """The same pixels of both, beginning on a corner of the first one's blocks; (dx, dy) leads from the first to the other."""
    x0 = -(-max(one.place.x, other.place.x - dx) // 8) * 8
    y0 = -(-max(one.place.y, other.place.y - dy) // 8) * 8
    x1 = min(one.place.x + one.part.shape[1], other.place.x + other.part.shape[1] - dx)
    y1 = min(one.place.y + one.part.shape[0], other.place.y + other.part.shape[0] - dy)
    width, height = max(0, x1 - x0) // 8 * 8, max(0, y1 - y0) // 8 * 8
    return (
        one.part[y0 - one.place.y :, x0 - one.place.x :][:height, :width],
        other.part[y0 + dy - other.place.y :, x0 + dx - other.place.x :][:height, :width],
    )


def _best_shift(left: Side, right: Side, guess: tuple[int, int]) -> tuple[int, int] | None:
    """By how many whole pixels the right one's part lies off, where the two differ least."""
    best: tuple[float, int, int] | None = None
    for dy in range(guess[1] - REACH, guess[1] + REACH + 1):
        for dx in range(guess[0] - REACH, guess[0] + REACH + 1):
            first, second = _both(left, right, dx, dy)
            if min(first.shape) < 32:
                continue
            error = float(np.abs(first[::2, ::2] - second[::2, ::2]).mean(dtype=np.float64))
            best = min(best, (error, dx, dy)) if best else (error, dx, dy)
    return best[1:] if best else None


def _held(child: Side, parent: Side, own: Gray, other: Gray, *, is_aligned: bool) -> Held:
    """How the numbers of a file follow from the other picture, both parts on the file's blocks."""
    lost = _lost(child, parent, own, other)
    if not child.place.table or min(own.shape) < 32:
        return Held(lost=lost)
    mine, theirs = blocks(own), blocks(other)
    plain = unclipped(mine, theirs)
    table = np.array(child.place.table, np.float32).reshape(8, 8)
    mine, theirs = patterns(mine[plain]) / table, patterns(theirs[plain]) / table
    counts, missed = unexplained(np.rint(mine), theirs, table)
    count = int(counts.sum())
    if count < LEAST:
        return Held(count, lost=lost)
    # Strong colours are clipped when a file is decoded, so its own pixels needn't lie on its numbers.
    apart = np.abs(theirs - mine)
    spread = round(float(np.minimum(apart, 1)[counts].mean(dtype=np.float64)), 4)
    is_held = _on_steps(parent, table, counts, theirs, apart, is_aligned=is_aligned)
    before = _missed_before(child, mine * table, theirs * table)
    return Held(count, round(float(missed.sum()) / count, 4), spread, is_held, lost, before=before)


def _missed_before(child: Side, mine: Gray, theirs: Gray) -> float | None:
    """Share of the numbers of an earlier save that don't follow from the other picture."""
    if not child.place.earlier:
        return None
    table = np.array(child.place.earlier, np.float32).reshape(8, 8)
    counts, missed = unexplained(np.rint(mine / table), theirs / table, table)
    count = int(counts.sum())
    return round(float(missed.sum()) / count, 4) if count >= LEAST else None


def _on_steps(
    parent: Side, table: Gray, counts: NDArray[np.bool_], theirs: Gray, apart: Gray, *, is_aligned: bool
) -> bool:
    """Whether the other picture lies on the steps of this file's table more closely than chance would have it."""
    if not (parent.place.is_lossless or parent.place.table):
        return False
    if parent.place.table and not is_aligned:
        return shows_steps(table, theirs * table, parent.place.steps, 1.0)
    if not parent.place.table:
        return lies_on(table, apart, counts)
    own = np.array(parent.place.table, np.float32).reshape(8, 8)
    return skips(table, own, np.rint(theirs * table / own), counts)


def _lost(child: Side, parent: Side, own: Gray, other: Gray) -> float:
    """Share of the numbers of both that only the first one has, and that are nothing in the other."""
    tables = [
        np.array(side.place.table, np.float32).reshape(8, 8) for side in (child, parent) if side.place.table
    ]
    if not tables or min(own.shape) < 32:
        return 0.0
    table = np.maximum.reduce(tables)
    mine, theirs = blocks(own), blocks(other)
    apart = np.abs(mine - theirs).mean(axis=(1, 2), dtype=np.float64)
    # Where something was put in or changed, it isn't compression that differs.
    plain = unclipped(mine, theirs) & (apart <= 4 * float(np.median(apart)) + 1)
    mine, theirs = (np.abs(patterns(item[plain])) / table for item in (mine, theirs))
    mine[:, 0, 0] = theirs[:, 0, 0] = 0
    count = int(((mine >= SOMETHING) | (theirs >= SOMETHING)).sum())
    if count < LEAST:
        return 0.0
    return round(int(((mine >= SOMETHING) & (theirs < NOTHING)).sum()) / count, 4)
