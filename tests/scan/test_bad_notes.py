"""Every file of `bad_notes/` stands in a small content folder; beside it are the messages it must give, exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import InvalidContent
from generator.scan import scan
from tests.scan.support.folders import JPEG, PDF, folder, note

HERE = Path(__file__).parent
NOTES = sorted((HERE / "bad_notes").glob("*.md"))
SITES = sorted((HERE / "bad_sites").glob("*.yaml"))


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_a_bad_note_gives_these_messages(path: Path, tmp_path: Path) -> None:
    content = folder(
        tmp_path,
        {
            "a-case/case.md": path.read_bytes(),
            "a-case/picture.jpg": JPEG,
            "a-case/broken.jpg": PDF,
            "other-case/case.md": note("Another case"),
        },
    )
    assert messages(content) == expected(path)


@pytest.mark.parametrize("path", SITES, ids=lambda path: path.stem)
def test_a_bad_site_file_gives_these_messages(path: Path, tmp_path: Path) -> None:
    content = folder(tmp_path, {"site.yaml": path.read_bytes(), "notes.txt": "no picture"})
    assert messages(content) == expected(path)


def messages(content: Path) -> list[str]:
    with pytest.raises(InvalidContent) as caught:
        scan(content)
    assert all(mistake.problem and mistake.remedy for mistake in caught.value.mistakes)
    assert all("pydantic" not in str(mistake) for mistake in caught.value.mistakes)
    return [str(mistake) for mistake in caught.value.mistakes]


def expected(path: Path) -> list[str]:
    return path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
