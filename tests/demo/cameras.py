"""The camera whose noise the demo's desk knows: eight pictures of a white wall, by a made-up camera, and what was learned.

Only what was learned is kept in `content/`; the pictures of the wall are made again whenever it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

import numpy as np

from generator.analyse.camera_noise.fingerprint import Fingerprint, read_fingerprint
from generator.analyse.camera_noise.learn import learn_camera
from generator.simulate.bodies import CAMERAS
from generator.simulate.camera import expose
from generator.simulate.jpeg_file import camera_jpeg

FIRST_SEED = 700
"""Photon noise is drawn by this number: no scene of the demo may share it, or it would share the noise, too."""


def corvane() -> bytes:
    """The body that took Cask Lane and the market."""
    walls = [(f"wall-{number}.jpg", _file(_wall(FIRST_SEED + number))) for number in range(8)]
    return learn_camera(walls, "Jorun Hale's Corvane R35").data


FINGERPRINTS: dict[str, Callable[[], bytes]] = {"cameras/corvane-r35.prnu": corvane}
"""Every fingerprint of the demo by its path under `content/`."""


def compare(made: bytes, kept: bytes) -> str:
    """How two fingerprints differ, in a clause; empty when they are of one camera, whatever the packages' last digits are."""
    if made == kept:
        return ""
    one, other = read_fingerprint(made), read_fingerprint(kept)
    if (one.header.name, one.header.model, one.header.width, one.header.height) != (
        other.header.name,
        other.header.model,
        other.header.width,
        other.header.height,
    ):
        return f"another camera: {asdict(one.header)} and {asdict(other.header)}"
    alike = _correlation(one, other)
    return f"patterns agree by {alike:.2f} only" if alike < 0.95 else ""


def _correlation(one: Fingerprint, other: Fingerprint) -> float:
    return float(np.corrcoef(one.pattern().ravel(), other.pattern().ravel())[0, 1])


def _wall(seed: int) -> bytes:
    camera = CAMERAS["corvane"]
    light = np.full((2 * camera.height, 2 * camera.width, 3), 0.5, np.float32)
    pixels, exposure = expose(light, camera, seed=seed, brightness=11.0)
    return camera_jpeg(pixels, camera, exposure, date="2024-12-17T15:02:00")


def _file(data: bytes) -> Callable[[], bytes]:
    return lambda: data
