"""A publisher's own databases of fingerprints on their way to the analyzer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.analyse.encoders.database import Database, InvalidDatabase, known, read_database
from generator.analyse.materials import Material, material
from generator.errors import InvalidContent, Mistake

GROUP = "encoders"
"""Name under which the build hands the files over."""


def handed_over(files: Iterable[tuple[str, bytes]]) -> tuple[Material, ...]:
    """Files by path and bytes as materials. Raises `InvalidContent` naming all that are not databases."""
    made: list[Material] = []
    mistakes: list[Mistake] = []
    for path, data in files:
        try:
            read_database(data)
        except InvalidDatabase as error:
            mistakes.append(Mistake(path, 0, "", str(error), "write it anew with `backstory learn-encoder`"))
        else:
            made.append(material(GROUP, path, data))
    if mistakes:
        raise InvalidContent(mistakes)
    return tuple(made)


def database_with(materials: Sequence[Material]) -> Database:
    """What comes with the program, and the publisher's entries. Raises `InvalidDatabase`."""
    database = known()
    for item in materials:
        try:
            database = database.joined(read_database(item.data).entries)
        except InvalidDatabase as error:
            raise InvalidDatabase(f"{item.name}: {error}") from error
    return database
