"""Makes the data files of `generator/analyse/layers/data/` anew with the project's camera simulator. Run by hand.

    python -m tests.analyse.layers.draw_control

Of a made-up harbour, photographed without any sensor noise: `scene.png` is the brightness, `colour.png` the two colour
differences (Cb, Cr side by side), half as large. `noise.png` is what the same made-up camera adds to an evenly gray field: Y,
Cb and Cr as the three channels, 128 standing for nothing. Analysis may not draw scenes itself: that takes a quarter of a
minute.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.simulate.bodies import CAMERAS, Camera
from generator.simulate.camera import develop, expose
from generator.simulate.scene import SCENES

DATA = Path(__file__).parents[3] / "generator" / "analyse" / "layers" / "data"
SCENE, SEED = "harbour", 11
WIDTH, HEIGHT = 1200, 900
NOISE_SIDE = 256

CAMERA = replace(CAMERAS["halvick"], width=WIDTH, height=HEIGHT)
NOISELESS = replace(CAMERA, full_well=1e12, read_noise=0.0, response=0.0)


def scene() -> tuple[Image.Image, Image.Image]:
    """The harbour without noise: brightness, and both colour differences side by side."""
    pixels, _ = develop(SCENE, NOISELESS, seed=SEED, iso=100)
    brightness, *differences = Image.fromarray(pixels).convert("YCbCr").split()
    small = [np.asarray(item.reduce(2)) for item in differences]
    return brightness, Image.fromarray(np.concatenate(small, axis=1))


def noise() -> Image.Image:
    """Noise of the camera on an even gray field at ISO 200, after development."""
    side = 2 * NOISE_SIDE
    flat = np.full((2 * side, 2 * side, 3), 0.2, np.float32)
    brightness = SCENES[SCENE].brightness

    def photographed(camera: Camera) -> NDArray[np.int16]:
        even = replace(camera, width=side, height=side, vignetting=0.0, distortion=0.0)
        pixels, _ = expose(flat, even, seed=SEED, brightness=brightness, iso=200)
        return np.asarray(Image.fromarray(pixels).convert("YCbCr"), np.int16)

    # The rim of the field is left out: the development's filters begin there.
    start = NOISE_SIDE // 2
    added = (photographed(CAMERA) - photographed(NOISELESS))[
        start : start + NOISE_SIDE, start : start + NOISE_SIDE
    ]
    return Image.fromarray((added + 128).clip(0, 255).astype(np.uint8))


def main() -> None:
    """Writes both files."""
    DATA.mkdir(parents=True, exist_ok=True)
    brightness, colour = scene()
    brightness.save(DATA / "scene.png", optimize=True)
    colour.save(DATA / "colour.png", optimize=True)
    noise().save(DATA / "noise.png", optimize=True)


if __name__ == "__main__":
    main()
