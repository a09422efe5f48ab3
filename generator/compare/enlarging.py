"""Whether one version is another one resized: the usual ways of resizing are tried, with any sharpening, and the best counts.

`numbers` explains what is measured and what it can't show.

A save in between leaves weak patterns that don't follow from the smaller picture and look like detail. So strong ones are
counted by themselves, which no usual save makes up: a view has them beyond what the smaller picture can hold, too, while
enlarging leaves them off there.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.features.affine import warp
from generator.compare.lattice import laid_steps, shows_steps
from generator.compare.lost import lost
from generator.compare.patterns import LEAST, blocks, fineness, patterns, unclipped, unexplained
from generator.compare.registration import covered_by, improved
from generator.compare.sides import Side
from generator.compare.windows import Gray
from generator.model import Held

LOSSLESS = 8.0
"""Step with which the patterns of a file without loss are compared, brightness levels."""
LEAST_FINE = 150
"""Numbers that there must be for a share of the finest patterns."""
STRONG, STEPS = 40.0, 1.5
"""Strength in brightness levels, and in steps of the file's own table, that saving doesn't make up from nothing."""
JUST_BELOW = 0.6
"""As a share of the finest pattern that the smaller one can hold, from where patterns are nearly as fine."""
WAYS = (
    Image.Resampling.BICUBIC,
    Image.Resampling.LANCZOS,
    Image.Resampling.BILINEAR,
    Image.Resampling.BOX,
    Image.Resampling.HAMMING,
)
"""Usual ways of resizing."""


def resized(child: Side, parent: Side) -> Held:
    """How the numbers of a file follow from the other picture when that is resized as a whole."""
    if not (child.place.table or child.place.is_lossless):
        return Held()
    rx, ry = parent.place.width / child.place.width, parent.place.height / child.place.height
    # What of the child's part the parent's part covers, away from its cut edges, on the child's blocks.
    room = [3 * max(1.0, ratio) + 1 for ratio in (rx, ry)]
    bounds = []
    for at, length, start, span, whole, ratio, edge in (
        (
            child.place.x,
            child.part.shape[1],
            parent.place.x,
            parent.part.shape[1],
            parent.place.width,
            rx,
            room[0],
        ),
        (
            child.place.y,
            child.part.shape[0],
            parent.place.y,
            parent.part.shape[0],
            parent.place.height,
            ry,
            room[1],
        ),
    ):
        low = 0.0 if start == 0 else (start + edge) / ratio
        high = float("inf") if start + span == whole else (start + span - edge) / ratio
        first = -(-int(np.ceil(max(at, low))) // 8) * 8
        stop = int(min(at + length, high))
        bounds.append((first, first + max(0, stop - first) // 8 * 8))
    (x0, x1), (y0, y1) = bounds
    if min(x1 - x0, y1 - y0) < 32:
        return Held()
    own = child.part[y0 - child.place.y : y1 - child.place.y, x0 - child.place.x : x1 - child.place.x]
    box = (
        x0 * rx - parent.place.x,
        y0 * ry - parent.place.y,
        x1 * rx - parent.place.x,
        y1 * ry - parent.place.y,
    )
    box = (
        max(0.0, box[0]),
        max(0.0, box[1]),
        min(box[2], float(parent.part.shape[1])),
        min(box[3], float(parent.part.shape[0])),
    )
    image = Image.fromarray(parent.part)
    laid = [np.asarray(image.resize((x1 - x0, y1 - y0), way, box=box)) for way in WAYS]
    laid += [_filtered(own, laid[number]) for number in (0, 2)]
    found = [(_explained(child, own, item, max(rx, ry)), item) for item in laid]
    known = [item for item in found if item[0].missed is not None]
    best, other = min(known, key=lambda item: item[0].missed or 0.0) if known else found[0]
    return _with_remains(best, child, parent, own, other, max(rx, ry))


def part_resized(child: Side, parent: Side, way: NDArray[np.float64]) -> Held:
    """The same where a part was cut out and resized; `way` leads from the child's pixels to the parent's, to a pixel or so."""
    if not (child.place.table or child.place.is_lossless):
        return Held()
    height, width = (side // 8 * 8 for side in child.part.shape)
    own, other = child.part[:height, :width], parent.part
    ratio = float(way[0, 0])
    guess = way.copy()
    guess[:, 2] += way[:, :2] @ (child.place.x, child.place.y) - (parent.place.x, parent.place.y)
    if ratio > 1:
        # Made about as small first, so that laying it on loses no detail and makes no patterns.
        size = tuple(max(8, round(side / ratio)) for side in other.shape)
        guess *= np.array([[size[1] / other.shape[1]], [size[0] / other.shape[0]]])
        small = Image.fromarray(other).resize((size[1], size[0]), Image.Resampling.BICUBIC)
        other = np.asarray(small)
    for step in (2, 1):
        guess = improved(own, other, guess, step)
    laid = np.asarray(warp(Image.fromarray(other), guess, (width, height)))
    covered = covered_by(guess, other.shape, own.shape)
    rows, columns = np.flatnonzero(covered.any(axis=1)), np.flatnonzero(covered.any(axis=0))
    if min(len(rows), len(columns)) < 48:
        return Held()
    y0, x0 = -(-int(rows[0] + 2) // 8) * 8, -(-int(columns[0] + 2) // 8) * 8
    y1, x1 = (int(item[-1] - 1) // 8 * 8 for item in (rows, columns))
    own, laid = own[y0:y1, x0:x1], laid[y0:y1, x0:x1]
    if min(own.shape) < 32:
        return Held()
    laid = _filtered(own, laid)
    return _with_remains(_explained(child, own, laid, ratio), child, parent, own, laid, ratio)


def _filtered(own: Gray, other: Gray) -> Gray:
    """The other picture after the linear filter of 5 by 5 pixels that makes it most like this one (least squares).

    Any mixture of sharpening, blurring and contrast is one. It can bring out detail, but none that isn't there.
    """
    around = np.pad(other, 2, mode="edge")
    height, width = other.shape
    shifted = [around[y : y + height, x : x + width] for y in range(5) for x in range(5)]
    shifted.append(np.full_like(other, 255))
    rows = slice(2, height - 2, 3)
    parts = [item[rows, 2:-2].astype(np.float64).ravel() / 255 for item in shifted]
    target = own[rows, 2:-2].astype(np.float64).ravel() / 255
    normal = np.array([[float((a * b).sum()) for b in parts] for a in parts])
    right = np.array([float((a * target).sum()) for a in parts])
    normal += np.eye(len(parts)) * (1e-7 * float(np.trace(normal)) / len(parts))
    weights = np.linalg.solve(normal, right).astype(np.float32)
    result = np.zeros_like(other)
    for weight, item in zip(weights, shifted, strict=True):
        result += weight * item
    return result


def _with_remains(found: Held, child: Side, parent: Side, own: Gray, other: Gray, ratio: float) -> Held:
    """The same with what is left of this one's steps in the other picture, and what that lost of its detail."""
    if found.missed is None:
        return found
    mine, theirs = blocks(own), blocks(np.clip(other, 0, 255))
    plain = unclipped(mine, theirs)
    mine, theirs = patterns(mine[plain]), patterns(theirs[plain])
    rounding = laid_steps(parent.place.steps, ratio)
    is_held = bool(child.place.table) and shows_steps(child.place.steps, theirs, rounding, ratio)
    coarsest = np.maximum(child.place.coarsest, laid_steps(parent.place.coarsest, ratio))
    share, strong, differs = lost(mine, theirs, coarsest)
    return replace(found, is_held=is_held, lost=share, strong=strong, differs=differs)


