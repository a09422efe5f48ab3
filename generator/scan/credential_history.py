"""`credentials.json` beside a note or a bare picture: what lists of other days said of the pictures' credentials.

Written by `backstory credentials`, kept in the content folder like everything that a page says and no build can work out
again: an older list is not at hand any more. It counts for pictures in its folder and below.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator import codec
from generator.errors import Mistake
from generator.model import CredentialState, Exhibit
from generator.scan.files import read_bounded
from generator.scan.walk import Entry, parents

FILE = "credentials.json"
LARGEST = 4 * 1024 * 1024
MOST_STATES = 50
"""Most states of one picture that are shown; the newest stay."""


@dataclass(frozen=True, slots=True)
class History:
    """The whole file."""

    format: int = 1
    """Raised when the meaning of a field changes."""
    states: tuple[CredentialState, ...] = ()
    """By picture, then in the order in which they were judged."""


def is_history(path: str) -> bool:
    """Whether a file is one of these."""
    return path.rpartition("/")[2] == FILE


def parse(data: bytes) -> tuple[CredentialState, ...]:
    """The states in `data`; `codec.MalformedValue` when it holds none."""
    history = codec.loads(History, data)
    if history.format != 1:
        raise codec.MalformedValue(f"format {history.format} instead of 1")
    return history.states


def dumps(states: Iterable[CredentialState]) -> bytes:
    """The file for these states, one a line, so that a change reads well under version control."""
    lines = [
        json.dumps(codec.to_plain(state), ensure_ascii=False, sort_keys=True)
        for state in sorted(states, key=lambda state: state.sha256)
    ]
    return ('{"format": 1, "states": [\n' + ",\n".join(lines) + "\n]}\n").encode()


def added(old: Iterable[CredentialState], new: Iterable[CredentialState]) -> tuple[CredentialState, ...]:
    """`old` and those of `new` that say something else than the last state by the same lists."""
    states = list(old)
    for state in new:
        same = [
            item for item in states if (item.sha256, item.fingerprints) == (state.sha256, state.fingerprints)
        ]
        if not same or replace(same[-1], engines=()) != replace(state, engines=()):
            states.append(state)
    return tuple(states)


def histories(
    entries: Iterable[Entry],
) -> tuple[dict[str, tuple[CredentialState, ...]], list[Mistake]]:
    """States by folder, and files that can't be understood."""
    found: dict[str, tuple[CredentialState, ...]] = {}
    mistakes = []
    for entry in entries:
        if not is_history(entry.path):
            continue
        data = read_bounded(entry.location, largest=LARGEST)
        try:
            found[entry.folder] = parse(data) if isinstance(data, bytes) else ()
            problem = data if isinstance(data, str) else ""
        except codec.MalformedValue as error:
            problem = f"not a history of credentials: {str(error)[:120]}"
        if problem:
            remedy = "take it from a backup or remove it; `backstory credentials` writes a new one"
            mistakes.append(Mistake(entry.path, 0, "", problem, remedy))
    return found, mistakes


def with_history(
    exhibits: Iterable[Exhibit], found: Mapping[str, tuple[CredentialState, ...]]
) -> tuple[Exhibit, ...]:
    """The exhibits with their states, from the nearest folder around each that has any."""
    if not found:
        return tuple(exhibits)
    return tuple(_with(exhibit, found) for exhibit in exhibits)


def _with(exhibit: Exhibit, found: Mapping[str, tuple[CredentialState, ...]]) -> Exhibit:
    for folder in parents(exhibit.path.rpartition("/")[0]):
        states = tuple(state for state in found.get(folder, ()) if state.sha256 == exhibit.sha256)
        if states:
            return replace(exhibit, credential_history=states[-MOST_STATES:])
    return exhibit
