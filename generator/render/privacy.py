"""What published pages withhold: positions, serial numbers and, when the publisher says so, names of people.

A withheld value is named as withheld, never silently dropped. Analyzers mark such values with `Privacy`; here they are
replaced, and the same literal value is also masked wherever else it occurs in texts about the same picture, because cameras
repeat their serial number in maker notes and editors copy positions into captions. A value written in another notation
(a position in other units, a serial number split in two) is only caught where its analyzer marked it.

`published(report, settings)` gives a report that may be written into any file of the site, pages and JSON alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from generator.model import Case, Finding, Measurement, Privacy, Region, Report, Row, Run
from generator.settings import PrivacySettings

MASK = "[withheld]"
"""Stands where a withheld value was repeated inside another text."""

HIDDEN_FIGURES = (
    "The pictures of this finding are withheld, because they would show what is hidden in the picture."
)
"""Said where the pictures of evidence of a redacted or sensitive exhibit would stand."""

_HASH = re.compile(r"[0-9a-f]{16,}")
_EVERYDAY = frozenset(
    {
        "unknown",
        "none",
        "null",
        "n/a",
        "default",
        "camera",
        "digital camera",
        "picasa",
        "image",
        "user",
        "owner",
        "author",
        "0000",
    }
)


def is_withheld(privacy: Privacy, settings: PrivacySettings) -> bool:
    """Whether values of this kind stay off the pages."""
    allowed = {
        Privacy.PUBLIC: True,
        Privacy.LOCATION: settings.show_location,
        Privacy.SERIAL: settings.show_serial_numbers,
        Privacy.PERSON: settings.show_personal_names,
    }
    return not allowed[privacy]


def stand_in(privacy: Privacy) -> str:
    """What is shown instead of a withheld value: `withheld: location`."""
    return f"withheld: {privacy.value}"


@dataclass(frozen=True, slots=True)
class Mask:
    """Replaces the withheld literals of one picture in any text about it."""

    pattern: re.Pattern[str] | None
    """Matches every withheld literal; None when nothing is withheld."""
    kinds: tuple[Privacy, ...]
    """The kinds of values that are withheld from this picture's pages, in the order of `Privacy`."""

    def text(self, value: str) -> str:
        """`value` with every withheld literal replaced."""
        if self.pattern is None or not value or _HASH.fullmatch(value):
            return value
        return self.pattern.sub(MASK, value)


NO_MASK = Mask(None, ())
"""For texts about no picture, or a picture without withheld values."""


def mask_of(report: Report, settings: PrivacySettings) -> Mask:
    """The mask for all texts about the exhibit of this report."""
    kinds: set[Privacy] = set()
    literals: set[str] = set()
    for item in _marked(report):
        if is_withheld(item.privacy, settings):
            kinds.add(item.privacy)
            literals.update(_spellings(item.value))
            if isinstance(item, Row):
                literals.update(_spellings(item.raw))
    return Mask(_pattern(literals), tuple(kind for kind in Privacy if kind in kinds))


def published(report: Report, settings: PrivacySettings, mask: Mask | None = None) -> Report:
    """The report as it may be published: withheld values replaced, their literals masked everywhere else."""
    mask = mask_of(report, settings) if mask is None else mask
    if not mask.kinds:
        return report
    return replace(report, runs=tuple(_run(run, settings, mask) for run in report.runs))


def published_case(case: Case, settings: PrivacySettings) -> Case:
    """The case as it may be published: without the position of the claimed place where positions are withheld."""
    if case.claim is None or case.claim.event_position is None or not is_withheld(Privacy.LOCATION, settings):
        return case
    return replace(case, claim=replace(case.claim, event_position=None))


def without_figures(report: Report) -> Report:
    """The report without pictures of evidence: for exhibits of which something is hidden, as every preview would show it."""

    def bare(finding: Finding) -> Finding:
        if not finding.figures:
            return finding
        return replace(finding, figures=(), limits=f"{finding.limits} {HIDDEN_FIGURES}".strip())

    runs = (replace(run, findings=tuple(bare(finding) for finding in run.findings)) for run in report.runs)
    return replace(report, runs=tuple(runs))


def _marked(report: Report) -> Iterable[Measurement | Row]:
    for run in report.runs:
        for finding in run.findings:
            yield from (item for item in finding.measurements if item.privacy is not Privacy.PUBLIC)
            for table in finding.tables:
                yield from (row for row in table.rows if row.privacy is not Privacy.PUBLIC)


def _spellings(value: str | int | float | bool) -> set[str]:
    """How a withheld value may be written elsewhere. Short and everyday values are left, or half the page would vanish."""
    if isinstance(value, bool):
        return set()
    if isinstance(value, (int, float)):
        size = abs(value)
        texts = {str(value), str(size), *(f"{size:.{places}f}" for places in range(3, 9))}
        # Cut as well as rounded, because programs do both.
        texts |= {str(size)[: str(size).find(".") + 1 + places] for places in range(3, 9) if "." in str(size)}
        return {text for text in texts if len(text.replace(".", "").strip("-0")) >= 4}
    text = value.strip()
    return (
        {text}
        if 4 <= len(text) <= 200 and text.lower() not in _EVERYDAY and not set(text) <= set("0 .-")
        else set()
    )


def _pattern(literals: set[str]) -> re.Pattern[str] | None:
    if not literals:
        return None
    longest_first = sorted(literals, key=lambda text: (-len(text), text))
    # A short literal must stand alone; otherwise a four-digit serial number would punch holes into every number.
    parts = [
        re.escape(text) if len(text) >= 6 else rf"(?<!\w){re.escape(text)}(?!\w)" for text in longest_first
    ]
    return re.compile("|".join(parts), re.IGNORECASE)


def _run(run: Run, settings: PrivacySettings, mask: Mask) -> Run:
    findings = tuple(_finding(finding, settings, mask) for finding in run.findings)
    return replace(run, reason=mask.text(run.reason), findings=findings)


def _finding(finding: Finding, settings: PrivacySettings, mask: Mask) -> Finding:
    return replace(
        finding,
        statement=mask.text(finding.statement),
        limits=mask.text(finding.limits),
        measurements=tuple(_measurement(item, settings, mask) for item in finding.measurements),
        tables=tuple(
            replace(
                table,
                title=mask.text(table.title),
                rows=tuple(_row(row, settings, mask) for row in table.rows),
            )
            for table in finding.tables
        ),
        regions=tuple(_region(region, mask) for region in finding.regions),
        figures=tuple(
            replace(
                figure,
                alt=mask.text(figure.alt),
                shows=mask.text(figure.shows),
                does_not_show=mask.text(figure.does_not_show),
            )
            for figure in finding.figures
        ),
    )


def _measurement(item: Measurement, settings: PrivacySettings, mask: Mask) -> Measurement:
    if is_withheld(item.privacy, settings):
        return replace(item, value=stand_in(item.privacy), unit="")
    if isinstance(item.value, str):
        masked = mask.text(item.value)
        return item if masked == item.value else replace(item, value=masked)
    return item


def _row(row: Row, settings: PrivacySettings, mask: Mask) -> Row:
    if is_withheld(row.privacy, settings):
        return replace(row, value=stand_in(row.privacy), raw="", note=mask.text(row.note))
    value, raw, note = mask.text(row.value), mask.text(row.raw), mask.text(row.note)
    return (
        row
        if (value, raw, note) == (row.value, row.raw, row.note)
        else replace(row, value=value, raw=raw, note=note)
    )


def _region(region: Region, mask: Mask) -> Region:
    return replace(region, label=mask.text(region.label)) if region.label else region
