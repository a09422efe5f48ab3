"""What the rules compare, and how a rule answers.

A rule is a function of `Facts`. It gives `None` when the file lacks what it compares, an empty tuple when everything
agrees, and otherwise findings. Its docstring says what it compares and why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.analyse.containers.parts import Container
from generator.analyse.metadata.digest.when import Dated, all_dates
from generator.analyse.metadata.read import Metadata, read_metadata
from generator.model import Finding, Measurement, Row, Table

WIDEST_ZONES = 26 * 3600
"""Seconds between the westernmost and the easternmost clock; smaller gaps may be time zones."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that rules compare."""

    metadata: Metadata
    """All blocks."""
    container: Container
    """The file's structure: size and kind."""
    dates: tuple[Dated, ...]
    """All dates, EXIF first."""

    def dated(self, role: str, block: str = "") -> Dated | None:
        """The first date of a role whose place begins with `block`."""
        return next((item for item in self.dates if item.role == role and item.place.startswith(block)), None)


Rule = Callable[[Facts], tuple[Finding, ...] | None]
"""None: nothing to compare. Empty: compared, agrees."""


def facts_of(container: Container) -> Facts:
    """Reads what the rules need."""
    metadata = read_metadata(container)
    return Facts(metadata, container, all_dates(metadata))


def finding(
    name: str,
    statement: str,
    *measurements: Measurement,
    flag: bool = False,
    rows: tuple[Row, ...] = (),
    limits: str,
) -> tuple[Finding, ...]:
    """One finding of `metadata.consistency`. `flag` marks what deserves a second look; all else is only shown."""
    tables = (Table("Compared", rows),) if rows else ()
    code = f"metadata.consistency.{name}"
    return (Finding(code, statement, (), (*measurements, Measurement("flag", flag)), tables, limits=limits),)


def duration(seconds: float) -> str:
    """A gap in words: `3 days`, `2 hours`, `40 seconds`."""
    size = abs(seconds)
    for unit, length in (("year", 365.25 * 86400), ("day", 86400), ("hour", 3600), ("minute", 60)):
        if size >= length * (2 if unit == "year" else 1):
            count = round(size / length)
            return f"{count} {unit}{'s' if count != 1 else ''}"
    return f"{round(size)} second{'s' if round(size) != 1 else ''}"
