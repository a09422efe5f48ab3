"""Copies in compressed files: do both ends differ by no more than the file's own rounding explains?

Strong compression wipes out most of the grain by which `noise.py` knows a copy. What is left of both ends still differs in one
way only: each was rounded on its own. How much that is, the file's table of steps tells (`rounding.py`). Things that only look
alike differ by their own shapes, dirt and light as well, mostly by 3 to 300 times as much. That proves something only where
there is much more to see than rounding leaves, in more than one direction (a wire agrees with any straight wire), and also
between the strongest edges (drawn letters and logos have nothing there). How many windows look so by chance is taken from
the picture's own look-alikes (`chance.py`), as for grain. Where a part isn't explained as a whole, because what lies beside a
copy agrees a little, too, the largest piece of it that is gets a second look, at the price of a stricter bound.

What it can't show: copies in files that were saved again by finer steps, unless these are known (the caller may add them to the
file's own), and copies with other brightness or contrast.

The bounds were chosen on copies made within 60 everyday pictures and saved at quality 75 to 95, and on the look-alikes of these
pictures saved at 30 to 95. The measure is the project's own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from generator.analyse import masks
from generator.analyse.copy_move import chance
from generator.analyse.copy_move.dense import WINDOW, Agreement, reached
from generator.analyse.copy_move.grain import calmest, slopes
from generator.analyse.copy_move.rounding import Change, Rounding
from generator.analyse.copy_move.trial import Trials

Floats = NDArray[np.float64]
Gray = NDArray[np.float32]
Mask = NDArray[np.bool_]

MOST_MISS = 1.2
"""Mean square of the difference of both ends, as a share of what rounding makes of both. Most copies that weren't resized had
0.5 to 1.1. Look-alikes with as much to see as is asked below had 1.5 and more, but for one at quality 30."""
RESIZED = 0.02
"""A part whose size was changed by more than this share"""
LOST = 0.01
"""may also differ by this share of its power, which is lost in between the pixels."""
LEAST_POWER = 10.0
"""Mean square of the fine detail of both ends, as a multiple of the same."""
LEAST_ACROSS = 3.0
"""Mean square of the slope in the direction in which it is least, as a multiple of what rounding makes of one end's slope.
At quality 85, 95 of 100 copies had 4.6 and more; a wire had 1."""
LOG_SHAPES = 0.5
"""Power of ten of the shapes that a piece can take, for each of its windows: about as many as connected squares can form."""
FIRST_MISS = 4.0
"""Before its move is fitted anew, a piece is made of windows that differ by at most so many times what rounding makes of
them."""
PIECE = 5
"""Side of the squares of which a piece consists, pixels."""
CALM_SHARES = ((33, 1.5), (10, 0.5))
"""Percent of the part that is taken for its calmest, and the least detail there, as a multiple of what rounding makes of both
ends. Of copies, about 95 in 100 had more; drawn letters and logos are perfectly plain in places."""
LEAST_CALM = 0.65
"""Correlation of the detail of both ends in the first of these shares. Of copies, 98 in 100 had 0.67 and more."""
WINDOW_MISS = 1.6
"""A window agrees when its ends differ by at most so many times what rounding makes of them;"""
WINDOW_POWER = 8.0
"""it counts where it shows at least so many times as much detail."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A part whose ends differ only by rounding."""

    miss: float
    """Mean square of their difference, as a share of what rounding makes of both."""
    log_nfa: float
    """Power of ten of the number of such parts by chance."""


def made_of(part: Agreement, mask: Mask, rounding: Rounding) -> Change:
    """What rounding makes of both ends, added up, at the pixels of a mask; ones beside it."""
    rows, columns = mask.shape
    here = rounding.change(part.x, part.y, part.x + columns, part.y + rows)
    down, across = (
        np.rint(item[mask]).astype(np.int64)
        for item in reached(part.matrix, part.x, part.y, part.x + columns, part.y + rows)
    )
    top, left = int(down.min()), int(across.min())
    there = rounding.change(left, top, int(across.max()) + 1, int(down.max()) + 1)
    both = Change(np.ones(mask.shape, np.float32), np.ones(mask.shape, np.float32))
    both.detail[mask] = here.detail[mask] + there.detail[down - top, across - left]
    both.slope[mask] = here.slope[mask] + there.slope[down - top, across - left]
    return both


