"""The demo content: complete, honest about being invented, and made by the script beside this file."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import piexif
import pytest

from generator.analyse.camera_noise.fingerprint import read_fingerprint
from generator.model import Case
from generator.scan import Content, scan
from tests.demo import cameras
from tests.demo.__main__ import CONTENT, compare, main
from tests.demo.pictures import PICTURES

RESERVED = re.compile(r"^https?://([a-z0-9-]+\.)*(example\.(org|com)|example)(/|$)")


@pytest.fixture(scope="module")
def content() -> Content:
    return scan(CONTENT)


@pytest.fixture(scope="module", params=sorted(path.parent.name for path in CONTENT.glob("cases/*/*/case.md")))
def case(request: pytest.FixtureRequest, content: Content) -> Case:
    return next(case for case in content.cases if case.slug == request.param)


def test_there_are_twelve_cases_over_four_years(content: Content) -> None:
    assert len(content.cases) == 12
    assert {case.published[:4] for case in content.cases} == {"2023", "2024", "2025", "2026"}
    assert not content.unreadable
    assert {case.rating.key for case in content.cases if case.rating} == {
        "authentic", "missing-context", "false-context", "altered", "synthetic", "unproven",
    }  # fmt: skip


def test_every_picture_is_made_by_the_script_and_small(content: Content) -> None:
    assert {exhibit.path for exhibit in content.exhibits} == set(PICTURES)
    assert all(exhibit.size <= 250_000 for exhibit in content.exhibits)
    assert sum(exhibit.size for exhibit in content.exhibits) <= 4_000_000


def test_every_picture_is_described(content: Content) -> None:
    assert all(
        len(exhibit.alt) > 40 and exhibit.title and exhibit.credit and exhibit.obtained
        for exhibit in content.exhibits
    )


def test_a_case_is_complete_and_says_that_it_is_invented(case: Case) -> None:
    assert "invented" in case.disclaimer
    assert case.claim and case.claim.text and case.claim.claimant and case.claim.date
    assert case.question.endswith("?")
    assert (
        case.rating
        and case.summary
        and case.tags
        and case.authors
        and case.reviewers
        and case.sources
        and case.sightings
    )
    assert not {person.name for person in case.authors} & {person.name for person in case.reviewers}
    assert 250 <= len(case.body.split()) <= 520


def test_a_case_names_only_reserved_addresses(case: Case) -> None:
    text = (CONTENT / case.path).read_text("utf-8")
    addresses = re.findall(r"https?://[^\s)\"']+", text)
    assert addresses
    assert [address for address in addresses if not RESERVED.match(address)] == []


def test_false_contexts_have_older_sightings(content: Content) -> None:
    cases = [case for case in content.cases if case.rating and case.rating.key == "false-context"]
    assert len(cases) == 2
    for case in cases:
        assert case.claim
        assert min(sighting.date for sighting in case.sightings) < case.claim.date


def test_cases_hold_what_the_site_has_to_show(content: Content) -> None:
    assert any(case.corrections and case.corrections[0].kind == "correction" for case in content.cases)
    assert any(exhibit.sensitive for exhibit in content.exhibits)
    assert any(exhibit.redactions for exhibit in content.exhibits)
    digests = [(exhibit.sha256, exhibit.case) for exhibit in content.exhibits]
    assert len(set(digests)) == len(digests)
    assert len({digest for digest, _ in digests}) == len(digests) - 1


def test_one_body_took_several_pictures() -> None:
    serials = [_serial(CONTENT / name) for name in PICTURES if name.endswith(".jpg")]
    assert serials.count(b"LK2-0048213") == 4
    assert serials.count(b"3507716") == 3


def test_one_file_is_there_twice() -> None:
    digests = [hashlib.sha256((CONTENT / name).read_bytes()).hexdigest() for name in PICTURES]
    assert len(digests) - len(set(digests)) == 1


def test_a_picture_is_made_again() -> None:
    assert main(["--check", "--only", "rosy-moon"]) == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in PICTURES if "whole-street" not in name])
def test_every_picture_is_made_again(name: str) -> None:
    assert compare(PICTURES[name](), (CONTENT / name).read_bytes()) == ""


@pytest.mark.slow
@pytest.mark.parametrize("name", cameras.FINGERPRINTS)
def test_every_fingerprint_is_made_again(name: str) -> None:
    kept = (CONTENT / name).read_bytes()
    assert cameras.compare(cameras.FINGERPRINTS[name](), kept) == ""
    header, at = read_fingerprint(kept).header, kept.index(b'"name"')
    assert header.references and header.are_flat
    assert cameras.compare(kept[:at] + kept[at:].replace(b"Hale", b"Pale", 1), kept) != ""


def test_the_desk_knows_the_noise_of_one_camera(content: Content) -> None:
    assert [file.path for file in content.cameras] == list(cameras.FINGERPRINTS)


def test_comparison_sees_another_picture() -> None:
    one, other = ((CONTENT / name).read_bytes() for name in list(PICTURES)[3:5])
    assert compare(one, one) == ""
    assert compare(one, other) != ""


def _serial(path: Path) -> bytes:
    value: bytes = piexif.load(path.read_bytes())["Exif"].get(piexif.ExifIFD.BodySerialNumber, b"")
    return value
