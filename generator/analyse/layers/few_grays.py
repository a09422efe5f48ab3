"""Pictures with a few grays as small PNG files, quickly.

Pillow can write two or four bits a pixel, but then tries filters on every row, which makes noise a quarter larger and takes
three times as long. So the bits are put together here and Pillow only compresses them, as if each byte were a pixel; the
header and the palette are written anew.

Source: Portable Network Graphics (PNG) Specification, third edition, sections 5 (chunks), 7.2 (packing) and 11.2.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

RUNS = 3
"""Of zlib, which then only looks for runs of one gray: half the time of a full search, and no larger."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png(gray: NDArray[np.uint8], grays: int) -> bytes:
    """A file of `gray`, height x width, in no more than 16 even steps from black to white."""
    bits = 2 if grays <= 4 else 4
    height, width = gray.shape
    packed = Image.fromarray(_packed(_stepped(gray, grays), bits))
    packed.putpalette(bytes(3 * 256))
    buffer = io.BytesIO()
    packed.save(buffer, "PNG", compress_level=1, compress_type=RUNS)
    header = width.to_bytes(4) + height.to_bytes(4) + bytes((bits, 3, 0, 0, 0))
    palette = bytes(shade * 255 // (grays - 1) for shade in range(grays) for _ in range(3))
    return b"".join(
        (
            SIGNATURE,
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", palette),
            *(_chunk(kind, body) for kind, body in _chunks(buffer.getvalue()) if kind in (b"IDAT", b"IEND")),
        )
    )


def _stepped(gray: NDArray[np.uint8], grays: int) -> NDArray[np.uint8]:
    steps = np.multiply(gray, np.uint16(grays), dtype=np.uint16)
    steps >>= np.uint16(8)
    return steps.astype(np.uint8)


def _packed(steps: NDArray[np.uint8], bits: int) -> NDArray[np.uint8]:
    """Rows of bytes that hold several pixels each, the first in the highest bits."""
    each = 8 // bits
    if lacking := -steps.shape[1] % each:
        steps = np.pad(steps, ((0, 0), (0, lacking)))
    # Those that go into one byte are read as one number, the first of them as its lowest byte, and moved on top of each other.
    together = np.ascontiguousarray(steps).view(f"<u{each}")
    result = together << (8 - bits)
    for place in range(1, each):
        result |= together >> (8 * place - (8 - bits * (place + 1)))
    return result.astype(np.uint8)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4) + kind + body + zlib.crc32(kind + body).to_bytes(4)


def _chunks(file: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = len(SIGNATURE)
    while place < len(file):
        size = int.from_bytes(file[place : place + 4])
        yield file[place + 4 : place + 8], file[place + 8 : place + 8 + size]
        place += size + 12
