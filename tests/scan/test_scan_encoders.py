"""`encoders:` in `site.yaml`: the files are read, kept apart from pictures, and missed aloud."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import InvalidContent
from generator.scan import scan


def folder(root: Path, listed: str) -> Path:
    (root / "data").mkdir()
    (root / "site.yaml").write_text(f"title: A site\nencoders: {listed}\n", encoding="utf-8")
    (root / "data/own.json").write_text("{}", encoding="utf-8")
    return root


def test_named_files_are_read_and_are_no_pictures(tmp_path: Path) -> None:
    content = scan(folder(tmp_path, "[./data/own.json]"))
    assert [(item.path, item.data) for item in content.encoders] == [("data/own.json", b"{}")]
    assert content.unreadable == ()


def test_a_file_that_is_not_named_is_not_read(tmp_path: Path) -> None:
    content = scan(folder(tmp_path, "[]"))
    assert content.encoders == ()
    assert content.unreadable == ()


@pytest.mark.parametrize(
    ("listed", "words"),
    [
        ("[data/other.json]", "no file data/other.json"),
        ("[../own.json]", "leads outside"),
        ("['']", "leads outside"),
        ("[/etc/passwd]", "leads outside"),
        ("[data/own.json, data/own.json]", "named twice"),
        ("data/own.json", "encoders"),
    ],
)
def test_what_has_to_be_mended_is_said_with_its_line(tmp_path: Path, listed: str, words: str) -> None:
    with pytest.raises(InvalidContent) as caught:
        scan(folder(tmp_path, listed))
    (mistake,) = caught.value.mistakes
    assert mistake.line == 2
    assert words in f"{mistake.field} {mistake.problem}"
