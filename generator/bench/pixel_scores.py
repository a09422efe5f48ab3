"""How well flagged pixels agree with the altered ones: F1, Matthews' correlation, and the area under the ROC curve.

Sources: Matthews 1975 for the correlation (MCC); Mann and Whitney 1947 for the area (AUC) as a count of ranks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHANCE = 0.5
"""AUC of a map that says nothing."""


def agreement(flagged: NDArray[np.bool_], truth: NDArray[np.bool_]) -> tuple[float, float]:
    """F1 and Matthews correlation of two masks; 0 where one of them is all of one kind."""
    both = float((flagged & truth).sum())
    only_flagged, only_truth = float(flagged.sum()) - both, float(truth.sum()) - both
    neither = flagged.size - both - only_flagged - only_truth
    f1 = 2 * both / (2 * both + only_flagged + only_truth) if both else 0.0
    product = (both + only_flagged) * (both + only_truth) * (neither + only_flagged) * (neither + only_truth)
    return f1, (both * neither - only_flagged * only_truth) / product**0.5 if product else 0.0


def area_under_curve(score: NDArray[np.floating], truth: NDArray[np.bool_]) -> float:
    """Share of all pairs of an altered and an untouched pixel in which the altered one scores higher; ties count half."""
    import numpy as np

    inside, outside = score[truth], np.sort(score[~truth])
    if not inside.size or not outside.size:
        return CHANCE
    lower = np.searchsorted(outside, inside, "left").sum(dtype=np.int64)
    not_higher = np.searchsorted(outside, inside, "right").sum(dtype=np.int64)
    return (int(lower) + int(not_higher)) / (2 * inside.size * outside.size)
