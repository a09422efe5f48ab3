"""Who is said to have made the picture: the note's credit against the names in the file.

Names are written in many ways, so only whole words are compared, and neither agreement nor difference decides anything: credit
fields are plain entries, and an agency often stands where its photographer could. Letters that other alphabets and old
systems write otherwise (ü as ue, ø as o) count as the same; between two scripts nothing is compared, since one name is put
into Latin letters in many ways. The names may be withheld from pages and are not repeated here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set

from generator.assess.subject import Subject
from generator.model import Citation, EvidenceKind, Statement

FIELDS = ("author", "credit", "copyright")
"""Measurements of `metadata.author` that hold names."""

_MOST = 2_000
"""Characters of a credit that are compared."""
_LONG = 6
"""Letters from which a name may differ by one."""
_SPELLINGS = (
    *(("ä", "a"), ("ö", "o"), ("ü", "u"), ("ae", "a"), ("oe", "o"), ("ue", "u")),
    *(
        ("æ", "a"),
        ("œ", "o"),
        ("ø", "o"),
        ("å", "a"),
        ("aa", "a"),
        ("ł", "l"),
        ("đ", "d"),
        ("ð", "d"),
        ("þ", "th"),
        ("ı", "i"),
    ),
)
"""Letters that NFKD leaves alone or that are often written as two; applied to both names alike."""
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
    if not claimed or not written or not _scripts(claimed) & _scripts(written):
        return ()
    cited = (*(subject.cite(item) for item in found), Citation(EvidenceKind.NOTE))
    if any(_is_alike(one, other) for one in claimed for other in written):
        words = (
            "The file's credit fields and the credit given here share a name. Anybody can write such fields."
        )
    else:
        words = (
            "The file's credit fields name somebody else than the credit given here. Agencies, editors and people who pass a "
            "picture on write their own names there, too."
        )
    return (Statement(words, cited),)


def _is_alike(one: str, other: str) -> bool:
    """Equal, or but for one letter in long names: transliterations and slips of the pen differ so."""
    if one == other:
        return True
    if min(len(one), len(other)) < _LONG or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    same = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    return short[same:] == long[same + 1 :] or short[same + 1 :] == long[same + 1 :]


def _scripts(words: Set[str]) -> frozenset[str]:
    """Scripts of the letters, by the first word of their Unicode names: LATIN, CYRILLIC, CJK."""
    return frozenset(unicodedata.name(letter, "?").split()[0] for word in words for letter in word)


def words_of(names: str) -> frozenset[str]:
    """Words of names that can be compared: in one Unicode form, without accents and case, three letters or more."""
    spelled = unicodedata.normalize("NFKC", names[:_MOST]).casefold()
    for written, plain in _SPELLINGS:
        spelled = spelled.replace(written, plain)
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", spelled) if not unicodedata.combining(letter)
    )
    return frozenset(_WORD.findall(plain)) - _EMPTY
