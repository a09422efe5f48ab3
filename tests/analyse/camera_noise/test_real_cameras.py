"""Real camera bodies: every development scene matches its own fingerprint and no other one."""

from __future__ import annotations

import csv

import pytest

from generator.analyse.camera_noise.compare import compare, examined, ways
from generator.analyse.camera_noise.fingerprint import read_fingerprint
from generator.analyse.camera_noise.learn import learn_camera
from generator.bench.labelled import LIST, opened
from tests.support.corpora import present


@pytest.mark.corpora
@pytest.mark.slow
def test_each_scene_matches_its_own_body_and_no_other() -> None:
    folder = present()
    with (folder / LIST).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["corpus"] == "same-camera"]
    patterns = {}
    for body in sorted({row["variant"] for row in rows if row["label"] == "reference"}):
        paths = [
            folder / row["path"] for row in rows if (row["label"], row["variant"]) == ("reference", body)
        ]
        learned = learn_camera([(path.name, path.read_bytes) for path in paths], body)
        assert len(learned.used) == 5
        assert learned.header.are_flat
        patterns[body] = read_fingerprint(learned.data).pattern()
    assert len(patterns) == 3
    for row in rows:
        if (row["label"], row["split"]) != ("authentic", "dev"):
            continue
        view = examined(opened(folder / row["path"]).rgb)
        matched = []
        for body, pattern in patterns.items():
            ((way, turns),) = ways(view.shape, (pattern.shape[0], pattern.shape[1]))
            result = compare(view, pattern, way, turns)
            assert result is not None
            if body != row["variant"]:
                assert result.pce < 20
            matched += [body] if result.is_match else []
        assert matched == [row["variant"]]
