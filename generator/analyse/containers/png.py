"""PNG and animated PNG, chunk by chunk, with check sums (W3C PNG 3rd edition; PNG extensions 1.5).

Text and colour profiles are inflated within bounds; the picture data itself is never inflated here.
"""

from __future__ import annotations

import re
import zlib

from generator.analyse.containers.draft import Draft, readable
from generator.analyse.containers.parts import BlobKind
from generator.analyse.containers.photoshop import add_resources
from generator.analyse.containers.trailing import trailer_at
from generator.model import FileKind

_COLOURS = {0: "gray", 2: "RGB", 3: "palette", 4: "gray+alpha", 6: "RGBA"}
_BITS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_CHUNKS = {
    b"IHDR": "header",
    b"PLTE": "palette",
    b"IDAT": "chunks of picture data",
    b"IEND": "end of the picture",
    b"tRNS": "transparency",
    b"cHRM": "colour primaries",
    b"gAMA": "gamma",
    b"iCCP": "colour profile (ICC)",
    b"sBIT": "significant bits",
    b"sRGB": "sRGB colours",
    b"cICP": "coding-independent code points",
    b"mDCV": "mastering display",
    b"mDCv": "mastering display",
    b"cLLI": "content light level",
    b"cLLi": "content light level",
    b"tEXt": "text",
    b"zTXt": "compressed text",
    b"iTXt": "international text",
    b"bKGD": "background colour",
    b"hIST": "histogram",
    b"pHYs": "pixel density",
    b"sPLT": "suggested palette",
    b"eXIf": "EXIF",
    b"zxIf": "compressed EXIF",
    b"tIME": "time of last change",
    b"acTL": "animation control",
    b"fcTL": "frame control",
    b"fdAT": "chunks of frame data",
    b"caBX": "JUMBF (content credentials)",
    b"oFFs": "image offset",
    b"pCAL": "pixel calibration",
    b"sCAL": "physical scale",
    b"gIFg": "GIF graphic control",
    b"gIFt": "GIF plain text",
    b"gIFx": "GIF application extension",
    b"sTER": "stereo picture",
    b"dSIG": "digital signature",
    b"fRAc": "fractal settings",
    b"iDOT": "Apple decoding hint",
    b"CgBI": "Apple iOS variant",
    b"vpAg": "canvas size of ImageMagick",
    b"caNv": "canvas of ImageMagick",
    b"orNT": "orientation of ImageMagick",
    b"prVW": "preview of Adobe Fireworks",
    b"mkBF": "data of Adobe Fireworks",
    b"mkBS": "data of Adobe Fireworks",
    b"mkBT": "data of Adobe Fireworks",
    b"mkTS": "data of Adobe Fireworks",
    b"skMf": "data of Evernote Skitch",
    b"skRf": "data of Evernote Skitch",
    b"npTc": "Android nine-patch",
    b"npOl": "Android nine-patch",
    b"npLb": "Android nine-patch",
    b"cmPP": "data of ArcSoft",
    b"cpIp": "data of PhotoImpact",
    b"msOG": "GIF kept by Microsoft Office",
    b"meTa": "metadata",
}
_RAW_PROFILE = re.compile(rb"Raw profile type (.{1,20})\Z")
_MAX_RAW_PROFILE = 16 * 1024**2


def walk(draft: Draft) -> None:
    """Read a PNG file into the draft."""
    data = draft.data
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        draft.fault("no-start", "The file doesn't begin with the PNG signature.")
    state = _State()
    place = 8
    while place + 8 <= len(data):
        size = int.from_bytes(data[place : place + 4], "big")
        name = data[place + 4 : place + 8]
        end = place + 12 + size
        if size > 0x7FFFFFFF or end > len(data):
            left = len(data) - place - 12
            words = f"A chunk {readable(name)} says it has {size:,} bytes; {max(0, left):,} are left."
            draft.fault("length-outside-file", words, place)
            draft.part(readable(name), place, len(data) - place, "cut short", known=name in _CHUNKS)
            break
        body = data[place + 8 : place + 8 + size]
        if zlib.crc32(body, zlib.crc32(name)) != int.from_bytes(data[end - 4 : end], "big"):
            draft.fault(
                "bad-crc", f"The check sum of a chunk {readable(name)} doesn't match its content.", place
            )
        _check_order(draft, state, name, place)
        if not _list(draft, name, place, end - place, body):
            break
        _read(draft, state, name, body, place)
        place = end
        if name == b"IEND":
            draft.trailer = trailer_at(data, end)
            break
    else:
        draft.fault("truncated", "The file ends before the PNG end chunk (IEND).", len(data))
    _finish(draft, state)


