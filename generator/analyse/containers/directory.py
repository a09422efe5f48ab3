"""TIFF directories (IFDs), read entry by entry within bounds.

A directory is a count and that many fixed-size entries: tag, type, number of values, and the values or where they lie. EXIF
blocks, TIFF and BigTIFF files and the MPF index are all made of them. Only places and small numbers are read here; what the
tags mean is left to the readers of metadata. Source: TIFF 6.0, section 2; BigTIFF design, 2007.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

MAX_ENTRIES = 2_000
"""Most entries read of one directory; the format allows 65,535, files have fewer than 200."""
_TYPE_SIZES = {
    1: 1,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    6: 1,
    7: 1,
    8: 2,
    9: 4,
    10: 8,
    11: 4,
    12: 8,
    13: 4,
    16: 8,
    17: 8,
    18: 8,
}
_INTEGER_CODES = {1: "B", 3: "H", 4: "I", 6: "b", 8: "h", 9: "i", 13: "I", 16: "Q", 17: "q", 18: "Q"}
ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class Header:
    """The first bytes of a TIFF structure."""

    order: str
    """`<` little-endian or `>` big-endian, as `struct` writes it."""
    is_big: bool
    """Whether it is BigTIFF, with 64-bit places."""
    first: int
    """Where the first directory is said to begin."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One tag of a directory."""

    tag: int
    """Number of the tag."""
    kind: int
    """Type number of its values."""
    count: int
    """How many values it says it has."""
    offset: int
    """Where the values begin."""
    size: int
    """Bytes of all values; 0 for an unknown type."""


@dataclass(frozen=True, slots=True)
class Directory:
    """One IFD."""

    offset: int
    """First byte."""
    size: int
    """Bytes, the pointer to the next one included."""
    entries: tuple[Entry, ...]
    """In the order of the file."""
    declared: int
    """How many entries it says it has."""
    next: int
    """Where the next directory is said to begin; 0 for none."""

    def find(self, tag: int) -> Entry | None:
        """The first entry of a tag."""
        return next((entry for entry in self.entries if entry.tag == tag), None)


def read_header(data: bytes) -> Header | None:
    """Byte order and first directory, or None when this is no TIFF structure."""
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None or len(data) < 8:
        return None
    version = struct.unpack_from(order + "H", data, 2)[0]
    if version == 43:
        if len(data) < 16:
            return None
        return Header(order, True, struct.unpack_from(order + "Q", data, 8)[0])
    return Header(order, False, struct.unpack_from(order + "I", data, 4)[0])


def read_directory(data: bytes, offset: int, header: Header) -> Directory | None:
    """The directory at `offset`, cut short where the data ends; None when not even its count is there."""
    count_code, entry_code, entry_size, inline = ("Q", "HHQ", 20, 8) if header.is_big else ("H", "HHI", 12, 4)
    count_size = struct.calcsize(header.order + count_code)
    if offset < 0 or offset + count_size > len(data):
        return None
    declared = struct.unpack_from(header.order + count_code, data, offset)[0]
    first = offset + count_size
    present = min(declared, (len(data) - first) // entry_size, MAX_ENTRIES)
    entries = []
    for number in range(present):
        place = first + number * entry_size
        tag, kind, count = struct.unpack_from(header.order + entry_code, data, place)
        size = _TYPE_SIZES.get(kind, 0) * count
        at = place + entry_size - inline
        if size > inline:
            at = struct.unpack_from(header.order + ("Q" if header.is_big else "I"), data, at)[0]
        entries.append(Entry(tag, kind, count, at, size))
    end = first + declared * entry_size
    following = 0
    if end + inline <= len(data):
        following = struct.unpack_from(header.order + ("Q" if header.is_big else "I"), data, end)[0]
    return Directory(offset, end + inline - offset, tuple(entries), declared, following)


def integers(data: bytes, entry: Entry | None, header: Header, *, limit: int = 16) -> tuple[int, ...]:
    """The first `limit` whole numbers of an entry; empty when it has none or they lie outside the data."""
    if entry is None or entry.kind not in _INTEGER_CODES:
        return ()
    count = min(entry.count, limit)
    code = _INTEGER_CODES[entry.kind]
    if entry.offset < 0 or entry.offset + count * _TYPE_SIZES[entry.kind] > len(data):
        return ()
    return struct.unpack_from(f"{header.order}{count}{code}", data, entry.offset)


def orientation_of(exif: bytes) -> int:
    """EXIF orientation 1 to 8 of the first directory; 1 when there is none or it isn't valid."""
    header = read_header(exif)
    if header is None:
        return 1
    directory = read_directory(exif, header.first, header)
    if directory is None:
        return 1
    values = integers(exif, directory.find(ORIENTATION), header, limit=1)
    return values[0] if values and 1 <= values[0] <= 8 else 1
