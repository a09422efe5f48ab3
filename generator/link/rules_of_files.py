"""Rules that read what files say of themselves: credentials, names of parents, camera, programs, dates; and sightings.

A signed credential and a named parent are written on purpose. The rest is lost at a click and easily put in, so it counts less,
and what the pixels tell outweighs it.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator.link.clues import MEDIUM, STRONG, WEAK, Clue, Pair


def credential_parent(pair: Pair) -> Iterator[Clue]:
    """A content credential that names the other file among those the picture was made from."""
    for one, other in pair.both():
        if other.ingredients & one.marks:
            words = "the content credential in the file of {younger} names {older} as what it was made from."
            yield Clue("derivation.credential-parent", one.id, STRONG, words)


def named_parent(pair: Pair) -> Iterator[Clue]:
    """XMP's `DerivedFrom`, and its history."""
    for one, other in pair.both():
        if one.instance and one.instance == other.instance:
            continue
        if one.instance and one.instance in other.derived_from:
            words = "the file of {younger} names {older} as what it was made from."
            yield Clue("derivation.named-parent", one.id, STRONG, words)
        elif one.instance and one.instance in other.history:
            words = "the editing history in the file of {younger} lists {older} as an earlier state."
            yield Clue("derivation.history", one.id, STRONG, words)
        elif one.document and one.document != other.document and one.document in other.origins:
            words = "the file of {younger} names {older} as the document that it goes back to."
            yield Clue("derivation.named-document", one.id, MEDIUM, words)


def camera(pair: Pair) -> Iterator[Clue]:
    """The camera's name, which programs that strip information don't give back."""
    for one, other in pair.both():
        if one.has_settings > other.has_settings or one.has_camera > other.has_camera:
            if one.has_settings:
                words = "the file of {older} still holds the camera's settings; that of {younger} doesn't."
            else:
                words = "the file of {older} still names the camera; that of {younger} doesn't."
            yield Clue("derivation.camera-information", one.id, MEDIUM if one.has_settings else WEAK, words)


def editor(pair: Pair) -> Iterator[Clue]:
    """An editing program's name."""
    for one, other in pair.both():
        if other.has_editor and not one.has_editor and one.has_camera:
            words = "the file of {younger} says that an editing program wrote it; that of {older} doesn't."
            yield Clue("derivation.editor", one.id, MEDIUM if one.has_settings else WEAK, words)


def dates(pair: Pair) -> Iterator[Clue]:
    """When each file says it was last changed."""
    one, other = sorted((pair.first, pair.second), key=lambda version: version.modified)
    if one.modified and other.modified and one.modified[:16] != other.modified[:16]:
        words = "the file of {older} says that it was last changed before that of {younger}."
        yield Clue("derivation.dates", one.id, WEAK, words)


def sightings(pair: Pair) -> Iterator[Clue]:
    """When each was first seen."""
    one, other = sorted((pair.first, pair.second), key=lambda version: version.first_seen)
    # A month is no earlier than a day in it.
    if one.first_seen and not other.first_seen[:10].startswith(one.first_seen[:10]):
        yield Clue(
            "derivation.sightings",
            one.id,
            WEAK,
            "{older} was seen before {younger}, by the sightings on record.",
        )


NAMED = (credential_parent, named_parent)
"""Rules by which a file names the other one."""
SAID = (camera, editor, dates, sightings)
"""Rules by what else is said; in the order in which they are described."""
