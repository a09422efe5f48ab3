"""Writes a maker's values as tags: fields of directories, and packed records with their special cases."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.analyse.metadata.exif_words import plain
from generator.analyse.metadata.makers import table
from generator.analyse.metadata.makers.convert import Converted, convert, unpack
from generator.analyse.metadata.makers.convert_odd import ODD, property_list
from generator.analyse.metadata.makers.table import MakerTag, Record
from generator.analyse.metadata.values import Tag, Value

MAX_RECORD = 1 << 16
"""Bytes of a packed record that are read."""
MAX_POINTS = 400
"""Points of an autofocus record."""


@dataclass(slots=True)
class Context:
    """What one value of a note says about others."""

    focal_units: int = 1
    """Canon: units of focal lengths by millimetre."""
    names: set[str] = field(default_factory=set)
    """Names written so far."""


def written(known: MakerTag, value: Value, data: bytes, context: Context) -> list[Tag]:
    """One value as a tag; none where it holds nothing that can be read."""
    converted = _converted(known, value, data, context)
    if known.conversion == "apple-time":
        times = property_list(data)
        return [
            Tag(f"RunTime{key.title().replace('Timescale', 'Scale')}", str(item), (item,), known.number)
            for key, item in sorted(times.items())
            if isinstance(item, int) and key in ("flags", "value", "timescale", "epoch")
        ]
    if converted is None:
        text, kept = plain(value).strip(), value
    elif isinstance(converted, str):
        text, kept = converted, converted if known.conversion != "size" else b""
    else:
        text, kept = _numbers(converted), converted
    if known.words and isinstance(kept, tuple) and len(kept) == 1:
        text = next((words for code, words in known.words if code == kept[0]), text)
    if not text:
        return []
    return [Tag(known.name, text, kept, known.number, privacy=known.privacy)]


def record(key: str, data: bytes, order: str, context: Context) -> list[Tag]:
    """The values of a packed record; special ones choose by a version, a size or a count of points."""
    data = data[:MAX_RECORD]
    if key in ("canon-af", "canon-af2"):
        return list(_canon_points(data, order, is_second=key == "canon-af2"))
    if key == "canon-functions":
        return list(_canon_functions(data, order, context))
    if key == "canon-camera" and len(data) >= 52:
        context.focal_units = max(1, struct.unpack_from(order + "h", data, 50)[0])
    found = table.record(_version_of(key, data))
    if found is None:
        return []
    layout, tags = found
    return list(_values(layout, tags, data, order, context))


def _converted(known: MakerTag, value: Value, data: bytes, context: Context) -> Converted:
    if known.conversion == "focal-units" and isinstance(value, tuple) and value and isinstance(value[0], int):
        return (value[0] / context.focal_units,)
    odd = ODD.get(known.conversion)
    return odd(value, data) if odd else convert(known.conversion, value) if known.conversion else None


def _version_of(key: str, data: bytes) -> str:
    """Records whose layout depends on the version that they begin with, or on their size."""
    version = data[:4].decode("ascii", "replace")
    if key == "nikon-lens":
        return {"0100": "nikon-lens-0100", "0101": "nikon-lens-0101"}.get(version, "nikon-lens-other")
    if key == "nikon-flash":
        chosen = {"0101": "0100", "0104": "0103", "0105": "0103"}.get(version, version)
        return f"nikon-flash-{chosen}" if chosen in ("0100", "0102", "0103") else "nikon-flash-other"
    if key == "nikon-control":
        return {"0100": "nikon-control-0100", "0101": "nikon-control-0100", "0200": "nikon-control-02"}.get(
            version, "nikon-control-03"
        )
    if key == "canon-colors":
        count = len(data) // 2
        return (
            f"canon-colors-{count}"
            if count in (582, 653)
            else "canon-colors-63"
            if 600 < count < 1400
            else ""
        )
    return key


def _values(
    layout: Record, tags: tuple[MakerTag, ...], data: bytes, order: str, context: Context
) -> Iterator[Tag]:
    order = layout.order or order
    unit = struct.calcsize("=" + layout.unit)
    for known in tags:
        start = known.number * unit
        packed = known.packed or layout.unit
        value = unpack(data, packed, order, start=start)
        if value is None:
            continue
        size = len(value) if isinstance(value, bytes) else struct.calcsize("=" + packed[0]) * len(value)
        if isinstance(value, bytes) and not known.conversion:
            text = value.split(b"\0")[0].decode("latin-1").rstrip()
            if text.isprintable() and text:
                yield Tag(known.name, text, text, known.number, privacy=known.privacy)
            continue
        yield from written(known, value, data[start : start + size], context)


def _canon_points(data: bytes, order: str, *, is_second: bool) -> Iterator[Tag]:
    """Autofocus points: a header, then lists as long as the number of points."""
    head = 8
    names = [
        "NumAFPoints",
        "ValidAFPoints",
        "CanonImageWidth",
        "CanonImageHeight",
        "AFImageWidth",
        "AFImageHeight",
    ]
    names += [] if is_second else ["AFAreaWidth", "AFAreaHeight"]
    names = ["AFInfoSize", "AFAreaMode", *names] if is_second else names
    if len(data) < 2 * head:
        return
    numbers = struct.unpack_from(order + "8H", data)
    for name, number in zip(names, numbers, strict=True):
        if name != "AFInfoSize":
            yield Tag(name, str(number), (number,))
    points = numbers[2] if is_second else numbers[0]
    lists = ["AFAreaWidths", "AFAreaHeights"] if is_second else []
    place = 2 * head
    if not 0 < points <= MAX_POINTS:
        return
    for name in [*lists, "AFAreaXPositions", "AFAreaYPositions"]:
        values = unpack(data, f"h{points}", order, start=place)
        place += 2 * points
        if isinstance(values, tuple):
            yield Tag(name, _numbers(values), values)
    masks = (points + 15) // 16
    for name in ["AFPointsInFocus", *(["AFPointsSelected"] if is_second else [])]:
        values = unpack(data, f"H{masks}", order, start=place)
        place += 2 * masks
        if isinstance(values, tuple):
            yield Tag(name, _numbers(values), values)
    if not is_second and (values := unpack(data, "H", order, start=place)):
        yield Tag("PrimaryAFPoint", _numbers(values) if isinstance(values, tuple) else "", values)


def _canon_functions(data: bytes, order: str, context: Context) -> Iterator[Tag]:
    """Custom functions: groups of entries, each with its number, a count and 32-bit values."""
    found = table.record("canon-functions")
    names = {tag.number: tag for tag in found[1]} if found else {}
    place = 8
    for _ in range(10):
        if place + 12 > len(data):
            return
        _, size, count = struct.unpack_from(order + "III", data, place)
        entry = place + 12
        for _ in range(min(count, 100)):
            if entry + 8 > len(data):
                return
            number, length = struct.unpack_from(order + "II", data, entry)
            if length > 100:
                return
            values = unpack(data, f"i{length}", order, start=entry + 8)
            entry += 8 + 4 * length
            if number in names and isinstance(values, tuple):
                yield from written(names[number], values, b"", context)
        place += 4 + size if size else 12


def _numbers(values: tuple[int, ...] | tuple[float, ...]) -> str:
    shown = [f"{item:.6g}" if isinstance(item, float) else str(item) for item in values[:32]]
    return ", ".join(shown) + (", …" if len(values) > 32 else "")
