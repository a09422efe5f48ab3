"""All that the coefficients of one JPEG file tell of earlier compressions, in one value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from math import inf

import numpy as np
from numpy.typing import NDArray

from generator.analyse.coefficients import BLOCK, Coefficients, Luminance
from generator.analyse.cropped_jpeg.earlier import EarlierGrid
from generator.analyse.quantization.classes import Outline
from generator.analyse.quantization.confirming import bound_by_own, confirmed
from generator.analyse.quantization.contour import filled
from generator.analyse.quantization.corners import in_corners
from generator.analyse.quantization.earlier import EarlierSave, earlier_save
from generator.analyse.quantization.evidence import Gathered, gather
from generator.analyse.quantization.own_numbers import position
from generator.analyse.quantization.readings import (
    Reading,
    lossless_reading,
    moved_reading,
    own_reading,
    resized_reading,
)
from generator.analyse.quantization.regions import (
    ALIKE,
    ALIKE_AGAIN,
    Outlines,
    Part,
    bound_by_rest,
    find_parts,
    is_evident,
    leaning,
    outlines,
    suspect,
)
from generator.analyse.quantization.surroundings import all_of, ends_sharply
from generator.analyse.resized_jpeg.earlier import EarlierSize
from generator.analyse.resized_jpeg.restoring import as_now, restored, span_now

LEAST_EACH = 0.75
"""What a block must speak for the trace on average before it is said that no part lacks it, as a natural logarithm."""
LARGE = 0.2
"""Share of the picture from which on parts spoil the histograms."""
CLEARLY = 0.12
"""How far from "without" to "with" such a part may lie. True ones lay at 0.1 at most; most of what changes of tones made lay
farther."""
MOST_USUAL = 0.25
"""How much the comparison with the rest may speak for the comb in such a part, as a share of what is usual for its blocks.
Where a plain sky makes up most of the plain blocks, the comparison finds a little of it."""
STILL_WITHOUT = 0.3
"""How far the blocks may lie that such a part adds to those told by comparison. In own and development
pictures it was mostly 0.26 or less where they belonged to what was put in, and 0.43 or more where they didn't."""
LEAST_OWN = 0.09
"""How much its own numbers must say against the comb for each block, as a share of what a block of the picture says for it on
average. In 103 own pictures with clear traces it was 0.35 to 10; a false part had 0.08."""
SURELY_WITH = 1.0
"""How far on the way from "without" to "with" the blocks next to such a part must be. Around true parts 95 of 100 had 1.07 or
more of it; around parts that filters for corners or sides made it was mostly 0.5 to 0.9."""
SMALLEST_SIDE = 128
"""Pictures with a shorter side are not examined, pixels."""


Box = tuple[int, int, int, int]
"""Left, top, width and height, pixels."""


@dataclass(frozen=True, slots=True)
class QuantizationEvidence:
    """Traces of earlier compressions in one file."""

    shape: tuple[int, int]
    """Height and width of the picture, pixels."""
    read: tuple[int, int]
    """The same at the size at which it was read, which is another one where it was resized after the earlier save."""
    x: int
    """Columns before the first block of the grid that was read, 0 to 7."""
    y: int
    """Rows before it."""
    gathered: Gathered
    """By block."""
    earlier: EarlierSave
    """The compression before the file's own."""
    is_readable: bool
    """Whether the trace of an earlier compression is clear."""
    parts: tuple[Part, ...]
    """Parts without its trace, the surest first."""
    faded: tuple[Part, ...] = ()
    """Parts without its trace in several corners, as filters leave them; they don't count."""

    @property
    def is_moved(self) -> bool:
        """Whether the earlier save's blocks lie elsewhere than at the picture's corner."""
        return (self.x, self.y) != (0, 0)

    @property
    def is_resized(self) -> bool:
        """Whether the picture had another size when it was saved before; `x` and `y` are 0 then."""
        return self.read != self.shape

    def box(self, part: Part) -> Box:
        """Where a part lies in the picture: left, top, width and height in pixels."""
        left, top = part.x + self.x, part.y + self.y
        (x, width), (y, height) = (
            span_now(start, length, now, before)
            for start, length, now, before in zip(
                (left, top), (part.width, part.height), self.shape[::-1], self.read[::-1], strict=True
            )
        )
        return x, y, width, height

    def pixels(self, part: Part) -> int:
        """How many pixels of the picture a part has."""
        return round(part.pixels * (self.shape[0] * self.shape[1]) / (self.read[0] * self.read[1]))

    @property
    def is_faint(self) -> bool:
        """Whether no part shows and a part would hardly show, because even its blocks would have little evidence."""
        return not self.parts and self.gathered.strength < LEAST_EACH

    @property
    def sound_share(self) -> float:
        """Share of the blocks that are not clipped."""
        return float(self.gathered.is_sound.mean()) if self.gathered.is_sound.size else 0.0


