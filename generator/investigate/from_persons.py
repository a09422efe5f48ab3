"""What people had checked elsewhere, by services that this program can't ask. It is cited as theirs."""

from __future__ import annotations

from generator.assess.dates import when
from generator.assess.sighted import outside_checks_of
from generator.assess.subject import Subject
from generator.model import Citation, EvidenceKind, Statement


def outside_checks(subject: Subject) -> tuple[Statement, ...]:
    """One sentence for each check that concerns this picture, in the person's own words."""
    return tuple(
        Statement(
            f"{item.who} had it checked elsewhere {when(item.when[:10])} ({item.what}): {item.result}",
            (Citation(EvidenceKind.OUTSIDE_CHECK, number=number),),
        )
        for number, item in outside_checks_of(subject)
    )
