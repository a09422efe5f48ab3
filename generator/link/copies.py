"""Exact copies: files with the same bytes, and files with the same decoded pixels.

Equal SHA-256 of two files means equal bytes, beyond any practical doubt. Equal hashes of the pixels mean the same picture
with something else around it: other metadata, another name, another lossless packing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.link.pairing import grouped, pairs, pixel_keys
from generator.model import Exhibit, Link, LinkKind, Report


def same_bytes(exhibits: Sequence[Exhibit]) -> Iterator[Link]:
    """Links between copies of the same file."""
    for members in grouped({exhibit.id: exhibit.sha256 for exhibit in exhibits}).values():
        for left, right in pairs(members):
            yield Link(
                LinkKind.SAME_BYTES,
                left,
                right,
                "The two files are the same, byte for byte.",
                limits="It doesn't show which copy came first.",
            )


def same_pixels(exhibits: Sequence[Exhibit], reports: Mapping[str, Report]) -> Iterator[Link]:
    """Links between different files that hold exactly the same picture."""
    bytes_of = {exhibit.id: exhibit.sha256 for exhibit in exhibits}
    for members in grouped(pixel_keys(exhibits, reports)).values():
        for left, right in pairs(members):
            if bytes_of[left] != bytes_of[right]:
                yield Link(
                    LinkKind.SAME_PIXELS,
                    left,
                    right,
                    "The two files differ, but they hold exactly the same picture, pixel for pixel.",
                    limits="It doesn't show which came first, or which of the two has the original information around it.",
                )
