"""The benchmark runs and says what it measured; how fast anything is, no test asserts: machines are noisy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.analyse.registry import discover
from tests.support.program import backstory

RUNS = {"cold", "warm", "one note changed", "one picture changed", "pages anew from the cache"}


@pytest.mark.slow
def test_speed_is_measured_and_written(tmp_path: Path) -> None:
    """Two pictures, each run once."""
    result = backstory("bench", "speed", "-n", "2", "--repeat", "1", "--json", tmp_path / "speed.json")
    assert result.exit_code == 0, result.output
    figures = json.loads((tmp_path / "speed.json").read_bytes())
    assert figures["pictures"] == 2
    assert figures["ours"].keys() == RUNS
    assert all(run["wall"] > 0 and run["cpu"] > 0 and run["peak"] > 2**20 for run in figures["ours"].values())
    assert figures["hashing"] > 0
    assert figures["analyzers"].keys() > {item.id for item in discover()}
    assert set(figures["stages"]) >= {"freshness", "scan", "analyse", "render, publish"}
    assert "pictures/CPU s" in result.output
    assert ("sigal is not installed" in result.output) != ("sigal" in figures)
