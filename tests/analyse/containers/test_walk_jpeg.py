"""JPEG segments: what is recognised, joined, listed and blamed."""

from __future__ import annotations

import struct

import pytest

from generator.analyse.containers import BlobKind, jpeg, parse
from generator.model import FileKind
from tests.analyse.containers import builders as make


@pytest.mark.parametrize(
    ("marker", "body", "note", "kind", "data"),
    [
        (0xE1, b"Exif\x00\x00" + make.EXIF_TURNED, "EXIF", BlobKind.EXIF, make.EXIF_TURNED),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + make.XMP, "XMP", BlobKind.XMP, make.XMP),
        (0xE2, b"ICC_PROFILE\x00\x01\x01profile", "colour profile (ICC)", BlobKind.ICC, b"profile"),
        (0xE0, b"JFXX\x00\x13rest", "JFIF extension with a thumbnail", BlobKind.JFXX, b"\x13rest"),
        (0xEC, b"Ducky\x00\x01", "Photoshop's “Save for Web” settings", BlobKind.OTHER, b"Ducky\x00\x01"),
        (
            0xED,
            b"Photoshop 3.0\x00" + make.photoshop(0x0404, make.IPTC),
            "Photoshop resources",
            BlobKind.IPTC,
            make.IPTC,
        ),
        (0xFE, b"made by hand", "comment", BlobKind.COMMENT, b"made by hand"),
        (0xEA, b"AROT\x00\x00", "gain table of an iPhone", BlobKind.OTHER, b"AROT\x00\x00"),
    ],
)
def test_segment_is_recognised(marker: int, body: bytes, note: str, kind: BlobKind, data: bytes) -> None:
    container = parse(make.jpeg(make.segment(marker, body)), FileKind.JPEG)
    assert container.parts[1].note == note
    assert container.parts[1].known
    blob = container.first(kind)
    assert blob is not None
    assert blob.data == data
    assert container.faults == ()


def test_plain_file() -> None:
    container = parse(make.jpeg(), FileKind.JPEG)
    assert (container.width, container.height, container.bits, container.channels) == (16, 8, 8, "YCbCr")
    assert [part.name for part in container.parts][:2] == ["SOI", "APP0"]
    assert container.parts[-1].name == "EOI"
    assert sum(part.size for part in container.parts) == len(make.jpeg())
    assert (container.faults, container.trailer, container.orientation) == ((), None, 1)


@pytest.mark.parametrize(("mode", "channels"), [("L", "gray"), ("RGB", "YCbCr"), ("CMYK", "CMYK")])
def test_channels(mode: str, channels: str) -> None:
    assert parse(make.saved(make.picture(mode=mode), "JPEG"), FileKind.JPEG).channels == channels


def test_restart_markers_are_counted_across_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    data = make.saved(make.picture((256, 256)), "JPEG", restart_marker_blocks=2)
    markers = sum(data.count(bytes((0xFF, 0xD0 + index))) for index in range(8))
    assert markers == 127
    for piece in (2, 3, 7, 64, 1 << 20):
        monkeypatch.setattr(jpeg, "_PIECE", piece)
        (scan,) = (part for part in parse(data, FileKind.JPEG).parts if part.name == "SOS")
        assert scan.note.endswith("127 restart markers")


def test_progressive_scans_and_restart_markers() -> None:
    data = make.saved(make.picture((64, 64)), "JPEG", progressive=True, restart_marker_blocks=2)
    container = parse(data, FileKind.JPEG)
    scans = [part for part in container.parts if part.name == "SOS"]
    assert len(scans) > 3
    assert any("restart markers" in part.note for part in scans)
    assert any("progressive" in part.note for part in container.parts)


def test_orientation_comes_from_exif() -> None:
    data = make.jpeg(make.segment(0xE1, b"Exif\x00\x00" + make.EXIF_TURNED))
    assert parse(data, FileKind.JPEG).orientation == 6


def test_split_profile_is_joined_in_its_own_order() -> None:
    pieces = [
        make.segment(0xE2, b"ICC_PROFILE\x00" + bytes((number, 2)) + body)
        for number, body in ((2, b"B"), (1, b"A"))
    ]
    container = parse(make.jpeg(*pieces), FileKind.JPEG)
    profile = container.first(BlobKind.ICC)
    assert profile is not None
    assert profile.data == b"AB"
    incomplete = parse(make.jpeg(pieces[0]), FileKind.JPEG)
    assert [fault.code for fault in incomplete.faults] == ["missing-piece"]


