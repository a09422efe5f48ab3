"""Captions that old agency programs append behind a JPEG: AFCP and FotoStation trailers, both read from the end of the file.

An AFCP trailer ("AXS File Concatenation Protocol", 1990s) ends with its sign, the place of its beginning and four more bytes;
there stand the sign again, a version, the number of entries, and each entry's name, size and place. FotoStation ends each of
its blocks with a number for the kind, the block's size with this ending, and four bytes of its own. Several may follow each
other. Only their IPTC-IIM captions are taken out; previews and settings are named and left.
"""

from __future__ import annotations

import struct

from generator.analyse.containers.draft import Draft
from generator.analyse.containers.parts import BlobKind

AFCP_SIGNS = {b"AXS!": ">", b"AXS*": "<"}
"""Sign at both ends of the trailer, and its byte order."""
FOTOSTATION_SIGN = b"\xa1\xb2\xc3\xd4"
_KINDS = {1: "captions (IPTC-IIM)", 2: "editing settings", 3: "thumbnail", 4: "preview"}
_MOST_BLOCKS = 32
_MOST_ENTRIES = 64


def add_appended(draft: Draft, begin: int) -> None:
    """List such blocks between `begin` (the end of the picture) and the end of the file, and keep their captions."""
    end = len(draft.data)
    for _ in range(_MOST_BLOCKS):
        start = _fotostation(draft, begin, end)
        if start is None:
            start = _afcp(draft, begin, end)
        if start is None:
            return
        end = start


def _fotostation(draft: Draft, begin: int, end: int) -> int | None:
    """Where the FotoStation block that ends at `end` begins, or None."""
    if end - 10 < begin or draft.data[end - 4 : end] != FOTOSTATION_SIGN:
        return None
    kind, size = struct.unpack_from(">HI", draft.data, end - 10)
    start = end - int(size)
    if size < 10 or start < begin:
        draft.fault("length-outside-file", "A FotoStation block says it is larger than it can be.", end - 10)
        return None
    draft.part("FotoStation", start, size, f"appended by FotoStation: {_KINDS.get(kind, f'kind {kind}')}")
    if kind == 1:
        draft.embed(BlobKind.IPTC, start, end - 10, name="FotoStation trailer")
    return start


def _afcp(draft: Draft, begin: int, end: int) -> int | None:
    """Where the AFCP trailer that ends at `end` begins, or None."""
    data = draft.data
    order = AFCP_SIGNS.get(data[end - 12 : end - 8]) if end - 24 >= begin else None
    if order is None:
        return None
    start = int(struct.unpack_from(order + "I", data, end - 8)[0])
    if not begin <= start <= end - 24 or data[start : start + 4] != data[end - 12 : end - 8]:
        draft.fault("bad-index", "An AFCP trailer names a beginning where none is.", end - 12)
        return None
    (count,) = struct.unpack_from(order + "H", data, start + 6)
    draft.part("AFCP", start, end - start, f"appended captions and previews (AFCP), {count} entries")
    for number in range(min(count, _MOST_ENTRIES)):
        at = start + 12 + 12 * number
        if at + 12 > end - 12:
            draft.fault(
                "length-outside-file", "The list of an AFCP trailer is longer than the trailer.", start
            )
            break
        size, place = struct.unpack_from(order + "II", data, at + 4)
        if place < start or place + size > end - 12:
            draft.fault("length-outside-file", "An entry of an AFCP trailer lies outside of it.", at)
        elif data[at : at + 4] == b"IPTC":
            draft.embed(BlobKind.IPTC, place, place + size, name="AFCP trailer")
    return start
