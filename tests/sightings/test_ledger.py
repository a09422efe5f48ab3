"""Asking: what leaves the machine, in which order, how politely, and what is written down when a service misbehaves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.model import Lookups
from generator.sightings import ledger
from generator.sightings.ledger import Tools
from generator.sightings.provider import Subject
from generator.sightings.providers import PROVIDERS
from generator.sightings.record import Compared, Record, digest, dumps, loads, name_of
from tests.sightings.services import Services, asking, parameters, services
from tests.sightings.test_providers import SHA1, subject

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
        ("huge", "larger than 2,000,000 bytes"),
        ("slow", "longer than|doesn't answer"),
        ("elsewhere", "leads to another host"),
    ],
)
@pytest.mark.parametrize("name", ["commons", "tineye"])
def test_misbehaving_services_are_trouble_on_record(
    server: Services, mood: str, words: str, name: str
) -> None:
    server.mood = mood
    (record,) = ask(server, name, ask=asking(server, seconds=0.6))
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