class _State:
    """What the order of chunks depends on."""

    def __init__(self) -> None:
        self.seen: set[bytes] = set()
        self.previous = b""
        self.declared_frames = 0
        self.frame_controls = 0


def _list(draft: Draft, name: bytes, place: int, size: int, body: bytes) -> bool:
    text, note = readable(name), _CHUNKS.get(name, "")
    if name in (b"IDAT", b"fdAT"):
        return draft.run_part(text, place, size, note)
    if name in (b"tEXt", b"zTXt", b"iTXt"):
        note += f" \u201c{readable(body.split(bytes(1), 1)[0], 79)}\u201d"
    known = name in _CHUNKS
    if not known:
        note = "not in the specification" + ("; needed to show the picture" if not name[0] & 0x20 else "")
    return draft.part(text, place, size, note, known=known)


def _check_order(draft: Draft, state: _State, name: bytes, place: int) -> None:
    if not state.seen and name not in (b"IHDR", b"CgBI"):
        draft.fault("unusual-order", "The header chunk (IHDR) isn't the first.", place)
    if name in (b"IHDR", b"PLTE", b"iCCP", b"eXIf", b"acTL") and name in state.seen:
        draft.fault(
            "repeated-part", f"The chunk {readable(name)} may stand once only and stands here again.", place
        )
    if name == b"IDAT" and b"IDAT" in state.seen and state.previous != b"IDAT":
        draft.fault("unusual-order", "The chunks of picture data (IDAT) don't follow each other.", place)
    if name in (b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"acTL") and b"IDAT" in state.seen:
        draft.fault(
            "unusual-order",
            f"The chunk {readable(name)} stands behind the picture data it is needed for.",
            place,
        )
    state.seen.add(name)
    state.previous = name


def _read(draft: Draft, state: _State, name: bytes, body: bytes, place: int) -> None:
    if name == b"IHDR" and len(body) >= 13 and not draft.channels:
        draft.width, draft.height = (int.from_bytes(body[at : at + 4], "big") for at in (0, 4))
        draft.bits, draft.channels = body[8], _COLOURS.get(body[9], "")
        if body[8] not in _BITS.get(body[9], ()) or any(body[10:12]) or body[12] > 1:
            draft.fault("bad-header", "The header names a kind of picture that doesn't exist.", place)
    elif name == b"eXIf":
        start = 6 if body[:6] == b"Exif\x00\x00" else 0
        draft.blob(BlobKind.EXIF, body[start:], place, name="eXIf")
    elif name == b"zxIf" and body[:1] == b"\x00":
        if (exif := draft.inflate(body[5:], "zxIf", place)) is not None:
            draft.blob(BlobKind.EXIF, exif, place, name="zxIf")
    elif name == b"iCCP":
        profile, _, packed = body.partition(b"\x00")
        if (icc := draft.inflate(packed[1:], "the colour profile (iCCP)", place)) is not None:
            draft.blob(BlobKind.ICC, icc, place, name=readable(profile, 79))
    elif name == b"caBX":
        draft.blob(BlobKind.JUMBF, body, place, name="C2PA" if b"c2pa" in body[:64] else "JUMBF")
    elif name in (b"tEXt", b"zTXt", b"iTXt"):
        _text(draft, name, body, place)
    elif name == b"acTL" and len(body) >= 8:
        state.declared_frames = int.from_bytes(body[:4], "big")
    elif name == b"fcTL" and len(body) >= 12:
        state.frame_controls += 1
        if state.frame_controls > 1 or b"IDAT" in state.seen:
            width, height = (int.from_bytes(body[at : at + 4], "big") for at in (4, 8))
            draft.frame(place, 0, width, height, "animation frame")
    elif name not in _CHUNKS and body:
        draft.blob(BlobKind.OTHER, body, place, name=readable(name))


