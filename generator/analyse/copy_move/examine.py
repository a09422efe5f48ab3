"""Finds the copies of a picture: exact ones first, then those that were turned, resized, mirrored or saved with loss.

Larger pictures are searched at a reduced size for the second kind. What both ways find is kept as two ends with a mask each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.analyse import masks
from generator.analyse.copy_move import (
    blurs,
    compressed,
    dense,
    exact,
    matching,
    noise,
    points,
    printed,
    trial,
)
from generator.analyse.copy_move.rounding import Rounding

Floats = NDArray[np.float64]

SEARCHED_WHOLE = 1_100_000
"""Pictures of up to so many pixels are searched at their own size."""
SEARCHED_SHARE = 0.2
"""Larger ones are reduced to this share of their pixels,"""
LEAST_SEARCHED = 650_000
"""but to no fewer than this"""
MOST_SEARCHED = 1_000_000
"""and to no more than this."""
MOST_TRIALS = 150
"""Suggested moves that are tried, the best supported first."""
LEAST_GRAIN = 0.6
"""Correlation of the grain in a trial's window from which its move is followed up."""
LEAST_REFUSED, MOST_REFUSED = 3, 6
"""Moves that may be followed up in vain: where more fail, the picture repeats itself. Small pictures have fewer,"""
REFUSED_PER_MEGAPIXEL = 25
"""so that the work stays in proportion to the pixels. Of 87 copies made in pictures of 0.08 to 0.25 megapixels, 78 were found
with six at most and 77 with two: a copy's grain is nearly always among the first to be followed up."""
SAME_MOVE = 0.1
"""Two moves are the same when they take the middle of a part to places closer than this share of its size."""
ROWS_AT_ONCE = 16
"""Rows of the other end that are laid out at once, to spare memory."""
SMALLEST_SIDE = 96
"""Pixels of the shorter side that a search needs."""
LEAST_LIVELY = 0.2
"""Share of pixels that aren't plain which a search needs: photographs have a quarter and more, drawings less."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a copy."""

    x: int
    """Left edge of its box, pixels of the stored picture."""
    y: int
    """Top edge of its box."""
    mask: NDArray[np.bool_]
    """Pixels of the box that belong to it."""


@dataclass(frozen=True, slots=True)
class Copy:
    """Two parts of one picture with the same pixels."""

    matrix: Floats
    """2 x 3: maps x, y of the first end to the second."""
    first: End
    """The upper end, as found."""
    second: End
    """The other end."""
    is_exact: bool
    """Whether the numbers of both are equal."""
    log_nfa: float
    """Power of ten of how many such parts chance would give in the picture."""
    agreement: float
    """1 for exact copies; otherwise the median correlation of what noise is left."""
    miss: float | None = None
    """For copies that only the file's rounding hides: the difference of both ends as a share of what rounding makes of them."""


@dataclass(frozen=True, slots=True)
class CopyEvidence:
    """What the search found."""

    shape: tuple[int, int]
    """Height and width of the stored picture."""
    copies: tuple[Copy, ...]
    """Largest first."""
    lookalikes: int
    """Parts that look alike but whose noise differs: repeated things."""
    reduction: float
    """Size at which turned copies were searched, of the stored size."""
    tried: Floats
    """n x 3: x, y and the grain's correlation of windows that were laid on others, both ends of each."""
    window: float
    """Side of these windows, pixels of the stored picture."""


def examine(
    rgb: NDArray[np.uint8], *, is_lossless: bool, table: tuple[int, ...] | None = None
) -> CopyEvidence:
    """Searches a picture.

    `is_lossless`: the file keeps pixels exactly, so exact copies survive in it. `table`: the 64 steps to which compression
    rounded brightness, where they are known.
    """
    height, width = rgb.shape[:2]
    copies = _exact_copies(rgb) if is_lossless else []
    whole = Image.fromarray(rgb).convert("L")
    gray, reduction = _reduced(whole)
    rounding = Rounding(np.asarray(whole), table, reduction) if table else None
    more, lookalikes, tried = _noisy_copies(gray, reduction, (height, width), rounding, known=copies)
    copies = sorted(
        [*copies, *more], key=lambda item: (-int(item.first.mask.sum()), item.first.y, item.first.x)
    )
    window = (2 * trial.HALF + 1) / reduction
    return CopyEvidence((height, width), tuple(copies), lookalikes, reduction, tried, window)


def is_plain(rgb: NDArray[np.uint8]) -> bool:
    """Whether most pixels equal their neighbours, as in drawings and pages of text."""
    # Every eighth row tells enough; each is looked at together with the next one.
    first = np.arange(0, len(rgb) - 1, 8)
    pairs = rgb[np.stack((first, first + 1), axis=1).ravel()]
    shares: list[float] = exact.busy(pairs)[::2].mean(axis=1).tolist()
    return sum(shares) < LEAST_LIVELY * len(shares)


