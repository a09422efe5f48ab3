"""Every command as a person meets it: quick help, plain words, exit codes, nothing withheld shown."""

from __future__ import annotations

import json
import re
import resource
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from generator.cli import COMMANDS
from tests.support.content import LATITUDE_WORDS, SERIAL, content
from tests.support.pictures import jpeg
from tests.support.program import backstory, build, environment, run, write

HEAVY = (
    "numpy",
    "PIL",
    "pydantic",
    "jinja2",
    "c2pa",
    "imagehash",
    "scipy",
    "yaml",
    "distributed",
    "markdown_it",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with content, its site and its cache."""
    folder = tmp_path_factory.mktemp("commands")
    assert build(content(folder / "content"), folder / "site", folder / "cache").exit_code == 0
    return folder


def test_help_names_every_command_and_takes_no_time() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = run("--help")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0
    for name, words in COMMANDS.items():
        assert re.search(rf"(?m)^  {name} +{re.escape(words[:30])}", done.stdout)
    # Processor time, as other work on this machine must not fail the test.
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.3


def test_help_imports_nothing_heavy() -> None:
    code = f"import sys, generator.cli; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str) -> None:
    result = backstory(name, "--help")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 4


def test_an_unknown_command_or_option_is_an_error_for_people() -> None:
    assert backstory("biuld").exit_code == 2
    assert backstory("build", "--fast").exit_code == 2
    assert backstory("--version").output.startswith("backstory, version ")


def test_analyzers_are_listed_in_words_in_json_and_for_the_readme() -> None:
    plain = json.loads(backstory("analyzers", "--json").output)
    names = [item["id"] for item in plain]
    assert names[:2] == ["file.identity", "file.structure"]
    assert all(item["limits"] and item["question"].endswith("?") for item in plain)
    listed = backstory("analyzers").output
    table = backstory("analyzers", "--markdown").output
    assert all(name in listed and f"| `{name}` |" in table for name in names)
    assert table.count("\n") == len(names) + 2


def test_inspect_shows_the_ledger_and_withholds_by_default(folder: Path) -> None:
    picture = folder / "content" / "cases" / "2026" / "first" / "a.jpg"
    usual = backstory("inspect", picture, "--details", "--cache", folder / "cache", "-q").output
    for words in (
        "origin:",
        "integrity:",
        "metadata: found",
        "credentials: checked, not found",
        "GPS position",
    ):
        assert words in usual
    assert SERIAL not in usual
    assert not any(words in usual for words in LATITUDE_WORDS)
    private = backstory(
        "inspect", picture, "--details", "--private", "--cache", folder / "cache", "-q"
    ).output
    assert SERIAL in private


def test_inspect_of_what_is_no_picture(folder: Path, tmp_path: Path) -> None:
    write(tmp_path, {"a.jpg": jpeg(1), "b.jpg": b"words", "c.jpg": b"", "sub/d.png": jpeg(2)})
    result = backstory("inspect", tmp_path, "--cache", folder / "cache", "-q")
    assert result.exit_code == 1
    assert result.output.count("not a picture that can be read") == 2
    assert "d.png" in result.output
    assert backstory("inspect", tmp_path / "gone.jpg", "--cache", folder / "cache").exit_code == 2
    assert backstory("inspect").exit_code == 2


def test_inspect_never_lets_a_name_or_a_tag_command_the_terminal(folder: Path, tmp_path: Path) -> None:
    exif = {"0th": {271: b"\x1b]0;owned\x07\x1b[31mred", 272: b"x\x9b31m"}}
    write(tmp_path, {"\x1b[31mred\n.jpg": jpeg(3, exif=exif), "\udcff.jpg": jpeg(4), "\x1b[2J.txt": b"x"})
    result = backstory("inspect", tmp_path, "--details", "--cache", folder / "cache", "-q")
    assert not {"\x1b", "\x07", "\x9b"} & set(result.output)
    named = backstory("inspect", "--json", tmp_path, "--cache", folder / "cache", "-q")
    assert len(json.loads(named.stdout)) == 2


def test_ask_answers_by_slug_or_folder(folder: Path) -> None:
    options = ("--content", folder / "content", "--cache", folder / "cache", "-q")
    for name in ("first", "cases/2026/first", "cases/2026/first/case.md"):
        result = backstory("ask", name, "When was it taken?", *options)
        assert result.exit_code == 0, result.output
        assert "14 March 2019, 08:15" in result.output
        assert re.search(r"\[A\d+\]", result.output)
        assert "[S1]" in result.output
    result = backstory("ask", "first", "xyzzy", *options)
    assert "not recognised" in result.output
    result = backstory("ask", "gone", "When?", *options)
    assert result.exit_code == 2
    assert "Cases in this folder: first, second" in result.output


def test_check_lists_what_is_worth_mending(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    write(
        tmp_path / "content",
        {"a.jpg": jpeg(1), "cases/x/case.md": "---\ntitle: x\n---\n", "cases/x/b.jpg": jpeg(2)},
    )
    result = backstory("check", tmp_path / "content", "--cache", cache, "-q")
    assert result.exit_code == 1
    assert "things worth mending" in result.output
    write(tmp_path / "content", {"site.yaml": "titel: x"})
    result = backstory("check", tmp_path / "content", "--cache", cache, "-q")
    assert result.exit_code == 2
    assert "titel" in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "content"]


def test_the_cache_is_counted_and_pruned(folder: Path, tmp_path: Path) -> None:
    there, site, cache = tmp_path / "content", tmp_path / "site", tmp_path / "cache"
    write(there, {"a.jpg": jpeg(1), "b.jpg": jpeg(2)})
    assert build(there, site, cache).exit_code == 0
    assert "results of 2 pictures" in backstory("cache", "size", "--cache", cache).output
    assert "Removed the results of 0 pictures" in backstory("cache", "prune", "--cache", cache).output
    (there / "b.jpg").unlink()
    assert build(there, site, cache).exit_code == 0
    assert "Removed the results of 1 picture" in backstory("cache", "prune", "--cache", cache).output
    assert "Nothing has changed" in backstory("build", there, "-o", site, "--cache", cache).output
    assert "Removed the results of 1 picture" in backstory("cache", "prune", "--all", "--cache", cache).output
    assert "results of 0 pictures" in backstory("cache", "size", "--cache", cache).output
    assert backstory("cache", "size", "--cache", tmp_path / "nowhere").exit_code == 0


def test_new_writes_a_note_and_never_over_one(tmp_path: Path) -> None:
    assert backstory("new", "A title", "--content", tmp_path).exit_code == 0
    before = sorted(tmp_path.rglob("*"))
    assert backstory("new", "A title", "--content", tmp_path).exit_code == 2
    assert sorted(tmp_path.rglob("*")) == before


def test_names_of_the_content_never_command_the_terminal(tmp_path: Path) -> None:
    write(tmp_path / "content", {"\x1b[31m\u202e.jpg": jpeg(1), "b\x9b.jpg": b"", "c\u202e.jpg": b""})
    result = backstory(
        "build", tmp_path / "content", "-o", tmp_path / "site", "--cache", tmp_path / "cache", "-v"
    )
    assert result.exit_code == 0
    assert not {"\x1b", "\x9b", "\u202e"} & set(result.output)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_serve_shows_a_fresh_build_and_ends_when_asked(ending: signal.Signals, tmp_path: Path) -> None:
    write(tmp_path / "content", {"a.jpg": jpeg(1)})
    process = subprocess.Popen(
        [
            sys.executable,
            "-u",
            "-m",
            "generator",
            "serve",
            tmp_path / "content",
            "-p",
            "0",
            "--cache",
            tmp_path / "cache",
        ],
        cwd=tmp_path,
        env=environment(TMPDIR=str(tmp_path)),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert address, line
        assert "Built: 1 pictures, 0 cases." in process.stdout.readline()
        with urllib.request.urlopen(address[0], timeout=10) as answer:
            assert b"/-/preview.js" in answer.read()
        write(tmp_path / "content", {"site.yaml": "titel: x"})
        deadline = time.monotonic() + 20
        page = b""
        while b'role="alert"' not in page and time.monotonic() < deadline:
            with urllib.request.urlopen(address[0], timeout=10) as answer:
                page = answer.read()
            time.sleep(0.1)
        assert b"titel" in page
        process.send_signal(ending)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()  # type: ignore[union-attr]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "content"]
