"""What a build promises: all mistakes at once and nothing written, nothing done twice, every change noticed."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from pathlib import Path

import pytest

from generator.publish import verify
from tests.support.pictures import jpeg, png
from tests.support.program import backstory, build, run, tree, write

NOTE = """---
title: A bridge in another year
published: 2026-01-31
claim:
  text: This was last night.
  event_date: 2026-01-28
question: When was it taken?
summary: It is older.
rating: false-context
pictures:
  - file: a.jpg
    alt: A bridge
sightings:
  - url: https://example.org/2019/bridge
    date: 2019-03-14
    date_kind: published
    match: same picture
---

The note.
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """One case and one bare picture."""
    files: dict[str, bytes | str] = {
        "cases/2026/bridge/case.md": NOTE,
        "cases/2026/bridge/a.jpg": jpeg(50),
        "b.png": png(51),
    }
    return write(tmp_path / "content", files)


def stamps(site: Path) -> dict[str, tuple[int, int]]:
    """Modification times and numbers of all files and folders."""
    return {
        str(path): (path.lstat().st_mtime_ns, path.lstat().st_ino)
        for path in (site, *sorted(site.rglob("*")))
    }


def test_nothing_is_done_twice_and_every_change_is_noticed(content: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"

    def again(*options: str) -> str:
        result = backstory("build", content, "-o", site, "--cache", cache, "-j", "1", *options)
        assert result.exit_code == 0, result.output
        assert verify(site) == ()
        return result.output

    def analysed(said: str) -> int:
        found = re.search(r"Analysing (\d+) picture", said)
        return int(found[1]) if found else 0

    assert "2 pictures and 1 case: " in again()

    before = stamps(site)
    assert "Nothing has changed: 2 pictures and 1 case" in again()
    assert "Nothing has changed" in again("--strict")
    assert stamps(site) == before

    # Other bytes of the same size with the same time.
    picture = content / "b.png"
    status = picture.stat()
    data = bytearray(picture.read_bytes())
    data[-20] ^= 1
    picture.write_bytes(bytes(data))
    os.utime(picture, ns=(status.st_atime_ns, status.st_mtime_ns))
    said = again()
    assert "Nothing has changed" not in said
    assert analysed(said) == 1

    # Only the time: the site is the same.
    before_bytes = tree(site)
    os.utime(picture, ns=(1, 1))
    assert analysed(again()) == 0
    assert tree(site) == before_bytes

    # A file of the site was altered, removed, added.
    page = site / "index.html"
    good = page.read_bytes()
    page.write_bytes(good.replace(b"<title>", b"<title>Hacked "))
    assert "1 files written" in again()
    assert page.read_bytes() == good
    page.unlink()
    assert "1 files written" in again()
    (site / "extra.txt").write_text("x")
    assert "1 removed" in again()
    assert not (site / "extra.txt").exists()

    # The note, the settings, the bounds.
    note = content / "cases" / "2026" / "bridge" / "case.md"
    note.write_text(NOTE.replace("The note.", "Another note."))
    assert analysed(again()) == 0
    assert b"Another note." in b"".join(path.read_bytes() for path in site.glob("cases/*/index.html"))
    write(content, {"site.yaml": "title: Another title\n"})
    assert analysed(again()) == 0
    assert b"Another title" in page.read_bytes()
    assert analysed(again("--picture-pixels", "1000")) == 2
    assert analysed(again()) == 0

    # A picture that is gone takes its page with it.
    picture.unlink()
    assert "1 picture and 1 case" in again()
    assert len(list(site.glob("exhibits/*/index.html"))) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "content", "site"]


