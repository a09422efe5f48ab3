"""The `meta` box of HEIF: which items there are, where they lie, which properties and references they have."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from generator.analyse.containers.boxes import Box, boxes
from generator.analyse.containers.draft import Draft, readable
from generator.analyse.containers.parts import BlobKind
from generator.analyse.containers.turning import combined_orientation

MAX_ITEMS = 10_000
_MAX_EXTENTS = 50_000
_CODED = ("hvc1", "av01", "grid", "iovl", "iden", "jpeg", "avc1", "vvc1", "j2k1", "tmap", "unci", "lhv1")
_AUXILIARY = (
    ("alpha", "auxiliary: transparency"),
    ("depth", "auxiliary: depth map"),
    ("disparity", "auxiliary: depth map"),
    ("hdrgainmap", "gain map"),
    ("portraiteffectsmatte", "auxiliary: portrait mask"),
    ("semantic", "auxiliary: mask"),
)


@dataclass(slots=True)
class Item:
    """One item."""

    kind: str = ""
    """Four-character type."""
    name: str = ""
    """Name or content type."""
    method: int = 0
    """0: places count from the file's beginning; 1: from the `idat` box."""
    extents: list[tuple[int, int]] = field(default_factory=list)
    """Place and length of its pieces."""
    properties: list[int] = field(default_factory=list)
    """Numbers of its properties, from 1, in order."""


@dataclass(slots=True)
class Items:
    """What a `meta` box lists."""

    primary: int = 0
    """Number of the primary item."""
    items: dict[int, Item] = field(default_factory=dict)
    """By number."""
    properties: list[Box] = field(default_factory=list)
    """Boxes of `ipco`, in order."""
    references: list[tuple[str, int, tuple[int, ...]]] = field(default_factory=list)
    """Kind, from, to."""
    idat: Box | None = None
    """Data kept inside the `meta` box."""
    copied: int = 0
    """Bytes copied for items so far; many items may name the same large stretch."""

    def add_to(self, draft: Draft) -> None:
        """Set size, turning and embedded data of the draft from the items."""
        for number, item in sorted(self.items.items()):
            if item.kind == "Exif":
                self._exif(draft, number, item)
            elif item.kind == "mime" and "rdf+xml" in item.name:
                self._embed(draft, BlobKind.XMP, item, f"item {number}")
        self._primary(draft)
        self._further(draft)

    def _primary(self, draft: Draft) -> None:
        data = draft.data
        primary = self.items.get(self.primary)
        if primary is None:
            draft.fault("no-primary-item", "The primary item that the file names isn't in its list.")
            return
        transforms = []
        for box in self._properties_of(primary):
            body = data[box.start : min(box.end, box.start + 16)]
            if box.name == "ispe" and len(body) >= 12:
                draft.width, draft.height = struct.unpack_from(">II", body, 4)
            elif box.name == "pixi" and len(body) >= 6:
                draft.bits = body[5]
                draft.channels = {1: "gray", 3: "YCbCr"}.get(body[4], "")
            elif box.name in ("av1C", "hvcC") and not draft.bits:
                draft.bits, draft.channels = _sample_format(
                    box.name, data[box.start : min(box.end, box.start + 18)]
                )
            elif box.name in ("irot", "imir") and body:
                transforms.append((box.name, body[0]))
            elif box.name == "colr" and body[:4] in (b"prof", b"rICC"):
                draft.embed(BlobKind.ICC, box.start + 4, box.end, name="colr")
        draft.orientation = combined_orientation(tuple(transforms))

    def _further(self, draft: Draft) -> None:
        """List thumbnails, auxiliary and other whole pictures; tiles of a grid are parts of one."""
        tiles = {target for kind, _, targets in self.references if kind == "dimg" for target in targets}
        thumbnails = {source for kind, source, _ in self.references if kind == "thmb"}
        for number, item in sorted(self.items.items()):
            if number == self.primary or number in tiles or item.kind not in _CODED:
                continue
            role = self._auxiliary_role(draft, item) or (
                "thumbnail" if number in thumbnails else "further picture"
            )
            place, size = (*item.extents[0],) if item.extents else (0, 0)
            draft.frame(place if item.method == 0 else 0, size, *self._size_of(draft, item), role)

    def _auxiliary_role(self, draft: Draft, item: Item) -> str:
        for box in self._properties_of(item):
            if box.name == "auxC":
                kind = readable(draft.data[box.start + 4 : min(box.end, box.start + 104)], 100)
                return next((words for mark, words in _AUXILIARY if mark in kind), "auxiliary picture")
        return ""

    def _size_of(self, draft: Draft, item: Item) -> tuple[int, int]:
        for box in self._properties_of(item):
            if box.name == "ispe" and box.end - box.start >= 12:
                width, height = struct.unpack_from(">II", draft.data, box.start + 4)
                return width, height
        return 0, 0

    def _properties_of(self, item: Item) -> list[Box]:
        return [
            self.properties[number - 1] for number in item.properties if 1 <= number <= len(self.properties)
        ]

    def _exif(self, draft: Draft, number: int, item: Item) -> None:
        """EXIF items begin with 4 bytes that say how far behind them the TIFF structure starts."""
        body = self._data_of(draft, item)
        if body is None or len(body) < 8:
            draft.fault("bad-exif", "The EXIF item is empty or lies outside the file.")
            return
        start = 4 + int.from_bytes(body[:4], "big")
        for guess in (start, 4, 10, 0, 6):
            if body[guess : guess + 2] in (b"II", b"MM"):
                draft.blob(BlobKind.EXIF, body[guess:], item.extents[0][0], name=f"item {number}")
                return
        draft.fault(
            "bad-exif", "The EXIF item doesn't hold the structure that EXIF data has.", item.extents[0][0]
        )

    def _embed(self, draft: Draft, kind: BlobKind, item: Item, name: str) -> None:
        body = self._data_of(draft, item)
        if body is None:
            draft.fault("length-outside-file", f"The data of {name} ({kind}) lies outside the file.")
        else:
            draft.blob(kind, body, item.extents[0][0], name=name)

    def _data_of(self, draft: Draft, item: Item) -> bytes | None:
        base, end = 0, len(draft.data)
        if item.method == 1:
            if self.idat is None:
                return None
            base, end = self.idat.start, self.idat.end
        if item.method > 1 or not item.extents:
            return None
        # A length of 0 means all that is left.
        spans = [(base + place, base + place + size if size else end) for place, size in item.extents]
        if any(start >= stop or stop > end for start, stop in spans):
            return None
        self.copied += sum(stop - start for start, stop in spans)
        if self.copied > draft.room:
            return None
        return b"".join(draft.data[start:stop] for start, stop in spans)


