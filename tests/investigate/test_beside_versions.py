"""“Was it edited?” compares with the versions that the picture may have come from."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.assess import assess
from generator.investigate.from_history import is_edited
from generator.model import AnswerState, Citation, EvidenceKind, Link, LinkKind, OtherVersion
from tests.support.reports import subject

LINK = Link(LinkKind.PART_OF, "a-0123456789", "b-0123456789", "One lies in the other.")
SAME = "Laid upon one another, they show no difference."
OTHER = "Laid upon one another, they differ in 2 places."


@pytest.mark.parametrize(
    ("version", "state", "said"),
    [
        (
            OtherVersion("b-0123456789", True, is_sure=True, region_count=2, compared=OTHER),
            AnswerState.ANSWERED,
            f"It very likely came from another version that is held here. {OTHER}",
        ),
        (
            OtherVersion("b-0123456789", True, cut=0.256, compared=SAME),
            AnswerState.ANSWERED,
            f"It probably came from another version that is held here. 26 % of that one's frame is not in it. {SAME}",
        ),
        (
            OtherVersion("b-0123456789", True, cut=0.01, compared=SAME),
            AnswerState.NOT_FOUND,
            f"It probably came from another version that is held here. {SAME}",
        ),
        (
            OtherVersion("b-0123456789", None, region_count=2, compared=OTHER),
            AnswerState.NOT_FOUND,
            f"Another version is held here; it can't be told which of the two came first. {OTHER}",
        ),
        (OtherVersion("b-0123456789", False, region_count=2, compared=OTHER), AnswerState.NOT_FOUND, ""),
        (OtherVersion("b-0123456789", True), AnswerState.NOT_FOUND, ""),
    ],
    ids=["changed", "cut", "only saved again", "order unknown", "it is the older one", "not compared"],
)
def test_the_likely_origin_is_what_counts(version: OtherVersion, state: AnswerState, said: str) -> None:
    found = replace(subject(links=(LINK,)), versions=(version,))
    reply = is_edited(found, assess(found.exhibit, found.report, links=found.links, versions=found.versions))
    told = [item for item in reply.sentences if "Laid upon one another" in item.text]
    assert reply.state is state
    assert [item.text for item in told] == ([said] if said else [])
    assert all(item.citations == (Citation(EvidenceKind.LINK, "a-0123456789", 1),) for item in told)
