"""Two made-up bodies of one model, their flat fields and scenes, with exact truth: which body's pattern is in which picture."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import numpy as np

from generator.analyse.camera_noise.learn import Learned, learn_camera
from generator.analyse.camera_noise.residual import Array
from generator.analyse.materials import material
from generator.analyse.picture import Picture
from generator.model import FileKind, Finding, Measurement, Outcome, Run
from generator.simulate.bodies import CAMERAS, Camera
from generator.simulate.camera import expose
from generator.simulate.jpeg_file import encode
from generator.simulate.noise import tile

OURS = replace(CAMERAS["k2"], width=480, height=320)
OTHER = replace(OURS, serial="LK2-0099999")


@cache
def scene(camera: Camera, seed: int) -> Array:
    """Height x width x 3: soft shapes and texture, as this body would take them."""
    shapes, grain = tile(seed, 1.8), tile(seed + 100, 0.8)
    rows, columns = np.arange(2 * camera.height) % 512, np.arange(2 * camera.width) % 512
    light = 0.3 * np.exp(0.5 * shapes[np.ix_(rows, columns)] + 0.05 * grain[np.ix_(rows, columns)])
    tinted = np.stack([light, 0.95 * light, 0.85 * light], axis=2).astype(np.float32)
    pixels, _ = expose(tinted, camera, seed=_noise(camera, 500 + seed), brightness=11.0)
    return pixels


def flat_field(camera: Camera, seed: int) -> bytes:
    """A picture of an even surface, as a JPEG file."""
    light = np.full((2 * camera.height, 2 * camera.width, 3), 0.5, np.float32)
    pixels, _ = expose(light, camera, seed=_noise(camera, seed), brightness=11.0)
    return encode(pixels, quality=95, subsampling="4:4:4")


def _noise(camera: Camera, seed: int) -> int:
    """Photon noise is drawn by this number alone: no two pictures may share it, or they would share their noise."""
    return seed + (1000 if camera is OTHER else 0)


def file(data: bytes) -> Callable[[], bytes]:
    """What reads a file."""
    return lambda: data


@cache
def learned(camera: Camera, count: int = 5) -> Learned:
    """The fingerprint from flat fields."""
    name = "our camera" if camera is OURS else "another camera"
    return learn_camera([(f"{seed}.jpg", file(flat_field(camera, seed))) for seed in range(count)], name)


def picture_of(data: bytes, *fingerprints: bytes, quality: int = 0) -> Picture:
    """A file as the analyzer gets it."""
    findings = (Finding("jpeg.quantization", "", measurements=(Measurement("quality_estimate", quality),)),)
    tables = Run("jpeg.quantization", "1", Outcome.FOUND, findings=findings)
    kind = FileKind.PNG if data.startswith(b"\x89PNG") else FileKind.JPEG
    return Picture(
        data,
        kind,
        hashlib.sha256(data).hexdigest(),
        runs={"jpeg.quantization": tables},
        materials=tuple(
            material("cameras", f"cameras/{number}.prnu", item) for number, item in enumerate(fingerprints)
        ),
    )
