"""Rules that look at the numbers in the files: what saving and resizing leave behind (`compare.numbers` measures it).

Each save as JPEG rounds a picture to the steps of a table. Saved again with another table, the numbers of the second file
follow from the first picture, but the first file's don't follow from the second, unless that still lies on the first one's
steps.

What they can't tell: saves with the same or nearly the same table, and files between which exposure or colours were changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.link.clues import MEDIUM, STRONG, Clue, Pair
from generator.link.version_facts import Version
from generator.model import Held

FOLLOWS = ((0.5, 0.05), (0.3, 0.009), (0.0, 0.006))
"""Where at least so many of one file's numbers don't follow from the other picture, this share of the other's may not follow,
either. Of one source saved twice at qualities 85 and 80 without one coming from the other, 0.015 and more don't follow."""
ROUNDED = 0.14
"""Mean distance from a file's numbers, in steps, from which the other picture was not rounded to them before."""
FULLY_ROUNDED = 0.25
"""The same where there was no other rounding: a pattern then lies anywhere between two steps. A copy without loss that came
from the file, with one finer save in between, gives 0.2 to 0.235."""
MISSES = 0.015
"""Share from which numbers clearly don't follow."""
CLEARLY = 0.3
"""Share of a file's numbers that don't follow from the other picture, from which its compression was clearly finer."""
MISSES_MUCH, BACK = 0.5, 0.35
"""Share of one file's numbers that don't follow, and the share of it for the other file's, from which one was saved more
finely. In 133 of 133 such development pairs of which one clearly came from the other, the finer one was first."""
CLEARLY_NOT = 0.1
"""Share of a file's numbers that don't follow from the other picture, from which the other one's earlier save counts, too."""
LOST, TIMES = 0.01, 8
"""Share of the patterns that only one version still has, and how many times as many as only the other has."""


def _sides(pair: Pair) -> tuple[tuple[Version, Version, Held, Held], tuple[Version, Version, Held, Held]]:
    left, right = pair.traces.left, pair.traces.right
    return (pair.first, pair.second, left, right), (pair.second, pair.first, right, left)


def saved_again(pair: Pair) -> Iterator[Clue]:
    """The other file's numbers are those that saving this picture with its table gives."""
    if pair.traces.how != "same scale":
        return
    for one, _, mine, theirs in _sides(pair):
        missed = 0.0 if mine.missed is None else mine.missed
        bound = next(bound for least, bound in FOLLOWS if missed >= least)
        is_rounded = theirs.spread >= (FULLY_ROUNDED if one.is_lossless else ROUNDED)
        # What followed from it may have been saved once more since, more finely.
        shares = theirs.missed if is_rounded else None, theirs.before if missed >= CLEARLY_NOT else None
        share = min((item for item in shares if item is not None), default=1.0)
        if theirs.missed is None or theirs.is_held or share > bound:
            continue
        if one.is_lossless or missed >= max(MISSES, 5 * share):
            when = "" if is_rounded and share == theirs.missed else " was before its last save"
            words = (
                f"{{older}}, saved once more as strongly compressed as {{younger}}{when}, gives just what {{younger}} is; the "
                "other way round it doesn't."
            )
            yield Clue("derivation.saved-again", one.id, STRONG, words)


def older_compression(pair: Pair) -> Iterator[Clue]:
    """The other picture still lies on the steps of this file's table."""
    if pair.traces.left.is_held == pair.traces.right.is_held:
        return
    for one, _, mine, _ in _sides(pair):
        if mine.is_held:
            words = "{older} was compressed more strongly, and the coarse steps that this left are still there in {younger}."
            if pair.traces.how != "same scale":
                words = "the steps to which saving rounded {older} are still there in {younger}, though that was resized."
            yield Clue("derivation.older-compression", one.id, STRONG, words)


def earlier_save(pair: Pair) -> Iterator[Clue]:
    """The other file shows the trace of an earlier save at this file's quality, with its blocks."""
    if pair.traces.how != "same scale":
        return
    for (one, other), sign in zip(pair.both(), (1, -1), strict=True):
        if not one.quality or one.quality == other.quality or other.earlier_quality != one.quality:
            continue
        # Where this one's blocks begin in the other one.
        x, y = sign * pair.traces.x % 8, sign * pair.traces.y % 8
        if other.earlier_grid == (x, y):
            words = (
                f"{{younger}} shows traces of an earlier save at quality {one.quality}, that of {{older}}."
            )
            yield Clue("derivation.earlier-save", one.id, MEDIUM, words)


def detail_lost(pair: Pair) -> Iterator[Clue]:
    """Fine patterns that only one of them still has."""
    if pair.traces.how != "same scale":
        return
    for one, _, mine, theirs in _sides(pair):
        is_finer = mine.missed is None or mine.missed >= CLEARLY
        if is_finer and mine.lost >= LOST and mine.lost >= TIMES * theirs.lost:
            words = "{older} still has fine detail that stronger compression took from {younger}."
            yield Clue("derivation.detail-lost", one.id, MEDIUM, words)


def finer_compression(pair: Pair) -> Iterator[Clue]:
    """Much in its file that the other picture can't give, where little is missing the other way round."""
    if pair.traces.how != "same scale":
        return
    for one, other, mine, theirs in _sides(pair):
        # What was saved coarsely before has numbers that don't follow and are no detail.
        if mine.missed is None or min(mine.missed, 1.0 if mine.before is None else mine.before) < MISSES_MUCH:
            continue
        if theirs.missed is None:
            # Without loss, the other one would give this file's numbers, unless there was a coarser save in between.
            is_finer = other.is_lossless and not one.earlier_quality
        else:
            is_finer = theirs.missed <= BACK * mine.missed
        if is_finer:
            words = "{older} holds fine detail that {younger} can't give, while it gives nearly all that {younger} holds."
            if theirs.missed is None:
                words = (
                    "{older} holds fine detail that {younger} can't give, though that was saved without loss."
                )
            yield Clue("derivation.finer-compression", one.id, MEDIUM, words)


RULES = (saved_again, older_compression, earlier_save, detail_lost, finer_compression)
"""In the order in which they are described."""
