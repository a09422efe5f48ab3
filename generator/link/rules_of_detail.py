"""Rules that look at the detail of two versions that don't have equally many pixels along what both show.

A smaller copy can't regain detail, so the one with more detail came first; but a picture can be enlarged, so more pixels alone
tell nothing. `compare.enlarging` measures how much of each file follows from the other picture, made as large or as small.

What they can't tell: versions between which one was saved so strongly that little fine detail is left in either.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.link.clues import (
    FINER,
    FOLLOWS_RESIZED,
    MEDIUM,
    NO_MORE_DETAIL,
    STRONG,
    Clue,
    Pair,
    has_none_finer,
    is_richer,
    keeps_more,
)
from generator.link.overlap import WITHIN
from generator.model import Held
from generator.model.links import WHOLE_FROM

MORE_DETAIL = 0.65
"""Share of the larger one's finest patterns that don't follow from the smaller one, from which it holds more detail. Measured
on development pictures: true originals 0.69 to 0.9; enlarged copies, sharpened and saved again, 0 to 0.6."""
SURELY_MORE = 0.75
"""The same where fewer than `MISSES_HALF` of all its numbers don't follow."""
MISSES_HALF = 0.5
"""Share of all its numbers that don't follow."""
MISSES_MUCH = 0.6
"""The same, where none are so fine, from which it holds more detail: of enlarged copies up to 0.54 don't follow."""
MISSES_SOME, MORE_THAN_BACK = 0.3, 3
"""The same, where so many times as many don't follow as of the smaller one's: of enlarged copies up to 2.6 times as many."""
CAN_BE_MORE = 0.58
"""Share of the larger one's finest patterns that don't follow, up to which it may be an enlarged copy."""
FOLLOWS_EXACTLY, FOLLOWS_MADE_SMALLER = 0.01, 0.05
"""Share of the smaller one's numbers that may not follow from the larger one: where that leaves no doubt, and at most."""
MISSES_RESIZED, TIMES = 0.05, 6
"""Share of the larger one's numbers from which they don't follow from the smaller one, and how many times as many as of the
smaller one's."""
UNSURE = 0.005
"""Share by which that may be more without a meaning."""


def resolution(pair: Pair) -> Iterator[Clue]:
    """More pixels that hold more detail."""
    for one, other in pair.both():
        if pair.denser(one) < FINER or pair.scene(other).most < WITHIN:
            continue
        mine, theirs = pair.held(one), pair.held(other)
        if pair.traces.how in ("resized", "part resized"):
            if _holds_more(mine, theirs):
                words = "{older} shows the same in finer detail than {younger}, and detail that was given up doesn't come back."
                yield Clue("derivation.resolution", one.id, MEDIUM, words)
        elif min(pair.common.first_share, pair.common.second_share) >= WHOLE_FROM:
            words = "{older} shows the same with more pixels than {younger}, and detail that was given up doesn't come back."
            yield Clue("derivation.resolution", one.id, MEDIUM, words)


def detail(pair: Pair) -> Iterator[Clue]:
    """Detail that is gone from the other one, though that has about as many pixels."""
    for one, other in pair.both():
        if not 1 <= pair.denser(one) < FINER or pair.scene(other).most < WITHIN:
            continue
        if keeps_more(pair.held(one), pair.held(other)):
            words = "{older} still has fine detail that {younger} lost, though that has about as many pixels."
            yield Clue("derivation.detail-given-up", one.id, MEDIUM, words)


def enlarged(pair: Pair) -> Iterator[Clue]:
    """The larger one is nothing but the smaller one enlarged."""
    for one, other in pair.both():
        mine, theirs = pair.held(one), pair.held(other)
        if pair.traces.how not in ("resized", "part resized") or theirs.missed is None:
            continue
        if pair.denser(other) < 1:
            continue
        is_no_finer = has_none_finer(theirs, mine)
        if is_richer(theirs, mine):
            continue
        follows_back = mine.missed is not None and theirs.missed > TIMES * mine.missed + UNSURE
        if theirs.missed <= FOLLOWS_RESIZED and (is_no_finer or not follows_back):
            words = "{younger} is larger, yet nothing but {older} enlarged: it holds no detail of its own."
            if pair.traces.how == "resized":
                yield Clue("derivation.enlarged", one.id, STRONG, words)
            else:
                yield Clue("derivation.part-enlarged", one.id, MEDIUM, words)
        elif is_no_finer:
            words = "{younger} is larger, but shows no finer detail than {older}."
            yield Clue("derivation.no-more-detail", one.id, MEDIUM, words)


def made_smaller(pair: Pair) -> Iterator[Clue]:
    """The smaller one is just what making the larger one smaller gives, and not the other way round."""
    for one, other in pair.both():
        mine, theirs = pair.held(one), pair.held(other)
        if pair.denser(one) < 1 or mine.missed is None or theirs.missed is None:
            continue
        least = NO_MORE_DETAIL if theirs.missed <= FOLLOWS_EXACTLY else CAN_BE_MORE
        if mine.finer is not None and mine.finer <= least:
            continue
        if is_richer(theirs, mine):
            continue
        is_clear = mine.missed >= max(MISSES_RESIZED, TIMES * theirs.missed)
        if pair.traces.how != "same scale" and is_clear and theirs.missed <= FOLLOWS_MADE_SMALLER:
            words = "made smaller, {older} gives just what {younger} is; {younger} made larger doesn't give what {older} is."
            yield Clue("derivation.made-smaller", one.id, MEDIUM, words)


def _holds_more(larger: Held, smaller: Held) -> bool:
    """Whether the larger one holds detail that the smaller one can't give."""
    if larger.missed is None:
        return True
    if has_none_finer(larger, smaller):
        return False
    if is_richer(larger, smaller):
        return True
    if larger.finer is not None:
        return larger.finer >= (MORE_DETAIL if larger.missed >= MISSES_HALF else SURELY_MORE)
    is_clear = smaller.missed is not None and larger.missed >= MORE_THAN_BACK * smaller.missed
    return larger.missed >= (MISSES_SOME if is_clear else MISSES_MUCH)


RULES = (resolution, detail, enlarged, made_smaller)
"""In the order in which they are described."""