def examine(
    coefficients: Coefficients,
    rgb: NDArray[np.uint8],
    *,
    before_crop: EarlierGrid | None = None,
    before_resize: EarlierSize | None = None,
) -> QuantizationEvidence:
    """The traces in a JPEG file's coefficients; `rgb` is the decoded picture.

    `before_crop` is the grid of a save before a crop, `before_resize` the size of one before the picture was resized. They are
    read as well where the file's own grid shows no parts, and the clearer trace counts: a coarse save on another grid leaves a
    faint one on this.
    """
    found = _examine(own_reading(coefficients), rgb)
    if before_crop is not None and not _tells_parts(found):
        found = _clearer(found, _examine(moved_reading(coefficients, before_crop), rgb))
    if before_resize is not None and not _tells_parts(found):
        reading = resized_reading(coefficients.luminance, before_resize, coefficients.table)
        found = _clearer(found, _examine_resized(reading, rgb, before_resize))
    return found


def examine_lossless(
    luminance: Luminance, rgb: NDArray[np.uint8], *, before_resize: EarlierSize | None = None
) -> QuantizationEvidence | None:
    """The traces in the pixels of a file without loss; None where they show no grid of an earlier save.

    `before_resize` is the size of a save before the picture was resized.
    """
    reading = lossless_reading(luminance)
    found = _examine(reading, rgb) if reading is not None else None
    if before_resize is None or (found is not None and _tells_parts(found)):
        return found
    resized = _examine_resized(resized_reading(luminance, before_resize, None), rgb, before_resize)
    return resized if found is None else _clearer(found, resized)


def _is_sure(found: QuantizationEvidence) -> bool:
    return found.is_readable and not found.is_faint


def _tells_parts(found: QuantizationEvidence) -> bool:
    return bool(found.parts) and _is_sure(found)


def _clearer(first: QuantizationEvidence, second: QuantizationEvidence) -> QuantizationEvidence:
    """The second, unless it can't be read or says no more than the first."""
    return first if not second.is_readable or (_is_sure(first) and not second.parts) else second


def _examine_resized(reading: Reading, rgb: NDArray[np.uint8], before: EarlierSize) -> QuantizationEvidence:
    """Of a reading at an earlier size; `rgb` has the size of now."""
    return replace(_examine(reading, restored(rgb, before.size)), shape=(rgb.shape[0], rgb.shape[1]))


def _examine(reading: Reading, rgb: NDArray[np.uint8]) -> QuantizationEvidence:
    gathered = gather(reading, rgb)
    parts: tuple[Part, ...] = ()
    is_readable = is_evident(gathered)
    if is_readable:
        outlined = outlines(gathered.smooth, gathered.is_readable)
        parts = _told_by_rest(reading, gathered, outlined)
        # A large part has spoiled the very histograms that it is compared with, so it gets a second look without it.
        large = LARGE * gathered.fine.size
        if (not parts or _blocks(parts) > large) and (blocks := suspect(gathered, outlined)) is not None:
            again = gather(reading, rgb, without=blocks, combs=gathered.combs)
            outlined = outlines(again.smooth, again.is_readable)
            better = _told_by_rest(reading, again, outlined, alike=ALIKE_AGAIN)
            if _blocks(better) > _blocks(parts):
                gathered, parts = again, better
        added = _added(reading, gathered, parts, _told_by_themselves(reading, gathered))
        if added:
            gathered = replace(gathered, smooth=gathered.bare)
            parts = _joined(parts, added, gathered.fine.shape)
    shape = rgb.shape[0], rgb.shape[1]
    earlier = earlier_save(gathered.combs)
    are_faded = in_corners(parts, (shape[0] - reading.y, shape[1] - reading.x))
    counting = tuple(part for part, is_faded in zip(parts, are_faded, strict=True) if not is_faded)
    faded = tuple(part for part, is_faded in zip(parts, are_faded, strict=True) if is_faded)
    return QuantizationEvidence(
        shape, shape, reading.x, reading.y, gathered, earlier, is_readable, counting, faded
    )


