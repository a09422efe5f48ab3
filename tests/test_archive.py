"""The archive folder: its pictures are found again in new ones, and nothing but their file names is ever published."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tests.analyse.features.scenes import cropped, saved, scene
from tests.support.program import build

SECRET = b"these words lie in the archive"


def jpeg(image: Image.Image, comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=90, comment=comment)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    content = folder / "content"
    (content / "old" / "deeper").mkdir(parents=True)
    (content / "site.yaml").write_text("archive: ./old/\n")
    (content / "old" / "deeper" / "press photo.jpg").write_bytes(jpeg(scene(50), SECRET))
    (content / "old" / "same again.jpg").write_bytes(jpeg(saved(scene(50), 60)))
    (content / "old" / "case.md").write_text("---\ntitle: no case at all\n---\nIn the archive.\n")
    (content / "old" / "broken.jpg").write_bytes(b"")
    (content / "crop.jpg").write_bytes(jpeg(cropped(scene(50))))
    (content / "copy.jpg").write_bytes(jpeg(saved(scene(50), 40)))
    (content / "other.jpg").write_bytes(jpeg(scene(51)))
    assert build(content, folder / "site", folder / "cache").exit_code == 0
    return folder / "site"


def page(site: Path, name: str) -> str:
    (found,) = site.glob(f"exhibits/{name}-*/index.html")
    return found.read_text()


def test_a_crop_of_an_archived_picture_is_found(site: Path) -> None:
    text = page(site, "crop")
    assert "press photo.jpg" in text
    assert "lies in the other, where it takes up 50 % of the area" in text


def test_a_copy_of_an_archived_picture_is_found(site: Path) -> None:
    assert "press photo.jpg" in page(site, "copy")
    assert "press photo.jpg" not in page(site, "other")


def test_nothing_but_the_name_is_published(site: Path) -> None:
    files = [path for path in site.rglob("*") if path.is_file()]
    assert len(list((site / "exhibits").iterdir())) == len({"crop", "copy", "other"}) + len(
        [path for path in (site / "exhibits").iterdir() if path.is_file()]
    )
    for path in files:
        data = path.read_bytes()
        assert SECRET not in data, path
        assert b"no case at all" not in data, path
        assert b"old/deeper" not in data, path


def test_a_missing_archive_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.jpg").write_bytes(jpeg(scene(52, 200, 150)))
    for text, problem in (("archive: nowhere\n", "no such folder"), ("archive: ../up\n", "leads outside")):
        (tmp_path / "content" / "site.yaml").write_text(text)
        result = build(tmp_path / "content", tmp_path / "site", tmp_path / "cache")
        assert result.exit_code == 2
        assert problem in result.output
