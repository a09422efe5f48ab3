"""What people do to pictures before they pass them on, done to any picture: the changes that links have to survive."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping

from PIL import Image, ImageDraw, ImageFont, ImageOps


def saved(image: Image.Image, quality: int = 85) -> Image.Image:
    """The picture after a JPEG save."""
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return Image.open(io.BytesIO(buffer.getvalue())).convert("RGB")


def half(image: Image.Image) -> Image.Image:
    """Half as wide and high."""
    return saved(
        image.resize((max(1, image.width // 2), max(1, image.height // 2)), Image.Resampling.LANCZOS)
    )


def bannered(image: Image.Image) -> Image.Image:
    """A red banner with words over the lower fifth."""
    copy = image.copy()
    draw = ImageDraw.Draw(copy)
    height = image.height // 5
    draw.rectangle((0, image.height - height, image.width, image.height), fill=(200, 20, 30))
    font = ImageFont.load_default(size=max(10, height // 3))
    draw.text((10, image.height - height + 5), "WHAT THEY DO NOT SHOW YOU", fill="white", font=font)
    return saved(copy)


def cropped(image: Image.Image, share: float) -> Image.Image:
    """What is left when this share of the area is cut away, off the middle."""
    keep = (1 - share) ** 0.5
    width, height = int(image.width * keep), int(image.height * keep)
    left, top = (image.width - width) * 2 // 3, (image.height - height) // 3
    return saved(image.crop((left, top, left + width, top + height)))


def screenshot(image: Image.Image) -> Image.Image:
    """A telephone's screen that shows the picture as a post, with words above and below."""
    screen = Image.new("RGB", (1080, 1920), (245, 245, 245))
    draw, font = ImageDraw.Draw(screen), ImageFont.load_default(size=44)
    draw.rectangle((0, 0, 1080, 120), fill=(30, 60, 120))
    draw.text((30, 40), "09:41   Newsfeed", fill="white", font=font)
    draw.text((30, 150), "Share before they delete it", fill="black", font=font)
    height = min(1300, round(image.height * 1000 / image.width))
    width = round(image.width * height / image.height)
    screen.paste(image.resize((width, height), Image.Resampling.LANCZOS), ((1080 - width) // 2, 260))
    for number, word in enumerate(("Like", "Comment", "Share")):
        draw.text((80 + 330 * number, 270 + height), word, fill=(60, 60, 60), font=font)
    for number in range(3):
        draw.text(
            (40, 360 + height + 70 * number), f"Somebody  this is comment {number}", fill="black", font=font
        )
    return saved(screen, 80)


def turned(image: Image.Image) -> Image.Image:
    """Turned by 5 degrees upon white."""
    return saved(image.rotate(5, Image.Resampling.BICUBIC, expand=True, fillcolor=(255, 255, 255)))


CHANGES: Mapping[str, Callable[[Image.Image], Image.Image]] = {
    "JPEG q30": lambda image: saved(image, 30),
    "half size": half,
    "banner over 20 %": bannered,
    "crop 10 %": lambda image: cropped(image, 0.10),
    "crop 25 %": lambda image: cropped(image, 0.25),
    "crop 50 %": lambda image: cropped(image, 0.50),
    "screenshot with frame": screenshot,
    "rotation 5°": turned,
    "mirror": lambda image: saved(ImageOps.mirror(image)),
}
"""By name, in the order of the table."""
