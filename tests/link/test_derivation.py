"""Which version came first: rules about frames and files, the majority, "can't tell".

Numbers are tested in `compare/test_numbers`, whole families in `bench/test_families`.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.analyse.features.placement import Placement
from generator.link.derivation import Derivation, derive, families
from generator.link.family_tree import trees
from generator.link.part_of import Placed
from generator.link.version_facts import Version, version_of
from generator.model import (
    Case,
    DateKind,
    Exhibit,
    FileKind,
    Finding,
    Held,
    MatchKind,
    Measurement,
    Outcome,
    Report,
    Row,
    Run,
    Sighting,
    Table,
    Traces,
)
from tests.analyse.features.scenes import COPY

A, B = Version("a", 2000, 1500), Version("b", 2000, 1500)
SAME = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
WHOLE = (0.0, 0.0, 1.0, 1.0)
IN_B = (0.5, 0.0, 0.25, 0.0, 0.5, 0.25)
"""The first lies in the middle of the second, at half its width."""


def told(
    first: Version, second: Version, matrix: tuple[float, float, float, float, float, float] = SAME
) -> Derivation:
    return derive(
        Placed(first.id, second.id, Placement(50, matrix, False, 1.0, 0.0, WHOLE, WHOLE, 0.2, 0.8, 0, COPY)),
        first,
        second,
    )


@pytest.mark.parametrize(
    ("first", "second", "matrix", "older", "rule"),
    [
        (A, replace(B, width=1000, height=750), SAME, "a", "derivation.resolution"),
        (replace(A, width=1000, height=750), B, IN_B, "b", "derivation.crop"),
        (A, replace(B, width=1000, height=2000, is_screen=True), IN_B, "a", "derivation.shown-on-screen"),
        (replace(A, has_camera=True), B, SAME, "", ""),
        (replace(A, has_camera=True, has_settings=True), B, SAME, "a", "derivation.camera-information"),
        (
            replace(A, has_camera=True, has_settings=True), replace(B, has_camera=True, has_settings=True, has_editor=True),
            SAME, "a", "derivation.editor",
        ),
        (A, replace(B, instance="xmp.iid:0001"), SAME, "", ""),
        (
            replace(A, derived_from=frozenset({"xmp.iid:0001"})), replace(B, instance="xmp.iid:0001"),
            SAME, "b", "derivation.named-parent",
        ),
        (replace(A, modified="2024-01-01T10:00"), replace(B, modified="2025-01-01T10:00"), SAME, "", ""),
        (
            replace(A, modified="2024-01-01T10:00", first_seen="2024-02-01"),
            replace(B, modified="2025-01-01T10:00", first_seen="2025-02"),
            SAME, "a", "derivation.dates",
        ),
        (
            replace(A, modified="2024-01-01T10:00", first_seen="2024-02"),
            replace(B, modified="2025-01-01T10:00", first_seen="2024-02-20"),
            SAME, "", "",
        ),
        (A, B, SAME, "", ""),
        (A, B, IN_B, "", ""),
        (A, B, (1.0, 0.0, 0.3, 0.0, 1.0, 0.2), "", ""),
        (Version("a"), Version("b"), SAME, "", ""),
    ],
)  # fmt: skip
def test_direction(
    first: Version,
    second: Version,
    matrix: tuple[float, float, float, float, float, float],
    older: str,
    rule: str,
) -> None:
    answer = told(first, second, matrix)
    assert answer.older == older
    assert not older or answer.clues[0].rule == rule
    assert answer.statement.startswith("One of the two" if older else "It can't be told")


def test_strong_clues_against_each_other_tell_nothing() -> None:
    crop = replace(A, width=1000, height=750, instance="xmp.iid:0002")
    answer = told(crop, replace(B, derived_from=frozenset({"xmp.iid:0002"})), IN_B)
    assert answer.older == ""
    assert "contradicted" in answer.statement
    assert {clue.older for clue in answer.clues} == {"a", "b"}


def test_the_nearest_possible_parent_is_the_parent() -> None:
    small, smaller = Version("m", 1000, 750), Version("s", 500, 375)
    assert families([told(A, small), told(A, smaller), told(small, smaller)]) == {"m": "a", "s": "m"}


def test_facts_of_a_report() -> None:
    def run(code: str, *measurements: Measurement, tables: tuple[Table, ...] = ()) -> Run:
        return Run(
            code, "1", Outcome.FOUND, findings=(Finding(code, "", measurements=measurements, tables=tables),)
        )

    rows = (
        Row("xmpMM:InstanceID", "xmp.iid:77777"),
        Row("xmpMM:DerivedFrom/stRef:instanceID", "xmp.iid:66666"),
    )
    report = Report(
        "x",
        (
            run(
                "file.structure",
                Measurement("width", 400),
                Measurement("height", 300),
                Measurement("orientation", 6),
            ),
            run("metadata.camera", Measurement("model", "K2")),
            run("metadata.software", Measurement("is_editor", True)),
            run("metadata.xmp", tables=(Table("XMP", rows),)),
        ),
    )
    sightings = tuple(
        Sighting("", date, kind, match=match)
        for date, kind, match in (
            ("2024-05", DateKind.POSTED, MatchKind.SAME_PICTURE),
            ("2020", DateKind.POSTED, MatchKind.UNVERIFIED),
            ("2019", DateKind.CLAIMED, MatchKind.SAME_PICTURE),
        )
    )
    case = Case("c", "c/case.md", "C", "en", exhibits=("x",), sightings=sightings)
    version = version_of(Exhibit("x", "c/x.jpg", "", 1, FileKind.JPEG), report, case)
    assert (version.width, version.height) == (300, 400)
    assert version.has_camera and version.has_editor
    assert version.instance == "xmp.iid:77777" and version.derived_from == {"xmp.iid:66666"}
    assert version.first_seen == "2024-05"


@pytest.mark.parametrize(
    ("first", "second", "older", "rule"),
    [
        (
            replace(A, marks=frozenset({"urn:c2pa:1111"})), replace(B, ingredients=frozenset({"urn:c2pa:1111"})),
            "a", "credential-parent",
        ),
        (
            replace(A, instance="xmp.iid:0001"),
            replace(B, instance="xmp.iid:0002", history=frozenset({"xmp.iid:0001"})),
            "a", "history",
        ),
        (replace(A, document="xmp.did:0001"), replace(B, origins=frozenset({"xmp.did:0001"})), "a", "named-document"),
    ],
)  # fmt: skip
def test_files_that_name_the_other_one(first: Version, second: Version, older: str, rule: str) -> None:
    answer = told(first, second)
    assert (answer.older, answer.clues[0].rule) == (older, f"derivation.{rule}")


def test_a_preview_that_still_shows_what_was_cut_away() -> None:
    crop = replace(A, width=4000, height=3000, preview_share=0.25)
    answer = told(crop, B, IN_B)
    assert (answer.older, answer.clues[0].rule) == ("", "derivation.preview-of-the-whole")
    assert told(replace(crop, width=1000, height=750), B, IN_B).older == "b"


def test_copied_camera_information_does_not_outweigh_the_numbers() -> None:
    held = Traces("same scale", Held(5000, 0.7, 0.6), Held(5000, 0.001, 0.26))
    item = Placed(
        "a", "b", Placement(50, SAME, False, 1.0, 0.0, (0, 0, 1, 1), (0, 0, 1, 1), 0.2, 0.8, 0, COPY)
    )
    assert derive(item, A, replace(B, modified="2018-01-01T10:00"), held).older == "a"
    assert derive(item, A, replace(B, has_camera=True), held).older == "a"
    answer = derive(item, A, replace(B, has_camera=True, has_settings=True), held)
    assert answer.older == ""
    assert {clue.older for clue in answer.clues} == {"a", "b"}


@pytest.mark.parametrize(
    ("smaller", "larger", "older"),
    [
        (Held(5000, 0.24), Held(5000, 0.13, finer=0.48, beyond=0.0), "a"),
        (Held(5000, 0.24), Held(5000, 0.13, finer=0.94, beyond=0.001), "a"),
        (Held(5000, 0.04), Held(5000, 0.1, finer=0.4, beyond=0.0), "a"),
        (Held(5000, 0.24), Held(5000, 0.13, finer=0.48, beyond=0.01), ""),
        (Held(5000, 0.24), Held(5000, 0.13, finer=0.48), ""),
        (Held(5000, 0.29), Held(5000, 0.28, finer=0.48, beyond=0.0), ""),
        (Held(5000, 0.15), Held(5000, 0.2, finer=0.48, beyond=0.0), ""),
        (Held(5000, 0.02), Held(5000, 0.1, finer=0.4, beyond=0.0), ""),
        (Held(5000, 0.02), Held(5000, 0.2, finer=0.8, beyond=0.0), "b"),
        (Held(), Held(5000, 0.1, finer=0.4, beyond=0.0), ""),
        # Too few strong patterns to count, but the larger one follows far more nearly.
        (Held(5000, 0.15), Held(5000, 0.05), "a"),
        (Held(5000, 0.15), Held(5000, 0.05, finer=0.5), "a"),
        (Held(5000, 0.15), Held(5000, 0.05, finer=0.7), ""),
        (Held(5000, 0.15), Held(5000, 0.09), ""),
        (Held(5000, 0.09), Held(5000, 0.05), ""),
    ],
)
def test_enlarged_with_a_save_in_between(smaller: Held, larger: Held, older: str) -> None:
    """Nothing strong is too fine for the smaller one, and it doesn't follow so nearly as one that was made smaller."""
    item = Placed("a", "b", Placement(50, SAME, False, 1.0, 0.0, WHOLE, WHOLE, 0.2, 0.8, 0, COPY))
    answer = derive(item, replace(A, width=1000, height=750), B, Traces("resized", smaller, larger))
    assert answer.older == older


