"""The pictures of evidence: which blocks lack the trace of the earlier compression, over the whole picture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.coefficients import BLOCK
from generator.analyse.decoding import apply_orientation
from generator.analyse.picture import Picture
from generator.analyse.quantization.evidence import UNIT
from generator.analyse.quantization.examine import QuantizationEvidence, flagged
from generator.model import Figure

LONGEST_SIDE = 800
"""Figures are reduced to this, pixels."""
TINT = (255, 64, 0)
"""Colour of what was found."""
UNREAD = (92, 112, 138)
"""Colour of blocks that can't be read."""
STRONG = 6.0
"""Evidence, as a natural logarithm, that is drawn black or white."""


def figures(picture: Picture, evidence: QuantizationEvidence) -> tuple[Figure, ...]:
    """The parts in the picture, and the blocks' evidence, turned as a viewer shows the picture."""
    return (
        picture.figure(
            _upright(picture, _tinted(picture, evidence)),
            role="mask",
            alt="The whole picture in gray; the parts without the earlier compression's trace are tinted orange.",
            shows="The whole picture in gray, with the parts that lack the earlier compression's trace in orange. Normally "
            "nothing is tinted.",
            does_not_show="The edge is only as exact as a block of 8 by 8 pixels. The tint doesn't say what was there before.",
        ),
        picture.figure(
            _upright(picture, _evidence(evidence)),
            role="map",
            alt="One point for each block: white where the earlier compression's trace is missing, black where it is there.",
            shows="Each block by itself: black has the trace of the earlier compression, white lacks it, gray says little, "
            "blue-gray is too bright or too dark to be read. Normally the map is dark and gray without large white areas.",
            does_not_show="Single white blocks mean nothing; chance makes some in every picture.",
        ),
    )


def _tinted(picture: Picture, evidence: QuantizationEvidence) -> NDArray[np.uint8]:
    step = max(1, -(-max(evidence.shape) // LONGEST_SIDE))
    gray = picture.rgb[::step, ::step].astype(np.uint16).mean(axis=2, keepdims=True).astype(np.uint16)
    base = np.repeat(gray, 3, axis=2)
    mixed = (base * 2 + np.array(TINT, np.uint16) * 2) // 4
    shown: NDArray[np.uint8] = np.where(flagged(evidence)[::step, ::step, None], mixed, base).astype(np.uint8)
    return shown


def _evidence(evidence: QuantizationEvidence) -> NDArray[np.uint8]:
    gathered = evidence.gathered
    rows, columns = gathered.smooth.shape
    gray = np.clip(128 + gathered.smooth * 127 // round(STRONG * UNIT), 0, 255).astype(np.uint8)
    colours = np.repeat(gray[:, :, None], 3, axis=2)
    colours[~gathered.is_readable] = UNREAD
    # As many pixels for each block as the page can show, all blocks equally large.
    size = max(1, min(BLOCK, LONGEST_SIDE // max(rows, columns, 1)))
    step = max(1, -(-max(rows, columns) // LONGEST_SIDE))
    return np.repeat(np.repeat(colours[::step, ::step], size, axis=0), size, axis=1)


def _upright(picture: Picture, pixels: NDArray[np.uint8]) -> Image.Image:
    return Image.fromarray(np.ascontiguousarray(apply_orientation(pixels, picture.orientation)))
