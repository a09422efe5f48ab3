"""The kinds of value a person writes in a note or in `site.yaml`: text, addresses, dates, languages, slugs.

Each is a type for the typed models that checks, tidies and, when refused, says what is wrong and what to do.
Dates are ISO 8601 (a year, a month, a day, or a moment), languages have the shape of BCP 47, addresses are http or https
without a password in them, since they are published.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, NoReturn
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from generator.scan.text import SLUG, slug

MISTAKE = "backstory"
"""Type of the errors raised here; their context holds `problem` and `remedy`."""

_DATE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)? ?([Zz]|[+-]\d\d:\d\d)?)?)?)?",
    re.ASCII,
)
_DATE_REMEDY = "write it as 2019, 2019-03, 2019-03-14 or 2019-03-14T08:00:00Z"
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", re.ASCII)
_HOST = re.compile(r"[^\s/@:?#\[\]<>\"'\\]+|\[[0-9A-Fa-f:.]+\]")
_MAIL = re.compile(r"[^\s@<>\"'\\,;:]+@[^\s@<>\"'\\,;:]+\.[^\s@<>\"'\\,;:.]+")
_DEGREES = re.compile(r"[+-]?\d{1,3}(?:\.\d{1,12})?", re.ASCII)
_UNSAFE_IN_ADDRESS = re.compile(r"[\s<>\"\\`{}|^\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u206f]")


def refuse(problem: str, remedy: str, *, field: str = "") -> NoReturn:
    """Raise the error that becomes a `Mistake`; at `field` of the model when the whole model is looked at."""
    context = {"problem": problem, "remedy": remedy, "field": field}
    raise PydanticCustomError(MISTAKE, "{problem}; {remedy}", context)


def http_address(text: str) -> str:
    """The address as written, when it is a plain http or https one."""
    text = _filled(text.strip())
    try:
        parts = urlsplit(text)
        is_sound = parts.port is None or 0 < parts.port < 65536
        host = parts.netloc.rpartition(":")[0] if parts.port is not None else parts.netloc.removesuffix(":")
    except ValueError:
        refuse(f"not an address: {text[:60]}", "write a full address that begins with https://")
    if parts.scheme not in ("http", "https"):
        scheme = f"begins with {parts.scheme}:" if parts.scheme else "has no https:// in front"
        refuse(f"the address {scheme}", "write a full address that begins with https:// or http://")
    if "@" in parts.netloc:
        refuse("the address holds a user name or password", "leave out everything up to the @")
    if not is_sound or not _HOST.fullmatch(host) or _UNSAFE_IN_ADDRESS.search(text):
        refuse(f"not an address: {text[:60]}", "write a full address without spaces or quotes")
    return text


def iso_date(text: str) -> str:
    """The date with `T` and `Z` in capitals, when it names a real day and time."""
    text = _filled(text.strip())
    match = _DATE.fullmatch(text)
    if not match:
        refuse(f"not a date: {text[:40]}", _DATE_REMEDY)
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        refuse(f"no such date: {text[:40]}", _DATE_REMEDY)
    if hour and (int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59 or not _is_zone(zone or "Z")):
        refuse(f"no such time: {text[:40]}", _DATE_REMEDY)
    return f"{text[:10]}T{text[11:].replace(' ', '').upper()}" if hour else text


def iso_day(text: str) -> str:
    """A date that is at least as precise as a day."""
    text = iso_date(text)
    if len(text) < 10:
        refuse(f"no day in the date {text}", "write it as 2019-03-14")
    return text


def language_tag(text: str) -> str:
    """A language tag such as `en`, `pt-BR`, `zh-Hant`."""
    text = text.strip()
    if len(text) > 35 or not _LANGUAGE.fullmatch(text):
        refuse(f"not a language tag: {text[:40]}", "write it as en, pt-BR or zh-Hant (BCP 47)")
    return text


def slug_text(text: str) -> str:
    """A slug that is written as slugs are."""
    text = text.strip()
    if len(text) > 80 or not SLUG.fullmatch(text):
        better = slug(text)
        example = f"write {better}" if better else "write it as flood-photo-2019"
        refuse(
            "not usable in an address", f"{example}: small letters a-z, digits and single hyphens, at most 80"
        )
    return text


def contact(text: str) -> str:
    """A mail address or a web page."""
    text = text.strip()
    if _MAIL.fullmatch(text):
        return text
    if "://" not in text:
        refuse(
            f"neither a mail address nor a web page: {text[:60]}",
            "write desk@example.org or https://example.org/",
        )
    return http_address(text)


def source_text(text: str) -> str:
    """Words or an address; what looks like an address has to be a sound one."""
    text = one_line(text)
    return (
        http_address(text) if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:(//|\S)", text) and " " not in text else text
    )


def position(value: Any) -> Any:
    """Latitude and longitude as two numbers, from a list or from `48.2085, 16.373`."""
    parts = value.split(",") if isinstance(value, str) else value
    remedy = "write latitude and longitude in degrees, as in [48.2085, 16.373]"
    if not isinstance(parts, (list, tuple)) or len(parts) != 2:
        refuse("not a position", remedy)
    texts = [str(part).strip() for part in parts]
    if not all(_DEGREES.fullmatch(text) for text in texts):
        refuse(f"not a position: {', '.join(texts)[:40]}", remedy)
    latitude, longitude = (float(text) for text in texts)
    if abs(latitude) > 90 or abs(longitude) > 180:
        refuse(
            f"no such place on Earth: {texts[0]}, {texts[1]}", "latitude is -90 to 90, longitude -180 to 180"
        )
    return latitude, longitude


def one_line(text: str) -> str:
    """Text with every run of white space made one space."""
    return " ".join(text.split())


def block(text: str) -> str:
    """Text of several lines, without white space around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def as_list(value: Any) -> Any:
    """A single value stands for a list of one."""
    return [value] if isinstance(value, (str, dict)) else value


def _is_zone(zone: str) -> bool:
    return zone in "Zz" or (int(zone[1:3]) <= 14 and int(zone[4:6]) <= 59)


def _filled(text: str) -> str:
    return text or refuse("is empty", "write something, or delete the line")


Line = Annotated[str, Field(max_length=1_000), AfterValidator(one_line)]
"""A line of text; may be empty."""
FilledLine = Annotated[Line, AfterValidator(_filled)]
"""A line of text that says something."""
Block = Annotated[str, Field(max_length=20_000), AfterValidator(block)]
"""Text of several lines."""
FilledBlock = Annotated[Block, AfterValidator(_filled)]
"""Text of several lines that says something."""
Address = Annotated[
    str, Field(max_length=8_000, json_schema_extra={"format": "uri"}), AfterValidator(http_address)
]
"""An http or https address."""
Date = Annotated[
    str,
    AfterValidator(iso_date),
    BeforeValidator(lambda value: value, json_schema_input_type=str | int),
]
"""A year, month, day or moment. A bare year is a number to YAML editors, so their schema allows one."""
Day = Annotated[str, AfterValidator(iso_day)]
"""A day or moment."""
Position = Annotated[
    tuple[float, float], BeforeValidator(position, json_schema_input_type=tuple[float, float] | str)
]
"""Latitude and longitude in degrees."""
Language = Annotated[str, AfterValidator(language_tag)]
"""A BCP 47 tag."""
Slug = Annotated[str, AfterValidator(slug_text)]
"""Last part of a page's address."""
Source = Annotated[str, Field(max_length=8_000), AfterValidator(source_text)]
"""Words or an address."""
