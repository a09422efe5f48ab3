"""Small pictures of every kind, drawn on the spot: each seed gives another one, the same at every run."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import piexif
from PIL import Image, PngImagePlugin


def drawing(seed: int, size: tuple[int, int] = (64, 48)) -> Image.Image:
    """Waves of colour that no other seed has."""
    width, height = size
    step, turn, shift = 3 + seed % 11, 2 + seed % 7, seed * 37
    rows = bytes(
        value & 255
        for y in range(height)
        for x in range(width)
        for value in (
            x * step + shift,
            y * turn + shift * 3 + x,
            (x * y * (1 + seed % 5)) // 8 + shift * 5,
        )
    )
    return Image.frombytes("RGB", size, rows)


def jpeg(
    seed: int,
    *,
    size: tuple[int, int] = (64, 48),
    exif: dict[str, dict[int, Any]] | None = None,
    **options: Any,
) -> bytes:
    """A JPEG file, with the EXIF tags if any are given (by block, as piexif has them)."""
    if exif is not None:
        options["exif"] = piexif.dump(exif)
    return saved(drawing(seed, size), "JPEG", quality=88, **options)


def png(seed: int, *, text: dict[str, str] | None = None, size: tuple[int, int] = (64, 48)) -> bytes:
    """A PNG file, with one text chunk a name."""
    info = PngImagePlugin.PngInfo()
    for name, words in (text or {}).items():
        info.add_itxt(name, words)
    return saved(drawing(seed, size), "PNG", pnginfo=info)


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    """The bytes that Pillow writes."""
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def of_all_kinds() -> dict[str, bytes]:
    """One small file of every kind that is known; two of them have a head only, as nothing here can write them."""
    two = [drawing(32)]
    return {
        "plain.jpg": jpeg(30),
        "two-in-one.mpo": _two_views(),
        "plain.png": png(33),
        "moving.png": saved(drawing(34), "PNG", save_all=True, append_images=two),
        "plain.webp": saved(drawing(35), "WEBP"),
        "moving.webp": saved(drawing(36), "WEBP", save_all=True, append_images=two),
        "plain.gif": saved(drawing(37), "GIF"),
        "plain.tif": saved(drawing(38), "TIFF"),
        "plain.bmp": saved(drawing(39), "BMP"),
        "plain.avif": saved(drawing(40), "AVIF"),
        "grey.jpg": saved(drawing(41).convert("L"), "JPEG"),
        "printing-colours.jpg": saved(drawing(42).convert("CMYK"), "JPEG"),
        "sixteen-bits.png": saved(drawing(43).convert("I;16"), "PNG"),
        "palette.png": saved(drawing(44).convert("P"), "PNG"),
        "one-pixel.png": saved(drawing(45, (1, 1)), "PNG"),
        "head-only.heic": struct.pack(">I", 24)
        + b"ftypheic\0\0\0\0mif1heic"
        + struct.pack(">I", 8)
        + b"mdat",
        "head-only.jxl": b"\xff\x0a" + bytes(range(40)),
    }


def _two_views() -> bytes:
    """Pillow leaves the kind of the second picture open; this says that it is another view of the scene."""
    data = saved(drawing(31), "MPO", save_all=True, append_images=[drawing(32)])
    second = data.index(b"MPF\0") + 4 + 50 + 16
    return data[:second] + struct.pack("<I", 0x020003) + data[second + 4 :]


def bomb(side: int = 30_000) -> bytes:
    """A PNG of a few hundred bytes that says it has 900 million pixels."""
    packed = zlib.compress(bytes(10_000), 9)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)),
        (b"IDAT", packed),
        (b"IEND", b""),
    )
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def with_xmp(data: bytes, packet: str) -> bytes:
    """A JPEG file with an XMP packet after its first marker."""
    payload = b"http://ns.adobe.com/xap/1.0/\0" + packet.encode()
    return data[:2] + b"\xff\xe1" + struct.pack(">H", len(payload) + 2) + payload + data[2:]


def with_iptc(data: bytes, fields: dict[tuple[int, int], str]) -> bytes:
    """A JPEG file with IPTC records (record and data set to text) in a Photoshop block."""
    records = b"".join(
        b"\x1c" + bytes(key) + struct.pack(">H", len(text.encode())) + text.encode()
        for key, text in fields.items()
    )
    block = b"8BIM" + struct.pack(">H", 0x0404) + b"\0\0" + struct.pack(">I", len(records)) + records
    payload = b"Photoshop 3.0\0" + block + b"\0" * (len(records) % 2)
    return data[:2] + b"\xff\xed" + struct.pack(">H", len(payload) + 2) + payload + data[2:]
