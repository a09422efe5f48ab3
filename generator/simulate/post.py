"""A made-up social network on a telephone: what a screenshot of a post looks like.

Drawn with Pillow's built-in typeface, so that it is the same on every machine. The network does not exist.
"""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from generator.simulate.noise import Array

INK, FAINT, RULE, ACCENT = (22, 26, 32), (104, 112, 124), (226, 229, 234), (34, 112, 147)


def screenshot_of_post(
    picture: Array,
    *,
    name: str,
    handle: str,
    words: str,
    when: str,
    counts: tuple[str, str, str],
    clock: str,
    width: int = 720,
) -> Array:
    """Height x width x 3, 8 bits: status bar, post with `picture`, buttons and two rows of other people's replies."""
    unit = width / 720
    margin = round(32 * unit)
    inner = width - 2 * margin
    photo = Image.fromarray(picture)
    photo = photo.resize((inner, round(inner * photo.height / photo.width)), Image.Resampling.LANCZOS)
    lines = _wrap(words, _font(31 * unit), inner)
    text_height = round(len(lines) * 43 * unit)
    height = round(258 * unit) + text_height + photo.height + round(330 * unit)
    page = Image.new("RGB", (width, height), (255, 255, 255))
    draw = ImageDraw.Draw(page)

    def at(x: float, y: float, content: str, size: float, colour: tuple[int, int, int]) -> None:
        draw.text((x, y), content, fill=colour, font=_font(size * unit))

    at(margin, 16 * unit, clock, 25, INK)
    for bar in range(4):
        x = width - 150 * unit + bar * 11 * unit
        draw.rectangle((x, (38 - 6 * bar) * unit, x + 7 * unit, 42 * unit), fill=INK)
    draw.rounded_rectangle(
        (width - 84 * unit, 20 * unit, width - 38 * unit, 42 * unit),
        5 * unit,
        outline=INK,
        width=max(1, round(2 * unit)),
    )
    draw.rectangle((width - 80 * unit, 24 * unit, width - 55 * unit, 38 * unit), fill=INK)
    at(margin, 72 * unit, "<", 38, ACCENT)
    at(width / 2 - 44 * unit, 76 * unit, "Murmur", 30, INK)
    draw.line((0, 128 * unit, width, 128 * unit), fill=RULE, width=max(1, round(2 * unit)))
    draw.ellipse((margin, 150 * unit, margin + 72 * unit, 222 * unit), fill=(214, 196, 160))
    draw.ellipse((margin + 23 * unit, 164 * unit, margin + 49 * unit, 190 * unit), fill=(150, 126, 88))
    draw.chord(
        (margin + 12 * unit, 194 * unit, margin + 60 * unit, 246 * unit), 180, 360, fill=(150, 126, 88)
    )
    at(margin + 92 * unit, 152 * unit, name, 30, INK)
    at(margin + 92 * unit, 190 * unit, handle, 25, FAINT)
    y = 246 * unit
    for line in lines:
        at(margin, y, line, 31, INK)
        y += 43 * unit
    top = round(y + 12 * unit)
    rounded = Image.new("L", photo.size, 0)
    ImageDraw.Draw(rounded).rounded_rectangle(
        (0, 0, photo.width - 1, photo.height - 1), round(18 * unit), fill=255
    )
    page.paste(photo, (margin, top), rounded)
    y = top + photo.height + 18 * unit
    at(margin, y, when, 25, FAINT)
    y += 50 * unit
    draw.line((margin, y, width - margin, y), fill=RULE, width=max(1, round(2 * unit)))
    for number, (count, word) in enumerate(zip(counts, ("replies", "echoes", "likes"), strict=True)):
        at(margin + number * 190 * unit, y + 16 * unit, f"{count} {word}", 26, INK if number else ACCENT)
    y += 66 * unit
    draw.line((margin, y, width - margin, y), fill=RULE, width=max(1, round(2 * unit)))
    for row in range(2):
        place = y + (22 + 78 * row) * unit
        draw.ellipse(
            (margin, place, margin + 52 * unit, place + 52 * unit),
            fill=((188, 204, 212), (206, 190, 204))[row],
        )
        draw.rounded_rectangle(
            (margin + 72 * unit, place + 4 * unit, margin + (240 - 40 * row) * unit, place + 20 * unit),
            6 * unit,
            fill=RULE,
        )
        draw.rounded_rectangle(
            (margin + 72 * unit, place + 30 * unit, margin + (520 + 60 * row) * unit, place + 46 * unit),
            6 * unit,
            fill=RULE,
        )
    return np.asarray(page)


def _font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size=size)


def _wrap(words: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont, width: int) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