def read_meta(draft: Draft, meta: Box) -> Items:
    """Read the `meta` box, list its boxes, and give the items."""
    found = Items()
    # `meta` is a full box: version and flags stand before the boxes inside.
    for box in boxes(draft, meta.start + 4, meta.end):
        if not draft.part("meta/" + box.name, box.offset, box.size, _NOTES.get(box.name, ""), depth=1):
            break
        reader = _READERS.get(box.name)
        if reader is not None:
            try:
                reader(draft, found, box)
            except (struct.error, IndexError):
                draft.fault("length-outside-file", f"The box meta/{box.name} is cut short.", box.offset)
    return found


def _sample_format(name: str, settings: bytes) -> tuple[int, str]:
    """Bits and channels from the codec's own settings, where no `pixi` property gives them."""
    if name == "av1C" and len(settings) >= 3:
        flags = settings[2]
        bits = (12 if flags & 0x20 else 10) if flags & 0x40 else 8
        return bits, "gray" if flags & 0x10 else "YCbCr"
    if name == "hvcC" and len(settings) >= 18:
        return 8 + (settings[17] & 7), "gray" if settings[16] & 3 == 0 else "YCbCr"
    return 0, ""


class _Numbers:
    """Whole numbers of given widths, one after the other, within a box."""

    def __init__(self, draft: Draft, box: Box) -> None:
        self.data, self.place, self.end = draft.data, box.start, box.end

    def take(self, width: int) -> int:
        if self.place + width > self.end:
            raise IndexError
        value = int.from_bytes(self.data[self.place : self.place + width], "big")
        self.place += width
        return value


