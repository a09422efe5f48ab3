"""Cuts the same part out of two versions at full size, as brightness without loss, for comparing their numbers.

Which numbers a JPEG file holds is told only by its pixels at full size, so the small plain copies of `proxy` don't do. A part
is enough. It is cut by the same workers and under the same limits as all other work on hostile files.

The same look at the file also tells whether the view goes on where another version ends (`edges`).
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.features.placement import Placement
from generator.analyse.picture import Picture
from generator.compare.edges import brightness, clearness
from generator.link.overlap import Sides, overlap
from generator.link.version_facts import Version

NAME = "windows"
VERSION = "4"
"""Raised whenever the same picture could give other bytes."""
FUNCTION = "generator.compare.windows:make"
FUNCTION_FAILED = "generator.compare.windows:missing"
ENGINES = ("pillow",)
SIDE = 640
"""Longest side of the part in the version with more pixels."""
MARGIN = 16
"""Pixels around it in the other version, for what the placement is off and what resizing looks at."""
FINENESS = 64
"""Steps that brightness is kept in, per one of 255."""
LARGEST = 4096
"""Longest side of a part that is cut."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the upright picture."""
Gray = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Windows:
    """The parts of one picture."""

    blobs: tuple[str, ...] = ()
    """SHA-256 of each PNG, in the order asked for; an empty one where there is nothing."""
    edges: tuple[Sides, ...] = ()
    """For each box asked for, how clearly its four edges are a frame's; see `edges.clearness`."""
    missing: str = ""
    """Why there are none."""


Wanted = tuple[tuple[Box, ...], tuple[tuple[float, float, float, float], ...]]
"""What is asked of one picture: parts to be cut, and edges to be looked at."""


def wanted_of(placement: Placement, left: Version, right: Version) -> tuple[Wanted, Wanted]:
    """What is asked of the two pictures of a pair."""
    common = overlap(placement)
    boxes = None
    if min(left.width, left.height, right.width, right.height) > 0:
        boxes = boxes_of(placement, (left.width, left.height), (right.width, right.height))
    return tuple(  # type: ignore[return-value]
        ((boxes[number],) if boxes else (), (box,))
        for number, box in enumerate((common.first_box, common.second_box))
    )


def boxes_of(placement: Placement, left: tuple[int, int], right: tuple[int, int]) -> tuple[Box, Box] | None:
    """The same part of the left and the right picture (of these sizes); None where it can't be cut upright.

    Around the middle of the places that fit, as there is something to see. Corners lie on multiples of 8 pixels.
    """
    a, b, c, d, e, f = placement.matrix
    if placement.is_mirrored or max(abs(b), abs(d)) > 0.01 or min(a, e) <= 0:
        return None
    # The way from pixels of the left one to those of the right one.
    sx, sy = a * right[0] / left[0], e * right[1] / left[1]
    tx, ty = c * right[0], f * right[1]
    # What both show, in pixels of the left one.
    low = (max(0.0, -tx / sx), max(0.0, -ty / sy))
    high = (min(left[0], (right[0] - tx) / sx), min(left[1], (right[1] - ty) / sy))
    longest = SIDE if max(sx, sy) <= 1 else SIDE / max(sx, sy)
    middle = (
        (placement.first_box[0] + placement.first_box[2]) / 2 * left[0],
        (placement.first_box[1] + placement.first_box[3]) / 2 * left[1],
    )
    spans = [_span(*item, longest) for item in zip(low, high, middle, strict=True)]
    if min(stop - start for start, stop in spans) < 32:
        return None
    (x0, x1), (y0, y1) = spans
    first = _aligned((x0, y0, x1, y1), left, 0 if max(sx, sy) <= 1 else MARGIN)
    second = _aligned(
        (x0 * sx + tx, y0 * sy + ty, x1 * sx + tx, y1 * sy + ty), right, MARGIN if max(sx, sy) <= 1 else 0
    )
    return first, second


def _span(low: float, high: float, middle: float, longest: float) -> tuple[float, float]:
    length = min(longest, high - low)
    start = min(max(low, middle - length / 2), high - length)
    return start, start + length


def _aligned(box: tuple[float, float, float, float], size: tuple[int, int], margin: int) -> Box:
    starts = [max(0, int(value - margin) // 8 * 8) for value in box[:2]]
    stops = [
        min(whole, -(-int(value + margin + 0.999) // 8) * 8)
        for value, whole in zip(box[2:], size, strict=True)
    ]
    return starts[0], starts[1], stops[0], stops[1]


def make(picture: Picture, parameters: str) -> Windows:
    """The parts of one picture; their bytes are put into `picture.blobs`."""
    try:
        pixels = picture.upright
    except CouldNotCheck as reason:
        return missing(str(reason))
    wanted = json.loads(parameters)
    blobs = []
    for box in wanted["boxes"]:
        data = _cut(pixels, box)
        blobs.append(hashlib.sha256(data).hexdigest() if data else "")
        if data:
            picture.blobs[blobs[-1]] = data
    return Windows(tuple(blobs), tuple(clearness(pixels, edges) for edges in wanted["edges"]))


def parameters_of(boxes: Sequence[Box], edges: Sequence[tuple[float, float, float, float]]) -> str:
    """Parameters of the step: parts to be cut, and edges of other versions in shares of the upright picture."""
    return json.dumps({"boxes": list(boxes), "edges": list(edges)})


def missing(reason: str) -> Windows:
    """The value for a picture of which there are no parts."""
    return Windows(missing=reason)


def opened(data: bytes) -> Gray:
    """The brightness that a blob holds."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
        return np.asarray(image, np.float32) / np.float32(FINENESS)


def _cut(pixels: NDArray[np.uint8], box: Box) -> bytes:
    from PIL import Image

    x0, y0, x1, y1 = box
    if not (0 <= x0 < x1 <= pixels.shape[1] and 0 <= y0 < y1 <= pixels.shape[0]):
        return b""
    if max(x1 - x0, y1 - y0) > LARGEST:
        return b""
    gray = np.rint(brightness(pixels[y0:y1, x0:x1]) * FINENESS).astype(np.uint16)
    buffer = io.BytesIO()
    Image.fromarray(gray).save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()
