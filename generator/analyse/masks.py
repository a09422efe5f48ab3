"""Grows, shrinks and fills masks: what the field calls morphology, with squares.

A square's least and greatest values can be had along rows and then along columns, and along each of these by laying the mask on
itself, moved by 1, 2, 4 … pixels. That gives the same as SciPy's functions in a fraction of their time. Beyond its edge a mask
is taken to be empty.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Mask = NDArray[np.bool_]


def shrunk(mask: Mask, side: int) -> Mask:
    """Pixels whose whole square of odd `side` belongs to the mask (erosion)."""
    return _squares(mask, side, np.logical_and)


def grown(mask: Mask, side: int) -> Mask:
    """Pixels whose square of odd `side` touches the mask (dilation)."""
    return _squares(mask, side, np.logical_or)


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


def largest(mask: Mask) -> Mask:
    """The largest of its pieces, corners joined."""
    labels, count = ndimage.label(mask, np.ones((3, 3), np.int8))
    if count <= 1:
        return mask
    result: Mask = labels == np.bincount(labels.ravel())[1:].argmax() + 1
    return result


def _squares(mask: Mask, side: int, joined: Callable[[Mask, Mask], Mask]) -> Mask:
    """All values of the square around each pixel in one."""
    height, width = mask.shape
    reach = side // 2
    flags = np.zeros((height + 2 * reach, width + 2 * reach), np.bool_)
    flags[reach : reach + height, reach : reach + width] = mask
    span = 1
    while span < side:
        step = min(span, side - span)
        flags = joined(flags[step:], flags[:-step])
        flags = joined(flags[:, step:], flags[:, :-step])
        span += step
    return flags
