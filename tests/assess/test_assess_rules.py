"""Every rule of assessment: reached by evidence made for it, with its value and confidence pinned here."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from generator.assess import RULES, Rule, assess
from generator.assess.subject import Subject
from generator.model import (
    Axis,
    AxisAssessment,
    Citation,
    Confidence,
    Context,
    DateKind,
    EvidenceKind,
    FileKind,
    Finding,
    Integrity,
    Link,
    LinkKind,
    MatchKind,
    Origin,
    OtherVersion,
    Outcome,
    OutsideCheck,
    Run,
)
from tests.support.reports import CHAIN, case, contradicts, finding, sighting, subject, supports

AI = supports(Axis.ORIGIN, Origin.AI_GENERATED)
CAMERA = supports(Axis.ORIGIN, Origin.CAMERA)
EDITED = supports(Axis.INTEGRITY, Integrity.EDITED)
ALTERED = supports(Axis.INTEGRITY, Integrity.ALTERED)

SEALED = finding("credentials.integrity", signature="holds", content_binding="matches")
CHANGED = finding("credentials.integrity", EDITED, signature="holds", content_binding="differs")
UNCHECKED = finding("credentials.integrity", signature="holds", content_binding="unknown")
BROKEN = finding("credentials.integrity", signature="fails", content_binding="unknown")
TRUSTED = finding("credentials.issuer", trust="on the C2PA trust list")
UNTRUSTED = finding("credentials.issuer", trust="not checked: no trust list")
SIGNED_AI = finding("credentials.ai-generated", AI)
SIGNED_EDIT = finding("credentials.ai-edited", supports(Axis.ORIGIN, Origin.COMPOSITE))
SIGNED_CAMERA = finding("credentials.camera-capture", CAMERA)
DECLARED_AI = finding("metadata.ai-declared", AI)
EXPOSURE = finding("metadata.camera", CAMERA)
NOISE = finding("pixels.camera-noise.match", CAMERA)
MARKED = finding("ai.watermark.dwt-dct", AI)
DETECTED = finding("ai.model.score", AI)
PREVIEW_FITS = finding("thumbnail.consistent")
PREVIEW_DIFFERS = finding("thumbnail.different")


@dataclass(frozen=True)
class Expected:
    """What evidence has to lead to, on one axis."""

    value: str
    confidence: Confidence
    subject: Subject


def origin(value: Origin, confidence: Confidence, *findings: Finding) -> Expected:
    """Expected of findings alone."""
    return Expected(value, confidence, subject(*findings))


DATED = finding("metadata.date", date_original="2026-01-28T10:00:00")
OTHER_DAY = finding("metadata.date", date_original="2019-03-14T10:00:00")
GRAZ = (47.07, 15.44)
IN_GRAZ = finding("metadata.location", latitude=47.1, longitude=15.4)
ELSEWHERE = finding("metadata.location", latitude=-33.9, longitude=151.2)
DAYLIGHT = finding("metadata.place.light", daylight_settings=True)
CHAIN_WITH_PLACE = (*CHAIN, "metadata.place")
STAMPED = finding("credentials.time", signed_at="2019-03-14T10:00:00Z", proven=True)


def beside(is_sure: bool, *, seen: str = "", regions: int = 2) -> Subject:
    """A picture that came from another version of the case, from which it differs, and which was seen on a day."""
    other = OtherVersion(
        "b-0123456789",
        is_older=True,
        is_sure=is_sure,
        region_count=regions,
        compared=f"They differ in {regions} places.",
        path="cases/2026/a-case/b.jpg",
    )
    link = Link(LinkKind.PART_OF, "a-0123456789", other.other, "One lies in the other.")
    sightings = (sighting(seen, picture="b.jpg"),) if seen else ()
    return replace(subject(links=(link,), case=case("2026-01-28", *sightings)), versions=(other,))


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


def axis_of(given: Subject, axis: Axis) -> AxisAssessment:
    """The assessment of one axis."""
    found = assess(given.exhibit, given.report, links=given.links, case=given.case, versions=given.versions)
    return {Axis.ORIGIN: found.origin, Axis.INTEGRITY: found.integrity, Axis.CONTEXT: found.context}[axis]


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


NOT_DECIDING = {
    "a claimed date is no sighting": subject(case=case("2026", sighting("2019", kind=DateKind.CLAIMED))),
    "a sighting in the same month may be later": subject(case=case("2019-03-14", sighting("2019-03"))),
    "a sighting of another picture": subject(case=case("2026", sighting("2019", picture="b.jpg"))),
    "a time stamp that nothing proves": subject(
        finding("credentials.time", signed_at="2019-03-14", proven=False), case=case()
    ),
    "the year 0 of a camera that was never set": subject(
        finding("metadata.date", date_original="0000-00-00T00:00:00"), case=case()
    ),
    "a claim without a date": subject(DATED, case=case("", sighting("2019"))),
}


@pytest.mark.parametrize("name", NOT_DECIDING)
def test_what_does_not_decide_the_context(name: str) -> None:
    assert axis_of(NOT_DECIDING[name], Axis.CONTEXT).rule == "context.unknown"


@pytest.mark.parametrize(
    ("event", "taken", "rule"),
    [
        ("2026-01-28", "2026-01-29T01:00:00", "context.camera-date-fits"),
        ("2026-01-28", "2026-01-27T23:00:00", "context.camera-date-fits"),
        ("2026-01-28", "2026-01-30T00:00:00", "context.camera-date-differs"),
        ("2026-01", "2026-02-01T09:00:00", "context.camera-date-fits"),
        ("2026-01", "2026-02-02T09:00:00", "context.camera-date-differs"),
    ],
)
def test_a_camera_may_be_a_day_off(event: str, taken: str, rule: str) -> None:
    given = subject(finding("metadata.date", date_original=taken), case=case(event))
    assert axis_of(given, Axis.CONTEXT).rule == rule


def test_what_speaks_against_a_conclusion_stands_beside_it() -> None:
    found = axis_of(subject(SIGNED_AI, SEALED, TRUSTED, EXPOSURE), Axis.ORIGIN)
    assert [item.text for item in found.opposing] == ["This is metadata.camera."]
    against = finding("metadata.consistency.odd", contradicts(Axis.ORIGIN, Origin.CAMERA))
    found = axis_of(subject(EXPOSURE, against), Axis.ORIGIN)
    assert (found.value, [item.text for item in found.opposing]) == ("camera", [against.statement])


def test_saving_again_does_not_speak_against_editing() -> None:
    edited = finding("metadata.software", supports(Axis.INTEGRITY, Integrity.EDITED))
    again = finding("jpeg.quantization", supports(Axis.INTEGRITY, Integrity.RE_ENCODED))
    found = axis_of(subject(edited, again), Axis.INTEGRITY)
    assert (found.value, found.opposing) == (Integrity.EDITED, ())
    against = finding("metadata.consistency.odd", contradicts(Axis.INTEGRITY, Integrity.EDITED))
    found = axis_of(subject(edited, again, against), Axis.INTEGRITY)
    assert [item.text for item in found.opposing] == [against.statement]


def test_a_weaker_date_that_fits_is_told_against_an_older_sighting() -> None:
    found = axis_of(subject(DATED, case=case("2026-01-28", sighting("2019-03"))), Axis.CONTEXT)
    assert found.value == Context.CONTRADICTS
    assert [item.text for item in found.opposing] == [
        "The camera's date is 28 January 2026, as the claim says."
    ]


def test_no_sentence_stands_twice() -> None:
    for expected in EXPECTED.values():
        found = assess(expected.subject.exhibit, expected.subject.report, case=expected.subject.case)
        for axis in (found.origin, found.integrity, found.context):
            told = [*axis.supporting, *axis.opposing]
            assert len(told) == len(set(told))


def test_what_was_not_checked_is_named_with_its_reason_and_its_line() -> None:
    given = subject(
        outcomes={
            "credentials": Outcome.FAILED,
            "metadata": Outcome.NOT_APPLICABLE,
            "thumbnail": Outcome.NOTHING,
        }
    )
    found = axis_of(given, Axis.ORIGIN).not_checked
    assert [item.text for item in found[:2]] == [
        "“metadata” could not be checked: the reason of metadata.",
        "“credentials” could not be checked: the reason of credentials.",
    ]
    assert [item.citations[0].number for item in found[:2]] == [3, 7]
    integrity = axis_of(given, Axis.INTEGRITY).not_checked
    assert not any("preview" in item.text for item in integrity)
    assert any("pasted or copied" in item.text for item in integrity)
    context = axis_of(given, Axis.CONTEXT).not_checked
    assert any("no sightings are recorded" in item.text for item in context)


def test_a_credential_whose_binding_could_not_be_checked_is_not_called_changed() -> None:
    found = axis_of(subject(SIGNED_AI, UNCHECKED), Axis.ORIGIN)
    assert found.value == Origin.AI_GENERATED
    assert "changed" not in found.headline
    assert axis_of(subject(UNCHECKED), Axis.INTEGRITY).value == Integrity.UNKNOWN


def test_a_detector_does_not_make_a_photograph_contradict_itself() -> None:
    chain = (*CHAIN, "ai.model")
    found = axis_of(subject(EXPOSURE, DETECTED, chain=chain), Axis.ORIGIN)
    assert found.rule == "origin.camera-data"
    assert [item.text for item in found.opposing] == [DETECTED.statement]
    assert axis_of(subject(DECLARED_AI, DETECTED, chain=chain), Axis.ORIGIN).rule == "origin.declared-ai"


def test_sensor_noise_is_no_declaration_that_an_ai_generator_could_contradict() -> None:
    found = axis_of(subject(DECLARED_AI, NOISE, chain=(*CHAIN, "pixels.camera-noise")), Axis.ORIGIN)
    assert found.rule == "origin.declared-ai"
    assert NOISE.statement in [item.text for item in found.opposing]


def test_marks_that_cannot_be_read_are_named_until_a_person_asked() -> None:
    chain = (*CHAIN, "ai.closed-watermarks")
    outcomes = {"ai.closed-watermarks": Outcome.NOT_APPLICABLE}
    given = subject(outcomes=outcomes, chain=chain)
    assert any("SynthID" in item.text for item in axis_of(given, Axis.ORIGIN).not_checked)
    check = OutsideCheck("SynthID, in Google's app", "No mark was found.", "The desk", "2026-01-30")
    asked = subject(outcomes=outcomes, chain=chain, case=replace(case("2026"), outside_checks=(check,)))
    assert not any("SynthID" in item.text for item in axis_of(asked, Axis.ORIGIN).not_checked)


def test_a_signature_that_fails_seals_nothing() -> None:
    assert axis_of(subject(BROKEN, TRUSTED), Axis.INTEGRITY).value == Integrity.UNKNOWN
    assert axis_of(subject(BROKEN, SIGNED_CAMERA, TRUSTED), Axis.ORIGIN).confidence is Confidence.WEAK


@pytest.mark.parametrize(
    "code", ["metadata.consistency.size-differs", "metadata.consistency.software-not-camera"]
)
def test_nobody_says_that_there_is_no_sign_beside_a_trace_of_a_later_save(code: str) -> None:
    item = subject(PREVIEW_FITS, finding(code))
    axis = assess(item.exhibit, item.report).integrity
    assert axis.rule == "integrity.unknown"
    assert "saved again" in axis.headline
    assert [statement.text for statement in axis.supporting] == [f"This is {code}."]


def test_a_test_of_jpeg_compression_is_not_missing_from_a_png_file() -> None:
    left_out = Run("jpeg.quantization", "1", Outcome.NOT_APPLICABLE, "this is a PNG file")
    for kind, is_told in ((FileKind.PNG, False), (FileKind.JPEG, True)):
        item = subject()
        exhibit = replace(item.exhibit, kind=kind)
        axis = assess(exhibit, replace(item.report, runs=(left_out,))).integrity
        assert any("this is a PNG file" in statement.text for statement in axis.not_checked) is is_told


def test_what_was_not_checked_is_named_by_the_title_of_its_check() -> None:
    item = subject()
    left_out = Run("metadata", "1", Outcome.FAILED, "it took too long")
    report = replace(item.report, runs=(left_out,))
    axis = assess(item.exhibit, report, titles={"metadata": "Metadata"}).origin
    assert axis.not_checked[0].text == "“Metadata” could not be checked: it took too long."


@pytest.mark.parametrize(
    "found",
    [
        beside(is_sure=True, seen="2026-01-28"),
        beside(is_sure=True, seen="2026"),
        beside(is_sure=True),
        replace(beside(is_sure=True, seen="2019"), links=()),
    ],
    ids=["the very day", "a year that may be later", "never seen", "no link to cite"],
)
def test_an_older_version_says_nothing_of_the_claim_without_an_earlier_day(found: Subject) -> None:
    rule = axis_of(found, Axis.CONTEXT).rule
    assert rule == "context.unknown"


@pytest.mark.parametrize(
    "version",
    [
        replace(beside(is_sure=True).versions[0], region_count=0),
        replace(beside(is_sure=True).versions[0], is_older=False),
        replace(beside(is_sure=True).versions[0], is_older=None),
    ],
    ids=["they agree", "it is the older one", "nobody can tell"],
)
def test_a_version_is_no_sign_of_change_unless_older_and_different(version: OtherVersion) -> None:
    found = replace(beside(is_sure=True), versions=(version,))
    assert axis_of(found, Axis.INTEGRITY).rule == "integrity.unknown"


def test_a_sighting_of_a_version_of_another_case_is_not_taken_for_one_of_this_case() -> None:
    found = beside(is_sure=True, seen="2019")
    assert axis_of(found, Axis.CONTEXT).value == Context.CONTRADICTS
    elsewhere = replace(found, versions=(replace(found.versions[0], path=""),))
    assert axis_of(elsewhere, Axis.CONTEXT).rule == "context.unknown"
