"""The decoders of open watermarks that `site.yaml` names under `watermark_decoders:`, read once and kept apart from pictures.

Only their bytes are read here; whether one is a decoder shows where it is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.errors import Mistake
from generator.scan.named_files import entries_by_form, is_list_wrong, named_file
from generator.scan.site_file import SiteFile
from generator.scan.walk import Entry, same_form
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
    if is_list_wrong(site, "watermark_decoders"):
        return (), []
    by_form = entries_by_form(entries)
    found: list[WatermarkDecoderFile] = []
    mistakes: list[Mistake] = []
    for number, named in enumerate(site.settings.watermark_decoders):
        location = ("watermark_decoders", number, "file")
        data = named_file(by_form, site, location, named.file, largest=LARGEST)
        if isinstance(data, Mistake):
            mistakes.append(data)
        else:
            found.append(WatermarkDecoderFile(named.file, data, named.variant))
    return tuple(found), mistakes


def is_watermark_decoder(path: str, settings: SiteSettings) -> bool:
    """Whether a file is such a decoder and so no picture that could not be read."""
    return same_form(path) in {same_form(item.file) for item in settings.watermark_decoders}
