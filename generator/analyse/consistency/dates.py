"""Rules that hold the file's dates against each other. Clocks are often wrong: only an impossible order is flagged."""

from __future__ import annotations

from generator.analyse.consistency.facts import WIDEST_ZONES, Facts, duration, finding
from generator.analyse.metadata.dates import Moment
from generator.analyse.metadata.digest.when import Dated
from generator.model import Finding, Measurement, Row

RESET_DAYS = frozenset(
    {"1904-01-01", "1970-01-01", "1980-01-01", "1990-01-01", "1999-12-31", "2000-01-01", "2000-01-00"}
)
"""Days that cameras' and computers' clocks start from when nobody set them."""
ZONE_STEP = 15 * 60
"""Seconds; all time zones differ by multiples of it."""


def modified_before_original(facts: Facts) -> tuple[Finding, ...] | None:
    """EXIF `DateTime` (last change) must not lie before `DateTimeOriginal`; XMP `ModifyDate` not before `CreateDate`.

    Source: EXIF 2.32 section 4.6.5. Among 678 public files 6 broke it. Without offsets, up to 26 hours may be time zones.
    """
    pairs = [
        (
            facts.dated("modified", "EXIF"),
            facts.dated("original", "EXIF") or facts.dated("digitized", "EXIF"),
        ),
        (facts.dated("modified", "XMP xmp:"), facts.dated("digitized", "XMP xmp:")),
    ]
    compared = False
    for modified, original in pairs:
        gap = gap_of(modified, original)
        if gap is None or modified is None or original is None:
            continue
        compared = True
        seconds, is_exact = gap
        if seconds > -2:
            continue
        flag = is_exact or seconds < -WIDEST_ZONES
        excuse = "" if flag else " The difference is small enough to come from two time zones."
        return finding(
            "modified-before-original",
            f"By its own dates the file was last changed {duration(seconds)} before it was taken.{excuse}",
            Measurement("gap", round(seconds), "s"),
            flag=flag,
            rows=_rows(modified, original),
            limits="A wrong clock on the camera or the computer gives the same picture as a made-up date.",
        )
    return () if compared else None


def date_mismatch(facts: Facts) -> tuple[Finding, ...] | None:
    """A digital camera writes the same time as taken and as digitised; a scan of film does not.

    Source: EXIF 2.32 section 4.6.5, DateTimeOriginal and DateTimeDigitized. Shown, never flagged.
    """
    original, digitized = facts.dated("original", "EXIF"), facts.dated("digitized", "EXIF")
    gap = gap_of(digitized, original)
    if gap is None or original is None or digitized is None:
        return None
    if abs(gap[0]) <= 60:
        return ()
    return finding(
        "date-mismatch",
        f"The dates of taking and of digitising differ by {duration(gap[0])}.",
        Measurement("gap", round(gap[0]), "s"),
        rows=_rows(original, digitized),
        limits="Scans of film and corrected camera clocks look like this, too; cameras usually write the same time twice.",
    )


def dates_between_blocks(facts: Facts) -> tuple[Finding, ...] | None:
    """The date of taking in XMP and IPTC should be EXIF's. Differences by whole time zones are let pass.

    Source: Metadata Working Group guidelines 2.0 (2010), section 5.5, which maps these fields on each other.
    """
    original = facts.dated("original", "EXIF")
    others = [
        item for item in facts.dates if item.role == "original" and item.place.startswith(("XMP", "IPTC"))
    ]
    if original is None or not others:
        return None
    for other in others:
        if not _agree(original.moment, other.moment):
            return finding(
                "dates-differ-between-blocks",
                f"The file gives two dates of taking: {original.moment.spoken} ({original.place}) and "
                f"{other.moment.spoken} ({other.place}).",
                Measurement("exif", original.moment.iso),
                Measurement("other", other.moment.iso),
                rows=_rows(original, other),
                limits="Editors and agencies correct dates in one block and forget another; which is right can't be told.",
            )
    return ()


def unset_clock(facts: Facts) -> tuple[Finding, ...] | None:
    """Dates that clocks start from when nobody set them, and years before digital cameras.

    Source: common start dates of clocks (1904 Macintosh, 1970 Unix, 1980 FAT file system, 2000 many cameras). Dates in the
    future can't be checked: a build must not depend on the day on which it runs.
    """
    dated = facts.dated("original", "EXIF") or facts.dated("digitized", "EXIF")
    if dated is None or not dated.moment.day:
        return None
    year = int(dated.moment.iso[:4])
    if dated.moment.day in RESET_DAYS:
        return finding(
            "clock-not-set",
            f"The date of taking, {dated.moment.spoken}, is one that clocks show when nobody has set them.",
            Measurement("date", dated.moment.iso),
            rows=(Row(dated.place, dated.moment.text),),
            limits="A picture may really have been taken on that day.",
        )
    if year < 1990:
        return finding(
            "date-before-digital-cameras",
            f"The date of taking is in {year}, before digital cameras were sold. It may belong to a scanned print.",
            Measurement("date", dated.moment.iso),
            rows=(Row(dated.place, dated.moment.text),),
            limits="Archives date scans of film correctly with the day on which the film was exposed.",
        )
    return ()


def gap_of(later: Dated | None, earlier: Dated | None) -> tuple[float, bool] | None:
    """Seconds from `earlier` to `later`, and whether both offsets are known; None when one isn't exact."""
    if later is None or earlier is None:
        return None
    if later.moment.utc and earlier.moment.utc:
        return (later.moment.utc - earlier.moment.utc).total_seconds(), True
    if later.moment.local and earlier.moment.local:
        return (later.moment.local - earlier.moment.local).total_seconds(), False
    return None


def _agree(left: Moment, right: Moment) -> bool:
    if left.utc and right.utc and abs((left.utc - right.utc).total_seconds()) <= 60:
        return True
    if left.local and right.local:
        gap = abs((left.local - right.local).total_seconds())
        off_step = min(gap % ZONE_STEP, ZONE_STEP - gap % ZONE_STEP)
        return gap <= 60 or (gap <= WIDEST_ZONES and off_step <= 2)
    shared = min(len(left.iso), len(right.iso), 10)
    return left.iso[:shared] == right.iso[:shared]


def _rows(*dated: Dated) -> tuple[Row, ...]:
    return tuple(Row(item.place, item.moment.text) for item in dated)
