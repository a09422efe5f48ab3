"""Careful reading of JSON from strangers: wrong types and absurd sizes are passed over, never trusted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from generator.sightings.provider import Unreadable

LONGEST = 2_000
"""Characters of a text that are kept."""
MOST = 200
"""Entries of one list that are read."""

_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})", re.ASCII)
_MOMENT = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})T?(\d{2}):?(\d{2}):?(\d{2})(?:\.\d+)?Z?\Z", re.ASCII)


def parsed(body: bytes) -> Any:
    """The JSON value; `Unreadable` when it is none."""
    try:
        # A mark at the beginning and bare control characters within texts are common mistakes of services.
        return json.loads(body.decode("utf-8-sig"), strict=False)
    except (ValueError, RecursionError) as error:
        raise Unreadable("the answer is not JSON") from error


def fields(value: Any) -> dict[str, Any]:
    """The object, or an empty one."""
    return value if isinstance(value, dict) else {}


def entries(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a list, `MOST` at most."""
    if isinstance(value, list):
        yield from (item for item in value[:MOST] if isinstance(item, dict))


def text(value: Any, *, limit: int = LONGEST) -> str:
    """A text on one line without control characters; empty for anything else."""
    if not isinstance(value, str):
        return ""
    words = "".join(character if character.isprintable() else " " for character in value[: 2 * limit])
    return " ".join(words.split())[:limit]


def address(value: Any) -> str:
    """An http or https address without a user's name or password in it; empty for anything else."""
    found = text(value, limit=4_000)
    try:
        parts = urlsplit(found)
    except ValueError:
        return ""
    is_plain = parts.scheme in ("http", "https") and parts.hostname and parts.username is None
    return found if is_plain and " " not in found and "\\" not in parts.netloc else ""


def host(url: str) -> str:
    """The host of an address without `www.`."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def moment(value: Any) -> str:
    """ISO 8601 from `2024-01-02`, `20240102`, `2024-01-02T03:04:05Z`, `20240102T030405Z`, `20240102030405`; else empty."""
    found = text(value, limit=40)
    if whole := _MOMENT.match(found):
        year, month, day, hour, minute, second = whole.groups()
        exact = f"{year}-{month}-{day}T{hour}:{minute}:{second}Z"
        return exact if _is_real(year, month, day) and hour < "24" and minute < "60" and second < "60" else ""
    if only := _DAY.match(found):
        year, month, day = only.groups()
        return f"{year}-{month}-{day}" if _is_real(year, month, day) else ""
    return ""


def partial_date(value: Any) -> str:
    """`2019`, `2019-03`, `2019-03-14` or a moment in UTC, as people write dates down; else empty."""
    found = text(value, limit=40)
    if re.fullmatch(r"\d{4}(-\d{2})?", found, re.ASCII):
        year, _, month = found.partition("-")
        return found if _is_real(year, month or "01", "01") else ""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?", found, re.ASCII):
        return moment(found)
    return ""


def _is_real(year: str, month: str, day: str) -> bool:
    try:
        return 1826 <= date(int(year), int(month), int(day)).year <= 9998
    except ValueError:
        return False


def language(value: Any) -> str:
    """A BCP 47 tag, or empty."""
    found = text(value, limit=35)
    return found if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", found) else ""
