"""The grain of two ends without their edges: camera noise and dirt, which differ between things that only look alike.

At each pixel only the change *along* the edge is kept: an edge has none along itself, noise has.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Gray = NDArray[np.float32]

SIDE = 7
"""Side of the squares over which the direction of an edge is told, pixels."""
CALM_WINDOW = 5
"""Side of the squares by which calm pixels are chosen, pixels."""


def along_edges(here: Gray, there: Gray) -> tuple[Gray, Gray]:
    """The change of both ends along the direction in which their common picture changes least.

    One pair of height x width, or many of number x height x width.
    """
    gy, gx = slopes(here)
    ty, tx = slopes(there)
    size = (0,) * (here.ndim - 2) + (SIDE, SIDE)
    products = np.stack((gx * gx + tx * tx, gy * gy + ty * ty, gx * gy + tx * ty))
    xx, yy, xy = ndimage.uniform_filter(products, (0, *size))
    spread = np.sqrt((xx - yy) ** 2 + 4 * xy * xy) + np.float32(1e-6)
    # Half of the double angle of the steepest change, without any trigonometry.
    cosine = np.sqrt(np.maximum((1 + (xx - yy) / spread) / 2, 0))
    sine = np.sign(xy) * np.sqrt(np.maximum((1 - (xx - yy) / spread) / 2, 0))
    one: Gray = cosine * gy - sine * gx
    two: Gray = cosine * ty - sine * tx
    return one, two


def calmest(here: Gray, there: Gray, inner: NDArray[np.bool_], share: int) -> NDArray[np.bool_]:
    """The inner pixels around which both ends show least: so many percent of them."""
    power = ndimage.uniform_filter(here * here + there * there, CALM_WINDOW)
    calm: NDArray[np.bool_] = inner & (power <= np.percentile(power[inner], share))
    return calm


def slopes(values: Gray) -> tuple[Gray, Gray]:
    """Down and across: half of what lies between both neighbours; at an edge, the step to the only one."""
    down, across = np.empty_like(values), np.empty_like(values)
    for slope, seen in ((down.swapaxes(-2, -1), values.swapaxes(-2, -1)), (across, values)):
        np.subtract(seen[..., 2:], seen[..., :-2], out=slope[..., 1:-1])
        slope[..., 1:-1] *= np.float32(0.5)
        slope[..., 0] = seen[..., 1] - seen[..., 0]
        slope[..., -1] = seen[..., -1] - seen[..., -2]
    return down, across
