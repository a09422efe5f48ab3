"""Exhibits, ledgers and cases in a few words, for tests of the stages that only read them."""

from __future__ import annotations

from generator.assess.subject import Subject
from generator.model import (
    Axis,
    Bearing,
    Case,
    Claim,
    DateKind,
    Exhibit,
    FileKind,
    Finding,
    Link,
    MatchKind,
    Measurement,
    Outcome,
    Report,
    Run,
    Sighting,
    Weight,
)

CHAIN = (
    "file.identity",
    "file.structure",
    "metadata",
    "metadata.consistency",
    "thumbnail",
    "jpeg.quantization",
    "credentials",
)
"""Ids of the chain, as the stages after analysis see them."""


def finding(
    code: str, *weights: Weight, statement: str = "", **measurements: str | int | float | bool
) -> Finding:
    """A finding that says its own code unless told otherwise."""
    return Finding(
        code,
        statement or f"This is {code}.",
        weights=weights,
        measurements=tuple(Measurement(name, value) for name, value in measurements.items()),
    )


def supports(axis: Axis, value: str) -> Weight:
    """A weight for a value."""
    return Weight(Bearing.SUPPORTS, axis, value)


def contradicts(axis: Axis, value: str) -> Weight:
    """A weight against a value."""
    return Weight(Bearing.CONTRADICTS, axis, value)


def report(
    *findings: Finding, outcomes: dict[str, Outcome] | None = None, chain: tuple[str, ...] = CHAIN
) -> Report:
    """A ledger with the findings at their analyzers; the others found nothing, or ended as `outcomes` says."""
    runs = []
    for analyzer in chain:
        own = tuple(item for item in findings if _analyzer_of(item.code, chain) == analyzer)
        outcome = (outcomes or {}).get(analyzer, Outcome.FOUND if own else Outcome.NOTHING)
        reason = "" if outcome is Outcome.FOUND else f"the reason of {analyzer}"
        runs.append(Run(analyzer, "1", outcome, reason, findings=own))
    return Report("a-0123456789", tuple(runs))


def subject(
    *findings: Finding,
    outcomes: dict[str, Outcome] | None = None,
    chain: tuple[str, ...] = CHAIN,
    links: tuple[Link, ...] = (),
    case: Case | None = None,
    credit: str = "",
) -> Subject:
    """One exhibit with its ledger."""
    path = "cases/2026/a-case/a.jpg" if case else "a.jpg"
    exhibit = Exhibit(
        "a-0123456789", path, "0123456789" + "0" * 54, 1000, FileKind.JPEG, case.slug if case else ""
    )
    if credit:
        exhibit = Exhibit(exhibit.id, path, exhibit.sha256, 1000, FileKind.JPEG, exhibit.case, credit=credit)
    return Subject(exhibit, report(*findings, outcomes=outcomes, chain=chain), links, case)


def case(
    event_date: str = "2026-01-28",
    *sightings: Sighting,
    claimed: bool = True,
    question: str = "",
    summary: str = "",
    event_place: str = "",
    event_position: tuple[float, float] | None = None,
) -> Case:
    """A case with one picture and a claim about when it was taken."""
    words = "This was last night."
    claim = Claim(words, event_date=event_date, event_place=event_place, event_position=event_position)
    return Case(
        "a-case",
        "cases/2026/a-case/case.md",
        "A case",
        "en",
        claim=claim if claimed else None,
        question=question,
        summary=summary,
        exhibits=("a-0123456789",),
        sightings=sightings,
    )


def sighting(
    date: str,
    *,
    kind: DateKind = DateKind.PUBLISHED,
    match: MatchKind = MatchKind.SAME_PICTURE,
    picture: str = "",
    publisher: str = "",
    is_compared: bool = True,
) -> Sighting:
    """A sighting of the picture, compared here where it can have been."""
    can_be_compared = match.is_of_picture and match is not MatchKind.UNVERIFIED
    words = "Compared." if is_compared and can_be_compared else ""
    return Sighting(
        "https://example.org/a", date, kind, publisher, match=match, picture=picture, compared=words
    )


def _analyzer_of(code: str, chain: tuple[str, ...]) -> str:
    """The longest id that the code begins with."""
    fitting = [name for name in chain if code == name or code.startswith(name + ".")]
    return max(fitting, key=len)
