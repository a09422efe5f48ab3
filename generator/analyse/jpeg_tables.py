"""Reads what a JPEG says about its own compression: quantization tables, frame, Huffman tables, scans, writers' traces.

A small walk over the markers of one picture (the first of several in an MPO), from the start-of-image to the end-of-image
marker. Nothing is decoded. A broken file gives what was read up to the break, with `fault` saying where it broke.

Source: ITU-T T.81 (1992), Annex B; Adobe Technical Note 5116 (1992) for APP14.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from generator.analyse.containers.photoshop import resources

ZIGZAG = tuple(
    row * 8 + column
    for diagonal in range(15)
    for row, column in (
        (diagonal - step, step) if diagonal % 2 == 0 else (step, diagonal - step)
        for step in range(diagonal + 1)
    )
    if row < 8 and column < 8
)
"""Place in the 8 x 8 block, row by row, of each value in the order of the file."""

STANDARD_HUFFMAN_LENGTHS = frozenset(
    {
        (0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0),
        (0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0),
        (0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125),
        (0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 119),
    }
)
"""How many codes of each length the example tables of T.81, K.3 to K.6, have."""

PHOTOSHOP_JPEG_QUALITY = 0x0406
"""Number of the Photoshop resource that notes the quality chosen in its Save As dialogue."""

MOST_SEGMENTS = 20_000
"""Real files hold fewer than a thousand markers; more are not read."""

_MARKER_IN_SCAN = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]", re.DOTALL)
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD8)})


@dataclass(frozen=True, slots=True)
class QuantizationTable:
    """One table of DQT: by how much each of the 64 frequencies of a block is divided before rounding."""

    identifier: int
    """0 to 3, as the components refer to it."""
    bits: int
    """8 or 16 bits a value, as stored."""
    values: tuple[int, ...]
    """64 divisors, row by row; the first one is for the block's average."""


@dataclass(frozen=True, slots=True)
class Component:
    """One colour channel of the frame."""

    identifier: int
    """As stored: usually 1 for brightness, 2 and 3 for colour."""
    across: int
    """Horizontal sampling factor, 1 to 4."""
    down: int
    """Vertical sampling factor, 1 to 4."""
    table: int
    """Identifier of its quantization table."""


@dataclass(slots=True)
class JpegHeader:
    """What was read. Filled by `read_header` and not changed afterwards."""

    process: int = 0
    """Second byte of the SOF marker: C0 baseline, C1 extended, C2 progressive, C3 lossless …; 0 when there is none."""
    bits: int = 0
    """Bits per sample."""
    width: int = 0
    """Pixels."""
    height: int = 0
    """Pixels."""
    components: tuple[Component, ...] = ()
    """In the order of the frame."""
    tables: dict[int, QuantizationTable] = field(default_factory=dict)
    """The last table stored under each identifier."""
    redefined: bool = False
    """Whether a table was stored again with other values."""
    huffman_lengths: list[tuple[int, ...]] = field(default_factory=list)
    """Codes of each length, 1 to 16 bits, for each Huffman table in the order of the file."""
    is_arithmetic: bool = False
    """Whether arithmetic coding is used instead of Huffman coding."""
    restart_interval: int = 0
    """Blocks between restart markers; 0 for none."""
    scans: int = 0
    """How often the data is gone through; more than one in progressive files."""
    adobe_transform: int | None = None
    """Colour transform of Adobe's APP14: 0 none, 1 YCbCr, 2 YCCK; None without the segment."""
    save_as: tuple[int, str] | None = None
    """Photoshop's Save As quality, 0 to 12, and kind of file, from resource 1030."""
    save_for_web: int | None = None
    """Quality 0 to 100 of Photoshop's Save for Web, from its `Ducky` segment."""
    end: int = 0
    """First byte after the end-of-image marker, or where reading stopped."""
    fault: str = ""
    """Why reading stopped early; empty when the end was reached."""

    @property
    def is_progressive(self) -> bool:
        """Whether the picture is stored coarse first, then finer."""
        return self.process in (0xC2, 0xC6, 0xCA, 0xCE)

    @property
    def subsampling(self) -> str:
        """Colour sampling in the usual notation (`4:2:0`), `gray`, or the factors (`2x2,1x2,1x2`) where it has none."""
        return _subsampling(self.components)


def read_header(data: bytes, start: int = 0) -> JpegHeader:
    """Walks over the markers of the picture that begins at `start`. Never raises for broken data."""
    header = JpegHeader()
    if data[start : start + 2] != b"\xff\xd8":
        header.fault = "no start-of-image marker"
        header.end = start
        return header
    place = start + 2
    for _ in range(MOST_SEGMENTS):
        while data[place : place + 2] == b"\xff\xff":
            place += 1
        header.end = place
        if place + 2 > len(data):
            header.fault = "the file ends before the end-of-image marker"
            return header
        if data[place] != 0xFF:
            header.fault = f"no marker at byte {place}"
            return header
        marker = data[place + 1]
        if marker == 0xD9:
            header.end = place + 2
            return header
        if marker in _WITHOUT_LENGTH:
            place += 2
            continue
        size = int.from_bytes(data[place + 2 : place + 4], "big")
        if size < 2 or place + 2 + size > len(data):
            header.fault = f"the segment at byte {place} reaches beyond the file"
            return header
        _read_segment(header, marker, data[place + 4 : place + 2 + size])
        place += 2 + size
        if marker == 0xDA:
            found = _MARKER_IN_SCAN.search(data, place)
            place = found.start() if found else len(data)
    header.fault = f"more than {MOST_SEGMENTS} segments"
    return header


