"""Reads TIFF directories (IFDs), the structure inside EXIF blocks and maker notes.

Source: TIFF 6.0 section 2; BigTIFF (AWare Systems); EXIF 2.32 section 4.6.2. Our own reader instead of a library's because
maker notes need other byte orders and offset bases, and because every count and offset of a hostile file must be checked
before anything is copied: a field here is a view of the block, and only a bounded part of it is ever decoded.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from generator.analyse.containers.parts import Fault
from generator.analyse.metadata.values import Ratio, Value, decode_text

MAX_FIELDS = 1_000
"""Fields read of one directory; real ones have under 150."""
MAX_BAD_FIELDS = 8
"""Impossible fields after which a directory is taken for something else."""
MAX_NUMBERS = 512
"""Numbers decoded of one field."""
MAX_TEXT = 1 << 20
"""Bytes decoded of one text field."""

TYPE_FORMATS = {
    1: "B", 2: "", 3: "H", 4: "I", 5: "II", 6: "b", 7: "", 8: "h", 9: "i", 10: "ii", 11: "f", 12: "d",
    13: "I", 16: "Q", 17: "q", 18: "Q", 129: "",
}  # fmt: skip
"""Struct codes of one element by type number; empty for characters and opaque bytes. 129 is EXIF 3.0's UTF-8."""

TYPE_SIZES = {number: struct.calcsize("=" + code) if code else 1 for number, code in TYPE_FORMATS.items()}


@dataclass(frozen=True, slots=True)
class Field:
    """One entry of a directory. Its value stays in the block until it is asked for."""

    tag: int
    """Tag number."""
    type: int
    """Type number, a key of `TYPE_FORMATS`."""
    count: int
    """Elements that the entry claims."""
    start: int
    """Where the value begins in the block."""
    size: int
    """Bytes of the value; always inside the block."""
    order: str
    """`<` or `>`."""
    source: bytes = field(repr=False)
    """The whole block."""

    @property
    def data(self) -> bytes:
        """The value's bytes, at most `MAX_TEXT`."""
        return self.source[self.start : self.start + min(self.size, MAX_TEXT)]

    @property
    def value(self) -> Value:
        """The decoded value, numbers cut at `MAX_NUMBERS`."""
        if self.type in (2, 129):
            return decode_text(self.data)
        if self.type == 7 or (self.type == 1 and self.size > 1):
            return self.data
        code = TYPE_FORMATS[self.type]
        unit = TYPE_SIZES[self.type]
        count = min(self.size // unit, MAX_NUMBERS)
        numbers = struct.unpack(
            self.order + code * count, self.source[self.start : self.start + unit * count]
        )
        if self.type in (5, 10):
            return tuple(Ratio(*pair) for pair in zip(numbers[::2], numbers[1::2], strict=True))
        return numbers

    @property
    def integer(self) -> int | None:
        """The first number of an integer field, else None."""
        value = self.value
        return value[0] if isinstance(value, tuple) and value and isinstance(value[0], int) else None


@dataclass(frozen=True, slots=True)
class Directory:
    """A directory as far as it could be read."""

    fields: tuple[Field, ...]
    """In the order of the file; a repeated tag keeps its first entry."""
    next: int
    """Offset of the next directory in the chain, 0 for none."""
    faults: tuple[Fault, ...]
    """What was wrong with it."""

    def get(self, tag: int) -> Field | None:
        """The entry of a tag number."""
        return next((item for item in self.fields if item.tag == tag), None)


def read_directory(
    data: bytes, offset: int, *, order: str, base: int = 0, big: bool = False, name: str = "directory"
) -> Directory:
    """Reads the directory at `offset` (absolute); offsets of values are counted from `base`.

    `big` reads BigTIFF's 64-bit layout. `name` is used in the words of faults.
    """
    head, entry, inline = (8, 20, 8) if big else (2, 12, 4)
    if offset < 0 or offset + head > len(data):
        return Directory(
            (), 0, (Fault("offset-outside", f"{name} is said to begin outside the block", max(offset, 0)),)
        )
    (claimed,) = struct.unpack_from(order + ("Q" if big else "H"), data, offset)
    first = offset + head
    room = (len(data) - first) // entry
    faults: list[Fault] = []
    if claimed > room:
        faults.append(
            Fault("truncated", f"{name} claims {claimed} entries; there is room for {room}", offset)
        )
    if min(claimed, room) > MAX_FIELDS:
        faults.append(
            Fault("oversize-count", f"{name} claims {claimed} entries; {MAX_FIELDS} were read", offset)
        )
    fields: dict[int, Field] = {}
    bad = 0
    for index in range(min(claimed, room, MAX_FIELDS)):
        place = first + index * entry
        tag, kind, count = struct.unpack_from(order + ("HHQ" if big else "HHI"), data, place)
        unit = TYPE_SIZES.get(kind)
        problem = ""
        start = place + entry - inline
        if unit is None:
            problem = f"has the unknown type {kind}"
        elif unit * count > inline:
            start = base + struct.unpack_from(order + ("Q" if big else "I"), data, start)[0]
            if start < 0 or start + unit * count > len(data):
                problem = f"points outside the block ({count} elements)"
        if problem and not any(data[place : place + entry]):
            continue  # Some cameras (Nikon D1X) fill a directory up with empty entries.
        if problem or unit is None:
            bad += 1
            if bad <= MAX_BAD_FIELDS:
                faults.append(Fault("bad-entry", f"{name}: entry 0x{tag:04X} {problem}", place))
            else:
                faults.append(
                    Fault("not-a-directory", f"{name}: too many impossible entries; reading stopped", place)
                )
                break
            continue
        fields.setdefault(tag, Field(tag, kind, count, start, unit * count, order, data))
    end = first + claimed * entry
    following = 0
    if claimed <= room and end + (8 if big else 4) <= len(data):
        (following,) = struct.unpack_from(order + ("Q" if big else "I"), data, end)
    return Directory(tuple(fields.values()), following, tuple(faults))
