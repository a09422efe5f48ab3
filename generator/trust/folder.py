"""Reads a trust folder: files and, where there is one, `trust.json`. Every file is understood, or named as a mistake.

Works on names and bytes, so that the scan stage can hand over what it has read within its own bounds; `read_path` reads a
file or a folder for commands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator import codec
from generator.errors import BackstoryError, InvalidContent, Mistake
from generator.trust import guess, manifest
from generator.trust.lists import Role, Tier, TrustList, count_of, sha256_of
from generator.trust.manifest import Entry

LARGEST = 8 * 1024 * 1024
"""Largest file that is read, bytes; the largest list known has 0.2 MB."""
MOST_FILES = 100
"""Most files of a trust folder."""

_DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


def read_lists(
    files: Mapping[str, bytes], *, folder: str
) -> tuple[tuple[TrustList, ...], tuple[Mistake, ...]]:
    """The lists among `files` (by path in the folder), and what has to be mended. `folder` is for messages."""
    mistakes: list[Mistake] = []
    entries = _entries(files, folder, mistakes)
    lists: list[TrustList] = []
    for file in sorted(files):
        found = _read(file, files, entries.pop(file, None), folder)
        if isinstance(found, TrustList):
            lists.append(found)
        elif found is not None:
            mistakes.append(found)
    for file in sorted(entries):
        place = _place(folder, manifest.NAME)
        mistakes.append(
            Mistake(
                place, 0, "files", f"there is no file {file[:80]}", "remove the entry or put the file there"
            )
        )
    if not lists and not mistakes:
        mistakes.append(
            Mistake(
                folder, 0, "", "holds no trust list", "run `backstory trust update`, or put PEM files there"
            )
        )
    return tuple(lists), tuple(mistakes)


def read_path(path: Path) -> tuple[TrustList, ...]:
    """The lists in a folder, or the one in a file. Raises `BackstoryError` for what a person has to mend."""
    try:
        root = path if path.is_dir() else path.parent
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        plain = [item for item in found if item.is_file() and not item.name.startswith(".")]
        if not plain:
            raise BackstoryError(f"There is no trust list at {path}. Name a file or a folder of PEM files.")
        if len(plain) > MOST_FILES:
            raise BackstoryError(f"{path} holds {len(plain)} files; a trust folder has at most {MOST_FILES}.")
        files = {item.relative_to(root).as_posix(): bounded(item) for item in plain}
    except OSError as error:
        raise BackstoryError(
            f"{path} can't be read: {error.strerror}. Check the name and your rights."
        ) from error
    lists, mistakes = read_lists(files, folder=str(path))
    if mistakes:
        raise InvalidContent(mistakes)
    return lists


def bounded(path: Path) -> bytes:
    """The file's bytes, cut one byte after the bound, so that what reads them sees that it is too large."""
    with path.open("rb") as stream:
        return stream.read(LARGEST + 1)


def _entries(files: Mapping[str, bytes], folder: str, mistakes: list[Mistake]) -> dict[str, Entry]:
    data = files.get(manifest.NAME)
    if data is None:
        return {}
    place = _place(folder, manifest.NAME)
    try:
        entries = manifest.parse(data).files
    except codec.MalformedValue as error:
        words = str(error)[:160]
        mistakes.append(Mistake(place, 0, "", f"not a list of trust files: {words}", "mend or remove it"))
        return {}
    for number, entry in enumerate(entries):
        for field, problem, remedy in _complaints(entry):
            mistakes.append(Mistake(place, 0, f"files[{number}].{field}", problem, remedy))
    return {entry.file: entry for entry in entries}


def _complaints(entry: Entry) -> Iterator[tuple[str, str, str]]:
    if entry.role and entry.role not in set(Role):
        yield "role", f"{entry.role[:40]!r} is not allowed", f"allowed are {', '.join(Role)}"
    if entry.tier and entry.tier not in set(Tier):
        yield "tier", f"{entry.tier[:40]!r} is not allowed", f"allowed are {', '.join(Tier)}"
    for field in ("issued", "next_update", "retrieved"):
        value = getattr(entry, field)
        if value and not _DAY.fullmatch(value):
            yield field, f"not a day: {value[:40]}", "write YYYY-MM-DD"
    if len(entry.name) > 120 or any(ord(character) < 32 for character in entry.name):
        yield "name", "not a short line of text", "write at most 120 characters in one line"


def _read(
    file: str, files: Mapping[str, bytes], entry: Entry | None, folder: str
) -> TrustList | Mistake | None:
    """One file as a list; None for one that is no list (`trust.json`, a JSON form, a README)."""
    data = files[file]
    place = _place(folder, file)
    guessed = guess.guess(file)
    if entry is None and guessed is None:
        return None
    role, tier, name = guessed or (Role.SIGNERS, Tier.OWN, guess.OWN_NAME)
    entry = entry or Entry(file)
    if len(data) > LARGEST:
        return Mistake(place, 0, "", f"larger than {LARGEST // 1024**2} MiB", "name a trust list")
    if b"PRIVATE KEY-----" in data:
        return Mistake(place, 0, "", "holds a private key", "remove it; a trust list has certificates only")
    digest = sha256_of(data)
    if entry.sha256 and entry.sha256.lower() != digest:
        return Mistake(
            place,
            0,
            "",
            f"not the file that {manifest.NAME} describes",
            "correct its entry, or fetch the list anew",
        )
    role = Role(entry.role) if entry.role in set(Role) else role
    tier = Tier(entry.tier) if entry.tier in set(Tier) else tier
    count = count_of(role, data)
    if not count:
        words = "no object identifier" if role is Role.PURPOSES else "no certificate in PEM form"
        return Mistake(place, 0, "", f"holds {words}", "put the published file there unchanged")
    issued, next_update = guess.dates(file, files)
    return TrustList(
        file=file,
        role=role,
        tier=tier,
        name=entry.name.strip() or name,
        sha256=digest,
        count=count,
        issued=entry.issued or issued,
        next_update=entry.next_update or next_update,
        source=" ".join(entry.source.split())[:300],
        retrieved=entry.retrieved,
        data=data,
    )


def _place(folder: str, file: str) -> str:
    return f"{folder}/{file}" if folder else file
