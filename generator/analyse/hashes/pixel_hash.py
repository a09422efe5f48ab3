"""A hash over the decoded picture: files with other metadata or another lossless packing get the same one.

SHA-256 over eight bytes (width and height of the upright picture, each as a big-endian 32-bit number), then its red, green
and blue bytes, row by row from the top. Decoders of lossy formats may differ by a step here and there, so equal hashes say
"the same pixels", and different ones say nothing.
"""

from __future__ import annotations

import hashlib
import struct

import numpy as np
from numpy.typing import NDArray


def pixel_sha256(rgb: NDArray[np.uint8]) -> str:
    """The hash of a height x width x 3 array of 8-bit pixels, as 64 hex digits."""
    height, width = rgb.shape[:2]
    digest = hashlib.sha256(struct.pack(">II", width, height))
    digest.update(np.ascontiguousarray(rgb).data)
    return digest.hexdigest()
