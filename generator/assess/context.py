"""Rules for the third axis: whether the picture fits the claim.

A sighting's date is an upper bound: the picture existed no later than that day. A sighting before the claimed event
therefore contradicts the claim, as far as it is known to show the picture; a sighting after it says nothing. Camera dates can
be wrong or edited and carry little; so do positions and camera settings, which `place_time` compares.
"""

from __future__ import annotations

from generator.assess import place_time, seen_before
from generator.assess.before import is_before_event
from generator.assess.dates import Days, days, spoken
from generator.assess.rule import Conclusion, Rule
from generator.assess.sighted import shows_page
from generator.assess.subject import Subject
from generator.model import (
    Axis,
    Citation,
    Confidence,
    Context,
    EvidenceKind,
    Statement,
)

CLOCK_TOLERANCE_DAYS = 1
"""Time zones and late nights may move a camera's day by one."""

_CLAIM = Citation(EvidenceKind.CLAIM)


def event_days(subject: Subject) -> Days | None:
    """The days on which the claim says that the picture was taken; None without a claim or a date."""
    claim = subject.case.claim if subject.case else None
    return days(claim.event_date) if claim else None


def _shows_a_page(subject: Subject) -> Conclusion | None:
    if not shows_page(subject):
        return None
    return Conclusion(
        "It shows how a page looked on which a picture of this case was seen; the claim is not about it.",
        (
            Statement(
                "The note or a stored sighting names it as a screenshot.", (Citation(EvidenceKind.NOTE),)
            ),
        ),
    )


def _proven_signing_time(subject: Subject) -> Conclusion | None:
    signed = subject.text("credentials.time", "signed_at")
    if not subject.says("credentials.time", "proven", True) or not is_before_event(subject, signed):
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
        "context.shows-a-page",
        Axis.CONTEXT,
        Context.UNKNOWN,
        Confidence.NONE,
        "A sighting names the picture as the screenshot of its page.",
        "The claim is about the picture on that page, not about the screenshot.",
        _shows_a_page,
    ),
    Rule(
        "context.seen-before-event",
        Axis.CONTEXT,
        Context.CONTRADICTS,
        Confidence.STRONG,
        "A sighting whose picture was compared here and found to be the same is dated before the claimed event, in whichever "
        "time zone each of the two days was counted.",
        "Whatever was online before an event cannot show it. The date is as good as its source: see its kind and its "
        "archived copy.",
        seen_before.same_compared,
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
        "A sighting of another version, by a comparison here or by the note, is dated before the claimed event, and that "
        "version very likely came first.",
        "Whatever both show existed before the event. Parts that were put in later may not have.",
        lambda subject: seen_before.older_version_seen(subject, is_sure=True),
    ),
    Rule(
        "context.part-seen-before-event",
        Axis.CONTEXT,
        Context.CONTRADICTS,
        Confidence.MODERATE,
        "A sighting whose picture was compared here and found to be a part or an altered version is dated before the claimed "
        "event.",
        "What both pictures show existed before the event. What only one of them shows may not have.",
        seen_before.part_compared,
    ),
    Rule(
        "context.noted-before-event",
        Axis.CONTEXT,
        Context.CONTRADICTS,
        Confidence.MODERATE,
        "The note names a sighting before the claimed event and says that it shows the same picture, a part or an altered "
        "version of it.",
        "A person saw it there and compared by eye; the program did not compare the two. `backstory sightings add` with the "
        "saved picture lets it do so.",
        seen_before.noted,
    ),
    Rule(
        "context.likely-older-version-seen-before-event",
        Axis.CONTEXT,
        Context.CONTRADICTS,
        Confidence.WEAK,
        "As for an older version that was seen before the event, but that version only probably came first.",
        "Both show the same, and one of them was seen before the event; if the order is the other way round, this file may "
        "still be older.",
        lambda subject: seen_before.older_version_seen(subject, is_sure=False),
    ),
    Rule(
        "context.seen-before-event-unverified",
        Axis.CONTEXT,
        Context.CONTRADICTS,
        Confidence.WEAK,
        "Something that a service or a person took for the picture is dated before the claimed event, and nobody says that the "
        "two were compared.",
        "Services that search for pictures also find others that look alike.",
        seen_before.uncompared,
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