def mask_of(evidence: CopyEvidence) -> NDArray[np.bool_]:
    """Height x width: both ends of all copies."""
    result = np.zeros(evidence.shape, np.bool_)
    for copy in evidence.copies:
        for end in (copy.first, copy.second):
            lay(result, end)
    return result


def lay(canvas: NDArray[np.bool_], end: End) -> None:
    """Adds an end to a mask of the whole picture."""
    height, width = end.mask.shape
    canvas[end.y : end.y + height, end.x : end.x + width] |= end.mask


def _exact_copies(rgb: NDArray[np.uint8]) -> list[Copy]:
    lively = exact.busy(rgb)
    copies = []
    for shift in exact.shifts(rgb, lively):
        for x, y, mask, log_nfa in exact.equal_parts(rgb, lively, shift):
            matrix = np.array([[1.0, 0.0, shift.dx], [0.0, 1.0, shift.dy]])
            copies.append(
                Copy(matrix, End(x, y, mask), End(x + shift.dx, y + shift.dy, mask), True, log_nfa, 1.0)
            )
    return copies


def _reduced(image: Image.Image) -> tuple[NDArray[np.float32], float]:
    width, height = image.size
    reduction = 1.0
    if height * width > SEARCHED_WHOLE:
        searched = min(max(SEARCHED_SHARE * height * width, LEAST_SEARCHED), MOST_SEARCHED)
        reduction = float(np.sqrt(searched / (height * width)))
        size = (max(1, round(width * reduction)), max(1, round(height * reduction)))
        image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return np.asarray(image, np.float32), reduction


def _noisy_copies(
    gray: NDArray[np.float32],
    reduction: float,
    shape: tuple[int, int],
    rounding: Rounding | None,
    *,
    known: list[Copy],
) -> tuple[list[Copy], int, Floats]:
    """Copies, the number of things that only look alike, and the windows that were tried."""
    pairs = matching.likely(matching.find_pairs(points.find(blurs.space(gray))), most=MOST_TRIALS)
    if not len(pairs):
        return [], 0, np.empty((0, 3))
    bands = dense.Bands(gray)
    trials = trial.tried(bands.detail, pairs)
    copies: list[Copy] = []
    lookalikes = int(((trials.grain > -1) & (trials.grain < LEAST_GRAIN)).sum())
    here, there = trials.place.astype(np.float64), trials.reached()
    is_open = trials.grain >= LEAST_GRAIN
    for copy in known:
        is_open &= ~_follows(here / reduction, there / reduction, copy.matrix, copy.first, 4.0 / reduction)
    least = noise.PROMISING_ROUNDED if rounding else noise.PROMISING_MEDIAN
    is_promising = partial(noise.is_promising, least=least)
    refused, most_refused = 0, round(REFUSED_PER_MEGAPIXEL * gray.size / 1e6)
    most_refused = min(max(most_refused, LEAST_REFUSED), MOST_REFUSED)
    for index in np.argsort(-trials.grain, kind="stable"):
        if not is_open[index]:
            continue
        if refused == most_refused:
            break
        part = dense.agreement(
            bands,
            trials.matrix[index],
            trials.place[index : index + 1].astype(np.float64),
            is_promising=is_promising,
        )
        verdict = noise.judged(part, trials, bands, rounding) if part else None
        if part and verdict and verdict.matrix is not None:
            part = replace(part, matrix=verdict.matrix)
        if part and verdict and _is_print(gray, part, verdict, reduction, rounding):
            verdict = None
        if part is None or verdict is None:
            lookalikes += 1
            refused += 1
            if part:
                is_open &= ~_follows(here, there, part.matrix, End(part.x, part.y, part.mask), 4.0)
            continue
        copy = _enlarged(part, verdict, reduction, shape)
        is_open &= ~_follows(here / reduction, there / reduction, copy.matrix, copy.first, 4.0 / reduction)
        if not any(_holds(copy, item) for item in [*known, *copies]):
            copies.append(copy)
    grain = np.maximum(trials.grain, 0).astype(np.float64)[:, None]
    tried = np.vstack([np.hstack((end / reduction, grain)) for end in (here, there)])
    return copies, lookalikes, tried


def _is_print(
    gray: NDArray[np.float32],
    part: dense.Agreement,
    verdict: noise.Verdict,
    reduction: float,
    rounding: Rounding | None,
) -> bool:
    """Whether a part may agree only because it was printed or drawn alike."""
    place = part.x, part.y
    if rounding and printed.is_drawn(gray, place, verdict.mask):
        inner = masks.shrunk(verdict.mask, 3)
        if verdict.miss is not None or compressed.is_plain_in_places(part, inner, rounding):
            return True
    return printed.is_repeated(gray, part.matrix, place, verdict.mask, reduction=reduction)


