"""The pictures of evidence for an embedded preview: the preview, the picture at the same size, and their difference."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from generator.analyse.decoding import apply_orientation
from generator.analyse.picture import Picture
from generator.analyse.thumbnail_crop import Crop
from generator.analyse.thumbnail_match import Match, Pixels, resized, trimmed
from generator.model import Figure

AMPLIFIED = 4
"""By how much differences are amplified."""
LONGEST_SIDE = 480
"""Figures are enlarged by the largest whole factor that keeps them within this many pixels."""
FRAME = (255, 64, 0)
"""Colour of the box around the part that the picture shows."""


def figures(
    picture: Picture, small: Pixels, whole: Pixels, match: Match, crop: Crop | None
) -> tuple[Figure, ...]:
    """Preview, picture and difference, turned as a viewer shows the picture.

    `small` and `whole` are the preview and the picture at working size.
    """
    left, right = match.preview, match.picture
    if crop:
        left = trimmed(small)[crop.y : crop.y + crop.height, crop.x : crop.x + crop.width]
        right = resized(whole, crop.width, crop.height)
    turns = 0 if crop else match.quarter_turns
    difference = np.abs(left.astype(np.int16) - right.astype(np.int16)) * AMPLIFIED

    def upright(pixels: Pixels) -> Image.Image:
        stored = np.rot90(pixels, turns)
        return _enlarged(
            Image.fromarray(np.ascontiguousarray(apply_orientation(stored, picture.orientation)))
        )

    return (
        picture.figure(
            upright(_framed(trimmed(small), crop) if crop else small),
            role="thumbnail",
            alt="The preview stored inside the file, enlarged"
            + (", with a box around the part found." if crop else "."),
            shows=(
                "The preview stored inside the file, enlarged without smoothing."
                + (" The box marks the part that the picture shows." if crop else "")
                + " Normally it shows the same as the picture."
            ),
            does_not_show="It is too small to show small changes, and many programs renew it when they save.",
        ),
        picture.figure(
            upright(right),
            role="picture",
            alt="The picture itself, reduced to the size of the preview and laid over it.",
            shows="The picture itself at the size of the preview, for comparison.",
            does_not_show="It is reduced, so its detail can't be judged here.",
        ),
        picture.figure(
            upright(np.minimum(difference, 255).astype(np.uint8)),
            role="difference",
            alt="Difference between the preview and the picture; black where they are alike.",
            shows=(
                f"The difference between the two, made {AMPLIFIED} times stronger: black where they are alike. "
                "Faint outlines along edges are normal, because previews are sharpened and compressed differently."
            ),
            does_not_show="Outlines and an even tint don't show a change; only a whole object that stands out is worth a look.",
        ),
    )


def _framed(pixels: Pixels, crop: Crop) -> Pixels:
    image = Image.fromarray(pixels)
    box = (crop.x, crop.y, crop.x + crop.width - 1, crop.y + crop.height - 1)
    ImageDraw.Draw(image).rectangle(box, outline=FRAME)
    return np.asarray(image)


def _enlarged(image: Image.Image) -> Image.Image:
    factor = max(1, LONGEST_SIDE // max(image.size))
    return image.resize((image.width * factor, image.height * factor), Image.Resampling.NEAREST)
