"""Rules for the third axis: whether the picture fits the claim.

A sighting's date is an upper bound: the picture existed no later than that day. A sighting before the claimed event
therefore contradicts the claim; a sighting after it says nothing. Camera dates can be wrong or edited and carry little;
so do positions and camera settings, which `place_time` compares.
"""

from __future__ import annotations

from generator.assess import older_version, place_time
from generator.assess.dates import Days, days, spoken, when
from generator.assess.rule import Conclusion, Rule
from generator.assess.sighted import sightings_of
from generator.assess.subject import Subject
from generator.assess.words import DATE_WORDS
from generator.model import (
    Axis,
    Citation,
    Confidence,
    Context,
    DateKind,
    EvidenceKind,
    MatchKind,
    Statement,
)

CLOCK_TOLERANCE_DAYS = 1
"""Time zones and late nights may move a camera's day by one."""

_CLAIM = Citation(EvidenceKind.CLAIM)
_VERIFIED = (MatchKind.SAME_BYTES, MatchKind.SAME_PICTURE)


def event_days(subject: Subject) -> Days | None:
    """The days on which the claim says that the picture was taken; None without a claim or a date."""
    claim = subject.case.claim if subject.case else None
    return days(claim.event_date) if claim else None


def _earlier_sightings(subject: Subject, *, verified: bool) -> Conclusion | None:
    event = event_days(subject)
    if event is None or subject.case is None or subject.case.claim is None:
        return None
    early = [
        (seen.last, number, sighting)
        for number, sighting in sightings_of(subject)
        if sighting.date_kind is not DateKind.CLAIMED
        and (sighting.match in _VERIFIED) is verified
        and (seen := days(sighting.date)) is not None
        and seen.is_before(event)
    ]
    if not early:
        return None
    claimed = spoken(subject.case.claim.event_date)
    statements = tuple(
        Statement(
            f"The picture was {DATE_WORDS[sighting.date_kind]} {when(sighting.date)}, before the claimed date {claimed}.",
            (Citation(EvidenceKind.SIGHTING, number=number), _CLAIM),
        )
        for _, number, sighting in early
    )
    tightest = min(early, key=lambda item: item[:2])[2]
    return Conclusion(
        f"The picture existed no later than {spoken(tightest.date)}. It can't show an event of {claimed}.",
        statements,
    )


def _older_version_seen(subject: Subject, *, is_sure: bool) -> Conclusion | None:
    """An older version was seen before the event, so what both show can't be of that event."""
    event = event_days(subject)
    if event is None or subject.case is None or subject.case.claim is None:
        return None
    early = [item for item in older_version.earlier_sightings(subject, event) if item[0].is_sure is is_sure]
    if not early:
        return None
    claimed = spoken(subject.case.claim.event_date)
    how = "very likely" if is_sure else "probably"
    statements = tuple(
        Statement(
            f"Another version of the picture, which {how} came before this one, was {DATE_WORDS[sighting.date_kind]} "
            f"{when(sighting.date)}, before the claimed date {claimed}.",
            (*subject.cite_version(version), Citation(EvidenceKind.SIGHTING, number=number), _CLAIM),
        )
        for version, number, sighting in early
    )
    return Conclusion(
        f"An older version of the picture existed no later than {spoken(early[0][2].date)}. What both show can't be of "
        f"{claimed}; parts that differ may be.",
        statements,
    )


def _proven_signing_time(subject: Subject) -> Conclusion | None:
    event = event_days(subject)
    signed = days(subject.text("credentials.time", "signed_at"))
    if event is None or signed is None or not subject.says("credentials.time", "proven", True):
        return None
    if not signed.is_before(event):
        return None
    return Conclusion(
        "A time stamp in the credential is older than the claimed event.",
        (
            *subject.state(subject.report.find("credentials.time")),
            Statement("The claim names a later date.", (_CLAIM,)),
        ),
    )


def _camera_date(subject: Subject, *, fits: bool) -> Conclusion | None:
    event = event_days(subject)
    text = subject.text("metadata.date", "date_original")
    taken = days(text)
    if event is None or taken is None or taken.overlaps(event, tolerance=CLOCK_TOLERANCE_DAYS) is not fits:
        return None
    citations = (*(subject.cite(item) for item in subject.report.find("metadata.date")), _CLAIM)
    if fits:
        is_within = taken.first >= event.first and taken.last <= event.last
        how = "as the claim says" if is_within else "within a day of what the claim says"
        return Conclusion(
            "The camera date fits the claimed date. Camera dates can be wrong or edited.",
            (Statement(f"The camera's date is {spoken(text)}, {how}.", citations),),
        )
    return Conclusion(
        "The camera date is another day than the claim says. Camera clocks can be wrong, and dates can be edited.",
        (Statement(f"The camera's date is {spoken(text)}, not the day that the claim names.", citations),),
    )


def _date_and_place_fit(subject: Subject) -> Conclusion | None:
    date, place = _camera_date(subject, fits=True), place_time.position_fits(subject)
    if date is None or place is None:
        return None
    return Conclusion(
        "The date and the position in the file both fit the claim. Both can be edited.",
        (*date.because, *place.because),
    )


