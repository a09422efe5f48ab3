"""The first and the last moment that a date may mean anywhere on earth.

A day begins in Kiribati 26 hours before it begins in the last ships' zone (UTC+14 and UTC-12), so that a picture that was
posted "on the 27th" may show what happened "on the 28th". Where a moment is given with its zone, that moment counts.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

from generator.assess.dates import days

FIRST_ZONE = 14 * 60
"""Minutes east of UTC where a day begins first."""
LAST_ZONE = -12 * 60
"""Minutes east of UTC where it ends last."""


def latest(text: str) -> datetime | None:
    """The end of the last moment that a date may mean anywhere, in UTC; None when it is no date."""
    if moment := _moment(text):
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC) - timedelta(minutes=LAST_ZONE)
        return zoned.astimezone(UTC)
    found = days(text)
    return _at(found.last, LAST_ZONE) + timedelta(days=1) if found else None


def earliest(text: str, *, offsets: Collection[int] = ()) -> datetime | None:
    """The first moment that a date may mean where clocks show one of `offsets`, or anywhere, in UTC."""
    first = max(offsets, default=FIRST_ZONE)
    if moment := _moment(text):
        zoned = moment if moment.tzinfo else moment.replace(tzinfo=UTC) - timedelta(minutes=first)
        return zoned.astimezone(UTC)
    found = days(text)
    return _at(found.first, first) if found else None


def _moment(text: str) -> datetime | None:
    """A moment with its time of day; None for whole days and for what is too near to the ends of the calendar."""
    if len(text) < 16 or days(text) is None:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if 2 < found.year < 9998 else None


def _at(day: date, offset: int) -> datetime:
    return datetime.combine(day, time(0), UTC) - timedelta(minutes=offset)
