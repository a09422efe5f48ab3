"""JPEG files, segment by segment (ISO/IEC 10918-1 annex B; markers and "segments" in the field's words).

Reads every marker from SOI to EOI without decoding: application segments go to `jpeg_application`, further pictures
behind the first to `jpeg_views`. Entropy-coded data is only searched for the next marker, so a flipped bit inside it
goes unnoticed here.
"""

from __future__ import annotations

import re

from generator.analyse.containers.appended import add_appended
from generator.analyse.containers.draft import Draft
from generator.analyse.containers.jpeg_application import Applications
from generator.analyse.containers.jpeg_views import add_views
from generator.analyse.containers.parts import BlobKind
from generator.analyse.containers.trailing import trailer_at

_MARKER = re.compile(rb"\xff[^\x00\xff]")
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_RESTART = re.compile(rb"\xff[\xd0-\xd7]")
_PIECE = 1 << 20
_FRAME_KINDS = {
    0xC0: "baseline",
    0xC1: "extended sequential",
    0xC2: "progressive",
    0xC3: "lossless",
    0xC5: "differential sequential",
    0xC6: "differential progressive",
    0xC7: "differential lossless",
    0xC9: "arithmetic sequential",
    0xCA: "arithmetic progressive",
    0xCB: "arithmetic lossless",
    0xCD: "arithmetic differential sequential",
    0xCE: "arithmetic differential progressive",
    0xCF: "arithmetic differential lossless",
    0xF7: "JPEG-LS",
}
_NAMES = {
    0x01: ("TEM", "temporary marker"),
    0xC4: ("DHT", "Huffman tables"),
    0xC8: ("JPG", "reserved marker"),
    0xCC: ("DAC", "arithmetic coding settings"),
    0xDB: ("DQT", "quantization tables"),
    0xDC: ("DNL", "number of lines"),
    0xDD: ("DRI", "restart interval"),
    0xDE: ("DHP", "hierarchical progression"),
    0xDF: ("EXP", "expand reference"),
    0xF8: ("LSE", "JPEG-LS settings"),
    0xFE: ("COM", "comment"),
}


def walk(draft: Draft) -> None:
    """Read a JPEG file into the draft."""
    data = draft.data
    if data[:2] != b"\xff\xd8":
        draft.fault("no-start", "The file doesn't begin with the JPEG start marker.")
    draft.part("SOI", 0, min(2, len(data)), "start of the picture")
    applications = Applications(draft)
    end = _walk_segments(draft, applications)
    applications.finish()
    if not draft.width and not draft.is_cut_off:
        draft.fault("no-dimensions", "No frame header (SOF) with the size of the picture was found.")
    _set_channels(draft, applications.adobe_transform)
    if end is None:
        if not draft.is_cut_off:
            draft.fault("truncated", "The file ends before the JPEG end marker (EOI).", len(data))
        return
    last = add_views(draft, end)
    draft.trailer = trailer_at(data, last)
    if draft.trailer is not None:
        add_appended(draft, last)


def _walk_segments(draft: Draft, applications: Applications) -> int | None:
    """Read segments up to EOI. Gives the first byte after it, or None when the file ends before."""
    data = draft.data
    place, scans = 2, 0
    while True:
        found = _marker_at(draft, place)
        if found is None:
            return None
        place, marker = found
        if marker == 0xD9:
            draft.part("EOI", place, 2, "end of the picture")
            if not scans:
                draft.fault(
                    "no-picture-data", "The file ends its picture without any picture data (SOS).", place
                )
            return place + 2
        if marker == 0xD8 or marker == 0x01 or 0xD0 <= marker <= 0xD7:
            name = "SOI" if marker == 0xD8 else "TEM" if marker == 1 else f"RST{marker - 0xD0}"
            draft.fault("unexpected-marker", f"A marker {name} stands where it doesn't belong.", place)
            if not draft.part(name, place, 2, "out of place"):
                return None
            place += 2
            continue
        size = int.from_bytes(data[place + 2 : place + 4], "big")
        end = place + 2 + size
        if size < 2 or place + 4 > len(data) or end > len(data):
            words = f"A segment {_name(marker)} says it has {size:,} bytes; {max(0, len(data) - place - 2):,} are left."
            draft.fault("length-outside-file", words, place)
            if size >= 2:
                draft.part(_name(marker), place, len(data) - place, "cut short")
                return None
            end = place + 4
        body = data[place + 4 : end]
        if marker == 0xDA:
            scans += 1
            end = _scan(draft, place, end, body, scans)
            if draft.is_cut_off:
                return None
        elif not _segment(draft, applications, marker, place, end, body, scans):
            return None
        place = end


