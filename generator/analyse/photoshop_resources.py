"""Splits Photoshop's image resources: blocks that begin with `8BIM`, a number, a name and a length.

They are found in APP13 segments of JPEG files, in tag 34377 of TIFF files and in some others. A block may be claimed to be
longer than the data is; reading then stops.

Source: Adobe Photoshop File Formats Specification, "Image Resources Section".
"""

from __future__ import annotations

from collections.abc import Iterator

THUMBNAIL_BGR = 0x0409
"""Thumbnail of Photoshop 4, with red and blue exchanged."""
THUMBNAIL = 0x040C
"""Thumbnail since Photoshop 5: a 28-byte header, then a JPEG."""
JPEG_QUALITY = 0x0406
"""The quality chosen in Photoshop's Save As dialogue."""

MOST_RESOURCES = 1000
"""Real files hold a few dozen; more are not read."""


def resources(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and data of each block, in the order of the file."""
    place = 0
    for _ in range(MOST_RESOURCES):
        if data[place : place + 4] != b"8BIM" or place + 12 > len(data):
            return
        number = int.from_bytes(data[place + 4 : place + 6], "big")
        # The name is a length byte and text, padded to an even number of bytes in all.
        name_size = (1 + data[place + 6] + 1) // 2 * 2
        start = place + 6 + name_size + 4
        size = int.from_bytes(data[start - 4 : start], "big")
        if start > len(data) or size > len(data) - start:
            return
        yield number, data[start : start + size]
        place = start + (size + 1) // 2 * 2


def save_as_quality(resource: bytes) -> tuple[int, str] | None:
    """Quality 0 to 12 and the kind of file (`baseline`, `optimised`, `progressive`) stored by Photoshop's Save As.

    None when the resource doesn't hold sensible values. The stored number is the quality less 4, signed.
    """
    if len(resource) < 4:
        return None
    quality = int.from_bytes(resource[0:2], "big", signed=True) + 4
    kinds = {0x0000: "baseline", 0x0001: "optimised", 0x0101: "progressive"}
    kind = kinds.get(int.from_bytes(resource[2:4], "big"), "")
    return (quality, kind) if 0 <= quality <= 12 else None
