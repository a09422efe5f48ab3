"""What a conclusion rests on, what speaks against it, and what was not checked for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.assess import assess
from generator.model import (
    Axis,
    Confidence,
    Context,
    DateKind,
    FileKind,
    Integrity,
    Origin,
    Outcome,
    OutsideCheck,
    Run,
)
from tests.assess.evidence import (
    BROKEN,
    DATED,
    DECLARED_AI,
    DETECTED,
    EXPOSURE,
    NOISE,
    PREVIEW_FITS,
    SEALED,
    SIGNED_AI,
    SIGNED_CAMERA,
    TRUSTED,
    UNCHECKED,
    axis_of,
)
from tests.support.reports import CHAIN, case, contradicts, finding, sighting, subject, supports

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
