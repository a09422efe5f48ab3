"""Picture information of cameras of the 1990s: lines of text in a JPEG's APP12 segment."""

from __future__ import annotations

import pytest

from generator.analyse.containers.parts import Blob, BlobKind
from generator.analyse.metadata.segments import MAX_LINES, read_segment
from generator.analyse.metadata.values import Block
from generator.model import Privacy

HEAD = b"OLYMPUS OPTICAL CO.,LTD.   \x00 713\r\n[picture info]\r\n"


def read(lines: bytes) -> Block:
    return read_segment(Blob(BlobKind.OTHER, HEAD + lines, 0, "", ""))


@pytest.mark.parametrize(
    ("line", "name", "text"),
    [
        (b"TimeDate=909698819", "DateTimeOriginal", "1998:10:29 22:06:59"),
        (b"TimeDate=99999999999999", "DateTimeOriginal", "99999999999999"),
        (b"TimeDate=yesterday", "DateTimeOriginal", "yesterday"),
        (b"Shutter=33363", "ExposureTime", "0.033363"),
        (b"FNumber=F2.8", "FNumber", "2.8"),
        (b"Type=SR55", "CameraType", "SR55"),
        (b"ID=OLYMPUS DIGITAL CAMERA", "ID", "OLYMPUS DIGITAL CAMERA"),
        (b"ID=\xff\x1b[31m", "ID", "ÿ[31m"),
        (b"ID=", "ID", ""),
    ],
)
def test_lines(line: bytes, name: str, text: str) -> None:
    block = read(line + b"\r\n[user]\xff\0\0")
    (group,) = block.groups
    assert (group.key, [(tag.name, tag.text) for tag in group.tags]) == ("APP12", [(name, text)])


def test_the_serial_number_is_withheld() -> None:
    tag = read(b"Serial#=#00000001\r\n").tag("APP12", "SerialNumber")
    assert tag is not None
    assert (tag.text, tag.privacy) == ("#00000001", Privacy.SERIAL)


@pytest.mark.parametrize("lines", [b"", b"<b>=1\r\n", b"=1\r\n", b"a" * 30 + b"=1\r\n"])
def test_what_is_no_line_of_it_is_left_out(lines: bytes) -> None:
    assert read(lines).groups == ()


def test_endless_lines_end() -> None:
    (group,) = read(b"a=1\n" * 1000).groups
    assert len(group.tags) < MAX_LINES
