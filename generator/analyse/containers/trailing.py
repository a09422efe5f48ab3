"""What the bytes after a picture's own end are.

Viewers stop at the end of the picture and show nothing of what follows, so it is a place where phones keep a short video,
where programs keep notes, and where people hide archives. Only the leading bytes are looked at: the name given here says
what the bytes begin like, not that they are intact. In the field these are "appended data"; two formats in one file are a
"polyglot".
"""

from __future__ import annotations

from generator.analyse.containers.appended import AFCP_SIGNS, FOTOSTATION_SIGN
from generator.analyse.containers.parts import Trailer

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "JPEG picture"),
    (b"\x89PNG\r\n\x1a\n", "PNG picture"),
    (b"GIF8", "GIF picture"),
    (b"PK\x03\x04", "ZIP archive"),
    (b"PK\x05\x06", "ZIP archive"),
    (b"PK\x07\x08", "ZIP archive"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"\x1f\x8b\x08", "gzip archive"),
    (b"%PDF-", "PDF document"),
    (b"\x1aE\xdf\xa3", "Matroska or WebM video"),
    (b"II*\x00", "TIFF picture"),
    (b"MM\x00*", "TIFF picture"),
    (b"II+\x00", "TIFF picture"),
    (b"MM\x00+", "TIFF picture"),
    (b"OggS", "Ogg sound or video"),
    (b"ID3", "MP3 sound"),
    (b"8BPS", "Photoshop document"),
    (b"MZ", "Windows program"),
    (b"\x7fELF", "program"),
    (b"#!", "script"),
)
_WEB = (b"<!doctype", b"<html", b"<script", b"<?php", b"<svg")


def trailer_at(data: bytes, offset: int) -> Trailer | None:
    """The bytes from `offset` to the end of the file, or None when there are none."""
    if offset >= len(data) or offset < 0:
        return None
    return Trailer(offset, len(data) - offset, identify(data, offset))


def identify(data: bytes, offset: int) -> str:
    """What the bytes from `offset` on begin like."""
    return _by_leading_bytes(data, offset) or _by_marks(data, offset) or _by_content(data, offset)


def _by_leading_bytes(data: bytes, offset: int) -> str:
    head = data[offset : offset + 64]
    for magic, words in _MAGIC:
        if head.startswith(magic):
            return words
    if head[4:8] == b"ftyp":
        return "HEIF picture" if head[8:12] in (b"heic", b"mif1", b"avif") else "MP4 video"
    if head[:4] == b"RIFF":
        return {b"WEBP": "WebP picture", b"AVI ": "AVI video", b"WAVE": "WAVE sound"}.get(
            head[8:12], "RIFF data"
        )
    if head.lstrip().lower().startswith(_WEB):
        return "web page code"
    return ""


def _by_marks(data: bytes, offset: int) -> str:
    """Trailers that are found from their end: Samsung's list of blocks, and an archive behind some padding."""
    tail = data[max(offset, len(data) - 65_557) :]
    if tail.endswith(FOTOSTATION_SIGN):
        return "FotoStation data"
    if tail[-12:-8] in AFCP_SIGNS:
        return "AFCP data"
    if tail.endswith(b"SEFT"):
        has_video = data.find(b"MotionPhoto_Data", offset) >= 0
        return "Samsung phone data with an MP4 video" if has_video else "Samsung phone data"
    start = offset
    end = min(len(data), offset + 65_536)
    while start < end and data[start] == 0:
        start += 1
    if offset < start < end and (words := _by_leading_bytes(data, start)):
        return words
    if b"PK\x05\x06" in tail and data.find(b"PK\x03\x04", offset) >= 0:
        return "ZIP archive"
    return ""


def _by_content(data: bytes, offset: int) -> str:
    size = len(data) - offset
    if data.count(0, offset) == size:
        return "zero bytes"
    if size > 1 and data.count(data[offset], offset) == size:
        return "filler bytes"
    sample = data[offset : offset + 4096]
    if not sample.strip(b"\r\n\t \x00"):
        return "white space"
    if all(byte >= 32 or byte in (0, 9, 10, 12, 13) for byte in sample):
        try:
            sample.decode()
        except UnicodeDecodeError as error:
            # A character may be cut in two at the end of the sample.
            return "text" if error.start >= 4093 else "unknown"
        return "text"
    return "unknown"
