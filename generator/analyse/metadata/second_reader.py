"""Lays what ExifTool read beside what our own reader read."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.analyse.metadata.read import Metadata
from generator.analyse.metadata.values import Ratio, Tag, clean
from generator.model import Finding, Measurement, Privacy, Row, Table

LIMITS = (
    "Readers differ where metadata are damaged or written in an unusual way. A difference is a reason to look at the entry, "
    "not a sign of forgery."
)
FAMILIES = {
    "EXIF": "EXIF", "MakerNotes": "makers' notes", "XMP": "XMP", "IPTC": "IPTC-IIM", "ICC_Profile": "colour profile",
    "Photoshop": "Photoshop resources",
}  # fmt: skip
"""Kinds of metadata that both read, by ExifTool's name of the family."""
NOT_STORED = ("Composite", "Extra")


@dataclass(frozen=True, slots=True)
class Pair:
    """A tag that tells who, when or where, as both readers name it."""

    title: str
    """In a reader's words."""
    group: str
    """ExifTool's directory: `IFD0`, `ExifIFD`, `GPS`."""
    number: int
    """The tag's number there."""
    privacy: Privacy = Privacy.PUBLIC
    """Why its values are withheld."""


PAIRS = (
    Pair("camera maker", "IFD0", 0x010F),
    Pair("camera model", "IFD0", 0x0110),
    Pair("orientation", "IFD0", 0x0112),
    Pair("software", "IFD0", 0x0131),
    Pair("date of the last change", "IFD0", 0x0132),
    Pair("date taken", "ExifIFD", 0x9003),
    Pair("date digitised", "ExifIFD", 0x9004),
    Pair("offset of the date taken", "ExifIFD", 0x9011),
    Pair("serial number of the camera", "ExifIFD", 0xA431, Privacy.SERIAL),
    Pair("lens", "ExifIFD", 0xA434),
    Pair("serial number of the lens", "ExifIFD", 0xA435, Privacy.SERIAL),
    Pair("latitude, north or south", "GPS", 1, Privacy.LOCATION),
    Pair("latitude", "GPS", 2, Privacy.LOCATION),
    Pair("longitude, east or west", "GPS", 3, Privacy.LOCATION),
    Pair("longitude", "GPS", 4, Privacy.LOCATION),
)
"""Tags that our findings rest on."""


def comparison(metadata: Metadata, tags: Sequence[dict[str, Any]], version: str) -> tuple[Finding, ...]:
    """`metadata.exiftool` with what each reader saw, and `metadata.exiftool.differs` where they read tags differently."""
    theirs = Counter(
        str(tag["family"]) for tag in tags if tag["family"] in FAMILIES and tag.get("table") not in NOT_STORED
    )
    ours = _counts(metadata)
    if not theirs and not any(ours.values()):
        return ()
    rows = tuple(
        Row(title, f"this program {ours.get(family, 0)}, ExifTool {theirs.get(family, 0)}")
        for family, title in FAMILIES.items()
        if ours.get(family) or theirs.get(family)
    )
    differing = _differences(metadata, tags)
    only = [
        title for family, title in FAMILIES.items() if bool(ours.get(family)) is not bool(theirs.get(family))
    ]
    words = "Both readers agree on dates, camera, serial number, position, software and orientation."
    if differing:
        words = f"They differ in {len(differing)} of the entries that tell who, when or where."
    if only:
        words += f" Only one of them reads: {', '.join(only)}."
    first = Finding(
        "metadata.exiftool",
        f"A second reader, ExifTool {version}, read the file, too. {words}",
        measurements=(
            Measurement("tags", sum(theirs.values())),
            Measurement("differences", len(differing)),
            Measurement("reader", f"ExifTool {version}"),
        ),
        tables=(Table("Entries read, by kind", rows),),
        limits=LIMITS,
    )
    if not differing:
        return (first,)
    names = ", ".join(row.name for row in differing)
    second = Finding(
        "metadata.exiftool.differs",
        f"The two readers read these entries differently: {names}.",
        measurements=(Measurement("count", len(differing)),),
        tables=(Table("Read differently", tuple(differing)),),
        limits=LIMITS,
    )
    return (first, second)


def _counts(metadata: Metadata) -> dict[str, int]:
    found: Counter[str] = Counter()
    for block in metadata.exif:
        for group in block.groups:
            found["MakerNotes" if group.key == "MakerNote" else "EXIF"] += len(group.tags)
    found["XMP"] = sum(len(packet.tags) for packet in metadata.xmp)
    for family, blocks in (
        ("IPTC", metadata.iptc),
        ("ICC_Profile", metadata.icc),
        ("Photoshop", metadata.photoshop),
    ):
        found[family] = sum(len(group.tags) for block in blocks for group in block.groups)
    return dict(found)


def _differences(metadata: Metadata, tags: Sequence[dict[str, Any]]) -> list[Row]:
    rows = []
    for pair in PAIRS:
        key = {"ExifIFD": "Exif"}.get(pair.group, pair.group)
        group = metadata.main_exif.group(key)
        mine = next((tag for tag in group.tags if tag.number == pair.number), None) if group else None
        other = next(
            (tag for tag in tags if tag["family"] == "EXIF" and tag["group"] == pair.group and tag.get("id") == pair.number),
            None,
        )  # fmt: skip
        if (mine is None and other is None) or (mine and other and _same(mine, other)):
            continue
        if not (mine and mine.text.strip()) and not (other and str(other.get("val", "")).strip()):
            continue
        ours = clean(mine.text, limit=300) if mine else "not read"
        theirs = clean(str(other.get("val")), limit=300) if other else "not read"
        rows.append(Row(pair.title, f"this program: {ours}; ExifTool: {theirs}", privacy=pair.privacy))
    return rows


def _same(mine: Tag, other: dict[str, Any]) -> bool:
    """Whether words, stored text or numbers agree; positions within a ten-millionth of a degree."""
    theirs = {" ".join(str(other.get(part, "")).split()) for part in ("num", "val")}
    stored = mine.value if isinstance(mine.value, str) else mine.raw
    if {" ".join(text.split()) for text in (mine.text, stored)} & theirs:
        return True
    numbers = _numbers(mine)
    try:
        number = float(other.get("num"))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    if len(numbers) == 3:
        numbers = [numbers[0] + numbers[1] / 60 + numbers[2] / 3600]
    return len(numbers) == 1 and math.isclose(numbers[0], number, rel_tol=1e-6, abs_tol=1e-7)


def _numbers(tag: Tag) -> list[float]:
    if not isinstance(tag.value, tuple):
        return []
    return [
        (item.number if item.number is not None else math.nan) if isinstance(item, Ratio) else float(item)
        for item in tag.value
    ]