def _told_by_rest(
    reading: Reading, gathered: Gathered, outlined: Outlines, *, alike: float = ALIKE
) -> tuple[Part, ...]:
    """Parts that lack the comb by comparison with blocks like theirs, and by their own numbers."""
    where = partial(position, reading, gathered)
    found = find_parts(
        gathered,
        outlined,
        partial(bound_by_rest, gathered, alike=alike),
        partial(ends_sharply, gathered, position=where),
    )
    return confirmed(gathered, found, where)


def _told_by_themselves(reading: Reading, gathered: Gathered) -> tuple[Part, ...]:
    """Parts that lack the comb clearly by their own numbers alone, and whose edges are sharp."""
    where = partial(position, reading, gathered)

    def bound(outline: Outline) -> float:
        # The comparison with the rest must hardly speak for the comb.
        box, blocks = outline
        if gathered.fine[box][blocks].sum() <= MOST_USUAL * gathered.usual[box][blocks].sum():
            return inf
        return bound_by_own(gathered, where(outline), most=CLEARLY)

    found = find_parts(
        gathered,
        outlines(gathered.bare, gathered.is_readable),
        bound,
        partial(ends_sharply, gathered, position=where, nearest=SURELY_WITH),
    )
    return tuple(
        part
        for part in confirmed(gathered, found, where)
        if part.against >= LEAST_OWN * gathered.strength * int(part.blocks.sum())
    )


def _added(
    reading: Reading, gathered: Gathered, parts: tuple[Part, ...], alone: tuple[Part, ...]
) -> tuple[Part, ...]:
    """Parts told by themselves whose blocks outside of the others lack the comb, too."""
    known = all_of([part.outline for part in parts], gathered.fine.shape)
    found = []
    for part in alone:
        box, blocks = part.outline
        if position(reading, gathered, (box, blocks & ~known[box])).way < STILL_WITHOUT:
            found.append(part)
    return tuple(found)


def _joined(parts: tuple[Part, ...], added: tuple[Part, ...], shape: tuple[int, int]) -> tuple[Part, ...]:
    """Both kinds of parts, those that touch as one, which is as sure as the surest of them."""
    from scipy import ndimage

    labels, count = ndimage.label(all_of([part.outline for part in (*parts, *added)], shape))
    found = []
    for number, box in zip(range(1, count + 1), ndimage.find_objects(labels), strict=True):
        members = [part for part in (*parts, *added) if labels[_first(part)] == number]
        if len(members) == 1:
            found += members
            continue
        surest = min(members, key=lambda part: part.log_nfa)
        found.append(
            replace(surest, x=box[1].start * BLOCK, y=box[0].start * BLOCK, blocks=labels[box] == number)
        )
    return tuple(sorted(found, key=lambda part: (part.log_nfa, part.y, part.x)))


def _first(part: Part) -> tuple[int, int]:
    """Row and column of a block that belongs to a part."""
    (down, right), blocks = part.outline
    row, column = np.argwhere(blocks)[0]
    return down.start + int(row), right.start + int(column)


def _blocks(parts: tuple[Part, ...]) -> int:
    return sum(int(part.blocks.sum()) for part in parts)


def flagged(evidence: QuantizationEvidence, rgb: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Height x width: the parts, whose ends follow the edges of the decoded picture `rgb`."""
    x, y = evidence.x, evidence.y
    is_readable = evidence.gathered.is_readable
    blocks = all_of([part.outline for part in evidence.parts], is_readable.shape)
    before = restored(rgb, evidence.read[::-1]) if evidence.is_resized else rgb
    inside = filled(blocks, is_readable, before[y:, x:])
    return as_now(np.pad(inside, ((y, 0), (x, 0)), mode="edge"), evidence.shape)


def scores(evidence: QuantizationEvidence) -> NDArray[np.float32]:
    """Height x width: how much each block speaks against the earlier compression, its neighbours heard."""
    (height, width), x, y = evidence.read, evidence.x, evidence.y
    blocks = leaning(evidence.gathered.smooth, evidence.gathered.is_readable).astype(np.float32)
    whole = np.repeat(np.repeat(blocks, BLOCK, axis=0), BLOCK, axis=1)
    whole = np.pad(whole, ((y, height - y - whole.shape[0]), (x, width - x - whole.shape[1])), mode="edge")
    return as_now(whole, evidence.shape)
