"""Renditions: what is published of a picture's pixels."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rendition:
    """A published copy of a picture without metadata. Its bytes lie in the cache under `blob`."""

    blob: str
    """SHA-256 of the bytes, 64 hex digits; the published name is made of it."""
    media_type: str
    """`image/webp` or `image/jpeg`."""
    width: int
    """Pixels."""
    height: int
    """Pixels."""


@dataclass(frozen=True, slots=True)
class Renditions:
    """Everything that is published of one exhibit's pixels: upright, redacted, without metadata."""

    width: int = 0
    """Upright width of the picture as received, pixels; 0 when it could not be decoded."""
    height: int = 0
    """Upright height, pixels."""
    images: tuple[Rendition, ...] = ()
    """WebP and JPEG in growing widths; the last JPEG is the largest."""
    blurred: tuple[Rendition, ...] = ()
    """The same, made unrecognisable, for sensitive pictures; empty otherwise."""
    labelled: Rendition | None = None
    """JPEG with the case's rating written into its pixels; only for a rated case's pictures."""
    missing: str = ""
    """Why there are none: `pixels not decoded: …`; empty when there are."""
