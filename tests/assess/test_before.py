"""Before and after across the time zones of the world: a day is not one moment."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.assess import assess
from generator.assess.before import is_before_event, is_close_before_event
from generator.assess.bounds import earliest, latest
from generator.model import Citation, DateKind, EvidenceKind, MatchKind, Search
from tests.assess.evidence import GRAZ
from tests.support.reports import case, finding, sighting, subject

KIRITIMATI = (1.87, -157.4)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-01-28", "2026-01-27T10:00:00+00:00", "2026-01-29T12:00:00+00:00"),
        ("2026-01", "2025-12-31T10:00:00+00:00", "2026-02-01T12:00:00+00:00"),
        ("2026", "2025-12-31T10:00:00+00:00", "2027-01-01T12:00:00+00:00"),
        ("2026-01-28T20:00:00Z", "2026-01-28T20:00:00+00:00", "2026-01-28T20:00:00+00:00"),
        ("2026-01-28T20:00+09:00", "2026-01-28T11:00:00+00:00", "2026-01-28T11:00:00+00:00"),
        ("2026-01-28 20:00", "2026-01-28T06:00:00+00:00", "2026-01-29T08:00:00+00:00"),
        ("2026-02-31", None, None),
        ("soon", None, None),
        ("", None, None),
        ("0001-01-01", None, None),
        ("9999-12-31T23:59:59Z", None, None),
        ("2026-01-28T99:99:99Z", "2026-01-27T10:00:00+00:00", "2026-01-29T12:00:00+00:00"),
    ],
)
def test_what_a_date_may_mean(text: str, first: str | None, last: str | None) -> None:
    begin, end = earliest(text), latest(text)
    assert (begin and begin.isoformat(), end and end.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("event", "seen", "is_before"),
    [
        ("2026-01-28", "2026-01-27", False),
        ("2026-01-28", "2026-01-26", False),
        ("2026-01-28", "2026-01-25", True),
        # A post of the evening in Honolulu may show the next morning in Auckland.
        ("2026-01-28", "2026-01-27T10:00:00Z", True),
        ("2026-01-28", "2026-01-27T10:00:01Z", False),
        ("2026-01-28T09:00:00+13:00", "2026-01-27T19:00:00Z", True),
        ("2026-01-28T09:00:00+13:00", "2026-01-27T21:00:00Z", False),
        ("2026-01", "2026-01-05", False),
        ("2026", "2025", False),
        ("2026", "2024", True),
        ("2026-01-28", "2026-02", False),
        ("2026-01-28", "once", False),
        ("", "2019", False),
    ],
)
def test_before_the_event(event: str, seen: str, *, is_before: bool) -> None:
    assert is_before_event(subject(case=case(event)), seen) is is_before


@pytest.mark.parametrize(
    ("position", "moment", "is_before"),
    [
        (GRAZ, "2026-01-27T21:59:59Z", True),
        (GRAZ, "2026-01-27T22:00:01Z", False),
        (KIRITIMATI, "2026-01-27T10:00:01Z", False),
    ],
)
def test_the_zones_of_a_known_place_count(
    position: tuple[float, float], moment: str, *, is_before: bool
) -> None:
    """In January Graz is an hour ahead of UTC; its summer time, which the year also knows, is allowed for."""
    given = subject(case=case("2026-01-28", event_position=position))
    assert is_before_event(given, moment) is is_before


def test_a_day_that_time_zones_explain_is_told_and_decides_nothing() -> None:
    given = subject(case=case("2026-01-28", sighting("2026-01-27", kind=DateKind.POSTED)))
    axis = assess(given.exhibit, given.report, case=given.case).context
    assert axis.value == "unknown"
    (said,) = [item for item in axis.noted if "time zones" in item.text]
    assert "posted on 27 January 2026" in said.text
    assert {item.kind for item in said.citations} == {EvidenceKind.SIGHTING, EvidenceKind.CLAIM}
    for other in ("2026-01-20", "2026-01-28", "2026-01-29", "2026"):
        assert not is_close_before_event(given, other)


@pytest.mark.parametrize(
    ("match", "is_compared", "rule", "words"),
    [
        (MatchKind.SAME_BYTES, True, "context.seen-before-event", "can't show an event of 28 January 2026"),
        (MatchKind.SAME_PICTURE, False, "context.noted-before-event", "By the note"),
        (MatchKind.CROPPED, True, "context.part-seen-before-event", "What both show"),
        (MatchKind.CROPPED, False, "context.noted-before-event", "a part of the picture"),
        (MatchKind.UNVERIFIED, False, "context.seen-before-event-unverified", "may be this one"),
        (MatchKind.SAME_CLAIM, False, "context.unknown", ""),
        (MatchKind.PAGE_ONLY, False, "context.unknown", ""),
    ],
)
def test_what_is_said_is_as_sure_as_the_match(
    match: MatchKind, is_compared: bool, rule: str, words: str
) -> None:
    """A page that an archive holds since 1999 says nothing of the picture that was put there last week."""
    given = subject(case=case("2026-01-28", sighting("1999-03-14", match=match, is_compared=is_compared)))
    axis = assess(given.exhibit, given.report, case=given.case).context
    assert axis.rule == rule
    assert words in " ".join([axis.headline, *(item.text for item in axis.supporting)])


@pytest.mark.parametrize(
    ("offset", "taken", "place", "words"),
    [
        ("+02:00", "2024-06-20T10:00:00", GRAZ, "was in use at the claimed place"),
        ("+01:00", "2024-06-20T10:00:00", GRAZ, "was in use at the claimed place"),
        ("-05:00", "2024-06-20T10:00:00", GRAZ, "was not in use at the claimed place"),
        ("", "2024-06-20T10:00:00", GRAZ, ""),
        ("+2", "2024-06-20T10:00:00", GRAZ, ""),
        ("+02:00", "", GRAZ, ""),
        ("+02:00", "0000-00-00T00:00:00", GRAZ, ""),
        ("+02:00", "1980-01-01T00:00:00", GRAZ, ""),
        ("+02:00", "2024-06-20T10:00:00", None, ""),
        ("+02:00", "2024-06-20T10:00:00", (0.0, -30.0), ""),
    ],
)
def test_the_zone_in_the_file_and_the_claimed_place(
    offset: str, taken: str, place: tuple[float, float] | None, words: str
) -> None:
    dated = finding("metadata.date", date_original=taken, offset=offset)
    given = subject(dated, case=case("2024-06-20", event_position=place))
    axis = assess(given.exhibit, given.report, case=given.case).context
    said = [item for item in axis.noted if "time zone in the file" in item.text]
    assert bool(said) is bool(words)
    for item in said:
        assert words in item.text
        assert {citation.kind for citation in item.citations} == {EvidenceKind.FINDING, EvidenceKind.CLAIM}


def test_a_service_that_gave_no_answer_is_named_as_not_checked() -> None:
    searches = (
        Search(
            "TinEye", "2026-01-30T00:00:00Z", "its address", "No usable answer: 500.", False, picture="a.jpg"
        ),
        Search("GDELT", "2026-01-30T00:00:00Z", "words", "No result.", True, picture="a.jpg"),
        Search("Other", "2026-01-30T00:00:00Z", "words", "No usable answer.", False, picture="b.jpg"),
    )
    given = subject(case=replace(case("2026-01-28"), searches=searches))
    told = assess(given.exhibit, given.report, case=given.case).context.not_checked
    (said,) = [item for item in told if "gave no usable answer" in item.text]
    assert said.text.startswith("“TinEye” was asked on 30 January 2026")
    assert said.citations == (Citation(EvidenceKind.SEARCH, number=1),)
    assert not any("no sightings are recorded" in item.text for item in told)
