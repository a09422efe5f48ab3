"""pHash and dHash, the two small (64-bit) perceptual hashes that other tools and archives use.

pHash compares low frequencies of a 32 x 32 version with their median; dHash compares neighbours in a 9 x 8 version. Up to
about 10 differing bits is usually the same picture. Both come from the library imagehash, which ignores EXIF orientation:
hand over the upright picture. An `ImageHash` collides as a dictionary key, so hashes leave here as text.

Sources: Zauner 2010, "Implementation and benchmarking of perceptual image hash functions"; Krawetz 2013, "Kind of like
that".
"""

from __future__ import annotations

import imagehash
from PIL import Image


def phash(image: Image.Image) -> str:
    """pHash as 16 hex digits."""
    return str(imagehash.phash(image))


def dhash(image: Image.Image) -> str:
    """dHash (horizontal) as 16 hex digits."""
    return str(imagehash.dhash(image))


def distance(left: str, right: str) -> int:
    """How many bits two hex hashes of the same length differ in."""
    if len(left) != len(right):
        raise ValueError(f"hashes of {len(left)} and {len(right)} digits can't be compared")
    return (int(left, 16) ^ int(right, 16)).bit_count()
