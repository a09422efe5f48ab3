"""Which of two versions of a picture can have come from the other: the field calls it image phylogeny or provenance.

Named rules look at what is lost on the way: a crop can't grow back, a smaller copy can't regain detail, stripped information
doesn't return by itself, and a file that names its parent says so. Each rule speaks for one direction, strongly or weakly.
The answer needs a clear majority and no strong rule against it; otherwise it is "can't tell", which is common: two saves of
one picture at one size look alike whichever was first.

What it can't show: that one was made *from* the other; both may come from a third one. A picture can be enlarged, and
information can be forged or copied. Source of the idea: Dias, Rocha and Goldenstein 2012, "Image phylogeny by minimal
spanning trees".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.link.overlap import Overlap, overlap
from generator.link.part_of import WHOLE_FROM, Placed
from generator.link.version_facts import Version

STRONG, MEDIUM, WEAK = 4, 2, 1
"""What a rule counts."""
ENOUGH = 2
"""By how much one direction must lead."""
FINER = 1.06
"""Ratio of pixels per length from which one version has more of them."""
ALIKE = 0.97
"""Ratio from which the one around a crop has as many."""


@dataclass(frozen=True, slots=True)
class Clue:
    """What speaks for one direction."""

    rule: str
    """Name of the rule."""
    older: str
    """Id of the version that it says came first."""
    weight: int
    """`STRONG`, `MEDIUM` or `WEAK`."""
    statement: str
    """In plain words; no withheld value."""


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

    @property
    def is_sure(self) -> bool:
        """Whether a strong clue speaks for the order."""
        return bool(self.older) and any(clue.weight == STRONG for clue in self.clues)


@dataclass(frozen=True, slots=True)
class _Pair:
    first: Version
    second: Version
    common: Overlap
    finer: float
    """The first one's pixels per one of the second, along a length that both show; 0 when unknown."""


def derivations(placed: Sequence[Placed], versions: Mapping[str, Version]) -> tuple[Derivation, ...]:
    """What can be told of each pair of versions, in the order of `placed`."""
    return tuple(
        derive(item, versions[item.left], versions[item.right])
        for item in placed
        if item.left in versions and item.right in versions
    )


