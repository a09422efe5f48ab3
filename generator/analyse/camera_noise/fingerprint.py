"""The file that holds a camera body's fingerprint: a line, a header in JSON, and the pattern as small whole numbers.

    Backstory camera fingerprint 1\\n
    length of the header, four bytes, big-endian
    header, UTF-8 JSON
    pattern, one signed byte a pixel from -7 to 7, row by row, deflated (zlib)

One step is the pattern's standard deviation: coarse, but it costs 4 % of the correlation and no more, and a pixel takes two
bits. The file holds no picture: of the references there are only SHA-256 sums. But whoever has the pattern can press it into
other pictures, so it shouldn't be published.
"""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from generator.analyse.metadata.values import clean

if TYPE_CHECKING:
    from generator.analyse.camera_noise.residual import Array

FORM = b"Backstory camera fingerprint 1\n"
"""How the file begins; another number would be another form."""
LARGEST = 64 << 20
"""Bytes of a file that are read."""
MOST_PIXELS = 120_000_000
"""Largest sensor."""
MOST_HEADER = 1 << 20
"""Bytes of the header."""
MOST_REFERENCES = 5_000
"""Reference pictures that a header lists."""
STEPS = 7
"""Largest value of a pixel."""


@dataclass(frozen=True, slots=True)
class Header:
    """What is known of a fingerprint."""

    name: str
    """What the publisher calls the camera; shown to readers."""
    model: str
    """Maker and model as the reference pictures name them; empty when they name none or several."""
    width: int
    """Pixels of the pictures as stored."""
    height: int
    """Pixels."""
    references: tuple[str, ...]
    """SHA-256 of each reference picture, sorted."""
    are_flat: bool
    """Whether most of them show an even surface, which gives the best fingerprints."""
    agreement: float
    """Correlation between the patterns of two halves of the references, 0 to 1."""
    weakest: float
    """Least PCE of one reference picture with the pattern of the others."""
    step: float
    """What one step of the stored pattern means: relative difference in sensitivity."""
    pattern_sha256: str
    """SHA-256 of the pattern before deflation."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A camera body's fingerprint, checked."""

    header: Header
    """What is known of it."""
    packed: bytes
    """The deflated pattern."""

    def pattern(self) -> Array:
        """Height x width, int8. Raises `InvalidFingerprint`."""
        import numpy as np

        size = self.header.width * self.header.height
        try:
            # One byte more than wanted tells a pattern that is too long, and no bomb can grow further.
            data = zlib.decompressobj().decompress(self.packed, size + 1)
        except zlib.error as error:
            raise InvalidFingerprint("the pattern is damaged") from error
        if len(data) != size or hashlib.sha256(data).hexdigest() != self.header.pattern_sha256:
            raise InvalidFingerprint("the pattern is not the one that the header names")
        return np.frombuffer(data, np.int8).reshape(self.header.height, self.header.width)


class InvalidFingerprint(ValueError):
    """The file is not a fingerprint; the argument says why, in a clause."""


def read_fingerprint(data: bytes) -> Fingerprint:
    """Reads a file without unpacking the pattern. Raises `InvalidFingerprint`."""
    if len(data) > LARGEST:
        raise InvalidFingerprint(f"larger than {LARGEST >> 20} MiB")
    start = len(FORM) + 4
    if not data.startswith(FORM) or len(data) < start:
        raise InvalidFingerprint(f"does not begin with “{FORM.decode().strip()}”")
    (size,) = struct.unpack_from(">I", data, len(FORM))
    if size > MOST_HEADER or start + size > len(data):
        raise InvalidFingerprint("the header is cut off or too long")
    try:
        stored = json.loads(data[start : start + size])
    except (ValueError, RecursionError) as error:
        raise InvalidFingerprint("the header is not JSON") from error
    return Fingerprint(_header(stored), data[start + size :])


def write_fingerprint(header: Header, packed: bytes) -> bytes:
    """The file's bytes; the same fingerprint gives the same bytes."""
    text = json.dumps(asdict(header), ensure_ascii=False, indent=1).encode()
    return FORM + struct.pack(">I", len(text)) + text + packed


def pack(pattern: Array) -> tuple[bytes, float, str]:
    """A pattern of floats as deflated small numbers, what a step means, and the SHA-256 of the numbers."""
    import numpy as np

    step = float(pattern.std()) or 1.0
    data = np.clip(np.rint(pattern / np.float32(step)), -STEPS, STEPS).astype(np.int8).tobytes()
    # Noise has no repetitions to look for.
    deflate = zlib.compressobj(9, zlib.DEFLATED, 15, 9, zlib.Z_HUFFMAN_ONLY)
    return deflate.compress(data) + deflate.flush(), step, hashlib.sha256(data).hexdigest()


def _header(stored: Any) -> Header:
    names = [field.name for field in fields(Header)]
    if not isinstance(stored, dict) or set(stored) != set(names):
        raise InvalidFingerprint(f"the header has other fields than {', '.join(names)}")
    for name in ("name", "model", "pattern_sha256"):
        if not isinstance(stored[name], str) or len(stored[name]) > 200:
            raise InvalidFingerprint(f"`{name}` is not a text of at most 200 characters")
    for name in ("width", "height"):
        if type(stored[name]) is not int or not 64 <= stored[name] <= 65_535:
            raise InvalidFingerprint(f"`{name}` is not a number from 64 to 65,535")
    for name, most in (("agreement", 1.0), ("weakest", 1e12), ("step", 1e6)):
        if type(stored[name]) not in (int, float) or not -most <= stored[name] <= most:
            raise InvalidFingerprint(f"`{name}` is not a number up to {most:g}")
    references = stored["references"]
    if (
        not isinstance(references, list)
        or not 1 <= len(references) <= MOST_REFERENCES
        or not all(isinstance(item, str) and _is_digest(item) for item in references)
    ):
        raise InvalidFingerprint(f"`references` is not a list of 1 to {MOST_REFERENCES:,} SHA-256 sums")
    if type(stored["are_flat"]) is not bool:
        raise InvalidFingerprint("`are_flat` is neither true nor false")
    if stored["width"] * stored["height"] > MOST_PIXELS:
        raise InvalidFingerprint(f"more than {MOST_PIXELS:,} pixels")
    name, model = (clean(stored[key], limit=200).strip() for key in ("name", "model"))
    if not name:
        raise InvalidFingerprint("`name` is empty")
    return Header(**{**stored, "name": name, "model": model, "references": tuple(references)})


def _is_digest(text: str) -> bool:
    return len(text) == 64 and set(text) <= set("0123456789abcdef")
