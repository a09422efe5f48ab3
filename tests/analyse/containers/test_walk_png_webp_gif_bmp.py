"""Chunks of PNG and WebP, blocks of GIF, headers of BMP."""

from __future__ import annotations

import struct
import zlib

import pytest

from generator.analyse.containers import BlobKind, parse
from generator.analyse.containers.draft import MAX_INFLATED
from generator.model import FileKind
from tests.analyse.containers import builders as make


@pytest.mark.parametrize(
    ("chunk", "kind", "name", "data"),
    [
        (make.chunk(b"eXIf", make.EXIF_TURNED), BlobKind.EXIF, "eXIf", make.EXIF_TURNED),
        (make.chunk(b"tEXt", b"Author\x00Zo\xeb"), BlobKind.TEXT, "Author", "Zoë".encode()),
        (make.chunk(b"tEXt", b"Author\x00Zo\xc3\xab"), BlobKind.TEXT, "Author", "Zoë".encode()),
        (
            make.chunk(b"zTXt", b"parameters\x00\x00" + zlib.compress(b"a cat")),
            BlobKind.TEXT,
            "parameters",
            b"a cat",
        ),
        (make.chunk(b"iTXt", b"Title\x00\x00\x00fr\x00Titre\x00Chat"), BlobKind.TEXT, "Title", b"Chat"),
        (
            make.chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x01\x00\x00\x00" + zlib.compress(make.XMP)),
            BlobKind.XMP,
            "XML:com.adobe.xmp",
            make.XMP,
        ),
        (make.chunk(b"iCCP", b"sRGB\x00\x00" + zlib.compress(b"profile")), BlobKind.ICC, "sRGB", b"profile"),
        (
            make.chunk(b"caBX", b"\x00\x00\x00\x10jumbc2pa"),
            BlobKind.JUMBF,
            "C2PA",
            b"\x00\x00\x00\x10jumbc2pa",
        ),
        (
            make.raw_profile(b"exif", b"Exif\x00\x00" + make.EXIF_TURNED),
            BlobKind.EXIF,
            "Raw profile type exif",
            make.EXIF_TURNED,
        ),
        (make.raw_profile(b"xmp", make.XMP), BlobKind.XMP, "Raw profile type xmp", make.XMP),
        (make.raw_profile(b"iptc", make.IPTC), BlobKind.IPTC, "Raw profile type iptc", make.IPTC),
        (
            make.raw_profile(b"iptc", make.photoshop(0x0404, make.IPTC)),
            BlobKind.IPTC,
            "Photoshop resource 0x0404",
            make.IPTC,
        ),
    ],
)
def test_png_metadata(chunk: bytes, kind: BlobKind, name: str, data: bytes) -> None:
    container = parse(make.png(chunk), FileKind.PNG)
    blob = container.first(kind)
    assert blob is not None
    assert (blob.name, blob.data) == (name, data)
    assert container.faults == ()


def test_png_orientation_and_language() -> None:
    data = make.png(
        make.chunk(b"eXIf", make.EXIF_TURNED), make.chunk(b"iTXt", b"Title\x00\x00\x00fr\x00\x00Chat")
    )
    container = parse(data, FileKind.PNG)
    text = container.first(BlobKind.TEXT)
    assert text is not None
    assert (container.orientation, text.language) == (6, "fr")


def test_runs_of_picture_data_are_joined() -> None:
    data = make.png()
    split = data[:33] + make.chunk(b"IDAT", b"a") * 12 + make.chunk(b"IEND")
    parts = parse(split, FileKind.PNG).parts
    assert [(part.name, part.size) for part in parts] == [("IHDR", 25), ("IDAT", 12 * 13), ("IEND", 12)]
    assert parts[1].note == "12 consecutive chunks of picture data"


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (make.png(make.chunk(b"tEXt", b"a\x00b", crc=1)), ["bad-crc"]),
        (make.png()[:-12], ["truncated"]),
        (make.png()[:-3], ["length-outside-file"]),
        (make.png(make.chunk(b"tEXt", b"no keyword")), ["bad-text"]),
        (make.png(make.chunk(b"zTXt", b"a\x00\x00not packed")), ["bad-compression"]),
        (make.png(make.chunk(b"iCCP", b"a\x00\x00" + zlib.compress(b"profile")[:-5])), ["bad-compression"]),
        (make.png(make.chunk(b"eXIf", b"II*\x00") * 2), ["repeated-part"]),
        (make.png()[:33] + make.chunk(b"IEND"), ["no-picture-data"]),
        (
            make.png(make.chunk(b"zTXt", b"a\x00\x00" + zlib.compress(bytes(MAX_INFLATED + 1)))),
            ["oversize-data"],
        ),
        (
            make.png()[:8]
            + make.chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 3, 2, 0, 0, 0))
            + make.png()[33:],
            ["bad-header"],
        ),
        (
            make.png()[:-12] + make.chunk(b"gAMA", b"\x00\x00\x00\x01") + make.chunk(b"IEND"),
            ["unusual-order"],
        ),
    ],
)
def test_png_faults(data: bytes, codes: list[str]) -> None:
    assert [fault.code for fault in parse(data, FileKind.PNG).faults] == codes


