"""Compares an embedded preview with the picture: do the two show the same?

Previews come with black bars, cropped to another shape, turned, sharpened and a pixel off, so a plain difference misleads.
The preview is compared as a whole, without its bars and with the common centre cut out, against the picture in its four
turns; the smallest distance counts. The distance is that of two perceptual hashes together, pHash and dHash, 0 to 128 bits.

What it can't show: small changes. A logo or a removed detail is lost at 160 x 120 pixels.

Source: Kee and Farid 2010, "Digital image authentication from thumbnails", for the idea; the limits are our measurement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.hashes.small import dhash, distance, phash

CONSISTENT = 24
"""Up to this distance the two show the same."""
DIFFERENT = 28
"""From this distance they show different things; between the two the answer stays open."""
FLAT = 8.0
"""Standard deviation of gray values under which there is too little to compare."""
SAME_SURFACE = 12.0
"""Levels of a colour by which two even surfaces may differ: compression moves colours by a few in each of the two."""
WORKING_SIDE = 320
"""Longest side, in pixels, at which the two are compared."""
MOST_SHIFT = 3
"""Pixels by which the preview may be off when the two are laid over each other."""
TURNS = ("", "turned by 90°", "turned by 180°", "turned by 270°")
"""How the picture is turned clockwise to match the preview."""

CORRELATED = 0.9
"""From this correlation of gray values two pictures aren't called different, whatever their hashes say."""

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Match:
    """The best way to lay the preview over the picture."""

    distance: int
    """Differing bits of 128 (pHash and dHash)."""
    quarter_turns: int
    """How many times the picture was turned by 90° clockwise, 0 to 3."""
    crop: str
    """`whole`, `bars trimmed` or `centre cut`: what was compared."""
    preview: Pixels
    """The compared part of the preview."""
    picture: Pixels
    """The compared part of the picture, turned, at the same size and laid over the preview."""
    is_mirrored: bool = False
    """Whether the picture had to be mirrored; looked at only when nothing else fits."""


def reduced(pixels: Pixels) -> Pixels:
    """The picture at working size."""
    height, width = pixels.shape[:2]
    scale = WORKING_SIDE / max(height, width)
    if scale >= 1:
        return pixels
    return resized(pixels, max(1, round(width * scale)), max(1, round(height * scale)))


def is_too_plain(preview: Pixels, picture: Pixels) -> bool:
    """Whether there is too little in the two to compare them. A plain picture with a rich preview can be compared."""
    content = float(gray_of(trimmed(preview)).std())
    return content < FLAT or (content < 3 * FLAT and float(gray_of(picture).std()) < FLAT)


def plain_difference(preview: Pixels, picture: Pixels) -> float | None:
    """How far two even surfaces are apart: the difference of any colour that 99 of 100 pixels stay under.

    None when one of them is no even surface. Hashes of such pictures are those of their noise, so their colours are compared.
    """
    if max(float(gray_of(part).std()) for part in (preview, picture)) >= FLAT:
        return None
    other = resized(picture, preview.shape[1], preview.shape[0])
    return float(np.percentile(np.abs(preview.astype(np.int16) - other.astype(np.int16)).max(axis=2), 99))


def gray_of(pixels: Pixels) -> NDArray[np.float64]:
    """Brightness, 0 to 255."""
    gray: NDArray[np.float64] = pixels @ np.array([0.299, 0.587, 0.114])
    return gray


def correlation(match: Match) -> float:
    """Pearson correlation of the brightness of the two compared parts; 0 when one of them is plain."""
    first, second = gray_of(match.preview).ravel(), gray_of(match.picture).ravel()
    first, second = first - first.mean(), second - second.mean()
    scale = float(np.sqrt((first**2).sum() * (second**2).sum()))
    return float((first * second).sum()) / scale if scale > 1e-6 else 0.0


def compare(preview: Pixels, picture: Pixels) -> Match:
    """The best match of two RGB arrays at working size."""
    best = _best(preview, picture)
    if best.distance < DIFFERENT:
        return _laid_over(best)
    mirrored = _best(preview, np.ascontiguousarray(picture[:, ::-1]))
    if mirrored.distance <= CONSISTENT:
        # The distance that counts stays that of the picture as it is; the mirrored one only explains it.
        return replace(_laid_over(mirrored), distance=best.distance, is_mirrored=True)
    # Nothing fits, so the turn with the smallest distance means nothing: the two are shown as they are.
    return _laid_over(Match(best.distance, 0, "whole", preview, picture))


