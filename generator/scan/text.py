"""Words for addresses, and characters that have no place in text shown to readers.

A slug is the part of an address that stands for a title or a file name. Control characters and unbalanced direction
marks are refused rather than removed: they can turn a sentence round on the screen (Unicode Technical Report 36,
"Trojan Source", CVE-2021-42574), and silently changing somebody's exact words would be worse than asking.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What a slug looks like."""

_OVERRIDES = "\u202d\u202e"
_OPENERS = {
    "\u202a": "\u202c",
    "\u202b": "\u202c",
    "\u2066": "\u2069",
    "\u2067": "\u2069",
    "\u2068": "\u2069",
}
_CLOSERS = frozenset(_OPENERS.values())
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def slug(text: str, *, length: int = 80) -> str:
    """Lower-case ASCII letters, digits and single hyphens; empty when nothing of `text` can be written so."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", folded.lower()).strip("-")
    return words[:length].rstrip("-")


def slug_or_hash(text: str, *, word: str) -> str:
    """The slug of `text`, or `word` with 8 hex digits of its hash when the script has no ASCII form."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return slug(text) or f"{word}-{digest}"


def forbidden_character(text: str) -> str:
    """The first character that may not stand in text, named as `U+202E (right-to-left override)`; empty when fine.

    Line feeds and tabs are fine. So are direction embeddings and isolates that are closed again in the same line, as
    messengers put them around names in Arabic and Hebrew text.
    """
    if not _SUSPECT.search(text):
        return ""
    for line in text.split("\n"):
        if found := _forbidden_in_line(line):
            return _name(found)
    return ""


def visible(text: str) -> str:
    """Text in which every character that could upset a terminal or turn a line round is written as an escape."""
    if "\n" in text or "\t" in text:
        text = text.replace("\n", " ").replace("\t", " ")
    return _SUSPECT.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


def _forbidden_in_line(line: str) -> str:
    open_marks: list[str] = []
    for character in line:
        if character in _OPENERS:
            open_marks.append(character)
        elif character in _CLOSERS:
            if not open_marks or _OPENERS[open_marks.pop()] != character:
                return character
        elif character in _OVERRIDES or (character != "\r" and _SUSPECT.match(character)):
            return character
    return open_marks[0] if open_marks else ""


def _name(character: str) -> str:
    name = unicodedata.name(character, "control character").lower()
    return f"U+{ord(character):04X} ({name})"
