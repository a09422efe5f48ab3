"""All that the coefficients of one JPEG file tell of earlier compressions, in one value."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.analyse.coefficients import BLOCK, Coefficients
from generator.analyse.quantization.earlier import EarlierSave, earlier_save
from generator.analyse.quantization.evidence import Gathered, gather
from generator.analyse.quantization.regions import (
    ALIKE_AGAIN,
    LEAST_EACH,
    Part,
    find_parts,
    is_evident,
    leaning,
    mask_of,
    suspect,
)

SMALLEST_SIDE = 128
"""Pictures with a shorter side are not examined, pixels."""


@dataclass(frozen=True, slots=True)
class QuantizationEvidence:
    """Traces of earlier compressions in one file."""

    shape: tuple[int, int]
    """Height and width of the picture, pixels."""
    gathered: Gathered
    """By block."""
    earlier: EarlierSave
    """The compression before the file's own."""
    is_readable: bool
    """Whether the trace of an earlier compression is clear."""
    parts: tuple[Part, ...]
    """Parts without its trace, the surest first."""

    @property
    def is_faint(self) -> bool:
        """Whether a part would hardly show, because even its blocks would have little evidence."""
        return self.gathered.strength < LEAST_EACH

    @property
    def sound_share(self) -> float:
        """Share of the blocks that are not clipped."""
        return float(self.gathered.is_sound.mean()) if self.gathered.is_sound.size else 0.0


def examine(coefficients: Coefficients, rgb: NDArray[np.uint8]) -> QuantizationEvidence:
    """The traces in a file's coefficients; `rgb` is the decoded picture."""
    gathered = gather(coefficients, rgb)
    parts: tuple[Part, ...] = ()
    is_readable = is_evident(gathered)
    if is_readable:
        parts = find_parts(gathered)
        # A large part has spoiled the very histograms that it is compared with, so it gets a second look without it.
        if not parts and (blocks := suspect(gathered)) is not None:
            again = gather(coefficients, rgb, without=blocks, combs=gathered.combs)
            if parts := find_parts(again, alike=ALIKE_AGAIN):
                gathered = again
    shape = rgb.shape[0], rgb.shape[1]
    return QuantizationEvidence(shape, gathered, earlier_save(gathered.combs), is_readable, parts)


def flagged(evidence: QuantizationEvidence) -> NDArray[np.bool_]:
    """Height x width: the parts."""
    return mask_of(evidence.parts, evidence.shape)


def scores(evidence: QuantizationEvidence) -> NDArray[np.float32]:
    """Height x width: how much each block speaks against the earlier compression, its neighbours heard."""
    height, width = evidence.shape
    blocks = leaning(evidence.gathered).astype(np.float32)
    whole = np.repeat(np.repeat(blocks, BLOCK, axis=0), BLOCK, axis=1)
    return np.pad(whole, ((0, height - whole.shape[0]), (0, width - whole.shape[1])), mode="edge")
