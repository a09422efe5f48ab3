"""What a file is, by its leading bytes ("magic numbers"); its name never counts.

`sniff` gives a `FileKind` for the pictures that this version reads, and for everything else a reason in plain words
(`PDF document`, `empty file`, `unknown leading bytes 00 01 02 03`). It can't tell whether the rest of the file keeps the
promise of its first bytes: that is the work of the container walkers. Camera raw files that are built as plain TIFF
structures (DNG, NEF, ARW) are reported as TIFF, since their first bytes are the same.

Sources: ISO/IEC 10918-1 (JPEG), CIPA DC-007 (MPO), W3C PNG 3rd edition (PNG, APNG), RFC 9649 (WebP), ISO/IEC 23008-12 (HEIF),
AV1 Image File Format, ISO/IEC 18181-2 (JPEG XL), TIFF 6.0, GIF89a.
"""

from __future__ import annotations

import struct

from generator.model import FileKind

HEAD_SIZE = 262_144
"""How many leading bytes `sniff` looks at; more are ignored, so that every caller gets the same answer."""

_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"hevm", b"hevs"})
_HEIF_BRANDS = frozenset({b"mif1", b"msf1", b"mif2"})
_OTHER_BRANDS = {
    b"crx ": "Canon raw file (CR3)",
    b"jp2 ": "JPEG 2000 picture",
    b"jpx ": "JPEG 2000 picture",
    b"qt  ": "QuickTime video",
    b"M4A ": "MPEG-4 sound",
}

_NOT_PICTURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF document"),
    (b"PK\x03\x04", "ZIP archive or office document"),
    (b"PK\x05\x06", "empty ZIP archive"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"\x1f\x8b", "gzip archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ\x00", "xz archive"),
    (b"8BPS", "Photoshop document"),
    (b"gimp xcf", "GIMP document"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "JPEG 2000 picture"),
    (b"\xff\x4f\xff\x51", "JPEG 2000 codestream"),
    (b"II\xbc", "JPEG XR picture"),
    (b"IIU\x00", "Panasonic raw file"),
    (b"IIRO", "Olympus raw file"),
    (b"IIRS", "Olympus raw file"),
    (b"MMOR", "Olympus raw file"),
    (b"FUJIFILMCCD-RAW", "Fujifilm raw file"),
    (b"FOVb", "Sigma raw file"),
    (b"\x00MRM", "Minolta raw file"),
    (b"\x00\x00\x01\x00", "Windows icon"),
    (b"\x00\x00\x02\x00", "Windows cursor"),
    (b"\x1aE\xdf\xa3", "Matroska or WebM video"),
    (b"OggS", "Ogg sound or video"),
    (b"ID3", "MP3 sound"),
    (b"fLaC", "FLAC sound"),
    (b"FLV\x01", "Flash video"),
    (b"\x7fELF", "program"),
    (b"MZ", "Windows program"),
    (b"qoif", "QOI picture"),
    (b"DDS ", "DirectDraw texture"),
    (b"\x76\x2f\x31\x01", "OpenEXR picture"),
    (b"#?RADIANCE", "Radiance HDR picture"),
    (b"\xd7\xcd\xc6\x9a", "Windows metafile"),
    (b"\xc5\xd0\xd3\xc6", "EPS document"),
    (b"%!PS", "PostScript document"),
    (b"{\\rtf", "RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Microsoft Office document"),
    (b"SQLite format 3\x00", "SQLite database"),
    (b"version https://git-lfs", "pointer to a file kept elsewhere (Git LFS)"),
)

USUAL_ENDING: dict[FileKind, str] = {
    FileKind.JPEG: "jpg",
    FileKind.MPO: "jpg",
    FileKind.PNG: "png",
    FileKind.APNG: "png",
    FileKind.WEBP: "webp",
    FileKind.GIF: "gif",
    FileKind.TIFF: "tif",
    FileKind.BMP: "bmp",
    FileKind.AVIF: "avif",
    FileKind.HEIC: "heic",
    FileKind.JXL: "jxl",
}
"""The ending under which a file of this kind is published."""

