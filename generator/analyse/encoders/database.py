"""A database of fingerprints: which named cameras and programs were seen to write which, and in how many files.

It holds facts only, no content: names, fingerprints and counts. `known.json` comes with the program and was gathered from
labelled files; a publisher adds files of the same form, written by `backstory learn-encoder` and named under `encoders:` in
`site.yaml`. An entry tells what was seen, never that nothing else writes the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from generator.analyse.encoders.fingerprint import Fingerprint
from generator.analyse.metadata.values import clean

FORM = "backstory encoders 1"
"""What the file says it is; another number would be another form."""
LARGEST = 4 << 20
"""Bytes of a database that are read."""
MOST_ENTRIES = 20_000
"""Entries of a database that are read."""


class Role(StrEnum):
    """What kind of writer a name is."""

    CAMERA = "camera"
    PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Entry:
    """One fingerprint of one named writer."""

    role: Role
    """Camera or program."""
    name: str
    """Maker and model as the files name them, or program with version and setting."""
    fingerprint: Fingerprint
    """What its files look like."""
    files: int
    """How many labelled files were seen."""


@dataclass(frozen=True, slots=True)
class Database:
    """Entries from one or several files."""

    entries: tuple[Entry, ...] = ()
    """By role, name and fingerprint."""

    def with_tables(self, tables: str, subsampling: str) -> tuple[Entry, ...]:
        """Entries with these tables and this sampling, however the file is packed."""
        return tuple(
            entry
            for entry in self.entries
            if entry.fingerprint.tables == tables and entry.fingerprint.subsampling == subsampling
        )

    def of_camera(self, name: str) -> tuple[Entry, ...]:
        """Entries of a camera, its name compared without case and spaces."""
        wanted = same_name(name)
        return tuple(
            entry for entry in self.entries if entry.role is Role.CAMERA and same_name(entry.name) == wanted
        )

    def joined(self, entries: Iterable[Entry]) -> Database:
        """With more entries; counts of equal ones are added."""
        counts: dict[tuple[Role, str, Fingerprint], int] = {}
        for entry in (*self.entries, *entries):
            key = (entry.role, entry.name, entry.fingerprint)
            counts[key] = counts.get(key, 0) + entry.files
        made = (Entry(role, name, print_, files) for (role, name, print_), files in counts.items())
        return Database(tuple(sorted(made, key=_place)))


class InvalidDatabase(ValueError):
    """The file is not a database of fingerprints; the argument says why, in a clause."""


def read_database(data: bytes) -> Database:
    """Reads a database. Raises `InvalidDatabase`."""
    if len(data) > LARGEST:
        raise InvalidDatabase(f"larger than {LARGEST >> 20} MiB")
    try:
        stored = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InvalidDatabase("not JSON") from error
    if not isinstance(stored, dict) or stored.get("form") != FORM:
        raise InvalidDatabase(f'does not say "form": "{FORM}"')
    items = stored.get("entries")
    if not isinstance(items, list) or len(items) > MOST_ENTRIES:
        raise InvalidDatabase(f"`entries` is not a list of at most {MOST_ENTRIES:,}")
    return Database().joined(_entry(item, number) for number, item in enumerate(items, 1))


def write_database(database: Database) -> bytes:
    """The database as JSON that a person can read and compare, one entry a line."""
    lines = [
        json.dumps(
            {"role": entry.role, "name": entry.name, "files": entry.files, **asdict(entry.fingerprint)},
            ensure_ascii=False,
        )
        for entry in database.entries
    ]
    body = ",\n".join(f"  {line}" for line in lines)
    return f'{{\n "form": "{FORM}",\n "entries": [\n{body}\n ]\n}}\n'.encode()


@cache
def known() -> Database:
    """The database that comes with the program."""
    return read_database((resources.files(__package__) / "known.json").read_bytes())


def same_name(name: str) -> str:
    """A name for comparing: makers write `NIKON CORPORATION NIKON D70` and `Nikon D70` for one camera in different places."""
    return "".join(character for character in name.casefold() if character.isalnum())


def camera_label(make: str, model: str) -> str:
    """Maker and model as one name, the maker not said twice."""
    first = make.split()[0].casefold() if make.split() else ""
    return model if first and model.casefold().startswith(first) else f"{make} {model}".strip()


def _place(entry: Entry) -> tuple[str, ...]:
    return (entry.role, entry.name, *(str(value) for value in asdict(entry.fingerprint).values()))


def _entry(item: Any, number: int) -> Entry:
    kinds = {field.name: field.type for field in fields(Fingerprint)}
    if not isinstance(item, dict) or set(item) != {"role", "name", "files", *kinds}:
        raise InvalidDatabase(f"entry {number} has other fields than role, name, files, {', '.join(kinds)}")
    for name in ("role", "name", *(name for name, kind in kinds.items() if kind == "str")):
        if not isinstance(item[name], str) or len(item[name]) > 200:
            raise InvalidDatabase(f"entry {number}: `{name}` is not a text of at most 200 characters")
    for name, most in (("files", 10**9), ("quality", 100)):
        if type(item[name]) is not int or not 0 <= item[name] <= most:
            raise InvalidDatabase(f"entry {number}: `{name}` is not a number from 0 to {most:,}")
    if type(item["progressive"]) is not bool:
        raise InvalidDatabase(f"entry {number}: `progressive` is neither true nor false")
    if item["role"] not in set(Role):
        raise InvalidDatabase(f"entry {number}: `role` is neither camera nor program")
    name = clean(item["name"], limit=200).strip()
    if not name or not item["files"]:
        raise InvalidDatabase(f"entry {number} has no name or no files")
    print_ = Fingerprint(**{name: item[name] for name in kinds})
    return Entry(Role(item["role"]), name, print_, item["files"])
