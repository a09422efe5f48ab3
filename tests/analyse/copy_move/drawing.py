"""Pictures with known copies and known repeats: a texture of all sizes, camera-like grain, and parts laid elsewhere."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy import ndimage

from generator.analyse.coefficients import luminance_table
from generator.analyse.jpeg_tables import read_header

Pixels = NDArray[np.uint8]

HEIGHT, WIDTH = 320, 416


@dataclass(frozen=True)
class Forged:
    """A picture with a copied part."""

    rgb: Pixels
    truth: NDArray[np.bool_]
    """Both ends."""
    matrix: NDArray[np.float64]
    """2 x 3: from the origin to the last copy."""


def scene(seed: int, *, grain: float = 2.0) -> Pixels:
    """Texture of all sizes, as on ground or leaves, with grain."""
    choice = np.random.default_rng(seed)
    light = np.zeros((HEIGHT, WIDTH))
    for size in (1.0, 2.0, 4.0, 8.0, 16.0):
        layer = ndimage.gaussian_filter(choice.normal(size=light.shape), size)
        light += layer / layer.std() * 6 * size**0.4
    rgb = 120 + light[:, :, None] * np.array([1.0, 0.9, 0.7])
    rgb = rgb + choice.normal(0, grain, rgb.shape)
    pixels: Pixels = np.clip(np.rint(rgb), 0, 255).astype(np.uint8)
    return pixels


def facade(seed: int, *, grain: float = 2.5) -> Pixels:
    """A house with twelve windows that are drawn alike; the grain differs everywhere."""
    image = Image.new("RGB", (WIDTH, HEIGHT), (176, 160, 138))
    draw = ImageDraw.Draw(image)
    for row in range(3):
        for column in range(4):
            x, y = 24 + column * 98, 30 + row * 84
            draw.rectangle((x, y, x + 46, y + 56), fill=(235, 232, 224))
            draw.rectangle((x + 4, y + 4, x + 42, y + 52), fill=(46, 58, 72))
            draw.line((x + 23, y + 4, x + 23, y + 52), fill=(235, 232, 224), width=3)
            draw.line((x + 4, y + 20, x + 42, y + 20), fill=(235, 232, 224), width=3)
            draw.polygon(((x + 8, y + 48), (x + 20, y + 24), (x + 20, y + 48)), fill=(96, 110, 120))
            draw.ellipse((x + 28, y + 30, x + 38, y + 44), fill=(120, 84, 60))
    light = np.asarray(image, np.float64)
    light = ndimage.gaussian_filter(light, (0.7, 0.7, 0))
    choice = np.random.default_rng(seed)
    pixels: Pixels = np.clip(np.rint(light + choice.normal(0, grain, light.shape)), 0, 255).astype(np.uint8)
    return pixels


def sign(seed: int, *, grain: float = 2.0) -> Pixels:
    """A printed sign with words that repeat, photographed a little from the side; texture around it, grain everywhere.

    It is drawn four times as large, so that every letter falls differently between the pixels.
    """
    large = (WIDTH * 4, HEIGHT * 4)
    ink, plate = Image.new("L", large), Image.new("L", large)
    ImageDraw.Draw(plate).rectangle((120, 120, large[0] - 120, large[1] - 120), fill=255)
    draw = ImageDraw.Draw(ink)
    for line in range(5):
        words = ("BANANA", "ANANAS")[line % 2]
        draw.text((200, 160 + 200 * line), words, fill=255, font_size=190, stroke_width=6)
    choice = np.random.default_rng(seed)
    lean = choice.uniform(-0.02, 0.02, 4)
    move = (1 + lean[0], lean[1], 0.0, lean[2], 1 + lean[3], 0.0, 1e-5, -1e-5)
    shown = []
    for layer in (ink, plate):
        seen = layer.transform(large, Image.Transform.PERSPECTIVE, move, Image.Resampling.BICUBIC)
        soft = ndimage.gaussian_filter(np.asarray(seen, np.float64) / 255, 2.4)
        shown.append(soft.reshape(HEIGHT, 4, WIDTH, 4).mean(axis=(1, 3))[:, :, None])
    paper = np.array([60.0, 70.0, 150.0]) * (1 - shown[0]) + np.array([215.0, 210.0, 200.0]) * shown[0]
    light = scene(seed, grain=0.0) * (1 - shown[1]) + paper * shown[1]
    pixels: Pixels = np.clip(np.rint(light + choice.normal(0, grain, light.shape)), 0, 255).astype(np.uint8)
    return pixels


def copied(
    rgb: Pixels,
    *,
    centre: tuple[int, int],
    to: tuple[tuple[int, int], ...],
    radius: int = 36,
    turn: float = 0.0,
    scale: float = 1.0,
    mirror: bool = False,
) -> Forged:
    """A disc around `centre` (x, y) laid around each of `to`, turned in degrees clockwise, resized and mirrored."""
    angle = np.radians(turn)
    linear = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    linear = linear @ np.diag([-1.0 if mirror else 1.0, 1.0])
    back = np.linalg.inv(linear)
    y, x = np.mgrid[: rgb.shape[0], : rgb.shape[1]].astype(np.float64)
    result, truth = rgb.copy(), np.hypot(x - centre[0], y - centre[1]) <= radius
    is_whole = turn == 0 and scale == 1
    matrix = np.zeros((2, 3))
    for place in to:
        columns = back[0, 0] * (x - place[0]) + back[0, 1] * (y - place[1]) + centre[0]
        rows = back[1, 0] * (x - place[0]) + back[1, 1] * (y - place[1]) + centre[1]
        inside = np.hypot(columns - centre[0], rows - centre[1]) <= radius
        for channel in range(3):
            laid = ndimage.map_coordinates(
                rgb[:, :, channel].astype(np.float64),
                (rows, columns),
                order=0 if is_whole else 3,
                mode="nearest",
            )
            result[:, :, channel][inside] = np.clip(np.rint(laid[inside]), 0, 255).astype(np.uint8)
        truth |= inside
        matrix = np.hstack((linear, (np.array(place) - linear @ np.array(centre))[:, None]))
    return Forged(result, truth, matrix)


def score(found: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    """Pixel F1."""
    return 2 * float((found & truth).sum()) / max(1, int(found.sum()) + int(truth.sum()))


def saved(rgb: Pixels, quality: int) -> tuple[Pixels, tuple[int, ...]]:
    """A picture after a save as JPEG, and the 64 steps of brightness that the file holds."""
    data = io.BytesIO()
    Image.fromarray(rgb).save(data, "JPEG", quality=quality)
    with Image.open(data) as image:
        return np.asarray(image.convert("RGB")), luminance_table(read_header(data.getvalue()))
