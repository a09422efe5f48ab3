"""How the tables of makers' tags are written and read.

A table is text, one tag a line: `0007 FocusMode ~text = 1 Auto; 2 Manual`. First the number (hexadecimal; in a packed record the
position in units), then ExifTool's name of the tag, then any of

`:h`, `:H4`, `:s20`   how the bytes are packed, as in Python's struct, with a count; `s` is text
`~name`               a conversion of `convert.CONVERSIONS`
`>name`               the value is the packed record of that name
`>>name`              the value is a directory, or points at one
`= 0 Off; 1 On`       words for codes
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module

from generator.model import Privacy

MODULES = (
    "canon",
    "nikon",
    "olympus",
    "panasonic",
    "pentax",
    "sony",
    "minolta",
    "fujifilm",
    "casio",
    "phones",
    "others",
)

SERIALS = (
    "serial",
    "uniqueid",
    "uuid",
    "cameraid",
    "contentidentifier",
    "photoidentifier",
    "deviceid",
    "rollguid",
)
PERSONS = ("owner", "artist", "copyright", "author", "babyname", "facename", "userlabel")
PLACES = ("city", "landmark", "country", "gps", "latitude", "longitude")
WHOLE_PLACES = frozenset({"Location", "State", "Altitude"})


@dataclass(frozen=True, slots=True)
class MakerTag:
    """One line of a table."""

    number: int
    """Tag number, or position in a packed record in units."""
    name: str
    """ExifTool's name of the tag, without spaces."""
    packed: str = ""
    """How its bytes are packed where the note doesn't say, `h` or `H4`."""
    conversion: str = ""
    """Name of a conversion; empty for the stored value."""
    record: str = ""
    """Packed record that it holds."""
    directory: str = ""
    """Directory that it holds or points at."""
    words: tuple[tuple[int, str], ...] = ()
    """Words for codes."""
    privacy: Privacy = Privacy.PUBLIC
    """Why it is withheld from pages."""


@dataclass(frozen=True, slots=True)
class Record:
    """A packed record: values at fixed places."""

    lines: str
    """Its table."""
    unit: str = "B"
    """Packing of a value that says nothing else; positions count in it."""
    order: str = ""
    """`<` or `>` where it isn't the note's."""


@cache
def directory(key: str) -> dict[int, MakerTag]:
    """Tags of a directory by number; empty for an unknown key."""
    lines = _all("DIRECTORIES").get(key)
    return {tag.number: tag for tag in read(lines)} if isinstance(lines, str) else {}


@cache
def record(key: str) -> tuple[Record, tuple[MakerTag, ...]] | None:
    """A packed record and its tags, in order."""
    found = _all("RECORDS").get(key)
    return (found, tuple(read(found.lines))) if isinstance(found, Record) else None


def keys_of_directories() -> tuple[str, ...]:
    """Names of all directories' tables."""
    return tuple(_all("DIRECTORIES"))


def keys_of_records() -> tuple[str, ...]:
    """Names of all packed records."""
    return tuple(_all("RECORDS"))


def read(lines: str) -> list[MakerTag]:
    """The tags of a table."""
    return [_line(line) for line in lines.splitlines() if line.strip()]


def privacy_of(name: str) -> Privacy:
    """Why a maker's tag is withheld, by its name: serial numbers, people, places."""
    lowered = name.lower()
    if any(word in lowered for word in SERIALS) and not lowered.endswith("format"):
        return Privacy.SERIAL
    if any(word in lowered for word in PERSONS):
        return Privacy.PERSON
    if name in WHOLE_PLACES or any(word in lowered for word in PLACES):
        return Privacy.LOCATION
    return Privacy.PUBLIC


def _line(line: str) -> MakerTag:
    head, _, codes = line.partition(" = ")
    number, name, *marks = head.split()
    packed = conversion = inner = below = ""
    for mark in marks:
        if mark.startswith(">>"):
            below = mark[2:]
        elif mark.startswith(">"):
            inner = mark[1:]
        elif mark.startswith(":"):
            packed = mark[1:]
        elif mark.startswith("~"):
            conversion = mark[1:]
        else:
            raise ValueError(f"unknown mark {mark} in the line {line!r}")
    words = []
    for item in codes.split(";"):
        if item.strip():
            code, _, text = item.strip().partition(" ")
            words.append((int(code, 0), text))
    return MakerTag(int(number, 16), name, packed, conversion, inner, below, tuple(words), privacy_of(name))


@cache
def _all(attribute: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for module in MODULES:
        found |= getattr(import_module(f"{__package__}.{module}"), attribute, {})
    return found
