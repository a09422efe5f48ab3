"""`backstory trust update`: all or nothing, never an older list, nobody's own files touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import fetch
from generator.cli import main
from generator.errors import BackstoryError
from generator.trust import Tier, read_path, sources
from generator.trust.sources import INTERIM_SOURCES, OFFICIAL_SOURCES
from generator.trust.update import update
from tests.support.trust import PURPOSES, listing, put, stranger

ONE, TWO = stranger("one"), stranger("two")


def web(issued: str = "2026-08-05", pem: bytes = ONE, **others: bytes) -> dict[str, bytes]:
    """What the public addresses answer."""
    answers = {}
    for source in (*OFFICIAL_SOURCES, *INTERIM_SOURCES):
        answers[source.address] = PURPOSES if source.file == "store.cfg" else pem
        if source.dated:
            answers[source.dated] = listing(pem, issued)
    return answers | {
        address: others[name] for name in others for address in answers if address.endswith(name)
    }


def updated(folder: Path, answers: dict[str, bytes]) -> list[bool]:
    done = update(folder, OFFICIAL_SOURCES, fetch=answers.__getitem__, day="2026-11-21")
    return [item.is_changed for item in done]


def test_first_and_second_time(tmp_path: Path) -> None:
    assert updated(tmp_path, web()) == [True, True, True]
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert sorted(first) == ["C2PA-TRUST-LIST.pem", "C2PA-TSA-TRUST-LIST.pem", "store.cfg", "trust.json"]
    assert updated(tmp_path, web()) == [False, False, False]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first
    lists = read_path(tmp_path)
    assert [item.issued for item in lists] == ["2026-08-05", "2026-08-05", ""]
    assert {item.retrieved for item in lists} == {"2026-11-21"}
    assert lists[0].source.startswith("https://raw.githubusercontent.com/c2pa-org/conformance-public/")
    assert updated(tmp_path, web("2026-09-01", TWO)) == [True, True, False]


def test_an_older_list_never_replaces_a_newer_one(tmp_path: Path) -> None:
    updated(tmp_path, web("2026-08-05"))
    with pytest.raises(BackstoryError, match="older than the one"):
        updated(tmp_path, web("2026-07-01", TWO))
    assert (tmp_path / "C2PA-TRUST-LIST.pem").read_bytes() == ONE


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("main/trust-list/C2PA-TRUST-LIST.pem", b"<html>429 Too Many Requests</html>"),
        ("C2PA-TSA-TRUST-LIST.pem", b""),
        ("store.cfg", b"\x00" * 100),
        ("main/trust-list/C2PA-TRUST-LIST.json", b"{}"),
        ("C2PA-TSA-TRUST-LIST.json", b"not json"),
        ("C2PA-TSA-TRUST-LIST.json", listing(ONE)),
        ("C2PA-TSA-TRUST-LIST.json", listing(TWO + ONE)),
    ],
)
def test_garbage_changes_nothing(tmp_path: Path, name: str, answer: bytes) -> None:
    updated(tmp_path, web())
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(BackstoryError, match="Nothing was changed"):
        updated(tmp_path, web("2026-09-09", TWO) | {a: answer for a in web() if a.endswith(name)})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_own_files_and_their_words_stay(tmp_path: Path) -> None:
    own = {"file": "ours.pem", "tier": "own", "name": "Our photographers", "issued": "2026-01-01"}
    put(tmp_path, {"ours.pem": TWO, "trust.json": json.dumps({"format": 1, "files": [own]}).encode()})
    updated(tmp_path, web())
    mine = next(item for item in read_path(tmp_path) if item.tier is Tier.OWN)
    assert (mine.title, mine.data) == ("Our photographers of 2026-01-01", TWO)
    put(tmp_path, {"trust.json": b"{"})
    with pytest.raises(BackstoryError, match="can't be read"):
        updated(tmp_path, web())


def test_the_addresses_are_public_and_https() -> None:
    for source in (*sources.OFFICIAL_SOURCES, *sources.INTERIM_SOURCES):
        assert all(a.startswith("https://") for a in (source.address, source.dated) if a)


def test_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = web()
    monkeypatch.setattr(fetch, "fetch", lambda address, *, terms: answers[address])
    folder = str(tmp_path / "trust")
    shown = CliRunner().invoke(main, ["trust", "update", "--folder", folder, "--interim"])
    assert shown.exit_code == 0, shown.output
    assert "C2PA trust list of 2026-08-05: new" in shown.output
    shown = CliRunner().invoke(main, ["trust", "show", "--folder", folder, "--date", "2027-09-01"])
    assert shown.exit_code == 0
    assert shown.output.count("a newer list was promised by 2027-08-05") == 2
    assert shown.output.count("SHA-256") == 5
    assert "closed since January 2026" in shown.output
    shown = CliRunner().invoke(main, ["trust", "show", "--folder", folder, "--date", "2026-12-01"])
    assert "promised" not in shown.output
    shown = CliRunner().invoke(main, ["trust", "show", "--folder", str(tmp_path / "none")])
    assert shown.exit_code == 2


def test_a_failed_update_names_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(address: str, *, terms: fetch.Terms) -> bytes:
        raise fetch.NotFetched(address, "its name is not known here (no network?)")

    monkeypatch.setattr(fetch, "fetch", refuse)
    shown = CliRunner().invoke(main, ["trust", "update", "--folder", str(tmp_path)])
    assert shown.exit_code == 2
    assert "download the file yourself" in shown.output
    assert list(tmp_path.iterdir()) == []
