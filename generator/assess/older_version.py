"""What older versions of a picture say beside its claim: a picture that is called an original came from another one here.

A crop, a smaller copy or a later file is no original, whatever it is called. The sentence is neutral: the word may stand in
the note for another reason, and the order of two versions is told from what was lost on the way (`link.derivation`).
"""

from __future__ import annotations

import re

from generator.assess.subject import Subject
from generator.model import OtherVersion, Statement

_ORIGINAL = re.compile(r"\boriginal\b", re.IGNORECASE)


def noted(subject: Subject) -> tuple[Statement, ...]:
    """That an older version is held here, of a picture that its title or credit calls an original."""
    words = f"{subject.exhibit.title} {subject.exhibit.credit}"
    if not _ORIGINAL.search(words):
        return ()
    return tuple(
        Statement(_sentence(version), cited)
        for version in subject.versions
        if version.is_older and (cited := subject.cite_version(version))
    )


def _sentence(version: OtherVersion) -> str:
    how = "very likely" if version.is_sure else "probably"
    clue = f" Of that one holds: {version.clue}" if version.clue else ""
    return (
        "The word “original” stands in this picture's title or credit, but another version that is held here "
        f"{how} came before it.{clue}"
    )