def explained(
    part: Agreement,
    mask: Mask,
    inner: Mask,
    made: Change,
    trials: Trials,
    rounding: Rounding,
    *,
    is_chosen: bool = False,
) -> Explained | None:
    """Whether rounding explains what parts both ends.

    `mask`: the part in its box; `inner`: the same without its rim; `made`: what rounding makes of both ends there. `is_chosen`:
    it consists of what agrees, as `core` finds it, so that its shape is one of many.
    """
    here, there = part.here, part.there
    change, power = (here - there) ** 2, here * here + there * there
    noise = float(made.detail[inner].mean())
    whole, lost = float(power[inner].mean()), _lost(part.matrix[:, :2])
    miss = max(0.0, float(change[inner].mean()) - lost * whole) / noise
    if miss > MOST_MISS or whole < LEAST_POWER * noise:
        return None
    # Each end has half of the slope that rounding makes of both.
    if _least_slope(here + there, inner) < LEAST_ACROSS * float(made.slope[inner].mean()) / 2:
        return None
    if not _agrees_where_calm(here, there, inner, made):
        return None
    shows, agrees = _window_maps(part, made, WINDOW_MISS)
    count, agreeing = int((inner & shows).sum()), int((inner & shows & agrees).sum())
    if not count:
        return None
    touched = chance.touching(trials, part, mask)
    rate = chance.rate(trials, *_windows(trials, ~touched, rounding))
    log_nfa = chance.log_tail(agreeing / count, count / WINDOW**2, rate) + chance.log_tests(trials)
    if is_chosen:
        log_nfa += LOG_SHAPES * count / WINDOW**2
    return Explained(miss, log_nfa)


def core(part: Agreement, mask: Mask, made: Change, *, most: float) -> Mask:
    """The largest piece of a part in whose windows both ends differ by at most `most` times what rounding makes of them."""
    _, agrees = _window_maps(part, made, most)
    return masks.largest(masks.opened(mask & agrees, PIECE))


def is_plain_in_places(part: Agreement, inner: Mask, rounding: Rounding) -> bool:
    """Whether the calmest pixels of both ends show less than rounding makes, as they do in what was drawn in a few tones."""
    share, least = CALM_SHARES[-1]
    return not _shows_where_calm(part.here, part.there, inner, made_of(part, inner, rounding), share, least)


def _window_maps(part: Agreement, made: Change, most: float) -> tuple[Mask, Mask]:
    """Around which pixels a window shows enough, and around which both ends differ by at most `most` times rounding."""
    change, power = (part.here - part.there) ** 2, part.here * part.here + part.there * part.there
    miss, shown = ndimage.uniform_filter(np.stack((change, power)), (0, WINDOW, WINDOW))
    lost = np.float32(_lost(part.matrix[:, :2]))
    explained = np.float32(most) * made.detail + lost * shown
    return shown >= np.float32(WINDOW_POWER) * made.detail, miss <= explained


def _lost(linear: Floats) -> float:
    """The share of its power that a part may lose by the change of its size."""
    scale = float(np.sqrt(abs(np.linalg.det(linear))))
    return LOST if abs(scale - 1) > RESIZED else 0.0


def _least_slope(both: Gray, inner: Mask) -> float:
    """Mean square of the slope of half of `both`, the sum of two ends, in the direction in which it is least."""
    down, across = (item[inner].astype(np.float64) / 2 for item in slopes(both))
    xx, yy, xy = (float(item.mean()) for item in (across * across, down * down, across * down))
    return (xx + yy) / 2 - float(np.hypot((xx - yy) / 2, xy))


def _agrees_where_calm(here: Gray, there: Gray, inner: Mask, made: Change) -> bool:
    """Whether the calmest pixels show more than rounding, and the same at both ends."""
    if not all(_shows_where_calm(here, there, inner, made, *asked) for asked in CALM_SHARES):
        return False
    calm = calmest(here, there, inner, CALM_SHARES[0][0])
    one, two = (item[calm].astype(np.float64) for item in (here, there))
    usual = float(np.sqrt((one * one).mean() * (two * two).mean()))
    return float((one * two).mean()) >= LEAST_CALM * usual


def _shows_where_calm(here: Gray, there: Gray, inner: Mask, made: Change, share: int, least: float) -> bool:
    """Whether the calmest `share` percent show at least so many times what rounding makes."""
    calm = calmest(here, there, inner, share)
    power = here[calm].astype(np.float64) ** 2 + there[calm].astype(np.float64) ** 2
    return float(power.mean()) >= least * float(made.detail[calm].mean())


def _windows(trials: Trials, asked: Mask, rounding: Rounding) -> tuple[Mask, Mask]:
    """Which of the asked trials show enough detail to count, and which of these differ only by rounding."""
    half = WINDOW // 2
    counts, agrees = np.zeros_like(asked), np.zeros_like(asked)
    ends = trials.place, np.rint(trials.reached()).astype(np.int64)
    for index in np.flatnonzero(asked & (trials.grain > -1)):
        made = sum(
            float(rounding.change(x - half, y - half, x + half + 1, y + half + 1).detail.mean())
            for x, y in (end[index].tolist() for end in ends)
        )
        counts[index] = trials.power[index] >= WINDOW_POWER * made
        lost = _lost(trials.matrix[index, :, :2]) * trials.power[index]
        agrees[index] = counts[index] and trials.miss[index] <= WINDOW_MISS * made + lost
    return counts, agrees
