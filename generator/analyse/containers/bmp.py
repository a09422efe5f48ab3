"""BMP files: two headers, perhaps a palette, the pixels, perhaps a colour profile (Microsoft, "Bitmap Storage").

BMP holds no metadata but the profile; bytes behind the declared size are a trailer.
"""

from __future__ import annotations

import struct

from generator.analyse.containers.draft import Draft
from generator.analyse.containers.parts import BlobKind
from generator.analyse.containers.trailing import trailer_at

_COMPRESSIONS = {
    0: "not compressed",
    1: "run-length coded",
    2: "run-length coded",
    3: "bit fields",
    4: "JPEG inside",
    5: "PNG inside",
    6: "bit fields with transparency",
}
_EMBEDDED_PROFILE = 0x4D424544


def walk(draft: Draft) -> None:
    """Read a BMP file into the draft."""
    data = draft.data
    if len(data) < 26:
        draft.fault("truncated", "The file ends inside the BMP headers.", len(data))
        return
    declared, pixels, header = (struct.unpack_from("<I", data, at)[0] for at in (2, 10, 14))
    draft.part("file header", 0, 14)
    if header in (12, 16):
        width, height, _, depth = struct.unpack_from("<HHHH", data, 18)
        compression = image_size = 0
    elif len(data) >= 54:
        width, height, _, depth, compression, image_size = struct.unpack_from("<iiHHII", data, 18)
    else:
        draft.fault("truncated", "The file ends inside the BMP headers.", len(data))
        return
    draft.width, draft.height = abs(width), abs(height)
    draft.bits, draft.channels = (depth, "palette") if depth <= 8 else (8, "RGBA" if depth == 32 else "RGB")
    words = _COMPRESSIONS.get(compression, f"unknown compression {compression}")
    note = f"{draft.width} x {draft.height} pixels, {depth} bits a pixel, {words}"
    draft.part("picture header", 14, min(header, len(data) - 14), note)
    if 14 + header < pixels <= len(data):
        draft.part("palette or gap", 14 + header, pixels - 14 - header)
    stride = (draft.width * depth + 31) // 32 * 4
    needed = image_size if compression or not stride else stride * draft.height
    end = pixels + needed
    draft.part("pixels", min(pixels, len(data)), min(end, len(data)) - min(pixels, len(data)))
    if end > len(data):
        draft.fault(
            "truncated",
            f"The pixels need {needed:,} bytes; {max(0, len(data) - pixels):,} are there.",
            pixels,
        )
    if not draft.width or not draft.height:
        draft.fault("no-dimensions", "The header gives no size of the picture.", 18)
    end = max(end, _profile(draft, header))
    if declared not in (0, len(data)) and declared > len(data):
        draft.fault(
            "length-outside-file",
            f"The header says the file has {declared:,} bytes; it has {len(data):,}.",
            2,
        )
    draft.trailer = trailer_at(data, max(end, declared))


def _profile(draft: Draft, header: int) -> int:
    """The embedded colour profile of a version 5 header. Gives the end of it, or 0."""
    data = draft.data
    if header != 124 or len(data) < 138:
        return 0
    colour_space, place, size = (
        struct.unpack_from("<I", data, at)[0] for at in (14 + 56, 14 + 112, 14 + 116)
    )
    if colour_space != _EMBEDDED_PROFILE or not size:
        return 0
    start = 14 + place
    if start + size > len(data):
        draft.fault("length-outside-file", "The colour profile lies outside the file.", start)
        return 0
    draft.part("colour profile", start, size, "ICC")
    draft.blob(BlobKind.ICC, data[start : start + size], start, name="ICC")
    return int(start + size)
