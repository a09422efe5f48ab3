"""The pictures of evidence for copies: where both ends lie, and the largest pair side by side, one end laid on the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

from generator.analyse.copy_move.examine import Copy, CopyEvidence, End
from generator.analyse.decoding import apply_orientation
from generator.analyse.overlay import painted, step_of
from generator.analyse.picture import Picture
from generator.model import Figure

LONGEST_CROP = 360
"""Each end is shown at most this high and wide, pixel by pixel."""
MARGIN = 24
"""Shown around the end, pixels."""
FIRST_TINT = (255, 96, 0)
"""Colour of one end of each pair."""
SECOND_TINT = (0, 120, 255)
"""Colour of the other end."""


def figures(picture: Picture, evidence: CopyEvidence) -> tuple[Figure, ...]:
    """Overview and detail, turned as a viewer shows the picture."""
    return (
        picture.figure(
            _overview(picture, evidence),
            role="mask",
            alt="The whole picture in gray; one end of each copy is tinted orange, the other blue.",
            shows="The whole picture in gray. Parts with the same pixels are tinted, one of each pair orange, the "
            "other blue. Normally nothing is tinted.",
            does_not_show="The colours don't tell which part was there first. Plain areas can't be tinted.",
        ),
        picture.figure(
            _side_by_side(picture, evidence.copies[0]),
            role="crop",
            alt="The largest pair of parts side by side, outlined; the right one is turned and sized like the left one.",
            shows="The largest pair, pixel by pixel, each outlined. The right one was laid as the left one is, so "
            "that specks and grain can be compared.",
            does_not_show="What lies outside of the outlines differs, as it should. The outline is exact to a few pixels.",
        ),
    )


def _overview(picture: Picture, evidence: CopyEvidence) -> Image.Image:
    step = step_of(evidence.shape)
    height, width = evidence.shape
    which = np.zeros((-(-height // step), -(-width // step)), np.uint8)
    for number, name in ((2, "second"), (1, "first")):
        for copy in evidence.copies:
            end: End = getattr(copy, name)
            rows, columns = np.nonzero(end.mask[-end.y % step :: step, -end.x % step :: step])
            which[rows + -(-end.y // step), columns + -(-end.x // step)] = number
    return painted(picture, which, (FIRST_TINT, SECOND_TINT))


def _side_by_side(picture: Picture, copy: Copy) -> Image.Image:
    rgb = picture.rgb
    height, width = rgb.shape[:2]
    end = copy.first
    top, left = max(0, end.y - MARGIN), max(0, end.x - MARGIN)
    bottom = min(height, end.y + end.mask.shape[0] + MARGIN, top + LONGEST_CROP)
    right = min(width, end.x + end.mask.shape[1] + MARGIN, left + LONGEST_CROP)
    x = np.arange(left, right, dtype=np.float64)[None, :]
    y = np.arange(top, bottom, dtype=np.float64)[:, None]
    columns = copy.matrix[0, 0] * x + copy.matrix[0, 1] * y + copy.matrix[0, 2]
    rows = copy.matrix[1, 0] * x + copy.matrix[1, 1] * y + copy.matrix[1, 2]
    nearest_row = np.clip(np.rint(rows).astype(np.int64), 0, height - 1)
    nearest_column = np.clip(np.rint(columns).astype(np.int64), 0, width - 1)
    mask = np.zeros((bottom - top, right - left), np.bool_)
    part = end.mask[: bottom - end.y, : right - end.x]
    mask[end.y - top : end.y - top + part.shape[0], end.x - left : end.x - left + part.shape[1]] = part
    outline = ndimage.binary_dilation(mask, iterations=2) & ~ndimage.binary_dilation(mask)
    shown = []
    for pixels, tint in (
        (rgb[top:bottom, left:right], FIRST_TINT),
        (rgb[nearest_row, nearest_column], SECOND_TINT),
    ):
        drawn: NDArray[np.uint8] = pixels.copy()
        drawn[outline] = np.array(tint, np.uint8)
        shown.append(np.asarray(_upright(picture, drawn)))
    gap = np.full((shown[0].shape[0], 8, 3), 255, np.uint8)
    return Image.fromarray(np.ascontiguousarray(np.concatenate((shown[0], gap, shown[1]), axis=1)))


def _upright(picture: Picture, pixels: NDArray[np.uint8]) -> Image.Image:
    return Image.fromarray(np.ascontiguousarray(apply_orientation(pixels, picture.orientation)))
