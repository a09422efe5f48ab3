"""Reads makers' private notes in EXIF: settings, lens, serial numbers, firmware, shutter count, internal dates.

Makers publish no specification; layouts are common knowledge of the field (ExifTool's documentation of tag names, Exiv2's
manual). A note begins with the maker's signature or directly with a directory, and its offsets count from the EXIF block
or from the note itself. Programs that rewrite EXIF often move the note and so break the first kind: values that then point
outside are left out. What isn't understood is named and not guessed at.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from generator.analyse.containers.parts import Fault
from generator.analyse.metadata.makers import table
from generator.analyse.metadata.makers.convert import unpack
from generator.analyse.metadata.makers.write import Context, record, written
from generator.analyse.metadata.tiff import MAX_FIELDS, MAX_TEXT, TYPE_SIZES, Directory, Field, read_directory
from generator.analyse.metadata.values import Block, Group, Tag

MAX_TAGS = 1_500
"""Tags kept of one note."""
MAX_DECODED = 4 << 20
"""Bytes decoded of one note: overlapping values can claim the same bytes often."""
MAX_DEPTH = 2
"""Directories within directories."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a maker's note is laid out."""

    maker: str
    """Whose it is, in a reader's words."""
    table: str
    """Key of a directory's table; empty when it isn't read as one."""
    directory: int
    """Where its directory begins, from the start of the note."""
    base: str = "block"
    """What its offsets count from: `block` (the EXIF block's header), `note`, or `directory`."""
    order: str = ""
    """`<` or `>` where fixed, `mark` where the note holds its own II or MM before the directory, empty as the block."""
    mark: int = 0
    """Where that mark lies, from the start of the note."""
    record: str = ""
    """Key of the packed record that the note is, instead of a directory; `directory` says where it begins."""


SIGNATURES: tuple[tuple[bytes, Layout], ...] = (
    (b"Nikon\0\x02", Layout("Nikon", "nikon", 18, "nikon", "mark", 10)),
    (b"Nikon\0\x01", Layout("Nikon", "nikon-1", 8)),
    (b"OLYMPUS\0II", Layout("Olympus", "olympus", 12, "note", "<")),
    (b"OLYMPUS\0MM", Layout("Olympus", "olympus", 12, "note", ">")),
    (b"OM SYSTEM\0\0\0II", Layout("OM System", "olympus", 16, "note", "<")),
    (b"OM SYSTEM\0\0\0MM", Layout("OM System", "olympus", 16, "note", ">")),
    (b"OLYMP\0", Layout("Olympus", "olympus", 8)),
    (b"EPSON\0", Layout("Epson", "olympus", 8)),
    (b"AGFA ", Layout("Agfa", "olympus", 8)),
    (b"SANYO\0", Layout("Sanyo", "sanyo", 8)),
    (b"Panasonic\0\0\0", Layout("Panasonic", "panasonic", 12)),
    (b"LEICA\0\0\0", Layout("Leica", "panasonic", 8)),
    (b"LEICA", Layout("Leica", "leica-5", 8, "note")),
    (b"FUJIFILM", Layout("Fujifilm", "fujifilm", -8, "note", "<")),
    (b"GENERALE", Layout("Fujifilm", "fujifilm", -8, "note", "<")),
    (b"AOC\0", Layout("Pentax", "pentax", 6, "block", "mark-or-block", 4)),
    (b"PENTAX \0", Layout("Pentax", "pentax", 10, "note", "mark", 8)),
    (b"RICOH\0II", Layout("Ricoh", "ricoh", 8, "note", "<")),
    (b"RICOH\0MM", Layout("Ricoh", "ricoh", 8, "note", ">")),
    (b"Ricoh\0\0\0", Layout("Ricoh", "ricoh", 8)),
    (b"RICOH\0\0\0", Layout("Ricoh", "ricoh", 8)),
    (b"Rv", Layout("Ricoh (text)", "", 0)),
    (b"Rev", Layout("Ricoh (text)", "", 0)),
    (b"Apple iOS\0", Layout("Apple", "apple", 14, "note", "mark", 12)),
    (b"SONY DSC ", Layout("Sony", "sony", 12)),
    (b"SONY CAM ", Layout("Sony", "sony", 12)),
    (b"SONY MOBILE", Layout("Sony", "sony", 12)),
    (b"\0\0SONY PIC\0", Layout("Sony", "sony", 12)),
    (b"VHAB     \0", Layout("Sony (Hasselblad)", "sony", 12)),
    (b"QVC\0", Layout("Casio", "casio-2", 6, "block", ">")),
    (b"DCI\0", Layout("Casio", "casio-2", 6, "block", ">")),
    (b"SIGMA\0\0\0", Layout("Sigma", "sigma", 10)),
    (b"FOVEON\0\0", Layout("Sigma", "sigma", 10)),
    (b"KDK INFO", Layout("Kodak", "", 8, order=">", record="kodak-1")),
    (b"KDK", Layout("Kodak", "", 8, order="<", record="kodak-1")),
    (b"MOT\0", Layout("Motorola", "motorola", 8, "note")),
    (b"JVC ", Layout("JVC", "jvc", 4)),
    (b"\x01\xf1", Layout("Reconyx", "", 0, record="reconyx")),
    (b"MINOL\0", Layout("Minolta", "olympus", 8)),
    (b"MLT0", Layout("Minolta", "", 0)),
    (b"HDRP", Layout("Google (HDR+)", "", 0)),
    (b"STMN", Layout("Samsung (older)", "", 0, record="samsung-older")),
    (b"DJI", Layout("DJI (text)", "", 0)),
    (b"[ae_dbg_info:", Layout("DJI (debug)", "", 0)),
    (b"Microsoft", Layout("Microsoft", "", 0)),
    (b"PreviewImage", Layout("unknown maker (preview)", "", 0)),
)
"""Notes that say whose they are, longest signature first within a maker."""

