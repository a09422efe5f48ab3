"""Findings, runs and reports: what analyzers say of one picture, in three states."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.model.exhibits import Privacy


class Bearing(StrEnum):
    """What a finding does to a proposition."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"


class Axis(StrEnum):
    """The three questions that are assessed apart and never merged into one score."""

    ORIGIN = "origin"
    INTEGRITY = "integrity"
    CONTEXT = "context"


class Origin(StrEnum):
    """Where the picture comes from."""

    CAMERA = "camera"
    AI_GENERATED = "AI-generated"
    COMPOSITE = "composite"
    SCREEN_CAPTURE = "screen capture"
    RENDERED = "rendered"
    UNKNOWN = "unknown"


class Integrity(StrEnum):
    """What happened to the picture since."""

    SEALED = "unaltered since its credential"
    NO_SIGN = "no sign of change"
    RE_ENCODED = "re-encoded"
    EDITED = "edited"
    ALTERED = "altered here"
    UNKNOWN = "unknown"


class Context(StrEnum):
    """How the picture fits the claim."""

    FITS = "fits the claim"
    CONTRADICTS = "contradicts the claim"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Weight:
    """What a finding says about one proposition on one axis."""

    bearing: Bearing
    """Supports or contradicts."""
    axis: Axis
    """Which of the three questions."""
    value: str
    """The proposition: a value of `Origin`, `Integrity` or `Context`."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A value with its name and unit, for machines and for the details under a finding."""

    name: str
    """Stable key within the finding, lower case with underscores: `pdq`, `quality_estimate`."""
    value: str | int | float | bool
    """The value. Hashes are lower-case hex strings; dates ISO 8601 strings. Never NaN or infinite."""
    unit: str = ""
    """`px`, `s`, `bytes`, `°`, `bits of 256`; empty for pure numbers and words."""
    privacy: Privacy = Privacy.PUBLIC
    """Whether it is withheld from pages by default."""


@dataclass(frozen=True, slots=True)
class Region:
    """A box in the picture as stored."""

    x: int
    """Left edge, pixels."""
    y: int
    """Top edge, pixels."""
    width: int
    """Pixels, at least 1."""
    height: int
    """Pixels, at least 1."""
    label: str = ""
    """What it is, in a few words."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of evidence. Its bytes lie in the cache under `blob`."""

    blob: str
    """SHA-256 of the bytes, 64 hex digits."""
    media_type: str
    """`image/png`, or `image/jpeg` for an embedded preview that was re-encoded without metadata."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""
    role: str
    """Stable key: `thumbnail`, `difference`, `ingredient`."""
    alt: str
    """For readers who can't see it."""
    shows: str
    """Caption: what it shows and what a normal result looks like."""
    does_not_show: str
    """Caption: what can't be concluded from it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a details table, such as a metadata tag."""

    name: str
    """Tag or field name in the field's own words: `DateTimeOriginal`."""
    value: str
    """Readable value; control characters removed, cut at 2,000 characters."""
    raw: str = ""
    """The stored value where it differs from the readable one."""
    privacy: Privacy = Privacy.PUBLIC
    """Whether the value is withheld from pages by default."""
    note: str = ""
    """A remark in plain words."""
    depth: int = 0
    """How deep it is nested in a tree: 1 belongs to the last row before it with 0."""
    figure: str = ""
    """`blob` of the finding's figure that shows what this row names; empty for none."""


