"""Versions of the invented site's pictures: one altered and cropped, one of which the order can't be told, one hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.link.clues import Clue
from generator.link.derivation import Derivation
from generator.link.family_tree import FamilyTree, trees
from generator.model import Addition, Common, Comparison, LaidFigures
from tests.render.sample_pictures import rendition, scene

CROP = (0.1, 0.05, 0.9, 0.85)
WHOLE = (0.0, 0.0, 1.0, 1.0)


def derivations(ids: Sequence[str]) -> tuple[Derivation, ...]:
    """The second came before the first; of the second and the fifth it can't be told; the fourth came from the first."""
    crop = Clue("derivation.crop", ids[1], 4, "{older} shows more at the edges than {younger}.")
    later = Clue(
        "derivation.dates",
        ids[0],
        1,
        "the file of {older} says that it was last changed before that of {younger}.",
    )
    smaller = Clue("derivation.resolution", ids[0], 2, "it shows the same with more pixels.")
    return (
        Derivation(
            ids[0], ids[1], ids[1], (crop, later), "One of the two very likely came before.", 1.0, 1.5
        ),
        Derivation(ids[1], ids[4], "", (), "It can't be told which of the two came first.", 1.0, 1.0),
        Derivation(ids[0], ids[3], ids[0], (smaller,), "One of the two probably came before.", 1.0, 1.2),
    )


def families(ids: Sequence[str]) -> tuple[FamilyTree, ...]:
    """The tree of these derivations."""
    return trees(derivations(ids))


def common(ids: Sequence[str]) -> Mapping[tuple[str, str], Common]:
    """What they have in common; figures for the first pair, and for the hidden one, too, which no page may show."""
    return {
        (ids[0], ids[1]): Common(0.99, 0.64, WHOLE, CROP, figures(1)),
        (ids[1], ids[4]): Common(
            1.0, 1.0, WHOLE, WHOLE, LaidFigures(missing="too little of them is the same")
        ),
        (ids[0], ids[3]): Common(0.9, 0.7, WHOLE, CROP, figures(3)),
    }


def figures(seed: int) -> LaidFigures:
    """Two scenes in one frame."""
    left, right = (rendition(scene(number, 640, 427), "JPEG") for number in (seed, seed + 1))
    return LaidFigures(left, right, WHOLE, is_left_frame=True)


def comparisons(ids: Sequence[str]) -> Mapping[tuple[str, str], Comparison]:
    """How they differ."""
    changed = compared(
        ((0.4, 0.3, 0.6, 0.5), (0.01, 0.01, 0.03, 0.02)), 3, "Laid upon one another, they differ in 3 places."
    )
    same = compared((), 0, "Laid upon one another, they show no difference.")
    return {(ids[0], ids[1]): changed, (ids[1], ids[4]): same, (ids[0], ids[3]): changed}


def compared(regions: tuple[tuple[float, float, float, float], ...], count: int, words: str) -> Comparison:
    """A comparison in the left one's frame."""
    return Comparison(
        True,
        0.95,
        True,
        0.04,
        regions,
        count,
        words,
        additions=(Addition("lettering", True, regions[0]),) if regions else (),
        frame_is=("brighter by 11 %", "in colour instead of black and white"),
        other_is=("darker by 10 %", "black and white"),
    )
