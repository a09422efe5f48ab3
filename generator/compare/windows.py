"""Cuts the same part out of two versions at full size, as brightness without loss, for comparing their numbers.

Which numbers a JPEG file holds is told only by its pixels at full size, so the small plain copies of `proxy` don't do. A part
is enough. It is cut by the same workers and under the same limits as all other work on hostile files.

Also measured here: whether a straight line runs where the edge of another version lies in this one. Where something was put
around or beside a picture, one does; where a part was cut out of a larger view, the view goes on.
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
from generator.link.overlap import overlap
from generator.link.version_facts import Version

NAME = "windows"
VERSION = "1"
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
WHOLE = 0.965
"""Share of a picture from which another one shows its whole frame; a placement errs by a pixel or two."""
EVEN = 0.7
"""Share of neighbours that differ by no more than one level, from which a part is an even surface."""
UNCLEAR = 0.45
"""Clearness of a line where there is none but all beyond it is even: the view may go on, or a border may be as bright as it."""
STEP = 6.0
"""Brightness levels between neighbours of a line's two sides."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the upright picture."""
Gray = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Windows:
    """The parts of one picture."""

    blobs: tuple[str, ...] = ()
    """SHA-256 of each PNG, in the order asked for; an empty one where there is nothing."""
    lines: tuple[float, ...] = ()
    """How clearly a straight line runs along each of the edges asked for: share of its length above its surroundings'."""
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
        ((boxes[number],) if boxes else (), (box,) if share < WHOLE else ())
        for number, (share, box) in enumerate(
            ((common.first_share, common.first_box), (common.second_share, common.second_box))
        )
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
    return Windows(tuple(blobs), tuple(_line(pixels, edges) for edges in wanted["edges"]))


def parameters_of(boxes: Sequence[Box], edges: Sequence[tuple[float, float, float, float]]) -> str:
    """Parameters of the step: parts to be cut, and edges of other versions in shares of the upright picture."""
    return json.dumps({"boxes": list(boxes), "edges": list(edges)})


def missing(reason: str) -> Windows:
    """The value for a picture of which there are no parts."""
    return Windows(missing=reason)


def brightness(pixels: NDArray[np.uint8]) -> Gray:
    """Y as JPEG files hold it (ITU-T T.871, clause 7), 0 to 255."""
    part = pixels.astype(np.float32)
    weighted: Gray = (
        part[..., 0] * np.float32(0.299) + part[..., 1] * np.float32(0.587) + part[..., 2] * np.float32(0.114)
    )
    return weighted


def opened(data: bytes) -> Gray:
    """The brightness that a blob holds."""
    from PIL import Image

    with Image.open(io.BytesIO(data), formats=("PNG",)) as image:
        return np.asarray(image, np.float32) / np.float32(FINENESS)


def _line(pixels: NDArray[np.uint8], edges: tuple[float, float, float, float]) -> float:
    """How clearly all those edges that don't lie at the picture's own are a frame's."""
    height, width = pixels.shape[:2]
    left, top, right, bottom = edges
    found = []
    for at, low, high, across, along, is_row, is_first in (
        (top, left, right, height, width, True, True),
        (bottom, left, right, height, width, True, False),
        (left, top, bottom, width, height, False, True),
        (right, top, bottom, width, height, False, False),
    ):
        reach = max(6, round(0.006 * across))
        middle = round(at * across)
        room = max(4, round(0.02 * across))
        if not room <= middle <= across - room:
            continue
        shrink = (high - low) * 0.05
        span = slice(round((low + shrink) * along), round((high - shrink) * along))
        lines = slice(max(0, middle - reach - 10), min(across, middle + reach + 10))
        part = pixels[lines, span] if is_row else pixels[span, lines].swapaxes(0, 1)
        if part.shape[0] < 12 or part.shape[1] < 24:
            continue
        gray = brightness(part)
        shares = (np.abs(gray[2:] - gray[:-2]) > STEP).mean(axis=1, dtype=np.float64)
        start = middle - reach - lines.start - 1
        near = shares[max(0, start) : start + 2 * reach + 1]
        beyond = slice(0, middle - reach) if is_first else slice(middle + reach, across)
        outside = pixels[beyond, span] if is_row else pixels[span, beyond].swapaxes(0, 1)
        found.append(max(float(near.max()) - float(np.median(shares)), _evenness(outside)))
    if not found:
        return 0.0
    found.sort()
    # A bar may be as bright as the picture beside it along one edge; the other edges show the frame then.
    has_frame = found[0] >= UNCLEAR and found[len(found) // 2] > UNCLEAR
    return round(found[len(found) // 2] if has_frame else found[0], 3)


def _evenness(part: NDArray[np.uint8]) -> float:
    """`UNCLEAR` where a part is one even surface with a little writing at most, as bars and clear skies are; else 0."""
    if part.shape[0] < 3 or part.shape[1] < 3:
        return 0.0
    gray = brightness(part)
    steps = np.maximum(np.abs(gray[1:, 1:] - gray[:-1, 1:]), np.abs(gray[1:, 1:] - gray[1:, :-1]))
    return UNCLEAR if float((steps <= 1.0).mean(dtype=np.float64)) >= EVEN else 0.0


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
