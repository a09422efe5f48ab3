"""`jpeg.quantization`: what writers are known to have written, what Photoshop notes, and broken files."""

from __future__ import annotations

import io
import struct
from typing import Any

import numpy as np
import pytest
from PIL import Image

from generator.analyse.analyzer import CouldNotCheck, NotApplicable
from generator.analyse.analyzers.jpeg_quantization import run
from generator.analyse.jpeg_quality import CHROMINANCE, LUMINANCE, exact, nearest, scaled
from generator.analyse.jpeg_tables import ZIGZAG, read_header
from generator.analyse.picture import Picture
from generator.model import Axis, Bearing, FileKind, Finding, Integrity, Weight


def jpeg(mode: str = "RGB", **options: Any) -> bytes:
    y, x = np.mgrid[:48, :64].astype(np.int64)
    image = Image.fromarray(np.stack([x * 4, y * 5, x * y // 12], axis=2).astype(np.uint8)).convert(mode)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", **options)
    return buffer.getvalue()


def with_segment(data: bytes, marker: int, body: bytes) -> bytes:
    return data[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body + data[2:]


def findings(data: bytes) -> tuple[Finding, ...]:
    return run(Picture(data, FileKind.JPEG, ""))


SAVE_AS = b"Photoshop 3.0\0" + b"8BIM\x04\x06\0\0\0\0\0\x07" + struct.pack(">hHH", 6, 0x0101, 3) + b"\x01\0"
SAVE_FOR_WEB = b"Ducky\0\x01\0\x04\0\0\0\x3c\0\0"
OWN_TABLES = [[3 + index // 3 for index in range(64)], [5 + index // 2 for index in range(64)]]


@pytest.mark.parametrize("quality", [1, 5, 24, 25, 49, 50, 51, 75, 85, 95, 100])
def test_standard_quality_is_named_exactly(quality: int) -> None:
    (finding,) = findings(jpeg(quality=quality))
    assert finding.measure("quality_exact") is True
    assert finding.measure("quality_estimate") == quality
    assert finding.measure("table_family") == "standard"
    assert not finding.weights


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"subsampling": 0}, {"subsampling": "4:4:4", "progressive": False, "scans": 1}),
        ({"subsampling": 1}, {"subsampling": "4:2:2"}),
        ({"subsampling": 2}, {"subsampling": "4:2:0", "huffman_tables": "standard"}),
        ({"optimize": True}, {"huffman_tables": "made for this picture"}),
        ({"progressive": True}, {"progressive": True, "process": "progressive"}),
        ({"mode": "L"}, {"subsampling": "gray", "tables": 1, "same_table_for_colour": False}),
        ({"mode": "CMYK"}, {"adobe_transform": 0, "same_table_for_colour": True}),
        ({"restart_marker_blocks": 4}, {"restart_interval": 4, "scans": 1}),
        (
            {"qtables": OWN_TABLES},
            {"table_family": "custom", "quality_exact": False, "same_table_for_colour": False},
        ),
        ({"qtables": OWN_TABLES[:1] * 2}, {"same_table_for_colour": True}),
        ({"quality": 100}, {"same_table_for_colour": False}),
        (
            {"qtables": [scaled(LUMINANCE, 90), scaled(CHROMINANCE, 70)]},
            {"table_family": "standard", "quality_estimate": 90, "colour_quality_estimate": 70},
        ),
    ],
)
def test_measured_values(options: dict[str, Any], expected: dict[str, object]) -> None:
    (finding,) = findings(jpeg(**options))
    assert {name: finding.measure(name) for name in expected} == expected


def test_tables_unfold_row_by_row() -> None:
    (finding,) = findings(jpeg(quality=50))
    assert [table.title for table in finding.tables] == [
        "Quantization table 0 (brightness)",
        "Quantization table 1 (colour)",
    ]
    assert finding.tables[0].rows[0].value == "16 11 10 16 24 40 51 61"
    assert finding.tables[1].rows[1].value == "18 21 26 66 99 99 99 99"


def test_sixteen_bit_tables() -> None:
    body = b"\x10" + struct.pack(">64H", *(scaled(LUMINANCE, 5, largest=32767)[place] for place in ZIGZAG))
    frame = b"\x08\0\x08\0\x08\x01\x01\x11\0"
    data = with_segment(with_segment(b"\xff\xd8\xff\xd9", 0xC1, frame), 0xDB, body)
    (finding,) = findings(data)
    assert finding.measure("table_bits") == 16
    assert finding.measure("quality_estimate") == 5
    assert finding.measure("quality_exact") is True


@pytest.mark.parametrize(
    ("data", "expected", "family"),
    [
        (
            with_segment(jpeg(qtables=OWN_TABLES), 0xED, SAVE_AS),
            {"photoshop_quality": 10, "photoshop_format": "progressive"},
            "photoshop",
        ),
        (
            with_segment(jpeg(qtables=OWN_TABLES), 0xEC, SAVE_FOR_WEB),
            {"save_for_web_quality": 60},
            "photoshop",
        ),
        (with_segment(jpeg(quality=80), 0xED, SAVE_AS), {"photoshop_quality": 10}, "standard"),
    ],
)
def test_photoshops_note(data: bytes, expected: dict[str, object], family: str) -> None:
    tables, note = findings(data)
    assert tables.measure("table_family") == family
    assert note.code == "jpeg.quantization.photoshop"
    assert {name: note.measure(name) for name in expected} == expected
    assert note.weights == (Weight(Bearing.SUPPORTS, Axis.INTEGRITY, Integrity.EDITED.value),)
    assert ("another program has saved the file since" in note.statement) is (family == "standard")


def test_nonsense_in_photoshops_places_is_no_note() -> None:
    out_of_range = SAVE_AS.replace(struct.pack(">hHH", 6, 0x0101, 3), struct.pack(">hHH", 900, 0x0101, 3))
    for body in (out_of_range, SAVE_AS[:20], b"Photoshop 3.0\0"):
        assert len(findings(with_segment(jpeg(), 0xED, body))) == 1
    for body in (b"Ducky", b"Ducky\0\x01\0\x04\0\0", b"Ducky\0\x01\0\x04\xff\0\0\x3c"):
        assert len(findings(with_segment(jpeg(), 0xEC, body))) == 1


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xd9", b"\xff\xd8\xff\xdb\xff\xff", jpeg()[:30]]
)
def test_broken_file_could_not_be_checked(data: bytes) -> None:
    with pytest.raises(CouldNotCheck):
        findings(data)


def test_lossless_process_is_not_applicable() -> None:
    with pytest.raises(NotApplicable, match="lossless"):
        findings(with_segment(b"\xff\xd8\xff\xd9", 0xC3, b"\x08\0\x08\0\x08\x01\x01\x11\0"))


@pytest.mark.parametrize("cut", range(2, len(jpeg()), 7))
def test_truncation_never_raises(cut: int) -> None:
    header = read_header(jpeg()[:cut])
    assert header.fault
    assert header.end <= cut


def test_every_byte_may_be_wrong() -> None:
    whole = with_segment(with_segment(jpeg(), 0xED, SAVE_AS), 0xEC, SAVE_FOR_WEB)
    for place in range(2, 700):
        for value in (0, 1, 0x7F, 0xFF):
            read_header(whole[:place] + bytes((value,)) + whole[place + 1 :])


def test_nearest_of_a_table_a_little_off() -> None:
    table = list(scaled(LUMINANCE, 82))
    table[10] += 3
    assert (nearest(table, LUMINANCE).value, nearest(table, LUMINANCE).error) == (82, 3 / 64)
    assert exact(table, LUMINANCE) == frozenset()


@pytest.mark.parametrize("base", [LUMINANCE, CHROMINANCE])
def test_nearest_of_a_standard_table_is_its_highest_quality(base: tuple[int, ...]) -> None:
    for quality in range(1, 101):
        table = scaled(base, quality)
        found = nearest(table, base)
        assert (found.value, found.error) == (max(exact(table, base)), 0)


def test_annex_k_by_its_sums() -> None:
    assert (sum(LUMINANCE), sum(CHROMINANCE), len(LUMINANCE), len(CHROMINANCE)) == (3688, 5505, 64, 64)
    assert ZIGZAG[:10] == (0, 1, 8, 16, 9, 2, 3, 10, 17, 24)
    assert sorted(ZIGZAG) == list(range(64))
