"""Making one picture as bright, contrasty and coloured as another, so that only other differences are left.

The colours of the one are written by those of the other: not at all where they agree, as a straight line or a gently bent
curve of each channel (exposure, contrast), or as a curve of all three (another colour space, a filter), whichever is the
simplest that explains the bulk of the pixels. Pixels that fit badly don't count, as they may be what was changed.

What it can't show: a change that affects more than half of the picture in the same way looks like a change of exposure.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
SAME = 1.0
"""Gray steps of median difference up to which nothing has to be compensated."""
BETTER = 0.85
"""A more complicated curve must reduce the median difference to this share of the simpler one's."""
_SAMPLES = 100_000
_ROUNDS = 8

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tone:
    """How the colours of one picture differ from those of another as a whole."""

    kind: str
    """`same`, `line`, `curve` or `colours`: what had to be compensated."""
    brightness: float
    """Mean difference of brightness that this makes, gray steps of 255."""
    saturation: float
    """Mean difference of the distance from gray that it makes, steps of 255."""


def match(frame: Pixels, laid: Pixels, is_valid: NDArray[np.bool_]) -> tuple[NDArray[np.float32], Tone]:
    """`laid` with the colours of `frame`, and what that took."""
    places = np.flatnonzero(is_valid.ravel())
    places = places[:: max(1, len(places) // _SAMPLES)]
    x, y = (item.reshape(-1, 3)[places].astype(np.float64) / 255 for item in (laid, frame))
    if not len(x):
        return laid.astype(np.float32), Tone("same", 0.0, 0.0)
    difference = np.abs(y - x)
    error = float(np.median(difference))
    steady = float(np.abs(np.median(y - x, axis=0)).max()) * 255
    kind, terms, solved = "same", 0, np.zeros((0, 3))
    # A few steps of noise are no change of colour, but a steady difference is one.
    if error * 255 > 3 * SAME or steady >= 1.0 or float(np.median(difference, axis=0).max()) * 255 > 2 * SAME:
        for name, count in (("line", 2), ("curve", 4), ("colours", 10)):
            found, remaining = _fit(x, y, count)
            if remaining < (BETTER if terms else 0.95) * error:
                kind, terms, solved, error = name, count, found, remaining
    if not terms:
        return laid.astype(np.float32), Tone("same", 0.0, 0.0)
    adjusted = np.clip(
        _applied(laid.reshape(-1, 3).astype(np.float32) / np.float32(255), solved, terms) * 255, 0, 255
    )
    after = adjusted[places].astype(np.float64)
    brightness = float((after - x * 255).mean())
    saturation = float((np.ptp(after, axis=1) - np.ptp(x * 255, axis=1)).mean())
    shaped: NDArray[np.float32] = adjusted.reshape(laid.shape).astype(np.float32)
    return shaped, Tone(kind, round(brightness, 1), round(saturation, 1))


def _fit(x: Values, y: Values, terms: int) -> tuple[Values, float]:
    """Coefficients for each channel, fitted again without what fits badly, and the median error."""
    solved = np.zeros((terms, 3))
    error = np.zeros_like(y)
    for channel in range(3):
        basis = _basis(x, channel, terms)
        keep = np.ones(len(x), np.bool_)
        for _ in range(_ROUNDS):
            some, wanted = [part[keep] for part in basis], y[keep, channel]
            normal = np.array([[float((a * b).sum()) for b in some] for a in some])
            right = np.array([float((a * wanted).sum()) for a in some])
            solved[:, channel] = np.linalg.solve(normal + np.eye(terms) * 1e-6 * len(wanted), right)
            error[:, channel] = np.abs(
                sum(part * value for part, value in zip(basis, solved[:, channel], strict=True))
                - y[:, channel]
            )
            keep = error[:, channel] <= 2.5 * float(np.median(error[:, channel])) + 2 / 255
    return np.round(solved, 7), float(np.median(error))


def _applied(x: NDArray[np.float32], solved: Values, terms: int) -> NDArray[np.float32]:
    result = np.empty_like(x)
    for channel in range(3):
        total = np.zeros(len(x), np.float32)
        for part, value in zip(_basis(x, channel, terms), solved[:, channel], strict=True):
            total += part * np.float32(value)
        result[:, channel] = total
    return result


def _basis(x: NDArray[np.floating], channel: int, terms: int) -> list[NDArray[np.floating]]:
    """Powers of one channel, or all products of up to two channels."""
    own = x[:, channel]
    if terms < 10:
        return [own**power for power in range(terms)]
    red, green, blue = x[:, 0], x[:, 1], x[:, 2]
    return [
        np.ones_like(own), red, green, blue,
        red * red, green * green, blue * blue, red * green, red * blue, green * blue,
    ]  # fmt: skip