@pytest.mark.parametrize(
    ("smaller", "larger", "rule"),
    [
        (Held(5000, 0.4, is_held=True), Held(5000, 0.6, finer=0.9), "older-compression"),
        (Held(5000, 0.4), Held(5000, 0.3, finer=0.4, is_held=True), "older-compression"),
        (Held(5000, 0.4, is_held=True), Held(5000, 0.3, is_held=True), ""),
        (
            Held(5000, 0.4, lost=0.01, strong=3000),
            Held(5000, 0.5, lost=0.0005, strong=4000),
            "no-more-detail",
        ),
        (Held(5000, 0.4, lost=0.0005, strong=4000), Held(5000, 0.3, lost=0.01, strong=3000), "resolution"),
        (
            Held(5000, 0.4, lost=0.1, strong=3000),
            Held(5000, 0.5, lost=0.02, strong=4000, differs=True),
            "no-more-detail",
        ),
        # Not by what differs; too few, too small a share, too many the other way round, or unknown of one of them.
        (Held(5000, 0.4, lost=0.1, strong=3000, differs=True), Held(5000, 0.5, strong=4000), ""),
        (Held(5000, 0.4, lost=0.0017, strong=3000), Held(5000, 0.5, strong=4000), ""),
        (Held(5000, 0.4, lost=0.001, strong=30000), Held(5000, 0.5, strong=40000), ""),
        (Held(5000, 0.4, lost=0.01, strong=3000), Held(5000, 0.5, lost=0.005, strong=4000), ""),
        (Held(5000, 0.4, lost=0.01, strong=3000), Held(5000, 0.5), ""),
    ],
)
def test_steps_and_detail_that_outlast_resizing(smaller: Held, larger: Held, rule: str) -> None:
    item = Placed("a", "b", Placement(50, SAME, False, 1.0, 0.0, WHOLE, WHOLE, 0.2, 0.8, 0, COPY))
    answer = derive(item, replace(A, width=1000, height=750), B, Traces("resized", smaller, larger))
    richer = "a" if smaller.is_held or smaller.lost > larger.lost else "b"
    assert answer.older == (richer if rule else "")
    assert [clue.rule for clue in answer.clues[:1]] == ([f"derivation.{rule}"] if rule else [])


