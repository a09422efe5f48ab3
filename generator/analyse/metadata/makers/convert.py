"""Turns a maker's stored values into the numbers and texts that they stand for.

Cameras store exposures as logarithms in steps of a twelfth, a twenty-fourth or a thirty-second, dates as packed digits, and signed
numbers in unsigned fields. Each conversion takes the stored numbers or bytes and gives a value; anything impossible gives None
and the tag is left as stored.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Sequence

from generator.analyse.metadata.values import Ratio, decode_text

Number = int | float
Converted = str | tuple[int, ...] | tuple[float, ...] | None


def numbers_of(value: object) -> list[Number]:
    """The numbers of a stored value; fractions become floats, impossible ones NaN."""
    if isinstance(value, bytes):
        return list(value[:512])
    if not isinstance(value, tuple):
        return []
    return [
        (item.number if item.number is not None else math.nan) if isinstance(item, Ratio) else item
        for item in value
    ]


def unpack(
    data: bytes, packed: str, order: str, *, start: int = 0
) -> bytes | tuple[int, ...] | tuple[float, ...] | None:
    """Values packed in bytes: `h`, `H4`, `s20`, `I*` (as many as there are). None where the bytes end before."""
    code, count = packed[0], packed[1:]
    if code == "s":
        size = int(count) if count and count != "*" else len(data) - start
        piece = data[start : start + size]
        return piece if piece and start >= 0 else None
    unit = struct.calcsize("=" + code)
    wanted = min((len(data) - start) // unit, 512) if count == "*" else int(count or 1)
    if wanted <= 0 or start < 0 or start + unit * wanted > len(data):
        return None
    return struct.unpack_from(f"{order}{wanted}{code}", data, start)


def text(data: bytes) -> str:
    """Text up to its first zero; empty where its characters show that the meaning must be another one."""
    found = decode_text(data).rstrip(" \xff")
    return found if found.isprintable() and "\ufffd" not in found else ""


def canon_ev(value: Number) -> float:
    """Canon's exposure steps: thirty-seconds, in which 12 and 20 stand for one and two thirds."""
    sign = -1 if value < 0 else 1
    whole = abs(int(value))
    part = whole & 0x1F
    exact = {0x0C: 32 / 3, 0x14: 64 / 3}.get(part, float(part))
    return sign * (whole - part + exact) / 32


def _each(function: Callable[[Number], Number]) -> Callable[[Sequence[Number]], Converted]:
    def convert(numbers: Sequence[Number]) -> Converted:
        return tuple(function(item) for item in numbers)

    return convert


def _fraction_of_bytes(numbers: Sequence[Number]) -> Converted:
    """Nikon: three signed bytes, product of the first two by the third."""
    if len(numbers) < 3:
        return None
    one, two, three = (int(item) - 256 if item > 127 else int(item) for item in numbers[:3])
    return (one * two / three,) if three else (0.0,)


def _date(numbers: Sequence[Number]) -> Converted:
    if len(numbers) < 4:
        return None
    year = int(numbers[0]) * 256 + int(numbers[1])
    return f"{year:04d}:{int(numbers[2]):02d}:{int(numbers[3]):02d}"


def _nikon_time(numbers: Sequence[Number]) -> Converted:
    if len(numbers) < 7:
        return None
    big, small = int(numbers[0]) * 256 + int(numbers[1]), int(numbers[1]) * 256 + int(numbers[0])
    year = big if 1990 <= big <= 2100 else small
    rest = [int(item) for item in numbers[2:7]]
    return "{:04d}:{:02d}:{:02d} {:02d}:{:02d}:{:02d}".format(year, *rest)


def _packed_date(numbers: Sequence[Number]) -> Converted:
    """Minolta: year, month and day in one number."""
    value = int(numbers[0])
    return f"{value >> 16:04d}:{value >> 8 & 255:02d}:{value & 255:02d}"


def _packed_time(numbers: Sequence[Number]) -> Converted:
    value = int(numbers[0])
    return f"{value >> 16:02d}:{value >> 8 & 255:02d}:{value & 255:02d}"


def _clock(numbers: Sequence[Number]) -> Converted:
    """Hours, minutes, seconds, and hundredths where there are four."""
    if len(numbers) < 3:
        return None
    words = ":".join(f"{int(item):02d}" for item in numbers[:3])
    return words + (f".{int(numbers[3]):02d}" if len(numbers) > 3 else "")


def _day(numbers: Sequence[Number]) -> Converted:
    return ":".join(f"{int(item):02d}" for item in numbers[:2]) if len(numbers) > 1 else None


def _file_number(numbers: Sequence[Number]) -> Converted:
    value = int(numbers[0])
    return f"{value // 10_000}-{value % 10_000:04d}" if value else (0,)


def _inverted(numbers: Sequence[Number]) -> Converted:
    """Pentax: firmware versions with every bit turned."""
    return ".".join(
        f"{255 - int(item):02d}" if index > 1 else str(255 - int(item))
        for index, item in enumerate(numbers[:4])
    )


def _dotted(numbers: Sequence[Number]) -> Converted:
    """Versions; some are digits as text, others plain bytes."""
    if numbers and all(48 <= item < 58 for item in numbers):
        return "".join(chr(int(item)) for item in numbers)
    return ".".join(str(int(item)) for item in numbers[:8])


