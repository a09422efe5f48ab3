"""The pictures of evidence for grid regions: where they lie in the whole picture, and the surest one pixel by pixel."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.decoding import apply_orientation
from generator.analyse.grid.examine import mask_of
from generator.analyse.grid.regions import GridRegion
from generator.analyse.overlay import TINT, tinted
from generator.analyse.picture import Picture
from generator.model import Figure

LONGEST_CROP = 480
"""The part that is shown pixel by pixel is at most this high and wide."""
MARGIN = 32
"""Around the region, pixels."""


def figures(picture: Picture, regions: tuple[GridRegion, ...], *, what: str) -> tuple[Figure, ...]:
    """Overview and detail, turned as a viewer shows the picture. `what` names the regions: `parts with another grid`."""
    rgb = picture.rgb
    mask = mask_of(regions, (rgb.shape[0], rgb.shape[1]))
    surest = regions[0]
    rows, columns = (_around(surest.y, surest.height), _around(surest.x, surest.width))
    return (
        picture.figure(
            tinted(picture, mask),
            role="mask",
            alt=f"The whole picture in gray; the {what} are tinted orange.",
            shows=f"The whole picture in gray, with the {what} in orange. Normally nothing is tinted.",
            does_not_show="The edge of the tint is only as exact as a block, and plain areas can't be tinted. "
            "The tint doesn't say what was there before.",
        ),
        picture.figure(
            _faintly_tinted(picture, rgb[rows, columns], mask[rows, columns]),
            role="crop",
            alt="The surest of these parts, pixel by pixel, faintly tinted.",
            shows="The surest of these parts, pixel by pixel, faintly tinted. Compare the tint with the outline of things.",
            does_not_show="The difference lies in the pixels' numbers; nothing of it has to be visible to the eye.",
        ),
    )


def _around(start: int, length: int) -> slice:
    first = max(0, start - MARGIN)
    return slice(first, min(start + length + MARGIN, first + LONGEST_CROP))


def _faintly_tinted(picture: Picture, rgb: NDArray[np.uint8], mask: NDArray[np.bool_]) -> Image.Image:
    base = rgb.astype(np.uint16)
    mixed = (base * 3 + np.array(TINT, np.uint16)) // 4
    shown = np.where(mask[:, :, None], mixed, base).astype(np.uint8)
    return Image.fromarray(np.ascontiguousarray(apply_orientation(shown, picture.orientation)))
