"""Kinds by leading bytes, and words for everything else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.kind import HEAD_SIZE, misnamed, sniff
from generator.model import FileKind
from tests.analyse.containers import builders as make


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (make.jpeg(), FileKind.JPEG),
        (make.with_second_picture(0x020002), FileKind.MPO),
        (make.with_second_picture(0x010001), FileKind.JPEG),
        (make.png(), FileKind.PNG),
        (
            make.saved(make.picture(), "PNG", save_all=True, append_images=[make.picture().rotate(180)]),
            FileKind.APNG,
        ),
        (make.webp(), FileKind.WEBP),
        (make.gif(), FileKind.GIF),
        (make.tiff(), FileKind.TIFF),
        (make.tiff(order=">"), FileKind.TIFF),
        (make.saved(make.picture(), "TIFF", big_tiff=True), FileKind.TIFF),
        (make.saved(make.picture(), "BMP"), FileKind.BMP),
        (make.saved(make.picture(), "AVIF"), FileKind.AVIF),
        (make.heic(), FileKind.HEIC),
        (make.box(b"ftyp", b"mif1\x00\x00\x00\x00mif1avif"), FileKind.AVIF),
        (make.jxl(), FileKind.JXL),
        (make.jxl_codestream(3, 2), FileKind.JXL),
    ],
)
def test_pictures(data: bytes, kind: FileKind) -> None:
    assert sniff(data, len(data)) is kind
    assert sniff(data[:HEAD_SIZE], len(data)) is kind


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty file"),
        (b"%PDF-1.7", "PDF document"),
        (b"PK\x03\x04", "ZIP archive or office document"),
        (b"\x00\x00\x00\x18ftypisom", "MP4 video"),
        (b"\x00\x00\x00\x18ftypcrx ", "Canon raw file (CR3)"),
        (b"RIFF\x00\x00\x00\x00AVI ", "AVI video"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>", "SVG drawing"),
        (b"<?xml version='1.0'?><svg>", "SVG drawing"),
        (b"<!DOCTYPE html><p>", "web page (HTML)"),
        ("just words, même accentués".encode(), "text file"),
        (b"BMs are not always pictures", "text file"),
        (b"\x00" * 5000, "nothing but zero bytes at its beginning"),
        (b"\x00\x01\x02\x03\x04", "unknown leading bytes 00 01 02 03"),
        (b"8BPS\x00\x01", "Photoshop document"),
        (b"version https://git-lfs.github.com/spec/v1\n", "pointer to a file kept elsewhere (Git LFS)"),
    ],
)
def test_other_files(data: bytes, words: str) -> None:
    assert sniff(data, len(data)) == words


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.binary(max_size=80),
    st.sampled_from([b"", b"\xff\xd8\xff\xe2", b"\x89PNG\r\n\x1a\n", b"\x00\x00\x00\x20ftyp", b"BM"]),
)
def test_any_bytes_give_an_answer(tail: bytes, head: bytes) -> None:
    assert sniff(head + tail, len(head + tail))


@pytest.mark.parametrize(
    ("path", "kind", "ending"),
    [
        ("a/photo.jpg", FileKind.JPEG, ""),
        ("photo.JPEG", FileKind.JPEG, ""),
        ("photo", FileKind.JPEG, ""),
        (".png", FileKind.JPEG, ""),
        ("grok-image.png", FileKind.JPEG, ".png"),
        ("DSC.nef", FileKind.TIFF, ""),
        ("DSC.nef", FileKind.JPEG, ".nef"),
        ("my photo 2.0", FileKind.PNG, ""),
        ("version 1.2.png", FileKind.PNG, ""),
        ("invoice.pdf.jpg", FileKind.JPEG, ".pdf.jpg"),
        ("photo.jpg.exe", FileKind.JPEG, ".exe"),
        ("photo.jpg.jpg", FileKind.JPEG, ""),
        ("folder.png/photo.webp", FileKind.WEBP, ""),
        ("stereo.mpo", FileKind.MPO, ""),
        ("loop.png", FileKind.APNG, ""),
    ],
)
def test_a_name_that_promises_another_kind_is_told(path: str, kind: FileKind, ending: str) -> None:
    assert misnamed(path, kind) == ending
