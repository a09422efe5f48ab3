"""A rating written into a picture's own pixels, so that the picture can't travel without it.

A bar below the picture holds the sign and the words. The picture itself is not covered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

TONES: dict[str, tuple[tuple[int, int, int], tuple[int, int, int]]] = {
    "bad": ((122, 20, 36), (255, 255, 255)),
    "mixed": ((104, 66, 0), (255, 255, 255)),
    "good": ((16, 84, 52), (255, 255, 255)),
    "neutral": ((58, 64, 74), (255, 255, 255)),
}
"""Background and ink of each colour family; every pair has a contrast of at least 7 to 1."""

_SMALLEST_TEXT = 13


def with_label(image: Image.Image, words: str, shape: str, tone: str) -> Image.Image:
    """The picture with a bar of the rating below it; RGB, of the same width."""
    from PIL import Image, ImageDraw

    background, ink = TONES.get(tone, TONES["neutral"])
    bar = max(30, min(image.width, 1200) // 13)
    labelled = Image.new("RGB", (image.width, image.height + bar), background)
    labelled.paste(image, (0, 0))
    draw = ImageDraw.Draw(labelled)
    margin = bar // 4
    side = bar - 2 * margin
    top = image.height + margin
    draw_shape(draw, shape, (margin, top, side), ink, background)
    font = _fitting(words, bar, image.width - 3 * margin - side)
    if font is not None:
        middle = image.height + bar / 2
        draw.text((2 * margin + side, middle), words, fill=ink, font=font, anchor="lm")
    return labelled


def draw_shape(
    draw: ImageDraw.ImageDraw,
    shape: str,
    place: tuple[int, int, int],
    ink: tuple[int, int, int],
    background: tuple[int, int, int],
) -> None:
    """Draw the sign of a rating into a square of which left, top and side are given."""
    left, top, side = place
    box = (left, top, left + side, top + side)
    thick = max(2, side // 7)

    def at(x: float, y: float) -> tuple[float, float]:
        return (left + x * side, top + y * side)

    match shape:
        case "check":
            draw.line([at(0.05, 0.55), at(0.38, 0.88), at(0.95, 0.15)], fill=ink, width=thick, joint="curve")
        case "cross":
            draw.line([at(0.1, 0.1), at(0.9, 0.9)], fill=ink, width=thick)
            draw.line([at(0.9, 0.1), at(0.1, 0.9)], fill=ink, width=thick)
        case "half":
            draw.ellipse(box, outline=ink, width=thick)
            draw.pieslice(box, 90, 270, fill=ink)
        case "split":
            draw.rectangle(box, outline=ink, width=thick)
            draw.polygon([at(0, 0), at(1, 0), at(0, 1)], fill=ink)
        case "dash":
            draw.line([at(0.1, 0.5), at(0.9, 0.5)], fill=ink, width=thick)
        case _:
            draw.ellipse(box, fill=ink)
            font = _font(max(8, round(side * 0.8)))
            draw.text(at(0.5, 0.52), "?", fill=background, font=font, anchor="mm")


def _fitting(words: str, bar: int, room: int) -> ImageFont.FreeTypeFont | None:
    """The largest font in which the words fit; None when they don't, or when a letter is missing from it."""
    size = bar // 2
    while size >= _SMALLEST_TEXT:
        font = _font(size)
        if font.getlength(words) <= room:
            return font if _has_letters(font, words) else None
        size -= 1
    return None


def _has_letters(font: ImageFont.FreeTypeFont, words: str) -> bool:
    absent = bytes(font.getmask("\uffff"))
    return all(character.isspace() or bytes(font.getmask(character)) != absent for character in words)


def _font(size: int) -> ImageFont.FreeTypeFont:
    """Pillow's own font, so that labels are the same on every machine."""
    from PIL import ImageFont

    font = ImageFont.load_default(size)
    if not isinstance(font, ImageFont.FreeTypeFont):
        raise RuntimeError("this Pillow was built without FreeType, which writes labels into pictures")
    return font
