"""The archive folder that `site.yaml` names: pictures that new ones are compared with, and that are never published.

Nothing in it is a case or an exhibit; notes in it are not read. Pages that find one of its pictures again name its file and
nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from generator.errors import Mistake
from generator.model import Exhibit
from generator.scan.files import Identified, identify_all
from generator.scan.text import slug
from generator.scan.trust import is_within
from generator.scan.walk import Entry, Walk


def without_archive(walked: Walk, folder: str) -> tuple[Walk, tuple[Entry, ...]]:
    """Everything that doesn't lie in the archive, and the files in it."""
    stored = tuple(entry for entry in walked.entries if is_within(entry.path, folder))
    return replace(
        walked,
        entries=tuple(entry for entry in walked.entries if not is_within(entry.path, folder)),
        unreadable=tuple(item for item in walked.unreadable if not is_within(item.path, folder)),
        drafts=tuple(path for path in walked.drafts if not is_within(path, folder)),
    ), stored


def archived_pictures(
    entries: Sequence[Entry], folder: str, *, largest: int, file: str, line: int
) -> tuple[tuple[Exhibit, ...], list[Mistake]]:
    """The archive's pictures, and a mistake when the folder that line `line` of `file` names isn't there."""
    if folder and not entries:
        problem = f"{folder[:80]}: no such folder, or an empty one"
        return (), [Mistake(file, line, "archive", problem, "put pictures there, or correct the name")]
    identities = identify_all([entry.location for entry in entries], largest=largest)
    taken: Counter[str] = Counter()
    pictures: list[Exhibit] = []
    for entry, identity in zip(entries, identities, strict=True):
        if not isinstance(identity, Identified):
            continue
        name = entry.path.rpartition("/")[2]
        base = f"archive-{slug(name.rpartition('.')[0] or name, length=40) or 'picture'}"
        taken[base] += 1
        id = base if taken[base] == 1 else f"{base}-{taken[base]}"
        pictures.append(Exhibit(id, entry.path, identity.sha256, identity.size, identity.kind, title=name))
    return tuple(pictures), []
