"""GIF files, block by block (GIF89a specification, 1990; XMP part 3, 1.1.2 for XMP in GIF)."""

from __future__ import annotations

from generator.analyse.containers.draft import MAX_STEPS, Draft, readable
from generator.analyse.containers.parts import BlobKind
from generator.analyse.containers.trailing import trailer_at

_MAX_TEXT = 16 * 1024**2
_XMP_MAGIC = b"\x01\xff\xfe\xfd\xfc"
_MAX_PIECES = 70_000
_APPLICATIONS = {
    b"NETSCAPE2.0": "animation loop",
    b"ANIMEXTS1.0": "animation loop",
    b"XMP DataXMP": "XMP",
    b"ICCRGBG1012": "colour profile (ICC)",
    b"ImageMagick": "ImageMagick",
    b"MGK8BIM0000": "Photoshop resources",
    b"MGKIPTC0000": "IPTC",
    b"C2PA_GIF\x01\x00\x00": "JUMBF (content credentials)",
}


def walk(draft: Draft) -> None:
    """Read a GIF file into the draft."""
    data = draft.data
    if len(data) < 13:
        draft.fault("truncated", "The file ends inside the GIF header.", len(data))
        return
    draft.width, draft.height = (int.from_bytes(data[at : at + 2], "little") for at in (6, 8))
    draft.bits, draft.channels = 8, "palette"
    draft.part("header", 0, 13, f"{readable(data[:6])}, {draft.width} x {draft.height} pixels")
    place = 13
    if data[10] & 0x80:
        size = 3 << (data[10] & 7) + 1
        draft.part("global colour table", place, size, f"{size // 3} colours")
        place += size
    frames = _walk_blocks(draft, place)
    if frames == 0:
        draft.fault("no-picture-data", "The file holds no picture.")
    draft.frame_count = max(1, frames)
    draft.animated = frames > 1


def _walk_blocks(draft: Draft, place: int) -> int:
    data = draft.data
    frames = 0
    while place < len(data):
        kind = data[place]
        if kind == 0x3B:
            draft.part("trailer", place, 1, "end of the picture")
            draft.trailer = trailer_at(data, place + 1)
            return frames
        if kind == 0x2C:
            end = _image(draft, place, frames)
            frames += 1
        elif kind == 0x21:
            end = _extension(draft, place)
        else:
            draft.fault(
                "stray-bytes",
                f"A block of unknown kind {kind:02X} stands in the file; the rest wasn't read.",
                place,
            )
            draft.part("unknown block", place, len(data) - place, known=False)
            return frames
        if end is None:
            return frames
        place = end
    draft.fault("truncated", "The file ends before the GIF end mark.", len(data))
    return frames


def _image(draft: Draft, place: int, frames: int) -> int | None:
    data = draft.data
    if place + 10 > len(data):
        draft.fault("truncated", "The file ends inside the header of a frame.", place)
        return None
    width, height = (int.from_bytes(data[at : at + 2], "little") for at in (place + 5, place + 7))
    table = 3 << (data[place + 9] & 7) + 1 if data[place + 9] & 0x80 else 0
    end = _end_of_blocks(draft, place + 10 + table + 1)
    size = (end or len(data)) - place
    if frames:
        draft.frame(place, size, width, height, "animation frame")
    listed = (
        draft.run_part("image", place, size, "frames")
        if frames
        else draft.part("image", place, size, "first frame")
    )
    return end if listed else None


def _extension(draft: Draft, place: int) -> int | None:
    data = draft.data
    label = data[place + 1] if place + 1 < len(data) else 0
    start = place + 2
    end = _end_of_blocks(draft, start)
    size = (end or len(data)) - place
    name, note, known = f"extension {label:02X}", "not in the specification", False
    if label == 0xF9:
        name, note, known = "graphic control", "time and transparency of a frame", True
    elif label == 0x01:
        name, note, known = "plain text", "text shown in the picture", True
    elif label == 0xFE:
        name, note, known = "comment", "comment", True
        draft.blob(BlobKind.COMMENT, _joined(data, start, end), place, name="comment")
    elif label == 0xFF:
        name = "application extension"
        note, known = _application(draft, place, start, end)
    if label == 0xF9 and draft.parts and draft.parts[-1].name == "image" and draft.run_length:
        # The control block of each further frame belongs to the run of frames.
        return end
    return end if draft.part(name, place, size, note, known=known) else None


def _application(draft: Draft, place: int, start: int, end: int | None) -> tuple[str, bool]:
    data = draft.data
    identifier = data[start + 1 : start + 12]
    body_start = start + 12
    if identifier == b"XMP DataXMP":
        raw = data[body_start : (end or len(data))][:_MAX_TEXT]
        # The packet stands unblocked before a "magic trailer" that leads block readers to its end; a few writers block it.
        stop = raw.rfind(_XMP_MAGIC)
        packet = raw[:stop] if stop >= 0 else _joined(data, body_start, end)
        draft.blob(BlobKind.XMP, packet, place, name="XMP DataXMP")
    elif identifier == b"ICCRGBG1012":
        draft.blob(BlobKind.ICC, _joined(data, body_start, end), place, name="ICCRGBG1012")
    elif identifier == b"MGKIPTC0000":
        draft.blob(BlobKind.IPTC, _joined(data, body_start, end), place, name="MGKIPTC0000")
    elif identifier[:8] == b"C2PA_GIF":
        draft.blob(BlobKind.JUMBF, _joined(data, body_start, end), place, name="C2PA")
        return "JUMBF (content credentials)", True
    elif identifier not in (b"NETSCAPE2.0", b"ANIMEXTS1.0"):
        draft.blob(BlobKind.OTHER, _joined(data, body_start, end), place, name=readable(identifier))
    if identifier in (b"NETSCAPE2.0", b"ANIMEXTS1.0") and data[body_start : body_start + 2] == b"\x03\x01":
        loops = int.from_bytes(data[body_start + 2 : body_start + 4], "little")
        return "animation loop: " + ("for ever" if loops == 0 else f"{loops} times"), True
    return _APPLICATIONS.get(
        identifier, f"of \u201c{readable(identifier)}\u201d"
    ), identifier in _APPLICATIONS


def _end_of_blocks(draft: Draft, place: int) -> int | None:
    """First byte behind a chain of sub-blocks; None (with a fault) when the file ends first."""
    data, size = draft.data, len(draft.data)
    for steps in range(1, MAX_STEPS - draft.steps + 2):
        if place >= size:
            break
        length = data[place]
        place += 1 + length
        if length == 0:
            draft.steps += steps
            return place
    if place < size:
        draft.step_limit_reached(place, cost=MAX_STEPS)
        return None
    draft.fault("truncated", "The file ends inside a block.", size)
    return None


def _joined(data: bytes, place: int, end: int | None) -> bytes:
    pieces: list[bytes] = []
    total = 0
    limit = end if end is not None else len(data)
    while place < limit and data[place] and total < _MAX_TEXT and len(pieces) < _MAX_PIECES:
        pieces.append(data[place + 1 : place + 1 + data[place]])
        total += data[place]
        place += 1 + data[place]
    return b"".join(pieces)
