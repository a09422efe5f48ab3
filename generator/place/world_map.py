"""A small outline of the world and where a position lies on it.

Equirectangular: a degree is as wide as it is high, so that a position is a multiplication. The outline is made of Natural
Earth's 1:110 million data (public domain, https://www.naturalearthdata.com), simplified to a quarter of a degree. What it
can't show: small islands, and whether disputed borders are right; it only says roughly where on Earth.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

WIDTH = 1440
"""Map units across, 4 a degree."""
HEIGHT = 720
"""Map units down."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Two paths in SVG's own notation; digits, signs and the letters M, l and z only."""

    land: str
    """Filled."""
    borders: str
    """Drawn as thin lines."""


@cache
def outline() -> Outline:
    """The outline; read once."""
    text = (Path(__file__).parent / "data" / "world.txt").read_text(encoding="utf-8")
    land, borders = text.splitlines()
    return Outline(land, borders)


def spot(latitude: float, longitude: float) -> tuple[float, float]:
    """Map units of a position from the left and from the top, a tenth of a unit fine."""
    return round((longitude + 180.0) * WIDTH / 360.0, 1), round((90.0 - latitude) * HEIGHT / 180.0, 1)
