"""Small files of every format, built byte by byte or by Pillow, with one thing known about each."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image

EXIF_TURNED = (
    b"II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00\x00\x00\x00\x00"
)
"""A TIFF structure with one tag: orientation 6."""
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"></x:xmpmeta>'
IPTC = b"\x1c\x02\x78\x00\x05Hello"


def picture(size: tuple[int, int] = (16, 8), mode: str = "RGB") -> Image.Image:
    """A picture that is not flat and looks different in every orientation."""
    gradient = Image.linear_gradient("L").resize(size)
    return Image.merge(
        "RGB", (gradient, gradient.transpose(Image.Transpose.FLIP_TOP_BOTTOM), gradient)
    ).convert(mode)


def saved(image: Image.Image, file_format: str, **options: object) -> bytes:
    """The bytes that Pillow writes."""
    stream = io.BytesIO()
    image.save(stream, file_format, **options)
    return stream.getvalue()


def segment(marker: int, body: bytes) -> bytes:
    """A JPEG segment."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def jpeg(*segments: bytes, size: tuple[int, int] = (16, 8)) -> bytes:
    """A JPEG with further segments behind its start marker."""
    data = saved(picture(size), "JPEG")
    return data[:2] + b"".join(segments) + data[2:]


def photoshop(number: int, body: bytes) -> bytes:
    """A Photoshop resource block without a name."""
    return b"8BIM" + struct.pack(">HHI", number, 0, len(body)) + body + b"\x00" * (len(body) % 2)


def mpf_index(*entries: tuple[int, int, int]) -> bytes:
    """Body of an MPF segment with entries of kind, size and place."""
    count = len(entries)
    head = b"MM\x00*\x00\x00\x00\x08" + struct.pack(">H", 2)
    head += (
        struct.pack(">HHII", 0xB001, 4, 1, count)
        + struct.pack(">HHII", 0xB002, 7, 16 * count, 38)
        + b"\x00" * 4
    )
    return b"MPF\x00" + head + b"".join(struct.pack(">IIIHH", *entry, 0, 0) for entry in entries)


def with_second_picture(kind: int, *, in_file: bool = True) -> bytes:
    """A JPEG whose MPF index names a second picture of the given kind behind the first."""
    second = saved(picture((8, 4)), "JPEG")
    length = len(segment(0xE2, mpf_index((0, 0, 0), (0, 0, 0))))
    first_size = len(jpeg()) + length
    # Places count from the header of the index, which stands 10 bytes into the file.
    index = mpf_index((0x030000, first_size, 0), (kind, len(second), first_size - 10))
    return jpeg(segment(0xE2, index)) + (second if in_file else b"")


def chunk(name: bytes, body: bytes = b"", *, crc: int | None = None) -> bytes:
    """A PNG chunk, with a wrong check sum when one is given."""
    value = zlib.crc32(name + body) if crc is None else crc
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", value)


def png(*chunks: bytes, size: tuple[int, int] = (16, 8)) -> bytes:
    """A PNG with further chunks behind its header chunk."""
    data = saved(picture(size), "PNG")
    return data[:33] + b"".join(chunks) + data[33:]


def raw_profile(name: bytes, body: bytes) -> bytes:
    """A text chunk with metadata in hex digits, as ImageMagick writes it."""
    text = b"\n" + name + b"\n%8d\n" % len(body) + body.hex().encode() + b"\n"
    return chunk(b"zTXt", b"Raw profile type " + name + b"\x00\x00" + zlib.compress(text))


def riff_chunk(name: bytes, body: bytes) -> bytes:
    """A RIFF chunk."""
    return name + struct.pack("<I", len(body)) + body + b"\x00" * (len(body) % 2)


def webp(*chunks: bytes) -> bytes:
    """A WebP file with an extended header of 16 x 8 pixels, lossless picture data, and further chunks."""
    data = saved(picture(), "WEBP", lossless=True)
    vp8x = riff_chunk(b"VP8X", b"\x00\x00\x00\x00" + (15).to_bytes(3, "little") + (7).to_bytes(3, "little"))
    body = b"WEBP" + vp8x + data[12:] + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def box(name: bytes, body: bytes) -> bytes:
    """An ISO box."""
    return struct.pack(">I", 8 + len(body)) + name + body


