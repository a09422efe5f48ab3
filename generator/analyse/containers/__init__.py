"""What each file format is made of, read without decoding a pixel.

`parse(data, kind)` walks the format's own parts (JPEG segments, PNG chunks, RIFF chunks, ISO-BMFF boxes and items, TIFF
directories, GIF blocks, JPEG XL boxes, BMP headers) and gives a `Container`. It never raises for damaged input: what can
be read is read, each fault is listed, and every loop and size is bounded.
"""

from __future__ import annotations

from generator.analyse.containers.parse import parse
from generator.analyse.containers.parts import Blob, BlobKind, Container, Fault, Frame, Part, Trailer

__all__ = ["Blob", "BlobKind", "Container", "Fault", "Frame", "Part", "Trailer", "parse"]