BY_MAKE: tuple[tuple[str, Layout], ...] = (
    ("canon", Layout("Canon", "canon", 0)),
    ("nikon", Layout("Nikon", "nikon", 0)),
    ("sony", Layout("Sony", "sony", 0)),
    ("hasselblad", Layout("Hasselblad", "sony", 0)),
    ("minolta", Layout("Minolta", "minolta", 0)),
    ("konica", Layout("Konica Minolta", "minolta", 0)),
    ("casio", Layout("Casio", "casio-1", 0)),
    ("samsung", Layout("Samsung", "samsung", 0, "note")),
    ("dji", Layout("DJI", "dji", 0)),
    ("pentax", Layout("Pentax", "pentax-2", 0)),
    ("asahi", Layout("Pentax", "pentax-2", 0)),
    ("flir", Layout("FLIR", "flir", 0)),
    ("sanyo", Layout("Sanyo", "sanyo", 0)),
    ("hewlett", Layout("HP", "", 0)),
    ("huawei", Layout("Huawei", "", 0)),
    ("xiaomi", Layout("Xiaomi", "", 0)),
    ("google", Layout("Google", "", 0)),
    ("leica", Layout("Leica", "", 0)),
    ("motorola", Layout("Motorola", "", 0)),
    ("kodak", Layout("Kodak", "", 0)),
)
"""Notes without a signature are told by the Make tag."""


def read_maker_note(data: bytes, start: int, size: int, *, order: str, make: str) -> Block:
    """The maker note at `start` of an EXIF block; never raises."""
    note = data[start : start + min(size, 64)]
    layout = identify(note, make)
    head = Tag("Maker", layout.maker or "not recognised")
    length = Tag("Length", f"{size} bytes")
    if layout.record:
        whole = data[start + layout.directory : start + size]
        packed = record(layout.record, whole, layout.order or order, Context())
        return _block(layout.maker, [("", [head, length, *packed])])
    if not layout.table:
        remark = Tag("Content", "identified but not read" if layout.maker else "not read")
        return _block(layout.maker, [("", [head, length, remark])])
    directory = _directory(data, start, size, order, layout)
    if directory is None or not directory.fields:
        fault = Fault("maker-note", f"the maker note of {layout.maker} can't be read as a directory", start)
        remark = Tag("Content", "identified but not readable")
        return _block(layout.maker, [("", [head, length, remark])], (fault,))
    walk = _Walk(data, _base_of(start, layout))
    tags, unread = walk.read(directory, layout.table, 0)
    counted = [Tag("Further tags", f"{unread} not interpreted")] if unread else []
    return _block(layout.maker, [("", [head, length, *tags, *counted]), *walk.parts])


class _Walk:
    """Reads a note's directory and what lies below it, within one budget of bytes and tags."""

    def __init__(self, data: bytes, base: int) -> None:
        self.data, self.base = data, base
        self.parts: list[tuple[str, list[Tag]]] = []
        self.context = Context()
        self.visited: set[int] = set()
        self.bytes_left, self.tags_left = MAX_DECODED, MAX_TAGS

    def read(self, directory: Directory, key: str, depth: int) -> tuple[list[Tag], int]:
        """Tags of a directory, and how many are unknown."""
        known_tags = table.directory(key)
        tags: list[Tag] = []
        unread = 0
        for field in directory.fields:
            known = known_tags.get(field.tag)
            if known is None:
                unread += 1
                continue
            self.bytes_left -= min(field.size, MAX_TEXT)
            if self.bytes_left < 0 or self.tags_left < 0:
                break
            if known.record:
                self.keep(known.name, record(known.record, field.data, field.order, self.context))
            elif known.directory:
                self.below(field, known.name, known.directory, depth)
            else:
                value = field.value
                if known.packed:
                    value = unpack(field.data, known.packed, field.order) or value
                tags += written(known, value, field.data, self.context)
        self.tags_left -= len(tags)
        return tags, unread

    def keep(self, name: str, tags: list[Tag]) -> None:
        """A part of the note with a heading of its own."""
        self.tags_left -= len(tags)
        if tags:
            self.parts.append((name, tags))

    def below(self, field: Field, name: str, key: str, depth: int) -> None:
        """A directory inside the note: a pointer to it, or (Olympus' old way) the directory itself."""
        is_pointer = field.type in (4, 13) and field.count == 1
        offset = self.base + (field.integer or 0) if is_pointer else field.start
        if depth >= MAX_DEPTH or offset in self.visited:
            return
        self.visited.add(offset)
        directory = read_directory(self.data, offset, order=field.order, base=self.base, name="maker note")
        self.keep(name, self.read(directory, key, depth + 1)[0])


