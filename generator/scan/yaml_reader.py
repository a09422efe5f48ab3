"""YAML to plain values, with the line of every key.

Only the harmless part of YAML is read: mappings, lists and text. Aliases, anchors and tags are refused, so nothing can
be built, called or multiplied ("billion laughs"); size, depth and number of values are bounded. Every scalar stays the
text that a person typed (`2019-03-14`, `007`, `12:30`), except unquoted true/false words, which become booleans, and
empty values, which become None; what the text means is for the typed models to say. YAML 1.1, https://yaml.org/spec/1.1/.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from generator.errors import Mistake
from generator.scan.text import forbidden_character, visible

Location = tuple[str | int, ...]
"""Path to a value: keys and list places, as in `("claim", "links", 0)`."""

MAX_BYTES = 256 * 1024
"""Largest YAML text that is read, in bytes of UTF-8."""
MAX_VALUES = 50_000
"""Most keys, values and lists in one text."""
MAX_DEPTH = 16
"""Deepest nesting."""
MOST_MISTAKES = 50
"""How many mistakes of one file are told one by one."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TRUE = frozenset(form for word in ("yes", "true", "on") for form in (word, word.title(), word.upper()))
_FALSE = frozenset(form for word in ("no", "false", "off") for form in (word, word.title(), word.upper()))
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_TROUBLES = (
    (
        "mapping values are not allowed",
        "a colon inside of text",
        "put quotes around text that holds a colon and a space",
    ),
    ("escape", "a backslash that stands for nothing", "write it twice, or use single quotes"),
    (
        "quoted scalar",
        "quotes that are not closed",
        "close the quotes, or write a quote inside of them twice",
    ),
    (
        "',' or ']'",
        "a list in brackets that is not closed",
        "close it with ], and put commas between its items",
    ),
    ("',' or '}'", "braces that are not closed", "close them with }, and put commas between the fields"),
    ("any token", "text begins with a character that has a meaning of its own", "put quotes around the text"),
    (
        "expected key",
        "a line that doesn't belong to the lines above",
        "begin the fields of one group in one column",
    ),
    (
        "<block end>",
        "a line that doesn't belong to the lines above",
        "begin the fields of one group in one column",
    ),
    (
        "expected ':'",
        "a line without a field's name",
        "write `field: value`, and indent what belongs to the field above",
    ),
)
"""Signs in the words of YAML's parsers (the one in C and the one in Python differ), and what to say instead."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands."""

    line: int
    """Line in the file, from 1."""
    text: str = ""
    """The scalar as typed, cut at 80 characters; empty for mappings and lists."""


@dataclass(frozen=True, slots=True)
class Document:
    """What was read. When `mistakes` isn't empty the values may be incomplete."""

    values: Mapping[str, Any] = field(default_factory=dict)
    """Dictionaries, lists, text, booleans and None."""
    places: Mapping[Location, Place] = field(default_factory=dict)
    """Of every key and list item."""
    mistakes: tuple[Mistake, ...] = ()
    """What was refused."""
    is_complete: bool = True
    """Whether reading came to the end; when not, missing fields mean nothing."""

    def place(self, location: Location) -> Place:
        """Where `location` stands, or the nearest thing around it that was written."""
        while location and location not in self.places:
            location = location[:-1]
        return self.places.get(location, Place(1))


