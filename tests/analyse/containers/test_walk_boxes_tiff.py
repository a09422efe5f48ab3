"""Boxes and items of HEIC and AVIF, JPEG XL, directories of TIFF."""

from __future__ import annotations

import struct

import pytest

from generator.analyse.containers import BlobKind, parse
from generator.model import FileKind
from tests.analyse.containers import builders as make


@pytest.mark.parametrize("in_idat", [False, True])
def test_heic_items(in_idat: bool) -> None:
    container = parse(make.heic(in_idat=in_idat), FileKind.HEIC)
    assert (container.width, container.height, container.faults) == (640, 480, ())
    assert [(blob.kind, blob.data) for blob in container.blobs] == [
        (BlobKind.EXIF, make.EXIF_TURNED),
        (BlobKind.XMP, make.XMP),
    ]
    assert [(frame.role, frame.width, frame.height) for frame in container.frames] == [
        ("thumbnail", 160, 120)
    ]
    assert "meta/iloc" in [part.name for part in container.parts]


@pytest.mark.parametrize(
    ("transforms", "orientation"),
    [
        ((), 1),
        (((b"irot", 1),), 8),
        (((b"irot", 2),), 3),
        (((b"irot", 3),), 6),
        (((b"imir", 0),), 4),
        (((b"imir", 1),), 2),
        (((b"irot", 1), (b"imir", 0)), 5),
        (((b"irot", 3), (b"imir", 0)), 7),
    ],
)
def test_heic_turning_comes_from_properties_and_not_from_exif(
    transforms: tuple[tuple[bytes, int], ...], orientation: int
) -> None:
    assert parse(make.heic(transforms=transforms), FileKind.HEIC).orientation == orientation


@pytest.mark.parametrize("orientation", range(1, 9))
def test_avif_turning_agrees_with_what_pillow_wrote(orientation: int) -> None:
    exif = make.picture().getexif()
    exif[0x0112] = orientation
    container = parse(make.saved(make.picture((32, 16)), "AVIF", exif=exif), FileKind.AVIF)
    assert (container.orientation, container.width, container.height) == (orientation, 32, 16)
    assert container.bits == 8


def test_c2pa_box() -> None:
    body = (
        bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
        + b"\x00" * 4
        + b"manifest\x00"
        + b"\x00" * 8
        + b"jumbf"
    )
    container = parse(make.heic() + make.box(b"uuid", body), FileKind.HEIC)
    assert [blob.data for blob in container.all(BlobKind.JUMBF)] == [b"jumbf"]


def test_broken_boxes() -> None:
    codes = [fault.code for fault in parse(make.heic()[:-4], FileKind.HEIC).faults]
    assert "length-outside-file" in codes
    assert [fault.code for fault in parse(b"", FileKind.AVIF).faults] == [
        "no-start",
        "no-picture-data",
        "no-dimensions",
    ]


def test_jpeg_xl_container() -> None:
    data = make.jxl(
        make.box(b"Exif", b"\x00" * 4 + make.EXIF_TURNED),
        make.box(b"xml ", make.XMP),
        make.box(b"brob", b"Exifpacked"),
    )
    container = parse(data, FileKind.JXL)
    assert (container.width, container.height, container.bits, container.faults) == (300, 200, 10, ())
    assert [blob.kind for blob in container.blobs] == [BlobKind.EXIF, BlobKind.XMP]
    assert container.orientation == 1
    assert "Exif packed with Brotli: not read" in [part.note for part in container.parts]


def test_bare_jpeg_xl() -> None:
    container = parse(make.jxl_codestream(123, 45, orientation=8), FileKind.JXL)
    assert (container.width, container.height, container.orientation) == (123, 45, 8)


@pytest.mark.parametrize("order", ["<", ">"])
def test_tiff(order: str) -> None:
    data = make.tiff(order=order)
    container = parse(data, FileKind.TIFF)
    assert (container.width, container.height, container.bits, container.channels) == (4, 2, 8, "gray")
    assert (container.faults, container.trailer, container.frame_count) == ((), None, 1)
    exif, xmp = container.blobs
    assert (exif.kind, exif.data) == (BlobKind.EXIF, data)
    assert (xmp.kind, xmp.data) == (BlobKind.XMP, make.XMP)


def test_tiff_pages_and_orientation() -> None:
    pages = [make.picture((9, 5)), make.picture((7, 3))]
    data = make.saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], tiffinfo={274: 6})
    container = parse(data, FileKind.TIFF)
    assert (container.width, container.height, container.frame_count, container.orientation) == (9, 5, 2, 6)
    assert [(frame.width, frame.height, frame.role) for frame in container.frames] == [(7, 3, "page")]


def test_big_tiff() -> None:
    container = parse(make.saved(make.picture((9, 5)), "TIFF", big_tiff=True), FileKind.TIFF)
    assert (container.width, container.height, container.faults) == (9, 5, ())


def test_tiff_faults() -> None:
    assert [fault.code for fault in parse(make.tiff(next_directory=8), FileKind.TIFF).faults] == ["loop"]
    outside = [fault.code for fault in parse(make.tiff(next_directory=9_999), FileKind.TIFF).faults]
    assert outside == ["length-outside-file"]
    assert "truncated" in [fault.code for fault in parse(b"II*\x00", FileKind.TIFF).faults]


def test_tiff_trailer_is_reported_only_when_it_begins_like_another_file() -> None:
    assert parse(make.tiff(extra=b"\x01\x02\x03"), FileKind.TIFF).trailer is None
    trailer = parse(make.tiff(extra=b"%PDF-1.7"), FileKind.TIFF).trailer
    assert trailer is not None
    assert (trailer.kind, trailer.offset) == ("PDF document", len(make.tiff()))


def test_too_many_boxes_end_the_walk() -> None:
    data = make.box(b"ftyp", b"heic" + struct.pack(">I", 0)) + make.box(b"free", b"") * 20_000
    container = parse(data, FileKind.HEIC)
    assert "oversize-count" in [fault.code for fault in container.faults]
    assert len(container.parts) <= 5_000
