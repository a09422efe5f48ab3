"""What readers are told of a file's structure."""

from __future__ import annotations

import pytest

from generator.analyse.analyzers.file_structure import _FAULT_WORDS, ANALYZER, MAX_ROWS, run
from generator.analyse.picture import Picture
from generator.model import FileKind, Finding
from tests.analyse.containers import builders as make


def findings(data: bytes, kind: FileKind) -> dict[str, Finding]:
    return {finding.code: finding for finding in run(Picture(data, kind, "0" * 64))}


@pytest.mark.parametrize(
    ("data", "kind", "statement"),
    [
        (
            make.jpeg(),
            FileKind.JPEG,
            "The file is a JPEG of 16 × 8 pixels, made of 11 segments, in the usual order.",
        ),
        (
            make.png(),
            FileKind.PNG,
            "The file is a PNG of 16 × 8 pixels, made of 3 parts, in the usual order.",
        ),
        (
            make.tiff(),
            FileKind.TIFF,
            "The file is a TIFF of 4 × 2 pixels, made of 2 parts, in the usual order.",
        ),
        (
            make.heic(),
            FileKind.HEIC,
            "The file is a HEIC of 640 × 480 pixels, made of 3 boxes, in the usual order.",
        ),
        (
            make.with_second_picture(0x020002),
            FileKind.MPO,
            "The file is an MPO of 16 × 8 pixels, made of 12 segments, in the usual order.",
        ),
        (
            make.gif(frames=2),
            FileKind.GIF,
            "The file is a GIF of 1 × 1 pixels, made of 5 blocks, in the usual order. "
            "It holds 2 frames that are played one after another.",
        ),
        (
            make.jpeg(make.segment(0xE1, b"Exif\x00\x00" + make.EXIF_TURNED)),
            FileKind.JPEG,
            "The file is a JPEG of 16 × 8 pixels, made of 12 segments, in the usual order. A note in the file asks the viewer "
            "to change how it is shown: the viewer turns it clockwise by 90°.",
        ),
        (
            make.jpeg()[:-2],
            FileKind.JPEG,
            "The file is a JPEG of 16 × 8 pixels, made of 10 segments; one thing in it breaks the rules of the format.",
        ),
        (
            b"\x89PNG\r\n\x1a\n",
            FileKind.PNG,
            "The file begins like a PNG, but its size in pixels can't be read; it is made of 0 parts; "
            "3 things in it break the rules of the format.",
        ),
    ],
)
def test_statement(data: bytes, kind: FileKind, statement: str) -> None:
    found = findings(data, kind)["file.structure"]
    assert found.statement == statement
    assert found.measure("format") == kind.value
    assert found.weights == ()


def test_measurements() -> None:
    found = findings(make.jpeg(), FileKind.JPEG)["file.structure"]
    assert {item.name: item.value for item in found.measurements} == {
        "format": "JPEG",
        "width": 16,
        "height": 8,
        "bits": 8,
        "channels": "YCbCr",
        "frame_count": 1,
        "animated": False,
        "orientation": 1,
        "parts": 11,
        "size": len(make.jpeg()),
    }
    assert found.tables[0].rows[0].name == "SOI"


def test_one_finding_for_each_kind_of_fault() -> None:
    bad = make.chunk(b"tEXt", b"a\x00b", crc=1)
    faults = [
        item
        for item in run(Picture(make.png(bad, bad)[:-12], FileKind.PNG, ""))
        if item.code.endswith(".fault")
    ]
    assert [(item.measure("code"), item.measure("count")) for item in faults] == [
        ("bad-crc", 2),
        ("truncated", 1),
    ]
    assert faults[0].tables[0].rows[0].name == "byte 33"


@pytest.mark.parametrize(
    ("tail", "kind", "words"),
    [
        (b"PK\x03\x04....", "ZIP archive", "8 bytes that begin like a ZIP archive. Viewers don't show them."),
        (
            b"\x00" * 6,
            "zero bytes",
            "6 bytes of nothing but zeros. Cameras and programs often fill up files like this.",
        ),
        (
            b"\x00\x00\x00\x18ftypmp42",
            "MP4 video",
            "begin like an MP4 video. Viewers don't show them. Phones keep a short",
        ),
        (b"\x80", "unknown", "stands 1 byte of a kind that isn't known here."),
    ],
)
def test_trailer(tail: bytes, kind: str, words: str) -> None:
    found = findings(make.jpeg() + tail, FileKind.JPEG)["file.structure.trailer"]
    assert words in found.statement
    assert (found.measure("kind"), found.measure("size"), found.measure("offset")) == (
        kind,
        len(tail),
        len(make.jpeg()),
    )


def test_unknown_part() -> None:
    found = findings(make.png(make.chunk(b"quZz", b"?")), FileKind.PNG)["file.structure.unknown-part"]
    assert (
        found.statement
        == "A part of the file is not known to this version: quZz. Viewers pass over such parts."
    )


def test_further_pictures() -> None:
    found = findings(make.with_second_picture(0x010001), FileKind.JPEG)["file.structure.frames"]
    assert found.statement == "Besides the picture that viewers show, the file holds 1 more: large thumbnail."
    assert (found.measure("count"), found.measure("roles")) == (1, "large thumbnail")


def test_long_tables_are_cut_and_say_so() -> None:
    data = make.png(*[make.chunk(b"tEXt", b"a\x00b")] * (MAX_ROWS + 10))
    rows = findings(data, FileKind.PNG)["file.structure"].tables[0].rows
    assert (len(rows), rows[-1].value) == (MAX_ROWS + 1, "13 more, not listed here")


def test_every_fault_code_has_words() -> None:
    import re
    from pathlib import Path

    import generator.analyse.containers as package

    folder = Path(package.__file__).parent
    code = re.compile(r"""(?:\bfault\(\s*|_bound\([^,]+,\s*)"([a-z-]+)\"""")
    codes = {match for path in sorted(folder.glob("*.py")) for match in code.findall(path.read_text())}
    assert len(codes) > 15
    assert codes == _FAULT_WORDS.keys()


def test_nothing_that_comes_from_the_file_reaches_a_statement_unprintable() -> None:
    data = make.png(make.chunk(b"<b\x00\xff", b"?")) + b"\x1b[31m"
    for finding in run(Picture(data, FileKind.PNG, "")):
        assert finding.statement.isprintable()


def test_description() -> None:
    assert not ANALYZER.raises_flags
    assert ANALYZER.id == "file.structure"
