"""`cameras:` in `site.yaml`: the files are read, kept apart from pictures, and missed aloud."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import InvalidContent
from generator.scan import scan


def folder(root: Path, listed: str) -> Path:
    (root / "cameras").mkdir()
    (root / "site.yaml").write_text(f"title: A site\ncameras: {listed}\n", encoding="utf-8")
    (root / "cameras/own.prnu").write_bytes(b"noise")
    return root


def test_named_files_are_read_and_are_no_pictures(tmp_path: Path) -> None:
    content = scan(folder(tmp_path, "[./cameras/own.prnu]"))
    assert [(item.path, item.data) for item in content.cameras] == [("cameras/own.prnu", b"noise")]
    assert content.unreadable == ()


def test_a_file_that_is_not_named_is_not_read(tmp_path: Path) -> None:
    assert scan(folder(tmp_path, "[]")).cameras == ()


@pytest.mark.parametrize(
    ("listed", "words"),
    [
        ("[cameras/other.prnu]", "no file cameras/other.prnu"),
        ("[../own.prnu]", "leads outside"),
        ("['']", "leads outside"),
        ("[cameras/own.prnu, cameras/own.prnu]", "named twice"),
        ("cameras/own.prnu", "cameras"),
    ],
)
def test_what_has_to_be_mended_is_said_with_its_line(tmp_path: Path, listed: str, words: str) -> None:
    with pytest.raises(InvalidContent) as caught:
        scan(folder(tmp_path, listed))
    (mistake,) = caught.value.mistakes
    assert mistake.line == 2
    assert words in f"{mistake.field} {mistake.problem}"
