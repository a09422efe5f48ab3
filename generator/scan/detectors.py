"""The learned detectors that `site.yaml` names under `detectors:`, each a model with its card, read once.

Only their bytes are read here; whether a card is good enough is judged where the model is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from generator.errors import Mistake
from generator.scan.named_files import entries_by_form, is_list_wrong, named_file
from generator.scan.site_file import SiteFile
from generator.scan.walk import Entry, same_form
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
    if is_list_wrong(site, "detectors"):
        return (), []
    by_form = entries_by_form(entries)
    found: list[DetectorFiles] = []
    mistakes: list[Mistake] = []
    for number, named in enumerate(site.settings.detectors):
        at = partial(named_file, by_form, site)
        model = at(("detectors", number, "file"), named.file, largest=LARGEST_MODEL)
        card = at(("detectors", number, "card"), named.card, largest=LARGEST_CARD)
        mistakes += [item for item in (model, card) if isinstance(item, Mistake)]
        if isinstance(model, bytes) and isinstance(card, bytes):
            found.append(DetectorFiles(named.file, model, named.card, card))
    return tuple(found), mistakes


def is_of_detector(path: str, settings: SiteSettings) -> bool:
    """Whether a file is a detector's and so no picture that could not be read."""
    named = {same_form(name) for item in settings.detectors for name in (item.file, item.card)}
    return same_form(path) in named