@dataclass(frozen=True, slots=True)
class Table:
    """Details that unfold under a finding."""

    title: str
    """`EXIF: Photo`, `JPEG segments`."""
    rows: tuple[Row, ...]
    """In the order of the file, or by name."""
    is_ordered: bool = False
    """Whether the rows are steps that follow one another; pages then show them as a numbered list."""


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """How often a detector errs, measured on a named set of pictures."""

    false_alarms: float
    """Share of authentic pictures flagged, 0 to 1."""
    false_alarms_high: float
    """Upper end of its 95 % confidence interval."""
    detections: float
    """Share of altered pictures found, 0 to 1."""
    pictures: int
    """How many authentic pictures were measured."""
    conditions: str
    """Kind of files: `camera originals`, `web re-saves`."""
    corpus: str
    """Name of the set and the first digits of its list's hash."""
    altered: int | None = None
    """How many altered pictures `detections` was measured on; None when that isn't kept."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of evidence. Its number comes from its place in the `Report`."""

    code: str
    """Stable dotted name, starting with the analyzer's id: `metadata.consistency.modified-before-original`."""
    statement: str
    """One or two sentences of plain words for a reader. Never holds a withheld value, never HTML or Markdown."""
    weights: tuple[Weight, ...] = ()
    """What it supports or contradicts; empty for neutral findings."""
    measurements: tuple[Measurement, ...] = ()
    """Values, by name."""
    tables: tuple[Table, ...] = ()
    """Details that unfold."""
    regions: tuple[Region, ...] = ()
    """Where in the picture."""
    figures: tuple[Figure, ...] = ()
    """Pictures of evidence."""
    limits: str = ""
    """What this finding can't show, in a sentence."""
    error_rate: ErrorRate | None = None
    """Measured error rate of the detector, where one exists."""

    def measure(self, name: str) -> str | int | float | bool | None:
        """Value of the measurement `name`, or None when the finding has none."""
        return next((item.value for item in self.measurements if item.name == name), None)


class Outcome(StrEnum):
    """How a run ended. `FOUND` is found; `NOTHING` is checked and not found; the other two are not checked."""

    FOUND = "found"
    NOTHING = "nothing found"
    NOT_APPLICABLE = "not applicable"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Run:
    """What one analyzer did to one exhibit. A failed run is data and is shown."""

    analyzer: str
    """Id of the analyzer: `jpeg.quantization`."""
    version: str
    """Version of the analyzer."""
    outcome: Outcome
    """Found, nothing found, not applicable, failed."""
    reason: str = ""
    """Why it is not applicable or failed; what was looked for when nothing was found."""
    engines: tuple[str, ...] = ()
    """Libraries that took part, with versions: `Pillow 12.0.0`."""
    parameters: tuple[tuple[str, str], ...] = ()
    """Parameters that shaped the result, by name."""
    findings: tuple[Finding, ...] = ()
    """Empty unless the outcome is `FOUND`."""

    @property
    def is_checked(self) -> bool:
        """Whether the question was answered, by yes or by no."""
        return self.outcome in (Outcome.FOUND, Outcome.NOTHING)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A finding with its number on the exhibit's page."""

    number: int
    """From 1, in the order of the ledger."""
    run: Run
    """The run it comes from."""
    finding: Finding
    """The finding."""


@dataclass(frozen=True, slots=True)
class Report:
    """The three-state ledger of an exhibit: all runs, in the order of the chain."""

    exhibit: str
    """Id of the exhibit."""
    runs: tuple[Run, ...]
    """One per analyzer."""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All findings, numbered from 1 through all runs."""
        pairs = [(run, finding) for run in self.runs for finding in run.findings]
        return tuple(Evidence(number, run, finding) for number, (run, finding) in enumerate(pairs, 1))

    def run(self, analyzer: str) -> Run | None:
        """The run of an analyzer, or None when it isn't part of the chain."""
        return next((run for run in self.runs if run.analyzer == analyzer), None)

    def find(self, code: str) -> tuple[Evidence, ...]:
        """All evidence whose code is `code` or begins with `code` and a dot."""
        dotted = f"{code}."
        pairs = ((run, finding) for run in self.runs for finding in run.findings)
        return tuple(
            Evidence(number, run, finding)
            for number, (run, finding) in enumerate(pairs, 1)
            if finding.code == code or finding.code.startswith(dotted)
        )

    def measure(self, code: str, name: str) -> str | int | float | bool | None:
        """Value of the first measurement `name` among the findings with exactly this code, or None."""
        for run in self.runs:
            for finding in run.findings:
                if finding.code == code:
                    value = finding.measure(name)
                    if value is not None:
                        return value
        return None
