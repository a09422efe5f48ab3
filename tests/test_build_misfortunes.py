"""Analyzers that abort, hang and fail, among 40 pictures: 40 pages, each culprit named on its own, and the site stands."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest
from click.testing import Result

from generator.analyse import registry
from generator.publish import verify
from tests.support.pictures import jpeg
from tests.support.program import build, write

MISFORTUNES = {
    "ABORT": "crashed the worker process (SIGABRT)",
    "HANG": "took longer than 10 s and was stopped",
    "QUIT": "ended the worker process with exit code 3",
    "RAISE": "stopped by a bug in this program: ZeroDivisionError: bad luck",
    "BROKEN": "the data end after 12 of 64 rows",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Result, Path]:
    """How the build ended, and the site."""
    folder = tmp_path_factory.mktemp("misfortunes")
    content = folder / "content"
    words = [*MISFORTUNES, *["TAME"] * (40 - len(MISFORTUNES))]
    write(
        content,
        {
            f"{place:02}-{word}.jpg": jpeg(place, size=(24, 16)) + b" " + word.encode()
            for place, word in enumerate(words)
        },
    )
    with pytest.MonkeyPatch.context() as patch:
        usual = registry.discover
        added = registry.load("tests.analyse.support.misbehaving")
        patch.setattr(registry, "discover", lambda: registry.ordered([*usual(), added]))
        result = build(content, folder / "site", folder / "cache", "--picture-seconds", "10")
    return result, folder / "site"


def test_the_build_goes_through(built: tuple[Result, Path]) -> None:
    result, site = built
    assert result.exit_code == 0
    assert verify(site) == ()


def test_every_picture_has_its_whole_ledger(built: tuple[Result, Path]) -> None:
    documents = [json.loads(path.read_bytes()) for path in built[1].glob("exhibits/*/exhibit.json")]
    assert len(documents) == 40
    for document in documents:
        word = document["exhibit"]["path"].split("-")[1].removesuffix(".jpg")
        runs = {run["analyzer"]: run for run in document["report"]["runs"]}
        assert runs.keys() >= {"file.identity", "metadata", "credentials", "test.misbehaving"}
        failed = [name for name, run in runs.items() if run["outcome"] == "failed"]
        assert failed == (["test.misbehaving"] if word in MISFORTUNES else [])
        assert MISFORTUNES.get(word, "") in runs["test.misbehaving"].get("reason", "")


@pytest.mark.parametrize("word", MISFORTUNES)
def test_the_page_of_the_culprit_says_why(word: str, built: tuple[Result, Path]) -> None:
    pages = [
        html.unescape(path.read_text(encoding="utf-8"))
        for path in built[1].glob("exhibits/*/index.html")
        if word.lower() in path.parent.name
    ]
    assert len(pages) == 1
    assert MISFORTUNES[word] in pages[0]


def test_a_picture_is_shown_although_a_check_crashed(built: tuple[Result, Path]) -> None:
    for path in built[1].glob("exhibits/*/index.html"):
        # One that took all the time it may take has none left for a copy.
        if "hang" not in path.parent.name:
            assert "<picture" in path.read_text(encoding="utf-8")