def _text(draft: Draft, name: bytes, body: bytes, place: int) -> None:
    raw_keyword, separator, rest = body.partition(b"\x00")
    keyword = raw_keyword[:200].decode("latin-1")
    language = ""
    if not separator:
        draft.fault("bad-text", "A text chunk has no keyword.", place)
        return
    text: bytes | None = rest
    if name == b"zTXt":
        text = draft.inflate(rest[1:], f"the text \u201c{readable(raw_keyword)}\u201d", place)
    elif name == b"iTXt":
        packed, tail = rest[:1] == b"\x01", rest[2:]
        tag, _, tail = tail.partition(b"\x00")
        _, _, text = tail.partition(b"\x00")
        language = readable(tag)
        if packed:
            text = draft.inflate(text, f"the text \u201c{readable(raw_keyword)}\u201d", place)
    if text is None:
        return
    if keyword == "XML:com.adobe.xmp":
        draft.blob(BlobKind.XMP, text, place, name=keyword)
        return
    profile = _RAW_PROFILE.match(raw_keyword)
    if profile and _raw_profile(draft, profile[1].lower(), text, place):
        return
    if name != b"iTXt":
        # tEXt and zTXt are Latin-1 by the specification, yet many programs write UTF-8; the reader sees UTF-8 either way.
        text = _as_utf8(text)
    draft.blob(BlobKind.TEXT, text, place, name=keyword, language=language)


def _as_utf8(text: bytes) -> bytes:
    try:
        text.decode()
    except UnicodeDecodeError:
        return text.decode("latin-1").encode()
    return text


def _raw_profile(draft: Draft, kind: bytes, text: bytes, place: int) -> bool:
    """Metadata that ImageMagick writes as hex digits: a line with the name, one with the length, then the digits.

    The name may hold spaces (`IPTC profile`), so only line breaks separate the three.
    """
    pieces = text.strip().split(b"\n", 2)
    if len(pieces) < 3 or not pieces[1].strip().isdigit() or len(text) > _MAX_RAW_PROFILE:
        return False
    try:
        body = bytes.fromhex(pieces[2].decode("ascii"))
    except ValueError:
        draft.fault(
            "bad-text", f"The raw profile \u201c{readable(kind)}\u201d isn't written in hex digits.", place
        )
        return False
    name = f"Raw profile type {readable(kind)}"
    if kind in (b"exif", b"app1") and body.startswith(b"Exif\x00\x00"):
        draft.blob(BlobKind.EXIF, body[6:], place, name=name)
    elif kind == b"exif" and body[:2] in (b"II", b"MM"):
        draft.blob(BlobKind.EXIF, body, place, name=name)
    elif kind in (b"app1", b"xmp"):
        draft.blob(BlobKind.XMP, body.removeprefix(b"http://ns.adobe.com/xap/1.0/\x00"), place, name=name)
    elif kind in (b"iptc", b"8bim") and body.removeprefix(b"Photoshop 3.0\x00").startswith(b"8BIM"):
        add_resources(draft, body.removeprefix(b"Photoshop 3.0\x00"), place)
    elif kind == b"iptc":
        draft.blob(BlobKind.IPTC, body, place, name=name)
    elif kind in (b"icc", b"icm"):
        draft.blob(BlobKind.ICC, body, place, name=name)
    else:
        return False
    return True


def _finish(draft: Draft, state: _State) -> None:
    if b"IHDR" not in state.seen or not draft.width or not draft.height:
        draft.fault("no-dimensions", "No header chunk (IHDR) with the size of the picture was found.")
    if b"IDAT" not in state.seen:
        draft.fault("no-picture-data", "The file holds no picture data (IDAT).")
    if b"acTL" in state.seen or draft.kind is FileKind.APNG:
        draft.frame_count = max(1, state.frame_controls)
        draft.animated = state.frame_controls > 1
        if state.declared_frames != state.frame_controls:
            words = f"The animation says it has {state.declared_frames:,} frames and has {state.frame_controls:,}."
            draft.fault("count-differs", words)