def test_extended_xmp_is_joined_by_guid_and_place() -> None:
    def piece(guid: bytes, place: int, body: bytes) -> bytes:
        return make.segment(
            0xE1, b"http://ns.adobe.com/xmp/extension/\x00" + guid + struct.pack(">II", 6, place) + body
        )

    data = make.jpeg(piece(b"A" * 32, 3, b"def"), piece(b"B" * 32, 0, b"other!"), piece(b"A" * 32, 0, b"abc"))
    container = parse(data, FileKind.JPEG)
    assert [blob.data for blob in container.all(BlobKind.XMP_EXTENDED)] == [b"abcdef", b"other!"]
    assert container.faults == ()


def test_jumbf_pieces_are_joined_without_their_repeated_headers() -> None:
    header = struct.pack(">I4s", 20, b"jumb")
    first = b"JP" + struct.pack(">HI", 1, 1) + header + b"c2pa12"
    second = b"JP" + struct.pack(">HI", 1, 2) + header + b"345678"
    container = parse(make.jpeg(make.segment(0xEB, first), make.segment(0xEB, second)), FileKind.JPEG)
    blob = container.first(BlobKind.JUMBF)
    assert blob is not None
    assert (blob.data, blob.name) == (header + b"c2pa12345678", "C2PA")


@pytest.mark.parametrize(
    ("kind", "role", "views"),
    [(0x020002, "second view", 2), (0x010001, "large thumbnail", 1), (0, "further picture", 1)],
)
def test_second_picture_of_the_index_is_a_frame_and_no_trailer(kind: int, role: str, views: int) -> None:
    container = parse(make.with_second_picture(kind), FileKind.JPEG)
    assert [(frame.role, frame.width, frame.height) for frame in container.frames] == [(role, 8, 4)]
    assert (container.frame_count, container.trailer, container.faults) == (views, None, ())


def test_index_that_points_outside_the_file() -> None:
    container = parse(make.with_second_picture(0x020002, in_file=False), FileKind.JPEG)
    assert [fault.code for fault in container.faults] == ["length-outside-file"]
    assert container.frames == ()


def test_gain_map_and_motion_photo_of_the_xmp_directory() -> None:
    gain_map = make.saved(make.picture((8, 4)), "JPEG")
    video = make.box(b"ftyp", b"mp42\x00\x00\x00\x00isom") + b"video"
    items = "".join(
        f'<rdf:li><Container:Item Item:Semantic="{name}" Item:Length="{size}"/></rdf:li>'
        for name, size in (("Primary", 0), ("GainMap", len(gain_map)), ("MotionPhoto", len(video)))
    )
    xmp = f"<x:xmpmeta><Container:Directory>{items}</Container:Directory></x:xmpmeta>".encode()
    data = make.jpeg(make.segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + xmp)) + gain_map + video
    container = parse(data, FileKind.JPEG)
    assert [frame.role for frame in container.frames] == ["gain map", "short video (motion photo)"]
    assert container.trailer is None


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (make.jpeg()[:-2], ["truncated"]),
        (make.jpeg()[:100], ["length-outside-file", "no-dimensions", "truncated"]),
        (make.jpeg(b"stray"), ["stray-bytes"]),
        (make.jpeg(b"\xff\xd3"), ["unexpected-marker"]),
        (b"\xff\xd8\xff\xd9", ["no-dimensions", "no-picture-data"]),
        (b"", ["no-dimensions", "no-start", "truncated"]),
        (make.jpeg(make.segment(0xE1, b"Exif\x00\x00nothing of it")), ["bad-exif"]),
        (make.jpeg(make.segment(0xE2, b"MPF\x00II")), ["bad-index"]),
    ],
)
def test_faults(data: bytes, codes: list[str]) -> None:
    assert sorted(fault.code for fault in parse(data, FileKind.JPEG).faults) == codes


def test_unknown_segment_keeps_its_bytes() -> None:
    container = parse(make.jpeg(make.segment(0xE9, b"Mystery\x00data")), FileKind.JPEG)
    assert not container.parts[1].known
    assert container.parts[1].note == "begins with “Mystery”"
    assert [blob.name for blob in container.all(BlobKind.OTHER)] == ["Mystery"]


def test_fill_bytes_before_a_marker_are_allowed() -> None:
    assert parse(make.jpeg(b"\xff\xff\xff"), FileKind.JPEG).faults == ()
