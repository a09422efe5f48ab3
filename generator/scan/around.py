"""The `site.yaml` around a picture that is looked at alone, and the files of a content folder that it names.

`backstory inspect` reads no content folder: pictures and notes stay unopened. Only what a publisher hands to analyzers is read,
and the same rules and mistakes hold as in a build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.errors import InvalidContent, Mistake
from generator.scan.cameras import camera_files
from generator.scan.content import Content
from generator.scan.detectors import detector_files
from generator.scan.encoders import encoder_files
from generator.scan.files import read_bounded
from generator.scan.site_file import SITE_FILE, read_site_file
from generator.scan.trust import trust_folder
from generator.scan.walk import Entry, same_form, walk
from generator.scan.watermark_decoders import watermark_decoder_files
from generator.scan.yaml_reader import MAX_BYTES
from generator.settings import SiteSettings


def site_files_above(places: Iterable[Path]) -> tuple[Path, ...]:
    """The nearest `site.yaml` above each place, each once, in the order of the places."""
    found = (_nearest(place) for place in places)
    return tuple(dict.fromkeys(file for file in found if file is not None))


def named_by(file: Path) -> Content:
    """Settings and the files for analyzers that a `site.yaml` names; no cases and no pictures. Raises `InvalidContent`."""
    data = read_bounded(file, largest=MAX_BYTES)
    if isinstance(data, str):
        raise InvalidContent([Mistake(file.name, 0, "", data, "make it a small text file that you may read")])
    site = read_site_file(data, file=file.name)
    settings = site.settings
    entries = {entry.path: entry for entry in _entries(file.parent, settings)}
    line = site.document.place(("trust",)).line if settings.trust else 0
    trust = trust_folder(entries.values(), settings.trust, file=SITE_FILE, line=line)
    encoders, of_encoders = encoder_files(entries, site)
    cameras, of_cameras = camera_files(entries, site)
    detectors, of_detectors = detector_files(entries, site)
    decoders, of_decoders = watermark_decoder_files(entries, site)
    if mistakes := [*site.mistakes, *trust.mistakes, *of_encoders, *of_cameras, *of_detectors, *of_decoders]:
        raise InvalidContent(mistakes)
    return Content(
        settings,
        cases=(),
        exhibits=(),
        unreadable=(),
        notices=(),
        trust=trust.lists,
        encoders=encoders,
        detectors=detectors,
        cameras=cameras,
        watermark_decoders=decoders,
    )


def _nearest(place: Path) -> Path | None:
    start = place.absolute()
    folders = (start, *start.parents) if start.is_dir() else start.parents
    return next((folder / SITE_FILE for folder in folders if (folder / SITE_FILE).is_file()), None)


def _entries(folder: Path, settings: SiteSettings) -> Iterator[Entry]:
    """The named files that lie in the folder, also behind links, and everything in the folder of trust lists."""
    root = folder.resolve()
    named = [
        *settings.encoders,
        *settings.cameras,
        *(path for item in settings.detectors for path in (item.file, item.card)),
        *(item.file for item in settings.watermark_decoders),
    ]
    for path in map(same_form, named):
        location = (root / path).resolve()
        if location.is_relative_to(root) and location.is_file():
            yield Entry(path, path.rpartition("/")[0], location)
    lists = (root / settings.trust).resolve()
    if settings.trust and lists.is_relative_to(root) and lists.is_dir():
        for entry in walk(lists).entries:
            path = f"{settings.trust}/{entry.path}"
            yield Entry(path, path.rpartition("/")[0], entry.location)
