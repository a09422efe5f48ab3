"""What the file is made of: its parts in order, what breaks the rules of its format, what was joined to its end.

The field calls this container or file-structure analysis. It reads no pixels and can't show whether the picture was
edited: any program that saves a file writes a clean structure. Sources: the formats' own specifications, named in
`containers`.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.analyse.analyzer import ALL_KINDS, Analyzer, Reference
from generator.model import FileKind, Finding, Measurement, Row, Table

if TYPE_CHECKING:
    from generator.analyse.containers import Container, Fault, Frame, Part, Trailer
    from generator.analyse.picture import Picture

MAX_ROWS = 400
"""Most rows of a table; what is left out is counted in the last row."""

ANALYZER = Analyzer(
    id="file.structure",
    version="3",
    title="File structure",
    question="What is the file made of, and is anything broken, hidden or added in it?",
    measures=(
        "A picture file is a chain of parts: headers, tables, notes about the picture, and the picture data itself. "
        "This test walks through the chain from the first byte to the last and writes down each part, where it lies and "
        "how long it is. It compares the chain with the rules of the format, looks for further pictures in the same "
        "file, and says what stands behind the end of the picture. It doesn't look at the picture itself."
    ),
    limits=(
        "A clean structure doesn't mean an untouched picture: every program writes a clean one when it saves. A fault "
        "doesn't mean manipulation either: broken downloads, old cameras and careless programs cause most of them. What "
        "a part holds is told by its first bytes, which anybody can write."
    ),
    applies_to=ALL_KINDS,
    references=(
        Reference(
            "ISO/IEC 10918-1, annex B: JPEG segments (1994)", "https://www.w3.org/Graphics/JPEG/itu-t81.pdf"
        ),
        Reference("Portable Network Graphics, third edition (2025)", "https://www.w3.org/TR/png-3/"),
        Reference("RFC 9649: WebP (2024)", "https://www.rfc-editor.org/rfc/rfc9649"),
        Reference("ISO/IEC 23008-12: HEIF (2022)"),
        Reference("ISO/IEC 18181-2: JPEG XL file format (2024)"),
        Reference("TIFF 6.0 (1992)"),
        Reference("GIF89a (1990)", "https://www.w3.org/Graphics/GIF/spec-gif89a.txt"),
        Reference("CIPA DC-007: Multi-Picture Format (2009)"),
    ),
    nothing_means="Every picture that can be opened has a structure, so this test always finds one.",
)

_PART_NOUNS = {
    FileKind.JPEG: "segments",
    FileKind.MPO: "segments",
    FileKind.TIFF: "parts",
    FileKind.GIF: "blocks",
    FileKind.AVIF: "boxes",
    FileKind.HEIC: "boxes",
}
_TURNS = {
    2: "mirrors it",
    3: "turns it upside down",
    4: "turns it upside down and mirrors it",
    5: "turns it by 90° and mirrors it",
    6: "turns it clockwise by 90°",
    7: "turns it by 90° and mirrors it",
    8: "turns it counter-clockwise by 90°",
}
_FAULT_WORDS = {
    "truncated": "The file ends too early: something that its format calls for is missing at the end.",
    "length-outside-file": "A part of the file points to bytes that aren't there.",
    "bad-crc": "A check sum in the file doesn't match: the bytes it protects were changed or damaged after writing.",
    "no-start": "The file doesn't begin as its format says.",
    "no-dimensions": "The file doesn't say how large its picture is.",
    "bad-header": "The header of the file describes a picture that can't exist.",
    "no-picture-data": "The file holds no picture data.",
    "no-primary-item": "The file doesn't hold the main picture that it names.",
    "unusual-order": "Some parts stand in an order that the format doesn't allow or that programs don't usually write.",
    "unexpected-marker": "Marks stand at places where they have no meaning.",
    "stray-bytes": "Between the parts of the file stand bytes that belong to none of them.",
    "repeated-part": "A part that may stand only once is there more than once.",
    "second-frame-header": "The picture is described twice in the same file.",
    "missing-piece": "Data that was split over several parts isn't complete.",
    "bad-exif": "The part for camera data (EXIF) doesn't hold what it should.",
    "bad-index": "The list of further pictures in the file is broken.",
    "bad-text": "A text stored in the file is broken.",
    "bad-compression": "Compressed notes in the file can't be unpacked.",
    "count-differs": "The file counts its own frames wrongly.",
    "loop": "Parts of the file point at each other in a circle.",
    "oversize-count": "The file lists more parts than were read.",
    "oversize-data": "Notes in the file unpack to more data than was read.",
}
_FAULT_LIMITS = (
    "Most faults come from broken transfers, old cameras or careless programs. A fault alone doesn't show that anybody "
    "changed the picture."
)
_TRAILER_WORDS = {
    "zero bytes": "Cameras and programs often fill up files like this.",
    "white space": "They show nothing and hold nothing.",
    "filler bytes": "Cameras and programs often fill up files like this.",
    "MP4 video": "Phones keep a short video of the same moment there.",
    "Samsung phone data": "Phones of this maker keep their own notes there.",
    "Samsung phone data with an MP4 video": "Phones of this maker keep a short video of the same moment there.",
    "JPEG picture": "Many cameras keep a smaller copy of the picture there.",
    "FotoStation data": "That archive program keeps captions there; they are listed with the metadata.",
    "AFCP data": "Programs of picture agencies keep captions there; they are listed with the metadata.",
    "unknown": "Some cameras and programs keep data of their own there.",
}
_NOT_COUNTED_AS_UNKNOWN = ("stray bytes", "unknown block")


def run(picture: Picture) -> tuple[Finding, ...]:
    """The structure as one finding, then one for each kind of thing that a reader should know of."""
    container = picture.container
    findings = [_structure(container, len(picture.data))]
    by_code: dict[str, list[Fault]] = {}
    for fault in container.faults:
        by_code.setdefault(fault.code, []).append(fault)
    findings.extend(_fault(code, faults) for code, faults in by_code.items())
    if container.trailer is not None:
        findings.append(_trailer(container.trailer))
    unknown = [
        part for part in container.parts if not part.known and part.name not in _NOT_COUNTED_AS_UNKNOWN
    ]
    if unknown:
        findings.append(_unknown_parts(unknown))
    if container.frames:
        findings.append(_frames(container))
    return tuple(findings)


def _structure(container: Container, size: int) -> Finding:
    count = sum(part.depth == 0 for part in container.parts)
    noun = _PART_NOUNS.get(container.kind, "parts")
    sentences = [
        f"{_subject(container)} made of {count:,} {noun if count != 1 else 'part'}{_order(container)}."
    ]
    if container.animated:
        sentences.append(f"It holds {container.frame_count:,} frames that are played one after another.")
    if container.orientation in _TURNS:
        sentences.append(
            f"A note in the file asks the viewer to change how it is shown: the viewer {_TURNS[container.orientation]}."
        )
    measurements = [
        Measurement("format", container.kind.value),
        Measurement("width", container.width, "px"),
        Measurement("height", container.height, "px"),
        Measurement("bits", container.bits, "bits per channel"),
        Measurement("channels", container.channels),
        Measurement("frame_count", container.frame_count),
        Measurement("animated", container.animated),
        Measurement("orientation", container.orientation),
        Measurement("parts", count),
        Measurement("size", size, "bytes"),
    ]
    table = Table(f"Parts of the {container.kind.value} file", _part_rows(container.parts))
    return Finding(
        "file.structure",
        " ".join(sentences),
        measurements=tuple(measurements),
        tables=(table,),
        limits="A clean structure is no proof of an untouched picture: every program writes one when it saves.",
    )


def _subject(container: Container) -> str:
    article = "an" if container.kind.value[0] in "AM" else "a"
    if not container.width or not container.height:
        return f"The file begins like {article} {container.kind.value}, but its size in pixels can't be read; it is"
    return f"The file is {article} {container.kind.value} of {container.width} × {container.height} pixels,"


def _order(container: Container) -> str:
    kinds = len({fault.code for fault in container.faults})
    if kinds == 0:
        return ", in the usual order"
    words = "one thing in it breaks" if kinds == 1 else f"{kinds} things in it break"
    return f"; {words} the rules of the format"


def _part_rows(parts: tuple[Part, ...]) -> tuple[Row, ...]:
    rows = [
        Row("\u21b3 " * part.depth + part.name, _place(part.size, part.offset), note=part.note)
        for part in parts[:MAX_ROWS]
    ]
    return _with_remainder(rows, len(parts))


def _with_remainder(rows: list[Row], total: int) -> tuple[Row, ...]:
    if total > len(rows):
        rows.append(Row("\u2026", f"{total - len(rows):,} more, not listed here"))
    return tuple(rows)


def _place(size: int, offset: int) -> str:
    return f"{_bytes(size)} from byte {offset:,} on"


def _bytes(size: int) -> str:
    return "1 byte" if size == 1 else f"{size:,} bytes"


def _fault(code: str, faults: list[Fault]) -> Finding:
    rows = [Row(f"byte {fault.offset:,}", fault.explanation) for fault in faults[:MAX_ROWS]]
    return Finding(
        "file.structure.fault",
        _FAULT_WORDS.get(code, "Something in the file breaks the rules of its format."),
        measurements=(Measurement("code", code), Measurement("count", len(faults))),
        tables=(Table("Where", _with_remainder(rows, len(faults))),),
        limits=_FAULT_LIMITS,
    )


def _trailer(trailer: Trailer) -> Finding:
    kind = trailer.kind
    verb = "stands" if trailer.size == 1 else "stand"
    start = f"Behind the end of the picture {verb} {_bytes(trailer.size)}"
    if kind in ("zero bytes", "white space", "filler bytes"):
        what = f"{start} of nothing but {_FILLERS[kind]}."
    elif kind == "unknown":
        what = f"{start} of a kind that isn't known here. Viewers don't show them."
    else:
        what = f"{start} that begin like {_with_article(kind)}. Viewers don't show them."
    return Finding(
        "file.structure.trailer",
        f"{what} {_TRAILER_WORDS.get(kind, 'Somebody or some program joined them to the picture.')}",
        measurements=(
            Measurement("kind", kind),
            Measurement("size", trailer.size, "bytes"),
            Measurement("offset", trailer.offset, "bytes"),
        ),
        limits="What the bytes are is told by how they begin; they were not opened.",
    )


_FILLERS = {"zero bytes": "zeros", "white space": "white space", "filler bytes": "one and the same value"}


def _with_article(kind: str) -> str:
    if kind.endswith(("bytes", "data", "code", "text")) or kind.startswith(("text", "Samsung")):
        return kind
    return f"{'an' if kind.startswith(('MP', 'AVI', 'Ogg')) else 'a'} {kind}"


def _unknown_parts(parts: list[Part]) -> Finding:
    names = list(dict.fromkeys(part.name for part in parts))
    shown = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
    words, verb = ("A part", "is") if len(parts) == 1 else (f"{len(parts):,} parts", "are")
    return Finding(
        "file.structure.unknown-part",
        f"{words} of the file {verb} not known to this version: {shown}. Viewers pass over such parts.",
        measurements=(Measurement("count", len(parts)), Measurement("names", shown)),
        tables=(Table("Unknown parts", _part_rows(tuple(parts))),),
        limits="Programs and cameras may add parts of their own; an unknown part is not a sign of manipulation.",
    )


def _frames(container: Container) -> Finding:
    frames = container.frames
    roles = Counter(frame.role for frame in frames)
    words = ", ".join(f"{role} ({count:,})" if count > 1 else role for role, count in roles.items())
    if container.animated:
        sentence = f"Besides the first picture the file holds {len(frames):,} more: {words}. Only the first is analysed."
    else:
        sentence = f"Besides the picture that viewers show, the file holds {len(frames):,} more: {words}."
    rows = [Row(frame.role, _frame_value(frame)) for frame in frames[:MAX_ROWS]]
    return Finding(
        "file.structure.frames",
        sentence,
        measurements=(Measurement("count", len(frames)), Measurement("roles", ", ".join(roles))),
        tables=(Table("Further pictures in the file", _with_remainder(rows, len(frames))),),
        limits="What each is for is told by the file itself.",
    )


def _frame_value(frame: Frame) -> str:
    size = f"{frame.width} × {frame.height} pixels" if frame.width and frame.height else "size not given"
    if frame.size:
        return f"{size}, {_bytes(frame.size)}" + (f" from byte {frame.offset:,} on" if frame.offset else "")
    return size
