"""Further pictures behind the first one of a JPEG file: MPO views, previews, gain maps, depth maps, and a phone's short video.

Two indexes tell of them: the MPF segment (CIPA DC-007, "Multi-Picture Format") with places and kinds, and Google's container
directory in XMP, which lists lengths in order. Only what an index names is listed; all else behind the end is a trailer.
"""

from __future__ import annotations

import re
import struct

from generator.analyse.containers.directory import integers, read_directory, read_header
from generator.analyse.containers.draft import Draft
from generator.analyse.containers.parts import BlobKind

_MAX_VIEWS = 256
_KINDS = {
    0x010001: "large thumbnail",
    0x010002: "large thumbnail",
    0x020001: "panorama view",
    0x020002: "second view",
    0x020003: "view from another angle",
    0x030000: "main picture",
}
_APPLE_GAIN_MAP = b"hdrgainmap"
_GAIN_MAP_MARKS = (b"hdrgm:", _APPLE_GAIN_MAP, b"urn:iso:std:iso:ts:21496:-1")
_ITEM = re.compile(rb"<[A-Za-z]{1,20}:Item\b([^>]{0,2000})>")
_ATTRIBUTE = re.compile(rb"""[A-Za-z]{1,20}:(Semantic|Length|Padding)\s*=\s*["']([^"']{0,40})["']""")


def add_views(draft: Draft, end: int) -> int:
    """List further pictures behind `end` (the end of the first). Gives the end of the last byte that an index names."""
    return max(_multi_picture(draft, end), _container_directory(draft, end))


def size_of(data: bytes, offset: int, limit: int) -> tuple[int, int]:
    """Width and height of the JPEG at `offset` from its frame header; zeros when there is none before `limit`."""
    place = offset + 2
    if data[offset:place] != b"\xff\xd8":
        return 0, 0
    for _ in range(500):
        if place + 9 > min(limit, len(data)) or data[place] != 0xFF:
            return 0, 0
        marker = data[place + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = (int.from_bytes(data[at : at + 2], "big") for at in (place + 5, place + 7))
            return width, height
        if marker in (0xD9, 0xDA):
            return 0, 0
        place += 2 + max(2, int.from_bytes(data[place + 2 : place + 4], "big"))
    return 0, 0


def _multi_picture(draft: Draft, end: int) -> int:
    blob = next((blob for blob in draft.blobs if blob.kind is BlobKind.MPF), None)
    if blob is None:
        return end
    header = read_header(blob.data)
    directory = read_directory(blob.data, header.first, header) if header else None
    entry = directory.find(0xB002) if directory else None
    if header is None or entry is None or entry.offset + entry.size > len(blob.data):
        draft.fault("bad-index", "The index of several pictures (MPF) can't be read.", blob.offset)
        return end
    if integers(blob.data, directory.find(0xB001) if directory else None, header)[:1] != (entry.size // 16,):
        draft.fault("bad-index", "The index of several pictures (MPF) counts them wrongly.", blob.offset)
    # Places count from the header of the index: marker, length and `MPF\0` are 8 bytes.
    base = blob.offset + 8
    last, views = end, 1
    for number in range(min(entry.size // 16, _MAX_VIEWS)):
        at = entry.offset + 16 * number
        kind, size, place = struct.unpack_from(header.order + "III", blob.data, at)
        if place == 0 and number == 0:
            continue
        start = base + place
        if start + size > len(draft.data) or size == 0:
            words = f"Picture {number + 1} of the index (MPF), {size:,} bytes from byte {start:,} on, lies outside the file."
            draft.fault("length-outside-file", words, blob.offset)
            continue
        role = _role(draft.data, start, size, kind)
        views += role in ("panorama view", "second view", "view from another angle")
        draft.frame(start, size, *size_of(draft.data, start, start + size), role)
        last = max(last, start + size)
    draft.frame_count = views
    return last


def _role(data: bytes, start: int, size: int, kind: int) -> str:
    head = data[start : start + min(size, 65_536)]
    if kind & 0xFFFFFF in _KINDS:
        return _KINDS[kind & 0xFFFFFF]
    if any(mark in head for mark in _GAIN_MAP_MARKS):
        return "gain map"
    return "auxiliary: depth map" if b"depth" in head.lower() else "further picture"


def _container_directory(draft: Draft, end: int) -> int:
    """Google's directory in XMP: items follow the first picture in order, each with its length."""
    place = end
    for blob in draft.blobs:
        if blob.kind is BlobKind.XMP and b":Directory" in blob.data:
            for number, match in enumerate(_ITEM.finditer(blob.data)):
                attributes = dict(_ATTRIBUTE.findall(match[1]))
                length, padding = (_number(attributes.get(key, b"0")) for key in (b"Length", b"Padding"))
                if number == 0 or number >= _MAX_VIEWS:
                    place += padding if number == 0 else 0
                    continue
                if place + length > len(draft.data):
                    words = f"An item of the XMP directory, {length:,} bytes from byte {place:,} on, lies outside the file."
                    draft.fault("length-outside-file", words, blob.offset)
                    break
                _directory_item(draft, attributes.get(b"Semantic", b""), place, length)
                place += length + padding
            break
    return min(place, len(draft.data))


def _directory_item(draft: Draft, semantic: bytes, place: int, length: int) -> None:
    if not length or any(frame.offset == place for frame in draft.frames):
        return
    roles = {
        b"GainMap": "gain map",
        b"Depth": "auxiliary: depth map",
        b"MotionPhoto": "short video (motion photo)",
    }
    draft.frame(
        place, length, *size_of(draft.data, place, place + length), roles.get(semantic, "further picture")
    )


def _number(text: bytes) -> int:
    return int(text) if text.isdigit() and len(text) < 12 else 0
