"""The two pictures of a pair as a worker gets them: plain copies that `proxy` made, and where one lies in the other.

The picture of the step is the left version's copy; that of the right one comes with the parameters, as workers need not see
our disk. The version with fewer pixels along what both show is the frame: the other one is made as small and laid upon it.
"""

from __future__ import annotations

import base64
import io
import json
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator import codec
from generator.analyse.features.affine import inverse
from generator.analyse.features.placement import Placement
from generator.analyse.picture import Picture

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a step is asked to lay upon the picture."""

    right: str
    """The plain copy of the right version, a PNG in Base64."""
    placement: Placement
    """Where the left version lies in the right."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pictures of which one is to be laid upon the other."""

    frame: Pixels
    """The one with fewer pixels along what both show."""
    other: Pixels
    """The one that is laid upon it."""
    shares: NDArray[np.float64]
    """2 x 3: from the frame to the other, in shares of width and height of both."""
    is_left_frame: bool
    """Whether the left version is the frame."""
    is_frame_mirrored: bool
    """Whether the frame's picture was mirrored to fit the other."""


def parameters_of(right: bytes, placement: Placement) -> str:
    """Parameters of a step for a pair of which the left version's copy is the picture."""
    return codec.dumps(Wanted(base64.b64encode(right).decode(), placement)).decode()


def opened(picture: Picture, parameters: str) -> Pair:
    """The pair in a worker. Raises `CouldNotCheck` when the picture can't be decoded."""
    wanted: Wanted = codec.from_plain(Wanted, json.loads(parameters))
    with Image.open(io.BytesIO(base64.b64decode(wanted.right)), formats=("PNG",)) as image:
        right = np.asarray(image.convert("RGB"))
    return paired(picture.upright, right, wanted.placement)


def paired(left: Pixels, right: Pixels, placement: Placement) -> Pair:
    """Which of two pictures is the frame, and the way from it to the other."""
    if placement.is_mirrored:
        left = np.ascontiguousarray(left[:, ::-1])
    matrix = np.array(placement.matrix).reshape(2, 3)
    determinant = abs(matrix[0, 0] * matrix[1, 1] - matrix[0, 1] * matrix[1, 0])
    # Pixels of the right one that a pixel of the left one covers.
    if determinant * right.shape[0] * right.shape[1] >= left.shape[0] * left.shape[1]:
        return Pair(left, right, matrix, True, placement.is_mirrored)
    return Pair(right, left, inverse(matrix), False, False)
