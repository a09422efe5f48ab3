"""The analyzer against real credentials with known answers, under each of three trust configurations."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.analyzers import credentials
from generator.analyse.credentials import reader
from generator.analyse.credentials.lists import materials_of
from generator.analyse.materials import Material
from generator.analyse.picture import Picture
from generator.kind import HEAD_SIZE, sniff
from generator.model import FileKind, Finding
from generator.trust import Tier, read_path
from tests.support.corpora import FOLDER, present

CONFIGURATIONS = ("none", "official", "official+interim")
BINDING = {"match": "matches", "mismatch": "differs", None: "unknown"}
SIGNATURE = {"valid": "holds", "mismatch": "fails", "missing": "fails", None: "unknown"}


def corpus(split: str = "dev") -> list[tuple[str, dict[str, Any]]]:
    """Files of a split that say whether they carry a credential."""
    listing = present() / "expectations.json"
    entries = json.loads(listing.read_text(encoding="utf-8"))["files"]
    return [
        (item["path"], {**item["expected"], "must_not": item.get("must_not") or []})
        for item in entries
        if item["split"] == split and "c2pa" in item["expected"]
    ]


def lists(configuration: str) -> tuple[Material, ...]:
    """The trust lists of a configuration, as a build hands them over."""
    found = read_path(FOLDER / "trust") if configuration != "none" else ()
    return materials_of([item for item in found if item.tier is Tier.OFFICIAL or "interim" in configuration])


def opened(path: str, materials: tuple[Material, ...] = ()) -> Picture | None:
    """The picture; None for a file that is not taken for one."""
    data = (FOLDER / path).read_bytes()
    kind = sniff(data[:HEAD_SIZE], len(data))
    digest = hashlib.sha256(data).hexdigest()
    return Picture(data, kind, digest, materials=materials) if isinstance(kind, FileKind) else None


def wrong_answers(path: str, expected: dict[str, Any], configuration: str) -> Iterator[str]:
    """Everything that the analyzer says of a file otherwise than it is known to be."""
    picture = opened(path, lists(configuration))
    if picture is None:
        yield f"{path}: not taken for a picture"
        return
    truth = expected["c2pa"] or {}
    try:
        findings = credentials.run(picture)
    except CouldNotCheck as error:
        if expected.get("outcome") != "no_crash":
            yield f"{path}: {error}"
        return
    found = {item.code: item for item in findings}
    if not truth.get("present"):
        if truth.get("remote_only"):
            if set(found) != {"credentials.remote"}:
                yield f"{path}: {sorted(found)} of a credential that lies elsewhere"
        elif found:
            yield f"{path}: found {sorted(found)}"
        return
    if truth.get("remote_only"):
        if set(found) != {"credentials.remote"}:
            yield f"{path}: {sorted(found)} of a credential that lies elsewhere"
        return
    for name, (have, want) in comparisons(findings, truth, expected, configuration).items():
        if have != want:
            yield f"{path} ({configuration}): {name}: {have!r}, expected {want!r}"


def comparisons(
    findings: tuple[Finding, ...], truth: dict[str, Any], expected: dict[str, Any], configuration: str
) -> dict[str, tuple[object, object]]:
    """What is found and what is known, by name."""
    found = {item.code: item for item in findings}
    integrity, issuer = found["credentials.integrity"], found["credentials.issuer"]
    time, manifest = found["credentials.time"], found["credentials.manifest"]
    failures = {
        row.name
        for row in found["credentials.status"].tables[0].rows
        if row.note.startswith("failure; this file")
    }
    actions = [table for item in findings if item.code == "credentials.actions" for table in item.tables]
    steps = {row.name for table in actions for row in table.rows}
    in_chain = {row.raw for table in actions for row in table.rows if row.raw}
    ai = [item for item in findings if item.code in ("credentials.ai-generated", "credentials.ai-edited")]
    places = {item.measure("where") for item in ai}
    trusted = str(issuer.measure("trust")).startswith("on ")
    state = truth["state"][configuration]
    ingredients = found.get("credentials.ingredients")
    return {
        "binding": (integrity.measure("content_binding"), BINDING[truth["content_binding"]]),
        "signature": (integrity.measure("signature"), SIGNATURE[truth["signature"]]),
        "codes": (failures, set(truth["failures"][configuration])),
        "trusted": (trusted, "signingCredential.untrusted" not in truth["failures"][configuration]),
        "no list": (issuer.measure("trust") == "not checked: no trust list", configuration == "none"),
        "state Trusted": (state == "Trusted" and not trusted, False),
        "signer": (issuer.measure("issuer"), truth["signer"]),
        "signed at": (time.measure("signed_at"), truth["signed_at"]),
        # With a list of time-stamp services a stamp may save a certificate that counts as expired without one.
        "expired": (
            time.measure("expired"),
            "signingCredential.expired" in truth["failures"][configuration],
        ),
        "time stamp": (time.measure("time_stamp") == "matches", truth["timestamped"]),
        "manifests": (manifest.measure("count"), truth["manifests"]),
        "claim version": (manifest.measure("claim_version"), truth["claim_version"]),
        "direct ingredients": (ingredients.measure("direct") if ingredients else 0, truth["ingredients"]),
        "embedded": (manifest.measure("embedded"), truth["embedded"]),
        "steps": (steps, set(truth["actions_in_chain"])),
        "source types": (
            in_chain,
            {item.rsplit("/", 1)[-1] for item in truth["digital_source_types_in_chain"]},
        ),
        "AI": (
            {item.measure("source_type") for item in ai if item.measure("source_type")},
            set(truth["ai_declared"]),
        ),
        "AI only in an ingredient": (
            bool(places) and "active manifest" not in places,
            truth["ai_only_in_ingredient"],
        ),
        "must not": ("credentials.ai-generated" in found and "ai_generated" in expected["must_not"], False),
    }


@pytest.mark.corpora
@pytest.mark.parametrize("configuration", CONFIGURATIONS)
@pytest.mark.parametrize("split", ["dev", "test"])
def test_corpora_answers(split: str, configuration: str) -> None:
    """Binding, signature, signer, codes, source types and the place of AI, for every file. Tuned on `dev` only."""
    files = corpus(split)
    wrong = [line for path, expected in files for line in wrong_answers(path, expected, configuration)]
    assert sum(bool((expected["c2pa"] or {}).get("present")) for _, expected in files) >= 10
    assert wrong == []


@pytest.mark.corpora
def test_corpora_skipping_misses_no_manifest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library, asked about every file, finds no credential that the cheap look at the bytes passed over."""
    looked: Callable[[bytes], bool] = reader.may_hold_manifest
    monkeypatch.setattr(reader, "may_hold_manifest", lambda data: True)
    missed = []
    for path, _ in corpus():
        picture = opened(path)
        if picture is None:
            continue
        try:
            reading = reader.read(picture.data, picture.kind)
        except (CouldNotCheck, reader.RemoteManifest):
            continue
        if reading is not None and not looked(picture.data):
            missed.append(path)
    assert missed == []
