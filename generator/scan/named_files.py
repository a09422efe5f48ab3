"""Files in the content folder that a list in `site.yaml` names, read once and kept apart from the pictures.

Only their bytes are read here; what they hold is checked where they are used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.errors import Mistake
from generator.scan.files import read_bounded
from generator.scan.site_file import SITE_FILE, SiteFile
from generator.scan.walk import Entry, same_form
from generator.scan.yaml_reader import Location, mistake_at


def named_files(
    entries: Mapping[str, Entry], site: SiteFile, field: str, paths: Sequence[str], *, largest: int
) -> tuple[tuple[tuple[str, bytes], ...], list[Mistake]]:
    """Path and bytes of each file that the list `field` names, and what is wrong with them; nothing when the list itself is."""
    if is_list_wrong(site, field):
        return (), []
    by_form = entries_by_form(entries)
    files: list[tuple[str, bytes]] = []
    mistakes: list[Mistake] = []
    for number, path in enumerate(paths):
        data = named_file(by_form, site, (field, number), path, largest=largest)
        if isinstance(data, Mistake):
            mistakes.append(data)
        else:
            files.append((path, data))
    return tuple(files), mistakes


def is_list_wrong(site: SiteFile, field: str) -> bool:
    """Whether something is wrong with the list itself, so that what it names isn't looked for."""
    return any(item.field.startswith(field) for item in site.mistakes)


def entries_by_form(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """The content folder's files by the one form of their paths."""
    return {same_form(path): entry for path, entry in entries.items()}


def named_file(
    by_form: Mapping[str, Entry], site: SiteFile, location: Location, path: str, *, largest: int
) -> bytes | Mistake:
    """The bytes of the file that `site.yaml` names at `location`, or what is wrong with it."""
    line = site.document.place(location).line
    entry = by_form.get(same_form(path))
    if entry is None:
        problem = f"no file {path[:80]} in the content folder"
        return mistake_at(SITE_FILE, line, location, problem, "put it there, or correct the name")
    data = read_bounded(entry.location, largest=largest)
    if isinstance(data, str):
        return mistake_at(
            SITE_FILE, line, location, f"{path[:80]} {data}", "name a smaller file that you may read"
        )
    return data
