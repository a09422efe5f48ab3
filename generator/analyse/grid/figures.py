"""The pictures of evidence for grid regions: where they lie in the whole picture, and the surest one pixel by pixel."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.decoding import apply_orientation
from generator.analyse.grid.examine import mask_of
from generator.analyse.grid.regions import GridRegion
from generator.analyse.picture import Picture
from generator.model import Figure

LONGEST_SIDE = 800
"""The whole picture is reduced to this, pixels."""
LONGEST_CROP = 480
"""The part that is shown pixel by pixel is at most this high and wide."""
MARGIN = 32
"""Around the region, pixels."""
TINT = (255, 64, 0)
"""Colour of what was found."""


def figures(picture: Picture, regions: tuple[GridRegion, ...], *, what: str) -> tuple[Figure, ...]:
    """Overview and detail, turned as a viewer shows the picture. `what` names the regions: `parts with another grid`."""
    rgb = picture.rgb
    mask = mask_of(regions, (rgb.shape[0], rgb.shape[1]))
    step = max(1, -(-max(mask.shape) // LONGEST_SIDE))
    surest = regions[0]
    rows, columns = (_around(surest.y, surest.height), _around(surest.x, surest.width))
    return (
        picture.figure(
            _tinted(picture, rgb[::step, ::step], mask[::step, ::step]),
            role="mask",
            alt=f"The whole picture in gray; the {what} are tinted orange.",
            shows=f"The whole picture in gray, with the {what} in orange. Normally nothing is tinted.",
            does_not_show="The edge of the tint is only as exact as a block, and plain areas can't be tinted. "
            "The tint doesn't say what was there before.",
        ),
        picture.figure(
            _tinted(picture, rgb[rows, columns], mask[rows, columns], is_faint=True),
            role="crop",
            alt="The surest of these parts, pixel by pixel, faintly tinted.",
            shows="The surest of these parts, pixel by pixel, faintly tinted. Compare the tint with the outline of things.",
            does_not_show="The difference lies in the pixels' numbers; nothing of it has to be visible to the eye.",
        ),
    )


def _around(start: int, length: int) -> slice:
    first = max(0, start - MARGIN)
    return slice(first, min(start + length + MARGIN, first + LONGEST_CROP))


def _tinted(
    picture: Picture, rgb: NDArray[np.uint8], mask: NDArray[np.bool_], *, is_faint: bool = False
) -> Image.Image:
    base = rgb.astype(np.uint16)
    if not is_faint:
        base = np.repeat(base.mean(axis=2, keepdims=True).astype(np.uint16), 3, axis=2)
    strength = 1 if is_faint else 2
    mixed = (base * (4 - strength) + np.array(TINT, np.uint16) * strength) // 4
    shown = np.where(mask[:, :, None], mixed, base).astype(np.uint8)
    return Image.fromarray(np.ascontiguousarray(apply_orientation(shown, picture.orientation)))
