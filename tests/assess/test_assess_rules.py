"""Every rule of assessment: reached by evidence made for it, with its value and confidence pinned here."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from generator.assess import RULES, Rule, assess
from generator.assess.subject import Subject
from generator.model import (
    Axis,
    Citation,
    Confidence,
    Context,
    EvidenceKind,
    Finding,
    Integrity,
    MatchKind,
    Origin,
)
from tests.assess.evidence import (
    ALTERED,
    CHAIN_WITH_PLACE,
    CHANGED,
    DATED,
    DAYLIGHT,
    DECLARED_AI,
    DETECTED,
    EDITED,
    ELSEWHERE,
    EXPOSURE,
    GRAZ,
    IN_GRAZ,
    MARKED,
    NOISE,
    OTHER_DAY,
    PREVIEW_DIFFERS,
    PREVIEW_FITS,
    SEALED,
    SIGNED_AI,
    SIGNED_CAMERA,
    SIGNED_EDIT,
    STAMPED,
    TRUSTED,
    UNTRUSTED,
    axis_of,
    beside,
)
from tests.support.reports import CHAIN, case, finding, sighting, subject, supports


@dataclass(frozen=True)
class Expected:
    """What evidence has to lead to, on one axis."""

    value: str
    confidence: Confidence
    subject: Subject


def origin(value: Origin, confidence: Confidence, *findings: Finding) -> Expected:
    """Expected of findings alone."""
    return Expected(value, confidence, subject(*findings))


EXPECTED: dict[str, Expected] = {
    "origin.signed-ai-trusted": origin(
        Origin.AI_GENERATED, Confidence.ESTABLISHED, SIGNED_AI, SEALED, TRUSTED, EXPOSURE
    ),
    "origin.signed-ai": origin(Origin.AI_GENERATED, Confidence.STRONG, SIGNED_AI, SEALED, UNTRUSTED),
    "origin.signed-ai-edited-trusted": origin(
        Origin.COMPOSITE, Confidence.ESTABLISHED, SIGNED_EDIT, SEALED, TRUSTED
    ),
    "origin.signed-ai-edited": origin(Origin.COMPOSITE, Confidence.STRONG, SIGNED_EDIT, SEALED),
    "origin.signed-camera-trusted": origin(Origin.CAMERA, Confidence.STRONG, SIGNED_CAMERA, SEALED, TRUSTED),
    "origin.signed-camera": origin(Origin.CAMERA, Confidence.MODERATE, SIGNED_CAMERA, SEALED, UNTRUSTED),
    "origin.ai-credential-not-bound": origin(Origin.AI_GENERATED, Confidence.MODERATE, SIGNED_AI, CHANGED),
    "origin.contradictory-declarations": origin(Origin.UNKNOWN, Confidence.NONE, DECLARED_AI, EXPOSURE),
    "origin.declared-ai": origin(Origin.AI_GENERATED, Confidence.MODERATE, DECLARED_AI),
    "origin.ai-watermark": Expected(
        Origin.AI_GENERATED, Confidence.MODERATE, subject(MARKED, chain=(*CHAIN, "ai.watermark"))
    ),
    "origin.declared-composite": origin(
        Origin.COMPOSITE,
        Confidence.MODERATE,
        finding("metadata.digital-source-type", supports(Axis.ORIGIN, Origin.COMPOSITE)),
    ),
    "origin.screen-capture": origin(
        Origin.SCREEN_CAPTURE,
        Confidence.MODERATE,
        finding("metadata.screen-capture", supports(Axis.ORIGIN, Origin.SCREEN_CAPTURE)),
    ),
    "origin.rendered": origin(
        Origin.RENDERED,
        Confidence.MODERATE,
        finding("metadata.digital-source-type", supports(Axis.ORIGIN, Origin.RENDERED)),
    ),
    "origin.sensor-noise": Expected(
        Origin.CAMERA, Confidence.MODERATE, subject(NOISE, EXPOSURE, chain=(*CHAIN, "pixels.camera-noise"))
    ),
    "origin.camera-data-and-preview": origin(Origin.CAMERA, Confidence.MODERATE, EXPOSURE, PREVIEW_FITS),
    "origin.camera-data": origin(Origin.CAMERA, Confidence.WEAK, EXPOSURE, PREVIEW_DIFFERS),
    "origin.ai-model": Expected(
        Origin.AI_GENERATED, Confidence.WEAK, subject(DETECTED, chain=(*CHAIN, "ai.model"))
    ),
    "origin.unknown": origin(Origin.UNKNOWN, Confidence.NONE),
    "integrity.sealed-trusted": origin(Integrity.SEALED, Confidence.ESTABLISHED, SEALED, TRUSTED),  # type: ignore[arg-type]
    "integrity.sealed": origin(Integrity.SEALED, Confidence.MODERATE, SEALED, UNTRUSTED),  # type: ignore[arg-type]
    "integrity.region-flagged": Expected(
        Integrity.ALTERED,
        Confidence.STRONG,
        subject(
            finding("pixels.grid", ALTERED), PREVIEW_DIFFERS, chain=("metadata", "thumbnail", "pixels.grid")
        ),
    ),
    "integrity.differs-from-older-version": Expected(
        Integrity.ALTERED, Confidence.MODERATE, beside(is_sure=True)
    ),
    "integrity.changed-after-signing": Expected(
        Integrity.EDITED, Confidence.STRONG, subject(CHANGED, PREVIEW_DIFFERS)
    ),
    "integrity.preview-differs": Expected(Integrity.EDITED, Confidence.STRONG, subject(PREVIEW_DIFFERS)),
    "integrity.editor-recorded": Expected(
        Integrity.EDITED, Confidence.MODERATE, subject(finding("metadata.software", EDITED), PREVIEW_FITS)
    ),
    "integrity.differs-from-likely-older-version": Expected(
        Integrity.ALTERED, Confidence.WEAK, beside(is_sure=False)
    ),
    "integrity.re-encoded": Expected(
        Integrity.RE_ENCODED,
        Confidence.MODERATE,
        subject(finding("jpeg.quantization", supports(Axis.INTEGRITY, Integrity.RE_ENCODED))),
    ),
    "integrity.no-sign": Expected(Integrity.NO_SIGN, Confidence.WEAK, subject(PREVIEW_FITS)),
    "integrity.unknown": Expected(Integrity.UNKNOWN, Confidence.NONE, subject()),
    "context.no-claim": Expected(Context.UNKNOWN, Confidence.NONE, subject(OTHER_DAY, STAMPED)),
    "context.shows-a-page": Expected(
        Context.UNKNOWN,
        Confidence.NONE,
        subject(case=case("2026-01-28", replace(sighting("2019-03"), screenshot="a.jpg"))),
    ),
    "context.seen-before-event": Expected(
        Context.CONTRADICTS, Confidence.STRONG, subject(DATED, case=case("2026-01-28", sighting("2019-03")))
    ),
    "context.signed-before-event": Expected(
        Context.CONTRADICTS, Confidence.STRONG, subject(STAMPED, DATED, case=case())
    ),
    "context.older-version-seen-before-event": Expected(
        Context.CONTRADICTS, Confidence.MODERATE, beside(is_sure=True, seen="2026-01-25")
    ),
    "context.part-seen-before-event": Expected(
        Context.CONTRADICTS,
        Confidence.MODERATE,
        subject(case=case("2026", sighting("2025-11", match=MatchKind.CROPPED), sighting("2025"))),
    ),
    "context.noted-before-event": Expected(
        Context.CONTRADICTS,
        Confidence.MODERATE,
        subject(case=case("2026", sighting("2019-03", match=MatchKind.ALTERED, is_compared=False))),
    ),
    "context.likely-older-version-seen-before-event": Expected(
        Context.CONTRADICTS, Confidence.WEAK, beside(is_sure=False, seen="2026-01-25")
    ),
    "context.seen-before-event-unverified": Expected(
        Context.CONTRADICTS,
        Confidence.WEAK,
        subject(case=case("2026", sighting("2025-12-28", match=MatchKind.UNVERIFIED))),
    ),
    "context.position-differs": Expected(
        Context.CONTRADICTS, Confidence.WEAK, subject(DATED, ELSEWHERE, case=case(event_position=GRAZ))
    ),
    "context.camera-date-differs": Expected(
        Context.CONTRADICTS, Confidence.WEAK, subject(OTHER_DAY, case=case())
    ),
    "context.daylight-at-claimed-night": Expected(
        Context.CONTRADICTS,
        Confidence.WEAK,
        subject(
            DATED, DAYLIGHT, case=case("2026-01-28T23:00+01:00", event_position=GRAZ), chain=CHAIN_WITH_PLACE
        ),
    ),
    "context.date-and-place-fit": Expected(
        Context.FITS, Confidence.WEAK, subject(DATED, IN_GRAZ, case=case(event_place="Graz, Austria"))
    ),
    "context.camera-date-fits": Expected(Context.FITS, Confidence.WEAK, subject(DATED, case=case())),
    "context.position-fits": Expected(
        Context.FITS, Confidence.WEAK, subject(IN_GRAZ, case=case(event_position=GRAZ))
    ),
    "context.unknown": Expected(
        Context.UNKNOWN, Confidence.NONE, subject(case=case("2026-01-28", sighting("2026-01-28")))
    ),
}


def test_every_rule_is_tried_here() -> None:
    assert list(EXPECTED) == [rule.name for rule in RULES]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_reached_and_decides_as_it_says(rule: Rule) -> None:
    expected = EXPECTED[rule.name]
    found = axis_of(expected.subject, rule.axis)
    assert (found.rule, found.value, found.confidence) == (rule.name, expected.value, expected.confidence)
    assert rule.name.startswith(f"{rule.axis.value}.")


@pytest.mark.parametrize("name", EXPECTED)
def test_every_sentence_rests_on_evidence_that_is_there(name: str) -> None:
    given = EXPECTED[name].subject
    found = assess(given.exhibit, given.report, links=given.links, case=given.case, versions=given.versions)
    for axis in (found.origin, found.integrity, found.context):
        assert axis.headline and axis.rule in EXPECTED
        if axis.confidence is not Confidence.NONE:
            assert axis.supporting
        for statement in (*axis.supporting, *axis.opposing):
            if axis.confidence is not Confidence.NONE:
                assert statement.citations, statement.text
        for statement in (*axis.supporting, *axis.opposing, *axis.not_checked):
            for citation in statement.citations:
                assert exists(citation, given), (statement.text, citation)


def exists(citation: Citation, given: Subject) -> bool:
    """Whether what a citation names is there."""
    match citation.kind:
        case EvidenceKind.FINDING:
            count = len(given.report.evidence)
        case EvidenceKind.RUN:
            count = len(given.report.runs)
        case EvidenceKind.LINK:
            count = len(given.links)
        case EvidenceKind.SIGHTING:
            count = len(given.case.sightings) if given.case else 0
        case EvidenceKind.CLAIM:
            return given.case is not None and given.case.claim is not None
        case EvidenceKind.NOTE:
            return given.case is not None
        case EvidenceKind.SEARCH:
            count = len(given.case.searches) if given.case else 0
        case EvidenceKind.SOURCE:
            count = len(given.case.sources) if given.case else 0
    own = citation.exhibit in ("", given.exhibit.id)
    return own and 1 <= citation.number <= count


@pytest.mark.parametrize("axis", Axis)
def test_the_last_rule_of_an_axis_always_applies_and_knows_nothing(axis: Axis) -> None:
    last = [rule for rule in RULES if rule.axis is axis][-1]
    assert last.value == "unknown"
    assert last.confidence is Confidence.NONE
    for expected in EXPECTED.values():
        assert last.decide(expected.subject) is not None


def test_an_empty_ledger_is_assessed() -> None:
    given = subject(chain=())
    found = assess(given.exhibit, given.report)
    assert {found.origin.value, found.integrity.value, found.context.value} == {"unknown"}


def test_no_sentence_stands_twice() -> None:
    for expected in EXPECTED.values():
        for axis in (axis_of(expected.subject, axis) for axis in Axis):
            told = [*axis.supporting, *axis.opposing]
            assert len(told) == len(set(told))