class _Refused(Exception):
    """Reading can't go on after this."""

    def __init__(self, line: int, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.line, self.problem, self.remedy = line, problem, remedy


@dataclass(slots=True)
class _Level:
    """A mapping or list that is being filled."""

    location: Location
    values: Any
    key: str | None = None
    is_skipped: bool = False

    def next_location(self) -> Location:
        if isinstance(self.values, list):
            return (*self.location, len(self.values))
        return (*self.location, self.key or "")


def read_yaml(text: str, *, file: str, first_line: int = 1) -> Document:
    """The mapping in `text`, which begins at line `first_line` of `file`. Never raises for what is in the text."""
    reader = _Reader(file, first_line)
    is_complete = True
    try:
        reader.read(text)
    except _Refused as refused:
        is_complete = False
        reader.complain(refused.line, (), refused.problem, refused.remedy)
    return Document(reader.values, reader.places, tuple(reader.mistakes), is_complete)


def mistake_at(file: str, line: int, location: Location, problem: str, remedy: str) -> Mistake:
    """A mistake whose words can be shown in a terminal, whatever was quoted in them."""
    return Mistake(file, line, visible(dotted(location)), visible(problem), visible(remedy))


def dotted(location: Location) -> str:
    """`claim.links[0].url` for `("claim", "links", 0, "url")`."""
    words = ""
    for part in location:
        words += f"[{part}]" if isinstance(part, int) else f".{part[:80]}" if words else part[:80]
    return words


class _Reader:
    """Turns the parser's events into values. Iterative, so that depth is bounded by `MAX_DEPTH` and not by the stack."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.values: dict[str, Any] = {}
        self.places: dict[Location, Place] = {(): Place(first_line)}
        self.mistakes: list[Mistake] = []
        self.levels: list[_Level] = []
        self.count = 0
        self.documents = 0

    def complain(self, line: int, location: Location, problem: str, remedy: str) -> None:
        if len(self.mistakes) < MOST_MISTAKES:
            self.mistakes.append(mistake_at(self.file, line, location, problem, remedy))

    def read(self, text: str) -> None:
        if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
            raise _Refused(self.first_line, f"more than {MAX_BYTES // 1024} KiB of fields", "shorten it")
        if found := _UNPRINTABLE.search(text):
            line = self.first_line + text.count("\n", 0, found.start())
            name = forbidden_character(found.group()) or f"U+{ord(found.group()):04X}"
            raise _Refused(line, f"holds the character {name}", "delete it")
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            raise self._explain(error, text) from error
        except (yaml.YAMLError, ValueError, OverflowError, IndexError) as error:
            raise _Refused(
                self.first_line, f"not readable as YAML: {error}", "see the example in the manual"
            ) from error

    def _explain(self, error: yaml.MarkedYAMLError, text: str) -> _Refused:
        mark = error.problem_mark or error.context_mark
        whole = f"{error.context} {error.problem}"
        if mark and _character_at(text, mark) == "\t":
            return _Refused(self.first_line + mark.line, "a tab in front of a field", "use spaces")
        is_at_its_start = any(sign in whole for sign in ("quoted scalar", "',' or", "expected ':'"))
        place = error.context_mark if is_at_its_start and error.context_mark else mark
        line = self.first_line + (place.line if place else 0)
        for sign, problem, remedy in _TROUBLES:
            if sign in whole:
                return _Refused(line, problem, remedy)
        words = " ".join((error.problem or error.context or "something unexpected").split())
        return _Refused(line, f"not readable as YAML: {words}", "check quotes, colons and indentation")

    def _take(self, event: Any) -> None:
        line = self.first_line + event.start_mark.line
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise _Refused(line, "a second document begins with ---", "keep one")
        elif isinstance(event, yaml.CollectionEndEvent):
            self.levels.pop()
        elif isinstance(event, yaml.NodeEvent):
            self._refuse_risky(event, line)
            self._take_node(event, line)

    def _refuse_risky(self, event: Any, line: int) -> None:
        self.count += 1
        if self.count > MAX_VALUES:
            raise _Refused(line, f"more than {MAX_VALUES:,} values", "shorten it")
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
            raise _Refused(
                line,
                f"a reference ({sign}{event.anchor[:40]})",
                f"put quotes around text that begins with {sign}",
            )
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")[:40]
            raise _Refused(line, f"a YAML tag ({tag})", "put quotes around text that begins with !")
        if len(self.levels) > MAX_DEPTH:
            raise _Refused(
                line, f"nested deeper than {MAX_DEPTH} levels", "remove the needless brackets or indentation"
            )

    def _take_node(self, event: Any, line: int) -> None:
        level = self.levels[-1] if self.levels else None
        is_scalar = isinstance(event, yaml.ScalarEvent)
        if level is None:
            self._take_root(event, line)
        elif isinstance(level.values, dict) and level.key is None:
            if not is_scalar:
                raise _Refused(
                    line, "a list or mapping stands where a field's name belongs", "put quotes around it"
                )
            self._take_key(level, event.value, line)
        elif is_scalar:
            self._store(
                level, self._scalar(event, level.next_location(), line), Place(line, event.value[:80])
            )
        else:
            location = level.next_location()
            value: Any = [] if isinstance(event, yaml.SequenceStartEvent) else {}
            self._store(level, value, Place(line))
            self.levels.append(_Level(location, value))

    def _take_root(self, event: Any, line: int) -> None:
        if isinstance(event, yaml.ScalarEvent) and event.value in _EMPTY and event.implicit[0]:
            return
        if not isinstance(event, yaml.MappingStartEvent):
            raise _Refused(line, "not a list of fields", "write `field: value`, one a line")
        self.levels.append(_Level((), self.values))

    def _take_key(self, level: _Level, key: str, line: int) -> None:
        level.key = key
        location = level.next_location()
        level.is_skipped = key in level.values
        if level.is_skipped:
            first = self.places[location].line
            self.complain(line, location, f"given twice, first in line {first}", "keep one of them")
        elif name := forbidden_character(key):
            level.is_skipped = True
            self.complain(line, level.location, f"a field's name holds the character {name}", "delete it")
        else:
            self.places.setdefault(location, Place(line))

    def _scalar(self, event: Any, location: Location, line: int) -> str | bool | None:
        text: str = event.value
        if event.implicit[0]:
            if text in _EMPTY:
                return None
            if text in _TRUE or text in _FALSE:
                return text in _TRUE
        if name := forbidden_character(text):
            self.complain(line, location, f"holds the character {name}", "delete it")
        return text

    def _store(self, level: _Level, value: Any, place: Place) -> None:
        if isinstance(level.values, list):
            self.places.setdefault(level.next_location(), place)
            level.values.append(value)
            return
        if not level.is_skipped:
            location = level.next_location()
            known = self.places[location]
            self.places[location] = Place(known.line, known.text or place.text)
            level.values[level.key] = value
        level.key = None


def _character_at(text: str, mark: Any) -> str:
    lines = text.split("\n", mark.line + 1)
    line = lines[mark.line] if mark.line < len(lines) else ""
    return line[mark.column : mark.column + 1]
