"""Checks what an analyzer gave, and makes it fit to be stored and shown.

Text out of a hostile file may hold control characters, halves of surrogate pairs and marks that turn the direction of
writing: each becomes U+FFFD, and long text is cut with a sign that it was. What breaks the contract itself (a foreign code,
NaN, a region without area) is a fault of the analyzer and raises `BrokenContract`.
"""

from __future__ import annotations

import dataclasses
import math
import numbers
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from generator.model import Figure, Finding, Measurement, Region, Row, Table

MOST_FINDINGS = 200
MOST_ROWS = 3_000
MOST_TEXT = 2_000
MOST_INTEGER = 2**63

_UNFIT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_BLOB = re.compile(r"[0-9a-f]{64}")


class BrokenContract(Exception):
    """An analyzer gave something that it must not give."""


def tidy(findings: Any, analyzer: str) -> tuple[Finding, ...]:
    """The findings of `analyzer`, checked, cleaned and bounded."""
    if not isinstance(findings, (tuple, list)) or not all(isinstance(item, Finding) for item in findings):
        raise BrokenContract(f"run() gave {type(findings).__name__}, not a tuple of findings")
    if len(findings) > MOST_FINDINGS:
        raise BrokenContract(f"run() gave {len(findings)} findings; at most {MOST_FINDINGS} are allowed")
    return tuple(_finding(item, analyzer) for item in findings)


def clean_text(text: str, most: int = MOST_TEXT) -> str:
    """Text without characters that harm a page or a terminal, cut at `most` characters."""
    text = _UNFIT.sub("\ufffd", text[: most + 1])
    return text if len(text) <= most else text[: most - 2].rstrip() + " …"


def clean_reason(text: str) -> str:
    """A message on one line, without memory addresses, which differ from run to run."""
    return clean_text(" ".join(_ADDRESS.sub("", text[:MOST_TEXT]).split()), 300)


def _finding(finding: Finding, analyzer: str) -> Finding:
    if finding.code != analyzer and not finding.code.startswith(analyzer + "."):
        raise BrokenContract(f"the code {finding.code!r} doesn't begin with the analyzer's id")
    if not finding.statement.strip():
        raise BrokenContract(f"the finding {finding.code} has no statement")
    tidied: Finding = _texts(finding)
    return replace(
        tidied,
        measurements=tuple(_measurement(item) for item in tidied.measurements),
        tables=_tables(tidied.tables),
        regions=tuple(_region(item) for item in tidied.regions),
        figures=tuple(_figure(item) for item in tidied.figures),
    )


def _texts(value: Any) -> Any:
    """The same dataclass value with every text in it cleaned; enumerations and numbers stay."""
    if type(value) is str:
        return clean_text(value)
    if isinstance(value, tuple):
        return tuple(_texts(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        if isinstance(value, Row):
            # The most frequent value by far: written out, as it costs a tenth.
            name, text, raw, note = (
                clean_text(item) for item in (value.name, value.value, value.raw, value.note)
            )
            return Row(name, text, raw, value.privacy, note, value.depth, value.figure)
        changes = {field.name: _texts(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return type(value)(**changes)
    return value


def _measurement(item: Measurement) -> Measurement:
    value: Any = item.value
    if isinstance(value, (bool, str)):
        return item
    if isinstance(value, numbers.Integral):
        whole = int(value)
        return replace(item, value=whole if abs(whole) < MOST_INTEGER else clean_text(hex(whole)))
    if isinstance(value, numbers.Real):
        number = float(value)
        if not math.isfinite(number):
            raise BrokenContract(f"the measurement {item.name} is {number}")
        return replace(item, value=number)
    raise BrokenContract(f"the measurement {item.name} is a {type(value).__name__}")


def _tables(tables: Iterable[Table]) -> tuple[Table, ...]:
    """At most `MOST_ROWS` rows in all; what is left out is said in the last row."""
    kept: list[Table] = []
    left = MOST_ROWS
    for table in tables:
        rows = table.rows[:left]
        left -= len(rows)
        if missing := len(table.rows) - len(rows):
            rows = (*rows, Row("…", f"{missing} more entries are not shown"))
        kept.append(replace(table, rows=rows))
    return tuple(kept)


def _region(region: Region) -> Region:
    x, y, width, height = int(region.x), int(region.y), int(region.width), int(region.height)
    if width < 1 or height < 1:
        raise BrokenContract(f"the region {region.label!r} has no area")
    return Region(x, y, width, height, region.label)


def _figure(figure: Figure) -> Figure:
    if not _BLOB.fullmatch(figure.blob):
        raise BrokenContract(f"the figure {figure.role} doesn't name its bytes by their SHA-256")
    return figure