def test_animated_png() -> None:
    frames = [make.picture(), make.picture().rotate(180), make.picture((16, 8)).convert("L").convert("RGB")]
    data = make.saved(frames[0], "PNG", save_all=True, append_images=frames[1:])
    container = parse(data, FileKind.APNG)
    assert (container.frame_count, container.animated, len(container.frames)) == (3, True, 2)
    assert {frame.role for frame in container.frames} == {"animation frame"}
    assert container.faults == ()


def test_unknown_png_chunk() -> None:
    container = parse(make.png(make.chunk(b"quZz", b"?")), FileKind.PNG)
    assert [part.name for part in container.parts if not part.known] == ["quZz"]


@pytest.mark.parametrize(
    ("name", "body", "kind", "data"),
    [
        (b"EXIF", make.EXIF_TURNED, BlobKind.EXIF, make.EXIF_TURNED),
        (b"EXIF", b"Exif\x00\x00" + make.EXIF_TURNED, BlobKind.EXIF, make.EXIF_TURNED),
        (b"XMP ", make.XMP, BlobKind.XMP, make.XMP),
        (b"ICCP", b"profile", BlobKind.ICC, b"profile"),
        (b"C2PA", b"manifest", BlobKind.JUMBF, b"manifest"),
    ],
)
def test_webp_metadata(name: bytes, body: bytes, kind: BlobKind, data: bytes) -> None:
    container = parse(make.webp(make.riff_chunk(name, body)), FileKind.WEBP)
    blob = container.first(kind)
    assert blob is not None
    assert blob.data == data
    assert (container.width, container.height, container.faults, container.trailer) == (16, 8, (), None)


@pytest.mark.parametrize(("lossless", "channels"), [(True, "RGB"), (False, "YCbCr")])
def test_plain_webp(lossless: bool, channels: str) -> None:
    container = parse(make.saved(make.picture((33, 17)), "WEBP", lossless=lossless), FileKind.WEBP)
    assert (container.width, container.height, container.channels) == (33, 17, channels)


def test_animated_webp_joins_later_frames() -> None:
    frames = [make.picture((16, 8)).rotate(angle) for angle in range(0, 360, 40)]
    data = make.saved(frames[0], "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    container = parse(data, FileKind.WEBP)
    assert (container.frame_count, container.animated, len(container.frames)) == (9, True, 8)
    assert container.parts[-1].note == "7 consecutive animation frames"


def test_webp_faults() -> None:
    assert "truncated" in [fault.code for fault in parse(make.webp()[:-3], FileKind.WEBP).faults]


def test_gif_comment_loop_and_xmp() -> None:
    loop = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
    magic = b"\x01" + bytes(range(255, -1, -1)) + b"\x00"
    xmp = b"\x21\xff\x0bXMP DataXMP" + make.XMP + magic
    comment = b"\x21\xfe\x05Hello\x06 there\x00"
    blocked = b"\x21\xff\x0bXMP DataXMP" + bytes((len(make.XMP),)) + make.XMP + b"\x00"
    assert [blob.data for blob in parse(make.gif(blocked), FileKind.GIF).all(BlobKind.XMP)] == [make.XMP]
    container = parse(make.gif(loop, xmp, comment, frames=3), FileKind.GIF)
    assert [blob.data for blob in container.all(BlobKind.COMMENT)] == [b"Hello there"]
    assert [blob.data for blob in container.all(BlobKind.XMP)] == [make.XMP]
    assert "animation loop: for ever" in [part.note for part in container.parts]
    assert (container.frame_count, container.animated, len(container.frames), container.faults) == (
        3,
        True,
        2,
        (),
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (make.gif(end=b""), "truncated"),
        (make.gif()[:-3], "truncated"),
        (make.gif(frames=0), "no-picture-data"),
        (make.gif(b"\x99"), "stray-bytes"),
        (b"GIF89a", "truncated"),
    ],
)
def test_gif_faults(data: bytes, code: str) -> None:
    assert code in [fault.code for fault in parse(data, FileKind.GIF).faults]


def test_bmp() -> None:
    data = make.saved(make.picture((5, 3)), "BMP")
    container = parse(data + b"PK\x03\x04rest", FileKind.BMP)
    assert (container.width, container.height, container.channels, container.faults) == (5, 3, "RGB", ())
    assert container.trailer is not None
    assert container.trailer.kind == "ZIP archive"
    assert [fault.code for fault in parse(data[:-4], FileKind.BMP).faults] == [
        "truncated",
        "length-outside-file",
    ]
