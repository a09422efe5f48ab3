"""Asking: what leaves the machine, in which order, how politely, and what is written down when a service misbehaves."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator import codec
from generator.fetch import Answer, NotFetched, Question
from generator.model import Lookups
from generator.sightings import ledger
from generator.sightings.ledger import Tools
from generator.sightings.provider import Subject
from generator.sightings.providers import PROVIDERS
from generator.sightings.record import CHANGED, Compared, Record, answered, digest, dumps, loads, name_of
from tests.sightings.services import Services, asking, parameters, services
from tests.sightings.test_providers import DATA, SHA1, subject

KEYS = {"TINEYE_API_KEY": "secret-of-tineye", "GOOGLE_API_KEY": "secret-of-google"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Services]:
    with services(tmp_path) as running:
        yield running


def ask(
    server: Services, *names: str, who: str = "", budget: int = 50, about: Subject | None = None, **tools: Any
) -> list[Record]:
    """Records of the services' answers."""
    picture = about or subject()
    plan = [
        (PROVIDERS[name], picture, request) for name in names for request in PROVIDERS[name].requests(picture)
    ]
    given: dict[str, Any] = {
        "ask": asking(server),
        "now": lambda: "2026-11-22T01:02:03Z",
        "sleep": lambda seconds: None,
        "keys": KEYS,
        "contact": "desk@example.org",
    }
    return list(ledger.asked(plan, Tools(**(given | tools)), budget=budget, who=who))


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_service_is_asked_and_written_down(server: Services, name: str) -> None:
    records = ask(server, name, who="The picture desk")
    assert records
    for record in records:
        assert record.is_answered
        assert record.is_intact
        assert record.who == "The picture desk"
        assert loads(dumps(record)) == record
        assert not any(secret in dumps(record).decode() for secret in KEYS.values())
    asked = server.asked[0]
    assert asked[2]["user-agent"] == "open-backstory (desk@example.org)"
    if PROVIDERS[name].key:
        assert asked[2][PROVIDERS[name].key_header.lower()] == KEYS[PROVIDERS[name].key]
        assert not any(secret in asked[0] + asked[1] for secret in KEYS.values())


def test_commons_learns_the_check_sum_and_nothing_else(server: Services) -> None:
    ask(server, "commons")
    ((_, query, _, body),) = server.asked
    values = parameters(query)
    assert values.pop("aisha1") == SHA1
    assert not body
    assert "street" not in json.dumps(values)


@pytest.mark.parametrize("level", list(Lookups))
def test_nothing_leaves_that_is_not_permitted(server: Services, level: Lookups) -> None:
    ask(server, *PROVIDERS, about=subject(lookups=level))
    hosts = {place.split("/")[0] for place, *_ in server.asked}
    if level is Lookups.NONE:
        assert hosts == set()
    elif level is Lookups.HASHES_ONLY:
        assert hosts == {"commons.wikimedia.org"}
    else:
        assert {"web.archive.org", "api.tineye.com", "vision.googleapis.com", "api.gdeltproject.org"} <= hosts


NEEDS = {
    "commons": Lookups.HASHES_ONLY,
    "wayback": Lookups.PUBLIC_URL,
    "wayback-nearest": Lookups.PUBLIC_URL,
    "tineye": Lookups.UPLOAD,
    "google-vision": Lookups.UPLOAD,
    "fact-check": Lookups.PUBLIC_URL,
    "gdelt": Lookups.PUBLIC_URL,
}
"""What each service needs for a picture whose public address nobody knows."""


@pytest.mark.parametrize("level", list(Lookups))
@pytest.mark.parametrize("name", NEEDS)
def test_each_service_is_asked_only_as_far_as_permitted(server: Services, name: str, level: Lookups) -> None:
    records = ask(server, name, about=subject(lookups=level, picture_url=""))
    assert bool(records) is bool(server.asked) is level.permits(NEEDS[name])
    for _, query, headers, body in server.asked:
        sent = (query + json.dumps(headers)).encode() + body
        # The picture leaves with nothing but an upload, its file name never.
        assert (DATA in body or base64.b64encode(DATA) in body) is (NEEDS[name] is Lookups.UPLOAD)
        assert b"street.jpg" not in sent
        if NEEDS[name] is Lookups.HASHES_ONLY:
            assert b"://" not in sent
            assert b"flood" not in sent.lower()


def test_uploads_need_their_own_permission(server: Services) -> None:
    unknown = {"picture_url": ""}
    assert ask(server, "tineye", "google-vision", about=subject(lookups=Lookups.PUBLIC_URL, **unknown)) == []
    assert server.asked == []
    assert len(ask(server, "tineye", "google-vision", about=subject(lookups=Lookups.UPLOAD, **unknown))) == 2


