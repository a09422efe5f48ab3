"""Answers that the file itself gives: when, where, with what, by whom, and how far its date can be trusted."""

from __future__ import annotations

import re

from generator import moments
from generator.assess.dates import days, spoken
from generator.assess.place_time import (
    after_first_sighting,
    position_differs,
    position_fits,
    sun_sentence,
)
from generator.assess.sighted import sightings_of
from generator.assess.subject import Subject
from generator.assess.words import DATE_WORDS
from generator.investigate.reply import Reply, ledger_state
from generator.model import Citation, DateKind, EvidenceKind, LinkKind, Sighting, Statement, Trust


def when_taken(subject: Subject) -> Reply:
    """When the picture was taken, by the camera's own word, by a time stamp, and by the earliest sighting."""
    sentences: list[Statement] = []
    for item in subject.report.find("credentials.time"):
        sentences.append(Statement(item.finding.statement, (subject.cite(item),)))
    for item in subject.report.find("metadata.date"):
        cited = (subject.cite(item),)
        if taken := item.finding.measure("date_original"):
            who = "The camera wrote" if subject.report.find("metadata.camera") else "The file gives"
            sentences.append(Statement(f"{who} {_moment(str(taken))} as the time of the picture.", cited))
        elif made := item.finding.measure("date_digitized"):
            words = f"The file gives no time of taking. It says that it was made or scanned on {_moment(str(made))}."
            sentences.append(Statement(words, cited))
        else:
            continue
        sentences.append(Statement("Clocks can be wrong, and dates in a file can be edited.", cited))
    if sentences:
        sentences += _stated(subject, "metadata.place.sun")
        sentences += [item for item in (sun_sentence(subject),) if item]
    if early := earliest_sighting(subject):
        number, sighting = early
        sentences.append(
            Statement(
                f"{_EXISTED[sighting.trust]} existed no later than {spoken(sighting.date)}, when it was "
                f"{DATE_WORDS[sighting.date_kind]}.",
                (Citation(EvidenceKind.SIGHTING, number=number),),
            )
        )
    return Reply.of(sentences) or ledger_state(
        subject, "metadata", "The file's hidden data (metadata) were read; they hold no date of taking."
    )


_EXISTED = {
    Trust.COMPARED: "It",
    Trust.VERSION_COMPARED: "A version of it",
    Trust.NOTED: "By the note, it",
    Trust.VERSION_NOTED: "By the note, a version of it",
    Trust.UNCOMPARED: "If the picture there is the same, it",
}
"""Who existed, by how well a sighting is known to show the picture."""

_NO_POSITION = "The file's hidden data (metadata) were read; they hold no position."


def where_taken(subject: Subject) -> Reply:
    """Where the file says it was taken. Positions are withheld here; the details show them if the publisher allows."""
    sentences = [
        Statement(item.finding.statement, (subject.cite(item),))
        for code in ("metadata.location", "metadata.caption")
        for item in subject.report.find(code)
        if code == "metadata.location" or item.finding.measure("city") or item.finding.measure("country")
    ]
    sentences += _stated(subject, "metadata.place.zone-fits", "metadata.place.zone-differs")
    for compared in (position_differs(subject), position_fits(subject)):
        sentences += compared.because if compared else ()
    claim = subject.case.claim if subject.case else None
    if claim and claim.event_place:
        sentences.append(
            Statement(
                f"The claim says: {claim.event_place}. That is the claim, not evidence.",
                (Citation(EvidenceKind.CLAIM),),
            )
        )
        if len(sentences) == 1:
            ledger = ledger_state(subject, "metadata", _NO_POSITION)
            return Reply(ledger.state, (*ledger.sentences, *sentences))
    return Reply.of(sentences) or ledger_state(subject, "metadata", _NO_POSITION)


def camera(subject: Subject) -> Reply:
    """Which camera and lens the file names."""
    sentences = [
        Statement(item.finding.statement, (subject.cite(item),))
        for code in ("metadata.camera", "credentials.camera-capture")
        for item in subject.report.find(code)
    ]
    same = [subject.cite_link(link) for link in subject.links if link.kind is LinkKind.SAME_CAMERA]
    if same:
        others = "Another picture" if len(same) == 1 else f"{len(same)} other pictures"
        words = f"{others} on this site {'names' if len(same) == 1 else 'name'} the same camera body by its serial number."
        sentences.append(Statement(words, tuple(same[:3])))
    return Reply.of(sentences) or ledger_state(
        subject, "metadata", "The file's hidden data (metadata) were read; they name no camera."
    )


def author(subject: Subject) -> Reply:
    """Who made it, by the file and by the note."""
    sentences = [
        Statement(item.finding.statement, (subject.cite(item),))
        for item in subject.report.find("metadata.author")
    ]
    if subject.exhibit.credit:
        sentences.append(
            Statement(
                f"The report gives this credit: {subject.exhibit.credit}.", (Citation(EvidenceKind.NOTE),)
            ),
        )
    return Reply.of(sentences) or ledger_state(
        subject,
        "metadata",
        "The file's hidden data (metadata) were read; they name no author, and no credit is recorded here.",
    )


def date_trust(subject: Subject) -> Reply:
    """Whether the file's date holds against everything else that was checked."""
    run = subject.report.run("metadata.consistency")
    dated = subject.report.find("metadata.date") or subject.report.find("credentials.time")
    if not dated:
        return ledger_state(
            subject, "metadata", "The file's hidden data (metadata) were read; they hold no date."
        )
    sentences = [
        Statement(item.finding.statement, (subject.cite(item),))
        for item in subject.report.find("metadata.consistency")
        if any(word in item.finding.code for word in ("date", "time", "before", "clock"))
    ]
    sentences += _stated(subject, "metadata.place.zone-differs", "metadata.place.light-differs")
    sentences += after_first_sighting(subject)
    if not sentences and run is not None and run.is_checked:
        words = "No contradiction between the dates in the file was found."
        sentences.append(Statement(words, subject.cite_run("metadata.consistency")))
    sentences.append(
        Statement(
            "A date in a file is proven only by a trusted time stamp; all others can be edited.",
            tuple(subject.cite(item) for item in dated),
        )
    )
    return Reply.of(sentences) or Reply.nothing(())


def _stated(subject: Subject, *codes: str) -> list[Statement]:
    """The findings' own sentences, by code."""
    return [
        Statement(item.finding.statement, (subject.cite(item),))
        for code in codes
        for item in subject.report.find(code)
    ]


def earliest_sighting(subject: Subject) -> tuple[int, Sighting] | None:
    """The sighting that bounds the picture's age most tightly, with its number; None when there is none.

    What was compared here comes before what only the note says, and that before what nobody compared. `2019` bounds less than
    `2019-03-14`: the picture may have come to be on the year's last day.
    """
    usable = [
        (sighting.trust, moments.bound(sighting.date), number, sighting)
        for number, sighting in sightings_of(subject)
        if sighting.date_kind is not DateKind.CLAIMED and days(sighting.date) is not None
    ]
    if not usable:
        return None
    *_, number, sighting = min(usable, key=lambda item: item[:3])
    return number, sighting


def _moment(text: str) -> str:
    day, _, time = text.partition("T")
    clock = f", {time[:5]}" if len(time) >= 5 else ""
    offset = re.search(r"([+-]\d\d:\d\d|Z)\Z", time)
    if offset:
        zone = " UTC" if offset[0] in ("Z", "+00:00", "-00:00") else f" UTC{offset[0]}"
    else:
        zone = " (no time zone recorded)" if clock else ""
    return spoken(day) + clock + zone
