"""ISO boxes: size, type, content; the bricks of HEIC, AVIF and JPEG XL files (ISO/IEC 14496-12, clause 4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analyse.containers.draft import Draft, readable

C2PA_UUID = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
MAX_BOXES = 5_000
"""Most boxes read inside one box."""


@dataclass(frozen=True, slots=True)
class Box:
    """One box."""

    name: str
    """Type, four characters."""
    offset: int
    """First byte, of its header."""
    start: int
    """First byte of the content; behind the version and flags nothing is skipped."""
    end: int
    """First byte behind it, cut at the end of what holds it."""

    @property
    def size(self) -> int:
        """Bytes, header included."""
        return self.end - self.offset


def boxes(draft: Draft, start: int, end: int) -> Iterator[Box]:
    """The boxes between two places; a broken size is a fault and ends the walk."""
    data = draft.data
    place = start
    for _ in range(MAX_BOXES):
        if draft.step_limit_reached(place, cost=10):
            return
        if place + 8 > end:
            if place < end and data[place:end].strip(b"\x00"):
                draft.fault("stray-bytes", f"{end - place} bytes belong to no box.", place)
            return
        size = int.from_bytes(data[place : place + 4], "big")
        name = readable(data[place + 4 : place + 8])
        header = 8
        if size == 1 and place + 16 <= end:
            size, header = int.from_bytes(data[place + 8 : place + 16], "big"), 16
        elif size == 0:
            size = end - place
        if size < header:
            draft.fault(
                "length-outside-file", f"A box {name} says it has {size} bytes, too few for a box.", place
            )
            return
        if place + size > end:
            words = f"A box {name} says it has {size:,} bytes; {end - place:,} are left."
            draft.fault("length-outside-file", words, place)
        yield Box(name, place, place + header, min(place + size, end))
        place += size
    draft.fault("oversize-count", f"More than {MAX_BOXES:,} boxes; the rest was not read.", place)
