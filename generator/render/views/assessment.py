"""The three axes and the answers, with every sentence's labels."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model import Answer, AnswerState, Assessment, AxisAssessment, Confidence
from generator.render import text, urls
from generator.render.contexts.evidence import AnswerView, AxisView
from generator.render.environment import Environment
from generator.render.views.citations import Place, statements

LEVELS = {
    Confidence.ESTABLISHED: 4,
    Confidence.STRONG: 3,
    Confidence.MODERATE: 2,
    Confidence.WEAK: 1,
    Confidence.NONE: 0,
}
"""How many of four marks are filled beside a word of confidence."""

_VALUE_SHAPES = {
    "camera": "camera",
    "AI-generated": "spark",
    "composite": "layers",
    "screen capture": "screen",
    "rendered": "cube",
    "unaltered since its credential": "seal",
    "no sign of change": "dash",
    "re-encoded": "cycle",
    "edited": "pencil",
    "altered here": "cross",
    "fits the claim": "check",
    "contradicts the claim": "split",
}
_STATE_SHAPES = {
    AnswerState.ANSWERED: "check",
    AnswerState.NOT_FOUND: "dash",
    AnswerState.NOT_CHECKED: "question",
}


def axes(env: Environment, exhibit: str, place: Place) -> tuple[AxisView, ...]:
    """The three axes of an exhibit; none when it was not assessed."""
    assessment: Assessment | None = env.data.assessments.get(exhibit)
    if assessment is None:
        return ()
    return tuple(
        _axis(env, item, exhibit, place)
        for item in (assessment.origin, assessment.integrity, assessment.context)
    )


def answers(env: Environment, items: Iterable[Answer], exhibit: str, place: Place) -> tuple[AnswerView, ...]:
    """Questions and answers; `exhibit` is the one whose withheld values are masked."""
    mask = env.index.mask(exhibit)
    anchors: dict[str, int] = {}
    views = []
    for item in items:
        stem = f"answer-{text.slug(item.intent)}"
        anchors[stem] = anchors.get(stem, 0) + 1
        anchor = stem if anchors[stem] == 1 else f"{stem}-{anchors[stem]}"
        views.append(
            AnswerView(
                anchor=anchor,
                question=mask.text(item.question),
                state=getattr(env.words.answer, item.state.name.lower()),
                shape=_STATE_SHAPES[item.state],
                sentences=statements(env, item.sentences, place, exhibit),
            )
        )
    return tuple(views)


def confidence_anchor(word: str) -> str:
    """Where a word of confidence is defined on the method page."""
    return f"confidence-{text.slug(word)}"


def rule_anchor(name: str) -> str:
    """Where a rule is described on the method page."""
    return f"rule-{text.slug(name)}"


def _axis(env: Environment, item: AxisAssessment, exhibit: str, place: Place) -> AxisView:
    is_described = item.rule in env.index.rules
    defined = {word for word, _ in env.data.confidence_words}
    anchor = f"#{confidence_anchor(item.confidence.value)}" if item.confidence.value in defined else ""
    return AxisView(
        key=item.axis.value,
        title=getattr(env.words.axis_question, item.axis.value),
        value=item.value,
        shape=_VALUE_SHAPES.get(item.value, "question"),
        confidence=getattr(env.words.confidence, item.confidence.value),
        confidence_level=LEVELS[item.confidence],
        confidence_href=urls.ASSESSMENT + anchor,
        headline=env.index.mask(exhibit).text(item.headline),
        rule=item.rule,
        rule_href=f"{urls.ASSESSMENT}#{rule_anchor(item.rule)}" if is_described else "",
        supporting=statements(env, item.supporting, place, exhibit),
        opposing=statements(env, item.opposing, place, exhibit),
        not_checked=statements(env, item.not_checked, place, exhibit),
        noted=statements(env, item.noted, place, exhibit),
    )
