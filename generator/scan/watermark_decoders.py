"""The decoders of open watermarks that `site.yaml` names under `watermark_decoders:`, read once and kept apart from pictures.

Only their bytes are read here; whether one is a decoder shows where it is used.
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

LARGEST = 1 << 28
"""Bytes of one decoder; TrustMark's have about 47 million."""


@dataclass(frozen=True, slots=True)
class WatermarkDecoderFile:
    """One decoder."""

    path: str
    """Relative to the content folder, as `site.yaml` names it."""
    data: bytes = field(repr=False)
    """The model's bytes."""
    variant: str
    """TrustMark's variant: `B`, `C`, `P` or `Q`."""


def watermark_decoder_files(
    entries: Mapping[str, Entry], site: SiteFile
) -> tuple[tuple[WatermarkDecoderFile, ...], list[Mistake]]:
    """The named files, and what is wrong with them."""
    if any(item.field.startswith("watermark_decoders") for item in site.mistakes):
        return (), []
    by_form = {same_form(path): entry for path, entry in entries.items()}
    found: list[WatermarkDecoderFile] = []
    mistakes: list[Mistake] = []
    for number, named in enumerate(site.settings.watermark_decoders):
        location: Location = ("watermark_decoders", number, "file")
        entry = by_form.get(same_form(named.file))
        if entry is None:
            line = site.document.place(location).line
            problem = f"no file {named.file[:80]} in the content folder"
            mistakes.append(
                mistake_at(SITE_FILE, line, location, problem, "put it there, or correct the name")
            )
            continue
        data = read_bounded(entry.location, largest=LARGEST)
        if isinstance(data, str):
            mistakes.append(Mistake(named.file, 0, "", data, "make it a file of this size that you may read"))
        else:
            found.append(WatermarkDecoderFile(named.file, data, named.variant))
    return tuple(found), mistakes


def is_watermark_decoder(path: str, settings: SiteSettings) -> bool:
    """Whether a file is such a decoder and so no picture that could not be read."""
    return same_form(path) in {same_form(item.file) for item in settings.watermark_decoders}
