"""What a rule of assessment is: words for the reader and one function that decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.assess.subject import Subject
from generator.model import Axis, Confidence, Statement


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What a rule concludes when it applies."""

    headline: str
    """The conclusion in one plain sentence."""
    because: tuple[Statement, ...]
    """The sentences it rests on, each with citations; empty only for `unknown`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule. The rules of an axis are asked in order and the first that applies decides."""

    name: str
    """`origin.declared-ai`; begins with the axis."""
    axis: Axis
    """The axis it decides."""
    value: str
    """The value it gives."""
    confidence: Confidence
    """How far it carries."""
    when: str
    """Under which findings it applies, for the method page."""
    why: str
    """Why that is justified, and what it can't show."""
    decide: Callable[[Subject], Conclusion | None]
    """The conclusion, or None when the rule doesn't apply."""