def _read_segment(header: JpegHeader, marker: int, body: bytes) -> None:
    if marker == 0xDB:
        _read_quantization(header, body)
    elif marker == 0xC4:
        _read_huffman(header, body)
    elif marker == 0xCC:
        header.is_arithmetic = True
    elif marker in _FRAMES and not header.process:
        _read_frame(header, marker, body)
    elif marker == 0xDA:
        header.scans += 1
    elif marker == 0xDD and len(body) >= 2:
        header.restart_interval = int.from_bytes(body[:2], "big")
    elif marker == 0xEE and body[:5] == b"Adobe" and len(body) >= 12:
        header.adobe_transform = body[11]
    elif marker == 0xEC and body[:5] == b"Ducky":
        header.save_for_web = _ducky_quality(body[5:])
    elif marker == 0xED and body[:14] == b"Photoshop 3.0\0":
        for number, resource in resources(body[14:]):
            if number == PHOTOSHOP_JPEG_QUALITY:
                header.save_as = _save_as_quality(resource) or header.save_as


def _read_quantization(header: JpegHeader, body: bytes) -> None:
    place = 0
    while place < len(body):
        bits = 16 if body[place] >> 4 else 8
        size = 64 * bits // 8
        stored = body[place + 1 : place + 1 + size]
        if len(stored) < size:
            return
        values = [0] * 64
        for index, target in enumerate(ZIGZAG):
            step = bits // 8
            values[target] = int.from_bytes(stored[index * step : index * step + step], "big")
        table = QuantizationTable(body[place] & 15, bits, tuple(values))
        before = header.tables.get(table.identifier)
        header.redefined = header.redefined or (before is not None and before.values != table.values)
        header.tables[table.identifier] = table
        place += 1 + size


def _read_huffman(header: JpegHeader, body: bytes) -> None:
    place = 0
    while place + 17 <= len(body) and len(header.huffman_lengths) < 1000:
        lengths = tuple(body[place + 1 : place + 17])
        header.huffman_lengths.append(lengths)
        place += 17 + sum(lengths)


def _read_frame(header: JpegHeader, marker: int, body: bytes) -> None:
    if len(body) < 6:
        return
    header.process = marker
    header.bits = body[0]
    header.height = int.from_bytes(body[1:3], "big")
    header.width = int.from_bytes(body[3:5], "big")
    stored = [body[6 + 3 * index : 9 + 3 * index] for index in range(min(body[5], (len(body) - 6) // 3))]
    header.components = tuple(Component(item[0], item[1] >> 4, item[1] & 15, item[2]) for item in stored)


def _ducky_quality(body: bytes) -> int | None:
    """The quality in a `Ducky` segment: entries of tag, length and data; tag 1 is the quality."""
    place = 0
    while place + 4 <= len(body):
        tag, size = (
            int.from_bytes(body[place : place + 2], "big"),
            int.from_bytes(body[place + 2 : place + 4], "big"),
        )
        if tag == 0:
            return None
        if tag == 1 and size == 4 and place + 8 <= len(body):
            quality = int.from_bytes(body[place + 4 : place + 8], "big")
            return quality if quality <= 100 else None
        place += 4 + size
    return None


def _save_as_quality(resource: bytes) -> tuple[int, str] | None:
    """Quality 0 to 12 and the kind of file as Photoshop notes them; None when the values make no sense.

    The stored number is the quality less 4, signed.
    """
    if len(resource) < 4:
        return None
    quality = int.from_bytes(resource[0:2], "big", signed=True) + 4
    kinds = {0x0000: "baseline", 0x0001: "optimised", 0x0101: "progressive"}
    kind = kinds.get(int.from_bytes(resource[2:4], "big"), "unknown")
    return (quality, kind) if 0 <= quality <= 12 else None


def _subsampling(components: tuple[Component, ...]) -> str:
    if len(components) == 1:
        return "gray"
    factors = [(item.across, item.down) for item in components]
    if len(factors) >= 3 and factors[1] == factors[2] and 0 not in (*factors[1], *factors[0]):
        across, odd_across = divmod(factors[0][0], factors[1][0])
        down, odd_down = divmod(factors[0][1], factors[1][1])
        names = {
            (1, 1): "4:4:4",
            (2, 1): "4:2:2",
            (1, 2): "4:4:0",
            (2, 2): "4:2:0",
            (4, 1): "4:1:1",
            (4, 2): "4:1:0",
        }
        if not odd_across and not odd_down and (across, down) in names:
            return names[across, down]
    return ",".join(f"{across}x{down}" for across, down in factors)
