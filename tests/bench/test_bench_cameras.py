"""The bench for known cameras: every scene with its own body, none with another, and strangers counted."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from generator.bench.cameras import NAMED, lines, measure
from generator.simulate.jpeg_file import encode
from tests.analyse.camera_noise.bodies import OTHER, OURS, flat_field, scene

COLUMNS = ("corpus", "path", "mask", "label", "variant", "split")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("corpora")
    rows = []

    def add(name: str, data: bytes, *row: str) -> None:
        (root / name).write_bytes(data)
        corpus, label, variant, split = row
        rows.append((corpus, name, "", label, variant, split))

    for body, camera in (("ours", OURS), ("other", OTHER)):
        for seed in range(5):
            add(f"{body} flat {seed}.jpg", flat_field(camera, seed), "same", "reference", body, "dev")
        add(f"{body}.jpg", encode(scene(camera, 1), quality=90), "same", "authentic", body, "test")
    stranger = scene(OTHER, 2)[::-1].copy()
    add("a_stranger.jpg", encode(stranger[:300, :400] // 2 + 60, quality=30), "else", "authentic", "", "test")
    with (root / "forensics.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return root


def test_scenes_match_their_own_body_only(folder: Path) -> None:
    figures = measure(folder, "test")
    for row in figures["scenes"]:
        assert (row["pce"][row["body"]] >= 60) is True
        assert [name for name, pce in row["pce"].items() if pce >= 60] == [row["body"]]
    assert figures["wrong"]["other bodies"]["comparisons"] == 2
    assert figures["wrong"]["moved"]["comparisons"] == 16
    assert figures["false alarms"] == 0
    assert 0 < figures["false alarms at most"] < 0.2
    assert figures[NAMED] == []
    told = "\n".join(lines(figures))
    assert "matched with the own body: 2 of 2" in told
    assert measure(folder, "dev")["scenes"] == []


def test_a_list_without_references_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "forensics.csv").write_text(",".join(COLUMNS) + "\n", encoding="utf-8")
    assert measure(tmp_path) == {}
    assert list(lines({})) == []
