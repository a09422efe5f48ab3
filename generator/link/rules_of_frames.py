"""Rules that look at what each version shows of the scene, and what was put around it.

A crop can't grow back. But a frame or a banner can be put around a picture, so more at the sides counts only where the view
goes on.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.link.clues import FINER, MEDIUM, STRONG, WEAK, Clue, Pair, keeps_more
from generator.link.overlap import WITHIN
from generator.model.links import WHOLE_FROM

ALIKE = 0.97
"""Ratio from which the one around a crop has as many."""
SAME_FRAME = 0.93
"""Share of both pictures from which neither is a crop of the other to speak of."""
PREVIEW_ERROR = 0.05
"""By how much the share of the preview that is shown may differ from the share of the other version that is shown."""


def crop(pair: Pair) -> Iterator[Clue]:
    """More on the sides, where the view goes on."""
    for outer, inner in pair.both():
        shown = pair.scene(outer).most
        if outer.is_screen or shown >= WITHIN or pair.scene(inner).least < WITHIN or not pair.finer:
            continue
        if keeps_more(pair.held(inner), pair.held(outer)):
            continue
        if pair.denser(inner) <= 1 / ALIKE or pair.holds_no_more(inner, outer):
            words = "{older} shows more at the edges than {younger}, in no less detail, and what was cut away can't come back."
            is_clear = shown <= SAME_FRAME or pair.traces.how == "same scale"
            yield Clue("derivation.crop", outer.id, STRONG if is_clear else MEDIUM, words)


def framed(pair: Pair) -> Iterator[Clue]:
    """Something that was put around the picture."""
    for inner, outer in pair.both():
        is_smaller = pair.denser(inner) >= FINER
        if outer.is_screen:
            if is_smaller and pair.share(inner) >= WITHIN > pair.share(outer):
                words = "{younger} is a screen capture that shows {older} smaller, with something around it."
                yield Clue("derivation.shown-on-screen", inner.id, STRONG, words)
        elif (
            pair.scene(outer).is_framed
            and not pair.scene(inner).is_framed
            and pair.scene(outer).most >= WITHIN
        ):
            words = "in {younger} something was put around or beside what {older} shows, such as a border or a bar."
            yield Clue("derivation.framed", inner.id, MEDIUM if is_smaller else WEAK, words)


def part_on_screen(pair: Pair) -> Iterator[Clue]:
    """A part of the picture on a screen."""
    if max(pair.common.first_share, pair.common.second_share) >= WHOLE_FROM or not pair.finer:
        return
    for (one, other), finer in zip(pair.both(), (pair.finer, 1 / pair.finer), strict=True):
        if other.is_screen and not one.is_screen and finer >= FINER:
            words = "{younger} is a screen capture that shows a part of {older} with fewer pixels."
            yield Clue("derivation.part-shown-on-screen", one.id, MEDIUM, words)


def preview(pair: Pair) -> Iterator[Clue]:
    """A preview in the file that still shows what was cut away."""
    for inner, outer in pair.both():
        share = pair.share(outer)
        if inner.preview_share and share < WITHIN and abs(inner.preview_share - share) <= PREVIEW_ERROR:
            words = "the small preview in the file of {younger} still shows what was cut away there, and {older} has it."
            yield Clue("derivation.preview-of-the-whole", outer.id, MEDIUM, words)


RULES = (crop, framed, part_on_screen, preview)
"""In the order in which they are described."""
