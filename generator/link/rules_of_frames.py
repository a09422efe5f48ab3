"""Rules that look at what each version shows, and in how many pixels.

A crop can't grow back and a smaller copy can't regain detail. But a frame or a banner can be put around a picture, so more on
the sides counts only where it goes on without a line; and a picture can be enlarged, so more pixels count only where they
hold more detail, as far as that can be told (`rules_of_numbers`).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.link.clues import FINER, MEDIUM, STRONG, WEAK, Clue, Pair, holds_no_more
from generator.link.overlap import WITHIN
from generator.model import Held
from generator.model.links import WHOLE_FROM

ALIKE = 0.97
"""Ratio from which the one around a crop has as many."""
SAME_FRAME = 0.93
"""Share of both pictures from which neither is a crop of the other to speak of."""
MORE_DETAIL = 0.65
"""Share of the larger one's finest patterns that don't follow from the smaller one, from which it holds more detail. Measured
on development pictures: true originals 0.69 to 0.9; enlarged copies, sharpened and saved again, 0 to 0.6."""
SURELY_MORE = 0.75
"""The same where fewer than `MISSES_HALF` of all its numbers don't follow."""
MISSES_HALF, MISSES_MUCH = 0.5, 0.7
"""Share of all its numbers that don't follow; the second is enough where none are so fine."""
PREVIEW_ERROR = 0.05
"""By how much the share of the preview that is shown may differ from the share of the other version that is shown."""


def crop(pair: Pair) -> Iterator[Clue]:
    """More on the sides, where the view goes on."""
    for outer, inner in pair.both():
        shown = pair.scene(outer).most
        if outer.is_screen or shown >= WITHIN or pair.scene(inner).least < WITHIN or not pair.finer:
            continue
        if pair.denser(inner) <= 1 / ALIKE or holds_no_more(pair.held(inner)):
            words = (
                "it shows more on the sides, in no less detail, and what was cut away can't be added again."
            )
            is_clear = shown <= SAME_FRAME or pair.traces.how == "same scale"
            yield Clue("derivation.crop", outer.id, STRONG if is_clear else MEDIUM, words)


def framed(pair: Pair) -> Iterator[Clue]:
    """Something that was put around the picture."""
    for inner, outer in pair.both():
        is_smaller = pair.denser(inner) >= FINER
        if outer.is_screen and is_smaller and pair.common.first_share != pair.common.second_share:
            if (pair.common.first_share if inner is pair.first else pair.common.second_share) >= WITHIN:
                words = "a screen capture shows the other one smaller, with something around it."
                yield Clue("derivation.shown-on-screen", inner.id, STRONG, words)
        elif (
            pair.scene(outer).is_framed
            and not pair.scene(inner).is_framed
            and pair.scene(outer).most >= WITHIN
        ):
            words = (
                "in the other one something was put around or beside it: a straight line runs where it ends."
            )
            yield Clue("derivation.framed", inner.id, MEDIUM if is_smaller else WEAK, words)


def part_on_screen(pair: Pair) -> Iterator[Clue]:
    """A part of the picture on a screen."""
    if max(pair.common.first_share, pair.common.second_share) >= WHOLE_FROM or not pair.finer:
        return
    for (one, other), finer in zip(pair.both(), (pair.finer, 1 / pair.finer), strict=True):
        if other.is_screen and not one.is_screen and finer >= FINER:
            words = "a screen capture shows a part of it with fewer pixels."
            yield Clue("derivation.part-shown-on-screen", one.id, MEDIUM, words)


def resolution(pair: Pair) -> Iterator[Clue]:
    """The same frame with more pixels, unless these hold no more detail."""
    if min(pair.common.first_share, pair.common.second_share) < WHOLE_FROM or not pair.finer:
        return
    if 1 / FINER < pair.finer < FINER:
        return
    older, held = (pair.first, pair.traces.left) if pair.finer > 1 else (pair.second, pair.traces.right)
    if pair.traces.how != "resized":
        words = "it shows the same with more pixels, and detail that was given up can't be regained."
        yield Clue("derivation.resolution", older.id, MEDIUM, words)
    elif _holds_more(held):
        words = "it shows the same with more pixels and more detail, and detail that was given up can't be regained."
        yield Clue("derivation.resolution", older.id, MEDIUM, words)


def _holds_more(held: Held) -> bool:
    """Whether the larger one holds detail that the smaller one can't give."""
    if held.missed is None:
        return True
    if held.finer is None:
        return held.missed >= MISSES_MUCH
    return held.finer >= (MORE_DETAIL if held.missed >= MISSES_HALF else SURELY_MORE)


def preview(pair: Pair) -> Iterator[Clue]:
    """A preview in the file that still shows what was cut away."""
    for (inner, outer), share in zip(
        pair.both(), (pair.common.second_share, pair.common.first_share), strict=True
    ):
        if inner.preview_share and share < WITHIN and abs(inner.preview_share - share) <= PREVIEW_ERROR:
            words = "the other file's own preview still shows what was cut away and is here."
            yield Clue("derivation.preview-of-the-whole", outer.id, MEDIUM, words)


RULES = (crop, framed, part_on_screen, resolution, preview)
"""In the order in which they are described."""
