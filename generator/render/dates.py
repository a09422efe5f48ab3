"""Dates as a reader sees them. Sources give them with different precision (ISO 8601); none is made up here.

A date that can't be read is shown as it was written. Nothing is converted between time zones.
"""

from __future__ import annotations

import re
from typing import Any

from markupsafe import Markup, escape

_ISO = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)"
    r"(?::(?P<second>\d\d)(?:\.\d+)?)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?)?)?"
)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def words_for(date: str, months: list[str]) -> str:
    """`14 March 2019, 08:00 UTC` for `2019-03-14T08:00:00Z`; the text itself when it isn't a date."""
    parts = _parts(date)
    if parts is None:
        return date
    text: str = parts["year"]
    if parts["month"]:
        text = f"{months[int(parts['month']) - 1]} {text}"
    if parts["day"]:
        text = f"{int(parts['day'])} {text}"
    if parts["hour"]:
        zone = {"": "", "Z": " UTC"}.get(parts["zone"], f" UTC{parts['zone']}")
        text += f", {parts['hour']}:{parts['minute']}{zone}"
    return text


def element(date: str, months: list[str]) -> Markup:
    """The date as a `time` element, or as plain text when machines could not read it."""
    shown = words_for(date, months)
    parts = _parts(date)
    if parts is None:
        return Markup("<bdi>{}</bdi>").format(shown)
    return Markup('<time datetime="{}">{}</time>').format(escape(date.replace(" ", "T")), shown)


def year(date: str) -> str:
    """Four digits, or nothing when the date can't be read."""
    parts = _parts(date)
    return parts["year"] if parts else ""


def newest(*dates: str) -> str:
    """The latest of the given dates; empty ones don't count."""
    return max((date for date in dates if date), default="")


def _parts(date: str) -> dict[str, Any] | None:
    match = _ISO.fullmatch(date)
    if match is None:
        return None
    parts = {name: value or "" for name, value in match.groupdict().items()}
    month, day = int(parts["month"] or 1), int(parts["day"] or 1)
    is_real = 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1] and int(parts["hour"] or 0) < 24
    return parts if is_real and int(parts["minute"] or 0) < 60 and int(parts["year"]) > 0 else None
