"""Conversions that need a value's bytes, a fraction's parts or the order of a list."""

from __future__ import annotations

import plistlib
from collections.abc import Callable

from generator.analyse.metadata.makers.convert import Converted, numbers_of, text
from generator.analyse.metadata.values import Ratio, Value, decode_text

MAX_LIST = 1 << 16
"""Bytes of a property list that are read."""


def property_list(data: bytes) -> dict[str, object]:
    """Apple's binary property lists, their top level; empty for anything else."""
    if not data.startswith(b"bplist00") or len(data) > MAX_LIST:
        return {}
    try:
        found = plistlib.loads(data, fmt=plistlib.FMT_BINARY)
    except (
        plistlib.InvalidFileException,
        ValueError,
        RecursionError,
        MemoryError,
        TypeError,
        AttributeError,
    ):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(key): item for key, item in list(found.items())[:32]}


def _style(value: Value, data: bytes) -> Converted:
    items = [
        f"{key.lstrip('_')}={item:g}" if isinstance(item, float) else f"{key.lstrip('_')}={item}"
        for key, item in property_list(data).items()
        if isinstance(item, (int, float, str))
    ]
    return "{" + ",".join(sorted(items)) + "}" if items else None


def _list(value: Value, data: bytes) -> Converted:
    return f"{len(data)} bytes"


def _wide(value: Value, data: bytes) -> Converted:
    return data[: len(data) & ~1].decode("utf-16-le", "replace").split("\0")[0]


def _signed(value: Value, data: bytes) -> tuple[int, ...]:
    return tuple(int(item) - 65536 if item > 32767 else int(item) for item in numbers_of(value))


def _lens(value: Value, data: bytes) -> Converted:
    return f"{data[0]:x} {data[2]:02x} {data[3]:02x}" if len(data) >= 4 else None


def _extender(value: Value, data: bytes) -> Converted:
    return f"{data[0]:x} {data[2]:02x}" if len(data) >= 3 else None


def _distance(value: Value, data: bytes) -> Converted:
    if isinstance(value, tuple) and value and isinstance(value[0], Ratio):
        far = value[0].numerator == 0xFFFFFFFF
        return "infinity" if far else (value[0].numerator / 1000,)
    return None


def _casio_distance(value: Value, data: bytes) -> Converted:
    numbers = numbers_of(value)
    return None if not numbers else "inf" if numbers[0] >= 0x20000000 else (numbers[0] / 1000,)


def _after_colon(value: Value, data: bytes) -> Converted:
    words = decode_text(data).strip()
    return words.partition(":")[2].strip() if ":" in words else words


def _numbers(scale: float) -> Callable[[Value, bytes], Converted]:
    def convert(value: Value, data: bytes) -> Converted:
        return tuple(item * scale for item in numbers_of(value))

    return convert


def _plain_numbers(value: Value, data: bytes) -> Converted:
    return tuple(data[:64]) if isinstance(value, bytes) else None


def _rest(value: Value, data: bytes) -> Converted:
    numbers = numbers_of(value)
    return tuple(numbers[1:]) if len(numbers) == 5 else None


def _reversed(value: Value, data: bytes) -> Converted:
    return tuple(reversed(numbers_of(value)))


def _dated(value: Value, data: bytes) -> Converted:
    digits = f"{int(numbers_of(value)[0]):08d}" if numbers_of(value) else ""
    return f"{digits[:4]}:{digits[4:6]}:{digits[6:]}" if len(digits) == 8 else None


def _code(value: Value, data: bytes) -> Converted:
    return ".".join(str(int(item)) for item in numbers_of(value))


def _reconyx_time(value: Value, data: bytes) -> Converted:
    parts = [int(item) for item in numbers_of(value)]
    if len(parts) != 6:
        return None
    second, minute, hour, month, day, year = parts
    return f"{year:04d}:{month:02d}:{day:02d} {hour:02d}:{minute:02d}:{second:02d}"


def _reconyx_day(value: Value, data: bytes) -> Converted:
    parts = [int(item) for item in numbers_of(value)]
    return f"{parts[0]:04x}:{parts[1] >> 8:02x}:{parts[1] & 255:02x}" if len(parts) == 2 else None


def _reconyx_event(value: Value, data: bytes) -> Converted:
    parts = [int(item) for item in numbers_of(value)]
    return (parts[0] << 16 | parts[1],) if len(parts) == 2 else None


def _ricoh_date(value: Value, data: bytes) -> Converted:
    """Digits in half bytes."""
    digits = bytes(int(item) for item in numbers_of(value)).hex()
    if len(digits) != 14:
        return None
    return f"{digits[:4]}:{digits[4:6]}:{digits[6:8]} {digits[8:10]}:{digits[10:12]}:{digits[12:]}"


def _first(value: Value, data: bytes) -> Converted:
    numbers = numbers_of(value)
    return (numbers[0] / 256,) if numbers else None


def _retouched(value: Value) -> Converted:
    """Steps of editing in a Nikon camera; free places hold 0, and none at all is a statement, too."""
    steps = tuple(number for number in numbers_of(value) if isinstance(number, int) and number)
    return steps or (0,)


ODD: dict[str, Callable[[Value, bytes], Converted]] = {
    "text": lambda value, data: text(data),
    "text-behind-zeros": lambda value, data: text(data.lstrip(b"\0")),
    "retouched": lambda value, data: _retouched(value),
    "size": lambda value, data: f"{len(data)} bytes",
    "digits": lambda value, data: "".join(chr(byte) for byte in data if 48 <= byte < 58) or None,
    "nikon-version": lambda value, data: text(data),
    "apple-style": _style, "apple-list": _list, "wide": _wide, "signed": lambda value, data: _signed(value, data),
    "signed-8192": lambda value, data: tuple(item / 8192 for item in _signed(value, data)),
    "olympus-lens": _lens, "olympus-extender": _extender, "olympus-distance": _distance,
    "olympus-iso": lambda value, data: tuple(100 * 2.0 ** (item - 5) for item in numbers_of(value)),
    "casio-distance": _casio_distance, "after-colon": _after_colon, "numbers": _plain_numbers, "rest": _rest,
    "reversed": _reversed, "halves-mm": _numbers(1 / 500), "first-256": _first, "-1/10": _numbers(-0.1),
    "pentax-made": _dated, "pentax-code": _code, "reconyx-time": _reconyx_time, "reconyx-day": _reconyx_day,
    "reconyx-event": _reconyx_event, "ricoh-date": _ricoh_date,
}  # fmt: skip
"""By name; each takes the stored value and its bytes."""
