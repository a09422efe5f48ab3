"""The files of fingerprints that `site.yaml` names under `encoders:`, read once and kept apart from the pictures.

Only their bytes are read here; what they hold is checked where they are used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.errors import Mistake
from generator.scan.files import read_bounded
from generator.scan.site_file import SITE_FILE, SiteFile
from generator.scan.walk import Entry, same_form
from generator.scan.yaml_reader import mistake_at

LARGEST = 4 << 20
"""Bytes of one file; thousands of fingerprints fit."""


@dataclass(frozen=True, slots=True)
class EncoderFile:
    """One file of fingerprints."""

    path: str
    """Relative to the content folder, as `site.yaml` names it."""
    data: bytes = field(repr=False)
    """The file's bytes."""


def encoder_files(
    entries: Mapping[str, Entry], site: SiteFile
) -> tuple[tuple[EncoderFile, ...], list[Mistake]]:
    """The named files, and what is wrong with them."""
    by_form = {same_form(path): entry for path, entry in entries.items()}
    files: list[EncoderFile] = []
    mistakes: list[Mistake] = []
    for number, path in enumerate(site.settings.encoders):
        location = ("encoders", number)
        if any(item.field.startswith("encoders") for item in site.mistakes):
            break
        entry = by_form.get(same_form(path))
        if entry is None:
            problem, remedy = (
                f"no file {path[:80]} in the content folder",
                "put it there, or correct the name",
            )
            mistakes.append(
                mistake_at(SITE_FILE, site.document.place(location).line, location, problem, remedy)
            )
            continue
        data = read_bounded(entry.location, largest=LARGEST)
        if isinstance(data, str):
            mistakes.append(Mistake(path, 0, "", data, "make it a small file that you may read"))
        else:
            files.append(EncoderFile(path, data))
    return tuple(files), mistakes
