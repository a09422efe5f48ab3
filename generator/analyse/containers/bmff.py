"""HEIC and AVIF files: boxes, and the items and properties that the `meta` box lists.

The file is a list of items (coded pictures, tiles, thumbnails, EXIF, XMP), each with a place in the file and properties
such as its size and turning; one item is the primary one. Works without any decoder. Sources: ISO/IEC 14496-12 (boxes,
`iloc`, `iinf`); ISO/IEC 23008-12 (HEIF); AV1 Image File Format; C2PA 2.1, "Embedding manifests into BMFF-based assets".
"""

from __future__ import annotations

from generator.analyse.containers.bmff_items import Items, read_meta
from generator.analyse.containers.boxes import C2PA_UUID, Box, boxes
from generator.analyse.containers.draft import Draft, readable
from generator.analyse.containers.parts import BlobKind
from generator.analyse.containers.trailing import trailer_at

_BOXES = {
    "ftyp": "brands",
    "meta": "list of items",
    "mdat": "data of the items",
    "free": "free space",
    "skip": "free space",
    "moov": "image sequence",
    "moof": "fragment of a sequence",
    "mfra": "index of fragments",
    "sidx": "index of a sequence",
    "styp": "brands of a segment",
    "uuid": "extension",
    "wide": "free space",
    "idat": "data of items",
    "pdin": "loading hints",
    "mini": "small picture header",
    "sefd": "Samsung phone data",
    "mpvd": "short video (motion photo)",
    "jumb": "JUMBF (content credentials)",
}
_MANIFEST_STORE = b"manifest\x00"


def walk(draft: Draft) -> None:
    """Read a HEIC or AVIF file into the draft."""
    data = draft.data
    items: Items | None = None
    names: set[str] = set()
    end = 0
    for box in boxes(draft, 0, len(data)):
        if names and not _looks_like_a_box(box):
            break
        end = box.end
        names.add(box.name)
        if not draft.part(box.name, box.offset, box.size, _note(draft, box), known=box.name in _BOXES):
            break
        if box.name == "meta" and items is None:
            items = read_meta(draft, box)
        elif box.name == "moov":
            _sequence(draft, box)
        elif box.name == "uuid":
            _extension(draft, box)
        elif box.name == "mpvd":
            draft.frame(box.start, box.end - box.start, 0, 0, "short video (motion photo)")
    if "ftyp" not in names:
        draft.fault("no-start", "The file doesn't begin with its brands (ftyp).")
    if items is None and "moov" not in names:
        draft.fault("no-picture-data", "The file has no list of items (meta).")
    if items is not None:
        items.add_to(draft)
    if not draft.width or not draft.height:
        draft.fault("no-dimensions", "The size of the primary picture (ispe) was not found.")
    draft.trailer = trailer_at(data, end)


def _looks_like_a_box(box: Box) -> bool:
    """A box type is four letters or digits; anything else behind the last box is a trailer."""
    return box.name in _BOXES or (len(box.name) == 4 and box.name.replace(" ", "").isalnum())


def _note(draft: Draft, box: Box) -> str:
    data = draft.data
    if box.name == "ftyp":
        compatible = [
            readable(data[at : at + 4]) for at in range(box.start + 8, min(box.end, box.start + 72) - 3, 4)
        ]
        return f"brand {readable(data[box.start : box.start + 4])}; also {', '.join(compatible) or 'none'}"
    if box.name == "uuid" and data[box.start : box.start + 16] == C2PA_UUID:
        return "JUMBF (content credentials)"
    return _BOXES.get(box.name, "not in the specification")


def _extension(draft: Draft, box: Box) -> None:
    data = draft.data
    body = box.start + 16
    if data[box.start : body] == C2PA_UUID:
        purpose = data[body + 4 : body + 4 + len(_MANIFEST_STORE)]
        # Behind the purpose stands the 8-byte place of the first auxiliary box.
        start = body + 4 + len(_MANIFEST_STORE) + 8 if purpose == _MANIFEST_STORE else 0
        if start and start < box.end:
            draft.blob(BlobKind.JUMBF, data[start : box.end], box.offset, name="C2PA")
    elif data[box.start : body] == bytes.fromhex("be7acfcb97a942e89c71999491e3afac"):
        draft.embed(BlobKind.XMP, body, box.end, name="uuid")
    else:
        draft.embed(BlobKind.OTHER, body, box.end, name=data[box.start : body].hex())


def _sequence(draft: Draft, movie: Box) -> None:
    """Count the pictures of the first track of an image sequence, and take its size where no item gave one."""
    data = draft.data
    for track in boxes(draft, movie.start, movie.end):
        if (
            not draft.part("moov/" + track.name, track.offset, track.size, "", depth=1)
            or track.name != "trak"
        ):
            continue
        for header in boxes(draft, track.start, track.end):
            if header.name == "tkhd" and header.end - header.start >= 84 and not draft.width:
                draft.width, draft.height = (
                    int.from_bytes(data[header.end - back : header.end - back + 4], "big") >> 16
                    for back in (8, 4)
                )
        samples = _samples(draft, track)
        draft.frame_count = max(draft.frame_count, samples)
    draft.animated = draft.frame_count > 1


def _samples(draft: Draft, track: Box) -> int:
    """How many samples the track's size table (`stsz`) lists."""
    box: Box | None = track
    for name in ("mdia", "minf", "stbl", "stsz"):
        if box is None:
            return 0
        box = next((inner for inner in boxes(draft, box.start, box.end) if inner.name == name), None)
    if box is None or box.end - box.start < 12:
        return 0
    return min(int.from_bytes(draft.data[box.start + 8 : box.start + 12], "big"), 1_000_000)
