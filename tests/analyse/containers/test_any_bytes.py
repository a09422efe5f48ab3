"""Hostile bytes: no walker raises, runs on without end, or keeps more than its bounds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.analyse.containers import parse
from generator.analyse.containers.draft import MAX_BLOB_BYTES, MAX_PARTS
from generator.analyse.containers.trailing import trailer_at
from generator.kind import sniff
from generator.model import FileKind
from tests.analyse.containers import builders as make

SEEDS: dict[FileKind, bytes] = {
    FileKind.JPEG: make.with_second_picture(0x010001),
    FileKind.MPO: make.with_second_picture(0x020002),
    FileKind.PNG: make.png(make.chunk(b"eXIf", make.EXIF_TURNED), make.raw_profile(b"xmp", make.XMP)),
    FileKind.APNG: make.saved(
        make.picture(), "PNG", save_all=True, append_images=[make.picture().rotate(180)]
    ),
    FileKind.WEBP: make.webp(make.riff_chunk(b"EXIF", make.EXIF_TURNED)),
    FileKind.GIF: make.gif(b"\x21\xfe\x05Hello\x00", frames=3),
    FileKind.TIFF: make.tiff(),
    FileKind.BMP: make.saved(make.picture(), "BMP"),
    FileKind.AVIF: make.saved(make.picture(), "AVIF"),
    FileKind.HEIC: make.heic(transforms=((b"irot", 1),)),
    FileKind.JXL: make.jxl(make.box(b"xml ", make.XMP)),
}


def check(data: bytes, kind: FileKind) -> None:
    container = parse(data, kind)
    assert container.kind is kind
    assert len(container.parts) <= MAX_PARTS
    assert sum(len(blob.data) for blob in container.blobs if blob.data is not data) <= MAX_BLOB_BYTES
    assert all(part.size >= 0 and 0 <= part.offset <= max(len(data), 1) for part in container.parts)
    assert container.orientation in range(1, 9)
    assert container.width >= 0
    assert container.height >= 0


@pytest.mark.parametrize("kind", list(FileKind))
def test_seed_is_of_its_kind(kind: FileKind) -> None:
    assert sniff(SEEDS[kind], len(SEEDS[kind])) is kind
    check(SEEDS[kind], kind)


@pytest.mark.parametrize("kind", list(FileKind))
def test_every_cut(kind: FileKind) -> None:
    seed = SEEDS[kind]
    for length in range(min(len(seed), 400)):
        check(seed[:length], kind)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(
    kind=st.sampled_from(list(FileKind)),
    changes=st.lists(st.tuples(st.integers(0, 2_000), st.binary(min_size=1, max_size=8)), max_size=6),
    tail=st.binary(max_size=64),
)
def test_changed_bytes(kind: FileKind, changes: list[tuple[int, bytes]], tail: bytes) -> None:
    data = bytearray(SEEDS[kind] + tail)
    for place, piece in changes:
        data[place % len(data) : place % len(data) + len(piece)] = piece
    check(bytes(data), kind)
    for other in FileKind:
        check(bytes(data[:300]), other)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(data=st.binary(max_size=300), kind=st.sampled_from(list(FileKind)))
def test_arbitrary_bytes(data: bytes, kind: FileKind) -> None:
    check(data, kind)
    check(SEEDS[kind][:24] + data, kind)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (FileKind.JPEG, b"\xff\xd8" + b"\xff\xda\x00\x02" * 200_000),
        (FileKind.JPEG, b"\xff\xd8" + b"\xff\x00" * 500_000),
        (FileKind.PNG, make.png()[:33] + make.chunk(b"IDAT") * 60_000),
        (FileKind.GIF, b"GIF89a\x01\x00\x01\x00\x00\x00\x00\x21\xfe" + b"\x01a" * 500_000),
        (FileKind.HEIC, make.box(b"moov", make.box(b"trak", make.box(b"free", b"") * 50) * 4_000)),
        (FileKind.TIFF, b"II*\x00\x08\x00\x00\x00" + b"\xd0\x07" * 60_000),
    ],
)
def test_long_chains_end_within_bounds(kind: FileKind, data: bytes) -> None:
    check(data, kind)


@pytest.mark.parametrize(
    ("tail", "words"),
    [
        (b"PK\x03\x04rest", "ZIP archive"),
        (b"\x00" * 9 + b"PK\x03\x04rest", "ZIP archive"),
        (b"Rar!\x1a\x07\x00", "RAR archive"),
        (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
        (b"%PDF-1.4", "PDF document"),
        (b"\xff\xd8\xff\xe0", "JPEG picture"),
        (b"\x89PNG\r\n\x1a\n", "PNG picture"),
        (b"\x00\x00\x00\x18ftypmp42", "MP4 video"),
        (b"block of dataSEFT", "Samsung phone data"),
        (b"MotionPhoto_Data....SEFT", "Samsung phone data with an MP4 video"),
        (b"\x00" * 12, "zero bytes"),
        (b"\xff" * 12, "filler bytes"),
        (b"\r\n", "white space"),
        ("hidden note ë".encode(), "text"),
        (b"<script>alert(1)</script>", "web page code"),
        (b"\x01\x02\x03\x80", "unknown"),
    ],
)
def test_trailer(tail: bytes, words: str) -> None:
    for base, kind in ((make.jpeg(), FileKind.JPEG), (make.png(), FileKind.PNG), (make.gif(), FileKind.GIF)):
        trailer = parse(base + tail, kind).trailer
        assert trailer is not None
        assert (trailer.offset, trailer.size, trailer.kind) == (len(base), len(tail), words)


def test_no_trailer() -> None:
    assert trailer_at(b"abc", 3) is None


@pytest.mark.corpora
def test_real_files(corpora: Path) -> None:
    read = 0
    for path in sorted(corpora.rglob("*")):
        if path.is_file():
            data = path.read_bytes()
            kind = sniff(data, len(data))
            if isinstance(kind, FileKind):
                check(data, kind)
                read += 1
    assert read > 100
