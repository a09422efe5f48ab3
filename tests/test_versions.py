"""Versions of one picture on the pages: what was changed, and which came first; kept between builds."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from tests.analyse.features.scenes import scene
from tests.support.program import build


def jpeg(image: Image.Image, quality: int = 88) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def altered() -> Image.Image:
    copy = scene(80)
    copy.paste(scene(81).crop((100, 100, 220, 200)), (300, 180))
    return copy


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("versions")
    content = folder / "content"
    content.mkdir()
    (content / "whole.jpg").write_bytes(jpeg(scene(80)))
    (content / "altered.jpg").write_bytes(jpeg(altered()))
    (content / "crop.jpg").write_bytes(jpeg(scene(80).crop((150, 90, 500, 400))))
    assert build(content, folder / "site", folder / "cache").exit_code == 0
    return folder


def relations(folder: Path, name: str) -> str:
    (page,) = (folder / "site").glob(f"exhibits/{name}-*/index.html")
    return " ".join(page.read_text().split())


def test_a_change_is_said(folder: Path) -> None:
    assert "they differ in one place" in relations(folder, "altered")
    assert "they differ in one place" in relations(folder, "whole")


def test_the_order_is_said_from_each_end(folder: Path) -> None:
    assert (
        "The other one very likely came before this one. The other one shows more at the edges than this one"
    ) in relations(folder, "crop")
    assert (
        "This one very likely came before the other. This one shows more at the edges than the other one"
        in relations(folder, "whole")
    )
    assert "It can&#39;t be told which of the two came first" in relations(folder, "altered")


def test_what_was_compared_is_kept(folder: Path) -> None:
    (file,) = (folder / "cache" / "links").glob("*-compared.json")
    before = {pair["key"]: str(pair) for pair in json.loads(file.read_bytes())["pairs"]}
    assert sum("'comparison'" in pair for pair in before.values()) == 3
    (folder / "content" / "another.jpg").write_bytes(jpeg(scene(82)))
    assert build(folder / "content", folder / "site", folder / "cache").exit_code == 0
    after = {pair["key"]: str(pair) for pair in json.loads(file.read_bytes())["pairs"]}
    assert before.items() <= after.items()
    assert not any("'comparison'" in after[key] for key in after.keys() - before.keys())
