"""The analyzer against real credentials with known answers, `dev` split, without a trust list."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.analyzers import credentials
from generator.analyse.credentials import reader
from generator.analyse.picture import Picture
from generator.model import FileKind

CORPORA = Path(os.environ.get("BACKSTORY_CORPORA") or Path(__file__).parents[4] / "shared" / "corpora")
KINDS = {
    "JPEG": FileKind.JPEG,
    "PNG": FileKind.PNG,
    "Extended WEBP": FileKind.WEBP,
    "WEBP": FileKind.WEBP,
    "AVIF": FileKind.AVIF,
    "GIF": FileKind.GIF,
    "TIFF": FileKind.TIFF,
}


def corpus() -> list[tuple[str, FileKind, dict[str, Any]]]:
    """Files of the `dev` split that say whether they carry a credential."""
    listing = CORPORA / "expectations.json"
    if not listing.is_file():
        pytest.skip(f"the corpora are not there ({CORPORA.name}); set BACKSTORY_CORPORA")
    entries = json.loads(listing.read_text(encoding="utf-8"))["files"]
    return [
        (
            item["path"],
            KINDS[item["expected"]["format"]],
            {**item["expected"], "must_not": item.get("must_not") or []},
        )
        for item in entries
        if item["split"] == "dev" and "c2pa" in item["expected"] and item["expected"].get("format") in KINDS
    ]


@pytest.mark.corpora
def test_corpora_answers() -> None:
    wrong: list[str] = []
    signed_files = 0
    binding = {"match": "matches", "mismatch": "differs"}
    signature = {"valid": "holds", "mismatch": "fails"}
    for path, kind, expected in corpus():
        data = (CORPORA / path).read_bytes()
        findings = credentials.run(Picture(data, kind, hashlib.sha256(data).hexdigest()))
        found = {item.code: item for item in findings}
        truth = expected["c2pa"]
        if not truth or not truth.get("present"):
            if found:
                wrong.append(f"{path}: found {list(found)}")
            continue
        signed_files += 1
        integrity, issuer = found["credentials.integrity"], found["credentials.issuer"]
        time = found["credentials.time"]
        declared = {
            value
            for item in findings
            if item.code.startswith("credentials.ai-") and (value := item.measure("source_type"))
        }
        checks: dict[str, tuple[object, object]] = {
            "binding": (integrity.measure("content_binding"), binding.get(truth["content_binding"])),
            "signature": (integrity.measure("signature"), signature.get(truth["signature"])),
            "signer": (issuer.measure("issuer"), truth["signer"]),
            "signed at": (time.measure("signed_at"), truth["signed_at"]),
            "expired": (time.measure("expired"), truth["expired"]),
            "time stamp": (time.measure("time_stamp") == "matches", truth["timestamped"]),
            "manifests": (found["credentials.manifest"].measure("count"), truth["manifests"]),
            "AI": (declared, set(truth["ai_declared"])),
            "must not": (
                "credentials.ai-generated" in found and "ai_generated" in expected["must_not"],
                False,
            ),
        }
        wrong += [
            f"{path}: {name}: {have!r}, expected {want!r}"
            for name, (have, want) in checks.items()
            if have != want
        ]
    assert signed_files >= 10
    assert wrong == []


@pytest.mark.corpora
def test_corpora_skipping_misses_no_manifest(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library, asked about every file, finds no credential that the cheap look at the bytes passed over."""
    looked: Callable[[bytes], bool] = reader.may_hold_manifest
    monkeypatch.setattr(reader, "may_hold_manifest", lambda data: True)
    missed = []
    for path, kind, _ in corpus():
        data = (CORPORA / path).read_bytes()
        try:
            reading = reader.read(data, kind)
        except (CouldNotCheck, reader.RemoteManifest):
            continue
        if reading is not None and not looked(data):
            missed.append(path)
    assert missed == []