def _hex_version(numbers: Sequence[Number]) -> Converted:
    """Olympus: 0x1301 is 1.301."""
    word = f"{int(numbers[0]):x}"
    return f"{word[:-3] or '0'}.{word[-3:]}"


def _canon_firmware(numbers: Sequence[Number]) -> Converted:
    value = int(numbers[0])
    kind = (
        {0: "Alpha ", 1: "Beta ", 0x0A: "Alpha ", 0x0B: "Beta "}.get(value >> 28 & 15, "")
        if value >> 28
        else ""
    )
    return f"{kind}{value >> 24 & 15:x}.{value >> 16 & 255:02x} rev {value >> 8 & 255:x}.{value & 255:02x}"


def _hex(numbers: Sequence[Number]) -> Converted:
    return f"0x{int(numbers[0]):x}"


def _hex_bytes(numbers: Sequence[Number]) -> Converted:
    return bytes(int(item) & 255 for item in numbers).hex()


CONVERSIONS: dict[str, Callable[[Sequence[Number]], Converted]] = {
    "canon-ev": _each(canon_ev),
    "canon-f": _each(lambda v: math.exp(canon_ev(v) * math.log(2) / 2)),
    "canon-time": _each(lambda v: math.exp(-canon_ev(v) * math.log(2))),
    "canon-iso": _each(lambda v: math.exp(v / 32 * math.log(2)) * 100),
    "canon-base-iso": _each(lambda v: math.exp(v / 32 * math.log(2)) * 100 / 32),
    "canon-measured": _each(lambda v: v / 32 + 5),
    "canon-measured2": _each(lambda v: v / 8 - 6),
    "canon-iso2": _each(lambda v: v & 0x3FFF if v & 0x4000 else v),  # type: ignore[operator]
    "canon-firmware": _canon_firmware,
    "canon-file": _file_number,
    "inch": _each(lambda v: v * 25.4 / 1000),
    "1/2": _each(lambda v: v / 2), "1/3": _each(lambda v: v / 3), "1/6": _each(lambda v: v / 6), "-1/6": _each(lambda v: -v / 6),
    "1/8": _each(lambda v: v / 8), "1/10": _each(lambda v: v / 10), "1/12": _each(lambda v: v / 12), "1/32": _each(lambda v: v / 32),
    "1/100": _each(lambda v: v / 100), "1/256": _each(lambda v: v / 256), "1/1000": _each(lambda v: v / 1000),
    "1/8192": _each(lambda v: v / 8192), "1/100000": _each(lambda v: v / 100000),
    "-128": _each(lambda v: v - 128), "-64/8": _each(lambda v: (v - 64) / 8), "-50": _each(lambda v: v - 50),
    "f24": _each(lambda v: 2 ** (v / 24)), "focal24": _each(lambda v: 5 * 2 ** (v / 24)),
    "pupil": _each(lambda v: 2048 / v if v else 0.0), "focus40": _each(lambda v: 0.01 * 10 ** (v / 40)),
    "nikon-iso": _each(lambda v: 100 * 2 ** (v / 12 - 5)),
    "nikon-4": _fraction_of_bytes, "nikon-time": _nikon_time,
    "apex-time": _each(lambda v: 2.0**-v), "apex-f": _each(lambda v: 2.0 ** (v / 2)),
    "olympus-f": _each(lambda v: math.sqrt(2) ** (v / 256)), "mm1000": _each(lambda v: v / 1000),
    "minolta-iso": _each(lambda v: 2 ** ((v - 48) / 8) * 100),
    "minolta-time": _each(lambda v: 2 ** ((48 - v) / 8)), "minolta-f": _each(lambda v: 2 ** (v / 16 - 0.5)),
    "minolta-comp": _each(lambda v: v / 3 - 2), "-3": _each(lambda v: v - 3), "minolta-flash": _each(lambda v: (v - 6) / 3), "minolta-bright": _each(lambda v: v / 8 - 6),
    "minolta-date": _packed_date, "minolta-time-of-day": _packed_time,
    "pentax-time": _each(lambda v: v * 1e-5), "pentax-comp": _each(lambda v: (v - 50) / 10),
    "pentax-lv": _each(lambda v: v / 1024), "pentax-ae-time": _each(lambda v: 24 * 2 ** ((32 - v) / 8)),
    "pentax-ae-f": _each(lambda v: 2 ** ((v - 68) / 16)), "pentax-ae-iso": _each(lambda v: 100 * 2 ** ((v - 32) / 8)),
    "pentax-ae-av": _each(lambda v: (v - 64) / 8),
    "inverted": _inverted, "date": _date, "clock": _clock, "day": _day, "dotted": _dotted, "hex-version": _hex_version,
    "hex": _hex, "hex-bytes": _hex_bytes,
}  # fmt: skip
"""By name; each takes the stored numbers."""


def convert(name: str, value: object) -> Converted:
    """A stored value after a conversion, or None where it can't be."""
    function = CONVERSIONS.get(name)
    numbers = numbers_of(value)
    if function is None or not numbers or any(math.isnan(item) for item in numbers):
        return None
    try:
        return function(numbers)
    except (OverflowError, ValueError, ZeroDivisionError, IndexError):
        return None
