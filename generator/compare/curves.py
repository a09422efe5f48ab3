"""Curves that write the colours of one picture by those of another, fitted so that what was changed counts little.

Least squares with weights that fall with what a value leaves (Geman and McClure), a few rounds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CAP = 12 / 255
"""Bound on what a single value adds to an error."""
_ROUNDS = 6

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Curve:
    """A way from the colours of one picture to those of the other."""

    kind: str
    """`line`, `curve` or `colours`."""
    terms: int
    """Coefficients of each channel."""
    solved: Values
    """Coefficients, terms x 3."""
    error: float
    """Mean of what it leaves, 0 to 1."""


def fitted(x: Values, y: Values, kind: str, terms: int) -> Curve:
    """The curve of that many terms that writes most of `y` by `x`."""
    solved, left = np.zeros((terms, 3)), np.zeros_like(y)
    for channel in range(3):
        solved[:, channel], left[:, channel] = solved_for(_basis(x, channel, terms), y[:, channel])
    return Curve(kind, terms, solved, error_of(left))


def solved_for(basis: Sequence[NDArray[np.floating]], wanted: Values) -> tuple[Values, Values]:
    """Coefficients that fit the bulk of the values, and what they leave."""
    parts = np.stack([np.asarray(part, np.float64) for part in basis])
    weight = np.ones(len(wanted))
    solved: Values = np.zeros(len(parts))
    left = wanted
    for _ in range(_ROUNDS):
        normal = np.array([[float((a * b * weight).sum()) for b in parts] for a in parts])
        right = np.array([float((a * wanted * weight).sum()) for a in parts])
        solved = np.round(np.linalg.solve(normal + np.eye(len(parts)) * 1e-6 * len(wanted), right), 6).astype(
            np.float64
        )
        left = wanted - (parts * solved[:, None]).sum(axis=0)
        spread = 3 * float(np.median(np.abs(left))) + 1 / 255
        weight = 1 / (1 + (left / spread) ** 2) ** 2
    return solved, left


def error_of(left: Values) -> float:
    """Mean of what is left, with a bound on what a single value can add."""
    return float(np.minimum(np.abs(left), CAP).mean())


def applied(x: NDArray[np.float32], curve: Curve) -> NDArray[np.float32]:
    """Colours (n x 3, 0 to 1) after a curve."""
    result = np.empty_like(x)
    for channel in range(3):
        total = np.zeros(len(x), np.float32)
        for part, value in zip(_basis(x, channel, curve.terms), curve.solved[:, channel], strict=True):
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