def _no_claim(subject: Subject) -> Conclusion | None:
    if subject.case is not None and subject.case.claim is not None:
        return None
    return Conclusion(
        "No claim about this picture was recorded, so there is nothing to compare it with.",
        (Statement("A claim says what a picture is meant to show, when and where."),),
    )


def _unknown(subject: Subject) -> Conclusion | None:
    del subject
    return Conclusion(
        "Nothing that the program checked ties this picture to the claimed time and place, or rules them out.",
        (
            Statement(
                "No dated sighting before the claimed event and no usable camera date were found.", (_CLAIM,)
            ),
        ),
    )


RULES: tuple[Rule, ...] = (
    Rule(
        "context.no-claim",
        Axis.CONTEXT,
        Context.UNKNOWN,
        Confidence.NONE,
        "The picture belongs to no case, or the case names no claim.",
        "Context is always a comparison with something that was said.",
        _no_claim,
    ),
    Rule(
        "context.seen-before-event",
        Axis.CONTEXT,
        Context.CONTRADICTS,
        Confidence.STRONG,
        "A sighting whose picture was compared and found to be the same is dated before the claimed event.",
        "Whatever was online before an event cannot show it. The date is as good as its source: see its kind and its "
        "archived copy.",
        lambda subject: _earlier_sightings(subject, verified=True),
    ),
    Rule(
        "context.signed-before-event",
        Axis.CONTEXT,
        Context.CONTRADICTS,
        Confidence.STRONG,
        "A trusted time stamp in the credential is older than the claimed event.",
        "A time stamp proves that the picture existed by then.",
        _proven_signing_time,
    ),
    Rule(
        "context.older-version-seen-before-event",
        Axis.CONTEXT,
        Context.CONTRADICTS,
        Confidence.MODERATE,
        "A sighting of another version, compared and found to be that one, is dated before the claimed event, and that "
        "version came first beyond doubt.",
        "Whatever both show existed before the event. Parts that were put in later may not have.",
        lambda subject: _older_version_seen(subject, is_sure=True),
    ),
    Rule(
        "context.seen-before-event-unverified",
        Axis.CONTEXT,
        Context.CONTRADICTS,
        Confidence.MODERATE,
        "A sighting that was not compared with this picture, or that shows a part or an altered version, is dated "
        "before the claimed event.",
        "The note's author saw it there; the machine did not compare the two pictures.",
        lambda subject: _earlier_sightings(subject, verified=False),
    ),
    Rule(
        "context.likely-older-version-seen-before-event",
        Axis.CONTEXT,
        Context.CONTRADICTS,
        Confidence.WEAK,
        "As for an older version that was seen before the event, but that version only probably came first.",
        "Both show the same, and one of them was seen before the event; if the order is the other way round, this file may "
        "still be older.",
        lambda subject: _older_version_seen(subject, is_sure=False),
    ),
    Rule(
        "context.position-differs",
        Axis.CONTEXT,
        Context.CONTRADICTS,
        Confidence.WEAK,
        "The file's GPS position lies more than 100 km from the claimed place.",
        "Positions can be old or wrong, and are easy to edit. The claimed place is the position in the note, or the centre "
        "of a town that the claim names with its country.",
        place_time.position_differs,
    ),
    Rule(
        "context.camera-date-differs",
        Axis.CONTEXT,
        Context.CONTRADICTS,
        Confidence.WEAK,
        "The camera's date is more than a day from the claimed date.",
        "Clocks that were never set are common, and dates are easy to edit.",
        lambda subject: _camera_date(subject, fits=False),
    ),
    Rule(
        "context.daylight-at-claimed-night",
        Axis.CONTEXT,
        Context.CONTRADICTS,
        Confidence.WEAK,
        "Exposure time, aperture and sensitivity are those for daylight, no flash fired, and at the claimed time and place "
        "the sun was more than 12° below the horizon.",
        "Settings are plain entries that are easy to edit. Pictures of the moon and under very strong lamps look the same.",
        place_time.daylight_at_night,
    ),
    Rule(
        "context.date-and-place-fit",
        Axis.CONTEXT,
        Context.FITS,
        Confidence.WEAK,
        "The camera's date is the claimed date, give or take a day, and its position lies within 25 km of the claimed place.",
        "Two entries agree with the claim, but whoever can edit one can edit both.",
        _date_and_place_fit,
    ),
    Rule(
        "context.camera-date-fits",
        Axis.CONTEXT,
        Context.FITS,
        Confidence.WEAK,
        "The camera's date is the claimed date, give or take a day.",
        "It says nothing about the place, and dates are easy to edit.",
        lambda subject: _camera_date(subject, fits=True),
    ),
    Rule(
        "context.position-fits",
        Axis.CONTEXT,
        Context.FITS,
        Confidence.WEAK,
        "The file's GPS position lies within 25 km of the claimed place, and nothing is known of the date.",
        "It says nothing about the time, and positions are easy to edit.",
        place_time.position_fits,
    ),
    Rule(
        "context.unknown",
        Axis.CONTEXT,
        Context.UNKNOWN,
        Confidence.NONE,
        "There is a claim, and no other rule of this axis applies.",
        "Most context is found by people: see the note and the sightings.",
        _unknown,
    ),
)
