"""Made-up cameras: lens, sensor, and the way from raw values to a developed picture.

Lens blur, vignetting, barrel distortion and lateral chromatic aberration; an RGGB mosaic (Bayer 1976) with photon noise,
read noise and the pixel response pattern of the body (PRNU, Lukáš, Fridrich and Goljan 2006); gradient-corrected
demosaicing (Malvar, He and Cutler 2004); white balance, tone curve, sharpening. No maker or model named here exists.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import lru_cache

import numpy as np

from generator.simulate.bodies import Camera
from generator.simulate.jpeg_file import Exposure, camera_jpeg
from generator.simulate.noise import Array, blur
from generator.simulate.scene import SCENES, draw


def take(
    scene: str,
    camera: Camera,
    *,
    seed: int,
    date: str,
    offset: str = "",
    gps: tuple[float, float, float] | None = None,
    author: str = "",
    iso: int = 0,
) -> bytes:
    """A JPEG file as `camera` would write it. `date` is local time `YYYY-MM-DDTHH:MM:SS`, `gps` degrees and metres."""
    pixels, exposure = develop(scene, camera, seed=seed, iso=iso)
    return camera_jpeg(pixels, camera, exposure, date=date, offset=offset, gps=gps, author=author)


def develop(scene: str, camera: Camera, *, seed: int, iso: int = 0) -> tuple[Array, Exposure]:
    """Height x width x 3, 8 bits, and how it was exposed."""
    brightness = SCENES[scene].brightness
    light = draw(scene, 2 * camera.width, 2 * camera.height, seed=seed)
    more = SCENES[scene].compensation
    return expose(light, camera, seed=seed, brightness=brightness, iso=iso, compensation=more)


def expose(
    light: Array, camera: Camera, *, seed: int, brightness: float, iso: int = 0, compensation: float = 0.0
) -> tuple[Array, Exposure]:
    """Linear light at twice the camera's size, through lens, sensor and development."""
    exposure = Exposure.meter(brightness - compensation, camera.aperture, iso)
    light = light * np.float32(_gain(light, brightness) * 2**compensation)
    raw = _sensor(_lens(light, camera), camera, seed=seed, iso=exposure.iso)
    return _finish(_calm(_demosaic(raw), exposure.iso), camera), exposure


def _gain(light: Array, brightness: float) -> float:
    """Exposure: the middle of the picture's brightness becomes middle grey, darker at night, and highlights are kept."""
    luminance = light[::4, ::4] @ np.array([0.25, 0.65, 0.1], np.float32)
    middle = float(np.exp(np.mean(np.log(np.clip(luminance, 1e-4, None)))))
    bright = float(np.percentile(luminance, 97))
    if brightness < 6:
        return 0.24 * 0.34 / max(float(np.percentile(luminance, 75)), 1e-6)
    return 0.72 * float(min(0.22 / middle, 0.8 / bright) ** 0.8 * (0.22 / middle) ** 0.2)


def outline(shape: Array, camera: Camera) -> Array:
    """A shape drawn at twice the camera's size (0 to 1) as it lies in the camera's picture, height x width."""
    plain = replace(camera, vignetting=0.0)
    seen = _lens(np.repeat(shape.astype(np.float32)[:, :, None], 3, axis=2), plain)[:, :, 1]
    # Bright parts spill over in the lens; a shape doesn't.
    result: Array = np.clip(seen.reshape(camera.height, 2, camera.width, 2).mean(axis=(1, 3)), 0.0, 1.0)
    return result