def trimmed(pixels: Pixels) -> Pixels:
    """The picture without the black bars at its edges; the picture itself when more than half would go."""
    gray = gray_of(pixels)
    # A bar is black but for the ringing of JPEG compression along its inner edge.
    rows = np.flatnonzero((gray.mean(axis=1) > 12) | (gray.max(axis=1) > 48))
    columns = np.flatnonzero((gray.mean(axis=0) > 12) | (gray.max(axis=0) > 48))
    if not len(rows) or not len(columns):
        return pixels
    part = pixels[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return part if part.shape[0] * part.shape[1] * 2 >= pixels.shape[0] * pixels.shape[1] else pixels


def resized(pixels: Pixels, width: int, height: int) -> Pixels:
    """The picture at another size: averaged when it shrinks, smoothed when it grows."""
    image = Image.fromarray(np.ascontiguousarray(pixels))
    return np.asarray(
        image.resize(
            (width, height), Image.Resampling.BOX if image.width > width else Image.Resampling.BICUBIC
        )
    )


def _best(preview: Pixels, picture: Pixels) -> Match:
    content = trimmed(preview)
    # The preview is the same in all turns, so each of its two forms is hashed once.
    hashes = {part.shape: _hashes(part) for part in (preview, content)}
    matches = (
        Match(_distance(hashes[part.shape], _hashes(other)), turns, crop, part, other)
        for turns in range(4)
        for crop, part, other in _pairs(preview, content, np.rot90(picture, -turns))
    )
    return min(matches, key=lambda match: match.distance)


def _pairs(preview: Pixels, content: Pixels, picture: Pixels) -> Iterator[tuple[str, Pixels, Pixels]]:
    """What is compared with what: `content` is the preview without its bars."""
    yield "whole", preview, picture
    if content.shape != preview.shape:
        yield "bars trimmed", content, picture
    for part in (preview, content) if content.shape != preview.shape else (preview,):
        centre = _centre(picture, part.shape[1] / part.shape[0])
        if centre.shape != picture.shape:
            yield "centre cut", part, centre


def _centre(picture: Pixels, ratio: float) -> Pixels:
    """The largest centred part of the picture with this ratio of width to height.

    Only the picture is ever cut: a camera may leave the edges out of a preview, but a preview that shows more than the
    picture is the very trace that is looked for.
    """
    height, width = picture.shape[:2]
    new_width, new_height = (
        min(width, max(1, round(height * ratio))),
        min(height, max(1, round(width / ratio))),
    )
    left, top = (width - new_width) // 2, (height - new_height) // 2
    return picture[top : top + new_height, left : left + new_width]


def _hashes(pixels: Pixels) -> tuple[str, str]:
    image = Image.fromarray(pixels)
    return phash(image), dhash(image)


def _distance(first: tuple[str, str], second: tuple[str, str]) -> int:
    return distance(first[0], second[0]) + distance(first[1], second[1])


def _laid_over(match: Match) -> Match:
    """The match with both parts at the preview's size and the picture moved by up to `MOST_SHIFT` pixels."""
    height, width = match.preview.shape[:2]
    margin = min(MOST_SHIFT, height // 8, width // 8)
    other = resized(match.picture, width, height)
    if not margin:
        return replace(match, picture=other)
    fixed = gray_of(match.preview)[margin : height - margin, margin : width - margin]
    moving = gray_of(other)
    shifts = sorted(
        ((down, across) for down in range(2 * margin + 1) for across in range(2 * margin + 1)),
        key=lambda shift: abs(shift[0] - margin) + abs(shift[1] - margin),
    )
    inner_height, inner_width = fixed.shape
    down, across = min(
        shifts,
        key=lambda shift: float(
            np.abs(
                fixed - moving[shift[0] : shift[0] + inner_height, shift[1] : shift[1] + inner_width]
            ).mean()
        ),
    )
    return replace(
        match,
        preview=match.preview[margin : height - margin, margin : width - margin],
        picture=other[down : down + inner_height, across : across + inner_width],
    )
