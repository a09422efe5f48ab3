"""Making one picture as bright, contrasty and coloured as another, so that only other differences are left.

The colours of the one are written by those of the other: not at all where they agree, as a straight line or a gently bent
curve of each channel (exposure, contrast), or as a curve of all three (another colour space, a filter), whichever is the
simplest that explains the pixels about as well as the best. Before that a gain that changes towards the corners (vignetting)
is taken out. All is worked out on means of small blocks, where the noise of compression cancels out; blocks that fit badly
count little (iterated weights), as they may be what was changed.

A value counts as different only by as much as no plausible one of these curves explains it: for colours that are rare in a
picture they say different things. What exposure drove to white or black holds no difference that could be told.

What it can't show: a change that affects more than half of the picture in the same way looks like a change of exposure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.compare.curves import CAP, Curve, applied, error_of, fitted, solved_for

Pixels = NDArray[np.uint8]
Values = NDArray[np.float64]

SAME = 1.0
"""Gray steps of mean difference, or of steady difference in one channel, up to which nothing has to be compensated."""
WHITE, BLACK = 247, 8
"""Values beyond which a channel may have been cut off by exposure."""
ALMOST, SLACK = 1.1, 0.1 / 255
"""A simpler curve is taken when its error is at most so much larger than the best one's."""
PLAUSIBLE, MORE = 1.5, 0.5 / 255
"""A curve is plausible when its error is at most so much larger than the chosen one's."""
UNSURE = 0.05
"""Share of a correction by which it may be wrong."""
RARE = 0.7
"""Share of all pixels of its colours that a region must hold for these to count as rare."""
OFF = 30.0
"""Median steps of 255 by which a curve may be wrong for rare colours."""
STEADY = 6.0
"""Gray steps that may be left when a region of rare colours got a curve of its own."""
CURVES = (("line", 2), ("curve", 4), ("colours", 10))
LEAST_SHADE = 0.06
"""Logarithm of the change of gain from the middle to the corners that counts."""
EXPLAINED = 0.6
"""Share of the median difference that is left at most when vignetting is to count."""
GRAY, COLOURED = 2.5, 5.0
"""Mean steps of 255 between the channels up to which a picture is black and white, and from which it is not."""
_BLOCK, _SAMPLES = 4, 20_000


@dataclass(frozen=True, slots=True)
class Samples:
    """Means of the same small blocks of both pictures, 0 to 1, n x 3; those that exposure cut off are left out."""

    laid: Values
    """Of the picture that is laid upon the frame, with its vignetting taken out."""
    frame: Values
    """Of the frame."""


@dataclass(frozen=True, slots=True)
class Tone:
    """How the colours of one picture differ from those of another as a whole."""

    kind: str
    """`same`, `line`, `curve` or `colours`: what had to be compensated."""
    shade: float = 0.0
    """Gain of the frame against the other picture in the corners, less 1, where that in the middle is 1."""
    samples: Samples | None = None
    """What it was worked out from."""


