"""Which of the case's sightings concern a picture."""

from __future__ import annotations

from generator.assess.subject import Subject
from generator.model import Sighting


def sightings_of(subject: Subject) -> tuple[tuple[int, Sighting], ...]:
    """The case's sightings that concern this exhibit, numbered from 1 as in the case's timeline."""
    if subject.case is None:
        return ()
    name = subject.exhibit.path.rpartition("/")[2]
    return tuple(
        (number, sighting)
        for number, sighting in enumerate(subject.case.sightings, 1)
        if sighting.picture in ("", name) or subject.exhibit.path.endswith("/" + sighting.picture)
    )
