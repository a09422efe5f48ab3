"""What a report says of a version of a picture that helps to tell which of two versions came first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model import Case, Exhibit, MatchKind, Report

_SAME = (MatchKind.SAME_BYTES, MatchKind.SAME_PICTURE)


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
    has_editor: bool = False
    """Whether the file says that an editing program wrote it."""
    is_screen: bool = False
    """Whether the file says that it is a screen capture."""
    modified: str = ""
    """When the file says that it was last changed, ISO 8601."""
    instance: str = ""
    """XMP's own name of this very file."""
    derived_from: frozenset[str] = frozenset()
    """XMP's names of files that it says it was made of."""
    first_seen: str = ""
    """Earliest date on which somebody saw this very picture, ISO 8601."""


def version_of(exhibit: Exhibit, report: Report | None, case: Case | None = None) -> Version:
    """What is known of one exhibit."""
    if report is None:
        return Version(exhibit.id)
    width, height = (_whole(report.measure("file.structure", name)) for name in ("width", "height"))
    if (report.measure("file.structure", "orientation") or 1) in (5, 6, 7, 8):
        width, height = height, width
    instance, parents = _names(report)
    return Version(
        exhibit.id,
        width,
        height,
        has_camera=bool(report.measure("metadata.camera", "model")),
        has_editor=report.measure("metadata.software", "is_editor") is True,
        is_screen=bool(report.find("metadata.screen-capture")),
        modified=str(report.measure("metadata.date", "date_modified") or ""),
        instance=instance,
        derived_from=parents,
        first_seen=_first_seen(exhibit, case),
    )


def _names(report: Report) -> tuple[str, frozenset[str]]:
    """XMP's name of the file, and of those it was made of."""
    instance, parents = "", set()
    for item in report.find("metadata.xmp"):
        for table in item.finding.tables:
            for row in table.rows:
                name, value = row.name.casefold(), row.value.strip()
                if len(value) < 8:
                    continue
                if "derivedfrom" in name and ("instanceid" in name or "documentid" in name):
                    parents.add(value)
                elif name.endswith("xmpmm:instanceid") and "history" not in name:
                    instance = instance or value
    return instance, frozenset(parents)


def _first_seen(exhibit: Exhibit, case: Case | None) -> str:
    if case is None:
        return ""
    file = exhibit.path.rpartition("/")[2]
    dates = [
        sighting.date
        for sighting in case.sightings
        if sighting.match in _SAME
        and (sighting.picture == file or (not sighting.picture and len(case.exhibits) == 1))
    ]
    return min(_known(dates), default="")


def _known(dates: Iterable[str]) -> list[str]:
    return [date for date in dates if date]


def _whole(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
