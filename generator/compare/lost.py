"""Strong patterns that only one of two versions of different scale still has: detail that the other one lost.

Detail that a picture once lost, by being made smaller or by a coarse save, doesn't come back, whatever size it is given later,
while what it kept is in the richer one, too. So each one's strong patterns are looked for in the other. Strong is what the
steps of neither file's table could have made up or rounded away.

What it can't show: detail of smooth views, which have no strong patterns. Where many coarse patterns are gone as well, it isn't
detail that differs, such as the noise of a coarse save that was enlarged since: that speaks for neither.
"""

from __future__ import annotations

import numpy as np

from generator.compare.windows import Gray

STEPS, LEVELS = 1.5, 20.0
"""Strength in steps of the coarser table, none counted finer than so many brightness levels."""
GONE = 0.35
"""Share of its strength up to which a pattern is gone."""
COARSE = 3
"""Waves per block, in half periods, below which patterns are coarse: resizing doesn't touch them."""
MOST_COARSE = (2, 0.002, 0.1)
"""So many coarse patterns may be gone and this share of them, or that share of how many of all are; with more of them, the two
differ in something else."""


def lost(mine: Gray, theirs: Gray, steps: Gray) -> tuple[float, int, bool]:
    """Share of this one's strong patterns that are gone in the other, how many strong ones there are, and whether too many of
    the gone ones are coarse."""
    strong = np.abs(mine) >= STEPS * np.maximum(steps, LEVELS)
    strong[:, 0, 0] = False
    gone = strong & (theirs * np.sign(mine) < GONE * np.abs(mine))
    coarse, coarse_gone = (int(item[:, :COARSE, :COARSE].sum()) for item in (strong, gone))
    count = int(strong.sum())
    share = int(gone.sum()) / max(1, count)
    most, part, of_all = MOST_COARSE
    differs = coarse_gone > most + coarse * max(part, of_all * share)
    return round(share, 5), count, differs
