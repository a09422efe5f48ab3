"""The reduced gray picture that is kept beside local features: a JPEG, small enough for ten thousand of them.

What it loses shows in fine detail as a little noise, less than that of a picture passed on once.
"""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray

QUALITY = 90
"""JPEG quality."""
LARGEST = 4096
"""Pixels of the longer side of a stored picture that is read."""


def closed(gray: NDArray[np.uint8]) -> bytes:
    """A gray picture as bytes to be kept."""
    from PIL import Image

    buffer = io.BytesIO()
    Image.fromarray(gray).save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()


def opened(data: bytes) -> NDArray[np.uint8]:
    """The gray picture that `closed` made `data` of. Raises `ValueError` when it is something else."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
            if image.mode != "L" or max(image.size) > LARGEST:
                raise ValueError("not a stored picture")
            return np.asarray(image)
    except OSError as error:
        raise ValueError("a stored picture is damaged") from error
