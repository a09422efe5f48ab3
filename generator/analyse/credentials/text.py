"""Text from a manifest, made safe to show: everything in a credential was written by whoever made it.

Control characters, line breaks, zero-width and direction-changing characters are removed, white space is folded, and
long text is cut. Nothing else is changed, so that a reader sees the words as they were written.
"""

from __future__ import annotations

import unicodedata

LINE = 160
"""Longest text inside a sentence, characters."""
VALUE = 2000
"""Longest value in a details table, characters."""
REMOVED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that never reach a page: controls, formats (bidirectional overrides), surrogates, private use."""


def clean(value: object, limit: int = LINE) -> str:
    """`value` as one line of at most `limit` characters; empty for anything that is not text or a number."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return ""
    # Cutting first bounds the work on a text of many megabytes; four times leaves room for what is removed.
    text = str(value)[: limit * 4]
    kept = "".join(
        " " if character.isspace() else character
        for character in text
        if character.isspace() or unicodedata.category(character) not in REMOVED
    )
    line = " ".join(kept.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def quoted(value: str) -> str:
    """Somebody else's words inside our sentence, with quotation marks that they can't close themselves."""
    return "“" + value.replace("“", "'").replace("”", "'") + "”"
