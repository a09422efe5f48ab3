"""Pictures of the invented site: drawn with Pillow, kept in memory by their SHA-256."""

from __future__ import annotations

import hashlib
import io

from PIL import Image, ImageDraw, ImageFilter

from generator.model import (
    Rendition,
    Renditions,
)

BLOBS: dict[str, bytes] = {}
"""Bytes of all pictures by SHA-256."""


def renditions(seed: int, *, has_blur: bool, is_labelled: bool) -> Renditions:
    full = scene(seed, 1600, 1067)
    widths = (480, 960, 1600)
    images = tuple(
        rendition(full.resize((width, width * 1067 // 1600)), kind)
        for width in widths
        for kind in ("WEBP", "JPEG")
    )
    blurred = full.resize((40, 27)).resize((960, 640)).filter(ImageFilter.GaussianBlur(30))
    label = full.resize((1200, 800))
    ImageDraw.Draw(label).rectangle((0, 720, 1200, 800), fill=(250, 250, 245))
    ImageDraw.Draw(label).text((30, 735), "FALSE CONTEXT", fill=(120, 20, 10), font_size=42)
    return Renditions(
        1600,
        1067,
        images,
        (rendition(blurred, "WEBP"), rendition(blurred, "JPEG")) if has_blur else (),
        rendition(label, "JPEG") if is_labelled else None,
    )


def rendition(image: Image.Image, kind: str) -> Rendition:
    return Rendition(blob(image, kind), f"image/{kind.lower()}", image.width, image.height)


def scene(seed: int, width: int, height: int) -> Image.Image:
    """Sky, hills, river: enough to look like a picture."""
    image = Image.linear_gradient("L").resize((width, height))
    tint = ((120, 160, 200), (200, 150, 110), (90, 110, 160), (110, 120, 110), (170, 140, 180))[seed % 5]
    picture = Image.merge(
        "RGB", [image.point([min(255, tone * 2 // 3 + level // 3) for level in range(256)]) for tone in tint]
    )
    draw = ImageDraw.Draw(picture)
    for layer in range(4):
        base = height * (50 + 12 * layer) // 100
        points = [
            (x, base + (x * (seed + 3 + layer) * 37 // 11) % (height // 9))
            for x in range(0, width + width // 8, width // 8)
        ]
        shade = tuple(max(0, tone - 40 - 25 * layer) for tone in tint)
        draw.polygon([(0, height), *points, (width, height)], fill=shade)
    draw.ellipse(
        (width * 7 // 10, height // 8, width * 8 // 10, height // 8 + width // 10), fill=(250, 240, 210)
    )
    return picture


def blob(image: Image.Image, kind: str) -> str:
    buffer = io.BytesIO()
    image.save(buffer, kind)
    data = buffer.getvalue()
    digest = hashlib.sha256(data).hexdigest()
    BLOBS[digest] = data
    return digest
