"""An original that came from another version is noted, and only then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.assess import older_version
from generator.assess.subject import Subject
from generator.model import Axis, Citation, Context, EvidenceKind, Link, LinkKind, OtherVersion
from tests.assess.evidence import axis_of, beside
from tests.support.reports import subject

LINKS = (
    Link(LinkKind.SAME_CAMERA, "a-0123456789", "c-0123456789", "names the same camera body"),
    Link(LinkKind.PART_OF, "a-0123456789", "b-0123456789", "One lies in the other."),
)


def exhibit(title: str, credit: str, is_older: bool | None, links: tuple[Link, ...] = LINKS) -> Subject:
    found = subject(links=links)
    version = OtherVersion("b-0123456789", is_older, is_sure=True, clue="That one shows more at the edges.")
    return replace(found, exhibit=replace(found.exhibit, title=title, credit=credit), versions=(version,))


def test_the_sentence_is_neutral_and_cites_the_link() -> None:
    (said,) = older_version.noted(exhibit("The original", "", is_older=True))
    assert said.text == (
        "The word “original” stands in this picture's title or credit, but another version that is held here very likely "
        "came before it. That one shows more at the edges."
    )
    assert said.citations == (Citation(EvidenceKind.LINK, "a-0123456789", 2),)


@pytest.mark.parametrize(
    "case",
    [
        exhibit("The original", "", is_older=False),
        exhibit("The original", "", is_older=None),
        exhibit("An originally square crop", "", is_older=True),
        exhibit("A crop", "Agency", is_older=True),
        exhibit("The original", "", is_older=True, links=()),
    ],
    ids=["it is the older one", "nobody can tell", "another word", "no such word", "no link to cite"],
)
def test_nothing_is_said_otherwise(case: Subject) -> None:
    assert older_version.noted(case) == ()


def test_a_smaller_original_is_noted_though_the_order_is_open() -> None:
    found = exhibit("The original", "", is_older=None)
    larger = replace(found.versions[0], clue="", larger="That one shows the same with more pixels.")
    (said,) = older_version.noted(replace(found, versions=(larger,)))
    assert said.text == (
        "The word “original” stands in this picture's title or credit. Another version is held here, too. That one shows "
        "the same with more pixels. Yet it can't be told which of the two came first."
    )
    assert older_version.noted(replace(exhibit("A copy", "", is_older=None), versions=(larger,))) == ()


def test_a_credit_counts_too() -> None:
    assert older_version.noted(exhibit("A crop", "Original: the agency", is_older=True))


@pytest.mark.parametrize(
    "found",
    [
        beside(is_sure=True, seen="2026-01-28"),
        beside(is_sure=True, seen="2026"),
        beside(is_sure=True),
        replace(beside(is_sure=True, seen="2019"), links=()),
    ],
    ids=["the very day", "a year that may be later", "never seen", "no link to cite"],
)
def test_an_older_version_says_nothing_of_the_claim_without_an_earlier_day(found: Subject) -> None:
    rule = axis_of(found, Axis.CONTEXT).rule
    assert rule == "context.unknown"


@pytest.mark.parametrize(
    "version",
    [
        replace(beside(is_sure=True).versions[0], region_count=0),
        replace(beside(is_sure=True).versions[0], is_older=False),
        replace(beside(is_sure=True).versions[0], is_older=None),
    ],
    ids=["they agree", "it is the older one", "nobody can tell"],
)
def test_a_version_is_no_sign_of_change_unless_older_and_different(version: OtherVersion) -> None:
    found = replace(beside(is_sure=True), versions=(version,))
    assert axis_of(found, Axis.INTEGRITY).rule == "integrity.unknown"


@pytest.mark.parametrize(
    ("seen", "by_note", "headline"),
    [
        ("2020", "", "An older version of the picture existed no later than 2020. What both show can't"),
        ("2020", "2019", "An older version of the picture existed no later than 2020. What both show can't"),
        (
            "",
            "2019",
            "By the note, an older version of the picture existed no later than 2019. If so, what both",
        ),
    ],
)
def test_what_only_the_note_says_of_an_older_version_is_said_so(
    seen: str, by_note: str, headline: str
) -> None:
    found = axis_of(beside(is_sure=True, seen=seen, by_note=by_note), Axis.CONTEXT)
    assert found.headline.startswith(headline)
    said = [item.text.startswith("By the note, another version") for item in found.supporting]
    assert sorted(said) == [False] * bool(seen) + [True] * bool(by_note)


def test_a_sighting_of_a_version_of_another_case_is_not_taken_for_one_of_this_case() -> None:
    found = beside(is_sure=True, seen="2019")
    assert axis_of(found, Axis.CONTEXT).value == Context.CONTRADICTS
    elsewhere = replace(found, versions=(replace(found.versions[0], path=""),))
    assert axis_of(elsewhere, Axis.CONTEXT).rule == "context.unknown"
