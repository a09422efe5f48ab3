"""What was not checked and would matter, by axis. A reader must never take silence for a result."""

from __future__ import annotations

from generator.assess.context import event_days
from generator.assess.dates import when
from generator.assess.place_time import why_no_sun
from generator.assess.sighted import outside_checks_of, searches_of, sightings_of
from generator.assess.subject import Subject
from generator.model import Axis, Citation, EvidenceKind, FileKind, Outcome, Run, Statement

_MATTERS: dict[Axis, tuple[str, ...]] = {
    Axis.ORIGIN: ("credentials", "metadata", "ai.watermark"),
    Axis.INTEGRITY: (
        "credentials",
        "metadata.consistency",
        "thumbnail",
        "jpeg.quantization",
        "pixels.jpeg-grid",
        "pixels.double-quantization",
        "pixels.copy-move",
    ),
    Axis.CONTEXT: ("metadata",),
}


_REGION_TESTS = ("pixels.jpeg-grid", "pixels.double-quantization", "pixels.copy-move")
"""Tests that can mark a region as altered."""


def not_checked(subject: Subject, axis: Axis) -> tuple[Statement, ...]:
    """Sentences on everything that stayed open, each with why; runs are cited by their line in the ledger."""
    statements = [
        Statement(
            f"“{subject.title_of(run)}” could not be checked: {run.reason.rstrip('.')}.",
            subject.cite_run(run.analyzer),
        )
        for run in subject.report.runs
        if not run.is_checked and run.analyzer in _MATTERS[axis] and not _is_for_other_kinds(subject, run)
    ]
    if axis is Axis.ORIGIN:
        statements.extend(_ai(subject))
    if axis is Axis.INTEGRITY:
        statements.append(_pixels(subject))
    if axis is Axis.CONTEXT:
        statements.extend(_context(subject))
    return tuple(statements)


def _pixels(subject: Subject) -> Statement:
    """Which tests of the pixels there are, since a reader expects more of them."""
    cited = tuple(citation for name in _REGION_TESTS for citation in subject.cite_run(name))
    if not cited:
        return Statement("The pixels were not tested for pasted or copied regions.")
    return Statement(
        "Changed regions were looked for by three traces: another JPEG grid, a missing earlier save, the same pixels twice. "
        "Retouching and pasting that leave none of these, or were made before the last strong compression, would not be seen.",
        cited,
    )


def _is_for_other_kinds(subject: Subject, run: Run) -> bool:
    """A test of JPEG compression is not missing from a PNG file."""
    return (
        run.analyzer in ("jpeg.quantization", "pixels.double-quantization")
        and run.outcome is Outcome.NOT_APPLICABLE
        and subject.exhibit.kind not in (FileKind.JPEG, FileKind.MPO)
    )


def _ai(subject: Subject) -> list[Statement]:
    """Marks that only their makers can read, unless a person asked them, and detectors."""
    statements = []
    if not outside_checks_of(subject) and (cited := subject.cite_run("ai.closed-watermarks")):
        statements.append(
            Statement(
                "Hidden marks that only their makers can read, such as Google's SynthID, were not checked: that takes a person "
                "and an upload.",
                cited,
            )
        )
    model = subject.report.run("ai.model")
    if model is None or not model.is_checked:
        statements.append(
            Statement(
                "No program guessed from the pixels whether AI made the picture: none known to us is reliable enough.",
                subject.cite_run("ai.model"),
            )
        )
    return statements


def _context(subject: Subject) -> list[Statement]:
    statements = []
    if not sightings_of(subject) and not any(item.is_answered for _, item in searches_of(subject)):
        statements.append(Statement("Where else the picture was used: no sightings are recorded for it."))
    statements += [
        Statement(
            f"“{item.service}” was asked {when(item.date)} and gave no usable answer, so what it knows was not checked.",
            (Citation(EvidenceKind.SEARCH, number=number),),
        )
        for number, item in searches_of(subject)
        if not item.is_answered
    ]
    if subject.case is not None and subject.case.claim is not None and event_days(subject) is None:
        statements.append(
            Statement("The claim names no date of the event, so dates could not be compared with it.")
        )
    if missing := why_no_sun(subject):
        statements.append(missing)
    return statements
