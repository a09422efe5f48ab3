"""An original that came from another version is noted, and only then."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.assess import older_version
from generator.assess.subject import Subject
from generator.model import Citation, EvidenceKind, Link, LinkKind, OtherVersion
from tests.support.reports import subject

LINKS = (
    Link(LinkKind.SAME_CAMERA, "a-0123456789", "c-0123456789", "names the same camera body"),
    Link(LinkKind.PART_OF, "a-0123456789", "b-0123456789", "One lies in the other."),
)


def exhibit(title: str, credit: str, is_older: bool | None, links: tuple[Link, ...] = LINKS) -> Subject:
    found = subject(links=links)
    version = OtherVersion("b-0123456789", is_older, is_sure=True, clue="it shows more on the sides.")
    return replace(found, exhibit=replace(found.exhibit, title=title, credit=credit), versions=(version,))


def test_the_sentence_is_neutral_and_cites_the_link() -> None:
    (said,) = older_version.noted(exhibit("The original", "", is_older=True))
    assert said.text == (
        "The word “original” stands in this picture's title or credit, but another version that is held here very likely "
        "came before it. Of that one holds: it shows more on the sides."
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


def test_a_credit_counts_too() -> None:
    assert older_version.noted(exhibit("A crop", "Original: the agency", is_older=True))
