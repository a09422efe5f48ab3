"""Place and time of the claim against the file's and against the sun; dates in the file against the first sighting.

What the file says of place, time and light can be written by anybody, so that these comparisons carry little and none raises
a flag. Positions are withheld by default: distances are told in three broad words only, and the sun's height over the claimed
place only where the claim itself names the place. Bounds: near is within 25 km (a town and its outskirts), far is beyond
100 km (farther than any name of a place is wide); between them nothing is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from generator.assess.bounds import earliest, latest
from generator.assess.dates import days, spoken
from generator.assess.rule import Conclusion
from generator.assess.sighted import sightings_of
from generator.assess.subject import Subject
from generator.model import Citation, Claim, DateKind, Evidence, EvidenceKind, Statement
from generator.place.sun import Sun, sun_at
from generator.place.towns import distance, named
from generator.place.zones import possible_offsets

NEAR_KM = 25.0
"""Up to here the file's position fits the claimed place."""
FAR_KM = 100.0
"""From here on it doesn't."""
DARK = -12.0
"""Height of the sun in degrees below which no daylight is left."""
_CLAIM = Citation(EvidenceKind.CLAIM)


@dataclass(frozen=True, slots=True)
class ClaimedPlace:
    """Where the claim puts the picture."""

    latitude: float
    """Degrees, north positive."""
    longitude: float
    """Degrees, east positive."""
    town: str
    """The town that stands for the place, when only its name is known; empty when the note gives a position."""
    is_named: bool
    """Whether the claim names the place in public words."""


def claimed_place(claim: Claim) -> ClaimedPlace | None:
    """The position in the note, or that of a town named with its country; None when neither is there."""
    if claim.event_position is not None:
        latitude, longitude = claim.event_position
        return ClaimedPlace(latitude, longitude, "", bool(claim.event_place))
    town = named(claim.event_place)
    return ClaimedPlace(town.latitude, town.longitude, town.name, True) if town else None


def claimed_suns(subject: Subject) -> tuple[Sun, ...]:
    """The sun at the claimed moment and place; several where the claim gives no zone and the place has summer time."""
    claim = subject.case.claim if subject.case else None
    place = claimed_place(claim) if claim else None
    moments = _moments(claim, place) if claim and place else ()
    return tuple(sun_at(moment, place.latitude, place.longitude) for moment in moments) if place else ()


def _moments(claim: Claim, place: ClaimedPlace) -> tuple[datetime, ...]:
    if "T" not in claim.event_date:
        return ()
    try:
        moment = datetime.fromisoformat(claim.event_date)
        if moment.tzinfo is not None:
            return (moment.astimezone(UTC),)
        possible = possible_offsets(place.latitude, place.longitude, moment.year)
        return tuple(
            moment.replace(tzinfo=UTC) - timedelta(minutes=offset) for offset in sorted(possible or ())
        )
    except (ValueError, OverflowError):
        return ()


def sun_sentence(subject: Subject) -> Statement | None:
    """What the sun did at the claimed moment and place; None when one of them isn't known well enough."""
    suns = claimed_suns(subject)
    claim = subject.case.claim if subject.case else None
    place = claimed_place(claim) if claim else None
    if not suns or place is None or len({sun.light.broad for sun in suns}) > 1:
        return None
    where = f"in {place.town}, which stands for the claimed place," if place.town else "at the claimed place"
    words = f"At the claimed time it was {suns[0].light.broad} {where}"
    if place.is_named and len(suns) == 1:
        return Statement(f"{words.rstrip(',')}: the sun stood {suns[0].words}.", (_CLAIM,))
    return Statement(f"{words.rstrip(',')}.", (_CLAIM,))


def why_no_sun(subject: Subject) -> Statement | None:
    """Why nothing is said of the sun over the claim; None when something is, or when there is no claim."""
    claim = subject.case.claim if subject.case else None
    if claim is None or sun_sentence(subject) is not None:
        return None
    if claimed_place(claim) is None:
        why = "the position of the claimed place isn't known"
    elif "T" not in claim.event_date:
        why = "the claim names no time of day"
    elif not claimed_suns(subject):
        why = "the time zone of the claimed time isn't known"
    else:
        why = "the claimed time has no time zone, and day or night depends on it"
    return Statement(f"Day or night at the claimed time and place could not be told: {why}.", (_CLAIM,))


def position_distance(subject: Subject) -> float | None:
    """Kilometres between the file's position and the claimed place; None when one is missing."""
    claim = subject.case.claim if subject.case else None
    place = claimed_place(claim) if claim else None
    latitude = subject.report.measure("metadata.location", "latitude")
    longitude = subject.report.measure("metadata.location", "longitude")
    if place is None or not isinstance(latitude, float) or not isinstance(longitude, float):
        return None
    return distance(latitude, longitude, place.latitude, place.longitude)