@pytest.mark.parametrize(
    ("mood", "words"),
    [
        ("busy", "answered 429"),
        ("busy-for-long", "answered 429"),
        ("broken", "answered 500"),
        ("not-json", "not JSON"),
        ("other-json", "the answer"),
        ("latin", "not text"),
        ("huge", "larger than 2,097,152 bytes"),
        ("packed", "compressed"),
        ("deep", "not JSON"),
        ("slow", "longer than|doesn't answer"),
        ("elsewhere", "leads to another host"),
        ("round", "without an end"),
    ],
)
@pytest.mark.parametrize("name", ["commons", "tineye"])
def test_misbehaving_services_are_trouble_on_record(
    server: Services, mood: str, words: str, name: str
) -> None:
    server.mood = mood
    (record,) = ask(server, name, ask=asking(server, seconds=0.6 if mood == "slow" else 10))
    assert not record.is_answered
    assert re.search(words, record.trouble), record.trouble
    assert loads(dumps(record)) == record


def test_a_busy_service_is_asked_again_when_it_says_and_then_left_alone(server: Services) -> None:
    server.mood = "busy"
    waits: list[float] = []
    records = ask(server, "wayback", sleep=waits.append)
    # The second address of the case isn't asked any more.
    assert len(records) == 1
    assert len(server.asked) == ledger.TRIES
    assert max(waits) <= ledger.LONGEST_WAIT
    assert waits[0] >= 1


def test_who_asks_for_a_day_of_patience_is_left_alone(server: Services) -> None:
    server.mood = "busy-for-long"
    waits: list[float] = []
    ask(server, "commons", sleep=waits.append)
    assert len(server.asked) == 1
    assert waits == []


def test_a_date_to_come_back_at_is_kept(server: Services) -> None:
    server.mood = "busy-until"
    waits: list[float] = []
    ask(server, "commons", sleep=waits.append)
    assert len(server.asked) == ledger.TRIES
    assert waits[0] == 10.0


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("", 0),
        ("0", 0),
        ("7", 7),
        ("Sun, 22 Nov 2026 01:02:13 GMT", 10),
        ("Sun, 22 Nov 2026 02:02:13 +0100", 10),
        ("Sun, 22 Nov 2026 01:02:13 -0000", 10),
        ("Sunday, 22-Nov-26 01:02:13 GMT", 10),
        ("Sun Nov 22 01:02:13 2026", 10),
        ("Mon, 01 Jan 2001 00:00:00 GMT", 0),
        ("Sun, 22 Nov 2099 01:02:13 GMT", None),
        ("999999999999", None),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("\u0663", None),
        ("Sun, 99 Nov 2026 99:99:99 GMT", None),
    ],
)
def test_every_way_to_say_when_to_come_back(value: str, seconds: float | None) -> None:
    """None is: longer than anybody waits, so the service is left alone."""
    found = ledger.asked_wait(Answer(429, headers={"retry-after": value}), "2026-11-22T01:02:03Z")
    assert found > ledger.LONGEST_WAIT if seconds is None else found == seconds


def test_a_host_that_is_busy_is_left_alone_by_all_its_services(server: Services) -> None:
    server.mood = "busy"
    records = ask(server, "fact-check-pictures", "fact-check", "commons")
    assert [item.provider for item in records] == ["fact-check-pictures", "commons"]


def test_every_try_counts_in_the_budget(server: Services) -> None:
    server.mood = "busy"
    ask(server, "commons", "gdelt", "wayback", budget=2)
    assert len(server.asked) == 2


@pytest.mark.parametrize("mood", ["key-in-error", "key-in-answer"])
@pytest.mark.parametrize("name", ["tineye", "google-vision", "fact-check"])
def test_an_answer_that_repeats_the_key_is_not_kept(server: Services, mood: str, name: str) -> None:
    server.mood = mood
    keys = {"TINEYE_API_KEY": "secret/of&tineye", "GOOGLE_API_KEY": "secret/of&google"}
    (record,) = ask(server, name, keys=keys)
    assert "repeats the key" in record.trouble
    assert record.answer == ""
    assert "secret" not in dumps(record).decode()


