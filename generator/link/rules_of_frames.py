"""Rules that look at what each version shows, and in how many pixels.

A crop can't grow back and a smaller copy can't regain detail. But a frame or a banner can be put around a picture, so more on
the sides counts only where it goes on without a line; and a picture can be enlarged, so more pixels count only where they
hold more detail, as far as that can be told (`rules_of_numbers`).
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.link.clues import FINER, GOES_ON, LINE, MEDIUM, STRONG, WEAK, WITHIN, Clue, Pair, holds_no_more
from generator.link.version_facts import Version
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


def _inside(pair: Pair) -> Iterator[tuple[Version, Version, float, float]]:
    """The version that lies in the other, the other one, the inner one's pixels per one of the outer, and its share there."""
    one, other = pair.common.first_share, pair.common.second_share
    if not pair.finer:
        return
    if one >= WITHIN > other:
        yield pair.first, pair.second, pair.finer, other
    if other >= WITHIN > one:
        yield pair.second, pair.first, 1 / pair.finer, one


def crop(pair: Pair) -> Iterator[Clue]:
    """More on the sides."""
    for inner, outer, finer, share in _inside(pair):
        if outer.is_screen:
            if finer >= FINER:
                words = "a screen capture shows the other one smaller, with something around it."
                yield Clue("derivation.shown-on-screen", inner.id, STRONG, words)
        elif pair.line >= LINE:
            words = "in the other one a straight line runs along its edge, as when something was put around or beside it."
            yield Clue("derivation.framed", inner.id, MEDIUM if finer >= FINER else WEAK, words)
        elif pair.line < GOES_ON and (finer <= 1 / ALIKE or holds_no_more(pair.held(inner))):
            words = (
                "it shows more on the sides, in no less detail, and what was cut away can't be added again."
            )
            yield Clue("derivation.crop", outer.id, STRONG if share <= SAME_FRAME else MEDIUM, words)


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
    for inner, outer, _, share in _inside(pair):
        if inner.preview_share and abs(inner.preview_share - share) <= PREVIEW_ERROR:
            words = "the other file's own preview still shows what was cut away and is here."
            yield Clue("derivation.preview-of-the-whole", outer.id, MEDIUM, words)


RULES = (crop, part_on_screen, resolution, preview)
"""In the order in which they are described."""
