"""Rules that look at the numbers in the files: what saving and resizing leave behind (`compare.numbers` measures it).

Each save as JPEG rounds a picture to the steps of a table. Saved again with another table, the numbers of the second file
follow from the first picture, but the first file's don't follow from the second, unless that still lies on the first one's
steps. An enlarged copy follows from the small picture in every number.

What they can't tell: saves with the same or nearly the same table, and files between which exposure or colours were changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.link.clues import FOLLOWS_RESIZED, MEDIUM, NO_MORE_DETAIL, STRONG, Clue, Pair
from generator.link.version_facts import Version
from generator.model import Held

FOLLOWS = ((0.5, 0.05), (0.3, 0.009), (0.0, 0.006))
"""Where at least so many of one file's numbers don't follow from the other picture, this share of the other's may not follow,
either. Of one source saved twice at qualities 85 and 80 without one coming from the other, 0.015 and more don't follow."""
ROUNDED = 0.14
"""Mean distance from a file's numbers, in steps, from which the other picture was not rounded to them before."""
MISSES_RESIZED = 0.1
"""Share of the larger one's numbers from which they don't follow from the smaller one."""
MISSES = 0.015
"""Share from which numbers clearly don't follow."""
CLEARLY = 0.3
"""Share of a file's numbers that don't follow from the other picture, from which its compression was clearly finer."""
LOST, TIMES = 0.02, 4
"""Share of the patterns that only one version still has, and how many times as many as only the other has."""


def _sides(pair: Pair) -> tuple[tuple[Version, Version, Held, Held], tuple[Version, Version, Held, Held]]:
    left, right = pair.traces.left, pair.traces.right
    return (pair.first, pair.second, left, right), (pair.second, pair.first, right, left)


def saved_again(pair: Pair) -> Iterator[Clue]:
    """The other file's numbers are those that saving this picture with its table gives."""
    if pair.traces.how != "same scale":
        return
    for one, _, mine, theirs in _sides(pair):
        if theirs.missed is None or theirs.is_held or theirs.spread < ROUNDED:
            continue
        missed = 0.0 if mine.missed is None else mine.missed
        follows = theirs.missed <= next(bound for least, bound in FOLLOWS if missed >= least)
        if follows and (one.is_lossless or missed >= max(MISSES, 5 * theirs.missed)):
            words = (
                "saved again with the other file's compression, it gives the very numbers that the other file holds; "
                "the other way round that fails."
            )
            yield Clue("derivation.saved-again", one.id, STRONG, words)


def older_compression(pair: Pair) -> Iterator[Clue]:
    """The other picture still lies on the steps of this file's table."""
    if pair.traces.how != "same scale" or pair.traces.left.is_held == pair.traces.right.is_held:
        return
    for one, _, mine, _ in _sides(pair):
        if mine.is_held:
            words = "the other picture still carries the rounding of this file's coarser compression."
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
                f"the other file shows the trace of an earlier save at quality {one.quality}, the quality of this file, "
                "with blocks in the same places."
            )
            yield Clue("derivation.earlier-save", one.id, MEDIUM, words)


def detail_lost(pair: Pair) -> Iterator[Clue]:
    """Fine patterns that only one of them still has."""
    if pair.traces.how != "same scale":
        return
    for one, _, mine, theirs in _sides(pair):
        is_finer = mine.missed is None or mine.missed >= CLEARLY
        if is_finer and mine.lost >= LOST and mine.lost >= TIMES * theirs.lost:
            words = "it has fine detail that the other one lost to coarser compression."
            yield Clue("derivation.detail-lost", one.id, MEDIUM, words)


def enlarged(pair: Pair) -> Iterator[Clue]:
    """The larger one is nothing but the smaller one enlarged."""
    if pair.traces.how not in ("resized", "part resized") or not pair.finer:
        return
    for one, other, mine, theirs in _sides(pair):
        is_smaller = (pair.finer < 1) == (one is pair.first)
        if not is_smaller or theirs.missed is None:
            continue
        if theirs.missed <= FOLLOWS_RESIZED and pair.traces.how == "resized":
            words = "the other one is larger but holds no more detail: it is this one enlarged, number for number."
            yield Clue("derivation.enlarged", one.id, STRONG, words)
        elif theirs.finer is not None and theirs.finer <= NO_MORE_DETAIL:
            words = "the other one is larger but holds no more detail than this one."
            yield Clue("derivation.no-more-detail", one.id, MEDIUM, words)
        elif mine.missed is not None and mine.missed <= FOLLOWS_RESIZED and theirs.missed >= MISSES_RESIZED:
            words = "made smaller and saved with the other file's compression, it gives the numbers that the other file holds."
            yield Clue("derivation.made-smaller", other.id, MEDIUM, words)


RULES = (saved_again, older_compression, earlier_save, detail_lost, enlarged)
"""In the order in which they are described."""
