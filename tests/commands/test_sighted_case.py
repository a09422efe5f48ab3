"""Pictures from elsewhere are laid upon ours, which is looked at once for all of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import ledgers
from generator.commands.sighted_case import fingerprints_beside
from tests.analyse.features.scenes import scene
from tests.support.pictures import saved


def test_our_picture_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = tmp_path / "ours.jpg"
    ours.write_bytes(saved(scene(90), "JPEG", quality=92))
    looked: list[Path] = []
    really = ledgers.runs_and_features_of

    def noted(paths: list[Path], **options: list[str]) -> dict[Path, ledgers.Looked | str]:
        looked.extend(paths)
        return really(paths, **options)

    monkeypatch.setattr(ledgers, "runs_and_features_of", noted)
    fingerprint = fingerprints_beside(ours)
    assert fingerprint("https://a.example", b"no picture").trouble
    assert looked.count(ours) == 0, "there is nothing to compare it with"
    crop = fingerprint("https://b.example", saved(scene(90).crop((0, 0, 500, 400)), "JPEG", quality=80))
    other = fingerprint("https://c.example", saved(scene(91), "JPEG", quality=80))
    assert looked.count(ours) == 1
    assert crop.laid and crop.laid.is_capture and crop.laid.theirs == pytest.approx(1, abs=0.03)
    assert other.laid is None and other.sha256
