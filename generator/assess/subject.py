"""What a rule looks at: one exhibit with everything that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.model import (
    Axis,
    Bearing,
    Case,
    Citation,
    Evidence,
    EvidenceKind,
    Exhibit,
    Link,
    OtherVersion,
    Report,
    Run,
    Statement,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """One exhibit, its ledger, its links and the case it belongs to."""

    exhibit: Exhibit
    """The picture."""
    report: Report
    """Its ledger."""
    links: tuple[Link, ...] = ()
    """Links that touch it; citations count in this list from 1."""
    case: Case | None = None
    """The case, if it belongs to one."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Title of every analyzer, by id."""
    versions: tuple[OtherVersion, ...] = ()
    """Versions of the same picture that are next to it in their family."""

    def weighing(self, axis: Axis, value: str, bearing: Bearing = Bearing.SUPPORTS) -> tuple[Evidence, ...]:
        """Evidence that supports (or contradicts) a proposition, in ledger order."""
        return tuple(
            item
            for item in self.report.evidence
            if any(
                weight.axis is axis and weight.value == value and weight.bearing is bearing
                for weight in item.finding.weights
            )
        )

    def title_of(self, run: Run) -> str:
        """What a run looked at, in the words of its analyzer; the id when these are unknown."""
        return self.titles.get(run.analyzer, run.analyzer)

    def text(self, code: str, name: str) -> str:
        """A measurement as text; empty when it is missing."""
        value = self.report.measure(code, name)
        return "" if value is None else str(value)

    def says(self, code: str, name: str, value: object) -> bool:
        """Whether a measurement of any finding with this code has exactly this value."""
        return any(item.finding.measure(name) == value for item in self.report.find(code))

    def cite(self, evidence: Evidence) -> Citation:
        """A citation of a finding."""
        return Citation(EvidenceKind.FINDING, self.exhibit.id, evidence.number)

    def cite_run(self, analyzer: str) -> tuple[Citation, ...]:
        """A citation of a line of the ledger; empty when the analyzer isn't part of the chain."""
        return tuple(
            Citation(EvidenceKind.RUN, self.exhibit.id, place)
            for place, run in enumerate(self.report.runs, 1)
            if run.analyzer == analyzer
        )

    def cite_link(self, link: Link) -> Citation:
        """A citation of one of the exhibit's links."""
        return Citation(EvidenceKind.LINK, self.exhibit.id, self.links.index(link) + 1)

    def cite_version(self, version: OtherVersion) -> tuple[Citation, ...]:
        """A citation of the link to another version, or to the exact copy that was compared with it; empty without one."""
        return tuple(
            Citation(EvidenceKind.LINK, self.exhibit.id, place)
            for place, link in enumerate(self.links, 1)
            if (version.by or version.other) in (link.left, link.right)
        )[:1]

    def state(self, evidence: Iterable[Evidence]) -> tuple[Statement, ...]:
        """The findings' own sentences, each citing itself."""
        return tuple(Statement(item.finding.statement, (self.cite(item),)) for item in evidence)