def _read_pitm(draft: Draft, found: Items, box: Box) -> None:
    numbers = _Numbers(draft, box)
    version = numbers.take(4) >> 24
    found.primary = numbers.take(2 if version == 0 else 4)


def _read_idat(draft: Draft, found: Items, box: Box) -> None:
    found.idat = box


def _read_iinf(draft: Draft, found: Items, box: Box) -> None:
    numbers = _Numbers(draft, box)
    numbers.take(2 if numbers.take(4) >> 24 == 0 else 4)
    for entry in boxes(draft, numbers.place, box.end):
        if len(found.items) >= MAX_ITEMS:
            draft.fault(
                "oversize-count", f"More than {MAX_ITEMS:,} items; the rest was not read.", entry.offset
            )
            return
        inner = _Numbers(draft, entry)
        version = inner.take(4) >> 24
        if version < 2:
            continue
        number = inner.take(2 if version == 2 else 4)
        inner.take(2)
        item = found.items.setdefault(number, Item())
        item.kind = readable(inner.take(4).to_bytes(4, "big"))
        item.name = readable(
            draft.data[inner.place : min(entry.end, inner.place + 200)].replace(b"\x00", b" "), 100
        )


def _read_iloc(draft: Draft, found: Items, box: Box) -> None:
    numbers = _Numbers(draft, box)
    version = numbers.take(4) >> 24
    widths = numbers.take(2)
    place_width, size_width, base_width, index_width = (widths >> shift & 15 for shift in (12, 8, 4, 0))
    extents = 0
    for _ in range(min(numbers.take(4 if version == 2 else 2), MAX_ITEMS)):
        item = found.items.setdefault(numbers.take(4 if version == 2 else 2), Item())
        if version:
            item.method = numbers.take(2) & 15
        numbers.take(2)
        base = numbers.take(base_width)
        for _ in range(numbers.take(2)):
            if version:
                numbers.take(index_width)
            item.extents.append((base + numbers.take(place_width), numbers.take(size_width)))
            extents += 1
            if extents >= _MAX_EXTENTS:
                draft.fault(
                    "oversize-count", "The items lie in too many pieces; the rest was not read.", box.offset
                )
                return


def _read_iref(draft: Draft, found: Items, box: Box) -> None:
    width = 2 if _Numbers(draft, box).take(4) >> 24 == 0 else 4
    for reference in boxes(draft, box.start + 4, box.end):
        numbers = _Numbers(draft, reference)
        source, count = numbers.take(width), numbers.take(2)
        targets = tuple(numbers.take(width) for _ in range(min(count, MAX_ITEMS)))
        found.references.append((reference.name, source, targets))


def _read_iprp(draft: Draft, found: Items, box: Box) -> None:
    for inner in boxes(draft, box.start, box.end):
        if inner.name == "ipco":
            found.properties = list(boxes(draft, inner.start, inner.end))
        elif inner.name == "ipma":
            _read_ipma(draft, found, inner)


def _read_ipma(draft: Draft, found: Items, box: Box) -> None:
    numbers = _Numbers(draft, box)
    head = numbers.take(4)
    version, is_wide = head >> 24, head & 1
    for _ in range(min(numbers.take(4), MAX_ITEMS)):
        number = numbers.take(2 if version == 0 else 4)
        for _ in range(numbers.take(1)):
            # The highest bit says whether the property is essential.
            index = numbers.take(2) & 0x7FFF if is_wide else numbers.take(1) & 0x7F
            if number in found.items:
                found.items[number].properties.append(index)


_READERS = {
    "pitm": _read_pitm,
    "idat": _read_idat,
    "iinf": _read_iinf,
    "iloc": _read_iloc,
    "iref": _read_iref,
    "iprp": _read_iprp,
}
_NOTES = {
    "hdlr": "kind of list",
    "pitm": "number of the primary item",
    "iinf": "kinds of the items",
    "iloc": "places of the items",
    "iref": "how items belong together",
    "iprp": "properties of the items",
    "idat": "data of items",
    "grpl": "groups of items",
    "dinf": "where data lies",
}