def test_steps_of_a_save_do_not_outweigh_the_settings_of_a_camera() -> None:
    """Copies without loss of one file hold the same steps, and no program makes settings up."""
    item = Placed("a", "b", Placement(50, SAME, False, 1.0, 0.0, WHOLE, WHOLE, 0.2, 0.8, 0, COPY))
    held = Traces("resized", Held(5000, 0.4, is_held=True), Held(5000, 0.6))
    camera = replace(B, has_camera=True, has_settings=True)
    assert derive(item, replace(A, width=1000, height=750), B, held).older == "a"
    assert derive(item, replace(A, width=1000, height=750), camera, held).older == ""


def test_steps_of_a_save_do_not_outweigh_what_is_shown() -> None:
    """Parts of one file all hold its steps, so that one of them seems to be what the other was made from."""
    way = (0.7, 0.0, 0.3, 0.0, 1.0, 0.0)
    parts = Placed("a", "b", Placement(50, way, False, 1.0, 0.0, WHOLE, WHOLE, 0.2, 0.8, 0, COPY))
    shifted = replace(parts, placement=replace(parts.placement, matrix=(1.0, 0.0, 0.3, 0.0, 1.0, 0.0)))
    held = Traces("same scale", Held(5000, 0.4, 0.3, is_held=True), Held(5000, 0.6, 0.3))
    assert derive(parts, replace(A, width=1400), B, held).older == ""
    assert derive(shifted, A, B, held).older == ""


