"""The order of dates of any precision, as notes and services give them."""

from __future__ import annotations

import re
from datetime import UTC, datetime


def order(date: str) -> tuple[str, str]:
    """Sorts ISO 8601 dates by time; moments with a zone by their time in UTC. What is no date sorts as text."""
    if len(date) > 16 and (date.endswith("Z") or date[-6] in "+-"):
        try:
            return datetime.fromisoformat(date).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f"), date
        except (ValueError, OverflowError):
            return date, date
    return date, date


def bound(date: str) -> tuple[str, str]:
    """Sorts dates by the last day that they may mean, as sightings bound no more: `2019-05` comes before `2019`."""
    if re.fullmatch(r"\d{4}", date, re.ASCII):
        return f"{date}-12-31T99", date
    if re.fullmatch(r"\d{4}-\d{2}", date, re.ASCII):
        return f"{date}-31T99", date
    return (f"{date}T99", date) if len(date) == 10 else order(date)
