"""The trust folder that `site.yaml` names: read once, within bounds, and kept apart from the pictures.

Its files are neither evidence nor pictures, so that they are not listed as files that could not be read. Lists past their
next update are named as worth mending, by the site's own date and not by today's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.errors import Mistake
from generator.scan.files import read_bounded
from generator.scan.walk import Entry, same_form
from generator.trust import TrustList, is_overdue, read_lists
from generator.trust.folder import LARGEST, MOST_FILES


@dataclass(frozen=True, slots=True)
class TrustFolder:
    """What lies in the folder."""

    lists: tuple[TrustList, ...] = ()
    """Lists that were understood."""
    mistakes: tuple[Mistake, ...] = ()
    """What has to be mended."""


def is_within(path: str, folder: str) -> bool:
    """Whether a file lies in the trust folder."""
    return bool(folder) and same_form(path).startswith(same_form(folder) + "/")


def trust_folder(entries: Iterable[Entry], folder: str, *, file: str, line: int) -> TrustFolder:
    """The lists in `folder`, which line `line` of `file` names; nothing when none is named."""
    if not folder:
        return TrustFolder()
    inside = [entry for entry in entries if is_within(entry.path, folder)]
    if not inside or len(inside) > MOST_FILES:
        problem = f"holds more than {MOST_FILES} files" if inside else "no such folder, or an empty one"
        remedy = "run `backstory trust update`, or put trust lists there"
        return TrustFolder(mistakes=(Mistake(file, line, "trust", f"{folder[:80]}: {problem}", remedy),))
    files: dict[str, bytes] = {}
    mistakes = []
    for entry in inside:
        data = read_bounded(entry.location, largest=LARGEST)
        if isinstance(data, str):
            mistakes.append(Mistake(entry.path, 0, "", data, "make it a small file that you may read"))
        else:
            files[same_form(entry.path)[len(same_form(folder)) + 1 :]] = data
    lists, wrong = read_lists(files, folder=folder)
    return TrustFolder(lists, (*mistakes, *wrong))


def overdue(lists: Sequence[TrustList], folder: str, day: str) -> list[Mistake]:
    """Lists of which a newer one was promised before `day`."""
    return [
        Mistake(
            f"{folder}/{item.file}",
            0,
            "",
            f"a newer list was promised by {item.next_update}",
            "run `backstory trust update`",
        )
        for item in lists
        if is_overdue(item.next_update, day)
    ]
