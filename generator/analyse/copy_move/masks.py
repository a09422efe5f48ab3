"""Grows, shrinks and fills masks: what the field calls morphology, with squares.

SciPy's own functions for masks look at every pixel of the square; a square's least and greatest values can be had along rows
and then along columns, which gives the same in a fraction of the time. Beyond its edge a mask is taken to be empty.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Mask = NDArray[np.bool_]


def shrunk(mask: Mask, side: int) -> Mask:
    """Pixels whose whole square of odd `side` belongs to the mask (erosion)."""
    result = ndimage.minimum_filter(mask.view(np.uint8), side, mode="constant", cval=0)
    return np.asarray(result, np.uint8).view(np.bool_)


def grown(mask: Mask, side: int) -> Mask:
    """Pixels whose square of odd `side` touches the mask (dilation)."""
    result = ndimage.maximum_filter(mask.view(np.uint8), side, mode="constant", cval=0)
    return np.asarray(result, np.uint8).view(np.bool_)


def opened(mask: Mask, side: int) -> Mask:
    """The mask without what is narrower than `side`."""
    return grown(shrunk(mask, side), side)


def closed(mask: Mask, side: int) -> Mask:
    """The mask and its gaps narrower than `side`; pixels within half of it from the edge are lost."""
    return shrunk(grown(mask, side), side)


def filled(mask: Mask) -> Mask:
    """The mask and all holes in it: what can't be reached from outside without crossing it."""
    labels, _ = ndimage.label(~np.pad(mask, 1))
    result: Mask = labels[1:-1, 1:-1] != labels[0, 0]
    return result
