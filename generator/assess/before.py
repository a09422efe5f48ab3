"""Whether something was seen before the claimed event, wherever on earth the two days were counted.

Where a moment is given with its zone, that moment counts; where the place of the event is known, its zones do
(`place.zones`); else the widest bounds that there are (`bounds`).
"""

from __future__ import annotations

from generator.assess.bounds import earliest, latest
from generator.assess.dates import days
from generator.assess.place_time import claimed_place
from generator.assess.subject import Subject
from generator.model import Claim
from generator.place.zones import possible_offsets


def is_before_event(subject: Subject, text: str) -> bool:
    """Whether every moment that a date may mean lies before every one that the claimed date may mean."""
    claim = subject.case.claim if subject.case else None
    if claim is None:
        return False
    end, begin = latest(text), earliest(claim.event_date, offsets=_offsets(claim))
    return end is not None and begin is not None and end <= begin


def is_close_before_event(subject: Subject, text: str) -> bool:
    """Whether a date is before the claimed one on the calendar, but between time zones may be the same moment."""
    claim = subject.case.claim if subject.case else None
    event, seen = days(claim.event_date) if claim else None, days(text)
    return bool(event and seen and seen.is_before(event)) and not is_before_event(subject, text)


def _offsets(claim: Claim) -> frozenset[int]:
    place, event = claimed_place(claim), days(claim.event_date)
    if place is None or event is None:
        return frozenset()
    return possible_offsets(place.latitude, place.longitude, event.first.year) or frozenset()