def _marker_at(draft: Draft, place: int) -> tuple[int, int] | None:
    """Where the next marker begins (fill bytes skipped) and which it is; anything else before it is a fault."""
    data = draft.data
    match = _MARKER.search(data, place)
    if match is None:
        return None
    count = match.start() - place
    if count and data[place : match.start()].strip(b"\xff"):
        draft.fault("stray-bytes", f"{count:,} bytes between two segments belong to neither.", place)
        if not draft.part("stray bytes", place, count, "belong to no segment", known=False):
            return None
    return match.start(), data[match.start() + 1]


def _scan(draft: Draft, place: int, end: int, body: bytes, number: int) -> int:
    """List a scan with its entropy-coded data and give the place of the next marker."""
    data = draft.data
    # One search suffices for nearly all files: where the next marker is no restart marker, there is none.
    first = _MARKER.search(data, end)
    has_restarts = first is not None and 0xD0 <= data[first.start() + 1] <= 0xD7
    match = _NEXT_MARKER.search(data, first.start()) if has_restarts and first else first
    after = match.start() if match else len(data)
    components = body[0] if body else 0
    restarts = _count_restarts(data, end, after) if has_restarts else 0
    note = f"picture data, scan {number}: {components} component{'s' if components != 1 else ''}"
    if restarts:
        note += f", {restarts:,} restart marker{'s' if restarts != 1 else ''}"
    draft.part("SOS", place, after - place, note)
    if not draft.width and number == 1:
        draft.fault("unusual-order", "Picture data stands before the frame header that describes it.", place)
    return after


def _count_restarts(data: bytes, start: int, end: int) -> int:
    """Counted in pieces, as a file may consist of nothing else; a marker across an edge belongs to the piece it begins in."""
    return sum(
        len(_RESTART.findall(data, place, min(place + _PIECE + 1, end)))
        for place in range(start, end, _PIECE)
    )


def _segment(
    draft: Draft, applications: Applications, marker: int, place: int, end: int, body: bytes, scans: int
) -> bool:
    size = end - place
    if marker in _FRAME_KINDS:
        return _frame_header(draft, marker, place, size, body)
    if 0xE0 <= marker <= 0xEF:
        note, known = applications.add(marker - 0xE0, body, place)
        if scans:
            draft.fault("unusual-order", f"{_name(marker)} stands behind picture data, not before it.", place)
        return draft.part(_name(marker), place, size, note, known=known)
    note = _NAMES.get(marker, ("", ""))[1]
    if marker == 0xFE:
        draft.blob(BlobKind.COMMENT, body, place, name="COM")
    elif marker == 0xDC and len(body) >= 2 and not draft.height:
        draft.height = int.from_bytes(body[:2], "big")
    elif marker == 0xDD and len(body) >= 2:
        note = f"a restart marker after every {int.from_bytes(body[:2], 'big'):,} blocks"
    return draft.part(_name(marker), place, size, note, known=marker in _NAMES)


def _frame_header(draft: Draft, marker: int, place: int, size: int, body: bytes) -> bool:
    if len(body) < 6:
        draft.fault(
            "length-outside-file",
            "The frame header (SOF) is too short to hold the size of the picture.",
            place,
        )
        return draft.part(_name(marker), place, size, "frame header, cut short")
    bits, height, width, count = (
        body[0],
        *(int.from_bytes(body[at : at + 2], "big") for at in (1, 3)),
        body[5],
    )
    note = f"frame header: {_FRAME_KINDS[marker]}, {width} x {height} pixels, {bits} bits, {count} components"
    if draft.channels:
        draft.fault("second-frame-header", "A second frame header (SOF) stands in the same picture.", place)
    else:
        draft.width, draft.height, draft.bits = width, height, bits
        ids = body[6 : 6 + 3 * min(count, 4) : 3]
        names = {1: "gray", 2: "gray+alpha", 3: "RGB" if ids == b"RGB" else "YCbCr", 4: "CMYK"}
        draft.channels = names.get(count, f"{count} components")
    return draft.part(_name(marker), place, size, note)


def _set_channels(draft: Draft, transform: int | None) -> None:
    """The Adobe segment tells YCCK from CMYK and RGB from YCbCr."""
    if draft.channels == "CMYK" and transform == 2:
        draft.channels = "YCCK"
    elif draft.channels == "YCbCr" and transform == 0:
        draft.channels = "RGB"


def _name(marker: int) -> str:
    if 0xE0 <= marker <= 0xEF:
        return f"APP{marker - 0xE0}"
    if marker in _FRAME_KINDS:
        return f"SOF{marker - 0xC0}" if marker < 0xD0 else "SOF55"
    return _NAMES.get(marker, (f"FF{marker:02X}", ""))[0] if marker != 0xDA else "SOS"
