"""Reads the mark that Stable Diffusion and its relatives hide in colour (`dwtDct` of the package invisible-watermark).

The method, from its public description: the first half of the colour difference U is averaged over 2 x 2 pixels (the low band
of a Haar wavelet), cut into blocks of 4 x 4, and in each block the strongest value is moved to the first or third quarter of a
step of 36, for a 0 or a 1. The message repeats from block to block; the blocks vote. Despite its name no cosine transform takes
part. The voting starts at the top left, so any crop, resize or strong compression destroys it.
Generators call the encoder in two ways, with whole numbers (U around 128) and with fractions (U around 0.5), and some swap
red and blue; all four are tried.
Everything is counted in millionths of the low band's unit, which are whole numbers, so that every machine gives the same
votes; the picture is read in strips, so that large ones take little memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.analyse.watermarks.known import LEAST_AGREEMENT, MESSAGES, Message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

STEP = 36.0
"""Width of a step of the strongest value."""
BLOCK = 4
"""Side of a block of the low band: 8 pixels of the picture."""
SMALLEST = 256 * 256
"""Pixels below which generators hide no mark."""
LEAST_VOTES = 6
"""Fewest blocks that vote for each bit, on average."""
SIDE = 2 * BLOCK
"""Side of a block in pixels of the picture."""
UNIT = 1_000_000
"""Whole numbers per unit of the low band."""
STRIP = 1 << 18
"""Pixels that are read at once."""
VARIANTS: tuple[tuple[str, bool, float], ...] = (
    ("whole numbers", False, 128.0),
    ("fractions", False, 0.5),
    ("whole numbers, red and blue swapped", True, 128.0),
    ("fractions, red and blue swapped", True, 0.5),
)
"""How the encoder was called: in words, whether red and blue are swapped, and the middle of U."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The message that fits best."""

    message: Message
    """Which one."""
    variant: str
    """How it was hidden."""
    agreement: float
    """Share of its bits that are right."""

    @property
    def is_found(self) -> bool:
        """Whether enough bits are right."""
        return self.agreement >= LEAST_AGREEMENT


def read_mark(rgb: NDArray[np.uint8], *, messages: Sequence[Message] = MESSAGES) -> Reading:
    """The best reading of a picture of height x width x 3, as stored. The picture must have `SMALLEST` pixels or more."""
    extremes = {is_swapped: _extremes(rgb, is_swapped=is_swapped) for is_swapped in (False, True)}
    readings = []
    for words, is_swapped, middle in VARIANTS:
        votes = _votes(*extremes[is_swapped], middle=middle)
        for message in messages:
            readings.append(Reading(message, words, _agreement(votes, message.bits)))
    return max(readings, key=lambda reading: reading.agreement)


def _extremes(rgb: NDArray[np.uint8], *, is_swapped: bool) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Least and greatest value of U around 0 in the low band of each block, row by row, without the block's first value.

    U of YUV (BT.601) is 0.492 (blue - light), with a light of 0.299 red + 0.587 green + 0.114 blue. Two by two of it halved
    give the low band, so 246 (886 blue - 299 red - 587 green), of sums over two by two, are its millionths.
    """
    import numpy as np

    rows, columns = (side // SIDE for side in rgb.shape[:2])
    least, greatest = (np.zeros((rows, columns), np.int32) for _ in range(2))
    red, blue = (2, 0) if is_swapped else (0, 2)
    strip = max(1, STRIP // (SIDE * SIDE * max(1, columns)))
    for first in range(0, rows, strip):
        last = min(rows, first + strip)
        part = rgb[first * SIDE : last * SIDE, : columns * SIDE]
        lines = np.add(part[0::2], part[1::2], dtype=np.int32)
        sums = lines[:, 0::2] + lines[:, 1::2]
        values = 246 * (886 * sums[..., blue] - 299 * sums[..., red] - 587 * sums[..., 1])
        # The first value of a block carries its mean, not the mark: its neighbour stands in for it.
        values[::BLOCK, ::BLOCK] = values[::BLOCK, 1::BLOCK]
        for result, choose in ((least, np.minimum), (greatest, np.maximum)):
            best = choose.reduce(values.reshape(last - first, BLOCK, columns * BLOCK), axis=1)
            result[first:last] = choose.reduce([best[:, place::BLOCK] for place in range(BLOCK)])
    return least.ravel(), greatest.ravel()


def _votes(least: NDArray[np.int32], greatest: NDArray[np.int32], *, middle: float) -> NDArray[np.bool_]:
    """The bit that each block votes for, row by row."""
    import numpy as np

    raised = np.int32(2 * middle * UNIT)
    step = int(STEP * UNIT)
    strongest = np.maximum(greatest + raised, -(least + raised))
    votes: NDArray[np.bool_] = strongest % np.int32(step) > step // 2
    return votes


def _agreement(votes: NDArray[np.bool_], bits: tuple[int, ...]) -> float:
    """Share of the message's bits for which the majority of blocks is right; a tie is wrong."""
    import numpy as np

    length = len(bits)
    if votes.size < length * LEAST_VOTES:
        return 0.0
    whole = votes.size // length * length
    rest = votes[whole:]
    counts = np.full(length, whole // length)
    counts[: rest.size] += 1
    ones = votes[:whole].reshape(-1, length).sum(axis=0)
    ones[: rest.size] += rest
    wanted = np.array(bits, dtype=bool)
    right = np.where(wanted, ones * 2 > counts, ones * 2 < counts)
    return float(right.mean())
