"""Reads text hidden in the lowest bit of each pixel: NovelAI's and the web UI's copy of their settings ("stealth PNG info").

A word that names the form (`stealth_pnginfo`, `…pngcomp` in the alpha channel; `stealth_rgbinfo`, `…rgbcomp` in red, green and
blue), the length in bits as 32 bits, then UTF-8 text, for `comp` packed with gzip; column by column from the top left. Only
lossless files keep it. Fifteen bytes by chance: once in 10^36 pictures. Anybody can write it with free tools.
Sources: NovelAI's `nai_meta.py`; the web UI's extension "stealth pnginfo".
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

LONGEST_TEXT = 4 << 20
"""Bytes of text that are read."""
WORD_BITS = 15 * 8
"""Length of the word that names the form."""
ALPHA = {b"stealth_pnginfo": False, b"stealth_pngcomp": True}
COLOURS = {b"stealth_rgbinfo": False, b"stealth_rgbcomp": True}


@dataclass(frozen=True, slots=True)
class HiddenText:
    """What lies in the lowest bits."""

    form: str
    """The word that names the form."""
    channel: str
    """`the transparency channel` or `the colours`."""
    text: str
    """What it says; empty when it can't be unpacked."""


def read_hidden_text(image: Image.Image) -> HiddenText | None:
    """The text hidden in a decoded picture, or None. Never raises for what lies in the pixels."""
    import numpy as np

    if image.mode not in ("RGB", "RGBA"):
        return None
    # The word stands in the first columns; only a picture that has it is laid out as a whole.
    start = image.crop((0, 0, min(image.width, WORD_BITS), image.height))
    if start.size != image.size and not _has_form(np.asarray(start)):
        return None
    pixels = np.asarray(image)
    if image.mode == "RGBA":
        return _read(pixels[..., 3:4], ALPHA, "the transparency channel") or _read(
            pixels[..., :3], COLOURS, "the colours"
        )
    return _read(pixels, COLOURS, "the colours")


def _has_form(pixels: NDArray[np.uint8]) -> bool:
    """Whether the first columns, which are as many as the word has bits, begin with a word that names a form."""
    forms = (*ALPHA, *COLOURS)
    return any(
        _bits(part, 0, WORD_BITS) in forms for part in (pixels[..., 3:4], pixels[..., :3]) if part.size
    )


def _bits(channels: NDArray[np.uint8], start: int, count: int) -> bytes:
    """Lowest bits, column by column. Only as many columns of pixels as are needed are turned into bits."""
    import numpy as np

    height, _, depth = channels.shape
    first, last = start // (height * depth), -(-(start + count) // (height * depth))
    part = channels[:, first:last].transpose(1, 0, 2).ravel() & 1
    skip = start - first * height * depth
    return np.packbits(part[skip : skip + count]).tobytes()


def _read(channels: NDArray[np.uint8], forms: dict[bytes, bool], channel: str) -> HiddenText | None:
    height, width, depth = channels.shape
    room = height * width * depth
    if room < WORD_BITS + 32:
        return None
    form = _bits(channels, 0, WORD_BITS)
    if form not in forms:
        return None
    length = min(
        int.from_bytes(_bits(channels, WORD_BITS, 32), "big"), room - WORD_BITS - 32, LONGEST_TEXT * 8
    )
    data = _bits(channels, WORD_BITS + 32, length // 8 * 8)
    return HiddenText(form.decode(), channel, _text(data, is_packed=forms[form]))


def _text(data: bytes, *, is_packed: bool) -> str:
    if is_packed:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            data = unpacker.decompress(data, LONGEST_TEXT)
        except zlib.error:
            return ""
    return data.decode("utf-8", errors="replace")
