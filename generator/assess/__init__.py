"""Findings to conclusions: three axes, each decided by the first of its named rules that applies.

The machine assesses; it never rates. There is no score, no vote and no rule that reads another axis. What speaks
against the conclusion is listed beside it, and so is what was not checked.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.assess import authorship, context, integrity, older_version, origin, place_time, seen_before
from generator.assess.confidence import CONFIDENCE_WORDS
from generator.assess.not_checked import not_checked
from generator.assess.rule import Conclusion, Rule
from generator.assess.subject import Subject
from generator.model import (
    Assessment,
    Axis,
    AxisAssessment,
    Bearing,
    Case,
    Context,
    Evidence,
    Exhibit,
    Integrity,
    Link,
    Origin,
    OtherVersion,
    Report,
    Statement,
)

__all__ = ["CONFIDENCE_WORDS", "RULES", "Rule", "Subject", "assess"]

RULES: tuple[Rule, ...] = (*origin.RULES, *integrity.RULES, *context.RULES)

_UNKNOWN = {Axis.ORIGIN: Origin.UNKNOWN, Axis.INTEGRITY: Integrity.UNKNOWN, Axis.CONTEXT: Context.UNKNOWN}
_GO_TOGETHER = frozenset({Integrity.ALTERED, Integrity.EDITED, Integrity.RE_ENCODED})
"""A picture can be all of these at once, so none of them speaks against another."""


def assess(
    exhibit: Exhibit,
    report: Report,
    *,
    links: tuple[Link, ...] = (),
    case: Case | None = None,
    titles: Mapping[str, str] | None = None,
    versions: tuple[OtherVersion, ...] = (),
) -> Assessment:
    """The three axes of one exhibit. `links` are those that touch it, in the order in which its page numbers them.

    `titles` names the analyzers in words, by id; without them sentences fall back to ids. `versions` are those next to
    the exhibit in its family.
    """
    subject = Subject(exhibit, report, links, case, titles or {}, versions)
    return Assessment(
        exhibit.id,
        _axis(subject, Axis.ORIGIN, origin.RULES),
        _axis(subject, Axis.INTEGRITY, integrity.RULES),
        _axis(subject, Axis.CONTEXT, context.RULES),
    )


def _axis(subject: Subject, axis: Axis, rules: tuple[Rule, ...]) -> AxisAssessment:
    place, rule, conclusion = _decided(subject, rules)
    supporting = _merged(conclusion.because, _weighing_for(subject, rule))
    opposing = _without(
        _merged(_weighing_against(subject, rule), _later_conclusions(subject, rule, rules[place + 1 :])),
        supporting,
    )
    return AxisAssessment(
        axis,
        str(rule.value),
        rule.confidence,
        rule.name,
        conclusion.headline,
        supporting,
        opposing,
        not_checked(subject, axis),
        (
            *place_time.noted(subject),
            *seen_before.between_zones(subject),
            *authorship.noted(subject),
            *older_version.noted(subject),
        )
        if axis is Axis.CONTEXT
        else (),
    )


def _decided(subject: Subject, rules: tuple[Rule, ...]) -> tuple[int, Rule, Conclusion]:
    for place, rule in enumerate(rules):
        conclusion = rule.decide(subject)
        if conclusion is not None:
            return place, rule, conclusion
    raise AssertionError("the last rule of an axis always applies")


def _weighing_for(subject: Subject, rule: Rule) -> tuple[Statement, ...]:
    if rule.value == _UNKNOWN[rule.axis]:
        return ()
    return subject.state(subject.weighing(rule.axis, rule.value))


def _weighing_against(subject: Subject, rule: Rule) -> tuple[Statement, ...]:
    """Findings that contradict the value, or support another one of the same axis."""

    def opposes(item: Evidence) -> bool:
        for weight in item.finding.weights:
            is_other = weight.value != rule.value
            if weight.axis is not rule.axis or (weight.bearing is Bearing.SUPPORTS) is not is_other:
                continue
            if not (is_other and {weight.value, rule.value} <= _GO_TOGETHER):
                return True
        return False

    return subject.state(item for item in subject.report.evidence if opposes(item))


def _later_conclusions(subject: Subject, decided: Rule, rules: tuple[Rule, ...]) -> tuple[Statement, ...]:
    """What lower rules of the context axis would have concluded otherwise; its evidence isn't only in weights."""
    if decided.axis is not Axis.CONTEXT:
        return ()
    statements: tuple[Statement, ...] = ()
    for rule in rules:
        if rule.value in (decided.value, Context.UNKNOWN):
            continue
        conclusion = rule.decide(subject)
        if conclusion is not None:
            statements += conclusion.because
    return statements


def _merged(first: tuple[Statement, ...], second: tuple[Statement, ...]) -> tuple[Statement, ...]:
    return first + _without(second, first)


def _without(statements: tuple[Statement, ...], known: tuple[Statement, ...]) -> tuple[Statement, ...]:
    kept: list[Statement] = []
    for statement in statements:
        if statement not in known and statement not in kept:
            kept.append(statement)
    return tuple(kept)
