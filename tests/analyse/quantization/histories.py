"""Pictures of the project's own camera simulator with known histories."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial

import numpy as np

from generator.analyse.analyzers.pixels_double_quantization import ANALYZER
from generator.analyse.chain import run_chain
from generator.analyse.picture import Picture
from generator.analyse.quantization.classes import Outline
from generator.analyse.quantization.evidence import Gathered
from generator.analyse.quantization.own_numbers import NOTHING_TOLD, Position
from generator.analyse.quantization.regions import Outlines, Part, bound_by_rest, find_parts
from generator.analyse.quantization.surroundings import ends_sharply
from generator.analyse.registry import discover, selected
from generator.model import FileKind, Run
from generator.simulate.bodies import CAMERAS, Camera
from generator.simulate.camera import expose
from generator.simulate.edits import Edited, splice
from generator.simulate.jpeg_file import encode, pixels_of
from generator.simulate.noise import TILE, Array, tile

HOST = replace(CAMERAS["halvick"], width=640, height=480)
DONOR = replace(CAMERAS["k2"], width=640, height=480)


@cache
def photograph(camera: Camera = HOST, seed: int = 1) -> Array:
    """A developed picture of soft shapes and texture that was never compressed."""
    shapes, grain = tile(seed, 1.8), tile(seed + 100, 0.8)
    rows, columns = np.arange(2 * camera.height) % TILE, np.arange(2 * camera.width) % TILE
    light = 0.3 * np.exp(0.5 * shapes[np.ix_(rows, columns)] + 0.05 * grain[np.ix_(rows, columns)])
    tinted = np.stack([light, 0.95 * light, 0.85 * light], axis=2).astype(np.float32)
    return expose(tinted, camera, seed=seed, brightness=11.0)[0]


def saved(pixels: Array, quality: int) -> Array:
    """The pixels after a JPEG save."""
    return pixels_of(encode(pixels, quality=quality))


@cache
def spliced() -> Edited:
    """An ellipse of a once-compressed picture, pasted off the grid into another picture that was saved at quality 80."""
    y, x = np.mgrid[0:480, 0:640]
    shape = (((x - 300) / 110.0) ** 2 + ((y - 220) / 85.0) ** 2 < 1).astype(np.float32)
    return splice(saved(photograph(), 80), saved(photograph(DONOR, 7), 88), shape, at=(181, 139))


def told_nothing(outline: Outline) -> Position:
    """Where blocks lie whose own numbers nobody asks."""
    return NOTHING_TOLD


def parts_of(
    gathered: Gathered, outlined: Outlines, position: Callable[[Outline], Position] = told_nothing
) -> tuple[Part, ...]:
    """Parts by comparison with the rest of the picture."""
    ends = partial(ends_sharply, gathered, position=position)
    return find_parts(gathered, outlined, partial(bound_by_rest, gathered), ends)


def opened(data: bytes) -> Picture:
    """A picture with the runs that the test needs."""
    kind = FileKind.JPEG if data.startswith(b"\xff\xd8") else FileKind.PNG
    picture = Picture(data, kind, hashlib.sha256(data).hexdigest())
    done = list(run_chain(picture, selected(discover(), list(ANALYZER.needs))))
    picture.runs = {item.name: item.value for item in done if isinstance(item.value, Run)}
    return picture
