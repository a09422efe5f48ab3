"""Estimates a camera body's fingerprint from pictures that it took.

The maximum-likelihood estimate of Chen, Fridrich, Goljan and Lukáš (2008): the sum of residual times brightness over the sum of
squared brightness. Means of rows, columns and JPEG's grid are taken out, and so are single peaks of the spectrum, since these
come from processing that all bodies of a model share. Their Wiener filter did more harm than good here (PCE of own pictures
fell by a fifth, of others' no less), so only peaks are cut.

What it can't know is whether the pictures come from one body; but each is compared with the pattern of all others, and those
that don't fit are left out and named.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from generator.analyse.camera_noise.compare import LEAST_PCE, Examined, Way, compare
from generator.analyse.camera_noise.fingerprint import Header, pack, write_fingerprint
from generator.analyse.camera_noise.references import LEAST, Reference, of_one_size, of_other_bodies, too_few
from generator.analyse.camera_noise.residual import (
    CLIPPED,
    STRIP,
    Array,
    luminance,
    promise,
    residual,
    without_lines,
)

MARGIN = 32
"""Rows above and below a strip that the denoiser sees, so that strips leave no seams."""
HIGHEST_PEAK = 4.0
"""Power by which a point of the spectrum may exceed its surroundings."""


class CouldNotLearn(ValueError):
    """No fingerprint could be made; the argument says why and what to do, in sentences."""


@dataclass(frozen=True, slots=True)
class Learned:
    """A fingerprint with how it came about."""

    data: bytes
    """The file."""
    header: Header
    """What the file says of itself."""
    used: tuple[str, ...]
    """Names of the reference pictures."""
    left_out: tuple[tuple[str, str], ...]
    """Names of those that weren't used, each with the reason."""


def learn_camera(files: Iterable[tuple[str, Callable[[], bytes]]], name: str) -> Learned:
    """Learn from files by name. Each is read twice, so that memory doesn't grow with their number. Raises `CouldNotLearn`."""
    candidates, left_out = of_one_size(files)
    others = of_other_bodies(candidates)
    left_out += [(item.name, "its noise is that of another body than most pictures have") for item in others]
    candidates = [item for item in candidates if item not in others]
    if len(candidates) < LEAST:
        raise CouldNotLearn(too_few(len(candidates), left_out))
    sums = _Sums.of(candidates)
    fits: dict[str, float] = {}
    for item in candidates:
        fits[item.name] = sums.pce_without(item)
    wrong = [item for item in candidates if fits[item.name] < LEAST_PCE]
    if wrong:
        left_out += [
            (item.name, f"its noise doesn't fit the others' (PCE {fits[item.name]:.0f})") for item in wrong
        ]
        candidates = [item for item in candidates if item not in wrong]
        if len(candidates) < LEAST:
            raise CouldNotLearn(
                f"{too_few(len(candidates), left_out)} Pictures of one body that were turned, resized or taken by another "
                "body don't fit; nor do those that are dark or strongly compressed."
            )
        sums = _Sums.of(candidates)
    packed, step, digest = pack(_finished(sums.numerator, sums.denominator))
    models = {item.model for item in candidates}
    header = Header(
        name=name,
        model=models.pop() if len(models) == 1 else "",
        width=candidates[0].width,
        height=candidates[0].height,
        references=tuple(sorted(item.sha256 for item in candidates)),
        are_flat=2 * sum(item.is_flat for item in candidates) > len(candidates),
        agreement=round(sums.agreement(), 4),
        weakest=round(min(fits[item.name] for item in candidates), 1),
        step=float(f"{step:.4g}"),
        pattern_sha256=digest,
    )
    data = write_fingerprint(header, packed)
    return Learned(data, header, tuple(item.name for item in candidates), tuple(left_out))


def _parts(rgb: Array) -> tuple[Array, Array]:
    """Numerator and denominator that one picture adds, worked out in strips."""
    height = rgb.shape[0]
    numerator = np.empty(rgb.shape[:2], np.float32)
    denominator = np.empty(rgb.shape[:2], np.float32)
    for top in range(0, height, 2 * STRIP):
        bottom = min(top + 2 * STRIP, height)
        first, last = max(0, top - MARGIN), min(height, bottom + MARGIN)
        grey = luminance(rgb[first:last])
        inner = slice(top - first, bottom - first)
        noise, light = residual(grey)[inner], grey[inner] * (grey[inner] < CLIPPED)
        numerator[top:bottom] = noise * light
        denominator[top:bottom] = light * light
    return numerator, denominator


@dataclass
class _Sums:
    numerator: Array
    denominator: Array
    half_numerator: Array
    half_denominator: Array

    @classmethod
    def of(cls, references: Sequence[Reference]) -> _Sums:
        shape = (references[0].height, references[0].width)
        sums = cls(*(np.zeros(shape, np.float32) for _ in range(4)))
        for number, item in enumerate(references):
            numerator, denominator = _parts(item.rgb())
            sums.numerator += numerator
            sums.denominator += denominator
            if number % 2:
                sums.half_numerator += numerator
                sums.half_denominator += denominator
        return sums

    def pce_without(self, item: Reference) -> float:
        """PCE of a reference with the pattern of all others."""
        rgb = item.rgb()
        numerator, denominator = _parts(rgb)
        others = _finished(self.numerator - numerator, self.denominator - denominator)
        found = compare(Examined(rgb, promise(rgb)), others, Way.WHOLE, ("",))
        return found.pce if found else 0.0

    def agreement(self) -> float:
        """Correlation of the patterns of the two halves."""
        one = _finished(self.half_numerator, self.half_denominator)
        other = _finished(self.numerator - self.half_numerator, self.denominator - self.half_denominator)
        energy = math.sqrt(
            float((one * one).sum(dtype=np.float64)) * float((other * other).sum(dtype=np.float64))
        )
        return max(0.0, float((one * other).sum(dtype=np.float64)) / energy) if energy else 0.0


def _finished(numerator: Array, denominator: Array) -> Array:
    """The pattern, without what all bodies of a model share."""
    # Where no picture had light there is nothing to divide, and nothing to know.
    pattern = without_lines(numerator / np.maximum(denominator, 1.0))
    return without_grid_peaks(pattern)


def without_grid_peaks(pattern: Array) -> Array:
    """The pattern with single peaks of its spectrum cut down to their surroundings."""
    from scipy.fft import irfft2, rfft2
    from scipy.ndimage import uniform_filter

    spectrum = rfft2(pattern)
    power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
    around = HIGHEST_PEAK * uniform_filter(power, 15, mode="wrap")
    spectrum *= np.sqrt(np.minimum(1, around / np.maximum(power, 1e-12)))
    result: Array = irfft2(spectrum, pattern.shape).astype(np.float32)
    return result
