"""The fingerprints of cameras that `site.yaml` names under `cameras:`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.errors import Mistake
from generator.scan.named_files import named_files
from generator.scan.site_file import SiteFile
from generator.scan.walk import Entry

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
    files, mistakes = named_files(entries, site, "cameras", site.settings.cameras, largest=LARGEST)
    return tuple(CameraFile(path, data) for path, data in files), mistakes