def _holds(copy: Copy, other: Copy) -> bool:
    """Whether a copy covers one that is known, in either direction: the known one is the surer."""
    for start, goal in ((other.first, other.second), (other.second, other.first)):
        x, y = _middle(start)
        reached = copy.matrix @ np.array([x, y, 1.0])
        row, column = round(y) - copy.first.y, round(x) - copy.first.x
        rows, columns = copy.first.mask.shape
        is_inside = 0 <= row < rows and 0 <= column < columns and bool(copy.first.mask[row, column])
        if is_inside and float(np.hypot(*(reached - _middle(goal)))) < SAME_MOVE * max(goal.mask.shape):
            return True
    return False


def _middle(end: End) -> tuple[float, float]:
    columns, rows = (np.count_nonzero(end.mask, axis=axis) for axis in (0, 1))
    count = int(columns.sum())
    x, y = (int((side * np.arange(len(side))).sum()) / count for side in (columns, rows))
    return x + end.x, y + end.y


def _follows(here: Floats, there: Floats, matrix: Floats, first: End, most: float) -> NDArray[np.bool_]:
    """Which places lie in an end that the matrix moves to where they are moved, in either direction. `most`: miss, pixels."""
    result = np.zeros(len(here), np.bool_)
    for start, goal in ((here, there), (there, here)):
        miss = start @ matrix[:, :2].T + matrix[:, 2] - goal
        column = np.rint(start[:, 0]).astype(int) - first.x
        row = np.rint(start[:, 1]).astype(int) - first.y
        rows, columns = first.mask.shape
        inside = (column >= 0) & (row >= 0) & (column < columns) & (row < rows)
        inside[inside] = first.mask[row[inside], column[inside]]
        result |= inside & ((miss * miss).sum(axis=1) < most * most)
    return result


def _enlarged(
    part: dense.Agreement, verdict: noise.Verdict, reduction: float, shape: tuple[int, int]
) -> Copy:
    """A copy found at a reduced size, in pixels of the stored picture."""
    matrix = part.matrix.copy()
    # Centres of pixels lie half a pixel in, so the shift changes with the size by more than a factor.
    half = np.array([0.5, 0.5])
    matrix[:, 2] = (matrix[:, :2] @ (-half) + matrix[:, 2] + half) / reduction - half + matrix[:, :2] @ half
    rows, columns = np.nonzero(verdict.mask)
    left, top = columns.min() + part.x, rows.min() + part.y
    right, bottom = columns.max() + part.x + 1, rows.max() + part.y + 1
    box = _scaled_box(left, top, right, bottom, reduction, shape)
    inner = verdict.mask
    y = np.floor((np.arange(box[1], box[3]) + 0.5) * reduction).astype(int) - part.y
    x = np.floor((np.arange(box[0], box[2]) + 0.5) * reduction).astype(int) - part.x
    inside_y, inside_x = (y >= 0) & (y < inner.shape[0]), (x >= 0) & (x < inner.shape[1])
    mask = inner[np.ix_(np.clip(y, 0, inner.shape[0] - 1), np.clip(x, 0, inner.shape[1] - 1))]
    mask = mask & inside_y[:, None] & inside_x[None, :]
    first = End(box[0], box[1], mask)
    second = _moved(first, matrix, shape)
    return Copy(matrix, first, second, False, verdict.log_nfa, verdict.agreement, verdict.miss)


def _scaled_box(
    left: int, top: int, right: int, bottom: int, reduction: float, shape: tuple[int, int]
) -> tuple[int, int, int, int]:
    return (
        max(0, int(np.floor(left / reduction))),
        max(0, int(np.floor(top / reduction))),
        min(shape[1], int(np.ceil(right / reduction)) + 1),
        min(shape[0], int(np.ceil(bottom / reduction)) + 1),
    )


def _moved(end: End, matrix: Floats, shape: tuple[int, int]) -> End:
    """The other end: every pixel whose place before the move belongs to this one."""
    height, width = end.mask.shape
    right_edge, bottom_edge = end.x + width - 1, end.y + height - 1
    corners = np.array(
        [[end.x, end.y], [right_edge, end.y], [end.x, bottom_edge], [right_edge, bottom_edge]], np.float64
    )
    reached = corners @ matrix[:, :2].T + matrix[:, 2]
    left, top = (int(value) for value in np.maximum(np.floor(reached.min(axis=0)), 0))
    right = min(shape[1], int(np.ceil(reached[:, 0].max())) + 1)
    bottom = min(shape[0], int(np.ceil(reached[:, 1].max())) + 1)
    back = np.linalg.inv(matrix[:, :2])
    x = np.arange(left, right, dtype=np.float64)[None, :] - matrix[0, 2]
    y = np.arange(top, bottom, dtype=np.float64)[:, None] - matrix[1, 2]
    mask = np.empty((len(y), x.size), np.bool_)
    for start in range(0, len(y), ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        column = np.rint(back[0, 0] * x + back[0, 1] * y[rows]).astype(np.int32) - end.x
        row = np.rint(back[1, 0] * x + back[1, 1] * y[rows]).astype(np.int32) - end.y
        inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
        mask[rows] = end.mask[np.clip(row, 0, height - 1), np.clip(column, 0, width - 1)] & inside
    return End(left, top, masks.filled(mask))
