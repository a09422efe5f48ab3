"""The pictures of evidence: which blocks lack the trace of the earlier compression, over the whole picture."""

from __future__ import annotations

import numpy as np
from PIL import Image

from generator.analyse.coefficients import BLOCK
from generator.analyse.decoding import apply_orientation
from generator.analyse.overlay import LONGEST_SIDE, tinted
from generator.analyse.picture import Picture
from generator.analyse.quantization.evidence import UNIT
from generator.analyse.quantization.examine import QuantizationEvidence, flagged
from generator.model import Figure

UNREAD = (92, 112, 138)
"""Colour of blocks that can't be read."""
STRONG = 6.0
"""Evidence, as a natural logarithm, that is drawn black or white."""


def figures(picture: Picture, evidence: QuantizationEvidence) -> tuple[Figure, ...]:
    """The parts in the picture, and the blocks' evidence, turned as a viewer shows the picture."""
    mask = picture.figure(
        tinted(picture, flagged(evidence, picture.rgb)),
        role="mask",
        alt="The whole picture in gray; the parts without the earlier compression's trace are tinted orange.",
        shows="The whole picture in gray, with the parts that lack the earlier compression's trace in orange. Normally "
        "nothing is tinted.",
        does_not_show="Within its outermost blocks of 8 by 8 pixels the tint follows the edges that the picture shows, which "
        "may not be those of the part. It doesn't say what was there before.",
    )
    return mask, map_figure(picture, evidence)


def map_figure(picture: Picture, evidence: QuantizationEvidence) -> Figure:
    """The blocks' evidence alone, turned as a viewer shows the picture."""
    return picture.figure(
        _map(picture, evidence),
        role="map",
        alt="One point for each block: white where the earlier compression's trace is missing, black where it is there.",
        shows="Each block by itself: black has the trace of the earlier compression, white lacks it, gray says little, "
        f"blue-gray is too bright{', too full of detail' if evidence.is_resized else ''} or too dark to be read. Normally the "
        "map is dark and gray without large white areas.",
        does_not_show="Single white blocks mean nothing; chance makes some in every picture.",
    )


def _map(picture: Picture, evidence: QuantizationEvidence) -> Image.Image:
    gathered = evidence.gathered
    rows, columns = gathered.smooth.shape
    shades = np.clip(128 + gathered.smooth * 127 // round(STRONG * UNIT), 1, 255).astype(np.uint8)
    shades[~gathered.is_readable] = 0
    # As many pixels for each block as the page can show, all blocks equally large.
    size = max(1, min(BLOCK, LONGEST_SIDE // max(rows, columns, 1)))
    step = max(1, -(-max(rows, columns) // LONGEST_SIDE))
    large = np.repeat(np.repeat(shades[::step, ::step], size, axis=0), size, axis=1)
    image = Image.fromarray(np.ascontiguousarray(apply_orientation(large, picture.orientation)))
    image.putpalette([*UNREAD, *(shade for shade in range(1, 256) for _ in range(3))])
    return image
