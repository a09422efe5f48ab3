"""Reads every metadata block of a file into one value, which `metadata` shows and `metadata.consistency` compares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.analyse.containers.parts import Blob, BlobKind, Container, Fault
from generator.analyse.metadata import photoshop
from generator.analyse.metadata.exif import read_exif
from generator.analyse.metadata.icc import read_icc
from generator.analyse.metadata.iptc import read_iptc
from generator.analyse.metadata.segments import read_segment
from generator.analyse.metadata.values import Block, Tag, clean, decode_text
from generator.analyse.metadata.xmp import MAX_PACKET, Packet, read_xmp
from generator.model import Privacy

MAX_BLOBS = 8
"""Blocks of one kind that are read; the rest is counted."""
MAX_SEGMENTS = 16
"""Technical segments that are kept."""
MAX_TEXTS = 200
"""Text chunks that are read."""
MAX_TEXT_BYTES = 8 << 20
"""Bytes of all text chunks together."""
EMPTY_BLOCK = Block()
EMPTY_PACKET = Packet()


@dataclass(frozen=True, slots=True)
class Text:
    """A text chunk or comment."""

    keyword: str
    """`parameters`, `Software`; empty for a comment."""
    text: str
    """In full; shown cut."""
    language: str = ""
    """Language tag of an iTXt chunk."""

    def tag(self) -> Tag:
        """For a table."""
        keyword = self.keyword or "comment"
        person = keyword.lower() in ("author", "artist", "copyright", "creator", "owner")
        privacy = Privacy.PERSON if person else Privacy.PUBLIC
        return Tag(keyword + (f" [{self.language}]" if self.language else ""), self.text, privacy=privacy)


@dataclass(frozen=True)
class Metadata:
    """All blocks of a file, in its order."""

    exif: tuple[Block, ...] = ()
    """EXIF blocks; the first belongs to the picture itself."""
    xmp: tuple[Packet, ...] = ()
    """XMP packets; extended ones follow."""
    iptc: tuple[Block, ...] = ()
    """IPTC-IIM."""
    icc: tuple[Block, ...] = ()
    """Colour profiles."""
    photoshop: tuple[Block, ...] = ()
    """Photoshop's image resources."""
    segments: tuple[Block, ...] = ()
    """Short technical segments of a JPEG: JFIF, Adobe, MPF, Ducky."""
    texts: tuple[Text, ...] = ()
    """PNG text."""
    comments: tuple[Text, ...] = ()
    """JPEG and GIF comments."""
    faults: tuple[tuple[str, Fault], ...] = ()
    """Name of the block, and what was wrong with it."""

    @cached_property
    def main_exif(self) -> Block:
        """The picture's own EXIF block; an empty one when there is none."""
        return self.exif[0] if self.exif else EMPTY_BLOCK

    def exif_text(self, name: str) -> str:
        """Readable value of a tag in the photo or picture directory."""
        return self.main_exif.text("Exif", name) or self.main_exif.text("IFD0", name)

    def exif_tag(self, name: str) -> Tag | None:
        """A tag in the photo or picture directory."""
        return self.main_exif.tag("Exif", name) or self.main_exif.tag("IFD0", name)

    def maker_text(self, name: str) -> str:
        """Readable value of a tag in the maker note."""
        return self.main_exif.text("MakerNote", name)

    def xmp_text(self, path: str) -> str:
        """Value of an XMP property in any packet."""
        return next((text for packet in self.xmp if (text := packet.get(path))), "")

    def xmp_all(self, path: str) -> tuple[str, ...]:
        """Values of an XMP property and its items in all packets."""
        return tuple(text for packet in self.xmp for text in packet.all(path) if text)

    def xmp_tags(self) -> tuple[Tag, ...]:
        """All XMP properties."""
        return tuple(tag for packet in self.xmp for tag in packet.tags)

    def iptc_text(self, name: str) -> str:
        """Value of the first data set of that name."""
        return next((text for block in self.iptc if (text := block.text("IPTC", name))), "")

    def text(self, keyword: str) -> str:
        """Text of the first chunk with that keyword (any case)."""
        return next((item.text for item in self.texts if item.keyword.lower() == keyword.lower()), "")


def read_metadata(container: Container) -> Metadata:
    """Every metadata block of a file; never raises."""
    faults: list[tuple[str, Fault]] = []

    def blobs(kind: BlobKind) -> tuple[Blob, ...]:
        found = container.all(kind)
        if len(found) > MAX_BLOBS:
            faults.append(
                (kind.value, Fault("too-many", f"{len(found)} blocks; the first {MAX_BLOBS} were read"))
            )
        return found[:MAX_BLOBS]

    exif = tuple(read_exif(blob.data) for blob in blobs(BlobKind.EXIF))
    xmp_blobs = [blob for kind in (BlobKind.XMP, BlobKind.XMP_EXTENDED) for blob in blobs(kind)]
    packets = tuple(read_xmp(blob.data) for blob in _within(xmp_blobs, MAX_PACKET))
    resources = blobs(BlobKind.PHOTOSHOP)
    iptc_data = [blob.data for blob in blobs(BlobKind.IPTC)]
    if not iptc_data:
        iptc_data = [data for blob in resources if (data := photoshop.resource(blob.data, 0x0404))]
    iptc = tuple(read_iptc(data) for data in iptc_data)
    icc = tuple(read_icc(blob.data) for blob in blobs(BlobKind.ICC))
    shop = tuple(photoshop.read_photoshop(blob.data) for blob in resources)
    for name, readings in (
        ("EXIF", exif), ("XMP", packets), ("IPTC-IIM", iptc), ("ICC profile", icc), ("Photoshop resources", shop)
    ):  # fmt: skip
        faults += [(name, fault) for reading in readings for fault in reading.faults]
    return Metadata(
        tuple(block for block in exif if block.groups),
        tuple(packet for packet in packets if packet.tags),
        tuple(block for block in iptc if block.groups),
        tuple(block for block in icc if block.groups),
        tuple(block for block in shop if block.groups),
        tuple(block for blob in container.blobs if (block := read_segment(blob)).groups)[:MAX_SEGMENTS],
        tuple(_text(blob) for blob in _within(container.all(BlobKind.TEXT)[:MAX_TEXTS], MAX_TEXT_BYTES)),
        tuple(
            _text(blob)
            for blob in _within(container.all(BlobKind.COMMENT)[:MAX_TEXTS], MAX_TEXT_BYTES)
            if blob.data.strip(b"\0 \r\n")
        ),
        tuple(faults),
    )


def _within(blobs: Sequence[Blob], limit: int) -> Iterator[Blob]:
    """Blobs from the front whose bytes fit into the limit together; the first always comes."""
    total = 0
    for index, blob in enumerate(blobs):
        total += len(blob.data)
        if index and total > limit:
            return
        yield blob


def _text(blob: Blob) -> Text:
    keyword = "" if blob.kind is BlobKind.COMMENT else clean(blob.name, limit=80)
    return Text(
        keyword, decode_text(blob.data[:MAX_TEXT_BYTES].rstrip(b"\0")), clean(blob.language, limit=35)
    )