_ENDINGS: dict[FileKind, frozenset[str]] = {
    FileKind.JPEG: frozenset({"jpg", "jpeg", "jpe", "jfif", "jps", "thm"}),
    FileKind.MPO: frozenset({"mpo", "jpg", "jpeg", "jpe"}),
    FileKind.PNG: frozenset({"png"}),
    FileKind.APNG: frozenset({"png", "apng"}),
    FileKind.WEBP: frozenset({"webp"}),
    FileKind.GIF: frozenset({"gif"}),
    FileKind.TIFF: frozenset(
        {
            "tif",
            "tiff",
            "dng",
            "nef",
            "nrw",
            "arw",
            "sr2",
            "srf",
            "pef",
            "cr2",
            "3fr",
            "iiq",
            "erf",
            "kdc",
            "dcr",
            "mos",
            "btf",
        }
    ),
    FileKind.BMP: frozenset({"bmp", "dib"}),
    FileKind.AVIF: frozenset({"avif", "avifs", "heif"}),
    FileKind.HEIC: frozenset({"heic", "heif", "hif", "heics"}),
    FileKind.JXL: frozenset({"jxl"}),
}
_KNOWN_ENDINGS = frozenset(ending for endings in _ENDINGS.values() for ending in endings) | {
    *(
        "pdf",
        "zip",
        "rar",
        "7z",
        "exe",
        "scr",
        "bat",
        "cmd",
        "com",
        "js",
        "html",
        "htm",
        "php",
        "svg",
        "txt",
        "doc",
        "docx",
    ),
    *(
        "xls",
        "xlsx",
        "ppt",
        "pptx",
        "psd",
        "raw",
        "mp4",
        "mov",
        "avi",
        "mp3",
        "cr3",
        "raf",
        "orf",
        "rw2",
        "jp2",
        "ico",
    ),
}

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_JXL_CONTAINER = b"\x00\x00\x00\x0cJXL \r\n\x87\n"


def sniff(head: bytes, data_len: int) -> FileKind | str:
    """The kind of a file, or why it is not a picture that this version reads.

    `head` is the beginning of the file (at least `HEAD_SIZE` bytes where the file has them), `data_len` its full size.
    """
    head = head[:HEAD_SIZE]
    if data_len == 0 or not head:
        return "empty file"
    return _picture_kind(head) or _other_kind(head, data_len)


def misnamed(path: str, kind: FileKind) -> str:
    """The ending of the name, such as `.png`, where it belongs to another kind of file than the bytes; else empty.

    A second ending that promises another file, as in `invoice.pdf.jpg`, is given whole. Names without ending promise nothing.
    """
    name = path.rsplit("/", 1)[-1].lower()
    stem, dot, last = name.rpartition(".")
    if not dot or not stem or not last.isalnum() or len(last) > 5:
        return ""
    before = stem.rpartition(".")[2] if "." in stem.strip(".") else ""
    if last not in _ENDINGS[kind]:
        # Digits and odd words behind the last dot are parts of a title: `photo 2.0`, `scan.copy`.
        return f".{last}" if last in _KNOWN_ENDINGS else ""
    return f".{before}.{last}" if before in _KNOWN_ENDINGS - _ENDINGS[kind] else ""


