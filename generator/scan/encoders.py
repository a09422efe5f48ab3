"""The files of fingerprints that `site.yaml` names under `encoders:`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.errors import Mistake
from generator.scan.named_files import named_files
from generator.scan.site_file import SiteFile
from generator.scan.walk import Entry

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
    files, mistakes = named_files(entries, site, "encoders", site.settings.encoders, largest=LARGEST)
    return tuple(EncoderFile(path, data) for path, data in files), mistakes
