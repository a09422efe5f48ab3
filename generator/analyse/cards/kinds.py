"""Tells kinds of files apart by what a test can expect of them, from facts of the file alone.

Tests of pixels err differently on a camera's own file, on a copy saved again by a website and on pixels kept without loss. A
file doesn't say for certain which it is: metadata can be copied, and a website may keep them. So the kinds are defined by
what can be seen in the file, in this order:

- `lossless`: PNG, TIFF, BMP, GIF and lossless JPEG. What happened before isn't known.
- `other-lossy`: WebP, AVIF, HEIC, JPEG XL.
- `resized`: a JPEG whose EXIF names a larger size of the same proportions.
- `camera-original`: a JPEG that names a camera, has the size that its EXIF names or names none, isn't progressive, has no
  traces of Adobe's programs, and has tables of its own or of a quality of at least 90, as cameras do.
- `light-resave`, `strong-resave`: other JPEGs, of quality from 90 on or below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model import FileKind

if TYPE_CHECKING:
    from generator.analyse.jpeg_tables import JpegHeader
    from generator.analyse.picture import Picture

KINDS = {
    "camera-original": "JPEG as a camera writes it",
    "light-resave": "JPEG saved again at quality 90 or better",
    "strong-resave": "JPEG saved again below quality 90",
    "resized": "JPEG made smaller after the camera",
    "lossless": "kept without loss, such as PNG",
    "other-lossy": "WebP, AVIF, HEIC or JPEG XL",
}
"""Words for readers, by key, in the order of the pages."""

LIGHT = 90
"""JPEG quality from which on a save counts as light."""
SAME_PROPORTIONS = 0.02
"""Relative difference of the two proportions up to which a smaller picture counts as resized and not as cropped."""

_JPEG = frozenset({FileKind.JPEG, FileKind.MPO})
_LOSSY = frozenset({FileKind.WEBP, FileKind.AVIF, FileKind.HEIC, FileKind.JXL})
_LOSSLESS_PROCESSES = (0xC3, 0xC7, 0xCB, 0xCF)


def kind_of_file(picture: Picture) -> str:
    """Key of `KINDS` for the picture in hand."""
    from generator.analyse.jpeg_tables import read_header

    if picture.kind in _LOSSY:
        return "other-lossy"
    if picture.kind not in _JPEG:
        return "lossless"
    header = read_header(picture.data)
    if header.process in _LOSSLESS_PROCESSES:
        return "lossless"
    make, width, height = _exif(picture)
    if _is_smaller(header, width, height):
        return "resized"
    quality, is_standard = _quality(header)
    is_cameras = (
        bool(make)
        and (not width or not height or {width, height} == {header.width, header.height})
        and not header.is_progressive
        and header.adobe_transform is None
        and header.save_as is None
        and header.save_for_web is None
        and (quality >= LIGHT or not is_standard)
    )
    if is_cameras:
        return "camera-original"
    return "light-resave" if quality >= LIGHT else "strong-resave"


def _exif(picture: Picture) -> tuple[str, int, int]:
    """Make of the camera and size of its picture, as the EXIF block names them; empty and 0 when it doesn't."""
    from generator.analyse.containers.parts import BlobKind
    from generator.analyse.metadata.exif import read_exif

    blob = picture.container.first(BlobKind.EXIF)
    if blob is None:
        return "", 0, 0
    block = read_exif(blob.data)
    sizes = (block.text("Exif", name) for name in ("ExifImageWidth", "ExifImageHeight"))
    width, height = (int(text) if text.isascii() and text.isdigit() else 0 for text in sizes)
    return block.text("IFD0", "Make"), width, height


def _is_smaller(header: JpegHeader, width: int, height: int) -> bool:
    if not (width and height and header.width and header.height):
        return False
    # The sides may have been swapped by turning the picture upright.
    long, short = max(header.width, header.height), min(header.width, header.height)
    named_long, named_short = max(width, height), min(width, height)
    return (
        long < named_long
        and short < named_short
        and abs(long * named_short - short * named_long) <= SAME_PROPORTIONS * short * named_long
    )


def _quality(header: JpegHeader) -> tuple[int, bool]:
    """Nearest standard quality of the table for brightness, 0 without one, and whether it is the standard's own."""
    from generator.analyse.jpeg_quality import LUMINANCE, nearest

    table = header.tables.get(header.components[0].table) if header.components else None
    if table is None:
        return 0, True
    quality = nearest(table.values, LUMINANCE)
    return quality.value, quality.is_exact
