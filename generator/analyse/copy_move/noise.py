"""Is it a copy, or do two things only look alike? The noise tells.

Windows, letters and tiles of one building look alike, but camera noise and dirt differ on each. A copy has them, too, the
same at both ends. So the edges, where repeated things agree, are taken out: at each pixel only the change *along* the edge
is kept (an edge has none along itself; noise has), strong values are cut to the usual ones, and what is left is compared in
small windows. Where a JPEG file's compression removed most of the noise, `compressed.py` is asked. What it can't show: copies
whose noise was removed otherwise, by earlier strong saves or smoothing.

A part counts when so much grain agrees that chance would give it in less than one of a thousand pictures (`chance.py`). The
measure is the project's own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from generator.analyse import masks
from generator.analyse.copy_move import chance, compressed
from generator.analyse.copy_move.dense import Agreement, Bands, fitted, local_correlation
from generator.analyse.copy_move.grain import along_edges, calmest
from generator.analyse.copy_move.rounding import Rounding
from generator.analyse.copy_move.trial import Trials

Gray = NDArray[np.float32]

LEAST_PIXELS = 240
"""Pixels of a part, without its rim, at the size at which it was searched."""
LEAST_MEDIAN = 0.84
"""Median correlation of the noise in the windows of a copy."""
LEAST_SEEN = 40
"""Pixels that a look needs."""
PROMISING_MEDIAN = 0.5
"""Median correlation from which a part is followed to its edges."""
PROMISING_ROUNDED = 0.3
"""The same where the file's rounding is known, which may explain the difference."""
LEAST_CALM = 0.6
"""Correlation of the noise in the calmest third of a copy."""
CALM_SHARE = 33
"""Percent of the part that is taken for its calmest."""
ROUNDING_POWER = 0.01
"""Mean square of the change along edges that rounding to whole levels makes, levels squared."""
LEAST_FIFTH = 0.1
"""All but a twentieth of the windows correlate at least this well."""
MOST_LOG_NFA = -3.0
"""Power of ten of the number of false alarms that is allowed in a picture."""
RIM = 4
"""Pixels at the edge of a part that are left out, as their windows reach beyond it."""
EDGE = 4
"""A part may reach so many pixels beyond the windows that agree,"""
EDGE_WINDOW = 3
"""as far as its pixels agree in windows of this side,"""
MOST_MISS = 0.6
"""in which the difference of both ends has at most this share of their power."""
MOST_SHARED = 0.05
"""Share of pixels that may belong to both ends."""
SURELY_SHARED = 0.25
"""Share from which a part is not followed further."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A part that is a copy."""

    mask: NDArray[np.bool_]
    """Its pixels within the box of the agreement, holes filled."""
    agreement: float
    """Median correlation of the noise."""
    log_nfa: float
    """Power of ten of the number of such parts by chance."""
    miss: float | None = None
    """Where the grain alone doesn't tell: the difference of both ends as a share of what rounding makes of them."""
    matrix: NDArray[np.float64] | None = None
    """2 x 3: the move, where it was fitted anew."""


def judged(
    part: Agreement,
    trials: Trials,
    bands: Bands,
    rounding: Rounding | None,
) -> Verdict | None:
    """The copy that a part is, or nothing when its ends only look alike.

    `trials` and `bands`: all that was tried in the picture, and what is compared. `rounding`: the file's, where it is known.
    """
    filled = _filled(part.mask)
    least = max(0.6, 0.85 * float(np.median(part.correlation[filled])))
    tight = masks.opened((part.correlation > least) & filled, 3)
    tight = _filled(masks.largest(tight))
    inner = _inside(tight)
    if int(inner.sum()) < LEAST_PIXELS or _meets_itself(part, tight, most=MOST_SHARED):
        return None
    grain = along_edges(part.here, part.there)
    agreement = _noise_correlation(grain, inner)
    median, fifth = (float(value) for value in np.percentile(agreement, (50, 5)))
    if (
        median >= LEAST_MEDIAN
        and fifth >= LEAST_FIFTH
        and _calm_correlation(part, grain, inner) >= LEAST_CALM
        and (log_nfa := chance.log_false_alarms(agreement, part, tight, trials)) <= MOST_LOG_NFA
    ):
        return Verdict(_to_the_edge(part, tight), median, log_nfa)
    return _compressed(part, tight, trials, bands, rounding) if rounding else None


