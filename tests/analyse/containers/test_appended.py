"""AFCP and FotoStation trailers: captions are found from the end of the file, whatever else is appended or broken."""

from __future__ import annotations

import struct

import pytest

from generator.analyse.containers import BlobKind, Container, parse
from generator.analyse.metadata.read import read_metadata
from generator.model import FileKind
from tests.analyse.containers import builders as make

OTHER = b"\x1c\x02\x50\x00\x08Somebody"
SIGN = b"\xa1\xb2\xc3\xd4"


def afcp(before: int, *entries: tuple[bytes, bytes], sign: bytes = b"AXS!") -> bytes:
    order = ">" if sign == b"AXS!" else "<"
    place = before + 12 + 12 * len(entries)
    index, body = b"", b""
    for name, data in entries:
        index += name + struct.pack(order + "II", len(data), place + len(body))
        body += data
    head = sign + struct.pack(order + "HHI", 0x100, len(entries), 0)
    return head + index + body + sign + struct.pack(order + "II", before, 0)


def fotostation(kind: int, data: bytes) -> bytes:
    return data + struct.pack(">HI", kind, len(data) + 10) + SIGN


def walked(data: bytes) -> Container:
    return parse(data, FileKind.JPEG)


def captions(container: Container) -> list[tuple[str, bytes]]:
    return [(blob.name, blob.data) for blob in container.all(BlobKind.IPTC)]


BASE = make.jpeg()


@pytest.mark.parametrize("sign", [b"AXS!", b"AXS*"])
def test_afcp_in_both_byte_orders(sign: bytes) -> None:
    container = walked(BASE + afcp(len(BASE), (b"TEXT", b"Hi"), (b"IPTC", make.IPTC), sign=sign))
    assert captions(container) == [("AFCP trailer", make.IPTC)]
    assert not container.faults
    assert container.trailer is not None
    assert container.trailer.kind == "AFCP data"
    assert read_metadata(container).iptc_text("Caption-Abstract") == "Hello"


def test_several_blocks_follow_each_other() -> None:
    data = BASE + fotostation(2, bytes(20)) + fotostation(1, make.IPTC)
    data += afcp(len(data), (b"IPTC", OTHER)) + fotostation(3, b"\xff\xd8\xff")
    container = walked(data)
    assert captions(container) == [("AFCP trailer", OTHER), ("FotoStation trailer", make.IPTC)]
    assert [part.name for part in container.parts[-4:]] == [
        "FotoStation",
        "AFCP",
        "FotoStation",
        "FotoStation",
    ]
    assert container.trailer is not None
    assert container.trailer.kind == "FotoStation data"


@pytest.mark.parametrize(
    ("trailer", "code"),
    [
        (make.IPTC + struct.pack(">HI", 1, 4_000_000_000) + SIGN, "length-outside-file"),
        (make.IPTC + struct.pack(">HI", 1, 3) + SIGN, "length-outside-file"),
        (bytes(30) + b"AXS!" + struct.pack(">II", 4_000_000_000, 0), "bad-index"),
        (bytes(30) + b"AXS!" + struct.pack(">II", 5, 0), "bad-index"),
        (
            afcp(len(BASE), (b"IPTC", make.IPTC)).replace(b"\0\0\0\x0a", b"\x7f\0\0\x0a", 1),
            "length-outside-file",
        ),
        (
            b"AXS!" + struct.pack(">HHI", 256, 9, 0) + b"AXS!" + struct.pack(">II", len(BASE), 0),
            "length-outside-file",
        ),
    ],
    ids=["too large", "too small", "beyond", "inside the picture", "entry outside", "list too long"],
)
def test_broken_trailers_are_faults_and_give_no_captions(trailer: bytes, code: str) -> None:
    container = walked(BASE + trailer)
    assert [fault.code for fault in container.faults] == [code]
    assert captions(container) == []


def test_an_endless_chain_ends() -> None:
    assert len(captions(walked(BASE + fotostation(1, make.IPTC) * 500))) == 32
