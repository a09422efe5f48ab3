"""The handwriting of a JPEG's writer: quantization tables, colour sampling, Huffman tables, order of segments, restarts.

The field calls it a JPEG header signature. The tables belong to the last lossy save; the rest belongs to the last program that
packed the file, which can be another one, since some programs repack a file without compressing it again. Many
writers share a handwriting, above all those that use the standard's tables. Sources: E. Kee, M. Johnson, H. Farid,
"Digital image authentication from JPEG headers" (IEEE TIFS 6(3), 2011); H. Farid, "Digital image ballistics from JPEG
quantization" (2006); ITU-T T.81 (1992), Annex B.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from generator.analyse.containers.parts import Container
from generator.analyse.jpeg_quality import CHROMINANCE, LUMINANCE, exact
from generator.analyse.jpeg_tables import STANDARD_HUFFMAN_LENGTHS, JpegHeader

MOST_SEGMENTS = 40
"""Segments before the picture data that the order tells of; real files have fewer, but for split profiles."""

_LEADING = {"APP0": "APP0", "APP1": "APP1", "APP14": "APP14"}


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What the header says of its writer. Equal fingerprints are no proof of the same writer."""

    tables: str
    """16 hex digits of SHA-256 over the quantization tables in the order of the channels."""
    quality: int
    """1 to 100 where the tables are exactly the standard's, 0 where they are not."""
    subsampling: str
    """`4:2:0`, `4:4:4`, `gray`, …"""
    huffman: str
    """`standard`, `optimised`, or `arithmetic` where there are none."""
    progressive: bool
    """Whether the picture is stored coarse first."""
    restarts: str
    """`none`, `row` (a marker after each row of blocks) or `other`."""
    order: str
    """Segments up to the picture data, repeated ones counted: `APP0 DQT*2 SOF0 DHT*4`. Further APPn are left out."""

    @property
    def is_standard(self) -> bool:
        """Whether the tables are the standard's at some quality."""
        return self.quality > 0

    @property
    def is_jfif_first(self) -> bool:
        """Whether the JFIF segment stands first, where cameras that follow EXIF put their own."""
        return self.order.startswith("APP0")


def fingerprint_of(header: JpegHeader, container: Container) -> Fingerprint | None:
    """The fingerprint of a JPEG, or None where its tables or channels are missing."""
    used = [header.tables.get(component.table) for component in header.components]
    if not used or None in used:
        return None
    values = [table.values for table in used if table is not None]
    text = ";".join(",".join(str(value) for value in table) for table in values)
    return Fingerprint(
        tables=hashlib.sha256(text.encode()).hexdigest()[:16],
        quality=_quality(values),
        subsampling=header.subsampling,
        huffman=_huffman(header),
        progressive=header.is_progressive,
        restarts=_restarts(header),
        order=_order(container),
    )


def _quality(values: list[tuple[int, ...]]) -> int:
    """The standard quality that gives all tables; the highest where several do."""
    possible = set(exact(values[0], LUMINANCE))
    for table in values[1:3]:
        possible &= exact(table, CHROMINANCE)
    return max(possible, default=0)


def _huffman(header: JpegHeader) -> str:
    if header.is_arithmetic:
        return "arithmetic"
    return (
        "standard"
        if all(lengths in STANDARD_HUFFMAN_LENGTHS for lengths in header.huffman_lengths)
        else "optimised"
    )


def _restarts(header: JpegHeader) -> str:
    if not header.restart_interval:
        return "none"
    across = max(component.across for component in header.components) or 1
    return "row" if header.restart_interval == -(-header.width // (8 * across)) else "other"


def _order(container: Container) -> str:
    names: list[str] = []
    for part in container.parts[:MOST_SEGMENTS]:
        if part.depth or part.name == "SOI":
            continue
        if part.name in ("SOS", "EOI"):
            break
        if part.name.startswith("APP") and (part.name not in _LEADING or part.name in names):
            continue
        names.append(part.name)
    counted: list[tuple[str, int]] = []
    for name in names:
        if counted and counted[-1][0] == name:
            counted[-1] = (name, counted[-1][1] + 1)
        else:
            counted.append((name, 1))
    return " ".join(name if count == 1 else f"{name}*{count}" for name, count in counted)
