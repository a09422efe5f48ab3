"""Which of two versions of a picture can have come from the other: the field calls it image phylogeny or provenance.

Named rules look at what is lost on the way (`rules_of_frames`, `rules_of_detail`), at the numbers in the files
(`rules_of_numbers`) and at what files say of themselves (`rules_of_files`). Each speaks for one direction, strongly or weakly.
The answer needs a clear majority and no strong clue against it; otherwise it is "can't tell", which is common: two saves of one
picture at one size and quality look alike whichever was first.

What it can't show: that one was made *from* the other; both may come from a third one, of which the older one kept more.
Information can be forged or copied. Source of the idea: Dias, Rocha and Goldenstein 2012, "Image phylogeny by minimal
spanning trees".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.link import rules_of_detail, rules_of_files, rules_of_frames, rules_of_numbers
from generator.link.clues import MEDIUM, STRONG, WEAK, Clue, Pair
from generator.link.overlap import overlap
from generator.link.part_of import Placed
from generator.link.version_facts import Version
from generator.model import Traces

ENOUGH = 2
"""By how much one direction must lead; twice as much where something that isn't weak speaks against it."""
DECLARED = frozenset(
    f"derivation.{name}"
    for name in (
        "credential-parent",
        "named-parent",
        "history",
        "enlarged",
    )
)
"""Rules by which a file names the other one, or holds its very numbers: they count whatever else the two show."""
RULES: tuple[Callable[[Pair], Iterator[Clue]], ...] = (
    *rules_of_files.NAMED,
    *rules_of_frames.RULES,
    *rules_of_detail.RULES,
    *rules_of_numbers.RULES,
    *rules_of_files.SAID,
)
"""In the order in which they are described."""


@dataclass(frozen=True, slots=True)
class Derivation:
    """What can be told of two versions."""

    left: str
    """Id of one; smaller than `right`."""
    right: str
    """Id of the other."""
    older: str
    """Id of the one that came first; empty when it can't be told."""
    clues: tuple[Clue, ...]
    """Strongest first, those for `older` before those against it."""
    statement: str
    """The answer in plain words."""
    shared: float = 0.0
    """Share of the younger one that the older one shows, 0 to 1: how much of it this explains."""
    loss: float = 0.0
    """How much was lost on the way: of the area and of the pixels per length, as a ratio over 1."""
    missing: str = ""
    """Why the numbers in the two files were not held against each other; empty when they were."""

    def said(self, clue: Clue, names: Callable[[str], str]) -> str:
        """A clue in words; `names` gives each version's by its id."""
        return clue.said(names(clue.older), names(self.right if clue.older == self.left else self.left))

    @property
    def is_sure(self) -> bool:
        """Whether a strong clue speaks for the order."""
        return _is_sure(self.older, self.clues)


def derivations(
    placed: Sequence[Placed],
    versions: Mapping[str, Version],
    traces: Mapping[tuple[str, str], Traces] | None = None,
) -> tuple[Derivation, ...]:
    """What can be told of each pair of versions, in the order of `placed`.

    `traces` holds by both ids what compression, resizing and framing left.
    """
    known = traces or {}
    return tuple(
        derive(item, versions[item.left], versions[item.right], known.get((item.left, item.right)))
        for item in placed
        if item.left in versions and item.right in versions
    )


def derive(item: Placed, left: Version, right: Version, traces: Traces | None = None) -> Derivation:
    """What can be told of two versions of which one lies in the other as `item` says."""
    pair = Pair(left, right, overlap(item.placement), _finer(item, left, right), traces or Traces())
    clues = [clue for rule in RULES for clue in rule(pair)]
    # What is easily otherwise, as dates and names in files are, counts only where nothing weightier speaks.
    least = MEDIUM if any(clue.weight >= MEDIUM for clue in clues) else WEAK
    counted = [clue for clue in clues if clue.weight >= least]
    score = {id: sum(clue.weight for clue in counted if clue.older == id) for id in (left.id, right.id)}
    best, other = sorted(score, key=lambda id: (-score[id], id))
    is_contradicted = any(clue.weight == STRONG and clue.older == other for clue in clues)
    is_declared = any(clue.rule in DECLARED and clue.older == best for clue in clues)
    is_possible = pair.can_be_origin(best) or (is_declared and pair.keeps_settings(best))
    needed = ENOUGH if score[other] < MEDIUM else 2 * ENOUGH
    older = best if score[best] - score[other] >= needed and not is_contradicted and is_possible else ""
    clues.sort(key=lambda clue: (clue.older != best, -clue.weight, clue.rule))
    first, last = (right, left) if older == right.id else (left, right)
    # Enlarging loses nothing: the small one that was enlarged is nearer than a large one before.
    ratio = max(1.0, pair.denser(first)) if older else 1.0
    is_apart = not (pair.can_be_origin(left.id) or pair.can_be_origin(right.id))
    return Derivation(
        left.id,
        right.id,
        older,
        tuple(clues),
        _statement(older, clues, is_apart=is_apart),
        round(pair.share(last), 4),
        round(ratio / max(0.01, pair.share(first)), 4),
        pair.traces.missing,
    )


def families(found: Sequence[Derivation]) -> dict[str, str]:
    """For each version that came from another the nearest one it can have come from: id to id of the parent."""
    by_child: dict[str, list[tuple[float, int, str]]] = {}
    for item in found:
        if item.older:
            child = item.right if item.older == item.left else item.left
            weight = sum(clue.weight for clue in item.clues if clue.older == item.older)
            by_child.setdefault(child, []).append((item.loss, -weight, item.older))
    return {child: min(parents)[2] for child, parents in sorted(by_child.items())}


def _statement(older: str, clues: Sequence[Clue], *, is_apart: bool) -> str:
    if older:
        sure = "very likely" if _is_sure(older, clues) else "probably"
        reason = clues[0].said("the older one", "the younger one")
        return f"One of the two {sure} came before the other. {reason}"
    if is_apart:
        return (
            "It can't be told which of the two came first: each shows something that the other lacks, so neither was made from "
            "the other alone."
        )
    if clues and {clue.older for clue in clues} != {clues[0].older}:
        return "It can't be told which of the two came first: what speaks for one order is contradicted by something else."
    return "It can't be told which of the two came first: nothing in them speaks clearly enough for either order."


def _is_sure(older: str, clues: Sequence[Clue]) -> bool:
    return bool(older) and any(clue.weight == STRONG and clue.older == older for clue in clues)


def _finer(item: Placed, left: Version, right: Version) -> float:
    """How many pixels of the left picture there are per pixel of the right along the same length."""
    if not (left.width and right.width and left.height and right.height):
        return 0.0
    a, b, _, d, e, _ = item.placement.matrix
    determinant = abs(a * e - b * d) * right.width * right.height / (left.width * left.height)
    return float(determinant**-0.5) if determinant else 0.0