def identify(note: bytes, make: str) -> Layout:
    """Whose note it is, by its signature or else by the Make tag."""
    if note[12:13] == b"\x07" and make.upper().startswith("EASTMAN") and note[:2] not in (b"II", b"MM"):
        return Layout("Kodak", "", 0, record="kodak-3")
    if note[41:44] == b"JPG" and "KODAK" in make.upper():
        return Layout("Kodak", "", 0, record="kodak-4")
    if note[:2] == b"\x01\0" and note[5:8] == b"\0\x04\0" and "KODAK" in make.upper():
        return Layout("Kodak", "", 0, record="kodak-2")
    for signature, layout in SIGNATURES:
        if note.startswith(signature):
            return layout
    lowered = make.strip().lower()
    for word, layout in BY_MAKE:
        if lowered.startswith(word):
            return layout
    return Layout("", "", 0)


def maker_of(block: Block) -> str:
    """Whose maker note an EXIF block holds, or an empty string."""
    maker = block.text("MakerNote", "Maker")
    return "" if maker == "not recognised" else maker


def _order_of(data: bytes, start: int, order: str, layout: Layout) -> str:
    if layout.order in ("<", ">"):
        return layout.order
    if layout.order:
        mark = data[start + layout.mark : start + layout.mark + 2]
        return {b"II": "<", b"MM": ">"}.get(mark, order)
    return order


def _mended(data: bytes, start: int, size: int, offset: int, directory: Directory, order: str) -> Directory:
    """The directory read with shifted offsets, where a program moved the note within the block without mending them.

    Values usually follow the directory at once, so the smallest offset tells how far the note was moved. The shift is only
    taken when more values then lie inside the note.
    """
    entry_count = min(
        struct.unpack_from(order + "H", data, offset)[0], MAX_FIELDS, (len(data) - offset - 2) // 12
    )
    claimed = []
    for index in range(entry_count):
        _, kind, count, value = struct.unpack_from(order + "HHII", data, offset + 2 + 12 * index)
        if TYPE_SIZES.get(kind, 0) * count > 4:
            claimed.append((value, TYPE_SIZES[kind] * count))
    if not claimed:
        return directory
    shift = offset + 2 + 12 * entry_count + 4 - min(value for value, _ in claimed)

    def inside(move: int) -> int:
        return sum(
            start <= value + move and value + move + length <= start + size for value, length in claimed
        )

    if shift == 0 or inside(shift) <= inside(0):
        return directory
    return read_directory(data, offset, order=order, base=shift, name="maker note")


def _base_of(start: int, layout: Layout) -> int:
    if layout.base == "nikon":
        return start + 10
    return start if layout.base == "note" else 0


def _directory(data: bytes, start: int, size: int, order: str, layout: Layout) -> Directory | None:
    """The note's directory; for Samsung and signature-less notes a wrong guess gives few valid entries and None."""
    offset = layout.directory
    note_order = _order_of(data, start, order, layout)
    if offset == -8 and size >= 12:
        (offset,) = struct.unpack_from("<I", data, start + 8)
    elif layout.base == "nikon" and size >= 18:
        offset = 10 + struct.unpack_from(note_order + "I", data, start + 14)[0]
    if offset < 0 or offset + 2 > size:
        return None
    orders = (note_order, ">" if note_order == "<" else "<")
    for attempt in orders:
        directory = read_directory(
            data, start + offset, order=attempt, base=_base_of(start, layout), name="maker note"
        )
        if layout.base == "block":
            directory = _mended(data, start, size, start + offset, directory, attempt)
        (claimed,) = struct.unpack_from(attempt + "H", data, start + offset)
        if directory.fields and len(directory.fields) * 2 >= min(claimed, 1_000):
            return directory
    return None


def _block(maker: str, parts: list[tuple[str, list[Tag]]], faults: tuple[Fault, ...] = ()) -> Block:
    title = f"EXIF: maker note ({maker})" if maker else "EXIF: maker note"
    groups = tuple(
        Group("MakerNote", f"{title}: {name}" if name else title, tuple(tags)) for name, tags in parts
    )
    return Block(groups, faults)