def test_an_error_that_repeats_the_key_is_told_without_it() -> None:
    def ask_badly(question: Question) -> Answer:
        raise NotFetched(question.address, f"odd header {dict(question.headers)['x-api-key']}")

    picture = subject()
    plan = [(PROVIDERS["tineye"], picture, item) for item in PROVIDERS["tineye"].requests(picture)]
    tools = Tools(ask_badly, lambda: "2026-11-22T01:02:03Z", lambda seconds: None, KEYS)
    (record,) = ledger.asked(plan, tools, budget=5)
    assert record.trouble == "odd header …"


@pytest.mark.parametrize("key", ["two\nlines-of-it", "curly\u201dquote", "with blank", "\x7fdeleted"])
def test_what_can_be_no_key_is_never_sent(server: Services, key: str) -> None:
    assert ask(server, "tineye", keys={"TINEYE_API_KEY": key}) == []
    assert server.asked == []


def test_a_host_is_asked_with_pauses_and_within_the_budget(server: Services) -> None:
    waits: list[float] = []
    records = ask(server, "wayback", "wayback-nearest", sleep=waits.append, budget=3)
    assert len(records) == 3
    assert len(server.asked) == 3
    assert waits == [PROVIDERS["wayback"].pause]


def test_found_pictures_are_fetched_and_only_their_fingerprints_kept(server: Services) -> None:
    server.pictures["news.example/street.jpg"] = b"a picture"
    (record,) = ask(
        server, "tineye", fingerprint=lambda url, data: Compared(url, "", sha256=digest(data.decode()))
    )
    (compared,) = record.pictures
    assert compared == Compared(
        "https://news.example/street.jpg", "2026-11-22T01:02:03Z", sha256=digest("a picture")
    )
    assert b"a picture" not in dumps(record)
    server.pictures.clear()
    (record,) = ask(server, "tineye", fingerprint=lambda url, data: Compared(url, ""))
    assert record.pictures[0].trouble == "the server answered 404"


def test_names_of_files_are_plain_and_one_for_each_question() -> None:
    first, later, other = (
        Record("tineye", moment, "a folder/Straße <1>.jpg", "0" * 64, "its address", address=address)
        for moment, address in (
            ("2026-11-22T01:02:03Z", "https://x.example/1"),
            ("2026-11-22T05:00:00Z", "https://x.example/1"),
            ("2026-11-22T01:02:03Z", "https://x.example/2"),
        )
    )
    name = name_of(first)
    assert name.endswith(".sighting.json")
    assert name.isascii()
    assert "/" not in name
    assert name_of(later) == name
    assert name_of(other) != name


RECORD = answered(
    Record("tineye", "2026-11-22T01:02:03Z", "street.jpg", "0" * 64, "its address", who="The desk"),
    b"{}",
    200,
)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("answer", "{ }"),
        ("asked", "2001-01-01T00:00:00Z"),
        ("sent", "nothing"),
        ("who", "Somebody else"),
        ("provider", "commons"),
        ("seal", "0" * 64),
        ("seal", ""),
        ("pictures", [{"url": "https://x.example", "fetched": "", "sha256": "a" * 64}]),
    ],
)
def test_a_later_change_to_a_file_is_noticed(name: str, value: object) -> None:
    """Whatever is changed: the answer, the day, who asked, what was compared."""
    stored = json.loads(dumps(RECORD))
    assert loads(json.dumps(stored).encode()) == RECORD
    changed = loads(json.dumps(stored | {name: value}).encode())
    assert changed.trouble == CHANGED
    assert not changed.is_answered


@pytest.mark.parametrize(
    "change",
    [
        {"asked": "yesterday"},
        {"asked": "2026-02-31T01:02:03Z"},
        {"asked": "../../x"},
        {"who": "\ud800"},
        {"answer": "\udfff"},
        {"pictures": [{"url": "u", "fetched": "", "pdq": "z" * 64}]},
        {"pictures": [{"url": "u", "fetched": "", "pdq": "0" * 63}]},
        {"pictures": [{"url": "u", "fetched": "", "sha256": "\u0663" * 64}]},
        {"pictures": [{"url": "u", "fetched": "", "quality": 10**9}]},
        {"pictures": [5]},
        {"format": 2},
        {"more": ""},
    ],
)
def test_what_no_record_can_say_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(codec.MalformedValue):
        loads(json.dumps(json.loads(dumps(RECORD)) | change).encode())


def test_texts_of_a_file_are_on_one_line_and_without_control_characters() -> None:
    hostile = Record(
        "x", "2026-11-22T01:02:03Z", "a.jpg", "", "a\x00b\u202ec", who="x\ny", trouble="t\x1b[0m"
    )
    found = loads(dumps(hostile))
    assert (found.sent, found.who, found.trouble) == ("a b c", "x y", "t [0m")