def match(frame: Pixels, laid: Pixels, is_valid: NDArray[np.bool_]) -> tuple[NDArray[np.float32], Tone]:
    """`laid` with the colours of `frame`, as near to the frame as plausible curves allow, and what that took."""
    places = _places(frame, laid, is_valid)
    as_is = laid.astype(np.float32)
    if len(places) < 64:
        return as_is, Tone("same")
    x, y = (_means(item)[places] / 255 for item in (laid, frame))
    radius = _radius(is_valid.shape)
    squared = _means(radius[..., None])[places][:, 0]
    slopes = _settled(_shade(x, y, squared), x, y, squared)
    shade = round(float(np.expm1(sum(slopes))), 3)
    if shade:
        gain = np.exp(np.float32(slopes[0]) * radius + np.float32(slopes[1]) * radius * radius)[..., None]
        as_is = as_is * gain
        x = x * _means(gain)[places]
    plain = error_of(y - x)
    steady = float(np.abs(np.median(y - x, axis=0)).max())
    if plain * 255 <= SAME and steady * 255 < SAME:
        adjusted = np.minimum(as_is, 255) if shade else as_is
        return adjusted, Tone("same", shade, Samples(x, y))
    curves = [fitted(x, y, kind, terms) for kind, terms in CURVES]
    best = min(item.error for item in curves)
    if best >= 0.95 * plain or (plain - best) * 255 < 0.15:
        return as_is, Tone("same", shade, Samples(x, y))
    chosen = next(item for item in curves if item.error <= ALMOST * best + SLACK)
    most = PLAUSIBLE * chosen.error + MORE
    adjusted = _nearest(
        frame, laid, as_is, chosen, [item for item in curves if item.error <= most], plain <= most
    )
    # What was changed says nothing of the colours as a whole.
    is_bulk = (np.abs(applied(x.astype(np.float32), chosen) - y) <= CAP).all(axis=1)
    if is_bulk.sum() >= 64:
        x, y = x[is_bulk], y[is_bulk]
    return adjusted, Tone(chosen.kind, shade, Samples(x, y))


def is_gray_beside_colour(tone: Tone) -> bool:
    """Whether one of the two pictures is black and white and the other isn't: then only brightness can be compared."""
    if tone.samples is None:
        return False
    first, second = (
        float(np.ptp(item, axis=1).mean()) * 255 for item in (tone.samples.laid, tone.samples.frame)
    )
    return min(first, second) <= GRAY and max(first, second) >= COLOURED