def _compressed(
    part: Agreement,
    tight: NDArray[np.bool_],
    trials: Trials,
    bands: Bands,
    rounding: Rounding,
) -> Verdict | None:
    """The copy that a part is, or that a piece of it is, as far as rounding explains the difference of its ends."""
    inner, made = _inside(tight), compressed.made_of(part, tight, rounding)
    found = compressed.explained(part, tight, inner, made, trials, rounding)
    if found is None:
        piece = compressed.core(part, tight, made, most=compressed.FIRST_MISS)
        if int(piece.sum()) < LEAST_PIXELS:
            return None
        part = fitted(bands, part, piece)
        made = compressed.made_of(part, tight, rounding)
        tight = compressed.core(part, tight, made, most=compressed.WINDOW_MISS)
        inner = _inside(tight)
        if int(inner.sum()) < LEAST_PIXELS:
            return None
        found = compressed.explained(part, tight, inner, made, trials, rounding, is_chosen=True)
    if found is None or found.log_nfa > MOST_LOG_NFA:
        return None
    agreement = float(np.median(_noise_correlation(along_edges(part.here, part.there), inner)))
    return Verdict(_to_the_edge(part, tight), agreement, found.log_nfa, found.miss, part.matrix)


def _calm_correlation(part: Agreement, grain: tuple[Gray, Gray], inner: NDArray[np.bool_]) -> float:
    """Correlation of both ends in the calmest third of the part, where noise and faint texture are all there is.

    Window frames agree so strongly that no noise shows beside them; between them it does. On perfectly plain ground, as
    around drawn letters and logos, there is none to agree, and the answer is 0.
    """
    calm = calmest(part.here, part.there, inner, CALM_SHARE)
    a, b = (item[calm].astype(np.float64) for item in grain)
    # Rounding to whole levels alone has this much power; it must not pass for noise.
    rounding = ROUNDING_POWER * len(a)
    return float((a * b).sum() / np.sqrt(max((a * a).sum(), rounding) * max((b * b).sum(), rounding)))


def is_promising(part: Agreement, *, least: float = PROMISING_MEDIAN) -> bool:
    """A look while a part is followed to its edges: whether its noise agrees a little. `least`: median correlation."""
    inner = masks.shrunk(part.mask, 3)
    if int(inner.sum()) < LEAST_SEEN or _meets_itself(part, part.mask, most=SURELY_SHARED):
        return False
    return float(np.median(_noise_correlation(along_edges(part.here, part.there), inner))) >= least


def _noise_correlation(grain: tuple[Gray, Gray], inner: NDArray[np.bool_]) -> Gray:
    one, two = grain
    return local_correlation(_cut(one, inner), _cut(two, inner))[inner]


def _cut(values: Gray, inner: NDArray[np.bool_]) -> Gray:
    """Values cut to their usual size within the part, and scaled so that rounding is small beside them."""
    size = np.abs(values[inner])
    middle = (size.size - 1) // 2, size.size // 2
    # Half of the sum of the two middle ones, as NumPy's own median has it, which takes several times as long for so few.
    usual = np.float32(np.partition(size, middle)[list(middle)].mean()) + np.float32(1e-4)
    result: Gray = np.clip(values, -usual, usual) * np.float32(8)
    return result


def _inside(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The part without its rim; a small part can spare less of it."""
    inner = mask
    for rim in (RIM, RIM // 2):
        inner = masks.shrunk(mask, 2 * rim + 1)
        if int(inner.sum()) >= 3 * LEAST_PIXELS:
            break
    return inner


def _to_the_edge(part: Agreement, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The mask and what still agrees beside it: a window at the edge of a copy holds pixels beyond it and agrees no more."""
    change = part.here - part.there
    miss = ndimage.uniform_filter(change * change, EDGE_WINDOW)
    power = ndimage.uniform_filter(part.here * part.here + part.there * part.there, EDGE_WINDOW)
    beside = masks.grown(mask, 2 * EDGE + 1) & (miss <= np.float32(MOST_MISS) * power)
    return masks.largest(_filled(mask | masks.opened(beside, 3)))


def _meets_itself(part: Agreement, mask: NDArray[np.bool_], *, most: float) -> bool:
    """Whether both ends share pixels. What was pasted over its own origin would no longer agree; a regular pattern does."""
    row, column = np.nonzero(mask)
    x, y = column + part.x, row + part.y
    matrix = part.matrix
    column = np.rint(matrix[0, 0] * x + matrix[0, 1] * y + matrix[0, 2]).astype(np.int64) - part.x
    row = np.rint(matrix[1, 0] * x + matrix[1, 1] * y + matrix[1, 2]).astype(np.int64) - part.y
    inside = (row >= 0) & (column >= 0) & (row < mask.shape[0]) & (column < mask.shape[1])
    shared = mask[np.clip(row, 0, mask.shape[0] - 1), np.clip(column, 0, mask.shape[1] - 1)] & inside
    return float(shared.mean()) > most


def _filled(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    closed = masks.closed(np.pad(mask, 8), 9)[8:-8, 8:-8]
    return masks.filled(closed | mask)
