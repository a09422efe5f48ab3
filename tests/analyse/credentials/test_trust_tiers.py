"""Which list knows a signer, what the page says of the lists, and that conclusions follow."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from generator.analyse.analyzers import credentials
from generator.analyse.chain import run_chain
from generator.analyse.credentials.lists import lists_of, materials_of, trust_of
from generator.analyse.materials import Material
from generator.analyse.picture import Picture
from generator.analyse.registry import Registered
from generator.assess import assess
from generator.model import Confidence, Exhibit, FileKind, Finding, Integrity, Origin, Report
from generator.simulate.signing import created, demo_certificates, sign
from generator.trust import TrustList, read_lists
from tests.analyse.credentials.building import picture
from tests.support.trust import PURPOSES, listing, stranger

KNOWN = demo_certificates().anchor.encode()
OTHER = stranger()
SIGNED = sign(
    picture("JPEG"), "image/jpeg", title="a.jpg", actions=[created("digitalCapture", tool="Simulated camera")]
)
OFFICIAL, TIMES, INTERIM = "C2PA-TRUST-LIST.pem", "C2PA-TSA-TRUST-LIST.pem", "interim/anchors.pem"


def materials(files: dict[str, bytes]) -> tuple[Material, ...]:
    lists, mistakes = read_lists(files, folder="trust")
    assert not mistakes
    return materials_of(lists)


def opened(files: dict[str, bytes]) -> Picture:
    given = materials(files) if files else ()
    return Picture(SIGNED, FileKind.JPEG, hashlib.sha256(SIGNED).hexdigest(), materials=given)


def found(files: dict[str, bytes]) -> dict[str, Finding]:
    return {item.code: item for item in credentials.run(opened(files))}


@pytest.mark.parametrize(
    ("files", "trust", "tier"),
    [
        ({}, "not checked: no trust list", None),
        ({TIMES: OTHER, "store.cfg": PURPOSES}, "not checked: no trust list", None),
        ({OFFICIAL: KNOWN}, "on C2PA trust list, undated", "official"),
        ({OFFICIAL: OTHER, "ours.pem": KNOWN}, "on the publisher's own list of signers, undated", "own"),
        ({OFFICIAL: OTHER, INTERIM: KNOWN}, "on interim list of contentcredentials.org, undated", "interim"),
        ({OFFICIAL: KNOWN, INTERIM: KNOWN}, "on C2PA trust list, undated", "official"),
        (
            {OFFICIAL: OTHER, INTERIM: OTHER},
            "not on C2PA trust list, undated, interim list of contentcredentials.org, undated",
            None,
        ),
        (
            {OFFICIAL: OTHER, "interim/allowed.pem": demo_certificates().chain.encode()},
            "on interim list of contentcredentials.org, undated",
            "interim",
        ),
    ],
)
def test_which_list_knows_the_signer(files: dict[str, bytes], trust: str, tier: str | None) -> None:
    issuer = found(files)["credentials.issuer"]
    assert issuer.measure("trust") == trust
    assert issuer.measure("tier") == tier
    assert "invalid" not in issuer.statement.casefold()
    assert ("lighter checks" in issuer.statement) == (tier == "interim")


def test_lists_are_named_with_date_and_hash() -> None:
    table = found({OFFICIAL: KNOWN, "C2PA-TRUST-LIST.json": listing(KNOWN), "ours.pem": OTHER})
    item = table["credentials.lists"]
    first = item.tables[0].rows[0]
    assert (first.name, first.raw) == ("C2PA trust list of 2026-08-05", "2027-08-05")
    assert hashlib.sha256(KNOWN).hexdigest() in first.note
    assert (item.measure("count"), item.measure("newest"), item.measure("next_update")) == (
        2, "2026-08-05", "2027-08-05",
    )  # fmt: skip
    assert "credentials.lists" not in found({})


def test_lists_survive_the_way_to_the_worker() -> None:
    lists, _ = read_lists({OFFICIAL: KNOWN, "C2PA-TRUST-LIST.json": listing(KNOWN)}, folder="")
    assert lists_of(materials_of(lists)) == lists
    assert trust_of(materials_of(lists)) is trust_of(materials_of(lists))
    assert TrustList.__hash__(lists[0]) == hash(replace(lists[0], data=b""))


@pytest.mark.parametrize(
    ("files", "origin", "integrity", "confidence"),
    [
        ({}, "origin.signed-camera", "integrity.sealed", Confidence.MODERATE),
        ({OFFICIAL: OTHER}, "origin.signed-camera", "integrity.sealed", Confidence.MODERATE),
        (
            {OFFICIAL: KNOWN},
            "origin.signed-camera-trusted",
            "integrity.sealed-trusted",
            Confidence.ESTABLISHED,
        ),
        (
            {"ours.pem": KNOWN},
            "origin.signed-camera-trusted",
            "integrity.sealed-trusted",
            Confidence.ESTABLISHED,
        ),
    ],
)
def test_conclusions_follow_the_lists(
    files: dict[str, bytes], origin: str, integrity: str, confidence: Confidence
) -> None:
    chain = (Registered(credentials.ANALYZER, credentials.__name__),)
    runs = tuple(item.value for item in run_chain(opened(files), chain))
    exhibit = Exhibit("a", "a.jpg", hashlib.sha256(SIGNED).hexdigest(), len(SIGNED), FileKind.JPEG)
    assessment = assess(exhibit, Report("a", runs))
    assert (assessment.origin.rule, assessment.origin.value) == (origin, Origin.CAMERA.value)
    assert (assessment.integrity.rule, assessment.integrity.value) == (integrity, Integrity.SEALED.value)
    assert assessment.integrity.confidence is confidence
    assert [name for name, _ in runs[0].parameters][1:] == [f"trust: {name}" for name in sorted(files)]
