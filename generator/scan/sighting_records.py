"""Stored answers of services (`….sighting.json`) and the cases they lie in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator import codec
from generator.errors import Mistake
from generator.scan.files import read_bounded
from generator.scan.walk import Entry, parents
from generator.sightings.record import LARGEST, Record, is_record, loads


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """One file."""

    path: str
    """Relative to the content folder."""
    case: str
    """Slug of the case in whose folder it lies."""
    record: Record
    """What it says."""


def stored_answers(
    entries: Iterable[Entry], slugs: Mapping[str, str]
) -> tuple[tuple[StoredAnswer, ...], list[Mistake]]:
    """All stored answers, in the order of their paths, and what is wrong with them. `slugs` are those of cases by folder."""
    found: list[StoredAnswer] = []
    mistakes: list[Mistake] = []
    for entry in entries:
        if not is_record(entry.path):
            continue
        case = next((slugs[around] for around in parents(entry.folder) if around in slugs), None)
        if case is None:
            words = "a service's answer that lies in no case"
            mistakes.append(Mistake(entry.path, 0, "", words, "put it beside the case.md that it belongs to"))
            continue
        data = read_bounded(entry.location, largest=LARGEST)
        if isinstance(data, str):
            mistakes.append(Mistake(entry.path, 0, "", data, "delete it, or ask the service again"))
            continue
        try:
            found.append(StoredAnswer(entry.path, case, loads(data)))
        except codec.MalformedValue as error:
            words = f"is not an answer that `backstory sightings` wrote: {error}"
            mistakes.append(Mistake(entry.path, 0, "", words, "delete it, or ask the service again"))
    return tuple(found), mistakes
