"""Photoshop image resources (`8BIM` blocks), where IPTC captions are kept in JPEG, PNG and TIFF files.

A sequence of blocks: signature, number, padded name, length, padded data. Only those that hold metadata are taken out.
Source: Adobe Photoshop File Formats Specification, "Image Resource Blocks".
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.analyse.containers.draft import Draft
from generator.analyse.containers.parts import BlobKind

_SIGNATURES = (b"8BIM", b"8BPS", b"MeSa", b"PHUT", b"AgHg", b"DCSR")
_MAX_RESOURCES = 2_000
IPTC = 0x0404
ICC = 0x040F
EXIF = 0x0422
XMP = 0x0424


def resources(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and data of each block; ends quietly where the sequence is broken."""
    place = 0
    for _ in range(_MAX_RESOURCES):
        if place + 12 > len(data) or data[place : place + 4] not in _SIGNATURES:
            return
        number = int.from_bytes(data[place + 4 : place + 6], "big")
        name_size = data[place + 6] + 1
        start = place + 6 + name_size + name_size % 2
        size = int.from_bytes(data[start : start + 4], "big")
        body = data[start + 4 : start + 4 + size]
        yield number, body
        place = start + 4 + size + size % 2


def add_resources(draft: Draft, data: bytes, offset: int) -> None:
    """Keep the whole block, and the IPTC-IIM, XMP and ICC data inside it as blobs of their own."""
    draft.blob(BlobKind.PHOTOSHOP, data, offset)
    for number, body in resources(data):
        if number == IPTC and body:
            draft.blob(BlobKind.IPTC, body, offset, name="Photoshop resource 0x0404")
        elif number == XMP and body:
            draft.blob(BlobKind.XMP, body, offset, name="Photoshop resource 0x0424")
        elif number == ICC and body:
            draft.blob(BlobKind.ICC, body, offset, name="Photoshop resource 0x040F")
        elif number == EXIF and body[:2] in (b"II", b"MM"):
            draft.blob(BlobKind.EXIF, body, offset, name="Photoshop resource 0x0422")
