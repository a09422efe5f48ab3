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
    if any(item.field.startswith(field) for item in site.mistakes):
        return (), []
    by_form = {same_form(path): entry for path, entry in entries.items()}
    files: list[tuple[str, bytes]] = []
    mistakes: list[Mistake] = []
    for number, path in enumerate(paths):
        location: Location = (field, number)
        entry = by_form.get(same_form(path))
        if entry is None:
            line = site.document.place(location).line
            problem = f"no file {path[:80]} in the content folder"
            mistakes.append(
                mistake_at(SITE_FILE, line, location, problem, "put it there, or correct the name")
            )
            continue
        data = read_bounded(entry.location, largest=largest)
        if isinstance(data, str):
            mistakes.append(Mistake(path, 0, "", data, "make it a smaller file that you may read"))
        else:
            files.append((path, data))
    return tuple(files), mistakes
