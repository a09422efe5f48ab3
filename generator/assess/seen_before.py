"""What was seen before the claimed event, by how well it is known to show the picture.

Four sorts, from the strongest: the same picture by a comparison here; a part or another version by a comparison here; what
the note's author calls the same or a version; what nobody compared. Versions that are held here speak for those made of them.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.assess import older_version
from generator.assess.before import is_before_event, is_close_before_event
from generator.assess.bounds import latest
from generator.assess.dates import spoken, when
from generator.assess.rule import Conclusion
from generator.assess.sighted import sightings_of
from generator.assess.subject import Subject
from generator.assess.words import DATE_WORDS, MATCH_WORDS
from generator.model import Citation, DateKind, EvidenceKind, Sighting, Statement, Trust

_CLAIM = Citation(EvidenceKind.CLAIM)


def same_compared(subject: Subject) -> Conclusion | None:
    """The same picture, as a comparison here found."""
    return _seen_before(
        subject,
        lambda item: item.trust is Trust.COMPARED,
        "The picture existed no later than {seen}. It can't show an event of {claimed}.",
        "The picture was {how}, before the claimed date {claimed}. The two were compared here.",
    )


def part_compared(subject: Subject) -> Conclusion | None:
    """A part or an altered version, as a comparison here found."""
    return _seen_before(
        subject,
        lambda item: item.trust is Trust.VERSION_COMPARED,
        "A part or another version of the picture existed no later than {seen}. What both show can't be of {claimed}.",
        "It was {how}, before the claimed date {claimed}: {what}. The two were compared here.",
    )


def noted(subject: Subject) -> Conclusion | None:
    """What the note's author says was the same picture or a version of it."""
    return _seen_before(
        subject,
        lambda item: item.is_by_note,
        "By the note, the picture or a version of it existed no later than {seen}. If so, it can't show an event of {claimed}.",
        "By the note, it was {how}, before the claimed date {claimed}: {what}. The program didn't compare the two.",
    )


def uncompared(subject: Subject) -> Conclusion | None:
    """What nobody compared."""
    return _seen_before(
        subject,
        lambda item: item.trust is Trust.UNCOMPARED,
        "A picture that may be this one was seen by {seen}, before the claimed date {claimed}. The two were not compared.",
        "Something was {how}, before the claimed date {claimed}: {what}.",
    )


def older_version_seen(subject: Subject, *, is_sure: bool) -> Conclusion | None:
    """An older version was seen before the event, so what both show can't be of that event."""
    if subject.case is None or subject.case.claim is None:
        return None
    early = [item for item in older_version.earlier_sightings(subject) if item[0].is_sure is is_sure]
    if not early:
        return None
    claimed = spoken(subject.case.claim.event_date)
    how = "very likely" if is_sure else "probably"
    statements = tuple(
        Statement(
            f"{'By the note, another' if sighting.is_by_note else 'Another'} version of the picture, which {how} came before "
            f"this one, was {DATE_WORDS[sighting.date_kind]} {when(sighting.date)}, before the claimed date {claimed}.",
            (*subject.cite_version(version), Citation(EvidenceKind.SIGHTING, number=number), _CLAIM),
        )
        for version, number, sighting in early
    )
    # The earliest of those that were compared here, or else of all.
    bound = min((item[2] for item in early), key=lambda sighting: sighting.is_by_note)
    begin, then = ("By the note, an", "If so, what") if bound.is_by_note else ("An", "What")
    return Conclusion(
        f"{begin} older version of the picture existed no later than {spoken(bound.date)}. {then} both show can't be of "
        f"{claimed}; parts that differ may be.",
        statements,
    )


def between_zones(subject: Subject) -> tuple[Statement, ...]:
    """Sightings on a day before the claimed one that may be the same moment: neutral, but readers will ask."""
    claim = subject.case.claim if subject.case else None
    return tuple(
        Statement(
            f"It was {DATE_WORDS[sighting.date_kind]} {when(sighting.date)}, the claimed date is {spoken(claim.event_date)}: "
            "between the time zones of the world that can be the same moment, so it decides nothing.",
            (Citation(EvidenceKind.SIGHTING, number=number), _CLAIM),
        )
        for number, sighting in sightings_of(subject)
        if claim
        and sighting.date_kind is not DateKind.CLAIMED
        and is_close_before_event(subject, sighting.date)
    )


def _seen_before(
    subject: Subject, is_meant: Callable[[Sighting], bool], headline: str, sentence: str
) -> Conclusion | None:
    """Sightings of one sort before the event; the tightest bound stands in the headline."""
    if subject.case is None or subject.case.claim is None:
        return None
    early = [
        (latest(sighting.date), number, sighting)
        for number, sighting in sightings_of(subject)
        if sighting.date_kind is not DateKind.CLAIMED
        and is_meant(sighting)
        and is_before_event(subject, sighting.date)
    ]
    if not early:
        return None
    claimed = spoken(subject.case.claim.event_date)
    statements = tuple(
        Statement(
            sentence.format(
                how=f"{DATE_WORDS[sighting.date_kind]} {when(sighting.date)}",
                what=MATCH_WORDS[sighting.match],
                claimed=claimed,
            ),
            (Citation(EvidenceKind.SIGHTING, number=number), _CLAIM),
        )
        for _, number, sighting in early
    )
    tightest = min(early, key=lambda item: item[:2])[2]
    return Conclusion(headline.format(seen=spoken(tightest.date), claimed=claimed), statements)
