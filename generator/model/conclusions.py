"""Conclusions: citations, assessments on three axes, answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.model.findings import Axis


class EvidenceKind(StrEnum):
    """What a citation points to."""

    FINDING = "finding"
    RUN = "run"
    LINK = "link"
    SIGHTING = "sighting"
    SOURCE = "source"
    OUTSIDE_CHECK = "outside check"
    SEARCH = "search"
    CLAIM = "claim"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Citation:
    """What a sentence rests on."""

    kind: EvidenceKind
    """Which numbered list."""
    exhibit: str = ""
    """Id of the exhibit for findings, runs and links; empty for what belongs to the case."""
    number: int = 0
    """Place in the list, from 1; for a run, its place in the ledger. 0 where there is only one."""


class Confidence(StrEnum):
    """Words of confidence; `assess/confidence.py` defines each, and the method page shows the definition."""

    ESTABLISHED = "established"
    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence and what it rests on."""

    text: str
    """Plain words; no withheld value."""
    citations: tuple[Citation, ...] = ()
    """At least one, unless the sentence only says that nothing is known."""


@dataclass(frozen=True, slots=True)
class AxisAssessment:
    """What can be concluded on one axis."""

    axis: Axis
    """Origin, integrity or context."""
    value: str
    """A value of `Origin`, `Integrity` or `Context`."""
    confidence: Confidence
    """How far it carries."""
    rule: str
    """Name of the rule that decided: `origin.declared-ai-signed`."""
    headline: str
    """The conclusion in one plain sentence."""
    supporting: tuple[Statement, ...] = ()
    """For it."""
    opposing: tuple[Statement, ...] = ()
    """Against it."""
    not_checked: tuple[Statement, ...] = ()
    """What was not checked and would matter here, with why."""
    noted: tuple[Statement, ...] = ()
    """Comparisons that speak neither for nor against and are worth knowing."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """The three axes of one exhibit (in its case, if it has one). Never one score."""

    exhibit: str
    """Id of the exhibit."""
    origin: AxisAssessment
    """Camera, AI-generated, composite, …"""
    integrity: AxisAssessment
    """Unaltered, re-encoded, altered, …"""
    context: AxisAssessment
    """Fits the claim, contradicts it, unknown."""


class AnswerState(StrEnum):
    """Whether a question could be answered; `not found` and `not checked` are told apart."""

    ANSWERED = "answered"
    NOT_FOUND = "checked, not found"
    NOT_CHECKED = "not checked"


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and its answer, every sentence citing evidence."""

    intent: str
    """Key of the question: `when-taken`."""
    question: str
    """The question in a reader's words."""
    state: AnswerState
    """Answered, checked but not found, not checked."""
    sentences: tuple[Statement, ...]
    """At least one."""
