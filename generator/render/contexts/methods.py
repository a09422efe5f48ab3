"""What the pages about how things were done are given."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from generator.place.credits import Credit
from generator.render.contexts.frame import Frame
from generator.render.contexts.shared import InsideLink, OutsideLink, RatingView


@dataclass(frozen=True, slots=True)
class MethodRow:
    """An analyzer in the list of methods."""

    link: InsideLink
    """Its page."""
    question: str
    """The question it answers."""
    counts: tuple[int, int, int]
    """Pictures of this site in which it found something, found nothing, and was not run."""
    raises_flags: bool
    """Whether its findings may count in an assessment."""


@dataclass(frozen=True, slots=True)
class MethodsContext:
    """All methods."""

    frame: Frame
    """Head, navigation, colophon."""
    methods: tuple[MethodRow, ...]
    """In the order of the chain."""
    pictures: int
    """How many pictures the site has."""


@dataclass(frozen=True, slots=True)
class MeasuredRate:
    """A measured rate of errors of one of the analyzer's findings."""

    code: str
    """Of the finding."""
    sentence: str
    """The rates in a sentence."""
    conditions: str
    """On what they were measured."""


@dataclass(frozen=True, slots=True)
class ShareView:
    """A share that was counted, as words and as a bar of 100 units."""

    words: str
    """`0 of 88 (0% to 4.1%)`; `–` of nothing."""
    is_measured: bool
    """Whether there is anything to draw."""
    at: float
    """The share, from the left."""
    low: float
    """Lower end of its interval, from the left."""
    width: float
    """Of its interval."""


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """One kind of file, or one variant of a corpus."""

    name: str
    """In words."""
    false_alarms: ShareView
    """Of the authentic pictures."""
    found: ShareView
    """Of the altered pictures."""
    f1: str
    """Mean F1 score of the flagged pixels; `–` where nothing was measured."""
    mcc: str
    """Mean correlation of the flagged pixels; `–` where nothing was measured."""
    checked: str
    """Share of the pictures of which the test could say something."""


@dataclass(frozen=True, slots=True)
class CalibrationView:
    """An analyzer's calibration card."""

    is_current: bool
    """Whether it was measured with this version of the analyzer; nothing else is shown of it when not."""
    kinds: tuple[CalibrationRow, ...]
    """By kind of file; the last row counts all."""
    variants: tuple[CalibrationRow, ...]
    """By corpus and variant."""
    marks_regions: bool
    """Whether pixels were scored."""
    measured: str
    """On what, when and with what, in a sentence or two."""
    notes: tuple[str, ...]
    """What a reader has to know besides."""


@dataclass(frozen=True, slots=True)
class RuleWords:
    """A rule of an analyzer."""

    name: str
    """`modified-before-original`."""
    words: str
    """What it compares and why."""
    source: str
    """Where it comes from; may be empty."""


@dataclass(frozen=True, slots=True)
class MethodContext:
    """One analyzer, from its own description."""

    frame: Frame
    """Head, navigation, colophon."""
    id: str
    """Stable dotted name."""
    title: str
    """Name for readers."""
    version: str
    """Of the analyzer."""
    question: str
    """The question it answers."""
    measures: str
    """What it looks at and how."""
    limits: str
    """What it can't show."""
    nothing_means: str
    """What "nothing found" means; may be empty."""
    applies_to: str
    """File formats, in words."""
    engines: tuple[str, ...]
    """Libraries that shape the result, with versions where known."""
    parameters: tuple[tuple[str, str], ...]
    """Constants that shape the result."""
    references: tuple[OutsideLink, ...]
    """Sources of the method."""
    cost: str
    """How long it takes, in words."""
    raises_flags: bool
    """Whether its findings may count in an assessment."""
    needs: tuple[InsideLink, ...]
    """Analyzers that it builds on."""
    rules: tuple[RuleWords, ...]
    """Its rules one by one; empty when it doesn't describe them."""
    rates: tuple[MeasuredRate, ...]
    """Measured rates of errors, from the findings on this site; empty where the calibration card says it all."""
    calibration: CalibrationView | None
    """How often it errs, measured on labelled pictures; None when it has no card."""
    counts: tuple[int, int, int]
    """Pictures of this site in which it found something, found nothing, and was not run."""
    examples: tuple[InsideLink, ...]
    """Some pictures of this site in which it found something."""


@dataclass(frozen=True, slots=True)
class RuleView:
    """A named rule of assessment."""

    anchor: str
    """`rule-origin-declared-ai-signed`."""
    name: str
    """`origin.declared-ai-signed`."""
    says: str
    """What it concludes."""
    when: str
    """Under which findings."""
    confidence: str
    """Word of confidence."""
    why: str
    """Why that is justified, and what it can't show."""


@dataclass(frozen=True, slots=True)
class AxisRules:
    """The rules of one axis."""

    title: str
    """The axis as a question."""
    rules: tuple[RuleView, ...]
    """In the order in which they are tried."""


@dataclass(frozen=True, slots=True)
class ConfidenceView:
    """A word of confidence."""

    anchor: str
    """`confidence-strong`."""
    word: str
    """The word."""
    level: int
    """From 0 to 4, drawn as filled marks."""
    definition: str
    """What it means."""


@dataclass(frozen=True, slots=True)
class AssessmentContext:
    """How conclusions are drawn."""

    frame: Frame
    """Head, navigation, colophon."""
    axes: tuple[AxisRules, ...]
    """Rules by axis."""
    confidence: tuple[ConfidenceView, ...]
    """All words of confidence."""


@dataclass(frozen=True, slots=True)
class LinkKindView:
    """A reason for which two exhibits are linked."""

    name: str
    """In words."""
    means: str
    """What it shows and what it doesn't."""
    count: int
    """How many links of this kind the site has."""


@dataclass(frozen=True, slots=True)
class LinksContext:
    """How links between exhibits are found."""

    frame: Frame
    """Head, navigation, colophon."""
    kinds: tuple[LinkKindView, ...]
    """Strongest first."""


@dataclass(frozen=True, slots=True)
class AboutContext:
    """Who publishes the site, how it works, what is withheld, how to verify it."""

    frame: Frame
    """Head, navigation, colophon."""
    methodology: Markup
    """The publisher's own words as HTML; empty when there are none."""
    ratings: tuple[RatingView, ...]
    """The rating scale."""
    privacy: tuple[tuple[str, bool], ...]
    """Kinds of values, and whether they are shown."""
    publishes_originals: bool
    """Whether files are offered as received."""
    engines: tuple[tuple[str, str], ...]
    """Libraries and their versions."""
    credits: tuple[Credit, ...]
    """Whose data the program carries."""
