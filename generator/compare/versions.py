"""What differs between two versions of a picture, as values and in words.

The version with fewer pixels along what both show is the frame: the other one is made as small and laid upon it. Boxes are in
shares of the frame's upright width and height.

What it can't show: which of the two was changed; a region is where they differ. Detail that the smaller one never had.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from generator.compare.chance import ONE_IN
from generator.compare.colours import both_ways
from generator.compare.comparison import Compared, compare
from generator.compare.pair import Pair
from generator.model import Addition, Comparison

VERSION = "4"
"""Raised whenever the same pictures could give another comparison."""
ALIKE_FROM = 0.5
"""Correlation of fine detail below which the pictures can't be laid upon one another well enough to be compared. Copies of the
development pictures have 0.75 or more, but other shots of the same thing can have as much."""
MOST_REGIONS = 12
"""Regions that are named; further ones are counted."""


def compare_pair(pair: Pair) -> Comparison:
    """What differs between the two pictures of a pair."""
    found = compare(pair.frame, pair.other, pair.shares)
    is_comparable = bool(found.likeness >= ALIKE_FROM)
    boxes, count = _boxes(found, is_mirrored=pair.is_frame_mirrored) if is_comparable else ((), 0)
    frame_is, other_is = both_ways(found.tone) if is_comparable else ((), ())
    area = int(found.laid.is_valid.sum())
    share = float((found.changes.mask & found.laid.is_valid).sum()) / max(1, area)
    return Comparison(
        is_left_frame=pair.is_left_frame,
        likeness=found.likeness,
        is_comparable=is_comparable,
        changed=round(share, 5) if is_comparable else 0.0,
        regions=boxes,
        region_count=count,
        statement=_statement(found, count, share, has_words=bool(frame_is)),
        additions=_unmirrored(found.named, is_mirrored=pair.is_frame_mirrored) if is_comparable else (),
        frame_is=frame_is,
        other_is=other_is,
    )


def _boxes(
    found: Compared, *, is_mirrored: bool
) -> tuple[tuple[tuple[float, float, float, float], ...], int]:
    """Boxes around the changed regions, largest first, and how many regions there are."""
    from scipy.ndimage import find_objects, label

    mask = found.changes.mask
    labels, count = label(mask, np.ones((3, 3)))
    sizes = np.bincount(labels.ravel(), minlength=count + 1)[1:]
    places = find_objects(labels)
    height, width = mask.shape
    boxes = []
    for number in np.lexsort((np.arange(count), -sizes))[:MOST_REGIONS].tolist():
        rows, columns = places[number]
        left, right = columns.start / width, columns.stop / width
        if is_mirrored:
            left, right = 1 - right, 1 - left
        box = (left, rows.start / height, right, rows.stop / height)
        boxes.append((round(box[0], 4), round(box[1], 4), round(box[2], 4), round(box[3], 4)))
    return tuple(boxes), int(count)


def _unmirrored(named: tuple[Addition, ...], *, is_mirrored: bool) -> tuple[Addition, ...]:
    if not is_mirrored:
        return named
    return tuple(
        replace(item, box=(round(1 - item.box[2], 4), item.box[1], round(1 - item.box[0], 4), item.box[3]))
        for item in named
    )


def _statement(found: Compared, count: int, share: float, *, has_words: bool) -> str:
    if found.likeness < ALIKE_FROM:
        return (
            "They could not be laid upon one another well enough to tell what differs: they are bent against each other, "
            "two shots of the same thing, or one was strongly worked over."
        )
    if not count:
        words = "Laid upon one another, they show no difference that saving and resizing don't explain."
    else:
        places = "one place" if count == 1 else f"{count} places"
        size = f"{round(share * 100)} %" if share >= 0.01 else "less than 1 %"
        words = (
            f"Laid upon one another, they differ in {places}, {size} of what both show, "
            f"by more than saving and resizing explain: fewer than one in {ONE_IN:,} such comparisons of harmless copies is "
            "expected to show a region like these by chance."
        )
    if found.tone.kind != "same" and not has_words:
        words += " Their colours differ slightly as a whole; that was allowed for."
    return words
