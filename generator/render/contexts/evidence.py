"""The ledger and the assessment as pages show them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.contexts.shared import CitationView, PictureView, StatementView


@dataclass(frozen=True, slots=True)
class RowView:
    """A line of a details table."""

    name: str
    """Tag or measurement name."""
    value: str
    """The value as a reader sees it; for a withheld one, words that say so."""
    raw: str = ""
    """The stored value where it differs."""
    note: str = ""
    """A remark."""
    is_withheld: bool = False
    """Whether the value is kept off the page."""
    depth: int = 0
    """How deep it is nested under the rows before it."""
    figure: str = ""
    """Path of the picture that shows what it names; empty for none."""


@dataclass(frozen=True, slots=True)
class TableView:
    """Details that unfold under a finding."""

    title: str
    """What the table holds."""
    rows: tuple[RowView, ...]
    """Its lines."""
    has_raw: bool
    """Whether any line has a stored value that differs."""
    has_notes: bool
    """Whether any line has a remark."""
    is_ordered: bool = False
    """Whether the lines are steps that follow one another."""


@dataclass(frozen=True, slots=True)
class FigureView:
    """A picture of evidence with both captions."""

    href: str
    """Path from the site's root."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""
    alt: str
    """For readers who can't see it."""
    shows: str
    """What it shows and what a normal result looks like."""
    does_not_show: str
    """What can't be concluded from it."""
    role: str = ""
    """Stable key of what it is: `thumbnail`, `error-levels`, `control`."""


@dataclass(frozen=True, slots=True)
class Box:
    """A marked region in the upright picture."""

    x: int
    """Left edge, pixels of the upright picture."""
    y: int
    """Top edge."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""
    number: int
    """From 1, as drawn."""
    label: str
    """What it is."""


@dataclass(frozen=True, slots=True)
class RegionsView:
    """Marked regions drawn over the picture."""

    boxes: tuple[Box, ...]
    """The regions."""
    picture: str
    """Path of the picture under them; empty when it can't be drawn and the list alone is shown."""
    width: int
    """Of the upright picture, pixels."""
    height: int
    """Of the upright picture, pixels."""
    stroke: int
    """Width of the outline, in the picture's pixels."""


@dataclass(frozen=True, slots=True)
class ErrorRateView:
    """How often a detector errs, in words and numbers."""

    sentence: str
    """The rates in one sentence."""
    conditions: str
    """On what they were measured."""


@dataclass(frozen=True, slots=True)
class MapView:
    """A dot on an outline of the world."""

    width: int
    """Width of the drawing in its own units."""
    height: int
    """Height of the drawing in its own units."""
    x: float
    """Of the dot, from the left."""
    y: float
    """Of the dot, from the top."""
    land: str
    """Path of the land, in SVG's notation."""
    borders: str
    """Path of the borders, in SVG's notation."""
    description: str
    """For readers who can't see it."""


@dataclass(frozen=True, slots=True)
class FindingView:
    """A numbered piece of evidence."""

    anchor: str
    """`A3`."""
    code: str
    """Stable dotted name."""
    statement: str
    """Plain words."""
    weights: tuple[str, ...]
    """What it supports or contradicts, in words."""
    limits: str
    """What it can't show."""
    error_rate: ErrorRateView | None
    """Measured rate of errors, where one exists."""
    measurements: TableView | None
    """Measured values."""
    tables: tuple[TableView, ...]
    """Further details."""
    figures: tuple[FigureView, ...]
    """Pictures of evidence."""
    regions: RegionsView | None
    """Where in the picture."""
    map: MapView | None = None
    """Where on Earth, when the finding holds a position that may be shown."""


@dataclass(frozen=True, slots=True)
class RunView:
    """What one analyzer did."""

    anchor: str
    """`A-C5`."""
    title: str
    """Name of the analyzer for readers."""
    question: str
    """The question it answers; empty when its description is not at hand."""
    method: str
    """Its method page; empty when its description is not at hand."""
    outcome: str
    """`found`, `nothing found`, `not applicable` or `failed`."""
    reason: str
    """Why it is not applicable or failed; what was looked for when nothing was found."""
    nothing_means: str
    """What "nothing found" means here."""
    how: str
    """Id and version of the analyzer, and the engines."""
    parameters: tuple[tuple[str, str], ...]
    """What shaped the result."""
    findings: tuple[FindingView, ...]
    """Empty unless something was found."""
    template: str
    """Template that shows its findings."""
    history: tuple[RowView, ...] = ()
    """What the same check said with other lists of signers: name and date of the lists, answer, integrity."""


@dataclass(frozen=True, slots=True)
class LedgerView:
    """The three states of all checks of one picture."""

    found: tuple[RunView, ...]
    """Checked, and something was found."""
    nothing: tuple[RunView, ...]
    """Checked, and nothing was found."""
    not_checked: tuple[RunView, ...]
    """Not checked, with why."""
    findings: int
    """How many findings there are."""


@dataclass(frozen=True, slots=True)
class AxisView:
    """What can be concluded on one axis."""

    key: str
    """`origin`, `integrity` or `context`."""
    title: str
    """The axis as a question."""
    value: str
    """The conclusion's word."""
    shape: str
    """Sign beside the word."""
    confidence: str
    """Word of confidence."""
    confidence_level: int
    """From 0 to 4, drawn as filled marks beside the word."""
    confidence_href: str
    """Where the word is defined."""
    headline: str
    """The conclusion in a sentence."""
    rule: str
    """Name of the rule that decided."""
    rule_href: str
    """Where the rule is described; empty when it isn't."""
    supporting: tuple[StatementView, ...]
    """For it."""
    opposing: tuple[StatementView, ...]
    """Against it."""
    not_checked: tuple[StatementView, ...]
    """What was not checked and would matter."""
    noted: tuple[StatementView, ...]
    """Comparisons that speak neither for nor against."""


@dataclass(frozen=True, slots=True)
class AnswerView:
    """A reader's question and its answer."""

    anchor: str
    """`answer-when-taken`."""
    question: str
    """In a reader's words."""
    state: str
    """`answered`, `checked, not found` or `not checked`."""
    shape: str
    """Sign beside the state."""
    sentences: tuple[StatementView, ...]
    """At least one."""


@dataclass(frozen=True, slots=True)
class RelationView:
    """A link to another exhibit, seen from one end."""

    anchor: str
    """`A-L1`."""
    label: str
    """`A·L1`."""
    kind: str
    """Why the two belong together, in words."""
    href: str
    """Page of the other exhibit; empty for a picture of the archive, which has none."""
    title: str
    """Title of the other exhibit, or the file name of a picture of the archive."""
    picture: PictureView | None
    """Small picture of the other exhibit; None for one of the archive."""
    case: CitationView | None
    """The other exhibit's case, when it is not this one."""
    statement: str
    """The reason in plain words."""
    order: str
    """Which of the two came first, and why; empty where the link isn't between versions of one picture."""
    changes: str
    """What differs between the two; empty when they were not compared pixel by pixel."""
    distance: str
    """`12 of 256 bits differ`; empty when there is no distance."""
    transform: str
    """`mirrored`; empty when none was needed."""
    limits: str
    """What this link can't show."""
