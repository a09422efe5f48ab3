"""`detectors:` in site.yaml: files that are there are read and are no pictures; uncalibrated ones stop the build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.build import build
from generator.errors import InvalidContent
from generator.scan import detectors, scan
from generator.settings import BuildOptions
from tests.analyse.detectors.tiny_model import tiny_card, tiny_model
from tests.scan.support.folders import JPEG, folder


def content(tmp_path: Path, site: str, card: bytes = b"{}") -> Path:
    files: dict[str, bytes | str] = {
        "site.yaml": site,
        "detectors/m.onnx": tiny_model(),
        "detectors/m.json": card,
        "a.jpg": JPEG,
    }
    return folder(tmp_path, files)


SITE = "detectors:\n  - {file: ./detectors/m.onnx, card: detectors/m.json}\n"


def test_model_and_card_are_read_and_are_no_unreadable_pictures(tmp_path: Path) -> None:
    found = scan(content(tmp_path, SITE))
    (detector,) = found.detectors
    assert (detector.path, detector.card_path) == ("detectors/m.onnx", "detectors/m.json")
    assert (detector.model, detector.card) == (tiny_model(), b"{}")
    assert found.unreadable == ()


@pytest.mark.parametrize(
    ("site", "problem"),
    [
        ("detectors:\n  - {file: x.onnx, card: detectors/m.json}\n", "no file x.onnx in the content folder"),
        ("detectors:\n  - {file: ../x.onnx, card: detectors/m.json}\n", "leads outside"),
        ("detectors:\n  - {file: detectors/m.onnx, card: detectors/m.onnx}\n", "named twice"),
        ("detectors:\n  - {file: detectors/m.onnx}\n", "detectors[0].card: is missing"),
        ("detectors:\n  - {file: detectors/m.onnx, card: detectors/m.json, weight: 1}\n", "unknown field"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, site: str, problem: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        scan(content(tmp_path, site))
    assert problem in str(refused.value)


def test_a_file_that_is_too_large_is_named_where_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(detectors, "LARGEST_CARD", 1024)
    with pytest.raises(InvalidContent) as refused:
        scan(content(tmp_path, SITE, bytes(1025)))
    (mistake,) = refused.value.mistakes
    assert (mistake.file, mistake.line, mistake.field) == ("site.yaml", 2, "detectors[0].card")
    assert mistake.problem == "detectors/m.json is larger than 1 KiB"


def test_a_build_with_an_uncalibrated_detector_is_refused(tmp_path: Path) -> None:
    options = BuildOptions(
        content(tmp_path / "content", SITE, tiny_card()), tmp_path / "site", tmp_path / "cache", jobs=1
    )
    with pytest.raises(InvalidContent) as refused:
        build(options)
    (mistake,) = refused.value.mistakes
    assert mistake.file == "detectors/m.json"
    assert "never calibrated" in mistake.problem
    assert "backstory calibrate" in mistake.remedy
    assert not (tmp_path / "site").exists()
    assert json.loads(tiny_card())["format"] == "backstory-detector-card"
