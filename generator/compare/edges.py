"""Does the view go on where another version ends, or was something put around it there?

Where a part was cut out of a larger view, the view goes on beyond the cut. Where a bar, a border or a screen was put around a
picture, a straight line runs along the picture's edge, and beyond it lies an even surface with a little writing at most. Each
of the four sides is looked at by itself, as a part of a screen capture may be framed above and go on below.

What it can't show: a border as bright as the picture beside it, and a frame that is itself a picture.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generator.link.overlap import AT_EDGE, FRAMED, UNCLEAR, Box, Sides

STEP = 6.0
"""Brightness levels between neighbours of a line's two sides."""
EVEN, VERY_EVEN = 0.8, 0.95
"""Share of neighbours that differ by no more than one level, from which a part is an even surface, and from which hardly any
part of a photograph is."""
UNEVEN = 0.55
"""The same, below which a part surely is none."""
NEAR = 0.012
"""How far beyond the edge one tone is looked for, as a share of the picture: narrow bars lie beside others."""
ONE_TONE = 3.0
"""Brightness levels within which a bar lies, though the file was saved with loss."""
DEPTH = 0.05
"""How far the view is looked at on the inner side of the edge, as a share of the picture."""


def clearness(pixels: NDArray[np.uint8], edges: Box) -> Sides:
    """How clearly each of another version's edges in this picture is a frame's: left, top, right, bottom.

    The share of its length along which a line stands out; `UNCLEAR` where the view may go on as well; `AT_EDGE` where there is
    nothing beyond to speak of.
    """
    left, top, right, bottom = edges
    return (
        _side(pixels.swapaxes(0, 1), left, (top, bottom), is_first=True),
        _side(pixels, top, (left, right), is_first=True),
        _side(pixels.swapaxes(0, 1), right, (top, bottom), is_first=False),
        _side(pixels, bottom, (left, right), is_first=False),
    )


def brightness(pixels: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Y as JPEG files hold it (ITU-T T.871, clause 7), 0 to 255."""
    part = pixels.astype(np.float32)
    weighted: NDArray[np.float32] = (
        part[..., 0] * np.float32(0.299) + part[..., 1] * np.float32(0.587) + part[..., 2] * np.float32(0.114)
    )
    return weighted


def _side(pixels: NDArray[np.uint8], at: float, along: tuple[float, float], *, is_first: bool) -> float:
    """One edge, of a picture laid so that it runs across at this share of the height."""
    height, width = pixels.shape[:2]
    middle = round(at * height)
    # A placement errs by a pixel or two, and more in large pictures.
    reach = max(2, round(0.003 * height))
    room = max(4, round(0.008 * height))
    if not room <= middle <= height - room:
        return AT_EDGE
    shrink = (along[1] - along[0]) * 0.05
    span = slice(round((along[0] + shrink) * width), round((along[1] - shrink) * width))
    near = pixels[max(0, middle - reach - 10) : middle + reach + 10, span]
    if near.shape[0] < 12 or near.shape[1] < 24:
        return AT_EDGE
    gray = brightness(near)
    shares = (np.abs(gray[2:] - gray[:-2]) > STEP).mean(axis=1, dtype=np.float64)
    start = max(0, min(middle, reach + 10) - reach - 1)
    line = float(shares[start : start + 2 * reach + 1].max()) - float(np.median(shares))
    depth = max(8, round(DEPTH * height))
    above = (
        pixels[: max(0, middle - reach), span],
        pixels[max(0, middle - reach - depth) : middle - reach, span],
    )
    below = pixels[middle + reach :, span], pixels[middle + reach : middle + reach + depth, span]
    outside, inside = (above[0], below[1]) if is_first else (below[0], above[1])
    rows = max(6, round(NEAR * height))
    beside = outside[-rows:] if is_first else outside[:rows]
    beyond = _evenness(outside)
    is_plain = beyond >= EVEN and _is_plain(beside)
    if beyond >= VERY_EVEN and is_plain and _evenness(inside) < UNEVEN:
        line = max(line, FRAMED)
    elif is_plain:
        line = max(line, UNCLEAR)
    elif beyond < UNEVEN:
        # A line in a view, such as the horizon, may happen to run along the edge.
        line = min(line, UNCLEAR)
    return round(line, 3)


def _is_plain(part: NDArray[np.uint8]) -> bool:
    """Whether it has one brightness but for a little lettering, as bars have, and skies mostly not."""
    if not part.size:
        return False
    gray = brightness(part)
    return float((np.abs(gray - np.median(gray)) <= ONE_TONE).mean(dtype=np.float64)) >= EVEN


def _evenness(part: NDArray[np.uint8]) -> float:
    """Share of neighbours that differ by no more than one level: bars and clear skies have much of it."""
    if part.shape[0] < 3 or part.shape[1] < 3:
        return 0.0
    gray = brightness(part)
    steps = np.maximum(np.abs(gray[1:, 1:] - gray[:-1, 1:]), np.abs(gray[1:, 1:] - gray[1:, :-1]))
    return float((steps <= 1.0).mean(dtype=np.float64))
