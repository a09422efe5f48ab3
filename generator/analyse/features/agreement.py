"""Whether two pictures that share places show one capture: they are laid upon each other and compared tile by tile.

Local features fit also between two shots of one building, between two frames of one web site and between drawings that share
a symbol. So the reduced pictures are laid upon each other, the transformation is improved until fine detail fits best (Lucas
and Kanade 1981), and in every tile with detail it is measured how well it fits and by how much it is still displaced. Copies
of one capture are moved by one transformation: what is left is what noise of compression explains, in units of that noise
about 1 or less. A second shot, even by the same hand, shows parallax, perspective and movement: tiles are displaced each in
its own way, by several units (`STRAIN`). Tiles with grain count as photographed, tiles of a few even levels as drawn: text,
logos, buttons and frames, which unrelated pictures share, prove nothing unless nearly everything fits.

What it can't show: two shots from a tripod of a scene without any movement look like one. A picture photographed from a
screen or a print aslant doesn't fit, and reads as another shot.

Measured on development pictures, their copies and simulated second shots: see `tests/analyse/features/test_agreement.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from generator.analyse.features import laying
from generator.analyse.features.laying import Laid

TEXTURE = 2.5
"""Gray steps of fine detail, root mean square, from which a tile has something to compare."""
FITS = 0.6
"""Correlation of fine detail from which a tile fits."""
NEAR, NOISES = 0.25, 3.0
"""Pixels, or units of its noise up to twice that, by which a fitting tile may still be displaced."""
STRAIN = 1.3
"""Median displacement of tiles, in units of what their noise explains, beyond which it is no copy. Copies of development
pictures have at most 1.0, simulated and real second shots at least 1.4 (parallax of one pixel or more)."""
LEAST_GRAINED = 8
"""Fitting tiles with grain that make a capture known."""
LEAST_SHARE = 0.2
"""Share of tiles with detail that fit, in what both show, unless a part of it is known by itself."""
FOR_AND_AGAINST = 0.5
"""Fitting tiles with grain for each one that doesn't fit, at least: two screenshots share their buttons and letters, and what
they show between them differs."""
PART_GRAINED, PART_SHARE = 16, 0.6
"""Fitting tiles with grain, and their share of the fitting ones, by which a part of both is known though the rest differs."""
DRAWN_SHARE, DRAWN_TILES, DRAWN_AREA = 0.75, 12, 0.1
"""Without enough grain: share and number of tiles that fit, and share of either picture's area that must be common."""
SCENE_TILES, SCENE_SHARE, SCENE_NEAR = 8, 0.3, 3.0
"""Of another shot of the same scene: tiles that fit, their share, and pixels by which they may be displaced."""
LEVELS, EVEN = 2, 0.35
"""A tile is even where this share of its pixels lies within so many gray steps of one level."""


class Sight(StrEnum):
    """What laying two pictures upon each other says."""

    CAPTURE = "one capture"
    SCENE = "another shot of one scene"
    NOTHING = "nothing in common that counts"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two pictures fit where one was laid upon the other."""

    tiles: int = 0
    """Tiles with detail that both pictures show."""
    fitting: int = 0
    """Those of them that fit and lie where they should."""
    grained: int = 0
    """Those of the fitting ones that have grain in both pictures."""
    against: int = 0
    """Tiles with grain in both pictures that don't fit."""
    alike: int = 0
    """Tiles with grain that fit, wherever they lie within a few pixels."""
    strain: float = 0.0
    """Median displacement of tiles that fit, in units of what their noise explains."""
    area: float = 0.0
    """Share of its own picture that the common part takes up, in the picture where that is less."""

    @property
    def sight(self) -> Sight:
        """What that says."""
        if self.strain > STRAIN:
            is_scene = self.alike >= max(SCENE_TILES, SCENE_SHARE * self.tiles)
            return Sight.SCENE if is_scene else Sight.NOTHING
        is_known = self.grained >= LEAST_GRAINED and self.grained >= FOR_AND_AGAINST * self.against
        if is_known and self.fitting >= LEAST_SHARE * self.tiles:
            return Sight.CAPTURE
        # A part that was copied from one picture into another fits in its own place only.
        if self.grained >= max(PART_GRAINED, PART_SHARE * self.fitting):
            return Sight.CAPTURE
        is_whole = self.fitting >= max(DRAWN_TILES, DRAWN_SHARE * self.tiles) and self.area >= DRAWN_AREA
        return Sight.CAPTURE if is_whole else Sight.NOTHING


def agreement(
    first: NDArray[np.uint8],
    second: NDArray[np.uint8],
    shares: tuple[float, float, float, float, float, float],
) -> Agreement:
    """How the gray pictures fit; `shares` is the way from the first to the second in shares of width and height."""
    laid = laying.lay(first, second, np.array(shares, np.float64).reshape(2, 3))
    if laid is None:
        return Agreement()
    has_detail = laid.is_covered & (laid.detail > TEXTURE)
    distance = np.hypot(laid.dx, laid.dy)
    alike = has_detail & (laid.likeness >= FITS) & (distance <= SCENE_NEAR)
    limit = np.clip(NOISES * laid.noise, NEAR, 2 * NEAR)
    fits = alike & (distance <= limit)
    grain = has_grain(laid)
    against = has_detail & grain & ~alike
    judged = alike & ~laid.is_clipped
    if not judged.any():
        judged = alike
    strain = distance[judged] / laid.noise[judged]
    return Agreement(
        int(has_detail.sum()),
        int(fits.sum()),
        int((fits & grain).sum()),
        int(against.sum()),
        int((alike & grain).sum()),
        round(float(np.median(strain)), 3) if len(strain) else 0.0,
        round(laid.area, 4),
    )


def has_grain(laid: Laid) -> NDArray[np.bool_]:
    """Tiles in which both pictures have many gray levels."""
    return laid.in_tiles(_is_grained(laid.tiles_of(laid.frame)) & _is_grained(laid.tiles_of(laid.other)))


def _is_grained(tiles: NDArray[np.int16]) -> NDArray[np.bool_]:
    """For each row of pixels whether no level holds many of them."""
    ordered = np.sort(tiles, axis=1)
    count = ordered.shape[1]
    # Where a level holds at least that share, pixels that share apart in order are nearly equal.
    step = int(EVEN * count)
    spans: NDArray[np.int16] = ordered[:, step:] - ordered[:, : count - step]
    grained: NDArray[np.bool_] = spans.min(axis=1) > 2 * LEVELS
    return grained
