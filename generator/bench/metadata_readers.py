"""The readers that are measured side by side, each giving the tags of a file's bytes as plain entries.

Ours is the default reader, as the analyzer `metadata` uses it. Pillow, piexif and exifread are measured where they are
installed, and always in a child that can be killed: all three can be made to take minutes or gigabytes by one file.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

EXIF_GROUPS = {"Exif": "ExifIFD", "Interop": "InteropIFD", "0th": "IFD0", "1st": "IFD1", "EXIF": "ExifIFD",
               "Image": "IFD0", "Thumbnail": "IFD1", "Interoperability": "InteropIFD"}  # fmt: skip
"""ExifTool's names of the directories by the readers' own."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One tag as a reader gives it."""

    section: str
    """`IFD0`, `ExifIFD`, `GPS`, `InteropIFD`, `IFD1`, `MakerNotes`, `XMP`, `IPTC`, `ICC_Profile` ..."""
    number: int
    """The tag's number; -1 where there is none."""
    name: str
    """Its name in the reader's words."""
    values: tuple[Any, ...]
    """Readable and stored value."""


def ours(data: bytes) -> list[Entry]:
    """Everything the default reader gives."""
    from generator.analyse.containers import parse
    from generator.analyse.metadata.read import read_metadata
    from generator.kind import sniff
    from generator.model import FileKind

    kind = sniff(data, len(data))
    if not isinstance(kind, FileKind):
        return []
    found = read_metadata(parse(data, kind))
    entries = []
    for blocks in (found.exif, found.iptc, found.icc, found.photoshop, found.segments):
        for block in blocks:
            for group in block.groups:
                section = _section(group.key)
                entries += [
                    Entry(section, tag.number, tag.name, (tag.text, tag.value, tag.raw)) for tag in group.tags
                ]
    for packet in found.xmp:
        entries += [Entry("XMP", -1, tag.name, (tag.text, tag.value, tag.raw)) for tag in packet.tags]
    for item in found.texts:
        entries.append(Entry("PNG", -1, item.keyword, (item.text,)))
    return entries


def pillow(data: bytes) -> list[Entry]:
    """Pillow's EXIF directories."""
    from PIL import ExifTags, Image

    exif = Image.open(io.BytesIO(data)).getexif()
    groups: list[tuple[str, dict[int, Any]]] = [("IFD0", dict(exif))]
    for pointer, group in ((0x8769, "ExifIFD"), (0x8825, "GPS"), (0xA005, "InteropIFD")):
        groups.append((group, exif.get_ifd(pointer)))
    groups.append(("IFD1", exif.get_ifd(ExifTags.IFD.IFD1)))
    return [Entry(group, number, "", (value,)) for group, tags in groups for number, value in tags.items()]


def piexif(data: bytes) -> list[Entry]:
    """piexif's five directories."""
    import piexif as library

    found = library.load(data)
    return [
        Entry(EXIF_GROUPS.get(group, group), number, "", (value,))
        for group, tags in found.items()
        if isinstance(tags, dict)
        for number, value in tags.items()
    ]


def exifread(data: bytes) -> list[Entry]:
    """exifread's tags with maker notes."""
    import exifread as library

    entries = []
    for key, tag in library.process_file(io.BytesIO(data)).items():
        group, _, name = key.partition(" ")
        if hasattr(tag, "printable"):
            section = "MakerNotes" if group == "MakerNote" else EXIF_GROUPS.get(group, group)
            entries.append(Entry(section, tag.tag, name, (tag.printable, tag.values)))
    return entries


READERS: dict[str, tuple[str, Callable[[bytes], list[Entry]]]] = {
    "pillow": ("PIL", pillow),
    "piexif": ("piexif", piexif),
    "exifread": ("exifread", exifread),
}
"""Other readers: module that must be importable, and function."""


def installed() -> Iterator[str]:
    """Names of the other readers that can be measured here."""
    return (name for name, (module, _) in READERS.items() if _importable(module))


def _importable(module: str) -> bool:
    import importlib.util

    return importlib.util.find_spec(module) is not None


def _section(key: str) -> str:
    return {"MakerNote": "MakerNotes", "ICC": "ICC_Profile"}.get(key, EXIF_GROUPS.get(key, key))
