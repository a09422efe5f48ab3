"""Answers that the file itself gives: when, where, with what, by whom, and how far its date can be trusted."""

from __future__ import annotations

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
from generator.model import Citation, DateKind, EvidenceKind, Sighting, Statement


def when_taken(subject: Subject) -> Reply:
    """When the picture was taken, by the camera's own word, by a time stamp, and by the earliest sighting."""
    sentences: list[Statement] = []
    for item in subject.report.find("credentials.time"):
        sentences.append(Statement(item.finding.statement, (subject.cite(item),)))
    for item in subject.report.find("metadata.date"):
        taken = item.finding.measure("date_original") or item.finding.measure("date_digitized")
        if taken:
            sentences.append(
                Statement(
                    f"The camera wrote {_moment(str(taken))} as the time of the picture.",
                    (subject.cite(item),),
                )
            )
            sentences.append(
                Statement(
                    "Camera clocks can be wrong, and dates in a file can be edited.", (subject.cite(item),)
                )
            )
    if sentences:
        sentences += _stated(subject, "metadata.place.sun")
        sentences += [item for item in (sun_sentence(subject),) if item]
    if early := earliest_sighting(subject):
        number, sighting = early
        sentences.append(
            Statement(
                f"It existed no later than {spoken(sighting.date)}, when it was {DATE_WORDS[sighting.date_kind]}.",
                (Citation(EvidenceKind.SIGHTING, number=number),),
            )
        )
    return Reply.of(sentences) or ledger_state(
        subject, "metadata", "The metadata was read and holds no date of capture."
    )


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
            ledger = ledger_state(subject, "metadata", "The metadata was read and holds no position.")
            return Reply(ledger.state, (*ledger.sentences, *sentences))
    return Reply.of(sentences) or ledger_state(
        subject, "metadata", "The metadata was read and holds no position."
    )


def camera(subject: Subject) -> Reply:
    """Which camera and lens the file names."""
    sentences = [
        Statement(item.finding.statement, (subject.cite(item),))
        for code in ("metadata.camera", "credentials.camera-capture")
        for item in subject.report.find(code)
    ]
    sentences += [
        Statement(link.statement, (subject.cite_link(link),))
        for link in subject.links
        if link.kind == "same camera body"
    ][:3]
    return Reply.of(sentences) or ledger_state(
        subject, "metadata", "The metadata was read and names no camera."
    )


def author(subject: Subject) -> Reply:
    """Who made it, by the file and by the note."""
    sentences = [
        Statement(item.finding.statement, (subject.cite(item),))
        for item in subject.report.find("metadata.author")
    ]
    if subject.exhibit.credit:
        sentences.append(
            Statement(f"The note credits {subject.exhibit.credit}.", (Citation(EvidenceKind.NOTE),)),
        )
    return Reply.of(sentences) or ledger_state(
        subject, "metadata", "The metadata was read and names no author, and the note credits nobody."
    )


def date_trust(subject: Subject) -> Reply:
    """Whether the file's date holds against everything else that was checked."""
    run = subject.report.run("metadata.consistency")
    dated = subject.report.find("metadata.date") or subject.report.find("credentials.time")
    if not dated:
        return ledger_state(
            subject, "metadata", "The metadata was read and holds no date that could be trusted or not."
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

    `2019` bounds less than `2019-03-14`: the picture may have come to be on the year's last day.
    """
    usable = [
        (found.last, number, sighting)
        for number, sighting in sightings_of(subject)
        if sighting.date_kind is not DateKind.CLAIMED and (found := days(sighting.date)) is not None
    ]
    if not usable:
        return None
    _, number, sighting = min(usable, key=lambda item: item[:2])
    return number, sighting


def _moment(text: str) -> str:
    day, _, time = text.partition("T")
    clock = f", {time[:5]}" if len(time) >= 5 else ""
    zone = (
        " (time zone recorded)"
        if time[5:].strip(":0123456789.")
        else " (no time zone recorded)"
        if clock
        else ""
    )
    return spoken(day) + clock + zone
