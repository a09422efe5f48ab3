"""JPEG XL files: the bare codestream, or boxes around it (ISO/IEC 18181-1 clause A for the size, 18181-2 for the
boxes).

The first bits of the codestream give size, turning and animation without a decoder. Metadata boxes may be packed with
Brotli (`brob`), for which no reader is installed: they are listed as packed and not read.
"""

from __future__ import annotations

from generator.analyse.containers.boxes import boxes
from generator.analyse.containers.draft import Draft, readable
from generator.analyse.containers.parts import BlobKind
from generator.analyse.containers.trailing import trailer_at

_BOXES = {
    "JXL ": "signature",
    "ftyp": "brands",
    "jxll": "level",
    "jxlc": "picture data",
    "jxlp": "pieces of picture data",
    "jxli": "index of frames",
    "jbrd": "data to rebuild the original JPEG file",
    "Exif": "EXIF",
    "xml ": "XMP",
    "jumb": "JUMBF (content credentials)",
    "brob": "packed metadata",
    "jhgm": "gain map",
    "free": "free space",
}
_RATIOS = ((0, 0), (1, 1), (12, 10), (4, 3), (3, 2), (16, 9), (5, 4), (2, 1))
_SIZE_BITS = (9, 13, 18, 30)


def walk(draft: Draft) -> None:
    """Read a JPEG XL file into the draft."""
    data = draft.data
    if data[:2] == b"\xff\x0a":
        draft.part("codestream", 0, len(data), "picture data without a container")
        _codestream(draft, data[:64])
    else:
        _walk_boxes(draft)
    if not draft.width or not draft.height:
        draft.fault("no-dimensions", "The size of the picture was not found in the codestream.")


def _walk_boxes(draft: Draft) -> None:
    data = draft.data
    head = b""
    has_picture = False
    end = 0
    for box in boxes(draft, 0, len(data)):
        if box.name not in _BOXES and not box.name.replace(" ", "").isalnum():
            break
        end = box.end
        note = _BOXES.get(box.name, "not in the specification")
        if box.name == "brob":
            note = f"{readable(data[box.start : box.start + 4])} packed with Brotli: not read"
        if box.name == "jxlp":
            listed = draft.run_part(box.name, box.offset, box.size, note)
        else:
            listed = draft.part(box.name, box.offset, box.size, note, known=box.name in _BOXES)
        if not listed:
            break
        if box.name in ("jxlc", "jxlp"):
            has_picture = True
            if len(head) < 64:
                # Each `jxlp` piece begins with its number.
                head += data[box.start + (4 if box.name == "jxlp" else 0) : min(box.end, box.start + 68)]
        elif box.name == "Exif":
            start = box.start + 4 + int.from_bytes(data[box.start : box.start + 4], "big")
            draft.embed(BlobKind.EXIF, min(start, box.end), box.end, name="Exif")
        elif box.name == "xml ":
            draft.embed(BlobKind.XMP, box.start, box.end, name="xml")
        elif box.name == "jumb":
            is_c2pa = b"c2pa" in data[box.start : box.start + 64]
            draft.embed(BlobKind.JUMBF, box.offset, box.end, name="C2PA" if is_c2pa else "JUMBF")
        elif box.name == "jhgm":
            draft.frame(box.start, box.end - box.start, 0, 0, "gain map")
        elif box.name not in _BOXES:
            draft.embed(BlobKind.OTHER, box.start, box.end, name=box.name)
    if not has_picture:
        draft.fault("no-picture-data", "The file holds no picture data (jxlc or jxlp).")
    _codestream(draft, head)
    draft.trailer = trailer_at(data, end)


class _Bits:
    """Bits from the lowest of each byte on, as JPEG XL reads them; zeros behind the end."""

    def __init__(self, data: bytes) -> None:
        self.value = int.from_bytes(data, "little")

    def take(self, count: int) -> int:
        taken = self.value & (1 << count) - 1
        self.value >>= count
        return taken


def _codestream(draft: Draft, head: bytes) -> None:
    if head[:2] != b"\xff\x0a" or len(head) < 12:
        draft.fault("no-start", "The picture data doesn't begin with the JPEG XL signature.")
        return
    bits = _Bits(head[2:])
    is_small = bits.take(1)
    height = (bits.take(5) + 1) * 8 if is_small else _size(bits)
    ratio = bits.take(3)
    if ratio:
        width = height * _RATIOS[ratio][0] // _RATIOS[ratio][1]
    else:
        width = (bits.take(5) + 1) * 8 if is_small else _size(bits)
    draft.width, draft.height, draft.bits = width, height, 8
    _image_metadata(draft, bits)


def _size(bits: _Bits) -> int:
    return bits.take(_SIZE_BITS[bits.take(2)]) + 1


def _image_metadata(draft: Draft, bits: _Bits) -> None:
    """`ImageMetadata` (clause D.2): turning, preview and animation come first."""
    if bits.take(1):
        return
    if bits.take(1):
        draft.orientation = 1 + bits.take(3)
        if bits.take(1):
            # The intrinsic size doesn't matter here, but its bits have to be passed over.
            small = bits.take(1)
            bits.take(5) if small else _size(bits)
            if bits.take(3) == 0:
                bits.take(5) if small else _size(bits)
        if bits.take(1):
            return
        draft.animated = bool(bits.take(1))
        if draft.animated:
            return
    if bits.take(1):
        draft.bits = _bits_of_sample(bits, (32, 16, 24))
    else:
        draft.bits = _bits_of_sample(bits, (8, 10, 12))


def _bits_of_sample(bits: _Bits, usual: tuple[int, int, int]) -> int:
    selector = bits.take(2)
    return usual[selector] if selector < 3 else 1 + bits.take(6)
