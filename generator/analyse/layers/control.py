"""The untouched control: a made-up photograph of the same size, saved with the same strength as the picture.

The scene and the noise come from the project's camera simulator (`data/`, made by `tests/analyse/layers/draw_control.py`).
The scene is cut and scaled to the picture's size, the noise of the sensor is added pixel by pixel, and where the picture is a
JPEG the result is saved as JPEG with the picture's own tables and subsampling. What it can't be: a real photograph, or one of
the same scene.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.layers.filters import Strip, strip_rows

DATA = Path(__file__).parent / "data"
_SUBSAMPLING = {"4:4:4": 0, "4:2:2": 1, "4:2:0": 2}


@dataclass(frozen=True, slots=True)
class Saving:
    """How a JPEG file was saved."""

    tables: tuple[tuple[int, ...], ...]
    """For brightness and, in a colour picture, for colour: 64 divisors each, row by row."""
    subsampling: str
    """`4:4:4`, `4:2:2`, `4:2:0` or `gray`; others are treated as 4:2:0."""

    def turned(self, orientation: int) -> Saving:
        """The same in the upright picture: turning by a quarter swaps rows and columns of the tables."""
        if orientation < 5:
            return self
        order = [column * 8 + row for row in range(8) for column in range(8)]
        return Saving(
            tuple(tuple(table[place] for place in order) for table in self.tables), self.subsampling
        )


def control_strips(height: int, width: int, saving: Saving | None) -> Iterator[Strip]:
    """The control from top to bottom. `saving` is None for pictures that are stored without loss."""
    rows = strip_rows(height, width)
    brightness, noise = _data("scene.png"), _noise()
    left, top, scale = _cover(brightness.size, (width, height))
    across = -(-width // noise.shape[2])
    for first in range(0, height, rows):
        count = min(rows, height - first)
        box = (left, top + first * scale, left + width * scale, top + (first + count) * scale)
        part = np.take(noise, np.arange(first, first + count) % noise.shape[1], axis=1)
        grain = np.tile(part, (1, 1, across))[:, :, :width]
        planes = []
        for channel, plane in enumerate((brightness, *_colours())):
            size = plane.width / brightness.width
            # Rounding may carry an edge of the box beyond that of the scene by a trillionth, which Pillow refuses.
            part_of = (
                max(0.0, box[0] * size),
                max(0.0, box[1] * size),
                min(plane.width, box[2] * size),
                min(plane.height, box[3] * size),
            )
            scaled = plane.resize((width, count), Image.Resampling.BILINEAR, part_of, 2.0)
            grown = np.asarray(scaled, np.int16) + grain[channel]
            planes.append(Image.fromarray(grown.clip(0, 255).astype(np.uint8)))
        photo = Image.merge("YCbCr", planes)
        yield np.asarray(_saved(photo, saving) if saving else photo.convert("RGB"))


def _cover(scene: tuple[int, int], wanted: tuple[int, int]) -> tuple[float, float, float]:
    """Left and top of the part of the scene that has the wanted shape, and scene pixels per wanted pixel."""
    scale = min(scene[0] / wanted[0], scene[1] / wanted[1])
    return (scene[0] - wanted[0] * scale) / 2, (scene[1] - wanted[1] * scale) / 2, scale


def _saved(photo: Image.Image, saving: Saving) -> Image.Image:
    buffer = io.BytesIO()
    tables = [[min(max(value, 1), 255) for value in table] for table in saving.tables]
    if saving.subsampling == "gray":
        photo.getchannel(0).save(buffer, "JPEG", qtables=tables[:1])
    else:
        photo.save(buffer, "JPEG", qtables=tables, subsampling=_SUBSAMPLING.get(saving.subsampling, 2))
    buffer.seek(0)
    return Image.open(buffer, formats=("JPEG",)).convert("RGB")


@cache
def _data(name: str) -> Image.Image:
    with Image.open(DATA / name, formats=("PNG",)) as opened:
        opened.load()
        return opened.copy()


@cache
def _noise() -> NDArray[np.int16]:
    """Channels x height x width: what is added to the brightness and the colours."""
    return np.ascontiguousarray(np.asarray(_data("noise.png"), np.int16).transpose(2, 0, 1) - 128)


@cache
def _colours() -> tuple[Image.Image, Image.Image]:
    """Cb and Cr, half as large as the brightness."""
    both = _data("colour.png")
    middle = both.width // 2
    return both.crop((0, 0, middle, both.height)), both.crop((middle, 0, both.width, both.height))
