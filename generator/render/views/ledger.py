"""The three-state ledger: every run of every analyzer, and its findings with their numbers.

Only publishable reports come in here (`Index.report`), so nothing withheld can go out.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.model import (
    Bearing,
    ErrorRate,
    EvidenceKind,
    Exhibit,
    Figure,
    Finding,
    Measurement,
    Outcome,
    Row,
    Run,
    Table,
)
from generator.render import privacy, text, urls
from generator.render.contexts.evidence import (
    ErrorRateView,
    FigureView,
    FindingView,
    LedgerView,
    RowView,
    RunView,
    TableView,
)
from generator.render.environment import Environment
from generator.render.views import citations, regions, world

DEFAULT_TEMPLATE = "findings/_default.html"

_MEASURED = {
    "sha256": "SHA-256",
    "sha1": "SHA-1",
    "md5": "MD5",
    "pixel_sha256": "SHA-256 of the pixels",
    "phash": "pHash",
    "dhash": "dHash",
    "pdq": "PDQ",
    "pdq_quality": "PDQ quality",
    "pdq_mirrored": "PDQ, mirrored",
    "pdq_rot90": "PDQ, turned by 90°",
    "pdq_rot180": "PDQ, turned by 180°",
    "pdq_rot270": "PDQ, turned by 270°",
    "huffman_tables": "Huffman tables",
    "huffman": "Huffman tables",
}
"""Proper names of measurements, alike in every language; the others are shown by their own words."""


def ledger(env: Environment, exhibit: Exhibit) -> LedgerView:
    """All runs of the exhibit, by state."""
    report = env.index.report(exhibit.id)
    runs: list[RunView] = []
    first = 1
    for place, run in enumerate(report.runs, 1):
        runs.append(_run(env, exhibit, run, place, first))
        first += len(run.findings)
    by_outcome = list(zip(runs, (run.outcome for run in report.runs), strict=True))
    return LedgerView(
        found=tuple(view for view, outcome in by_outcome if outcome is Outcome.FOUND),
        nothing=tuple(view for view, outcome in by_outcome if outcome is Outcome.NOTHING),
        not_checked=tuple(
            view for view, outcome in by_outcome if outcome in (Outcome.NOT_APPLICABLE, Outcome.FAILED)
        ),
        findings=first - 1,
    )


def scripts(env: Environment, exhibit: Exhibit) -> tuple[str, ...]:
    """Scripts of `templates/static` that are named like an analyzer, where that one has figures to show."""
    return tuple(
        run.analyzer
        for run in env.index.report(exhibit.id).runs
        if run.analyzer in env.statics.scripts and any(finding.figures for finding in run.findings)
    )


def error_rate(env: Environment, rate: ErrorRate) -> ErrorRateView:
    """Measured rates in words."""
    words = env.words.finding
    alarms = round(rate.false_alarms * rate.pictures)
    accused = (words.error_alarms if alarms else words.error_no_alarm).format(
        alarms=f"{alarms:,}",
        pictures=f"{rate.pictures:,}",
        high=text.percent(rate.false_alarms_high, digits=1),
    )
    if rate.altered is None:
        found = words.error_found_share.format(found=text.percent(rate.detections))
    elif rate.altered:
        count = round(rate.detections * rate.altered)
        found = words.error_found.format(found=f"{count:,}", altered=f"{rate.altered:,}")
    else:
        found = words.error_none_altered
    return ErrorRateView(
        sentence=f"{accused} {found}",
        conditions=words.error_conditions.format(conditions=rate.conditions, corpus=rate.corpus),
    )


def _run(env: Environment, exhibit: Exhibit, run: Run, place: int, first: int) -> RunView:
    analyzer = env.index.analyzers.get(run.analyzer)
    own = f"findings/{run.analyzer}.html"
    return RunView(
        anchor=citations.anchor(env, EvidenceKind.RUN, exhibit.id, place),
        title=analyzer.title if analyzer else run.analyzer,
        question=analyzer.question if analyzer else "",
        method=urls.method(run.analyzer) if analyzer else "",
        outcome=run.outcome.value,
        reason=text.sentence(text.visible(run.reason)),
        nothing_means=analyzer.nothing_means if analyzer else "",
        how=", ".join((f"{run.analyzer} {run.version}", *run.engines)),
        parameters=run.parameters,
        findings=tuple(
            _finding(env, exhibit, finding, number) for number, finding in enumerate(run.findings, first)
        ),
        template=own if own in env.finding_templates else DEFAULT_TEMPLATE,
        history=_history(env, exhibit) if run.analyzer == "credentials" else (),
    )


def _history(env: Environment, exhibit: Exhibit) -> tuple[RowView, ...]:
    """Earlier and later judgements of the credential, in the order in which they were made."""
    words = env.words.credentials
    return tuple(
        RowView(
            name=text.visible(state.lists) or words.no_list,
            value=words.state.format(
                issuer=text.visible(state.issuer) or "?", trust=text.visible(state.trust)
            ),
            note=words.state_integrity.format(
                signature=text.visible(state.signature), binding=text.visible(state.content_binding)
            ),
        )
        for state in exhibit.credential_history
    )


def _finding(env: Environment, exhibit: Exhibit, finding: Finding, number: int) -> FindingView:
    return FindingView(
        anchor=citations.anchor(env, EvidenceKind.FINDING, exhibit.id, number),
        code=finding.code,
        statement=text.visible(finding.statement),
        weights=tuple(
            (
                env.words.finding.supports
                if weight.bearing is Bearing.SUPPORTS
                else env.words.finding.contradicts
            ).format(axis=getattr(env.words.axis, weight.axis.value), value=weight.value)
            for weight in finding.weights
        ),
        limits=finding.limits,
        error_rate=error_rate(env, finding.error_rate) if finding.error_rate else None,
        measurements=_measurements(env, finding.measurements),
        tables=tuple(_table(env, table, finding.figures) for table in finding.tables if table.rows),
        figures=tuple(_figure(figure) for figure in finding.figures),
        regions=regions.overlay(env, exhibit, finding.regions) if finding.regions else None,
        map=world.world_map(finding, env.words),
    )


def _measurements(env: Environment, items: tuple[Measurement, ...]) -> TableView | None:
    if not items:
        return None
    rows = tuple(_measurement(env, item) for item in items)
    return TableView(env.words.finding.measured, rows, has_raw=False, has_notes=False)


def _measurement(env: Environment, item: Measurement) -> RowView:
    hidden = privacy.is_withheld(item.privacy, env.data.settings.privacy)
    words = env.words.finding
    shown = text.visible(text.number(item.value, words.yes, words.no))
    return RowView(
        _MEASURED.get(item.name, item.name.replace("_", " ")),
        f"{shown} {item.unit}".rstrip(),
        is_withheld=hidden,
    )


def _table(env: Environment, table: Table, figures: tuple[Figure, ...]) -> TableView:
    pictures = {figure.blob: urls.media(figure.blob, figure.media_type) for figure in figures}
    return TableView(
        title=text.visible(table.title, limit=200),
        rows=tuple(_row(env, row, pictures) for row in table.rows),
        has_raw=any(row.raw for row in table.rows),
        has_notes=any(row.note for row in table.rows),
        is_ordered=table.is_ordered,
    )


def _row(env: Environment, row: Row, pictures: Mapping[str, str]) -> RowView:
    hidden = privacy.is_withheld(row.privacy, env.data.settings.privacy)
    name, value = text.visible(row.name, limit=200), text.visible(row.value)
    raw, note = text.visible(row.raw), text.visible(row.note)
    return RowView(name, value, raw, note, hidden, row.depth, pictures.get(row.figure, ""))


def _figure(figure: Figure) -> FigureView:
    return FigureView(
        href=urls.media(figure.blob, figure.media_type),
        width=figure.width,
        height=figure.height,
        alt=text.visible(figure.alt),
        shows=text.visible(figure.shows),
        does_not_show=text.visible(figure.does_not_show),
        role=figure.role,
    )