def _picture_kind(head: bytes) -> FileKind | None:
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.MPO if _has_further_views(head) else FileKind.JPEG
    if head.startswith(_PNG_SIGNATURE):
        return FileKind.APNG if _has_animation_control(head) else FileKind.PNG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return FileKind.WEBP
    if head[:6] in (b"GIF87a", b"GIF89a"):
        return FileKind.GIF
    if head[:4] in (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"):
        return FileKind.TIFF
    if head[:2] == b"BM" and _is_bitmap_header(head):
        return FileKind.BMP
    if head.startswith((b"\xff\x0a", _JXL_CONTAINER)):
        return FileKind.JXL
    if head[4:8] == b"ftyp":
        return _heif_kind(head)
    return None


def _is_bitmap_header(head: bytes) -> bool:
    """`BM` alone is two letters of any text; the size of the second header must be one that exists."""
    return len(head) >= 18 and struct.unpack_from("<I", head, 14)[0] in (12, 16, 40, 52, 56, 64, 108, 124)


def _brands(head: bytes) -> list[bytes]:
    size = min(int.from_bytes(head[:4], "big"), len(head), 1024)
    return [head[8:12], *(head[place : place + 4] for place in range(16, size - 3, 4))]


def _heif_kind(head: bytes) -> FileKind | None:
    brands = _brands(head)
    if brands[0] not in _AVIF_BRANDS | _HEIC_BRANDS | _HEIF_BRANDS:
        return None
    for brand in brands:
        if brand in _AVIF_BRANDS:
            return FileKind.AVIF
        if brand in _HEIC_BRANDS:
            return FileKind.HEIC
    return FileKind.HEIC


def _has_animation_control(head: bytes) -> bool:
    """Whether an `acTL` chunk stands before the first `IDAT`, which is what makes a PNG an animated one."""
    place = 8
    for _ in range(1000):
        if place + 8 > len(head):
            return False
        name = head[place + 4 : place + 8]
        if name == b"acTL":
            return True
        if name in (b"IDAT", b"IEND"):
            return False
        place += 12 + int.from_bytes(head[place : place + 4], "big")
    return False


def _has_further_views(head: bytes) -> bool:
    """Whether the MPF index (CIPA DC-007) names views of the same scene: panorama, stereo or several angles.

    Previews, gain maps and depth maps are listed in the same index; they don't make the file a multi-picture object.
    """
    place = 2
    for _ in range(500):
        if place + 4 > len(head) or head[place] != 0xFF:
            return False
        marker = head[place + 1]
        if marker in (0xDA, 0xD9):
            return False
        size = int.from_bytes(head[place + 2 : place + 4], "big")
        if marker == 0xE2 and head[place + 4 : place + 8] == b"MPF\x00":
            return _index_names_views(head[place + 8 : place + 2 + size])
        place += 2 + max(size, 2)
    return False


def _index_names_views(index: bytes) -> bool:
    order = "<" if index[:2] == b"II" else ">"
    try:
        start = struct.unpack_from(order + "I", index, 4)[0]
        count = struct.unpack_from(order + "H", index, start)[0]
        for number in range(min(count, 64)):
            tag, _, size, offset = struct.unpack_from(order + "HHII", index, start + 2 + 12 * number)
            if tag == 0xB002:
                entries = range(offset + 16, offset + min(size, 16 * 256), 16)
                return any(
                    struct.unpack_from(order + "I", index, entry)[0] >> 16 & 0xFF == 2 for entry in entries
                )
    except struct.error:
        return False
    return False


def _other_kind(head: bytes, data_len: int) -> str:
    if head[4:8] == b"ftyp":
        return _OTHER_BRANDS.get(head[8:12], "MP4 video")
    if head[4:8] in (b"moov", b"mdat", b"wide", b"free") and data_len > 16:
        return "QuickTime video"
    if head[:4] == b"RIFF":
        return {b"AVI ": "AVI video", b"WAVE": "WAVE sound"}.get(head[8:12], "RIFF file that is not WebP")
    for magic, words in _NOT_PICTURES:
        if head.startswith(magic):
            return words
    if not any(head[:4096]):
        return "nothing but zero bytes at its beginning"
    return _text_kind(head) or "unknown leading bytes " + head[:4].hex(" ").upper()


def _text_kind(head: bytes) -> str:
    start = head[:2048].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"<svg" in start and start.startswith((b"<svg", b"<?xml", b"<!--", b"<!doctype")):
        return "SVG drawing"
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        return "web page (HTML)"
    if start.startswith(b"<?xml"):
        return "XML document"
    sample = head[:512]
    if all(byte >= 32 or byte in (9, 10, 12, 13) for byte in sample):
        try:
            sample.decode()
        except UnicodeDecodeError as error:
            # A character may be cut in two at the end of the sample.
            return "text file" if error.start >= 509 else ""
        return "text file"
    return ""
