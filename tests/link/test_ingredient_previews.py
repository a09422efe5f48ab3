"""Previews in credentials: linked with what they show, where the signature holds and the preview shows something else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.link import find_links
from generator.link.ingredient_previews import TABLE
from generator.link.pairing import ALL_PAIRS
from generator.model import Finding, Link, LinkKind, Report, Row, Table
from tests.link.test_links import Made, exhibit, noise

WHOLE, PART, OTHER = noise("whole"), noise("part"), noise("other")


def spelled(value: int) -> str:
    return f"{value:064x}"


def looking(identifier: str, value: int, *, quality: int = 90) -> Made:
    return exhibit(identifier, file_identity={"pdq": spelled(value), "pdq_quality": quality})


def signed(identifier: str, value: int, *previews: int, signature: str = "holds") -> Made:
    made, report = looking(identifier, value)
    _, seal = exhibit(identifier, credentials_integrity={"signature": signature})
    rows = tuple(Row("part.jpg", spelled(preview)) for preview in previews)
    named = Finding("credentials.ingredients", "", tables=(Table(TABLE, rows),))
    run = replace(seal.runs[0], findings=(*seal.runs[0].findings, named))
    return made, Report(identifier, (*report.runs, run))


def linked(*made: Made) -> list[Link]:
    links = find_links([item for item, _ in made], {item.id: report for item, report in made})
    return [link for link in links if link.kind is LinkKind.INGREDIENT]


def test_a_preview_is_linked_with_what_it_shows() -> None:
    (link,) = linked(
        looking("part", PART), signed("whole", WHOLE, PART ^ 0b1011, OTHER), looking("third", noise(3))
    )
    assert (link.left, link.right, link.distance, link.scale) == ("part", "whole", 3, 256)
    assert "The content credential of “whole.jpg” names a picture that went into it" in link.statement
    assert "differ in 3 of 256 bits" in link.statement
    assert "not a copy" in link.limits


@pytest.mark.parametrize(
    "made",
    [
        (looking("part", PART), signed("whole", WHOLE, PART, signature="fails")),
        (looking("part", PART, quality=40), signed("whole", WHOLE, PART)),
        (looking("part", PART), signed("whole", WHOLE, PART ^ (2**32 - 1))),
        (looking("part", WHOLE ^ 1), signed("whole", WHOLE, WHOLE ^ 3)),
        (signed("whole", WHOLE, PART), exhibit("part")),
    ],
    ids=["broken seal", "plain picture", "32 bits", "the preview shows the picture itself", "no fingerprint"],
)
def test_what_is_no_link(made: tuple[Made, ...]) -> None:
    assert linked(*made) == []


def test_malformed_fingerprints_are_passed_over() -> None:
    whole, report = signed("whole", WHOLE, PART)
    rows = (Row("a", "no hash"), Row("b", "ff"), Row("c", spelled(PART)))
    finding = replace(report.runs[1].findings[1], tables=(Table(TABLE, rows),))
    bad = Report(
        "whole", (report.runs[0], replace(report.runs[1], findings=(report.runs[1].findings[0], finding)))
    )
    assert len(linked((whole, bad), looking("part", PART))) == 1


def test_many_copies_of_what_went_in_make_few_links() -> None:
    copies = [looking(f"copy-{number:03}", PART ^ (number & 1)) for number in range(80)]
    links = linked(signed("whole", WHOLE, PART, PART ^ 1), *copies)
    assert len(links) == ALL_PAIRS
    assert {link.distance for link in links} == {0}
