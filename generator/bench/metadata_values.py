"""Whether two readers of metadata mean the same value: `1/250`, `0.004` and `1/250 s`; a date with dashes or colons.

The same generous rule for every reader. A value has forms: its squeezed text, its numbers, the digits of a date, the size of
opaque bytes; two values are equal when one form is. Numbers agree within one part in 5,000, as readers print fractions with
different digits. APEX values (EXIF 4.6.5) and degrees, minutes, seconds are compared after conversion, too.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

TOLERANCE = 2e-4
MAX_TEXT = 100_000
MAX_NUMBERS = 600
SIZE = re.compile(r"^\(Binary data (\d+) bytes, use -b option to extract\)$")
OWN_SIZE = re.compile(r"^(\d+) bytes(?:, not read)?$")
DATE = re.compile(r"^\d{4}[-:]\d\d[-:]\d\d")
CLOCK = re.compile(r"^\d\d:\d\d:\d\d")
NUMBER = re.compile(r"^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?$")
FRACTION = re.compile(r"^([-+]?\d+)/([-+]?\d+)$")
UNITS = re.compile(r"(?<=[\d.])\s*(?:EV|mm|cm|m|s|°|°C|C|%|hPa|UTC|bytes)$")
DEGREES = re.compile(r"^(\d+(?:\.\d+)?)(?:°| deg)\s*(\d+(?:\.\d+)?)['′]\s*(\d+(?:\.\d+)?)[\"″]$")
XMP_DEGREES = re.compile(r"^(\d+),(\d+)(?:,(\d+)|(\.\d+))?([NSEW])$")
Form = tuple[str, Any]


def same(name: str, ours: object, theirs: object) -> bool:
    """Whether any form of one value equals a form of the other."""
    reference = list(forms(name, theirs))
    return any(equal_forms(mine, other) for mine in forms(name, ours) for other in reference)


def forms(name: str, value: object) -> Iterator[Form]:
    """Everything that a value can be compared by."""
    if value is None:
        return
    if isinstance(value, bytes):
        yield from _byte_forms(name, value)
        return
    if isinstance(value, (list, tuple)) and value and all(isinstance(item, str) for item in value):
        yield from forms(name, ", ".join(value))
        return
    numbers = _numbers(value)
    if numbers is not None:
        yield from _number_forms(name, numbers)
        value = " ".join(str(item) for item in value) if isinstance(value, (list, tuple)) else value
    text = " ".join(str(value)[:MAX_TEXT].replace("\0", " ").split())
    yield "text", text
    if size := SIZE.match(text) or OWN_SIZE.match(text):
        yield "size", int(size[1])
    if DATE.match(text):
        yield "date", re.sub(r"[^\d+-]", "", re.sub(r"^(\d{4})-(\d\d)-", r"\1\2", text).replace("Z", ""))
    elif CLOCK.match(text):
        yield "date", re.sub(r"[^\d+-]", "", text).removesuffix("00")
        yield "date", re.sub(r"[^\d+-]", "", text)
    elif re.match(r"^\d{8}$|^\d{6}[-+]\d{4}$", text):
        yield "date", text
    if numbers is None:
        yield from _written_numbers(name, text)


def _byte_forms(name: str, value: bytes) -> Iterator[Form]:
    yield "size", len(value)
    if len(value) <= MAX_NUMBERS:
        yield "text", value.hex()
        yield from _number_forms(name, [float(byte) for byte in value])
    head = value[:MAX_TEXT].split(b"\0")[0]
    yield from forms(name, head.decode("utf-8", "replace"))


def _number_forms(name: str, numbers: list[float]) -> Iterator[Form]:
    yield "numbers", numbers
    if len(numbers) == 1 and abs(numbers[0]) < 200:
        if "ShutterSpeed" in name:
            yield "numbers", [2.0 ** -numbers[0]]
        if "Aperture" in name:
            yield "numbers", [2.0 ** (numbers[0] / 2)]
    if len(numbers) == 3 and all(math.isfinite(item) for item in numbers):
        if "tude" in name:
            yield "numbers", [numbers[0] + numbers[1] / 60 + numbers[2] / 3600]
        if "TimeStamp" in name:
            whole = "".join(f"{int(item):02d}" for item in numbers)
            yield "date", whole
            yield "date", whole + f"{numbers[2] % 1:.3f}"[2:].rstrip("0")


def _written_numbers(name: str, text: str) -> Iterator[Form]:
    """Numbers in a text: `f/2.8`, `24 mm`, `1, 2, 3`, `4.5x`, degrees."""
    degrees = DEGREES.match(text)
    if degrees:
        yield from _number_forms(name, [float(item) for item in degrees.groups()])
        return
    if point := XMP_DEGREES.match(text):
        minutes = float(point[2] + (point[4] or "")) + (float(point[3]) / 60 if point[3] else 0)
        sign = -1 if point[5] in "SW" else 1
        yield "numbers", [sign * (float(point[1]) + minutes / 60)]
        return
    bare = UNITS.sub("", text.removeprefix("f/")).strip("()[]")
    words = [word for word in re.split(r"[\s,;]+|(?<=\d)x(?=\d)", bare) if word]
    if 0 < len(words) <= MAX_NUMBERS:
        numbers = [_number(word) for word in words]
        if all(item is not None for item in numbers):
            yield from _number_forms(name, [item for item in numbers if item is not None])


def _number(word: str) -> float | None:
    if NUMBER.match(word):
        return float(word)
    if fraction := FRACTION.match(word):
        above, below = int(fraction[1]), int(fraction[2])
        return above / below if below else (math.inf if above else math.nan)
    return {"inf": math.inf, "undef": math.nan}.get(word)


def _numbers(value: object) -> list[float] | None:
    """The numbers of a stored value; a Ratio or any library's fraction counts as one."""
    items = list(value) if isinstance(value, (list, tuple)) else [value]
    found = []
    for item in items[:MAX_NUMBERS]:
        if isinstance(item, tuple) and len(item) == 2 and all(isinstance(part, int) for part in item):
            above, below = item
        elif isinstance(item, (bool, str, bytes)):
            return None
        elif isinstance(item, (int, float)):
            found.append(float(item))
            continue
        else:
            above = getattr(item, "numerator", getattr(item, "num", None))
            below = getattr(item, "denominator", getattr(item, "den", None))
            if above is None or below is None:
                return None
        found.append(above / below if below else (math.inf if above else math.nan))
    return found if items else None


def equal_forms(mine: Form, other: Form) -> bool:
    """Whether two forms are of one kind and equal."""
    if mine[0] != other[0]:
        return False
    if mine[0] != "numbers":
        return bool(mine[1] == other[1])
    return len(mine[1]) == len(other[1]) and all(
        (math.isnan(one) and math.isnan(two)) or one == two or math.isclose(one, two, rel_tol=TOLERANCE)
        for one, two in zip(mine[1], other[1], strict=True)
    )
