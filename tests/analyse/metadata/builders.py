"""Builds metadata blocks byte by byte, so that tests know every byte of them."""

from __future__ import annotations

import struct

from generator.analyse.containers.parts import Blob, BlobKind, Container
from generator.model import FileKind

RDF_HEAD = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" {spaces}>'
)
RDF_TAIL = "</rdf:Description></rdf:RDF></x:xmpmeta>"
SPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "dc": "http://purl.org/dc/elements/1.1/",
        "xmp": "http://ns.adobe.com/xap/1.0/",
        "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
        "stEvt": "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#",
        "tiff": "http://ns.adobe.com/tiff/1.0/",
        "exif": "http://ns.adobe.com/exif/1.0/",
        "aux": "http://ns.adobe.com/exif/1.0/aux/",
        "photoshop": "http://ns.adobe.com/photoshop/1.0/",
        "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
        "GCamera": "http://ns.google.com/photos/1.0/camera/",
        "dcterms": "http://purl.org/dc/terms/",
        "own": "https://example.org/own/",
    }.items()
)
Entry = tuple[int, int, bytes, int]
"""Tag, type, bytes, count."""


def text(tag: int, value: str) -> Entry:
    """An ASCII entry (stored as UTF-8)."""
    data = value.encode() + b"\0"
    return tag, 2, data, len(data)


def short(tag: int, *values: int, order: str = "<") -> Entry:
    """A SHORT entry."""
    return tag, 3, struct.pack(f"{order}{len(values)}H", *values), len(values)


def whole(tag: int, *values: int, order: str = "<") -> Entry:
    """A LONG entry."""
    return tag, 4, struct.pack(f"{order}{len(values)}I", *values), len(values)


def ratio(tag: int, *values: tuple[int, int], order: str = "<") -> Entry:
    """A RATIONAL entry."""
    return tag, 5, b"".join(struct.pack(f"{order}2I", *pair) for pair in values), len(values)


def opaque(tag: int, data: bytes) -> Entry:
    """An UNDEFINED entry."""
    return tag, 7, data, len(data)


def directory(entries: list[Entry], place: int, *, order: str = "<", following: int = 0) -> bytes:
    """A directory that will lie at `place`, with its values behind it."""
    head = struct.pack(order + "H", len(entries))
    values = b""
    start = place + 2 + 12 * len(entries) + 4
    for tag, kind, data, count in sorted(entries):
        if len(data) <= 4:
            inline = data.ljust(4, b"\0")
        else:
            inline = struct.pack(order + "I", start + len(values))
            values += data + b"\0" * (len(data) & 1)
        head += struct.pack(order + "HHI", tag, kind, count) + inline
    return head + struct.pack(order + "I", following) + values


def exif(
    ifd0: list[Entry] | None = None,
    photo: list[Entry] | None = None,
    gps: list[Entry] | None = None,
    ifd1: list[Entry] | None = None,
    *,
    order: str = "<",
) -> bytes:
    """An EXIF block with up to four directories."""
    pointers: list[Entry] = []
    if photo is not None:
        pointers.append(whole(0x8769, 0, order=order))
    if gps is not None:
        pointers.append(whole(0x8825, 0, order=order))
    first = directory([*(ifd0 or []), *pointers], 8, order=order)
    place = 8 + len(first)
    body = b""
    places: dict[int, int] = {}
    for number, entries in ((0x8769, photo), (0x8825, gps), (1, ifd1)):
        if entries is not None:
            places[number] = place + len(body)
            body += directory(entries, place + len(body), order=order)
    pointers = [whole(tag, places[tag], order=order) for tag, *_ in pointers]
    first = directory([*(ifd0 or []), *pointers], 8, order=order, following=places.get(1, 0))
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + struct.pack(order + "I", 8) + first + body


def xmp(body: str) -> bytes:
    """A packet with one description."""
    return (RDF_HEAD.format(spaces=SPACES) + body + RDF_TAIL).encode()


def data_set(record: int, number: int, value: bytes) -> bytes:
    """An IPTC data set."""
    return bytes((0x1C, record, number)) + struct.pack(">H", len(value)) + value


def resource(number: int, value: bytes) -> bytes:
    """A Photoshop resource without a name."""
    return (
        b"8BIM"
        + struct.pack(">H", number)
        + b"\0\0"
        + struct.pack(">I", len(value))
        + value
        + b"\0" * (len(value) & 1)
    )


def container(
    *blobs: tuple[BlobKind, bytes] | tuple[BlobKind, bytes, str], width: int = 640, height: int = 480
) -> Container:
    """A JPEG that holds these blobs."""
    made = tuple(Blob(item[0], item[1], 0, item[2] if len(item) == 3 else "") for item in blobs)
    return Container(FileKind.JPEG, width, height, 8, "YCbCr", (), made)


CAMERA = [text(0x010F, "Ypsilon"), text(0x0110, "Ypsilon Y-1")]
EXPOSURE = [
    ratio(0x829A, (1, 250)),
    ratio(0x829D, (28, 10)),
    short(0x8827, 400),
    opaque(0x9000, b"0232"),
    text(0x9003, "2019:03:14 08:00:00"),
    text(0x9004, "2019:03:14 08:00:00"),
]
"""What a camera writes, for a maker that does not exist."""
