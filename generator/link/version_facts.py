"""What a report says of a version of a picture that helps to tell which of two versions came first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model import Case, DateKind, Exhibit, FileKind, Report
from generator.model.titles import INGREDIENT_NAMES, is_for_brightness

_LOSSLESS = frozenset({FileKind.PNG, FileKind.TIFF, FileKind.BMP, FileKind.GIF})
_STEP = re.compile(r"xmpmm:history\[\d+\]/.*instanceid$")
SHORTEST_NAME = 8
"""Characters; a shorter name of a file tells it apart from no other."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a picture."""

    id: str
    """Of the exhibit."""
    width: int = 0
    """Upright, pixels; 0 when unknown."""
    height: int = 0
    """Upright, pixels."""
    has_camera: bool = False
    """Whether the file names the camera that took it."""
    has_settings: bool = False
    """Whether it also holds exposure, sensitivity and date, as cameras write them; a name alone is easily put in."""
    has_editor: bool = False
    """Whether the file says that an editing program wrote it."""
    is_screen: bool = False
    """Whether the file says that it is a screen capture."""
    modified: str = ""
    """When the file says that it was last changed, ISO 8601."""
    instance: str = ""
    """XMP's own name of this very file."""
    document: str = ""
    """XMP's name of the document that it is a state of."""
    derived_from: frozenset[str] = frozenset()
    """XMP's names of files that it says it was made of."""
    history: frozenset[str] = frozenset()
    """XMP's names of earlier states in its editing history."""
    origins: frozenset[str] = frozenset()
    """XMP's names of the document that it goes back to."""
    marks: frozenset[str] = frozenset()
    """Names by which a content credential can point at this file."""
    ingredients: frozenset[str] = frozenset()
    """Such names of the files that its content credential says it was made from as a whole."""
    first_seen: str = ""
    """Earliest date on which somebody saw this very picture, ISO 8601."""
    is_lossless: bool = False
    """Whether the file keeps its pixels without loss."""
    is_turned: bool = False
    """Whether it is shown turned or mirrored against how its pixels lie in the file."""
    table: tuple[int, ...] = ()
    """Its compression table for brightness, 64 steps by rows; empty without one."""
    quality: int = 0
    """Of its own save, where the table is a standard one; else 0."""
    earlier_quality: int = 0
    """Of a save before, by the traces in its numbers; else 0."""
    earlier_grid: tuple[int, int] = (0, 0)
    """Where blocks of that save begin, 0 to 7 from the left and from the top."""
    preview_share: float = 0.0
    """Share of its embedded preview that the picture shows, where the preview shows more; else 0."""


def version_of(exhibit: Exhibit, report: Report | None, case: Case | None = None) -> Version:
    """What is known of one exhibit."""
    if report is None:
        return Version(exhibit.id)
    width, height = (_whole(report.measure("file.structure", name)) for name in ("width", "height"))
    orientation = report.measure("file.structure", "orientation") or 1
    if orientation in (5, 6, 7, 8):
        width, height = height, width
    names = _Names(report)
    label = str(report.measure("credentials.manifest", "label") or "")
    earlier, grid = _earlier(report)
    is_exact = report.measure("jpeg.quantization", "quality_exact") is True
    return Version(
        exhibit.id,
        width,
        height,
        has_camera=bool(report.measure("metadata.camera", "model")),
        has_settings=report.measure("metadata.camera", "coherent_exposure") is True,
        has_editor=report.measure("metadata.software", "is_editor") is True,
        is_screen=bool(report.find("metadata.screen-capture")),
        modified=str(report.measure("metadata.date", "date_modified") or ""),
        instance=names.instance,
        document=names.document,
        derived_from=frozenset(names.parents),
        history=frozenset(names.history),
        origins=frozenset(names.origins),
        marks=frozenset(name for name in (label, names.instance) if len(name) >= SHORTEST_NAME),
        ingredients=frozenset(_ingredients(report)),
        first_seen=_first_seen(exhibit, case),
        is_lossless=exhibit.kind in _LOSSLESS,
        is_turned=orientation != 1,
        table=_table(report),
        quality=_whole(report.measure("jpeg.quantization", "quality_estimate")) if is_exact else 0,
        earlier_quality=earlier,
        earlier_grid=grid,
        preview_share=_preview_share(report),
    )


class _Names:
    """XMP's names of the file, of its document, and of those it was made of."""

    def __init__(self, report: Report) -> None:
        self.instance = self.document = ""
        self.parents: set[str] = set()
        self.history: set[str] = set()
        self.origins: set[str] = set()
        for name, value in _xmp(report):
            if "derivedfrom" in name and ("instanceid" in name or "documentid" in name):
                self.parents.add(value)
                self.origins |= {value} if "documentid" in name else set()
            elif _STEP.match(name):
                self.history.add(value)
            elif name.endswith("xmpmm:originaldocumentid"):
                self.origins.add(value)
            elif name.endswith("xmpmm:documentid"):
                self.document = self.document or value
            elif name.endswith("xmpmm:instanceid") and "history" not in name:
                self.instance = self.instance or value


def _xmp(report: Report) -> Iterator[tuple[str, str]]:
    for item in report.find("metadata.xmp"):
        for table in item.finding.tables:
            for row in table.rows:
                if len(row.value.strip()) >= SHORTEST_NAME:
                    yield row.name.casefold(), row.value.strip()


def _ingredients(report: Report) -> Iterator[str]:
    """Names of the files that the credential says the picture as a whole was made from."""
    for item in report.find("credentials.ingredients"):
        for table in item.finding.tables:
            if table.title == INGREDIENT_NAMES:
                yield from (row.value for row in table.rows if len(row.value) >= SHORTEST_NAME)


def _table(report: Report) -> tuple[int, ...]:
    """The table for brightness, as the report lists it."""
    for item in report.find("jpeg.quantization"):
        for table in item.finding.tables:
            if is_for_brightness(table.title):
                words = " ".join(row.value for row in table.rows).split()
                if len(words) == 64 and all(word.isascii() and word.isdigit() for word in words):
                    return tuple(max(1, int(word)) for word in words)
    return ()


def _earlier(report: Report) -> tuple[int, tuple[int, int]]:
    """Quality of an earlier save and where its blocks begin."""
    for code in ("pixels.double-quantization", "pixels.double-jpeg"):
        quality, x, y = (
            _whole(report.measure(code, name)) for name in ("earlier_quality", "origin_x", "origin_y")
        )
        if quality:
            return quality, (x % 8, y % 8)
    return 0, (0, 0)


def _preview_share(report: Report) -> float:
    share = report.measure("thumbnail.different", "crop_share")
    return float(share) if isinstance(share, float) else 0.0


def _first_seen(exhibit: Exhibit, case: Case | None) -> str:
    if case is None:
        return ""
    file = exhibit.path.rpartition("/")[2]
    dates = [
        sighting.date
        for sighting in case.sightings
        if sighting.match.is_same
        and sighting.date_kind is not DateKind.CLAIMED
        and (sighting.picture == file or (not sighting.picture and len(case.exhibits) == 1))
    ]
    return min(_known(dates), default="")


def _known(dates: Iterable[str]) -> list[str]:
    return [date for date in dates if date]


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