def without_rare_colours(
    mask: NDArray[np.bool_],
    frame: Pixels,
    laid: Pixels,
    adjusted: NDArray[np.float32],
    is_valid: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """A mask of regions without those that only hold colours which occur nowhere else, keep all their detail, and are off by
    little.

    Where colours differ as a whole, the curve between them isn't known for such a colour.
    """
    from scipy.ndimage import find_objects, label

    labels, count = label(mask, np.ones((3, 3)))
    if not count:
        return mask
    coarse = (laid >> 4).astype(np.int32)
    codes = coarse[..., 0] * 256 + coarse[..., 1] * 16 + coarse[..., 2]
    everywhere = np.bincount(codes[is_valid], minlength=4096)
    keep = np.ones(count + 1, np.bool_)
    keep[0] = False
    for number, place in enumerate(find_objects(labels), 1):
        inside = labels[place] == number
        here = np.bincount(codes[place][inside], minlength=4096)
        is_rare = here.sum() >= RARE * everywhere[here > 0.01 * here.sum()].sum()
        off = np.abs(frame[place][inside] - adjusted[place][inside])
        if is_rare and float(np.median(off, axis=0).max()) <= OFF:
            x, y = (item[place][inside][:_SAMPLES].astype(np.float64) / 255 for item in (laid, frame))
            keep[number] = fitted(x, y, "line", 2).error * 255 > STEADY
    kept: NDArray[np.bool_] = keep[labels]
    return kept


def _nearest(
    frame: Pixels,
    laid: Pixels,
    as_is: NDArray[np.float32],
    chosen: Curve,
    plausible: Sequence[Curve],
    is_plain_plausible: bool,
) -> NDArray[np.float32]:
    """For each pixel of the frame the nearest value that the other picture's pixel can have become."""
    colours = as_is.reshape(-1, 3) / np.float32(255)
    wanted = frame.astype(np.float32)
    middle = _as_pixels(colours, chosen, laid.shape)
    unsure = np.float32(UNSURE) * np.abs(middle - as_is)
    low, high = middle - unsure, middle + unsure
    for curve in plausible:
        if curve is not chosen:
            there = _as_pixels(colours, curve, laid.shape)
            low, high = np.minimum(low, there), np.maximum(high, there)
    if is_plain_plausible:
        low, high = np.minimum(low, as_is), np.maximum(high, as_is)
    nearest = np.clip(wanted, low, high)
    is_white = ((frame >= WHITE) & (nearest >= wanted)) | ((laid >= WHITE) & (wanted >= nearest))
    is_black = ((frame <= BLACK) & (nearest <= wanted)) | ((laid <= BLACK) & (wanted <= nearest))
    found: NDArray[np.float32] = np.where(is_white | is_black, wanted, np.clip(nearest, 0, 255))
    return found.astype(np.float32)


def _as_pixels(colours: NDArray[np.float32], curve: Curve, shape: tuple[int, ...]) -> NDArray[np.float32]:
    there: NDArray[np.float32] = np.clip(applied(colours, curve) * np.float32(255), -40, 300)
    return there.reshape(shape)


def _blocks(values: NDArray[np.generic]) -> NDArray[np.generic]:
    """Blocks of the picture: rows, block rows, columns, block columns, channels."""
    size = _BLOCK if min(values.shape[:2]) >= 64 else 1
    height, width = values.shape[0] // size, values.shape[1] // size
    cut = values[: height * size, : width * size]
    return cut.reshape(height, size, width, size, -1)


def _means(values: NDArray[np.generic]) -> Values:
    """Mean of each block and channel, n x channels."""
    blocks = _blocks(values)
    means: Values = blocks.mean(axis=(1, 3), dtype=np.float64).reshape(-1, blocks.shape[-1])
    return means


def _places(frame: Pixels, laid: Pixels, is_valid: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Numbers of blocks that both show and exposure cut off in neither, evenly chosen."""
    covered = _blocks(is_valid[..., None]).all(axis=(1, 3)).ravel()
    brightest, darkest = (
        how(*(choose(_blocks(item), (1, 3)).reshape(len(covered), -1) for item in (frame, laid)))
        for how, choose in ((np.maximum, np.max), (np.minimum, np.min))
    )
    is_told = covered & (brightest.max(axis=1) <= WHITE) & (darkest.min(axis=1) >= BLACK)
    if is_told.sum() < 0.05 * covered.sum():
        is_told = covered
    places = np.flatnonzero(is_told)
    chosen: NDArray[np.int64] = places[:: max(1, len(places) // _SAMPLES)]
    return chosen


def _radius(shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Squared distance from the middle, 1 in the corners."""
    rows, columns = (np.linspace(-1, 1, side, dtype=np.float32) ** 2 for side in shape[:2])
    squared: NDArray[np.float32] = (rows[:, None] + columns) / np.float32(2)
    return squared


def _shade(x: Values, y: Values, squared: Values) -> tuple[float, float]:
    """By how much the logarithm of the frame's gain changes with the squared distance from the middle and that one's square;
    zeros where that explains little."""
    first, second = (np.log(item.mean(axis=1) + 0.02) for item in (x, y))
    one = np.ones_like(first)
    # Exposure and contrast are allowed for, so that a bright sky at the edge isn't taken for it.
    tones = [one, first, first * first]
    without = float(np.median(np.abs(solved_for(tones, second)[1])))
    solved, left = solved_for([*tones, squared, squared * squared], second)
    one_way, other = float(solved[3]), float(solved[4])
    is_explained = float(np.median(np.abs(left))) <= EXPLAINED * without
    if abs(one_way + other) < LEAST_SHADE or not is_explained or max(abs(one_way), abs(other)) > 4:
        return 0.0, 0.0
    return one_way, other


def _settled(slopes: tuple[float, float], x: Values, y: Values, squared: Values) -> tuple[float, float]:
    """The same after exposure and vignetting were told apart better, by turns."""
    for _ in range(3 if any(slopes) else 0):
        gained = x * np.exp(slopes[0] * squared + slopes[1] * squared * squared)[:, None]
        line = fitted(gained, y, "line", 2)
        first, second = (
            np.log(np.maximum(item.mean(axis=1), 0) + 0.02)
            for item in (applied(gained.astype(np.float32), line).astype(np.float64), y)
        )
        more, _ = solved_for([np.ones_like(squared), squared, squared * squared], second - first)
        slopes = slopes[0] + float(more[1]), slopes[1] + float(more[2])
    return slopes
