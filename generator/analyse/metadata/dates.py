"""Dates as metadata writes them, turned into one form that can be compared.

EXIF writes `2019:03:14 08:00:00` in the camera's local time, with the offset from UTC in tags of their own since version 2.31
(2016); XMP writes ISO 8601; IPTC writes `20190314` and `080000+0100` apart. A date without an offset stays without one: the
camera's clock may stand for any zone, or simply be wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.analyse.spoken import spoken_day

EXIF_DATE = re.compile(
    r"^\s*(\d{4})[:\-./ ](\d{1,2})[:\-./ ](\d{1,2})(?:[ T]+(\d{1,2})[: ](\d{1,2})(?:[: ](\d{1,2}))?)?"
)
ISO_DATE = re.compile(
    r"^\s*(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?)?)?\s*$"
)
OFFSET = re.compile(r"^\s*([+-])(\d{1,2}):?(\d{2})\s*$")


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """A date as stored, understood."""

    iso: str
    """ISO 8601, as precise as stored, without zone: `2019-03-14T08:00:00`, `2019-03`."""
    offset: int | None = None
    """Minutes east of UTC; None when the file doesn't say."""

    @property
    def local(self) -> datetime | None:
        """The clock's reading, when it is exact to the minute at least."""
        return datetime.fromisoformat(self.iso) if len(self.iso) >= 16 else None

    @property
    def day(self) -> str:
        """`YYYY-MM-DD`, or an empty string when it is less precise."""
        return self.iso[:10] if len(self.iso) >= 10 else ""

    @property
    def utc(self) -> datetime | None:
        """The moment in UTC, where the offset is known."""
        local = self.local
        if local is None or self.offset is None:
            return None
        try:
            return local - timedelta(minutes=self.offset)
        except OverflowError:
            return None

    @property
    def text(self) -> str:
        """For readers: `2019-03-14 08:00:00 (UTC+01:00)`."""
        return self.iso.replace("T", " ") + (
            f" (UTC{offset_text(self.offset)})" if self.offset is not None else ""
        )

    @property
    def spoken(self) -> str:
        """For sentences: `14 March 2019, 08:00:00 (UTC+01:00)`."""
        day, _, time = self.iso.partition("T")
        zone = f" (UTC{offset_text(self.offset)})" if self.offset is not None else ""
        return spoken_day(day) + (f", {time}" if time else "") + zone


def read_exif_date(text: str, *, offset: str = "") -> Moment | None:
    """An EXIF date and its offset tag; None for blanks, zeros and impossible dates."""
    found = EXIF_DATE.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second = (int(item) if item else None for item in found.groups())
    return _moment(year or 0, month, day, hour, minute, second, read_offset(offset))


def read_iso_date(text: str) -> Moment | None:
    """An XMP date (a profile of ISO 8601), as precise as written; None when it isn't one."""
    found = ISO_DATE.match(text)
    if not found:
        return read_exif_date(text)
    *numbers, zone = found.groups()
    year, month, day, hour, minute, second = (int(item) if item else None for item in numbers)
    return _moment(year or 0, month, day, hour, minute, second, read_offset(zone or ""))


def read_iptc_date(date: str, time: str = "") -> Moment | None:
    """IPTC's `CCYYMMDD` and `HHMMSS±HHMM`."""
    digits = re.sub(r"\D", "", date)
    if len(digits) != 8:
        return None
    clock = re.match(r"^\s*(\d{2}):?(\d{2}):?(\d{2})\s*([+-]\d{2}:?\d{2})?", time)
    hour, minute, second = (int(item) for item in clock.groups()[:3]) if clock else (None, None, None)
    offset = read_offset(clock.group(4) or "") if clock else None
    return _moment(int(digits[:4]), int(digits[4:6]), int(digits[6:]), hour, minute, second, offset)


def read_offset(text: str) -> int | None:
    """`+01:00` or `Z` in minutes east of UTC; None when absent or impossible."""
    if text.strip() == "Z":
        return 0
    found = OFFSET.match(text)
    if not found:
        return None
    sign, hours, minutes = found.groups()
    total = int(hours) * 60 + int(minutes)
    return None if total > 14 * 60 or int(minutes) > 59 else (-total if sign == "-" else total)


def offset_text(minutes: int) -> str:
    """Minutes east of UTC as `+01:00`."""
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def _moment(
    year: int,
    month: int | None,
    day: int | None,
    hour: int | None,
    minute: int | None,
    second: int | None,
    offset: int | None,
) -> Moment | None:
    try:
        whole = datetime(year, month or 1, day or 1, hour or 0, minute or 0, min(second or 0, 59))
    except ValueError:
        return None
    if year < 1800:
        return None
    if not month:
        return Moment(f"{year:04d}")
    if not day:
        return Moment(f"{year:04d}-{month:02d}")
    if hour is None:
        return Moment(whole.date().isoformat())
    return Moment(whole.isoformat(), offset)
