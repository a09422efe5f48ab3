"""WebP files, chunk by chunk (RFC 9649): a RIFF file whose size stands in its first bytes."""

from __future__ import annotations

from generator.analyse.containers.draft import Draft, readable
from generator.analyse.containers.parts import BlobKind
from generator.analyse.containers.trailing import trailer_at

_CHUNKS = {
    b"VP8 ": "picture data, lossy",
    b"VP8L": "picture data, lossless",
    b"VP8X": "extended header",
    b"ALPH": "transparency",
    b"ANIM": "animation settings",
    b"ANMF": "animation frames",
    b"ICCP": "colour profile (ICC)",
    b"EXIF": "EXIF",
    b"XMP ": "XMP",
    b"C2PA": "JUMBF (content credentials)",
    b"FRGM": "fragment (withdrawn)",
}
_NESTED_SHOWN = 2
"""How many animation frames are shown with their own chunks; the rest would only repeat them."""


def walk(draft: Draft) -> None:
    """Read a WebP file into the draft."""
    data = draft.data
    declared = int.from_bytes(data[4:8], "little") + 8
    draft.part("RIFF", 0, min(12, len(data)), "header of the file")
    if declared > len(data):
        words = f"The header says the file has {declared:,} bytes; it has {len(data):,}."
        draft.fault("truncated", words, 4)
    limit = min(declared, len(data))
    frames = _walk_chunks(draft, 12, limit)
    draft.trailer = trailer_at(
        data, declared + declared % 2 if data[declared : declared + 1] == b"\x00" else declared
    )
    if frames:
        draft.frame_count = frames
        draft.animated = frames > 1
    if not draft.width:
        draft.fault("no-dimensions", "No chunk with the size of the picture was found.")


def _walk_chunks(draft: Draft, place: int, limit: int) -> int:
    data = draft.data
    frames = pictures = 0
    first = True
    while place + 8 <= limit:
        name = data[place : place + 4]
        size = int.from_bytes(data[place + 4 : place + 8], "little")
        end = place + 8 + size
        if end > limit:
            words = f"A chunk {readable(name)} says it has {size:,} bytes; {limit - place - 8:,} are left."
            draft.fault("length-outside-file", words, place)
            end = limit
        if first and name not in (b"VP8 ", b"VP8L", b"VP8X"):
            draft.fault("unusual-order", "The first chunk doesn't describe the picture.", place)
        if name == b"VP8X" and not first:
            draft.fault("unusual-order", "The extended header (VP8X) isn't the first chunk.", place)
        first = False
        if not _chunk(draft, name, place, end, frames):
            break
        frames += name == b"ANMF"
        pictures += name in (b"VP8 ", b"VP8L")
        place = end + size % 2
    if not frames and not pictures:
        draft.fault("no-picture-data", "The file holds no picture data.")
    return frames


def _chunk(draft: Draft, name: bytes, place: int, end: int, frames: int) -> bool:
    body_start = place + 8
    text = readable(name).rstrip()
    if name == b"ANMF":
        _animation_frame(draft, place, end, frames)
        if frames >= _NESTED_SHOWN:
            return draft.run_part(text, place, end - place, _CHUNKS[name])
        listed = draft.part(text, place, end - place, f"animation frame {frames + 1}")
        return listed and _frame_chunks(draft, body_start + 16, end)
    known = name in _CHUNKS
    if not draft.part(text, place, end - place, _CHUNKS.get(name, "not in the specification"), known=known):
        return False
    body = draft.data[body_start : min(end, body_start + 16)] if name in (b"VP8 ", b"VP8L", b"VP8X") else b""
    if name == b"VP8X" and len(body) >= 10:
        draft.width, draft.height = (1 + int.from_bytes(body[at : at + 3], "little") for at in (4, 7))
        draft.bits, draft.channels = 8, "RGBA" if body[0] & 0x10 else "RGB"
    elif body:
        _picture(draft, name, body)
    else:
        _embedded(draft, name, draft.data[body_start:end], place)
    return True


def _picture(draft: Draft, name: bytes, body: bytes) -> None:
    """The size from the picture data itself, where no extended header gave it."""
    width, height, channels = dimensions(name, body)
    if not draft.width and width:
        draft.width, draft.height, draft.bits, draft.channels = width, height, 8, channels


def dimensions(name: bytes, body: bytes) -> tuple[int, int, str]:
    """Width, height and channels from the first bytes of a `VP8 ` or `VP8L` chunk; zeros when they are damaged."""
    if name == b"VP8 " and len(body) >= 10 and body[3:6] == b"\x9d\x01\x2a":
        width, height = (int.from_bytes(body[at : at + 2], "little") & 0x3FFF for at in (6, 8))
        return width, height, "YCbCr"
    if name == b"VP8L" and len(body) >= 5 and body[0] == 0x2F:
        bits = int.from_bytes(body[1:5], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF), "RGBA" if bits >> 28 & 1 else "RGB"
    return 0, 0, ""


def _embedded(draft: Draft, name: bytes, body: bytes, place: int) -> None:
    if name == b"EXIF":
        start = 6 if body[:6] == b"Exif\x00\x00" else 0
        draft.blob(BlobKind.EXIF, body[start:], place, name="EXIF")
    elif name == b"XMP ":
        draft.blob(BlobKind.XMP, body, place, name="XMP")
    elif name == b"ICCP":
        draft.blob(BlobKind.ICC, body, place, name="ICCP")
    elif name == b"C2PA":
        draft.blob(BlobKind.JUMBF, body, place, name="C2PA")
    elif name not in _CHUNKS and body:
        draft.blob(BlobKind.OTHER, body, place, name=readable(name))


def _animation_frame(draft: Draft, place: int, end: int, frames: int) -> None:
    body = draft.data[place + 8 : min(end, place + 24)]
    if frames and len(body) >= 12:
        width, height = (1 + int.from_bytes(body[at : at + 3], "little") for at in (6, 9))
        draft.frame(place, end - place, width, height, "animation frame")


def _frame_chunks(draft: Draft, place: int, limit: int) -> bool:
    while place + 8 <= limit:
        name = draft.data[place : place + 4]
        size = int.from_bytes(draft.data[place + 4 : place + 8], "little")
        end = min(place + 8 + size, limit)
        known = name in _CHUNKS
        if not draft.part(
            readable(name).rstrip(), place, end - place, _CHUNKS.get(name, ""), known=known, depth=1
        ):
            return False
        place += 8 + size + size % 2
    return True
