"""Two pictures of which one lies in the other, compared pixel by pixel: see `registration`, `tone` and `changes`."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.features.affine import in_pixels
from generator.compare.additions import additions
from generator.compare.chance import likely_changes
from generator.compare.changes import Changed, changed, without_edges
from generator.compare.registration import Laid, Pixels, lay
from generator.compare.tone import Tone, is_gray_beside_colour, match, without_rare_colours
from generator.model import Addition


@dataclass(frozen=True, slots=True)
class Compared:
    """What a comparison found, in the frame of one of the two."""

    laid: Laid
    """The other picture in the frame."""
    tone: Tone
    """How colours differ as a whole."""
    changes: Changed
    """Where they differ otherwise."""
    likeness: float
    """Correlation of the fine detail of both where nothing was changed, -1 to 1."""
    named: tuple[Addition, ...] = ()
    """What regions look like."""


def compare(frame: Pixels, picture: Pixels, shares: NDArray[np.float64]) -> Compared:
    """Lay `picture` upon `frame`; `shares` is the 2 x 3 way from the frame to the picture in shares of width and height."""
    laid = lay(frame, picture, in_pixels(shares, frame.shape, picture.shape))
    adjusted, tone = match(frame, laid.pixels, laid.is_valid)
    if is_gray_beside_colour(tone):
        frame, gray = (_as_gray(item) for item in (frame, laid.pixels))
        laid = replace(laid, pixels=gray)
        adjusted = match(frame, gray, laid.is_valid)[0]
    found = changed(frame, adjusted, laid.is_valid)
    mask = without_edges(found.mask, laid.is_valid)
    mask = likely_changes(mask, found.strength, laid.is_valid)
    if tone.kind != "same":
        mask = without_rare_colours(mask, frame, laid.pixels, adjusted, laid.is_valid)
    found = replace(found, mask=mask)
    named = additions(frame, np.clip(np.rint(adjusted), 0, 255).astype(np.uint8), mask, laid.is_valid)
    return Compared(laid, tone, found, _likeness(frame, adjusted, laid.is_valid & ~mask), named)


def _as_gray(pixels: Pixels) -> Pixels:
    gray = np.asarray(Image.fromarray(pixels).convert("L"))
    return np.repeat(gray[..., None], 3, axis=2)


def _likeness(frame: Pixels, adjusted: NDArray[np.float32], is_plain: NDArray[np.bool_]) -> float:
    from scipy.ndimage import gaussian_filter

    details = []
    for picture in (frame.astype(np.float32), adjusted):
        gray = picture.mean(axis=2)
        band = gaussian_filter(gray, 1.0) - gaussian_filter(gray, 2.5)
        details.append(band[is_plain].astype(np.float64))
    first, second = details
    product = float((first * first).sum()) * float((second * second).sum())
    return round(float((first * second).sum()) / product**0.5, 4) if product > 0 else 0.0
