"""Who is said to have made the picture: the note's credit against the names in the file.

Names are written in many ways, so only whole words are compared, and neither agreement nor difference decides anything: credit
fields are plain entries, and an agency often stands where its photographer could. The names may be withheld from
pages and are not repeated here.
"""

from __future__ import annotations

import re
import unicodedata

from generator.assess.subject import Subject
from generator.model import Citation, EvidenceKind, Statement

FIELDS = ("author", "credit", "copyright")
"""Measurements of `metadata.author` that hold names."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY = frozenset(
    {
        "and",
        "for",
        "the",
        "all",
        "rights",
        "reserved",
        "copyright",
        "courtesy",
        "unknown",
        "via",
        "www",
        "com",
    }
    | {
        "photo",
        "photographer",
        "photography",
        "image",
        "images",
        "picture",
        "pictures",
        "foto",
        "von",
        "der",
        "des",
    }
)
"""Words of credit lines that name nobody."""


def noted(subject: Subject) -> tuple[Statement, ...]:
    """Whether the file's credit fields share a name with the note's credit; nothing when either is silent."""
    claimed = words_of(subject.exhibit.credit)
    found = subject.report.find("metadata.author")
    written = {
        word for item in found for name in FIELDS for word in words_of(str(item.finding.measure(name) or ""))
    }
    if not claimed or not written:
        return ()
    cited = (*(subject.cite(item) for item in found), Citation(EvidenceKind.NOTE))
    if claimed & written:
        words = (
            "The file's credit fields and the credit given here share a name. Anybody can write such fields."
        )
    else:
        words = (
            "The file's credit fields name somebody else than the credit given here. Agencies, editors and people who pass a "
            "picture on write their own names there, too."
        )
    return (Statement(words, cited),)


def words_of(names: str) -> frozenset[str]:
    """Words of names that can be compared: in one Unicode form, without accents and case, three letters or more."""
    plain = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", names.casefold())
        if not unicodedata.combining(letter)
    )
    return frozenset(_WORD.findall(plain)) - _EMPTY