def _explained(child: Side, own: Gray, other: Gray, ratio: float) -> Held:
    """How the numbers follow from the other picture, which had `ratio` as many pixels per length."""
    mine, theirs = blocks(own), blocks(np.clip(other, 0, 255))
    plain = unclipped(mine, theirs)
    table = np.array(child.place.table or (LOSSLESS,) * 64, np.float32).reshape(8, 8)
    mine, theirs = patterns(mine[plain]) / table, patterns(theirs[plain]) / table
    counts, missed = unexplained(np.rint(mine) if child.place.table else mine, theirs, table)
    count = int(counts.sum())
    if count < LEAST:
        return Held(count)
    finest = fineness(ratio)
    fine = counts & (finest >= 1)
    finer = (
        round(float((missed & fine).sum()) / int(fine.sum()), 4) if int(fine.sum()) >= LEAST_FINE else None
    )
    steps = table if child.place.table else np.zeros_like(table)
    beyond = _beyond(mine * table, theirs * table, np.maximum(STRONG, STEPS * steps), finest)
    return Held(count, round(float(missed.sum()) / count, 4), finer=finer, beyond=beyond)


def _beyond(mine: Gray, theirs: Gray, least: Gray, finest: NDArray[np.float64]) -> float | None:
    """How many patterns of `least` strength are finer than the other picture holds (1), per one that is nearly so fine."""
    strong = np.abs(mine) >= least
    finer, coarser = finest >= 1, (finest >= JUST_BELOW) & (finest < 1)
    count = int((strong & coarser).sum())
    if count < LEAST_FINE or not finer.any():
        return None
    own = int((strong & finer & (np.abs(theirs) < np.abs(mine) / 2)).sum())
    return round((own / int(finer.sum())) / (count / int(coarser.sum())), 4)
