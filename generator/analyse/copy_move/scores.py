"""How suspicious each pixel is, for measuring only: a copy most, then what lies close to one, then windows that look alike."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from generator.analyse.copy_move.examine import CopyEvidence

Scores = NDArray[np.float32]

NEAR = 12
"""Pixels around a copy whose score falls off."""


def score_map(evidence: CopyEvidence) -> Scores:
    """Height x width: 1 to 3 within copies, up to 1 beside them, up to half the grain's correlation in windows tried."""
    height, width = evidence.shape
    result = np.zeros((height, width), np.float32)
    half = evidence.window / 2
    # The most alike last, so that they cover the others.
    for x, y, grain in evidence.tried[np.argsort(evidence.tried[:, 2], kind="stable")]:
        top, bottom = (min(height, max(0, round(y + side))) for side in (-half, half))
        left, right = (min(width, max(0, round(x + side))) for side in (-half, half))
        result[top:bottom, left:right] = grain / 2
    for copy in evidence.copies:
        for end in (copy.first, copy.second):
            rows, columns = end.mask.shape
            top, left = max(0, end.y - NEAR), max(0, end.x - NEAR)
            bottom, right = min(height, end.y + rows + NEAR), min(width, end.x + columns + NEAR)
            mask = np.zeros((bottom - top, right - left), np.float32)
            mask[end.y - top : end.y - top + rows, end.x - left : end.x - left + columns] = end.mask
            near = ndimage.uniform_filter(mask, 2 * NEAR + 1, mode="constant")
            value = np.where(mask > 0, 1 + np.float32(copy.agreement) + near, near)
            np.maximum(result[top:bottom, left:right], value, out=result[top:bottom, left:right])
    return result
