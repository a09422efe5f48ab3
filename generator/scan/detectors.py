"""The learned detectors that `site.yaml` names under `detectors:`, each a model with its card, read once.

Only their bytes are read here; whether a card is good enough is judged where the model is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.errors import Mistake
from generator.scan.files import read_bounded
from generator.scan.site_file import SITE_FILE, SiteFile
from generator.scan.walk import Entry, same_form
from generator.scan.yaml_reader import Location, mistake_at
from generator.settings import SiteSettings

LARGEST_MODEL = 1 << 30
"""Bytes of a model."""
LARGEST_CARD = 1 << 20
"""Bytes of a card."""


@dataclass(frozen=True, slots=True)
class DetectorFiles:
    """A model and its card."""

    path: str
    """The model, relative to the content folder, as `site.yaml` names it."""
    model: bytes = field(repr=False)
    """Its bytes."""
    card_path: str
    """The card, likewise."""
    card: bytes = field(repr=False)
    """Its bytes."""


def detector_files(
    entries: Mapping[str, Entry], site: SiteFile
) -> tuple[tuple[DetectorFiles, ...], list[Mistake]]:
    """The named files, and what is wrong with them."""
    by_form = {same_form(path): entry for path, entry in entries.items()}
    found: list[DetectorFiles] = []
    mistakes: list[Mistake] = []
    if any(item.field.startswith("detectors") for item in site.mistakes):
        return (), []
    for number, named in enumerate(site.settings.detectors):
        both: list[bytes] = []
        for name, path, largest in (
            ("file", named.file, LARGEST_MODEL),
            ("card", named.card, LARGEST_CARD),
        ):
            location: Location = ("detectors", number, name)
            line = site.document.place(location).line
            entry = by_form.get(same_form(path))
            if entry is None:
                problem = f"no file {path[:80]} in the content folder"
                mistakes.append(
                    mistake_at(SITE_FILE, line, location, problem, "put it there, or correct the name")
                )
                continue
            data = read_bounded(entry.location, largest=largest)
            if isinstance(data, str):
                mistakes.append(Mistake(path, 0, "", data, "make it a file of this size that you may read"))
            else:
                both.append(data)
        if len(both) == 2:
            found.append(DetectorFiles(named.file, both[0], named.card, both[1]))
    return tuple(found), mistakes


def is_of_detector(path: str, settings: SiteSettings) -> bool:
    """Whether a file is a detector's and so no picture that could not be read."""
    named = {same_form(name) for item in settings.detectors for name in (item.file, item.card)}
    return same_form(path) in named
