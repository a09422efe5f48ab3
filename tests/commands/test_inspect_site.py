"""`backstory inspect` beside a `site.yaml`: what it names is used and said, and nothing broken stops the look at a picture."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from generator.analyse.detectors.scoring import is_installed
from tests.analyse.watermarks.fixed_decoder import fixed_decoder
from tests.support.program import backstory, write

MARK = 0x8BE30EDE1B32B80400DC16FB1
MODEL = fixed_decoder([MARK >> place & 1 for place in reversed(range(100))])
SITE = b"watermark_decoders:\n  - {file: decoders/q.onnx, variant: Q}\n"

needs_runtime = pytest.mark.skipif(not is_installed(), reason="onnxruntime is not installed (extra onnx)")


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A picture in a folder of a content folder that has a decoder."""
    write(tmp_path, {"content/site.yaml": SITE, "content/decoders/q.onnx": MODEL})
    place = tmp_path / "content" / "cases" / "a.png"
    place.parent.mkdir()
    Image.new("RGB", (64, 48), (200, 90, 20)).save(place)
    return place


def inspect(*arguments: str | Path, cache: Path) -> tuple[int, str, str]:
    result = backstory("inspect", *arguments, "--cache", cache / "cache")
    return result.exit_code, result.stdout, result.stderr


@needs_runtime
def test_the_nearest_file_is_used_and_named(picture: Path, tmp_path: Path) -> None:
    code, told, noted = inspect(picture, cache=tmp_path)
    assert code == 0
    assert "watermark.trustmark: found" in told
    assert "site.yaml is used (watermark-decoder: decoders/q.onnx)" in noted
    code, told, noted = inspect(picture, "--no-site-yaml", cache=tmp_path)
    assert "watermark.trustmark: not checked" in told
    assert "site.yaml is used" not in noted


@needs_runtime
def test_another_file_can_be_named(picture: Path, tmp_path: Path) -> None:
    lone = tmp_path / "lone.png"
    lone.write_bytes(picture.read_bytes())
    site = tmp_path / "content" / "site.yaml"
    _, told, _ = inspect(lone, cache=tmp_path)
    assert "watermark.trustmark: not checked" in told
    _, told, _ = inspect(lone, "--site-yaml", site, cache=tmp_path)
    assert "watermark.trustmark: found" in told


def test_a_found_file_with_mistakes_is_left_out_and_a_named_one_is_refused(
    picture: Path, tmp_path: Path
) -> None:
    site = tmp_path / "content" / "site.yaml"
    site.write_text("titel: x\nencoders: [gone.json]\n", encoding="utf-8")
    code, told, noted = inspect(picture, cache=tmp_path)
    assert code == 0
    assert "watermark.trustmark: not checked" in told
    assert "has 2 mistakes and is not used" in noted
    code, _, noted = inspect(picture, "--site-yaml", site, cache=tmp_path)
    assert code == 2
    assert "gone.json" in noted


def test_pictures_of_several_sites_use_none(picture: Path, tmp_path: Path) -> None:
    write(tmp_path, {"other/site.yaml": b"title: Other\n"})
    other = tmp_path / "other" / "b.png"
    other.write_bytes(picture.read_bytes())
    _, _, noted = inspect(picture, other, cache=tmp_path)
    assert "several site.yaml, so none is used" in noted


def test_json_stays_json(picture: Path, tmp_path: Path) -> None:
    _, told, _ = inspect(picture, "--json", cache=tmp_path)
    (document,) = json.loads(told)
    assert document


@pytest.mark.parametrize("named", ["../outside.onnx", "/etc/passwd"])
def test_files_outside_are_never_read(picture: Path, tmp_path: Path, named: str) -> None:
    write(tmp_path, {"outside.onnx": MODEL})
    site = tmp_path / "content" / "site.yaml"
    site.write_text(f"watermark_decoders:\n  - {{file: {named}}}\n", encoding="utf-8")
    _, told, noted = inspect(picture, cache=tmp_path)
    assert "watermark.trustmark: not checked" in told
    assert "has a mistake and is not used" in noted


def test_a_link_that_leads_outside_is_never_read(picture: Path, tmp_path: Path) -> None:
    write(tmp_path, {"outside.onnx": MODEL})
    link = tmp_path / "content" / "decoders" / "q.onnx"
    link.unlink()
    link.symlink_to(tmp_path / "outside.onnx")
    _, told, noted = inspect(picture, cache=tmp_path)
    assert "watermark.trustmark: not checked" in told
    assert "has a mistake and is not used" in noted