def derive(item: Placed, left: Version, right: Version) -> Derivation:
    """What can be told of two versions of which one lies in the other as `item` says."""
    pair = _Pair(left, right, overlap(item.placement), _finer(item, left, right))
    clues = [clue for rule in RULES for clue in rule(pair)]
    score = {id: sum(clue.weight for clue in clues if clue.older == id) for id in (left.id, right.id)}
    best, other = sorted(score, key=lambda id: (-score[id], id))
    is_contradicted = any(clue.weight == STRONG and clue.older == other for clue in clues)
    older = best if score[best] - score[other] >= ENOUGH and not is_contradicted else ""
    clues.sort(key=lambda clue: (clue.older != best, -clue.weight, clue.rule))
    younger_share = pair.common.second_share if older == left.id else pair.common.first_share
    older_share = pair.common.first_share if older == left.id else pair.common.second_share
    ratio = max(pair.finer, 1 / pair.finer) if pair.finer else 1.0
    return Derivation(
        left.id,
        right.id,
        older,
        tuple(clues),
        _statement(older, clues),
        round(younger_share, 4),
        round(ratio / max(0.01, older_share), 4),
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


def _statement(older: str, clues: Sequence[Clue]) -> str:
    if older:
        sure = "very likely" if any(clue.weight == STRONG for clue in clues) else "probably"
        return f"One of the two {sure} came before the other: {clues[0].statement}"
    if clues and {clue.older for clue in clues} != {clues[0].older}:
        return "It can't be told which of the two came first: what speaks for one order is contradicted by something else."
    return "It can't be told which of the two came first: nothing in them speaks clearly enough for either order."


def _finer(item: Placed, left: Version, right: Version) -> float:
    """How many pixels of the left picture there are per pixel of the right along the same length."""
    if not (left.width and right.width and left.height and right.height):
        return 0.0
    a, b, _, d, e, _ = item.placement.matrix
    determinant = abs(a * e - b * d) * right.width * right.height / (left.width * left.height)
    return float(determinant**-0.5) if determinant else 0.0


def _crop(pair: _Pair) -> Iterator[Clue]:
    for inner, outer, inner_share, outer_share, finer in (
        (pair.first, pair.second, pair.common.first_share, pair.common.second_share, pair.finer),
        (
            pair.second,
            pair.first,
            pair.common.second_share,
            pair.common.first_share,
            1 / pair.finer if pair.finer else 0.0,
        ),
    ):
        if inner_share < WHOLE_FROM or outer_share >= WHOLE_FROM or not finer:
            continue
        if outer.is_screen:
            if finer >= FINER:
                words = "a screen capture shows the other one smaller, with something around it."
                yield Clue("derivation.shown-on-screen", inner.id, STRONG, words)
        elif finer <= 1 / ALIKE:
            words = (
                "it shows more on the sides, in no less detail, and what was cut away can't be added again."
            )
            yield Clue("derivation.crop", outer.id, STRONG, words)


def _part_on_screen(pair: _Pair) -> Iterator[Clue]:
    both = (
        (pair.first, pair.second, pair.finer),
        (pair.second, pair.first, 1 / pair.finer if pair.finer else 0.0),
    )
    if max(pair.common.first_share, pair.common.second_share) >= WHOLE_FROM:
        return
    for one, other, finer in both:
        if other.is_screen and not one.is_screen and finer >= FINER:
            words = "a screen capture shows a part of it with fewer pixels."
            yield Clue("derivation.part-shown-on-screen", one.id, MEDIUM, words)


def _resolution(pair: _Pair) -> Iterator[Clue]:
    if min(pair.common.first_share, pair.common.second_share) < WHOLE_FROM or not pair.finer:
        return
    if pair.finer >= FINER or pair.finer <= 1 / FINER:
        older = pair.first if pair.finer > 1 else pair.second
        words = "it shows the same with more pixels, and detail that was given up can't be regained."
        yield Clue("derivation.resolution", older.id, MEDIUM, words)


def _named_parent(pair: _Pair) -> Iterator[Clue]:
    for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
        if one.instance and one.instance in other.derived_from:
            yield Clue(
                "derivation.named-parent", one.id, STRONG, "the other file names it as what it was made from."
            )


def _camera(pair: _Pair) -> Iterator[Clue]:
    for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
        if one.has_camera and not other.has_camera and not one.has_editor:
            words = "its file still names the camera, which the other one lacks."
            yield Clue("derivation.camera-information", one.id, MEDIUM, words)


def _editor(pair: _Pair) -> Iterator[Clue]:
    for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
        if other.has_editor and not one.has_editor and one.has_camera:
            words = "the other file says that an editing program wrote it."
            yield Clue("derivation.editor", one.id, MEDIUM, words)


def _dates(pair: _Pair) -> Iterator[Clue]:
    one, other = sorted((pair.first, pair.second), key=lambda version: version.modified)
    if one.modified and other.modified and one.modified[:16] != other.modified[:16]:
        words = "its file says that it was last changed earlier."
        yield Clue("derivation.dates", one.id, WEAK, words)


def _sightings(pair: _Pair) -> Iterator[Clue]:
    one, other = sorted((pair.first, pair.second), key=lambda version: version.first_seen)
    if one.first_seen and other.first_seen and one.first_seen[:10] != other.first_seen[:10]:
        yield Clue("derivation.sightings", one.id, WEAK, "it was seen earlier, by the sightings on record.")


RULES: tuple[Callable[[_Pair], Iterator[Clue]], ...] = (
    _named_parent,
    _crop,
    _part_on_screen,
    _resolution,
    _camera,
    _editor,
    _dates,
    _sightings,
)
"""In the order in which they are described."""
