"""What older versions of a picture say: it is no original, it differs from the one it came from, that one was seen earlier.

A crop, a smaller copy or a later file is no original, whatever it is called; and what is smaller than another version may be
none. That sentence is neutral: the word may stand in the note for another reason, and the order of two versions is told from
what was lost on the way (`link.derivation`). Where parts differ from an older version by more than saving and resizing explain,
the younger one was altered there, if the order is right; so only an order that is sure carries far. And what existed before an
event can't show it, nor can what was made of it, but for the parts that differ.
"""

from __future__ import annotations

import re

from generator.assess.before import is_before_event
from generator.assess.bounds import latest
from generator.assess.sighted import sightings_of_version
from generator.assess.subject import Subject
from generator.model import DateKind, OtherVersion, Sighting, Statement

_ORIGINAL = re.compile(r"\boriginal\b", re.IGNORECASE)


def noted(subject: Subject) -> tuple[Statement, ...]:
    """That an older or a larger version is held here, of a picture that its title or credit calls an original."""
    words = f"{subject.exhibit.title} {subject.exhibit.credit}"
    if not _ORIGINAL.search(words):
        return ()
    return tuple(
        Statement(_sentence(version), cited)
        for version in subject.versions
        if (version.is_older or version.larger) and (cited := subject.cite_version(version))
    )


def differing(subject: Subject, *, is_sure: bool) -> tuple[Statement, ...]:
    """Older versions from which parts of the picture differ. `is_sure` asks for those whose order is very likely."""
    how = "very likely" if is_sure else "probably"
    return tuple(
        Statement(
            f"{'An exact copy of the picture' if version.by else 'The picture'} {how} came from another version that is held "
            f"here. {version.compared}",
            cited,
        )
        for version in subject.versions
        if version.is_older
        and version.is_sure is is_sure
        and version.region_count
        and (cited := subject.cite_version(version))
    )


def earlier_sightings(subject: Subject) -> tuple[tuple[OtherVersion, int, Sighting], ...]:
    """Sightings of older versions before the claimed event, with their number in the case's timeline, the earliest first."""
    found = [
        (latest(sighting.date), number, version, sighting)
        for version in subject.versions
        if version.is_older and subject.cite_version(version)
        for number, sighting in sightings_of_version(subject, version)
        if sighting.date_kind is not DateKind.CLAIMED
        and sighting.match.is_same
        and is_before_event(subject, sighting.date)
    ]
    return tuple(
        (version, number, sighting)
        for _, number, version, sighting in sorted(found, key=lambda item: item[:2])
    )


def _sentence(version: OtherVersion) -> str:
    if not version.is_older:
        return (
            "The word “original” stands in this picture's title or credit. Another version is held here, too. "
            f"{version.larger} Yet it can't be told which of the two came first."
        )
    how = "very likely" if version.is_sure else "probably"
    clue = f" {version.clue}" if version.clue else ""
    return (
        "The word “original” stands in this picture's title or credit, but another version that is held here "
        f"{how} came before it.{clue}"
    )