def test_a_part_with_detail_that_the_whole_lost_was_not_cut_out_of_it() -> None:
    part = Placed("a", "b", Placement(50, IN_B, False, 1.0, 0.0, WHOLE, WHOLE, 0.2, 0.8, 0, COPY))
    small = replace(A, width=900, height=675)
    for lost, older in ((0.0, "b"), (0.01, "")):
        traces = Traces("part resized", Held(5000, 0.3, lost=lost, strong=3000), Held(5000, 0.3, strong=3000))
        assert derive(part, small, replace(B, width=2000, height=1500), traces).older == older


@pytest.mark.parametrize(
    ("width", "held", "is_no_larger"),
    [
        (1500, Held(5000, 0.5, finer=0.6, beyond=0.0005), True),
        (1500, Held(5000, 0.5, finer=0.6, beyond=0.003), False),
        (1500, Held(5000, 0.5, finer=0.45), True),
        (1500, Held(5000, 0.5, finer=0.45, lost=0.01, strong=3000), False),
        # There are hardly any patterns so fine where it has only a few more pixels.
        (1200, Held(5000, 0.5, finer=0.6, beyond=0.0005), False),
    ],
)
def test_a_part_that_was_enlarged(width: int, held: Held, is_no_larger: bool) -> None:
    """It has more pixels per length than the whole, and no detail that this lacks."""
    part = Placed("a", "b", Placement(50, IN_B, False, 1.0, 0.0, WHOLE, WHOLE, 0.2, 0.8, 0, COPY))
    traces = Traces("part resized", held, Held(5000, 0.6, strong=3000))
    answer = derive(part, replace(A, width=width, height=width * 3 // 4), B, traces)
    assert answer.older == ("b" if is_no_larger else "")


def test_the_earliest_with_its_reason() -> None:
    small, smaller = Version("m", 1000, 750), Version("s", 500, 375)
    (tree,) = trees([told(A, small), told(A, smaller), told(small, smaller)])
    assert tree.earliest == ("a",) and not tree.is_sure
    assert tree.reason and tree.reason[0].right == "m" and tree.reason[1].rule == "derivation.resolution"
    (unknown,) = trees([told(A, B), told(B, small)])
    assert unknown.earliest == ("a", "b") and unknown.reason is None
