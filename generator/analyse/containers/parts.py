"""The values that every container walker gives."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.model import FileKind


class BlobKind(StrEnum):
    """Embedded data that another reader understands."""

    EXIF = "EXIF"
    """A TIFF structure, beginning with `II*` or `MM*` (any `Exif\\0\\0` prefix removed)."""
    XMP = "XMP"
    """UTF-8 XML packet; extended XMP already joined in its own blob."""
    XMP_EXTENDED = "extended XMP"
    """The joined extended XMP document."""
    IPTC = "IPTC-IIM"
    """Data sets beginning with 1C."""
    PHOTOSHOP = "Photoshop resources"
    """Sequence of `8BIM` resource blocks."""
    ICC = "ICC profile"
    """The joined profile."""
    JUMBF = "JUMBF"
    """A C2PA manifest store or other JUMBF superbox."""
    TEXT = "text"
    """Text with a keyword (PNG tEXt, zTXt, iTXt), inflated within the cap; UTF-8 or Latin-1 as the format says."""
    COMMENT = "comment"
    """Free text without a keyword (JPEG COM, GIF comment)."""
    MPF = "MPF"
    """CIPA DC-007 multi-picture index (TIFF structure)."""
    JFIF = "JFIF"
    """Body of the JFIF APP0 segment."""
    JFXX = "JFXX"
    """JFIF extension with its thumbnail."""
    ADOBE = "Adobe"
    """Body of APP14."""
    OTHER = "other"
    """Application data that no reader here understands; `name` says whose it is."""


@dataclass(frozen=True, slots=True)
class Blob:
    """Embedded data, ready for its reader."""

    kind: BlobKind
    """What it is."""
    data: bytes
    """The bytes, joined and inflated where the format splits or compresses."""
    offset: int
    """Where the (first) part holding it begins in the file, bytes."""
    name: str = ""
    """Keyword of a text chunk, tag of an application segment."""
    language: str = ""
    """Language tag of an iTXt chunk."""


@dataclass(frozen=True, slots=True)
class Part:
    """One segment, chunk, box or block, in the order of the file."""

    name: str
    """In the format's own words: `APP1`, `IDAT`, `meta/iinf`, `IFD0`."""
    offset: int
    """First byte of the part (marker or header included)."""
    size: int
    """Bytes, header included."""
    note: str = ""
    """What it holds, in plain words: `EXIF`, `12 consecutive chunks`."""
    known: bool = True
    """Whether the format's specification (or common practice) names it."""
    depth: int = 0
    """Nesting: 0 for top level."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that breaks the format's own rules."""

    code: str
    """Stable key: `truncated`, `bad-crc`, `length-outside-file`, `loop`, `oversize-count`."""
    explanation: str
    """In plain words, with place and numbers."""
    offset: int = 0
    """Where, bytes."""


@dataclass(frozen=True, slots=True)
class Trailer:
    """Bytes after the format's own end."""

    offset: int
    """First byte after the end."""
    size: int
    """How many."""
    kind: str
    """What they are by leading bytes: `JPEG picture`, `ZIP archive`, `MP4 video`, `zero bytes`,
    `filler bytes` (one value repeated), `white space`, `text`, `unknown`."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture inside the file beyond the first: page, animation frame, MPO view, preview."""

    offset: int
    """Where its data begins; 0 when the format doesn't say."""
    size: int
    """Bytes; 0 when unknown."""
    width: int
    """Pixels; 0 when unknown."""
    height: int
    """Pixels; 0 when unknown."""
    role: str
    """`animation frame`, `page`, `second view`, `large thumbnail`, `auxiliary: depth map`, `gain map`."""


@dataclass(frozen=True, slots=True)
class Container:
    """A file's structure."""

    kind: FileKind
    """The format."""
    width: int
    """Pixels as stored, from the header; 0 when it can't be read."""
    height: int
    """Pixels as stored; 0 when it can't be read."""
    bits: int
    """Bits per channel; 0 when unknown."""
    channels: str
    """`gray`, `RGB`, `RGBA`, `CMYK`, `YCbCr`, `YCCK`, `palette`, `gray+alpha`; empty when unknown."""
    parts: tuple[Part, ...]
    """In the order of the file; runs of like chunks are joined with a note."""
    blobs: tuple[Blob, ...] = ()
    """Embedded data, in the order of the file."""
    faults: tuple[Fault, ...] = ()
    """What breaks the rules."""
    trailer: Trailer | None = None
    """Bytes after the end."""
    frames: tuple[Frame, ...] = ()
    """Further pictures inside."""
    frame_count: int = 1
    """Pictures in sequence (animation frames, pages, views), the first included."""
    orientation: int = 1
    """EXIF (or `irot`/`imir`) orientation 1 to 8."""
    animated: bool = False
    """Whether a viewer plays the frames."""

    def first(self, kind: BlobKind) -> Blob | None:
        """The first blob of a kind, or None."""
        return next((blob for blob in self.blobs if blob.kind is kind), None)

    def all(self, kind: BlobKind) -> tuple[Blob, ...]:
        """All blobs of a kind, in the order of the file."""
        return tuple(blob for blob in self.blobs if blob.kind is kind)
