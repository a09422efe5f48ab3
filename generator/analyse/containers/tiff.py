"""TIFF and BigTIFF files, directory by directory (TIFF 6.0; BigTIFF 2007; TIFF/EP and DNG for sub-directories).

The whole file is one EXIF-like structure, so it is handed to the reader of EXIF as it is. A TIFF has no end of its own: bytes
behind the last part that a directory names are reported only when they begin like another kind of file.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.analyse.containers.directory import Directory, Header, integers, read_directory, read_header
from generator.analyse.containers.draft import Draft
from generator.analyse.containers.parts import BlobKind
from generator.analyse.containers.photoshop import add_resources
from generator.analyse.containers.trailing import trailer_at

_MAX_DIRECTORIES = 1_000
_MAX_ENTRIES = 100_000
_MAX_DEPTH = 4
_MAX_PIECES = 1_000_000
_PHOTOSHOP = 34377
_EMBEDDED = {
    700: BlobKind.XMP,
    33723: BlobKind.IPTC,
    34675: BlobKind.ICC,
    52545: BlobKind.JUMBF,
}
_SUB_DIRECTORIES = {330: "SubIFD", 34665: "EXIF IFD", 34853: "GPS IFD", 40965: "interoperability IFD"}
_PHOTOMETRIC = {
    0: "gray",
    1: "gray",
    2: "RGB",
    3: "palette",
    4: "mask",
    5: "CMYK",
    6: "YCbCr",
    8: "LAB",
    32803: "colour filter array (camera raw)",
    34892: "linear camera raw",
}
_UNTOLD = ("unknown", "zero bytes", "white space", "text")


@dataclass(slots=True)
class _State:
    header: Header
    """Byte order and width of places."""
    seen: set[int] = field(default_factory=set)
    """Directories read, by place, against loops."""
    end: int = 8
    """End of the last byte that a directory names."""
    entries_left: int = _MAX_ENTRIES
    """How many tags may still be read."""
    pieces_left: int = _MAX_PIECES
    """How many strips and tiles may still be read."""
    pages: int = 0
    """Pages of full size in the main chain."""


def walk(draft: Draft) -> None:
    """Read a TIFF file into the draft."""
    data = draft.data
    header = read_header(data)
    if header is None:
        draft.fault("truncated", "The file ends inside the TIFF header.", len(data))
        return
    words = ("BigTIFF" if header.is_big else "TIFF") + (
        ", little-endian" if header.order == "<" else ", big-endian"
    )
    draft.part("header", 0, 16 if header.is_big else 8, words)
    draft.blob(BlobKind.EXIF, data, 0, name="TIFF")
    state = _State(header)
    _chain(draft, state)
    if not draft.width or not draft.height:
        draft.fault("no-dimensions", "No directory with the size of the picture was found.")
    draft.frame_count = max(1, state.pages)
    trailer = trailer_at(data, state.end)
    if trailer is not None and not trailer.kind.startswith(_UNTOLD):
        draft.trailer = trailer


def _chain(draft: Draft, state: _State) -> None:
    place, number = state.header.first, 0
    while place:
        directory = _directory(draft, state, place, f"IFD{number}", 0)
        if directory is None:
            return
        number += 1
        place = directory.next


def _directory(draft: Draft, state: _State, place: int, name: str, depth: int) -> Directory | None:
    """Read one directory with those below it; None when the chain ends here."""
    if place in state.seen:
        draft.fault("loop", f"The directories point in a circle: {name} was read before.", place)
        return None
    if len(state.seen) >= _MAX_DIRECTORIES:
        draft.fault(
            "oversize-count", f"More than {_MAX_DIRECTORIES:,} directories; the rest was not read.", place
        )
        return None
    if state.entries_left <= 0:
        draft.fault("oversize-count", f"More than {_MAX_ENTRIES:,} tags; the rest was not read.", place)
        return None
    state.seen.add(place)
    directory = read_directory(draft.data, place, state.header)
    if directory is None:
        draft.fault(
            "length-outside-file",
            f"The directory {name} should begin at byte {place:,}, outside the file.",
            place,
        )
        return None
    state.entries_left -= len(directory.entries)
    if directory.declared > len(directory.entries):
        words = f"The directory {name} says it has {directory.declared:,} entries; {len(directory.entries):,} were read."
        draft.fault("oversize-count", words, place)
    note = f"{len(directory.entries)} tags" + _describe(draft, state, directory, name, depth)
    if not draft.part(name, place, min(directory.size, len(draft.data) - place), note, depth=depth):
        return None
    state.end = max(state.end, min(place + directory.size, len(draft.data)))
    _values(draft, state, directory, name)
    _below(draft, state, directory, name, depth)
    return directory


def _describe(draft: Draft, state: _State, directory: Directory, name: str, depth: int) -> str:
    """The picture that a directory holds, as the main picture, a page or a frame; in words for the list of parts."""
    data, header = draft.data, state.header

    def first(tag: int) -> int:
        return next(iter(integers(data, directory.find(tag), header, limit=1)), 0)

    width, height = first(256), first(257)
    if width <= 0 or height <= 0:
        return ""
    subfile, samples = first(254), max(1, first(277))
    role = "smaller version" if subfile & 1 else "mask" if subfile & 4 else "page"
    if not draft.width:
        draft.width, draft.height = width, height
        draft.bits = first(258) or 1
        draft.channels = _PHOTOMETRIC.get(first(262), "")
        if samples in (2, 4) and draft.channels in ("gray", "RGB"):
            draft.channels = "gray+alpha" if draft.channels == "gray" else "RGBA"
    else:
        place = next(iter(integers(data, directory.find(273) or directory.find(324), header, limit=1)), 0)
        draft.frame(place, 0, width, height, role if depth == 0 else f"{role} below another page")
    state.pages += depth == 0 and role == "page"
    return f"; {role} of {width} x {height} pixels"


def _values(draft: Draft, state: _State, directory: Directory, name: str) -> None:
    """Take out embedded blocks and note how far the named bytes reach."""
    data = draft.data
    for entry in directory.entries:
        end = entry.offset + entry.size
        if end > len(data):
            words = f"The values of tag {entry.tag} in {name} lie outside the file."
            draft.fault("length-outside-file", words, directory.offset)
            continue
        state.end = max(state.end, end)
        if entry.tag in _EMBEDDED:
            draft.embed(_EMBEDDED[entry.tag], entry.offset, end, name=f"tag {entry.tag}")
        elif entry.tag == _PHOTOSHOP and 0 < entry.size <= draft.room:
            add_resources(draft, data[entry.offset : end], entry.offset)
    for places, sizes in ((273, 279), (324, 325), (513, 514)):
        starts = integers(data, directory.find(places), state.header, limit=state.pieces_left)
        lengths = integers(data, directory.find(sizes), state.header, limit=len(starts))
        state.pieces_left -= len(starts)
        furthest = max((start + size for start, size in zip(starts, lengths, strict=False)), default=0)
        if furthest > len(data):
            draft.fault("truncated", f"Picture data of {name} lies outside the file.", directory.offset)
        state.end = max(state.end, min(furthest, len(data)))


def _below(draft: Draft, state: _State, directory: Directory, name: str, depth: int) -> None:
    if depth >= _MAX_DEPTH:
        return
    for tag, words in _SUB_DIRECTORIES.items():
        limit = 64 if tag == 330 else 1
        for place in integers(draft.data, directory.find(tag), state.header, limit=limit):
            if place > 0:
                _directory(draft, state, place, f"{name}/{words}", depth + 1)