def heic(
    *, transforms: tuple[tuple[bytes, int], ...] = (), exif: bytes = EXIF_TURNED, in_idat: bool = False
) -> bytes:
    """A HEIC without picture data: primary item of 640 x 480, a thumbnail, an EXIF item and an XMP item."""
    ftyp = box(b"ftyp", b"heic\x00\x00\x00\x00mif1heic")
    items = (
        (1, b"hvc1", b"\x00"),
        (2, b"hvc1", b"\x00"),
        (3, b"Exif", b"\x00"),
        (4, b"mime", b"\x00application/rdf+xml\x00"),
    )
    infe = b"".join(
        box(b"infe", b"\x02\x00\x00\x00" + struct.pack(">HH", number, 0) + kind + name)
        for number, kind, name in items
    )
    iinf = box(b"iinf", b"\x00" * 4 + struct.pack(">H", len(items)) + infe)
    properties = [
        box(b"ispe", struct.pack(">III", 0, 640, 480)),
        box(b"ispe", struct.pack(">III", 0, 160, 120)),
    ]
    properties += [box(name, bytes((value,))) for name, value in transforms]
    primary = [1, *range(3, 3 + len(transforms))]
    ipma = struct.pack(">IIHB", 0, 2, 1, len(primary)) + bytes(primary) + struct.pack(">HBB", 2, 1, 2)
    iprp = box(b"iprp", box(b"ipco", b"".join(properties)) + box(b"ipma", ipma))
    iref = box(b"iref", b"\x00" * 4 + box(b"thmb", struct.pack(">HHH", 2, 1, 1)))
    payload = struct.pack(">I", 0) + exif + XMP
    places = ((3, 0, 4 + len(exif)), (4, 4 + len(exif), len(XMP)))

    def meta(start: int) -> bytes:
        entries = b"".join(
            struct.pack(">HHHHII", number, 1 if in_idat else 0, 0, 1, (0 if in_idat else start) + at, size)
            for number, at, size in places
        )
        iloc = box(b"iloc", b"\x01\x00\x00\x00\x44\x00" + struct.pack(">H", len(places)) + entries)
        pitm = box(b"pitm", b"\x00" * 4 + struct.pack(">H", 1))
        idat = box(b"idat", payload) if in_idat else b""
        return box(b"meta", b"\x00" * 4 + pitm + iinf + iloc + iref + iprp + idat)

    start = len(ftyp) + len(meta(0)) + 8
    return ftyp + meta(start) + box(b"mdat", payload)


def jxl_codestream(width: int, height: int, *, orientation: int = 1) -> bytes:
    """The first bytes of a JPEG XL codestream, with no picture data behind them."""
    fields = [
        (0, 1),
        (1, 2),
        (height - 1, 13),
        (0, 3),
        (1, 2),
        (width - 1, 13),
        (0, 1),
        (1, 1),
        (orientation - 1, 3),
    ]
    fields += [(0, 1), (0, 1), (0, 1), (0, 1), (1, 2)]
    value = shift = 0
    for number, bits in fields:
        value |= number << shift
        shift += bits
    return b"\xff\x0a" + value.to_bytes(16, "little")


def jxl(*boxes: bytes) -> bytes:
    """A JPEG XL container of 300 x 200 pixels, 10 bits, with further boxes."""
    return (
        b"\x00\x00\x00\x0cJXL \r\n\x87\n"
        + box(b"ftyp", b"jxl \x00\x00\x00\x00jxl ")
        + b"".join(boxes)
        + box(b"jxlc", jxl_codestream(300, 200))
    )


def tiff(*, order: str = "<", next_directory: int = 0, extra: bytes = b"") -> bytes:
    """A gray 4 x 2 TIFF of one directory with an XMP block."""
    tags = [
        (256, 3, 1, 4),
        (257, 3, 1, 2),
        (258, 3, 1, 8),
        (262, 3, 1, 1),
        (273, 4, 1, 0),
        (278, 3, 1, 2),
        (279, 4, 1, 8),
    ]
    tags.append((700, 1, len(XMP), 0))
    size = 8 + 2 + 12 * len(tags) + 4
    body = struct.pack(order + "H", len(tags))
    for tag, kind, count, value in tags:
        value = {273: size, 700: size + 8}.get(tag, value)
        packed = (
            struct.pack(order + "H", value) + b"\x00\x00" if kind == 3 else struct.pack(order + "I", value)
        )
        body += struct.pack(order + "HHI", tag, kind, count) + packed
    body += struct.pack(order + "I", next_directory)
    mark = b"II*\x00" if order == "<" else b"MM\x00*"
    return mark + struct.pack(order + "I", 8) + body + bytes(range(0, 240, 30)) + XMP + extra


def gif(*blocks: bytes, frames: int = 1, end: bytes = b"\x3b") -> bytes:
    """A GIF of 1 x 1 pixel with further blocks before its frames."""
    frame = b"\x2c" + b"\x00" * 4 + b"\x01\x00\x01\x00\x00" + b"\x02\x02\x44\x01\x00"
    return b"GIF89a\x01\x00\x01\x00\x80\x00\x00" + b"\x00" * 6 + b"".join(blocks) + frame * frames + end
