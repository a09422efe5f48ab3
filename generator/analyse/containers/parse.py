"""One door for all formats: bytes and kind in, `Container` out; never an exception."""

from __future__ import annotations

from collections.abc import Callable

from generator.analyse.containers import bmff, bmp, gif, jpeg, jxl, png, riff, tiff
from generator.analyse.containers.directory import orientation_of
from generator.analyse.containers.draft import Draft
from generator.analyse.containers.parts import BlobKind, Container
from generator.model import FileKind

_WALKERS: dict[FileKind, Callable[[Draft], None]] = {
    FileKind.JPEG: jpeg.walk,
    FileKind.MPO: jpeg.walk,
    FileKind.PNG: png.walk,
    FileKind.APNG: png.walk,
    FileKind.WEBP: riff.walk,
    FileKind.GIF: gif.walk,
    FileKind.TIFF: tiff.walk,
    FileKind.BMP: bmp.walk,
    FileKind.AVIF: bmff.walk,
    FileKind.HEIC: bmff.walk,
    FileKind.JXL: jxl.walk,
}
_OWN_ORIENTATION = frozenset({FileKind.AVIF, FileKind.HEIC, FileKind.JXL})
"""Formats that say in their own header how the picture is turned; their EXIF orientation doesn't count (HEIF, JPEG XL)."""


def parse(data: bytes, kind: FileKind) -> Container:
    """The structure of a file of this kind. Damage is listed as faults; nothing is raised for any bytes."""
    draft = Draft(data, kind)
    _WALKERS[kind](draft)
    exif = next((blob for blob in draft.blobs if blob.kind is BlobKind.EXIF), None)
    if exif is not None and kind not in _OWN_ORIENTATION:
        draft.orientation = orientation_of(exif.data)
    return draft.finish()
