"""Dates as precise as they are known, compared without pretending to know more.

`2019-03` is any day of March 2019. One date is before another only when its last possible day lies before the other's
first. Times and zones are left out on purpose: a day's tolerance for zones is the caller's.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
"""English names, whatever the machine's language."""

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?\Z", re.DOTALL | re.ASCII)


@dataclass(frozen=True, slots=True)
class Days:
    """The days a date may mean, both ends included."""

    first: date
    """Earliest possible day."""
    last: date
    """Latest possible day."""

    def is_before(self, other: Days, *, tolerance: int = 0) -> bool:
        """Whether every possible day lies more than `tolerance` days before every possible day of `other`."""
        return self.last + timedelta(days=tolerance) < other.first

    def overlaps(self, other: Days, *, tolerance: int = 0) -> bool:
        """Whether both can mean the same day, give or take `tolerance` days."""
        return not self.is_before(other, tolerance=tolerance) and not other.is_before(
            self, tolerance=tolerance
        )


def days(text: object) -> Days | None:
    """The days that an ISO 8601 date (`2019`, `2019-03`, `2019-03-14`, with or without a time) may mean.

    None for anything else, the impossible days and the year 0 that metadata often hold included.
    """
    match = _ISO.match(text) if isinstance(text, str) else None
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not 2 <= year <= 9998:
        return None
    try:
        if month is None:
            return Days(date(year, 1, 1), date(year, 12, 31))
        if day is None:
            return Days(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
        return Days(date(year, month, day), date(year, month, day))
    except (ValueError, calendar.IllegalMonthError):
        return None


def spoken(text: str) -> str:
    """A date for readers: `14 March 2019`, `March 2019`, `2019`; the text itself when it isn't an ISO date."""
    match = _ISO.match(text)
    if match is None or days(text) is None:
        return text
    year, month, day = match.groups()
    name = MONTHS[int(month) - 1] if month else ""
    return " ".join(part for part in (str(int(day)) if day else "", name, year) if part)


def when(text: str) -> str:
    """A date with its preposition: `on 14 March 2019`, `in March 2019`, `in 2019`."""
    words = spoken(text)
    return f"{'on' if words[:1].isdigit() and ' ' in words else 'in'} {words}" if days(text) else words
