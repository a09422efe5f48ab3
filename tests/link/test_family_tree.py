"""Families of versions: who hangs on whom, doubt as doubt, and no circle."""

from __future__ import annotations

from itertools import pairwise

import pytest

from generator.link.clues import Clue
from generator.link.derivation import Derivation
from generator.link.family_tree import trees

Pairs = list[tuple[str, str, str, float]]


def told(pairs: Pairs) -> tuple[Derivation, ...]:
    return tuple(
        Derivation(left, right, older, (Clue("rule", older, 4, "it is."),) if older else (), "", 1.0, loss)
        for left, right, older, loss in pairs
    )


@pytest.mark.parametrize(
    ("pairs", "versions", "branches"),
    [
        ([], [], []),
        ([("a", "b", "b", 1.2)], ["b", "a"], [("b", "a", True)]),
        ([("a", "b", "", 1.2)], ["a", "b"], [("a", "b", False)]),
        (
            [("a", "b", "a", 1.2), ("b", "c", "b", 1.1), ("a", "c", "a", 1.4)],
            ["a", "b", "c"],
            [("a", "b", True), ("b", "c", True)],
        ),
        (
            [("a", "b", "a", 1.2), ("a", "c", "a", 1.1), ("b", "c", "", 1.0)],
            ["a", "b", "c"],
            [("a", "b", True), ("a", "c", True)],
        ),
        (
            [("a", "b", "a", 1.1), ("b", "c", "b", 1.1), ("a", "c", "c", 1.1)],
            ["c", "a", "b"],
            [("c", "a", True), ("a", "b", True)],
        ),
        (
            [("a", "b", "a", 1.1), ("b", "c", "", 1.0)],
            ["a", "b", "c"],
            [("a", "b", True), ("b", "c", False)],
        ),
    ],
    ids=["none", "one arrow", "one doubt", "a chain", "two of one", "a circle", "an arrow and a doubt"],
)
def test_every_version_hangs_on_the_nearest(
    pairs: Pairs, versions: list[str], branches: list[tuple[str, str, bool]]
) -> None:
    found = trees(told(pairs))
    assert [id for tree in found for id in tree.versions] == versions
    assert [
        (item.parent, item.child, bool(item.derivation.older)) for tree in found for item in tree.branches
    ] == branches


def test_families_are_apart_and_in_order() -> None:
    found = trees(told([("m", "n", "", 1.0), ("a", "z", "z", 1.2)]))
    assert [tree.versions for tree in found] == [("z", "a"), ("m", "n")]


def test_a_long_chain_is_no_trouble() -> None:
    names = [f"{number:05}" for number in range(3000)]
    (tree,) = trees(told([(a, b, a, 1.1) for a, b in pairwise(names)]))
    assert tree.versions == tuple(names)
