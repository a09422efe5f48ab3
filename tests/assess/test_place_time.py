"""The claim's place and time against the file's and the sun: what is said, what is left open, and what stays private."""

from __future__ import annotations

import pytest

from generator.assess import assess
from generator.assess.place_time import (
    after_first_sighting,
    claimed_suns,
    position_distance,
    sun_sentence,
    why_no_sun,
)
from generator.assess.subject import Subject
from generator.model import Case, DateKind, EvidenceKind, Finding, MatchKind, Row, Table
from tests.support.reports import case, finding, sighting, subject

GRAZ = (47.07, 15.44)
POLE = (89.0, 0.0)


@pytest.mark.parametrize(
    ("claimed", "sentence"),
    [
        (
            case("2024-06-20T12:00+02:00", event_place="The main square", event_position=GRAZ),
            "At the claimed time it was day at the claimed place: the sun stood 64° above the horizon in the south-south-east.",
        ),
        (
            case("2024-06-20T12:00+02:00", event_position=GRAZ),
            "At the claimed time it was day at the claimed place.",
        ),
        (
            case("2024-06-20T12:00", event_place="Main square", event_position=GRAZ),
            "At the claimed time it was day at the claimed place.",
        ),
        (
            case("2024-06-21T01:00+02:00", event_place="Graz, Austria"),
            "At the claimed time it was night in Graz, which stands for the claimed place: the sun stood 19° below the horizon "
            "in the north.",
        ),
        (case("2024-06-20T20:30", event_position=GRAZ), None),
        (case("2024-06-20", event_position=GRAZ), None),
        (case("2024-06-20T12:00+02:00", event_place="Main square"), None),
        (case("2024-06-20T12:00+02:00"), None),
        (case("2024-06-20T12:00", event_position=(0.0, -30.0)), None),
        (case("0001-01-01T00:00+14:00", event_position=GRAZ), None),
        (case("", event_position=GRAZ), None),
        (None, None),
    ],
)
def test_the_sun_over_the_claim(claimed: object, sentence: str | None) -> None:
    given = Subject(subject().exhibit, subject().report, case=claimed)  # type: ignore[arg-type]
    found = sun_sentence(given)
    assert (found.text if found else None) == sentence
    if found:
        assert [citation.kind for citation in found.citations] == [EvidenceKind.CLAIM]


@pytest.mark.parametrize(
    ("claimed", "why"),
    [
        (case("2024-06-20T12:00+02:00", event_position=GRAZ), None),
        (case("2024-06-20T12:00+02:00"), "the position of the claimed place isn't known"),
        (case("2024-06-20", event_position=GRAZ), "names no time of day"),
        (case("2024-06-20T12:00", event_position=(0.0, -30.0)), "time zone of the claimed time isn't known"),
        (case("2024-06-20T20:30", event_position=GRAZ), "day or night depends on it"),
        (case(claimed=False), None),
    ],
)
def test_why_the_sun_was_not_asked_is_said(claimed: Case, why: str | None) -> None:
    found = why_no_sun(subject(case=claimed))
    assert (found is None) is (why is None)
    assert found is None or (why or "") in found.text


def test_a_time_without_a_zone_gives_all_possible_suns() -> None:
    assert len(claimed_suns(subject(case=case("2024-06-20T12:00", event_position=GRAZ)))) == 2


def test_the_polar_day_has_no_night() -> None:
    found = sun_sentence(subject(case=case("2024-06-20T00:00Z", event_place="Ice", event_position=POLE)))
    assert found is not None
    assert "it was day" in found.text


@pytest.mark.parametrize(
    ("latitude", "longitude", "rule"),
    [
        (47.1, 15.4, "context.position-fits"),
        (47.07, 16.2, "context.unknown"),
        (48.2, 16.37, "context.position-differs"),
    ],
)
def test_between_near_and_far_nothing_is_said(latitude: float, longitude: float, rule: str) -> None:
    given = subject(
        finding("metadata.location", latitude=latitude, longitude=longitude), case=case(event_position=GRAZ)
    )
    assert assess(given.exhibit, given.report, case=given.case).context.rule == rule


def test_no_sentence_holds_a_position_or_a_distance() -> None:
    given = subject(
        finding("metadata.location", latitude=48.20849, longitude=16.37208),
        case=case("2024-06-20T12:00+02:00", event_position=GRAZ),
    )
    assert position_distance(given) == pytest.approx(145, abs=5)
    context = assess(given.exhibit, given.report, case=given.case).context
    words = " ".join((context.headline, *(item.text for item in (*context.supporting, *context.noted))))
    for secret in ("48.2", "16.37", "47.07", "15.44", "145", "144", "horizon"):
        assert secret not in words


def dated(*rows: tuple[str, str, str]) -> Finding:
    """`metadata.date` with rows of place, date and meaning."""
    table = Table("Dates by source", tuple(Row(place, text, note=note) for place, text, note in rows))
    return Finding("metadata.date", "Dates.", tables=(table,))


LATER = (
    ("EXIF DateTimeOriginal", "2024-05-01 10:00:00", "taken"),
    ("XMP xmp:ModifyDate", "2024-05-02", "last changed"),
)


@pytest.mark.parametrize(
    ("rows", "seen", "said"),
    [
        (LATER, sighting("2019-03-14"), ["can't be when it was taken", "written later"]),
        (LATER, sighting("2024-05-01"), []),
        (LATER, sighting("2024"), []),
        (LATER, sighting("2019-03-14", match=MatchKind.CROPPED), []),
        (LATER, sighting("2019-03-14", kind=DateKind.CLAIMED), []),
        ((("IPTC DateCreated", "20240501", "taken"),), sighting("2019-03-14"), []),
        ((("EXIF GPSDateStamp", "2024-05-01", "when the satellites' time was read"),), sighting("2019"), []),
    ],
)
def test_dates_after_the_first_sighting(
    rows: tuple[tuple[str, str, str], ...], seen: object, said: list[str]
) -> None:
    statements = after_first_sighting(subject(dated(*rows), case=case("2026-01-28", seen)))  # type: ignore[arg-type]
    assert len(statements) == len(said)
    for statement, words in zip(statements, said, strict=True):
        assert words in statement.text
        assert {citation.kind for citation in statement.citations} == {
            EvidenceKind.FINDING,
            EvidenceKind.SIGHTING,
        }
