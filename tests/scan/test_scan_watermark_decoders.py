"""`watermark_decoders:` in site.yaml: files that are there are read and are no pictures; the rest are mistakes with a line."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from generator.analyse.detectors.scoring import is_installed
from generator.build import build
from generator.errors import InvalidContent
from generator.scan import scan
from generator.settings import BuildOptions
from tests.analyse.watermarks.fixed_decoder import fixed_decoder
from tests.scan.support.folders import JPEG, folder

MARK = 0x8BE30EDE1B32B80400DC16FB1
"""A TrustMark that says `Example8`, as TrustMark's own encoder wrote it."""
MODEL = fixed_decoder([MARK >> place & 1 for place in reversed(range(100))])
SITE = "watermark_decoders:\n  - {file: ./decoders/q.onnx, variant: q}\n"


def content(tmp_path: Path, site: str) -> Path:
    return folder(tmp_path, {"site.yaml": site, "decoders/q.onnx": MODEL, "a.jpg": JPEG})


def test_a_decoder_is_read_and_is_no_unreadable_picture(tmp_path: Path) -> None:
    found = scan(content(tmp_path, SITE))
    (decoder,) = found.watermark_decoders
    assert (decoder.path, decoder.variant, decoder.data) == ("decoders/q.onnx", "Q", MODEL)
    assert found.unreadable == ()


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("{file: x.onnx}", "no file x.onnx in the content folder"),
        ("{file: ../x.onnx}", "leads outside"),
        ("{file: decoders/q.onnx, variant: Z}", '"Z" is not allowed here'),
        ("{file: decoders/q.onnx}\n  - {file: decoders/q.onnx}", "named twice"),
        ("{variant: Q}", "watermark_decoders[0].file: is missing"),
        ("{file: decoders/q.onnx, card: a}", "unknown field"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, entry: str, problem: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        scan(content(tmp_path, f"watermark_decoders:\n  - {entry}\n"))
    assert problem in str(refused.value)


@pytest.mark.skipif(not is_installed(), reason="onnxruntime is not installed (extra onnx)")
def test_a_build_hands_it_to_the_analyzer(tmp_path: Path) -> None:
    source = folder(tmp_path / "content", {"site.yaml": SITE, "decoders/q.onnx": MODEL})
    Image.new("RGB", (64, 48), (200, 90, 20)).save(source / "a.png")
    build(BuildOptions(source, tmp_path / "site", tmp_path / "cache", jobs=1))
    (page,) = (tmp_path / "site").rglob("exhibit.json")
    found = page.read_text(encoding="utf-8")
    assert "watermark.trustmark.found" in found
    assert "watermark-decoder: decoders/q.onnx" in found
