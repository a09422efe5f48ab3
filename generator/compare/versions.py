"""What differs between two versions of a picture, as values and in words.

The version with fewer pixels along what both show is the frame: the other one is made as small and laid upon it. Boxes are in
shares of the frame's upright width and height.

What it can't show: which of the two was changed; a region is where they differ. Detail that the smaller one never had.
"""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from generator.analyse.features.geometry import inverse
from generator.analyse.features.placement import Placement
from generator.compare.comparison import Compared, compare
from generator.model import Comparison

VERSION = "2"
"""Raised whenever the same pictures could give another comparison."""
ALIKE_FROM = 0.5
"""Correlation of fine detail below which the pictures can't be laid upon one another well enough to be compared. Copies of the
development pictures have 0.75 or more, but other shots of the same thing can have as much."""
MOST_REGIONS = 12
"""Regions that are named; further ones are counted."""
_LARGEST = 64_000_000


def compare_versions(left: bytes, right: bytes, placement: Placement) -> Comparison:
    """The comparison of two proxies (PNG) of which the left lies in the right as `placement` says."""
    first, second = _opened(left), _opened(right)
    if placement.is_mirrored:
        first = np.ascontiguousarray(first[:, ::-1])
    matrix = np.array(placement.matrix).reshape(2, 3)
    a, b, d, e = matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]
    # Pixels of the second that one pixel of the first covers, along a length.
    scale = abs(a * e - b * d) * second.shape[0] * second.shape[1] / (first.shape[0] * first.shape[1])
    is_left = bool(scale >= 1)
    found = compare(first, second, matrix) if is_left else compare(second, first, inverse(matrix))
    is_comparable = bool(found.likeness >= ALIKE_FROM)
    boxes, count = _boxes(found, is_mirrored=is_left and placement.is_mirrored) if is_comparable else ((), 0)
    area = int(found.laid.is_valid.sum())
    share = float((found.changes.mask & found.laid.is_valid).sum()) / max(1, area)
    return Comparison(
        is_left_frame=is_left,
        likeness=found.likeness,
        is_comparable=is_comparable,
        changed=round(share, 5) if is_comparable else 0.0,
        regions=boxes,
        region_count=count,
        tone=found.tone.kind,
        brightness=found.tone.brightness,
        saturation=found.tone.saturation,
        statement=_statement(found, count, share),
    )


def _opened(data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
        return np.asarray(image.convert("RGB"))


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


def _statement(found: Compared, count: int, share: float) -> str:
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
            "by more than saving and resizing explain."
        )
    return words + _tone_words(found)


def _tone_words(found: Compared) -> str:
    tone = found.tone
    if tone.kind == "same":
        return ""
    which = []
    if abs(tone.brightness) >= 3:
        which.append("brightness")
    if abs(tone.saturation) >= 3:
        which.append("strength of colours")
    if not which:
        which.append("colours")
    return f" Their {' and '.join(which)} differ as a whole; that was allowed for."
