"""Analyzers are found, checked and put in order; who breaks the contract is told so in words."""

from __future__ import annotations

import sys
from importlib.metadata import EntryPoint
from types import ModuleType
from typing import Any

import pytest

from generator.analyse.registry import Registered, discover, load, ordered, selected
from generator.errors import BackstoryError
from tests.analyse.support.describe import described


def _registered(name: str, *needs: str) -> Registered:
    return Registered(described(name, needs=needs), f"module.of.{name}")


ORDERS = [
    ("families as a reader wants them", ["credentials", "jpeg.grid", "file.structure", "file.identity"],
     ["file.identity", "file.structure", "jpeg.grid", "credentials"]),
    ("others after them, by name", ["zebra", "apple", "credentials"], ["credentials", "apple", "zebra"]),
    ("needs first", ["file.identity<thumbnail", "thumbnail<zebra", "zebra"], ["zebra", "thumbnail", "file.identity"]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "expected"), [case[1:] for case in ORDERS], ids=[case[0] for case in ORDERS]
)
def test_order(given: list[str], expected: list[str]) -> None:
    chain = [_registered(*text.split("<")) for text in given]
    assert [item.id for item in ordered(chain)] == expected
    assert ordered(reversed(chain)) == ordered(chain)


FAULTS = [
    (["a", "a"], "Two analyzers have the id a"),
    (["a<b"], "needs b, which isn't installed"),
    (["a<b", "b<c", "c<a", "d"], "in a circle: a, b, c"),
    (["a<a"], "in a circle: a"),
]


@pytest.mark.parametrize(("given", "message"), FAULTS)
def test_faults_of_the_chain(given: list[str], message: str) -> None:
    with pytest.raises(BackstoryError, match=message):
        ordered(_registered(*text.split("<")) for text in given)


BROKEN: list[tuple[str, dict[str, Any], str]] = [
    ("nothing in it", {}, "no constant ANALYZER"),
    ("another thing", {"ANALYZER": "file.identity"}, "no constant ANALYZER"),
    ("no run", {"ANALYZER": described("a")}, "no function run"),
    ("capitals", {"ANALYZER": described("File.Identity"), "run": print}, "lower-case words"),
    ("no version", {"ANALYZER": described("a", version=" "), "run": print}, "no words for `version`"),
    ("no kinds", {"ANALYZER": described("a", applies_to=frozenset()), "run": print}, "no kind of file"),
]


@pytest.mark.parametrize(
    ("content", "message"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN]
)
def test_modules_that_break_the_contract(
    content: dict[str, Any], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = ModuleType("broken_analyzer")
    vars(module).update(content)
    monkeypatch.setitem(sys.modules, "broken_analyzer", module)
    with pytest.raises(BackstoryError, match=message):
        load("broken_analyzer")


def test_module_that_is_not_there() -> None:
    with pytest.raises(BackstoryError, match="can't be imported"):
        load("no_such_package.analyzer")


def test_other_packages_join_through_the_entry_point_group(monkeypatch: pytest.MonkeyPatch) -> None:
    points = [EntryPoint("counting", "tests.analyse.support.counting", "backstory.analyzers")]
    monkeypatch.setattr(
        "importlib.metadata.entry_points", lambda group: points if group == "backstory.analyzers" else []
    )
    assert "test.counting" in [item.id for item in discover()]


def test_our_own_are_found_in_the_order_of_the_page() -> None:
    ids = [item.id for item in discover()]
    known = ["file.identity", "file.structure", "metadata", "metadata.consistency", "thumbnail"]
    known += ["jpeg.quantization", "credentials"]
    assert [name for name in ids if name in known] == known
    assert len(set(ids)) == len(ids)


def test_selection_brings_what_it_needs() -> None:
    chain = ordered([_registered("a"), _registered("b", "a"), _registered("c")])
    assert [item.id for item in selected(chain, ["b"])] == ["a", "b"]
    with pytest.raises(BackstoryError, match="no analyzer 'x'"):
        selected(chain, ["x"])
