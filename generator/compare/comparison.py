"""Two pictures of which one lies in the other, compared pixel by pixel: see `registration`, `tone` and `changes`."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.compare.changes import Changed, changed
from generator.compare.registration import Laid, Pixels, lay
from generator.compare.tone import Tone, match

WHITE, BLACK = 225, 12
"""Values beyond which two pictures of different exposure count as equal where both are."""


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


def compare(frame: Pixels, picture: Pixels, shares: NDArray[np.float64]) -> Compared:
    """Lay `picture` upon `frame`; `shares` is the 2 x 3 way from the frame to the picture in shares of width and height."""
    height, width = frame.shape[:2]
    matrix = np.array(
        [
            [
                shares[0, 0] * picture.shape[1] / width,
                shares[0, 1] * picture.shape[1] / height,
                shares[0, 2] * picture.shape[1],
            ],
            [
                shares[1, 0] * picture.shape[0] / width,
                shares[1, 1] * picture.shape[0] / height,
                shares[1, 2] * picture.shape[0],
            ],
        ]
    )
    laid = lay(frame, picture, matrix)
    adjusted, tone = match(frame, laid.pixels, laid.is_valid)
    if tone.kind != "same":
        # What exposure drove to white or black in one of them holds no difference that could be told.
        is_lost = (np.minimum(frame, adjusted) >= WHITE) | (np.maximum(frame, adjusted) <= BLACK)
        adjusted = np.where(is_lost, frame, adjusted).astype(np.float32)
    found = changed(frame, adjusted, laid.is_valid)
    return Compared(laid, tone, found, _likeness(frame, adjusted, laid.is_valid & ~found.mask))


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
