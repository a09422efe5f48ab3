"""Pictures full of distinctive places, and what people do to pictures."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageOps

from generator.analyse.features.agreement import Agreement

Pixels = NDArray[np.uint8]

COPY = Agreement(tiles=40, fitting=38, grained=30, alike=30, strain=0.6, area=1.0)
"""How two pictures of one capture fit."""


def scene(seed: int, width: int = 640, height: int = 480) -> Image.Image:
    """Boxes, discs and lines of many sizes over a soft ground; another seed gives an unrelated picture."""
    choice = np.random.default_rng([seed, 5])
    ground = choice.integers(60, 190, (6, 8, 3)).astype(np.uint8)
    image = Image.fromarray(ground).resize((width, height), Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(image)
    for _ in range(260):
        x, y = int(choice.integers(width)), int(choice.integers(height))
        size = int(choice.integers(4, 46))
        colour = tuple(int(value) for value in choice.integers(0, 256, 3))
        kind = int(choice.integers(3))
        if kind == 0:
            draw.rectangle((x, y, x + size, y + int(choice.integers(4, 46))), fill=colour)
        elif kind == 1:
            draw.ellipse((x, y, x + size, y + int(choice.integers(4, 46))), fill=colour)
        else:
            draw.line((x, y, x + int(choice.integers(-50, 50)), y + size), fill=colour, width=3)
    return image


def saved(image: Image.Image, quality: int = 85) -> Image.Image:
    """The picture after a JPEG save."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return Image.open(io.BytesIO(buffer.getvalue())).convert("RGB")


def half(image: Image.Image) -> Image.Image:
    return saved(image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS))


def cropped(image: Image.Image, share: float = 0.5) -> Image.Image:
    """What is left when this share of the area is cut away."""
    keep = (1 - share) ** 0.5
    width, height = int(image.width * keep), int(image.height * keep)
    left, top = (image.width - width) * 2 // 3, (image.height - height) // 3
    return saved(image.crop((left, top, left + width, top + height)))


def framed(image: Image.Image) -> Image.Image:
    """A telephone's screen with the picture, smaller, in it."""
    screen = Image.new("RGB", (720, 1080), (240, 240, 240))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, 720, 90), fill=(20, 60, 120))
    draw.text((30, 30), "09:41  somebody posted a picture", fill="white")
    screen.paste(image.resize((560, 560 * image.height // image.width), Image.Resampling.LANCZOS), (80, 200))
    return saved(screen, 80)


def bannered(image: Image.Image) -> Image.Image:
    copy = image.copy()
    draw = ImageDraw.Draw(copy)
    draw.rectangle((0, copy.height * 4 // 5, copy.width, copy.height), fill=(190, 20, 30))
    draw.text((12, copy.height * 4 // 5 + 12), "WHAT THEY DO NOT SHOW YOU", fill="white")
    return saved(copy)


def turned(image: Image.Image, degrees: float = 5) -> Image.Image:
    return saved(image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=(255, 255, 255)))


def mirrored(image: Image.Image) -> Image.Image:
    return saved(ImageOps.mirror(image))


def pixels(image: Image.Image) -> Pixels:
    return np.asarray(image)
