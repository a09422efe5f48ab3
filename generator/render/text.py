"""Words from strangers, made safe to look at: invisible characters become visible, long values are cut, dates are read.

Escaping is Jinja's work; this module is about what escaping leaves alone. Bidirectional controls can reverse the reading
order of a whole page (the "Trojan Source" trick, CVE-2021-42574), zero-width characters make two names look the same,
and control characters or lone surrogates break the file. Each is shown as a sign such as `‹U+202E›`, so that a reader sees
that something is there. Letters that merely look alike (homoglyphs) are not detected.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

# Controls, bidirectional overrides and isolates, tags, noncharacters and lone surrogates never belong on a page.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff\ufff9-\uffff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# These have honest uses in Persian, Hindi and emoji, so authors may write them; in metadata they are made visible.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2065\u206a-\u206f\u3164]"
)
_SLUG_GAPS = re.compile(r"[^a-z0-9]+")

CUT_AT = 2_000
"""Longest value shown, in characters; the same bound as `model.Row` names."""


def harmless(text: str) -> str:
    """`text` without characters that no page may hold; each is replaced by a sign that names it."""
    if _FORBIDDEN.search(text) is None:
        return text
    return _FORBIDDEN.sub(_sign, text.replace("\r\n", "\n"))


def percent(share: float, *, digits: int = 0) -> str:
    """A share of 1 in percent; the sign never stands alone on a line."""
    return f"{share * 100:.{digits}f}\u00a0%"


def visible(text: str, *, limit: int = CUT_AT) -> str:
    """A value found in a file: nothing invisible is left, and what is longer than `limit` is cut and says so."""
    if len(text) > limit:
        text = f"{text[:limit]}… (cut; {len(text):,} characters in all)"
    text = harmless(text)
    return text if _INVISIBLE.search(text) is None else _INVISIBLE.sub(_sign, text)


def sentence(text: str) -> str:
    """A reason as a sentence of its own: `the file is empty` becomes `The file is empty.`"""
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "…")) else ".")


def first_upper(text: str) -> str:
    """With a capital letter at its beginning, and nothing else changed."""
    return text[:1].upper() + text[1:]


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words where that is possible."""
    text = " ".join(text.split())
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    space = head.rfind(" ")
    return head[: space if space > limit // 2 else len(head)].rstrip(" ,;:.") + "…"


def slug(name: str) -> str:
    """Lower-case ASCII letters, digits and hyphens; a short hash stands in when nothing of the name is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    words = _SLUG_GAPS.sub("-", plain.lower()).strip("-")[:60].strip("-")
    return words or "x" + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:10]


def slugs(names: Iterable[str]) -> dict[str, str]:
    """A slug for each name, unique among them whatever their order."""
    result: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(set(names)):
        short = slug(name)
        if short in taken:
            short += "-" + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:6]
        taken.add(short)
        result[name] = short
    return result


def number(value: str | int | float | bool, yes: str = "yes", no: str = "no") -> str:
    """A measured value as a reader sees it."""
    if isinstance(value, bool):
        return yes if value else no
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, int):
        return f"{value:,}" if abs(value) >= 10_000 else str(value)
    return value


def size(count: int) -> str:
    """Bytes as a reader sees them: `2.4 MB (2,412,345 bytes)`."""
    if count < 1_000:
        return f"{count} bytes"
    for unit, factor in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if count >= factor:
            return f"{count / factor:.1f} {unit} ({count:,} bytes)"
    raise AssertionError(count)


def _sign(match: re.Match[str]) -> str:
    return f"‹U+{ord(match.group()):04X}›"