def _lens(light: Array, camera: Camera) -> Array:
    height, width = light.shape[:2]
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    y = (rows - height / 2) / (width / 2)
    x = (columns - width / 2) / (width / 2)
    square = x * x + y * y
    result = np.empty_like(light)
    for channel, fringe in enumerate((camera.colour_fringe, 0.0, -camera.colour_fringe)):
        stretch = (1 - camera.distortion * (1.4 - square)) * (1 + fringe)
        source_x = np.clip(x * stretch * (width / 2) + width / 2, 0, width - 1.001)
        source_y = np.clip(y * stretch * (width / 2) + height / 2, 0, height - 1.001)
        left, top = source_x.astype(np.int32), source_y.astype(np.int32)
        share_x, share_y = source_x - left, source_y - top
        plane = light[:, :, channel]
        upper = plane[top, left] * (1 - share_x) + plane[top, left + 1] * share_x
        lower = plane[top + 1, left] * (1 - share_x) + plane[top + 1, left + 1] * share_x
        result[:, :, channel] = upper * (1 - share_y) + lower * share_y
    # Very bright spots spill over: a faint veil, as in every lens.
    small = (
        result[: height // 8 * 8, : width // 8 * 8]
        .reshape(height // 8, 8, width // 8, 8, 3)
        .mean(axis=(1, 3))
    )
    veil = blur(np.minimum(np.maximum(small - 0.9, 0), 8.0), 5.0)
    veil = np.repeat(np.repeat(veil, 8, axis=0), 8, axis=1)
    result[: veil.shape[0], : veil.shape[1]] += 0.25 * veil
    result *= (1 - camera.vignetting * (square / 1.4) ** 1.3)[:, :, None]
    return blur(result, camera.softness)


def _sensor(light: Array, camera: Camera, *, seed: int, iso: int) -> Array:
    height, width = light.shape[0] // 2, light.shape[1] // 2
    small = light[: 2 * height, : 2 * width].reshape(height, 2, width, 2, 3).mean(axis=(1, 3))
    mosaic = np.empty((height, width), np.float32)
    mosaic[0::2, 0::2] = small[0::2, 0::2, 0]
    mosaic[0::2, 1::2] = small[0::2, 1::2, 1]
    mosaic[1::2, 0::2] = small[1::2, 0::2, 1]
    mosaic[1::2, 1::2] = small[1::2, 1::2, 2]
    generator = np.random.default_rng([seed, height, width])
    full = camera.full_well * 100 / max(iso, 100)
    electrons = np.clip(mosaic, 0, 3) * full * (1 + camera.response * response_pattern(camera, height, width))
    # A normal distribution of the same variance stands in for Poisson's: it is close at these counts, and quick.
    noise = generator.standard_normal((height, width)) * np.sqrt(electrons + camera.read_noise**2)
    raw = np.clip((electrons + noise) / full, 0, 1)
    return (np.round(raw * 4095) / 4095).astype(np.float32)


@lru_cache(maxsize=4)
def response_pattern(camera: Camera, height: int, width: int) -> Array:
    """How much more than average every pixel of this body responds; mean 0, standard deviation 1."""
    digest = hashlib.sha256(f"{camera.make}|{camera.model}|{camera.serial}|{camera.lens}".encode()).digest()
    generator = np.random.default_rng(list(digest[:16]))
    return generator.standard_normal((height, width)).astype(np.float32)


def _demosaic(raw: Array) -> Array:
    """Malvar, He and Cutler's linear filters: bilinear values corrected by the gradient of the measured colour."""
    height, width = raw.shape
    padded = np.pad(raw, 2, mode="reflect")

    def at(dy: int, dx: int) -> Array:
        return padded[2 + dy : 2 + dy + height, 2 + dx : 2 + dx + width]

    cross = at(-1, 0) + at(1, 0) + at(0, -1) + at(0, 1)
    far = at(-2, 0) + at(2, 0) + at(0, -2) + at(0, 2)
    diagonal = at(-1, -1) + at(-1, 1) + at(1, -1) + at(1, 1)
    green = (4 * raw + 2 * cross - far) / 8
    corner = (6 * raw + 2 * diagonal - 1.5 * far) / 8
    side = (
        5 * raw + 4 * (at(0, -1) + at(0, 1)) - diagonal - at(0, -2) - at(0, 2) + 0.5 * (at(-2, 0) + at(2, 0))
    ) / 8
    stack = (
        5 * raw + 4 * (at(-1, 0) + at(1, 0)) - diagonal - at(-2, 0) - at(2, 0) + 0.5 * (at(0, -2) + at(0, 2))
    ) / 8
    result = np.empty((height, width, 3), np.float32)
    even, odd = slice(0, None, 2), slice(1, None, 2)
    for rows, columns, red, blue in ((even, even, raw, corner), (odd, odd, corner, raw)):
        result[rows, columns, 0], result[rows, columns, 2] = red[rows, columns], blue[rows, columns]
        result[rows, columns, 1] = green[rows, columns]
    for rows, columns, red, blue in ((even, odd, side, stack), (odd, even, stack, side)):
        result[rows, columns, 0], result[rows, columns, 2] = red[rows, columns], blue[rows, columns]
        result[rows, columns, 1] = raw[rows, columns]
    return np.clip(result, 0, 1)


def _calm(linear: Array, iso: int) -> Array:
    """Noise reduction at high sensitivity: colour is smoothed strongly, brightness a little."""
    if iso <= 400:
        return linear
    strength = np.float32(min(1.0, np.log2(iso / 400) / 3))
    root = np.sqrt(linear)
    grey = root.mean(axis=2, keepdims=True)
    colour = blur(root - grey, 2.2 * float(strength))
    result: Array = np.clip(grey + 0.75 * strength * (blur(grey, 1.0) - grey) + colour, 0, 1) ** 2
    return result


def _finish(linear: Array, camera: Camera) -> Array:
    """Colour, tone and sharpness, to 8 bits."""
    balanced = linear * np.array([camera.warmth, 1.0, 2 - camera.warmth], np.float32)
    grey = balanced @ np.array([0.25, 0.65, 0.1], np.float32)
    # The colour matrix of a camera makes colours a little purer than its filters saw them.
    balanced = np.clip(grey[:, :, None] + 1.12 * (balanced - grey[:, :, None]), 0, None)
    toned = tone(balanced, camera.contrast)
    fine = toned @ np.array([0.3, 0.59, 0.11], np.float32)
    detail = fine - blur(fine, 0.9)
    sharpened = toned + 0.45 * np.sign(detail)[:, :, None] * np.maximum(np.abs(detail) - 0.006, 0)[:, :, None]
    result: Array = np.clip(np.round(sharpened * 255), 0, 255).astype(np.uint8)
    return result


def tone(value: Array, contrast: float = 1.0) -> Array:
    """Gamma with a shoulder that holds highlights and a toe that deepens shadows."""
    exposed = value * np.float32(1.9)
    held = exposed * (1 + exposed / 6.5) / (1 + exposed)
    bent = np.clip(held / 0.72, 0, 1) ** np.float32(1 / 2.2)
    steep = bent * bent * (3 - 2 * bent)
    share = np.float32(0.45 * contrast)
    result: Array = bent * (1 - share) + steep * share
    return result
