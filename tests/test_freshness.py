"""What counts as a change: everything that shapes the site, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator import freshness
from generator.freshness import Record
from generator.settings import BuildOptions, Limits
from tests.support.program import write

FILES: dict[str, bytes | str] = {"a.jpg": b"one", "cases/x/case.md": "note", "cases/x/b.jpg": b"two"}


@pytest.fixture
def options(tmp_path: Path) -> BuildOptions:
    """A build of a folder of three files."""
    content = write(tmp_path / "content", FILES)
    return BuildOptions(content, tmp_path / "site", tmp_path / "cache")


def same_size(content: Path) -> None:
    path = content / "a.jpg"
    status = path.stat()
    path.write_bytes(b"two")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "other bytes of the same size and time": same_size,
    "a new file": lambda content: write(content, {"c.jpg": b"3"}),
    "a file less": lambda content: (content / "a.jpg").unlink(),
    "another name": lambda content: (content / "a.jpg").rename(content / "z.jpg"),
    "another folder": lambda content: (content / "cases" / "x").rename(content / "cases" / "y"),
    "a dead link": lambda content: (content / "link.jpg").symlink_to("gone"),
    "a draft": lambda content: (content / "_drafts").mkdir(),
    "two names change places": lambda content: [
        (content / "a.jpg").rename(content / "t"),
        (content / "cases/x/b.jpg").rename(content / "a.jpg"),
        (content / "t").rename(content / "cases/x/b.jpg"),
    ],
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_content_is_noticed(name: str, options: BuildOptions) -> None:
    before = freshness.inputs_of(options)
    CHANGES[name](options.content)
    assert freshness.inputs_of(options) != before


def test_times_permissions_and_hidden_files_are_none(options: BuildOptions) -> None:
    before = freshness.inputs_of(options)
    os.utime(options.content / "a.jpg", (1, 1))
    (options.content / "a.jpg").chmod(0o600)
    write(options.content, {".hidden": b"x", "Thumbs.db": b"x"})
    assert freshness.inputs_of(options) == before


@pytest.mark.parametrize(
    ("changed", "matters"),
    [
        ({"limits": Limits(seconds=1)}, True),
        ({"limits": Limits(pixels=1)}, True),
        ({"limits": Limits(memory=1)}, True),
        ({"limits": Limits(file_size=1)}, True),
        ({"jobs": 7}, False),
        ({"strict": True}, False),
        ({"cluster": "tcp://127.0.0.1:1"}, False),
        ({"cache": Path("elsewhere")}, False),
    ],
)
def test_which_settings_matter(changed: dict[str, object], matters: bool, options: BuildOptions) -> None:
    other = replace(options, **changed)  # type: ignore[arg-type]
    assert (freshness.inputs_of(other) != freshness.inputs_of(options)) is matters


def test_the_date_set_from_outside_matters(options: BuildOptions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    before = freshness.inputs_of(options)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert freshness.inputs_of(options) != before


def test_the_program_itself_matters(
    options: BuildOptions, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = freshness.inputs_of(options)
    write(tmp_path / "more", {"new_package-1.0.dist-info/METADATA": "x"})
    monkeypatch.syspath_prepend(str(tmp_path / "more"))
    assert freshness.inputs_of(options) != before


def test_every_change_of_the_site_is_noticed(tmp_path: Path) -> None:
    site = write(tmp_path / "site", {"index.html": "x", "a/b.html": "y"})
    seen = {freshness.outputs_of(site), freshness.outputs_of(tmp_path / "gone")}
    write(site, {"c.html": "z"})
    seen.add(freshness.outputs_of(site))
    (site / "c.html").rename(site / "d.html")
    seen.add(freshness.outputs_of(site))
    os.utime(site / "d.html", (1, 1))
    seen.add(freshness.outputs_of(site))
    (site / "d.html").unlink()
    (site / "d.html").symlink_to("index.html")
    seen.add(freshness.outputs_of(site))
    assert len(seen) == 6
    assert freshness.outputs_of(tmp_path / "gone") == ""


def test_a_record_is_kept_by_site_and_a_broken_one_is_none(options: BuildOptions) -> None:
    record = Record("in", "out", 3, 1, ("a.jpg: failed",), ("key",))
    assert freshness.last_record(options) is None
    freshness.write_record(options, record)
    assert freshness.last_record(options) == record
    assert freshness.last_record(replace(options, site=options.site / "other")) is None
    assert freshness.records(options.cache) == (record,)
    stored = next((options.cache / "builds").iterdir())
    for data in (b"", b"{", b"[]", b'{"inputs": 1}', b"\xff", b"[" * 100_000):
        stored.write_bytes(data)
        assert freshness.last_record(options) is None
        assert freshness.records(options.cache) == ()


def test_a_program_that_analyzers_ask_is_part_of_what_went_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, programs = tmp_path / "content", tmp_path / "programs"
    content.mkdir()
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    options = BuildOptions(content, tmp_path / "site", tmp_path / "cache")
    without = freshness.inputs_of(options)
    (programs / "exiftool").write_text("#!/bin/sh\n")
    (programs / "exiftool").chmod(0o755)
    installed = freshness.inputs_of(options)
    (programs / "exiftool").write_text("#!/bin/sh\n# another version\n")
    assert len({without, installed, freshness.inputs_of(options)}) == 3
