"""How often things that only look alike agree in their grain, estimated from the picture itself.

Every trial (see `trial.py`) lays one window on another that looks alike. In an untouched picture nearly all of these are
leaves on leaves and windows on windows: what the field calls the background model, here taken from the very picture. Their
share whose grain agrees is the rate at which chance makes one small window of a part agree. Trials with an end in the part
that is judged don't count, as it may be a copy. Those of *other* suspected parts do: that can only make the rate too high, and
a part harder to believe. But all trials of one move count as one, or a second copy alone could fill the count. A few trials
are thought to have gone as in the most repetitive of authentic pictures, so that a picture with few look-alikes proves little.

From the rate follows the number of false alarms (NFA) of a part: how many such parts chance would give among the moves that
were tried. Only those count as tests: the at most `examine.MOST_TRIALS` that the picture's look-alikes suggest, not all moves
that one can think of. That the best-looking moves were picked first is met by the rate, which is taken from the very same
picks. What it can't show: it is no bound over all possible parts, and windows of one part are not quite independent of one
another, so the number is a guide; the calibration cards say how often the whole test errs.

Sources: Desolneux, Moisan and Morel 2000, Meaningful alignments (numbers of false alarms); Ehret 2019, Robust copy-move
forgery detection by false alarms control, arXiv 1906.00649 (judging a match against how alike a picture's other parts are);
Hoeffding 1963, Probability inequalities for sums of bounded random variables (the bound on a binomial's tail).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from generator.analyse import masks
from generator.analyse.copy_move.dense import WINDOW, Agreement
from generator.analyse.copy_move.trial import HALF, Trials

Floats = NDArray[np.float64]

WINDOW_AGREES = 0.8
"""Correlation of grain from which a window counts."""
PRIOR_TRIALS = 10
"""Trials that are added to the picture's own,"""
PRIOR_RATE = 0.3
"""of which this share is taken to agree, as in the most repetitive authentic pictures."""


def touching(trials: Trials, part: Agreement, mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which trials have an end in a part, at either of its ends. `mask`: the part within its box."""
    grown = masks.grown(np.pad(mask, HALF), 2 * HALF + 1)
    back = np.linalg.inv(part.matrix[:, :2])
    ends = trials.place.astype(np.float64), trials.reached()
    touches = np.zeros(len(trials.grain), np.bool_)
    for end in ends:
        # The other end of the part, seen from this one.
        for spot in (end, (end - part.matrix[:, 2]) @ back.T):
            column = np.rint(spot[:, 0]).astype(np.int64) - part.x + HALF
            row = np.rint(spot[:, 1]).astype(np.int64) - part.y + HALF
            inside = (row >= 0) & (column >= 0) & (row < grown.shape[0]) & (column < grown.shape[1])
            touches[inside] |= grown[row[inside], column[inside]]
    return touches


def rate(trials: Trials, counts: NDArray[np.bool_], agrees: NDArray[np.bool_]) -> float:
    """The share of the trials that count which agree, one for each move, with some thought to have gone before."""
    whole, agreeing = (float(trials.weight[item].sum()) for item in (counts, counts & agrees))
    return (agreeing + PRIOR_RATE * PRIOR_TRIALS) / (whole + PRIOR_TRIALS)


def log_false_alarms(
    agreement: NDArray[np.float32], part: Agreement, mask: NDArray[np.bool_], trials: Trials
) -> float:
    """Power of ten of how many parts whose grain agrees so well chance would give among the moves that were tried.

    `agreement`: of the window around each pixel. Windows overlap, so as many pixels as one has count as one. `mask`: the part
    within its box.
    """
    counted = (trials.grain > -1) & ~touching(trials, part, mask)
    usual = rate(trials, counted, trials.inner >= WINDOW_AGREES)
    share = float((agreement >= WINDOW_AGREES).mean())
    return log_tail(share, len(agreement) / WINDOW**2, usual) + log_tests(trials)


def log_tests(trials: Trials) -> float:
    """Power of ten of the number of moves that were tried."""
    return math.log10(max(1, len(trials.grain)))


def log_tail(share: float, count: float, rate: float) -> float:
    """Power of ten of the chance that at least `share` of `count` windows agree (Hoeffding's bound for a binomial)."""
    if share <= rate:
        return 0.0
    kept = min(share, 1 - 1e-9)
    divergence = kept * math.log(kept / rate) + (1 - kept) * math.log((1 - kept) / (1 - rate))
    return -count * divergence / math.log(10)