def test_the_date_is_that_of_the_content_or_of_source_date_epoch(
    content: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    site, cache = tmp_path / "site", tmp_path / "cache"

    def date() -> str:
        assert build(content, site, cache).exit_code == 0
        return re.search(r'"date": "([^"]*)"', (site / "manifest.json").read_text())[1]  # type: ignore[index]

    assert date() == "2026-01-31"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    assert date() == "2001-09-09"
    for value in ("-1", "1.5", "x", "9" * 40, "٣"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", value)
        result = build(content, site, cache)
        assert result.exit_code == 2
        assert "SOURCE_DATE_EPOCH" in result.output


def test_all_mistakes_of_all_files_are_listed_and_nothing_is_written(content: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    write(
        content,
        {
            "site.yaml": "titel: x\ntheme:\n  accent: blue\n",
            "cases/2026/bridge/case.md": NOTE.replace("rating: false-context", "rating: wrong").replace(
                "file: a.jpg", "file: gone.jpg"
            ),
            "cases/2026/other/case.md": "---\nclaim: [\n---\n",
            "cases/2026/third/case.md": "no front matter",
        },
    )
    result = build(content, site, cache)
    assert result.exit_code == 2
    for words in (
        "site.yaml:1: titel:",
        "site.yaml:3: theme.accent:",
        "cases/2026/bridge/case.md:",
        "rating",
        "gone.jpg",
        "cases/2026/other/case.md:",
        "cases/2026/third/case.md",
        "nothing was written",
    ):
        assert words in result.output, (words, result.output)
    assert "Traceback" not in result.output
    assert not site.exists()


def test_mistakes_leave_the_last_site(content: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    assert build(content, site, cache).exit_code == 0
    before = stamps(site)
    write(content, {"site.yaml": "titel: x"})
    assert build(content, site, cache).exit_code == 2
    assert stamps(site) == before


@pytest.mark.parametrize(
    ("site", "cache", "words"),
    [
        ("content/site", "cache", "The site can't lie in the content folder"),
        ("content", "cache", "The site can't lie in the content folder"),
        (".", "cache", "The content folder can't lie in the site"),
        ("site", "site/cache", "The cache can't lie in the site"),
        ("site", "site", "The cache can't lie in the site"),
        ("site", "content/cache", "The cache can't lie in the content folder"),
        ("site", "content", "The cache can't lie in the content folder"),
        ("cache/site", "cache", "The site can't lie in the cache"),
        ("site", "a-file", "a-file"),
        ("site", "a-file/cache", "a-file/cache can't be used"),
        ("a-file", "cache", "is not a folder"),
        ("a-file/site", "cache", "a-file"),
    ],
)
def test_folders_that_are_in_each_others_way_are_refused(
    site: str, cache: str, words: str, content: Path, tmp_path: Path
) -> None:
    (tmp_path / "a-file").write_text("x")
    before = tree(tmp_path)
    result = build(content, tmp_path / site, tmp_path / cache)
    assert result.exit_code == 2, result.output
    assert words in result.output
    assert {name: data for name, data in tree(tmp_path).items() if not name.startswith("cache/")} == before


@pytest.mark.parametrize("folder", ["gone", "a-file"])
def test_content_that_is_no_folder_is_an_error_for_people(folder: str, tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("x")
    result = build(tmp_path / folder, tmp_path / "site", tmp_path / "cache")
    assert result.exit_code == 2
    assert folder in result.output
    assert not (tmp_path / "site").exists()


def test_hidden_folders_are_no_part_of_the_content(content: Path, tmp_path: Path) -> None:
    assert build(content, content / ".site", content / ".cache" / "x").exit_code == 0
    assert verify(content / ".site") == ()


def test_an_empty_folder_gives_a_site_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    assert build(tmp_path / "content", tmp_path / "site", tmp_path / "cache").exit_code == 0
    assert (tmp_path / "site" / "index.html").is_file()
    assert verify(tmp_path / "site") == ()


def test_a_second_build_with_the_same_cache_is_refused(content: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    with (tmp_path / "cache" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = build(content, tmp_path / "site", tmp_path / "cache")
        assert result.exit_code == 2
        assert "Another build is using the cache" in result.output
    assert build(content, tmp_path / "site", tmp_path / "cache").exit_code == 0


def test_a_cluster_that_is_not_there_is_an_error_for_people(content: Path, tmp_path: Path) -> None:
    result = build(content, tmp_path / "site", tmp_path / "cache", "--cluster", "no-such-scheme://x")
    assert result.exit_code == 2
    assert not (tmp_path / "site").exists()


def test_a_cluster_without_its_extra_says_which_to_install(content: Path, tmp_path: Path) -> None:
    hiding = write(
        tmp_path / "hiding", {"sitecustomize.py": "import sys\nsys.modules['distributed'] = None\n"}
    )
    root = Path(__file__).resolve().parents[1]
    result = run(
        "build",
        content,
        "-o",
        tmp_path / "site",
        "--cache",
        tmp_path / "cache",
        "--cluster",
        "tcp://127.0.0.1:1",
        PYTHONPATH=f"{hiding}{os.pathsep}{root}",
    )
    assert result.returncode == 2
    assert "[cluster]" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_lost_or_damaged_cache_is_no_hindrance(content: Path, tmp_path: Path) -> None:
    site, cache = tmp_path / "site", tmp_path / "cache"
    assert build(content, site, cache).exit_code == 0
    before = tree(site)
    for path in cache.rglob("*"):
        if path.is_file() and path.name != "lock":
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert build(content, site, cache).exit_code == 0
    assert tree(site) == before
    shutil.rmtree(cache)
    assert build(content, site, cache).exit_code == 0
    assert tree(site) == before
