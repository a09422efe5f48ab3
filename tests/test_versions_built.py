"""Versions of a picture from folder to page: the order, the two in one frame, and nothing of what a page covers."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from PIL import Image

from generator import freshness
from tests.analyse.features.scenes import cropped, saved, scene
from tests.support.program import backstory, build

CASE = """---
title: A covered picture
pictures:
  - file: whole.jpg
    redactions: [{x: 0.1, y: 0.1, width: 0.2, height: 0.2, reason: a face}]
  - file: part.jpg
    title: The original part
---
Text.
"""


AGAIN = """---
title: Sent again
---
Text.
"""


def jpeg(image: Image.Image, quality: int = 92) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def altered(image: Image.Image) -> Image.Image:
    """The picture with a part of another one in it."""
    copy = image.copy()
    copy.paste(scene(91).crop((200, 150, 330, 260)), (200, 150))
    return copy


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("versions")
    content = root / "content"
    (content / "covered").mkdir(parents=True)
    (content / "large.jpg").write_bytes(jpeg(scene(90, 800, 600)))
    (content / "changed.jpg").write_bytes(jpeg(altered(scene(90, 800, 600)).resize((600, 450)), 80))
    (content / "covered" / "case.md").write_text(CASE)
    (content / "covered" / "whole.jpg").write_bytes(jpeg(scene(92)))
    (content / "covered" / "part.jpg").write_bytes(jpeg(saved(cropped(scene(92))), 70))
    (content / "again").mkdir()
    (content / "again" / "case.md").write_text(AGAIN)
    (content / "again" / "sent.jpg").write_bytes((content / "changed.jpg").read_bytes())
    assert build(content, root / "site", root / "cache").exit_code == 0
    return root


def page(folder: Path, name: str) -> str:
    (found,) = (folder / "site").glob(name)
    return found.read_text()


def test_a_smaller_changed_version_is_shown_beside_its_origin(folder: Path) -> None:
    text = page(folder, "exhibits/changed-*/index.html")
    assert "Version 2 probably came from version 1, directly or through others." in text
    assert "Laid upon one another, they differ in 1 place" in text.replace("one place", "1 place")
    figures = re.findall(r'data-pane><img src="(?:\.\./)*(media/\w+\.jpg)"', text)
    assert len(figures) == 2
    sizes = {Image.open(io.BytesIO((folder / "site" / file).read_bytes())).size for file in figures}
    assert len(sizes) == 1
    assert sizes.pop()[0] == pytest.approx(600, abs=6)


@pytest.mark.parametrize(
    ("name", "what", "linked"),
    [
        ("exhibits/changed-*", "It", "The two pictures show the same"),
        ("cases/again", "An exact copy of it", "The two files are the same, byte for byte."),
    ],
    ids=["the one that was compared", "an exact copy in another case"],
)
def test_the_answer_cites_the_comparison(folder: Path, name: str, what: str, linked: str) -> None:
    text = page(folder, f"{name}/index.html")
    assert re.search(
        rf">{what} probably came from another version that is held here\. Laid upon one another, they differ.*?"
        r'<a class="cite" href="#A-L1"',
        text,
        re.DOTALL,
    )
    assert linked in text


def test_a_covered_picture_is_in_no_figure(folder: Path) -> None:
    text = page(folder, "cases/covered/index.html")
    assert "was cut away in version 2" in text
    assert "hidden or covered in part" in text
    assert "data-pane" not in text


def test_an_original_with_an_older_version_is_noted(folder: Path) -> None:
    text = page(folder, "cases/covered/index.html")
    assert "but another version that is held here very likely came before it" in text
    assert "“original”" not in page(folder, "exhibits/changed-*/index.html")


def test_what_pages_show_survives_pruning_and_a_second_build(folder: Path) -> None:
    site, cache = folder / "site", folder / "cache"
    before = {file: file.read_bytes() for file in (site / "media").iterdir()}
    (record,) = freshness.records(cache)
    assert record.inputs
    assert backstory("cache", "prune", "--cache", cache).exit_code == 0
    (folder / "content" / "site.yaml").write_text("title: Another title\n")
    assert build(folder / "content", site, cache).exit_code == 0
    after = {file: file.read_bytes() for file in (site / "media").iterdir()}
    assert after == before


def test_another_cache_and_process_count_give_the_same_bytes(folder: Path) -> None:
    build(folder / "content", folder / "again", folder / "cache-again", "-j", "1")
    build(folder / "content", folder / "site", folder / "cache")
    sums = [json.loads((folder / name / "manifest.json").read_text()) for name in ("site", "again")]
    assert sums[0] == sums[1]
