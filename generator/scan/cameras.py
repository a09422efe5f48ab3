"""The fingerprints of cameras that `site.yaml` names under `cameras:`, read once and kept apart from the pictures.

Only their bytes are read here; what they hold is checked where they are used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.errors import Mistake
from generator.scan.files import read_bounded
from generator.scan.site_file import SITE_FILE, SiteFile
from generator.scan.walk import Entry, same_form
from generator.scan.yaml_reader import Location, mistake_at

LARGEST = 64 << 20
"""Bytes of one file; a fingerprint takes about two bits for each pixel of the sensor."""


@dataclass(frozen=True, slots=True)
class CameraFile:
    """One fingerprint of a camera body."""

    path: str
    """Relative to the content folder, as `site.yaml` names it."""
    data: bytes = field(repr=False)
    """The file's bytes."""


def camera_files(
    entries: Mapping[str, Entry], site: SiteFile
) -> tuple[tuple[CameraFile, ...], list[Mistake]]:
    """The named files, and what is wrong with them."""
    if any(item.field.startswith("cameras") for item in site.mistakes):
        return (), []
    by_form = {same_form(path): entry for path, entry in entries.items()}
    files: list[CameraFile] = []
    mistakes: list[Mistake] = []
    for number, path in enumerate(site.settings.cameras):
        location: Location = ("cameras", number)
        entry = by_form.get(same_form(path))
        if entry is None:
            line = site.document.place(location).line
            problem = f"no file {path[:80]} in the content folder"
            mistakes.append(
                mistake_at(SITE_FILE, line, location, problem, "put it there, or correct the name")
            )
            continue
        data = read_bounded(entry.location, largest=LARGEST)
        if isinstance(data, str):
            mistakes.append(Mistake(path, 0, "", data, "make it a file of this size that you may read"))
        else:
            files.append(CameraFile(path, data))
    return tuple(files), mistakes
