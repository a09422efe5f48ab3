"""Real pictures, good, odd and malicious, through one build: no crash, and a ledger for every picture."""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

from generator.kind import HEAD_SIZE, sniff
from generator.model import FileKind
from generator.publish import verify
from tests.support.program import build

EVERY = 10
"""Every how many-th file is taken. The whole set takes some minutes: BACKSTORY_CORPORA_EVERY=1."""


@pytest.mark.corpora
@pytest.mark.slow
def test_a_build_of_real_pictures(corpora: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    every = int(os.environ.get("BACKSTORY_CORPORA_EVERY", EVERY))
    files = sorted(path for path in corpora.rglob("*") if path.is_file())[::every]
    pictures = set()
    for path in files:
        name = path.relative_to(corpora).as_posix()
        copy = tmp_path / "content" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
        if isinstance(sniff(path.read_bytes()[:HEAD_SIZE], path.stat().st_size), FileKind):
            pictures.add(name)
    result = build(tmp_path / "content", tmp_path / "site", tmp_path / "cache")
    assert result.exit_code == 0, result.output
    assert verify(tmp_path / "site") == ()
    documents = [
        json.loads(path.read_bytes()) for path in (tmp_path / "site").glob("exhibits/*/exhibit.json")
    ]
    assert {item["exhibit"]["path"] for item in documents} == pictures

    runs = [(item, run) for item in documents for run in item["report"]["runs"]]
    bugs = [
        (item["exhibit"]["path"], run["analyzer"], run["reason"])
        for item, run in runs
        if any(
            words in run.get("reason", "")
            for words in ("bug in this program", "worker process", "longer than")
        )
    ]
    assert bugs == []
    with capsys.disabled():
        print(f"\n{len(files)} files, {len(documents)} pictures")
        print(dict(Counter(item["exhibit"]["kind"] for item in documents).most_common()))
        for (analyzer, outcome), count in sorted(
            Counter((r["analyzer"], r["outcome"]) for _, r in runs).items()
        ):
            print(f"  {analyzer}: {outcome}: {count}")
