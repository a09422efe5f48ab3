"""A trust folder is understood file by file, or every mistake in it is named."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from generator.errors import BackstoryError
from generator.trust import Role, Tier, is_overdue, read_lists, read_path
from generator.trust.folder import LARGEST
from generator.trust.lists import certificates, purposes
from tests.support.trust import PURPOSES, listing, put, server_identity, stranger

ONE, TWO = stranger("one"), stranger("two")


def entry(file: str, **more: str) -> bytes:
    return json.dumps({"format": 1, "files": [{"file": file, **more}]}).encode()


@pytest.mark.parametrize(
    ("file", "data", "role", "tier"),
    [
        ("C2PA-TRUST-LIST.pem", ONE, Role.SIGNERS, Tier.OFFICIAL),
        ("c2pa-tsa-trust-list.pem", ONE, Role.TIME_STAMPS, Tier.OFFICIAL),
        ("store.cfg", PURPOSES, Role.PURPOSES, Tier.OFFICIAL),
        ("interim/anchors.pem", ONE, Role.SIGNERS, Tier.INTERIM),
        ("interim/allowed.pem", ONE, Role.CERTIFICATES, Tier.INTERIM),
        ("our-photographers.pem", ONE, Role.SIGNERS, Tier.OWN),
    ],
)
def test_well_known_names(file: str, data: bytes, role: Role, tier: Tier) -> None:
    lists, mistakes = read_lists({file: data}, folder="trust")
    assert mistakes == ()
    assert [(item.file, item.role, item.tier, item.count) for item in lists] == [(file, role, tier, 1)]
    assert lists[0].sha256 == hashlib.sha256(data).hexdigest()


def test_the_manifest_wins_over_the_name() -> None:
    data = entry(
        "anchors.pem",
        role="certificates",
        tier="own",
        name="Our own",
        issued="2026-01-02",
        source="the IT desk",
    )
    (item,), mistakes = read_lists({"anchors.pem": ONE + TWO, "trust.json": data}, folder="t")
    assert mistakes == ()
    assert (item.role, item.tier, item.title) == (Role.CERTIFICATES, Tier.OWN, "Our own of 2026-01-02")
    assert (item.count, item.source) == (2, "the IT desk")


def test_dates_come_from_the_json_form_of_the_same_list_only() -> None:
    name = "C2PA-TRUST-LIST"
    (item,), _ = read_lists({f"{name}.pem": ONE, f"{name}.json": listing(ONE)}, folder="t")
    assert (item.issued, item.next_update) == ("2026-08-05", "2027-08-05")
    assert item.title == "C2PA trust list of 2026-08-05"
    (item,), _ = read_lists({f"{name}.pem": ONE + TWO, f"{name}.json": listing(ONE)}, folder="t")
    assert (item.issued, item.title) == ("", "C2PA trust list, undated")
    (item,), _ = read_lists({f"{name}.pem": ONE, f"{name}.json": b"[" * 100_000}, folder="t")
    assert item.issued == ""


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({}, "holds no trust list"),
        ({"README.md": b"hello"}, "holds no trust list"),
        ({"a.pem": b"<html>not found</html>"}, "no certificate in PEM form"),
        ({"a.pem": b"-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----"}, "no certificate"),
        ({"store.cfg": b"all purposes"}, "no object identifier"),
        ({"a.pem": ONE + server_identity()[1]}, "holds a private key"),
        ({"a.pem": ONE + b" " * LARGEST}, "larger than"),
        (
            {"a.pem": ONE, "trust.json": entry("a.pem", sha256="0" * 64)},
            "not the file that trust.json describes",
        ),
        ({"a.pem": ONE, "trust.json": entry("b.pem")}, "there is no file b.pem"),
        ({"a.pem": ONE, "trust.json": entry("a.pem", role="king")}, "'king' is not allowed"),
        ({"a.pem": ONE, "trust.json": entry("a.pem", tier="gold")}, "'gold' is not allowed"),
        ({"a.pem": ONE, "trust.json": entry("a.pem", issued="yesterday")}, "not a day"),
        ({"a.pem": ONE, "trust.json": entry("a.pem", issued="2026-13-01")}, "not a day"),
        ({"a.pem": ONE, "trust.json": entry("a.pem", name="two\nlines")}, "not a short line"),
        ({"a.pem": ONE, "trust.json": entry("a.pem", colour="red")}, "not a list of trust files"),
        ({"a.pem": ONE, "trust.json": b"{"}, "not a list of trust files"),
        ({"a.pem": ONE, "trust.json": b'{"format": 2}'}, "format 2"),
    ],
)
def test_mistakes(files: dict[str, bytes], words: str) -> None:
    _, mistakes = read_lists(files, folder="trust")
    assert any(words in str(mistake) for mistake in mistakes), mistakes
    assert all(mistake.file.startswith("trust") and mistake.remedy for mistake in mistakes)


def test_a_file_or_a_folder_on_disk(tmp_path: Path) -> None:
    put(tmp_path, {"t/a.pem": ONE, "t/interim/anchors.pem": TWO, "t/.hidden.pem": b"", "t/notes.txt": b"x"})
    assert [item.file for item in read_path(tmp_path / "t")] == ["a.pem", "interim/anchors.pem"]
    assert [item.file for item in read_path(tmp_path / "t" / "a.pem")] == ["a.pem"]
    with pytest.raises(BackstoryError, match="holds no trust list"):
        read_path(put(tmp_path / "u", {"a.txt": b""}))
    (tmp_path / "empty").mkdir()
    with pytest.raises(BackstoryError, match="no trust list"):
        read_path(tmp_path / "empty")


def test_overdue_by_the_given_day_only() -> None:
    assert is_overdue("2027-08-05", "2027-08-06T10:00:00")
    assert not is_overdue("2027-08-05", "2027-08-05")
    assert not is_overdue("", "2099-01-01")
    assert not is_overdue("2027-08-05", "")


def test_entries_are_counted_as_written() -> None:
    assert len(certificates(b"Subject CN=x\n" + ONE + b"# comment\n" + TWO)) == 2
    assert purposes(b"//id\n1.3.6.1.5.5.7.3.4 \r\nnonsense\n1.3\n999.1.2.3\n") == ("1.3.6.1.5.5.7.3.4",)
