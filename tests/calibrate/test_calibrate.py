"""Calibration: the threshold never comes from the pictures it is measured on, and the card says what was measured."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from generator.analyse.detectors import scoring
from generator.analyse.detectors.card import read_card
from generator.calibrate.detector import Scored, TooFewPictures, calibrated
from generator.cli import main
from tests.analyse.detectors.tiny_model import tiny_card, tiny_model

CARD = read_card(tiny_card())


def many(scores: list[float]) -> list[Scored]:
    return [
        Scored(hashlib.sha256(str(place).encode()).hexdigest(), value) for place, value in enumerate(scores)
    ]


def test_a_given_threshold_is_measured_on_all() -> None:
    card = calibrated(CARD, b"model", many([0.1] * 97 + [0.9] * 3), corpus="ours", threshold=0.5)
    found = card.calibration
    assert found is not None
    assert (found.pictures, found.alarms, found.false_alarms) == (100, 3, 0.03)
    assert found.false_alarms_high == pytest.approx(0.0852, abs=1e-4)
    assert card.model_sha256 == hashlib.sha256(b"model").hexdigest()


def test_a_chosen_threshold_is_measured_on_the_other_half() -> None:
    pictures = many([place / 400 for place in range(400)])
    card = calibrated(CARD, b"model", pictures, many([0.999] * 5), corpus="ours", target=0.05)
    found = card.calibration
    assert found is not None
    half = [item for item in pictures if item.sha256[0] in "01234567"]
    assert found.pictures == 400 - len(half)
    assert sum(item.score >= found.threshold for item in half) <= len(half) * 0.05
    assert found.alarms == sum(
        item.score >= found.threshold for item in pictures if item.sha256[0] not in "01234567"
    )
    assert (found.generated, found.detected) == (1, 1) or found.detected == found.generated
    assert "other pictures of the set" in found.threshold_from


def test_the_same_file_counts_once_and_few_files_are_refused() -> None:
    with pytest.raises(TooFewPictures, match="1 authentic pictures"):
        calibrated(CARD, b"model", many([0.1]) * 500, corpus="ours", threshold=0.5)


@pytest.mark.skipif(not scoring.is_installed(), reason="onnxruntime is not installed (extra onnx)")
def test_the_command_fills_in_the_card(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    for place in range(40):
        Image.new("RGB", (32, 32), (place * 4, place, 10)).save(folder / f"{place}.png")
    (folder / "notes.txt").write_text("no picture")
    (tmp_path / "tiny.onnx").write_bytes(tiny_model())
    card = tmp_path / "tiny.json"
    card.write_bytes(tiny_card())
    arguments = ["calibrate", str(folder), "--detector", str(tmp_path / "tiny.onnx"), "--card", str(card)]
    result = CliRunner().invoke(main, [*arguments, "--threshold", "0.2"])
    assert result.exit_code == 0, result.output
    found = read_card(card.read_bytes()).calibration
    assert found is not None
    assert (found.corpus, found.pictures) == ("archive", 40)
    assert found.alarms == sum((place * 4 + place + 10) / 765 >= 0.2 for place in range(40))
    assert "1 files were left out" in result.output
    assert CliRunner().invoke(main, arguments).exit_code == 2


def test_a_card_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "m.onnx").write_bytes(b"x")
    (tmp_path / "c.json").write_bytes(b"{}")
    result = CliRunner().invoke(
        main,
        [
            "calibrate",
            str(tmp_path),
            "--detector",
            str(tmp_path / "m.onnx"),
            "--card",
            str(tmp_path / "c.json"),
        ],
    )
    assert result.exit_code != 0
    assert "does not say" in result.output