def position_differs(subject: Subject) -> Conclusion | None:
    """The file's position lies far from the claimed place."""
    far = position_distance(subject)
    if far is None or far <= FAR_KM:
        return None
    return Conclusion(
        "The position in the file lies far from the claimed place. Positions can be old, wrong or edited.",
        (
            Statement(
                f"The file's GPS position lies more than {FAR_KM:.0f} km from the place that the claim names.",
                _about(subject, "metadata.location"),
            ),
        ),
    )


def position_fits(subject: Subject) -> Conclusion | None:
    """The file's position lies near the claimed place."""
    far = position_distance(subject)
    if far is None or far > NEAR_KM:
        return None
    return Conclusion(
        "The position in the file fits the claimed place. Positions can be edited.",
        (
            Statement(
                f"The file's GPS position lies within {NEAR_KM:.0f} km of the place that the claim names.",
                _about(subject, "metadata.location"),
            ),
        ),
    )


def daylight_at_night(subject: Subject) -> Conclusion | None:
    """The camera was set as for daylight, while at the claimed time and place the sun was far down."""
    suns = claimed_suns(subject)
    if not suns or any(sun.true_height >= DARK for sun in suns):
        return None
    if not subject.says("metadata.place.light", "daylight_settings", True):
        return None
    return Conclusion(
        "The camera was set as for daylight, but at the claimed time and place it was dark.",
        (
            Statement(
                "The camera's settings are those for daylight; at the claimed time and place the sun was far below the "
                "horizon.",
                _about(subject, "metadata.place.light"),
            ),
        ),
    )


def noted(subject: Subject) -> tuple[Statement, ...]:
    """What is worth knowing and speaks neither for nor against the claim."""
    sun = sun_sentence(subject)
    return (*((sun,) if sun else ()), *zone_there(subject), *after_first_sighting(subject))


def after_first_sighting(subject: Subject) -> tuple[Statement, ...]:
    """Dates in the file that lie after the day on which the same picture had been seen, EXIF, XMP and IPTC alike.

    Source: a sighting's date is an upper bound of the picture's making; both may have been counted in any time zone.
    """
    seen = [
        (end, number, sighting)
        for number, sighting in sightings_of(subject)
        if sighting.date_kind is not DateKind.CLAIMED
        and sighting.match.is_same
        and (end := latest(sighting.date)) is not None
    ]
    if not seen:
        return ()
    end, number, first = min(seen, key=lambda item: item[:2])
    statements = []
    for item, place, text, meaning in _dates(subject):
        begin = earliest(text)
        if begin is None or begin < end:
            continue
        cited = (subject.cite(item), Citation(EvidenceKind.SIGHTING, number=number))
        if meaning != "taken":
            words = "So this copy was written later than the picture was made; that is common."
        elif first.compared:
            words = "That date can't be when it was taken."
        else:
            words = "If the note is right that it is the same picture, that date can't be when it was taken."
        statements.append(
            Statement(
                f"{place} says {spoken(text[:10])} ({meaning}), but the picture had been seen by {spoken(first.date)}. {words}",
                cited,
            )
        )
    return tuple(statements)


def zone_there(subject: Subject) -> tuple[Statement, ...]:
    """Whether the time zone that the file gives was in use at the claimed place in the year that the file gives."""
    claim = subject.case.claim if subject.case else None
    place, taken = (
        claimed_place(claim) if claim else None,
        days(subject.text("metadata.date", "date_original")),
    )
    offset = _minutes(subject.text("metadata.date", "offset"))
    if place is None or taken is None or offset is None:
        return ()
    there = possible_offsets(place.latitude, place.longitude, taken.first.year)
    if not there:
        return ()
    where = f"in {place.town}, which stands for the claimed place" if place.town else "at the claimed place"
    words = (
        f"The time zone in the file was in use {where} that year."
        if offset in there
        else f"The time zone in the file was not in use {where} that year. Clocks are often left on another zone."
    )
    return (Statement(words, _about(subject, "metadata.date")),)


def _minutes(offset: str) -> int | None:
    """Minutes east of UTC of `+05:30`; None for anything else."""
    found = re.fullmatch(r"([+-])(\d\d):(\d\d)", offset, re.ASCII)
    if found is None:
        return 0 if offset == "Z" else None
    sign, hours, minutes = found.groups()
    return (int(hours) * 60 + int(minutes)) * (-1 if sign == "-" else 1)


def _dates(subject: Subject) -> tuple[tuple[Evidence, str, str, str], ...]:
    """Finding, place (`XMP xmp:ModifyDate`), date and what it means, for every date that the metadata give."""
    meanings = ("taken", "digitised", "last changed")
    return tuple(
        (item, row.name, row.value, row.note)
        for item in subject.report.find("metadata.date")
        for table in item.finding.tables
        for row in table.rows
        if row.note in meanings
    )


def _about(subject: Subject, code: str) -> tuple[Citation, ...]:
    return (*(subject.cite(item) for item in subject.report.find(code)), _CLAIM)
