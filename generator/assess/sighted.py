"""Which of the case's sightings concern a picture."""

from __future__ import annotations

from generator.assess.subject import Subject
from generator.assess.words import MATCH_WORDS
from generator.model import OtherVersion, OutsideCheck, Search, Sighting


def sightings_of(subject: Subject) -> tuple[tuple[int, Sighting], ...]:
    """The case's sightings that concern this exhibit, numbered from 1 as in the case's timeline.

    What a service found by words or addresses alone is no sighting of the picture.
    """
    if subject.case is None:
        return ()
    name = subject.exhibit.path.rpartition("/")[2]
    # What shows how a page looked is not what every picture of the case is about.
    unnamed = () if shows_page(subject) else ("",)
    return tuple(
        (number, sighting)
        for number, sighting in enumerate(subject.case.sightings, 1)
        if sighting.match.is_of_picture
        and (
            sighting.picture in (*unnamed, name)
            or (sighting.picture and subject.exhibit.path.endswith("/" + sighting.picture))
        )
    )


def shows_page(subject: Subject) -> bool:
    """Whether the picture is the screenshot of a page where another picture was seen."""
    path = subject.exhibit.path
    return subject.case is not None and any(
        item.screenshot and (path == item.screenshot or path.endswith("/" + item.screenshot))
        for item in subject.case.sightings
    )


def match_words(sighting: Sighting) -> str:
    """What was seen there, with who says so where it was not compared here."""
    words = MATCH_WORDS[sighting.match]
    return f"{words}, by the note" if sighting.is_by_note else words


def sightings_of_version(subject: Subject, version: OtherVersion) -> tuple[tuple[int, Sighting], ...]:
    """The case's sightings that name another version's file, numbered from 1 as in the case's timeline.

    A sighting that names no file is about the whole case, so it can't be told which version was seen.
    """
    if subject.case is None or not version.path:
        return ()
    return tuple(
        (number, sighting)
        for number, sighting in enumerate(subject.case.sightings, 1)
        if sighting.match.is_of_picture
        and sighting.picture
        and (version.path == sighting.picture or version.path.endswith("/" + sighting.picture))
    )


def searches_of(subject: Subject) -> tuple[tuple[int, Search], ...]:
    """Services that were asked about this exhibit, numbered from 1 as in the case."""
    if subject.case is None:
        return ()
    return tuple(
        (number, item)
        for number, item in enumerate(subject.case.searches, 1)
        if subject.exhibit.path.endswith("/" + item.picture) or subject.exhibit.path == item.picture
    )


def outside_checks_of(subject: Subject) -> tuple[tuple[int, OutsideCheck], ...]:
    """What people had checked elsewhere of this exhibit, numbered from 1 as in the case."""
    if subject.case is None:
        return ()
    name = subject.exhibit.path.rpartition("/")[2]
    return tuple(
        (number, item)
        for number, item in enumerate(subject.case.outside_checks, 1)
        if item.picture in ("", name) or subject.exhibit.path.endswith("/" + item.picture)
    )
