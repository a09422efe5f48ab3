"""A part of one version at full size, and what is known of the file that it was cut out of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from generator.analyse.jpeg_quality import LUMINANCE, scaled
from generator.compare.windows import Gray, Wanted
from generator.link.version_facts import Version

COARSE_SAVE = scaled(LUMINANCE, 60)
"""Table of about the coarsest save that platforms and people use."""


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of the file that a part was cut out of."""

    x: int
    """Left edge of the part in the upright picture; a multiple of 8."""
    y: int
    """Top edge; a multiple of 8."""
    width: int
    """Of the whole upright picture, pixels."""
    height: int
    """Of the whole upright picture."""
    table: tuple[int, ...] = ()
    """The file's compression table for brightness, 64 steps by rows; empty without one, or where blocks lie unknown."""
    is_lossless: bool = False
    """Whether the file keeps its pixels without loss."""
    earlier: tuple[int, ...] = ()
    """Table of an earlier save with the same blocks, by the traces it left; empty where none is known."""

    @property
    def steps(self) -> Gray:
        """What the file's numbers were rounded to, by rows; without a table its pixels, to whole brightness values."""
        return np.array(self.table or (1,) * 64, np.float32).reshape(8, 8)

    @property
    def coarsest(self) -> Gray:
        """The same of the coarsest save that is known, or where none is, of about the coarsest that is usual."""
        tables = [table for table in (self.table, self.earlier) if table] or [COARSE_SAVE]
        coarsest: Gray = np.array(tables, np.float32).max(axis=0).reshape(8, 8)
        return coarsest


@dataclass(frozen=True, slots=True)
class Side:
    """A part of one version."""

    part: Gray
    """Brightness at full size."""
    place: Place
    """Where it was cut."""


def place_of(version: Version, wanted: Wanted) -> Place:
    """Where a version's part lies."""
    x, y, _, _ = wanted[0][0]
    table = () if version.is_turned else version.table
    earlier: tuple[int, ...] = ()
    if version.earlier_quality and version.earlier_grid == (0, 0) and not version.is_turned:
        earlier = scaled(LUMINANCE, version.earlier_quality)
    if version.is_lossless and earlier:
        # Kept without loss, its pixels are what that save gave.
        table, earlier = earlier, ()
    return Place(x, y, version.width, version.height, table, version.is_lossless, earlier)
