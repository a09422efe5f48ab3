"""Which dates the file gives, each with its source.

Source: EXIF 2.32 section 4.6.5 (dates and offsets), XMP specification part 2, IPTC-IIM 2:55 and 2:62. A date is what a
clock showed or what somebody typed; cameras with a wrong clock are common. File-system dates are not read: they are the copy's.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.analyse.metadata.dates import (
    Moment,
    offset_text,
    read_exif_date,
    read_iptc_date,
    read_iso_date,
)
from generator.analyse.metadata.gps import read_gps_time
from generator.analyse.metadata.read import Metadata
from generator.model import Finding, Measurement, Row, Table

LIMITS = (
    "A date in a file is what a clock showed or what somebody typed. Clocks are often wrong, dates without an offset have no "
    "time zone, and any program can change them."
)


@dataclass(frozen=True, slots=True)
class Dated:
    """One date with its place."""

    role: str
    """`original`, `digitized`, `modified` or `gps`."""
    place: str
    """`EXIF DateTimeOriginal`."""
    moment: Moment
    """What it says."""


WORDS = {
    "original": "taken",
    "digitized": "digitised",
    "modified": "last changed",
    "gps": "when the satellites' time was read",
}
NAMES = {
    "original": "date_original", "digitized": "date_digitized", "modified": "date_modified", "gps": "gps_time",
}  # fmt: skip


def all_dates(metadata: Metadata) -> tuple[Dated, ...]:
    """Every date of the picture's making and changing, EXIF first."""
    found: list[tuple[str, str, Moment | None]] = []
    for role, name, offset in (
        ("original", "DateTimeOriginal", "OffsetTimeOriginal"),
        ("digitized", "DateTimeDigitized", "OffsetTimeDigitized"),
        ("modified", "DateTime", "OffsetTime"),
    ):
        moment = read_exif_date(metadata.exif_text(name), offset=metadata.exif_text(offset))
        found.append((role, f"EXIF {name}", moment))
    found.append(
        ("gps", "EXIF GPSDateStamp and GPSTimeStamp", read_gps_time(metadata.main_exif.group("GPS")))
    )
    for role, path in (
        ("original", "exif:DateTimeOriginal"),
        ("original", "photoshop:DateCreated"),
        ("digitized", "exif:DateTimeDigitized"),
        ("digitized", "xmp:CreateDate"),
        ("modified", "xmp:ModifyDate"),
        ("modified", "tiff:DateTime"),
    ):
        found.append((role, f"XMP {path}", read_iso_date(metadata.xmp_text(path))))
    for role, date, time in (
        ("original", "DateCreated", "TimeCreated"),
        ("digitized", "DigitalCreationDate", "DigitalCreationTime"),
    ):
        moment = read_iptc_date(metadata.iptc_text(date), metadata.iptc_text(time))
        found.append((role, f"IPTC {date}", moment))
    texts = metadata.text("Creation Time")
    found.append(("original", "PNG text Creation Time", read_iso_date(texts) if texts else None))
    return tuple(Dated(role, place, moment) for role, place, moment in found if moment is not None)


def date_of(dates: tuple[Dated, ...], role: str) -> Dated | None:
    """The first date of a role."""
    return next((item for item in dates if item.role == role), None)


def date_findings(metadata: Metadata) -> tuple[Finding, ...]:
    """`metadata.date`, or nothing when the file gives none."""
    dates = all_dates(metadata)
    if not dates:
        return ()
    measurements = []
    said_at: dict[str, list[str]] = {}
    for role, name in NAMES.items():
        dated = date_of(dates, role)
        if dated is None:
            continue
        measurements.append(Measurement(name, with_offset(dated.moment)))
        if role != "gps":
            said_at.setdefault(dated.moment.spoken, []).append(WORDS[role])
    first = date_of(dates, "original") or date_of(dates, "digitized")
    if first and first.moment.offset is not None:
        measurements.append(Measurement("offset", offset_text(first.moment.offset)))
    changed = date_of(dates, "modified")
    if changed and changed.moment.offset is not None:
        measurements.append(Measurement("offset_modified", offset_text(changed.moment.offset)))
    rows = tuple(Row(f"{item.place}", item.moment.text, note=WORDS[item.role]) for item in dates)
    said = (
        "; ".join(f"{_listed(roles)} {moment}" for moment, roles in said_at.items())
        or "the satellites' time only"
    )
    return (
        Finding(
            "metadata.date",
            f"The file gives these dates: {said}.",
            measurements=tuple(measurements),
            tables=(Table("Dates by source", rows),),
            limits=LIMITS,
        ),
    )


def _listed(roles: list[str]) -> str:
    """`taken, digitised and last changed`: most files say one date three times."""
    return " and ".join(part for part in (", ".join(roles[:-1]), roles[-1]) if part)


def with_offset(moment: Moment) -> str:
    """ISO 8601, with the offset only where the file gives it."""
    return moment.iso + (offset_text(moment.offset) if moment.offset is not None else "")
