"""Reads the mark that Stable Diffusion and its relatives hide in colour (`dwtDct` of the package invisible-watermark).

The method, from its public description: the first half of the colour difference U is averaged over 2 x 2 pixels (the low band
of a Haar wavelet), cut into blocks of 4 x 4, and in each block the strongest value is moved to the first or third quarter of a
step of 36, for a 0 or a 1. The message repeats from block to block; the blocks vote. Despite its name no cosine transform takes
part. The voting starts at the top left, so any crop, resize or strong compression destroys it.
Generators call the encoder in two ways, with whole numbers (U around 128) and with fractions (U around 0.5), and some swap
red and blue; all four are tried.
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
    readings = []
    for words, is_swapped, middle in VARIANTS:
        votes = block_votes(colour_difference(rgb, is_swapped=is_swapped, middle=middle))
        for message in messages:
            readings.append(Reading(message, words, _agreement(votes, message.bits)))
    return max(readings, key=lambda reading: reading.agreement)


def colour_difference(rgb: NDArray[np.uint8], *, is_swapped: bool, middle: float) -> NDArray[np.float64]:
    """U of YUV (BT.601) around `middle`."""
    import numpy as np

    red, green, blue = (
        rgb[..., place].astype(np.float64) for place in ((2, 1, 0) if is_swapped else (0, 1, 2))
    )
    light = 0.299 * red + 0.587 * green + 0.114 * blue
    return 0.492 * (blue - light) + middle


def low_band(plane: NDArray[np.float64]) -> NDArray[np.float64]:
    """The low band of one level of the Haar wavelet, of the part whose sides are multiples of 4."""
    height, width = (side // 4 * 4 for side in plane.shape)
    even = plane[:height:2, :width:2] + plane[:height:2, 1:width:2]
    odd = plane[1:height:2, :width:2] + plane[1:height:2, 1:width:2]
    return (even + odd) / 2


def block_votes(plane: NDArray[np.float64]) -> NDArray[np.bool_]:
    """The bit that each block votes for, row by row."""
    import numpy as np

    blocks = cut(low_band(plane))
    strongest = np.abs(blocks)[:, 1:].max(axis=1)
    votes: NDArray[np.bool_] = strongest % STEP > STEP / 2
    return votes


def cut(band: NDArray[np.float64]) -> NDArray[np.float64]:
    """Blocks of 4 x 4 as rows of 16 values, row by row; what is left at the right and below is not used."""
    rows, columns = (side // BLOCK for side in band.shape)
    kept = band[: rows * BLOCK, : columns * BLOCK]
    return kept.reshape(rows, BLOCK, columns, BLOCK).swapaxes(1, 2).reshape(-1, BLOCK * BLOCK)


def _agreement(votes: NDArray[np.bool_], bits: tuple[int, ...]) -> float:
    """Share of the message's bits for which the majority of blocks is right; a tie is wrong."""
    import numpy as np

    length = len(bits)
    if votes.size < length * LEAST_VOTES:
        return 0.0
    places = np.arange(votes.size) % length
    counts = np.bincount(places, minlength=length)
    ones = np.bincount(places, weights=votes, minlength=length)
    wanted = np.array(bits, dtype=bool)
    right = np.where(wanted, ones * 2 > counts, ones * 2 < counts)
    return float(right.mean())
