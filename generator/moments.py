"""The order of dates of any precision, as notes and services give them."""

from __future__ import annotations

from datetime import UTC, datetime


def order(date: str) -> tuple[str, str]:
    """Sorts ISO 8601 dates by time; moments with a zone by their time in UTC. What is no date sorts as text."""
    if len(date) > 16 and (date.endswith("Z") or date[-6] in "+-"):
        try:
            return datetime.fromisoformat(date).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f"), date
        except (ValueError, OverflowError):
            return date, date
    return date, date
