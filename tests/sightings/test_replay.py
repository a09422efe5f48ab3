"""Stored answers become sightings; what a service says of a match counts only as far as it was compared."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from generator.model import Case, Exhibit, Finding, MatchKind, Measurement, Report, Sighting
from generator.model import DateKind as Kind
from generator.sightings import person
from generator.sightings.record import Compared, Laid, Record, answered, dumps, loads
from generator.sightings.replay import replayed
from tests.sightings import services
from tests.sightings.test_providers import SHA1, subject
from tests.support.reports import report

PDQ = "0f" * 32
NEAR = f"{int(PDQ, 16) ^ 0b111:064x}"
FAR = "f0" * 32
CASE: Case = subject().case
PICTURE: Exhibit = subject().exhibit
OURS = tuple(
    Measurement(name, value)
    for name, value in (
        ("sha256", PICTURE.sha256),
        ("sha1", SHA1),
        ("pdq", PDQ),
        ("pdq_mirrored", FAR[:-1] + "1"),
        ("pdq_quality", 90),
    )
)


def record(provider: str, answer: Any, **changes: Any) -> Record:
    """What a service answered about the picture."""
    made = Record(
        provider,
        "2026-11-22T01:02:03Z",
        "street.jpg",
        PICTURE.sha256,
        "its address",
        address="https://x.example/",
    )
    return replace(answered(made, json.dumps(answer).encode(), 200), **changes)


def replay(*records: Record, case: Case = CASE) -> Case:
    """The case with the answers."""
    known: dict[str, Report] = {
        PICTURE.id: report(Finding("file.identity", "Check sums.", measurements=OURS))
    }
    return replayed(case, {"street.jpg": PICTURE}, known, records)


def test_equal_check_sums_are_the_same_file() -> None:
    answer = json.loads(json.dumps(services.COMMONS).replace("SHA1", SHA1))
    (sighting,) = replay(record("commons", answer)).sightings
    assert sighting.match is MatchKind.SAME_BYTES
    assert "SHA-1" in sighting.compared
    assert sighting.found_by.startswith("Wikimedia Commons, 2026-11-22")


def test_what_was_not_compared_stays_uncompared() -> None:
    (sighting,) = replay(record("tineye", services.TINEYE)).sightings
    assert sighting.match is MatchKind.UNVERIFIED
    assert sighting.compared == ""


def test_fetched_pictures_decide() -> None:
    url = "https://news.example/street.jpg"
    for compared, match, words in (
        (Compared(url, "", sha256=PICTURE.sha256), MatchKind.SAME_BYTES, "byte for byte"),
        (Compared(url, "", sha256="1" * 64, pdq=NEAR, quality=80), MatchKind.SAME_PICTURE, "3 of 256"),
        (
            Compared(url, "", sha256="1" * 64, pdq="3c" * 32, quality=80),
            MatchKind.UNVERIFIED,
            "looks different",
        ),
        (
            Compared(url, "", sha256="1" * 64, pdq=PDQ, quality=10),
            MatchKind.UNVERIFIED,
            "too little structure",
        ),
        (Compared(url, "", trouble="the server answered 404"), MatchKind.UNVERIFIED, "answered 404"),
    ):
        (sighting,) = replay(record("tineye", services.TINEYE, pictures=(compared,))).sightings
        assert sighting.match is match
        assert words in sighting.compared + sighting.note


WHOLE = Laid(True, False, 90, 120, 118, 1.0, 1.0)
"""A copy that covers all of ours."""


@pytest.mark.parametrize(
    ("laid", "match", "words"),
    [
        (WHOLE, MatchKind.SAME_PICTURE, "shows the same as ours: 90 distinctive places"),
        (replace(WHOLE, theirs=0.31), MatchKind.SAME_PICTURE, "all of ours, in 31 % of its area"),
        (replace(WHOLE, ours=0.5, is_mirrored=True), MatchKind.CROPPED, "50 % of the area of ours, mirrored"),
        (replace(WHOLE, ours=0.5, is_part_only=True), MatchKind.UNVERIFIED, "a part in common with ours"),
        (replace(WHOLE, is_capture=False), MatchKind.UNVERIFIED, "not the same shot"),
    ],
)
def test_a_picture_laid_upon_ours_is_compared(laid: Laid, match: MatchKind, words: str) -> None:
    url = "https://news.example/street.jpg"
    for looks in ("3c" * 32, ""):
        there = Compared(url, "", sha256="1" * 64, pdq=looks, quality=80, laid=laid)
        (sighting,) = replay(record("tineye", services.TINEYE, pictures=(there,))).sightings
        assert sighting.match is match
        assert words in (sighting.compared or sighting.note)
        assert bool(sighting.compared) is (match is not MatchKind.UNVERIFIED)


def test_alike_fingerprints_of_another_shot_are_no_match() -> None:
    there = Compared("https://news.example/street.jpg", "", sha256="1" * 64, pdq=NEAR, quality=80)
    there = replace(there, laid=replace(WHOLE, is_capture=False))
    (sighting,) = replay(record("tineye", services.TINEYE, pictures=(there,))).sightings
    assert sighting.match is MatchKind.UNVERIFIED


def test_a_service_without_dates_gives_the_day_of_asking() -> None:
    sighting = replay(record("google-vision", services.VISION)).sightings[0]
    assert (sighting.date, sighting.date_kind) == ("2026-11-22T01:02:03Z", Kind.FOUND)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sha256": "f" * 64}, "it is about an earlier file of this name"),
        ({"picture": "other.jpg"}, "it is about other.jpg, which is no longer in the case"),
    ],
)
def test_answers_about_another_file_do_not_count_and_are_named(changes: dict[str, str], words: str) -> None:
    case = replay(record("commons", services.COMMONS, **changes))
    assert case.sightings == CASE.sightings
    (search,) = case.searches
    assert not search.is_answered
    assert words in search.result


def test_an_answer_about_the_file_of_today_replaces_one_about_an_earlier_file() -> None:
    old, new = (record("commons", services.COMMONS, sha256=sha256) for sha256 in ("f" * 64, PICTURE.sha256))
    assert replay(old, new) == replay(new)


def test_changed_answers_are_not_read() -> None:
    changed = record("commons", services.COMMONS)
    case = replay(replace(changed, answer=changed.answer.replace("2019", "2009")))
    assert case.sightings == ()
    (search,) = case.searches
    assert not search.is_answered
    assert "changed after" in search.result


def test_failures_and_empty_answers_are_told_apart() -> None:
    failed = replace(record("commons", {}), trouble="the server doesn't answer", status=0)
    empty = record("commons", {"query": {"allimages": []}}, asked="2026-11-23T00:00:00Z")
    case = replay(failed, empty)
    assert [item.is_answered for item in case.searches] == [False, True]
    assert "may simply not know" in case.searches[1].result


def test_the_newest_answer_counts_and_all_are_listed() -> None:
    old = record("tineye", services.TINEYE, asked="2025-01-01T00:00:00Z")
    new = record("tineye", {"code": 200, "results": {"matches": []}})
    case = replay(new, old)
    assert case.sightings == ()
    assert [item.date[:4] for item in case.searches] == ["2025", "2026"]


def test_the_order_of_files_does_not_matter() -> None:
    answers = {"tineye": services.TINEYE, "gdelt": services.GDELT, "commons": services.COMMONS}
    records = [record(name, answer) for name, answer in answers.items()]

    assert replay(*records) == replay(*reversed(records))


def test_pages_about_the_same_claim_come_last() -> None:
    case = replay(
        record("gdelt", services.GDELT), record("tineye", services.TINEYE, asked="2026-11-22T02:00:00Z")
    )
    assert [item.match for item in case.sightings] == [MatchKind.UNVERIFIED, MatchKind.SAME_CLAIM]


def test_the_note_and_a_service_name_one_page_once() -> None:
    noted = Sighting(
        "https://news.example/2019/flood", "2019-04-01", Kind.PUBLISHED, picture="street.jpg", note="ours"
    )
    case = replay(record("tineye", services.TINEYE), case=replace(CASE, sightings=(noted,)))
    assert case.sightings == (noted,)


def test_what_a_person_found_is_a_sighting_and_no_search() -> None:
    said = Sighting(
        "https://old.example/",
        "2018-05",
        Kind.POSTED,
        caption="A <b>sunny</b> day",
        found_by="A. Reader, with Lens",
    )
    made = answered(
        Record(person.ID, "2026-11-22T01:02:03Z", "street.jpg", PICTURE.sha256, "nothing", address=said.url),
        person.answer_of(said).encode(),
        200,
    )
    case = replay(replace(made, pictures=(Compared(said.url, "", sha256="1" * 64, pdq=NEAR, quality=80),)))
    (sighting,) = case.sightings
    assert (sighting.caption, sighting.match, sighting.found_by) == (
        said.caption,
        MatchKind.SAME_PICTURE,
        said.found_by,
    )
    assert case.searches == ()


def test_what_a_person_wrote_down_and_somebody_changed_is_named() -> None:
    said = Sighting("https://old.example/", "2018-05", Kind.POSTED)
    made = record(person.ID, json.loads(person.answer_of(said)), sent="nothing")
    changed = loads(dumps(made).replace(b"2018-05", b"2008-05"))
    case = replay(changed)
    assert case.sightings == ()
    (search,) = case.searches
    assert search.service == "What a person wrote down"
    assert not search.is_answered
    assert "changed after it was written" in search.result


def test_what_was_compared_joins_the_words_of_the_note() -> None:
    """A person wrote the page into the note and later gave the saved picture: one entry, the note's words, the comparison."""
    noted = Sighting(
        "https://old.example/p",
        "2018-05-01",
        Kind.PUBLISHED,
        caption="A sunny day",
        match=MatchKind.SAME_PICTURE,
        found_by="A. Reader",
        note="On page 2.",
    )
    said = Sighting(noted.url, "2018-05-01", Kind.POSTED, publisher="The Old Paper")
    compared = (Compared(said.url, "", sha256="1" * 64, pdq=NEAR, quality=80),)
    found = record(person.ID, json.loads(person.answer_of(said)), pictures=compared)
    for name in ("", "street.jpg"):
        case = replay(found, case=replace(CASE, sightings=(replace(noted, picture=name),)))
        (sighting,) = case.sightings
        assert (sighting.caption, sighting.publisher, sighting.found_by, sighting.date_kind) == (
            "A sunny day",
            "The Old Paper",
            "A. Reader",
            Kind.PUBLISHED,
        )
        assert (sighting.picture, sighting.match) == ("street.jpg", MatchKind.SAME_PICTURE)
        assert "3 of 256" in sighting.compared
        assert sighting.note == "On page 2."
    other = replay(found, case=replace(CASE, sightings=(replace(noted, picture="other.jpg"),)))
    assert len(other.sightings) == 2


def test_an_archived_page_stands_apart_until_its_picture_was_compared() -> None:
    rows = [services.CDX[0], services.CDX[2]]
    url = "https://web.archive.org/web/20180101000000id_/https://pictures.example/street.jpg"
    (alone,) = replay(record("wayback", rows)).sightings
    assert alone.match is MatchKind.PAGE_ONLY
    compared = (Compared(url, "", sha256="1" * 64, pdq=NEAR, quality=80),)
    (same,) = replay(record("wayback", rows, pictures=compared)).sightings
    assert same.match is MatchKind.SAME_PICTURE
