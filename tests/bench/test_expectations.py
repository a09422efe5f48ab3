"""A folder's expectations are scored as found, missed, invented or not scored, and nothing is scored that isn't asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.bench.expectations import CHECKS, expectations, lines, measure, split_files
from generator.commands.bench import command
from generator.model import Finding, Measurement, Outcome, Run


def run(code: str, **values: str | int | float) -> Run:
    finding = Finding(
        code, "Words.", measurements=tuple(Measurement(name, value) for name, value in values.items())
    )
    return Run(code.rsplit(".", 1)[0], "1", Outcome.FOUND, findings=(finding,))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = [
        {
            "path": "a/one.jpg",
            "split": "dev",
            "expected": {"camera": {"make": "Canon", "model": "X"}, "odd": 1},
            "must_not": ["ai_generated"],
        },
        {
            "path": "a/two.jpg",
            "split": "test",
            "expected": {"captured_at": "2002:11:16 15:27:01", "gps": [1.0, 2.0]},
        },
        {"path": "b/three.jpg", "split": "dev", "expected": {"no_origin_metadata": True, "c2pa": None}},
    ]
    (tmp_path / "expectations.json").write_text(json.dumps({"files": files}))
    for item in files:
        (tmp_path / str(item["path"])).parent.mkdir(exist_ok=True)
        (tmp_path / str(item["path"])).write_bytes(b"")
    return tmp_path


def test_splits_are_relative_to_the_folder(folder: Path) -> None:
    assert split_files(folder, "dev") == ["a/one.jpg", "b/three.jpg"]
    assert split_files(folder / "a", "test") == ["two.jpg"]
    assert expectations(folder / "a")[0] == folder


def test_states(folder: Path) -> None:
    results = {
        folder / "a/one.jpg": (
            run("metadata.camera", make="Canon", model="X"),
            run("metadata.ai-declared", generator="G"),
        ),
        folder / "a/two.jpg": (run("metadata.date", date_original="2002-11-16T15:27:01"),),
        folder / "b/three.jpg": (run("metadata.location", latitude=1.0),),
    }
    figures = measure(folder, lambda paths: {path: results[path] for path in paths}, split=None)
    assert figures["kinds"] == {
        "camera": {"found": 1}, "odd": {"not scored": 1}, "must not: ai_generated": {"invented": 1},
        "captured_at": {"found": 1},
        "gps": {"missed": 1}, "no_origin_metadata": {"invented": 1}, "c2pa": {"found": 1},
    }  # fmt: skip
    assert any("invented" in line and "three.jpg" in line for line in lines(figures))


def test_files_that_are_no_pictures(folder: Path) -> None:
    figures = measure(folder, lambda paths: dict.fromkeys(paths, "web page"), split="dev")
    assert figures["kinds"]["camera"] == {"missed": 1}
    assert figures["kinds"]["no_origin_metadata"] == {"found": 1}


def test_every_check_has_words() -> None:
    assert all(words for words, _ in CHECKS.values())


def test_a_folder_without_expectations_is_a_mistake(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["expectations", str(tmp_path)])
    assert result.exit_code == 1
    assert "expectations.json" in result.output
