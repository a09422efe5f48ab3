"""Reads an EXIF block: its directories, their tags in words, and the maker note.

Source: EXIF 2.32 (CIPA DC-008-2019) section 4.5 and 4.6; TIFF 6.0. EXIF is written by cameras and by every program after
them, carries no signature and can be set to anything by anybody; this reader says what is written, not whether it is true.
"""

from __future__ import annotations

import struct

from generator.analyse.containers.parts import Fault
from generator.analyse.metadata import exif_tags, maker_notes
from generator.analyse.metadata.exif_words import readable
from generator.analyse.metadata.tiff import MAX_TEXT, Directory, Field, read_directory
from generator.analyse.metadata.values import Block, Group, Tag, Value, clean

MAX_CHAIN = 8
"""Directories followed in the chain of a TIFF file; EXIF has two."""
MAX_SUB_IFDS = 8
"""Sub-directories followed; raw files have up to five."""
MAX_DECODED = 8 << 20
"""Bytes decoded of one block."""
MAX_TAGS = 3_000
"""Tags kept of one block."""
MAX_FAULTS = 20
"""Faults kept of one block."""

TITLES = {
    "IFD0": "EXIF: picture (IFD0)",
    "Exif": "EXIF: photo (Exif IFD)",
    "GPS": "EXIF: position (GPS IFD)",
    "Interop": "EXIF: interoperability",
    "IFD1": "EXIF: thumbnail (IFD1)",
}
POINTERS = {
    exif_tags.EXIF_POINTER: "Exif",
    exif_tags.GPS_POINTER: "GPS",
    exif_tags.INTEROP_POINTER: "Interop",
}
MAGIC_NUMBERS = (42, 43, 0x55, 0x4F52, 0x5352)
"""TIFF, BigTIFF, Panasonic raw, Olympus raw (two spellings)."""
OPAQUE = frozenset({"MakerNote", "XMLPacket", "XMP", "ImageResources", "InterColorProfile", "IPTCNAA"})
"""Blocks within the block; other readers show them, and their bytes may hold withheld values."""


def read_exif(data: bytes) -> Block:
    """All directories of an EXIF block; never raises."""
    header = _header(data)
    if isinstance(header, Fault):
        return Block(faults=(header,))
    order, big, offset = header
    walk = _Walk(data, order, big)
    for index in range(MAX_CHAIN):
        if not offset:
            break
        key = f"IFD{index}"
        directory = walk.directory(offset, key)
        if directory is None:
            break
        walk.children(directory)
        offset = directory.next
    return Block(tuple(walk.groups), tuple(walk.faults[:MAX_FAULTS]))


class _Walk:
    """What has been read so far; directories are visited once, whatever points at them."""

    def __init__(self, data: bytes, order: str, big: bool) -> None:
        self.data, self.order, self.big = data, order, big
        self.groups: list[Group] = []
        self.faults: list[Fault] = []
        self.visited: set[int] = set()
        self.budget = MAX_DECODED
        self.tag_count = 0
        self.make = ""

    def directory(self, offset: int, key: str) -> Directory | None:
        """Reads a directory and keeps its tags; None when it was read before or holds nothing."""
        if offset in self.visited:
            self.faults.append(Fault("loop", f"{key} is a directory that was read already", offset))
            return None
        self.visited.add(offset)
        directory = read_directory(self.data, offset, order=self.order, big=self.big, name=key)
        if key == "IFD1" and not directory.fields and directory.faults:
            # Many writers leave the offset of a thumbnail directory that they removed.
            self.faults.append(
                Fault("no-thumbnail-directory", "the thumbnail's directory can't be read", offset)
            )
            return None
        self.faults += directory.faults
        tags = tuple(self.tag(item, key) for item in directory.fields[: MAX_TAGS - self.tag_count])
        self.tag_count += len(tags)
        if tags:
            self.groups.append(Group(key, TITLES.get(key, f"EXIF: {key}"), tags))
        if key == "IFD0":
            self.make = next((tag.text for tag in tags if tag.name == "Make"), "")
        return directory

    def tag(self, field: Field, key: str) -> Tag:
        """One tag in words, as long as the block's budget lasts: overlapping values can claim the same bytes often."""
        self.budget -= min(field.size, MAX_TEXT)
        if self.budget < 0:
            name = exif_tags.tag_name(key, field.tag)
            return Tag(name, f"{field.size} bytes, not read", b"", field.tag)
        return _tag(field, key, self.order)

    def children(self, directory: Directory) -> None:
        """Follows the pointers of a directory and of the directories below it."""
        for number, key in POINTERS.items():
            field = directory.get(number)
            offset = field.integer if field else None
            if offset:
                below = self.directory(offset, key)
                if below and key == "Exif":
                    self.children(below)
        note = directory.get(exif_tags.MAKER_NOTE)
        if note and note.size:
            block = maker_notes.read_maker_note(
                self.data, note.start, note.size, order=self.order, make=self.make
            )
            self.groups += block.groups
            self.faults += block.faults
        below_it = directory.get(exif_tags.SUB_IFDS)
        places = below_it.value if below_it else ()
        for index, below_offset in enumerate(
            places[:MAX_SUB_IFDS] if isinstance(places, tuple) else (places,)
        ):
            if isinstance(below_offset, int) and below_offset and below_offset not in self.visited:
                self.directory(below_offset, f"SubIFD{index or ''}")


def _header(data: bytes) -> tuple[str, bool, int] | Fault:
    """Byte order, whether BigTIFF, and offset of the first directory."""
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None or len(data) < 8:
        return Fault("bad-header", "the block does not begin with a TIFF header (II or MM)")
    (magic,) = struct.unpack_from(order + "H", data, 2)
    if magic not in MAGIC_NUMBERS:
        return Fault("bad-header", f"the TIFF header holds the number {magic}, not 42")
    if magic == 43:
        if len(data) < 16:
            return Fault("truncated", "the BigTIFF header is cut off")
        return order, True, struct.unpack_from(order + "Q", data, 8)[0]
    return order, False, struct.unpack_from(order + "I", data, 4)[0]


def _tag(field: Field, key: str, order: str) -> Tag:
    name = exif_tags.tag_name(key, field.tag)
    privacy = exif_tags.tag_privacy(key, name)
    value: Value = field.data if field.type in (1, 6) and field.size > 1 else field.value
    if name in OPAQUE:
        return Tag(name, f"{field.size} bytes", b"", field.tag, privacy=privacy)
    text = readable(name, value, order=order)
    return Tag(name, text, value, field.tag, _raw(value, text), privacy)


def _raw(value: Value, text: str) -> str:
    """The stored value in plain characters, or nothing when the words say the same."""
    if isinstance(value, bytes):
        raw = value.hex(" ") if len(value) <= 32 else ""
        return "" if value.rstrip(b"\0 ") == text.rstrip().encode("utf-8", "replace") or raw == text else raw
    if isinstance(value, str):
        raw = clean(value)
    else:
        raw = ", ".join(str(item) for item in value[:32])
    return "" if raw == clean(text) else raw
