"""Finds the small previews that are stored inside a picture file, and decodes them.

Cameras and editors put them in EXIF (the second directory, IFD1), in JFIF and its extension JFXX, in Photoshop's resources
and, as "large thumbnails", behind the picture (MPF). Every place and length comes from the file and is checked before it is
used; a preview that is too large or broken is named, not decoded.

Sources: EXIF 2.32, 4.5.8; ITU-T T.871 (JFIF); Adobe Photoshop File Formats Specification, resources 1033 and 1036; CIPA
DC-007 (MPF).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.analyse.containers.directory import Directory, Header, integers, read_directory, read_header
from generator.analyse.containers.parts import BlobKind, Container
from generator.analyse.containers.photoshop import resources
from generator.analyse.decoding import PixelsUnavailable
from generator.model import FileKind
from generator.settings import Limits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_PREVIEWS = 6
"""Real files hold one to three; more are not looked at."""
MOST_PIXELS = 4_000_000
"""A preview with more pixels is not decoded."""

_JPEG, _RGB, _PALETTE = "JPEG", "RGB", "palette"


class BrokenPreview(Exception):
    """The preview can't be decoded; the argument says why, in a clause."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A small picture stored inside the file, not decoded yet."""

    where: str
    """The place in plain words: `EXIF`, `Photoshop`."""
    coding: str
    """`JPEG`, `RGB` (three bytes a pixel) or `palette` (768 bytes of colours, then one byte a pixel)."""
    data: bytes
    """Its bytes."""
    width: int = 0
    """Pixels; 0 when its own JPEG header tells."""
    height: int = 0
    """Pixels; 0 when its own JPEG header tells."""
    is_blue_first: bool = False
    """Whether red and blue are exchanged, as Photoshop 4 stored them."""


def previews(container: Container, data: bytes) -> tuple[Preview, ...]:
    """All previews of a file, in the order EXIF, JFIF, JFXX, Photoshop, MPF; the same bytes are named once."""
    found: dict[bytes, Preview] = {}
    for preview in _all(container, data):
        if len(found) < MOST_PREVIEWS:
            found.setdefault(preview.data, preview)
    return tuple(found.values())


def decode(preview: Preview) -> NDArray[np.uint8]:
    """The preview as height x width x 3 RGB; raises `BrokenPreview`."""
    import numpy as np

    if preview.coding == _JPEG:
        return _decode_jpeg(preview)
    shape = (preview.height, preview.width)
    if preview.coding == _RGB:
        return np.frombuffer(preview.data, np.uint8).reshape(*shape, 3)
    colours = np.frombuffer(preview.data[:768], np.uint8).reshape(256, 3)
    return colours[np.frombuffer(preview.data[768:], np.uint8).reshape(shape)]


def _decode_jpeg(preview: Preview) -> NDArray[np.uint8]:
    import numpy as np

    from generator.analyse.decoding import decode as decode_picture
    from generator.analyse.decoding import to_rgb

    try:
        rgb = to_rgb(decode_picture(preview.data, FileKind.JPEG, Limits(pixels=MOST_PIXELS)))
    except PixelsUnavailable as reason:
        raise BrokenPreview(str(reason).removeprefix("pixels not decoded: ")) from reason
    return np.ascontiguousarray(rgb[:, :, ::-1]) if preview.is_blue_first else rgb


def _all(container: Container, data: bytes) -> Iterator[Preview]:
    # The second directory of a TIFF file is its second page; only EXIF blocks inside other formats hold a preview there.
    if container.kind is not FileKind.TIFF:
        for blob in container.all(BlobKind.EXIF):
            yield from _from_exif(blob.data)
    for blob in container.all(BlobKind.JFIF):
        yield from _from_jfif(blob.data)
    for blob in container.all(BlobKind.JFXX):
        yield from _from_jfxx(blob.data)
    for blob in container.all(BlobKind.PHOTOSHOP):
        yield from _from_photoshop(blob.data)
    for frame in container.frames:
        if frame.role == "large thumbnail" and data[frame.offset : frame.offset + 2] == b"\xff\xd8":
            end = frame.offset + frame.size if frame.size else len(data)
            yield Preview("multi-picture index", _JPEG, data[frame.offset : end])


def _from_exif(exif: bytes) -> Iterator[Preview]:
    header = read_header(exif)
    if header is None:
        return
    first = read_directory(exif, header.first, header)
    if first is None or not first.next or first.next == header.first:
        return
    second = read_directory(exif, first.next, header)
    if second is None:
        return
    start, size = _number(exif, second, 0x0201, header), _number(exif, second, 0x0202, header)
    if start and size and exif[start : start + 2] == b"\xff\xd8":
        yield Preview("EXIF", _JPEG, exif[start : start + size])
        return
    # Old cameras store plain pixels: uncompressed, RGB, 8 bits, in one strip or several that follow one another.
    width, height = _number(exif, second, 0x0100, header), _number(exif, second, 0x0101, header)
    strip = _number(exif, second, 0x0111, header)
    is_plain = _number(exif, second, 0x0103, header) == 1 and _number(exif, second, 0x0106, header) == 2
    if is_plain and width and height and strip and width * height <= MOST_PIXELS:
        pixels = exif[strip : strip + width * height * 3]
        if len(pixels) == width * height * 3:
            yield Preview("EXIF", _RGB, pixels, width, height)


def _from_jfif(body: bytes) -> Iterator[Preview]:
    body = body.removeprefix(b"JFIF\0")
    if len(body) >= 9 and body[7] and body[8]:
        width, height = body[7], body[8]
        pixels = body[9 : 9 + width * height * 3]
        if len(pixels) == width * height * 3:
            yield Preview("JFIF", _RGB, pixels, width, height)


def _from_jfxx(body: bytes) -> Iterator[Preview]:
    body = body.removeprefix(b"JFXX\0")
    if body[:1] == b"\x10":
        yield Preview("JFIF extension", _JPEG, body[1:])
    elif body[:1] in (b"\x11", b"\x13") and len(body) >= 3 and body[1] and body[2]:
        width, height = body[1], body[2]
        coding, size = (_PALETTE, 768 + width * height) if body[0] == 0x11 else (_RGB, 3 * width * height)
        if len(body) >= 3 + size:
            yield Preview("JFIF extension", coding, body[3 : 3 + size], width, height)


def _from_photoshop(body: bytes) -> Iterator[Preview]:
    for number, resource in resources(body):
        if number in (0x0409, 0x040C) and resource[:4] == b"\0\0\0\1" and resource[28:30] == b"\xff\xd8":
            yield Preview("Photoshop", _JPEG, resource[28:], is_blue_first=number == 0x0409)


def _number(exif: bytes, directory: Directory, tag: int, header: Header) -> int:
    """The first value of a tag, or 0."""
    return next(iter(integers(exif, directory.find(tag), header, limit=1)), 0)
