"""The values that every metadata reader gives: tags in groups, and faults."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.analyse.containers.parts import Fault
from generator.model import Privacy, Row, Table

TEXT_LIMIT = 2_000
"""Characters of a value shown in a table."""

BREAKS = re.compile(r"[\t\n\r\x85\u2028\u2029]")
UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff\ufeff\ufff0-\ufffb"
    r"\ufffe\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
"""Controls, surrogates, private characters, tags, and marks that turn the direction of reading."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """A rational number as EXIF stores it; the denominator may be zero."""

    numerator: int
    """As stored."""
    denominator: int
    """As stored, 0 included."""

    @property
    def number(self) -> float | None:
        """The quotient, or None where the denominator is zero."""
        return self.numerator / self.denominator if self.denominator else None

    def __str__(self) -> str:
        return f"{self.numerator}/{self.denominator}"


Value = str | bytes | tuple[int, ...] | tuple[float, ...] | tuple[Ratio, ...]
"""A tag's value: text, opaque bytes, or numbers."""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of a block."""

    name: str
    """In the field's own words: `DateTimeOriginal`, `dc:title[x-default]`."""
    text: str
    """Readable value."""
    value: Value = ""
    """Value as stored; empty where it is the same as `text`."""
    number: int = -1
    """The tag's number; -1 where tags only have names."""
    raw: str = ""
    """Stored value in plain characters where it differs from `text`."""
    privacy: Privacy = Privacy.PUBLIC
    """Why it is withheld from pages."""
    note: str = ""
    """A remark in plain words."""

    def row(self) -> Row:
        """The tag as a line of a details table."""
        return Row(clean(self.name, limit=200), clean(self.text), clean(self.raw), self.privacy, self.note)


@dataclass(frozen=True, slots=True)
class Group:
    """Tags that belong together: a directory, a record, a packet."""

    key: str
    """Stable key: `IFD0`, `Exif`, `GPS`, `Interop`, `IFD1`, `MakerNote`."""
    title: str
    """Heading for readers: `EXIF: photo (Exif IFD)`."""
    tags: tuple[Tag, ...]
    """In the order of the file."""

    def get(self, name: str) -> Tag | None:
        """The first tag of that name."""
        return next((tag for tag in self.tags if tag.name == name), None)

    def text(self, name: str) -> str:
        """Readable value of the first tag of that name without surrounding white space, or an empty string."""
        tag = self.get(name)
        return tag.text.strip() if tag else ""

    def table(self) -> Table:
        """The group as a details table."""
        return Table(self.title, tuple(tag.row() for tag in self.tags))


@dataclass(frozen=True, slots=True)
class Block:
    """One embedded block as far as it could be read."""

    groups: tuple[Group, ...] = ()
    """What was read."""
    faults: tuple[Fault, ...] = ()
    """What could not be, and why."""

    def group(self, key: str) -> Group | None:
        """The first group of that key."""
        return next((group for group in self.groups if group.key == key), None)

    def text(self, key: str, name: str) -> str:
        """Readable value of a tag in the groups of that key, or an empty string."""
        return next((text for group in self.groups if group.key == key and (text := group.text(name))), "")

    def tag(self, key: str, name: str) -> Tag | None:
        """A tag in the groups of that key."""
        return next((tag for group in self.groups if group.key == key and (tag := group.get(name))), None)


def clean(text: str, *, limit: int = TEXT_LIMIT) -> str:
    """Text without control characters, surrogates and bidirectional overrides, at most `limit` characters.

    Overrides are removed because they can make a value read backwards on a page.
    """
    head = text[: limit * 2]
    if not head.isprintable():
        head = UNPRINTABLE.sub("", BREAKS.sub(" ", head))
    return head if len(head) <= limit and len(text) <= limit * 2 else head[: limit - 1] + "…"


def decode_text(data: bytes) -> str:
    """Text of unknown encoding: UTF-8 where it is valid, else Latin-1; cut at the first NUL.

    EXIF says ASCII and IPTC says nothing, but most writers of today store UTF-8 in both.
    """
    data = data.split(b"\0", 1)[0]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")
