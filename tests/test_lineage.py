"""What is known of the versions next to each exhibit, from either end."""

from __future__ import annotations

import pytest

from generator.analyse.features.placement import Placement
from generator.lineage import other_versions
from generator.link.clues import Clue
from generator.link.derivation import Derivation
from generator.link.family_tree import trees
from generator.link.part_of import Placed
from generator.relate import Related
from tests.analyse.features.scenes import COPY

WHOLE = (0.0, 0.0, 1.0, 1.0)
LARGER = Clue("derivation.resolution", "b", 2, "{older} shows the same with more pixels than {younger}.")
SAID = "That one shows the same with more pixels than this one."
EARLIER = Clue(
    "derivation.dates", "a", 1, "the file of {older} says that it was last changed before that of {younger}."
)


@pytest.mark.parametrize(
    ("older", "clue", "larger"),
    [("b", SAID, ""), ("", "", SAID)],
    ids=["told", "open"],
)
def test_the_larger_one_is_named_where_the_order_is_open(older: str, clue: str, larger: str) -> None:
    derivation = Derivation("a", "b", older, (LARGER, EARLIER), "", 1.0, 1.0)
    place = Placement(50, (1, 0, 0, 0, 1, 0), False, 2.0, 0.0, WHOLE, WHOLE, 0.2, 0.8, 0, COPY)
    found = other_versions(
        Related(derivations=(derivation,), families=trees((derivation,)), placed=(Placed("a", "b", place),))
    )
    (beside_small,), (beside_large,) = found["a"], found["b"]
    assert (beside_small.other, beside_small.clue, beside_small.larger) == ("b", clue, larger)
    assert beside_small.is_older is (True if older else None)
    assert (beside_large.other, beside_large.larger) == ("a", "")
