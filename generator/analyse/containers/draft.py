"""A container while it is being read: parts, blobs, faults and frames are collected here under one set of bounds.

Hostile files ask for endless lists and endless inflated data. All walkers add to a `Draft`, and the draft says when it is
enough; reaching a bound is a fault with the code `oversize-count` or `oversize-data`, never an exception.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

from generator.analyse.containers.parts import Blob, BlobKind, Container, Fault, Frame, Part, Trailer
from generator.model import FileKind

MAX_PARTS = 5_000
"""Most parts listed."""
MAX_RUN = 250_000
"""Most like parts joined to one run."""
MAX_BLOBS = 2_000
"""Most blobs kept."""
MAX_BLOB_BYTES = 256 * 1024**2
"""Most bytes of blobs kept together; they are copies, and items of a hostile file may overlap."""
MAX_STEPS = 2_000_000
"""Most small steps: a sub-block of a GIF is one (blocks of the usual length make that 500 MB), a box is ten."""
MAX_FAULTS = 200
"""Most faults listed."""
MAX_FRAMES = 2_000
"""Most further pictures listed."""
MAX_INFLATED = 16 * 1024**2
"""Most bytes that one compressed chunk may become."""
MAX_INFLATED_TOTAL = 64 * 1024**2
"""Most bytes that all compressed chunks of a file may become together."""


@dataclass(slots=True)
class Draft:
    """What a walker has found so far. Walkers set the header fields and call the methods; `finish` makes the value."""

    data: bytes
    """The whole file."""
    kind: FileKind
    """The format."""
    width: int = 0
    """Pixels as stored."""
    height: int = 0
    """Pixels as stored."""
    bits: int = 0
    """Bits per channel."""
    channels: str = ""
    """Words of `Container.channels`."""
    frame_count: int = 1
    """Pictures in sequence."""
    orientation: int = 1
    """EXIF orientation."""
    animated: bool = False
    """Whether a viewer plays the frames."""
    trailer: Trailer | None = None
    """Bytes after the end."""
    parts: list[Part] = field(default_factory=list)
    """Found so far."""
    blobs: list[Blob] = field(default_factory=list)
    """Found so far."""
    faults: list[Fault] = field(default_factory=list)
    """Found so far."""
    frames: list[Frame] = field(default_factory=list)
    """Found so far."""
    blob_bytes: int = 0
    """Bytes in `blobs`."""
    inflated: int = 0
    """Bytes inflated."""
    steps: int = 0
    """Small steps taken in long chains."""
    run_length: int = 0
    """How many like parts the last part stands for; 0 when it is not a run."""
    reached: set[str] = field(default_factory=set)
    """Bounds that were reached and reported."""

    @property
    def is_cut_off(self) -> bool:
        """Whether the walk was ended by a bound, so that nothing can be said of the end of the file."""
        return bool(self.reached & {"parts", "run", "steps"})

    def step_limit_reached(self, offset: int, *, cost: int = 1) -> bool:
        """Count small steps of long chains; True (with a fault) when there were too many."""
        self.steps += cost
        if self.steps <= MAX_STEPS:
            return False
        self._bound(
            "steps", "oversize-count", f"More than {MAX_STEPS:,} blocks; the rest was not read.", offset
        )
        return True

    def part(
        self, name: str, offset: int, size: int, note: str = "", *, known: bool = True, depth: int = 0
    ) -> bool:
        """List a part. False when the list is full, which is the walker's sign to stop."""
        self.run_length = 0
        if len(self.parts) >= MAX_PARTS:
            self._bound(
                "parts", "oversize-count", f"More than {MAX_PARTS} parts; the rest was not read.", offset
            )
            return False
        self.parts.append(Part(name, offset, max(0, size), note, known, depth))
        return True

    def run_part(self, name: str, offset: int, size: int, noun: str, *, depth: int = 0) -> bool:
        """List a part that often comes in long runs; it is joined to the part before when that has the same name."""
        last = self.parts[-1] if self.parts else None
        if last is None or last.name != name or not self.run_length:
            added = self.part(name, offset, size, noun, depth=depth)
            self.run_length = 1 if added else 0
            return added
        if self.run_length >= MAX_RUN:
            words = f"More than {MAX_RUN:,} consecutive {noun}; the rest was not read."
            self._bound("run", "oversize-count", words, offset)
            return False
        self.run_length += 1
        note = f"{self.run_length} consecutive {noun}"
        self.parts[-1] = Part(
            name, last.offset, max(last.size, offset + size - last.offset), note, True, depth
        )
        return True

    def blob(self, kind: BlobKind, data: bytes, offset: int, *, name: str = "", language: str = "") -> None:
        """Keep embedded data, within the bounds."""
        is_whole_file = data is self.data
        if len(self.blobs) >= MAX_BLOBS:
            self._bound(
                "blobs",
                "oversize-count",
                f"More than {MAX_BLOBS} blocks of embedded data; the rest was not read.",
            )
            return
        if self.blob_bytes + len(data) > MAX_BLOB_BYTES and not is_whole_file:
            words = f"Embedded data of more than {MAX_BLOB_BYTES:,} bytes; the rest was not read."
            self._bound("blob bytes", "oversize-data", words, offset)
            return
        if not is_whole_file:
            self.blob_bytes += len(data)
        self.blobs.append(Blob(kind, data, offset, name, language))

    @property
    def room(self) -> int:
        """How many bytes of blobs may still be kept; readers ask before they copy."""
        return MAX_BLOB_BYTES - self.blob_bytes if len(self.blobs) < MAX_BLOBS else 0

    def embed(self, kind: BlobKind, start: int, end: int, *, name: str = "") -> None:
        """Keep a stretch of the file as a blob; copied only when there is room for it."""
        if start >= end:
            return
        if end - start > self.room:
            words = f"Embedded data of more than {MAX_BLOB_BYTES:,} bytes or {MAX_BLOBS:,} blocks; the rest was not read."
            self._bound("blob bytes", "oversize-data", words, start)
            return
        self.blob(kind, self.data[start:end], start, name=name)

    def fault(self, code: str, explanation: str, offset: int = 0) -> None:
        """Note something that breaks the format's rules."""
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(Fault(code, explanation, offset))

    def frame(self, offset: int, size: int, width: int, height: int, role: str) -> None:
        """Note a further picture inside the file."""
        if len(self.frames) >= MAX_FRAMES:
            self._bound(
                "frames",
                "oversize-count",
                f"More than {MAX_FRAMES} further pictures; the rest is not listed.",
            )
            return
        self.frames.append(Frame(offset, max(0, size), width, height, role))

    def inflate(self, data: bytes, place: str, offset: int) -> bytes | None:
        """Inflated zlib data, or None (with a fault) when it is damaged or too large."""
        allowed = min(MAX_INFLATED, MAX_INFLATED_TOTAL - self.inflated)
        if allowed <= 0:
            words = (
                f"Compressed data inflates to more than {MAX_INFLATED_TOTAL:,} bytes; the rest was not read."
            )
            self._bound("inflated", "oversize-data", words, offset)
            return None
        worker = zlib.decompressobj()
        try:
            result = worker.decompress(data, allowed + 1)
        except zlib.error:
            self.fault("bad-compression", f"The compressed data of {place} is damaged.", offset)
            return None
        self.inflated += len(result)
        if len(result) > allowed:
            self.fault(
                "oversize-data", f"{place} inflates to more than {allowed:,} bytes; it was not read.", offset
            )
            return None
        if not worker.eof:
            self.fault("bad-compression", f"The compressed data of {place} ends too early.", offset)
        return result

    def finish(self) -> Container:
        """The finished value."""
        return Container(
            kind=self.kind,
            width=self.width,
            height=self.height,
            bits=self.bits,
            channels=self.channels,
            parts=tuple(self.parts),
            blobs=tuple(self.blobs),
            faults=tuple(self.faults),
            trailer=self.trailer,
            frames=tuple(self.frames),
            frame_count=self.frame_count,
            orientation=self.orientation,
            animated=self.animated,
        )

    def _bound(self, name: str, code: str, explanation: str, offset: int = 0) -> None:
        if name not in self.reached:
            self.reached.add(name)
            self.faults.append(Fault(code, explanation, offset))


def readable(raw: bytes, limit: int = 40) -> str:
    """Bytes as short ASCII text for a note; anything unprintable becomes a full stop."""
    return "".join(chr(byte) if 32 <= byte < 127 else "." for byte in raw[:limit])
