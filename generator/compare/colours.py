"""How the colours of two versions differ as a whole, in words with numbers.

Measured on means of the same small blocks of both, without those that exposure cut off. Brightness is the ratio of the mean
gray values. Contrast is the ratio of their spreads beyond that. Strength of colours is the ratio of the distances between a
pixel's largest and smallest channel, beyond the change of brightness and contrast. Warmth is the share by
which red outweighs blue in what was nearly gray.

What it can't show: which of the two was changed, or whether a camera's program did it. Small differences come from saving, and
aren't named.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from generator.compare.tone import COLOURED, GRAY, Tone

BRIGHTER, MORE_CONTRAST, MORE_COLOUR = 0.04, 0.08, 0.10
"""Least change that is named, as a share."""
LEAST_COLOUR = 2.0
"""Least change of the strength of colours in steps of 255."""
WARMER, GREENER = 0.03, 0.03
"""Least change of red against blue, and of green against both, as a share of brightness."""
NEARLY_GRAY = 0.12
"""Distance between the channels up to which a block counts as nearly gray, as a share of its brightness."""

Values = NDArray[np.float64]


def both_ways(tone: Tone) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """How the frame is compared with the other picture, and the other with the frame; empty where nothing is to be named."""
    samples = tone.samples
    if samples is None or (tone.kind == "same" and not tone.shade):
        return (), ()
    return (
        tuple(_words(samples.laid, samples.frame, 1 + tone.shade)),
        tuple(_words(samples.frame, samples.laid, 1 / (1 + tone.shade))),
    )


def _words(before: Values, after: Values, corners: float) -> list[str]:
    """How `after` is compared with `before`."""
    words = []
    bright = float(after.mean() / max(1e-3, before.mean()))
    if abs(bright - 1) >= BRIGHTER:
        words.append(f"{'brighter' if bright > 1 else 'darker'} by {_percent(bright)}")
    contrast = _spread(after) / max(1e-3, _spread(before)) / bright
    if abs(contrast - 1) >= MORE_CONTRAST:
        words.append(f"{'richer' if contrast > 1 else 'poorer'} in contrast by {_percent(contrast)}")
    words += _colour_words(before, after, bright * contrast if abs(contrast - 1) >= MORE_CONTRAST else bright)
    if corners != 1:
        words.append(f"{'darker' if corners < 1 else 'brighter'} towards its corners by {_percent(corners)}")
    return words


def _colour_words(before: Values, after: Values, gain: float) -> list[str]:
    """What is left beyond a gain of all channels."""
    strong = [float(np.ptp(item, axis=1).mean()) * 255 for item in (before, after)]
    if strong[0] <= GRAY and strong[1] > COLOURED:
        return ["in colour instead of black and white"]
    if strong[0] <= COLOURED:
        return []
    if strong[1] <= GRAY:
        return ["black and white"]
    ratio = strong[1] / strong[0] / gain
    warm, green, was = _cast(before, after)
    # Colours that got stronger take with them what was nearly gray; a cast makes colours out of gray.
    if max(abs(warm), abs(green)) > 1.5 * abs(was * (ratio - 1)) + 0.01:
        words = []
        if abs(warm) >= WARMER:
            words.append("warmer (more red, less blue)" if warm > 0 else "cooler (more blue, less red)")
        if abs(green) >= GREENER:
            words.append("greener" if green > 0 else "more purple")
        if words:
            return words
    if abs(ratio - 1) >= MORE_COLOUR and abs(strong[1] / gain - strong[0]) >= LEAST_COLOUR:
        return [f"{'stronger' if ratio > 1 else 'weaker'} in its colours by {_percent(ratio)}"]
    return []


def _percent(ratio: float) -> str:
    return f"{round(abs(ratio - 1) * 100)} %"


def _spread(colours: Values) -> float:
    """Half the range of brightness that the middle 80 % of the blocks take."""
    low, high = np.quantile(colours.mean(axis=1), (0.1, 0.9))
    return float(high - low) / 2


def _cast(before: Values, after: Values) -> tuple[float, float, float]:
    """By how much red outweighs blue, and green both, more than before, as shares of brightness, and by how much red did
    before; 0 where nothing is nearly gray.

    Told by nearly gray blocks alone: all others change with the strength of colours, too.
    """
    is_gray = np.ptp(before, axis=1) <= NEARLY_GRAY * before.mean(axis=1)
    if is_gray.sum() < max(30, 0.01 * len(before)):
        return 0.0, 0.0, 0.0
    shares = [
        item[is_gray] / np.maximum(item[is_gray].mean(axis=1, keepdims=True), 0.02)
        for item in (before, after)
    ]
    red, green, blue = (float(item) for item in np.median(shares[1] - shares[0], axis=0))
    was = np.median(shares[0], axis=0)
    return red - blue, green - (red + blue) / 2, float(was[0] - was[2])
