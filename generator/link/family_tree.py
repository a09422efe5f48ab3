"""Families of versions: which picture can have come from which, as a tree that can be drawn.

Every version hangs on the nearest one that it can have come from (`derivation.families`). Versions of which it can't be told
are joined by a line that says so. What contradicts itself in a circle is left out, so that a tree stays a tree.

What it can't show: versions that nobody handed in. A line says that one *can* have come from the other, perhaps through
versions that aren't here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.link.clues import Clue
from generator.link.derivation import Derivation, families


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of the tree."""

    parent: str
    """Id of the version above: the older one, where that can be told."""
    child: str
    """Id of the version below."""
    derivation: Derivation
    """What can be told of the two; its `older` is empty where it can't be told."""


@dataclass(frozen=True, slots=True)
class FamilyTree:
    """Versions of one picture."""

    versions: tuple[str, ...]
    """Ids; each stands after the version that it hangs on, with all that hang on it right below."""
    branches: tuple[Branch, ...]
    """In the order of `versions`; none for a version that hangs on no other."""

    def branch_to(self, id: str) -> Branch | None:
        """The line on which a version hangs."""
        return next((item for item in self.branches if item.child == id), None)

    @property
    def earliest(self) -> tuple[str, ...]:
        """The version that came before all others here; several where it can't be told which of them did."""
        younger = {item.child for item in self.branches if item.derivation.older}
        return tuple(id for id in self.versions if id not in younger)

    @property
    def is_sure(self) -> bool:
        """Whether every step of the order rests on a strong clue."""
        return all(item.derivation.is_sure for item in self.branches)

    @property
    def reason(self) -> tuple[Derivation, Clue] | None:
        """The strongest clue for the earliest version, with what is told of it and the version beside which it holds."""
        if len(self.earliest) != 1:
            return None
        found = [
            (-clue.weight, number, item.derivation, clue)
            for number, item in enumerate(self.branches)
            if item.parent == self.earliest[0]
            for clue in item.derivation.clues[:1]
        ]
        return min(found, key=lambda item: item[:2])[2:] if found else None


def trees(found: Sequence[Derivation]) -> tuple[FamilyTree, ...]:
    """All families of versions, by the smallest id in each."""
    whole = _Groups()
    for item in found:
        whole.join(item.left, item.right)
    branches = _branches(found)
    return tuple(
        _tree(members, {child: branches[child] for child in members if child in branches})
        for members in whole.members()
    )


class _Groups:
    """Ids that belong together (union-find); the smallest id of a group stands for it."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def first(self, id: str) -> str:
        way = [id]
        while (above := self._above.setdefault(way[-1], way[-1])) != way[-1]:
            way.append(above)
        for passed in way:
            self._above[passed] = way[-1]
        return way[-1]

    def join(self, one: str, other: str) -> bool:
        """Whether the two were apart until now."""
        low, high = sorted((self.first(one), self.first(other)))
        self._above[high] = low
        return low != high

    def members(self) -> list[list[str]]:
        groups: dict[str, list[str]] = {}
        for id in sorted(self._above):
            groups.setdefault(self.first(id), []).append(id)
        return [groups[first] for first in sorted(groups)]


def _branches(found: Sequence[Derivation]) -> dict[str, Branch]:
    """The line on which each version hangs, by its id."""
    pairs = {(item.left, item.right): item for item in found}
    joined = _Groups()
    branches: dict[str, Branch] = {}
    for child, parent in families(found).items():
        if joined.join(parent, child):
            branches[child] = Branch(parent, child, pairs[min(parent, child), max(parent, child)])
    for item in sorted(found, key=lambda item: (-item.shared, item.left, item.right)):
        tops = [id for id in (item.right, item.left) if id not in branches]
        if not item.older and tops and joined.join(item.left, item.right):
            parent = item.left if tops[0] == item.right else item.right
            branches[tops[0]] = Branch(parent, tops[0], item)
    return branches


def _tree(members: Sequence[str], branches: dict[str, Branch]) -> FamilyTree:
    below: dict[str, list[str]] = {}
    for child in sorted(branches):
        below.setdefault(branches[child].parent, []).append(child)
    ordered: list[str] = []
    waiting = sorted((id for id in members if id not in branches), reverse=True)
    while waiting:
        id = waiting.pop()
        ordered.append(id)
        waiting.extend(reversed(below.get(id, [])))
    return FamilyTree(tuple(ordered), tuple(branches[id] for id in ordered if id in branches))
