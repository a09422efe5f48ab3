"""Compiled templates are used for exactly the source that they were made of, and for nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from generator.render.compiled import Compiled


@pytest.fixture(autouse=True)
def _python_keeps_what_it_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def render(folder: Path) -> str:
    templates = Environment(
        loader=FileSystemLoader(folder), autoescape=True, bytecode_cache=Compiled(folder), auto_reload=False
    )
    return templates.get_template("page.html").render(name="a & b")


def test_is_kept_and_used_again(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ name }}!")
    assert render(tmp_path) == "a &amp; b!"
    (kept,) = (tmp_path / "__pycache__").iterdir()
    assert kept.suffix == ".pyc", "what tells whether the program changed passes by such files only"
    before = kept.stat()
    assert render(tmp_path) == "a &amp; b!"
    assert kept.stat() == before or kept.stat().st_mtime_ns == before.st_mtime_ns


def test_is_made_anew_when_the_source_changes(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("{{ name }}!")
    render(tmp_path)
    page.write_text("{{ name }}?")
    assert render(tmp_path) == "a &amp; b?"


@pytest.mark.parametrize("damage", [b"", b"not code", None])
def test_damage_does_no_harm(tmp_path: Path, damage: bytes | None) -> None:
    (tmp_path / "page.html").write_text("{{ name }}!")
    render(tmp_path)
    (kept,) = (tmp_path / "__pycache__").iterdir()
    kept.write_bytes(kept.read_bytes()[:-9] if damage is None else damage)
    assert render(tmp_path) == "a &amp; b!"


def test_nothing_is_kept_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("{{ name }}!")
    (tmp_path / "__pycache__").write_text("a file in the way")
    assert render(tmp_path) == "a &amp; b!"


def test_nothing_is_kept_when_python_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (tmp_path / "page.html").write_text("{{ name }}!")
    assert render(tmp_path) == "a &amp; b!"
    assert not (tmp_path / "__pycache__").exists()
