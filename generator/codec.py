"""Values of `model` to canonical JSON and back.

Canonical: keys sorted, no white space, UTF-8, no NaN; fields equal to their default are left out, so that adding a field
with a default keeps old files readable and their bytes the same. Reading checks names and types and raises
`MalformedValue` for anything else; it never runs code, unlike pickle.
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable
from enum import Enum
from functools import cache
from json.encoder import encode_basestring
from typing import Any, TypeVar

T = TypeVar("T")

_PLAIN = frozenset({str, int, float, bool, type(None)})
"""Types that JSON has; most values are of them."""


class MalformedValue(ValueError):
    """Stored JSON that is not the value it should be; the reader treats it as missing."""


def dumps(value: Any) -> bytes:
    """Canonical JSON of a dataclass value or of plain data that holds such values."""
    return json.dumps(
        to_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def readable(plain: Any) -> str:
    """JSON of plain data for people, one value a line, in the order given; the text that `json.dumps(plain, indent=1)` gives.

    That one is written in Python and yields every comma; this takes a third of its time.
    """
    return _indented(plain, "\n")


def loads(kind: type[T], data: bytes) -> T:
    """The value of dataclass `kind` stored in `data`.

    Raises `MalformedValue` when it is not one.
    """
    try:
        plain = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise MalformedValue(f"not JSON: {error}") from error
    return typing.cast(T, from_plain(kind, plain))


def to_plain(value: Any) -> Any:
    """Dictionaries, lists, strings, numbers and booleans only."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): to_plain(item) for key, item in value.items()}
    kind: Any = type(value)
    return {
        name: to_plain(item)
        for name, default, _ in _fields(kind)
        if (item := getattr(value, name)) != default or default is dataclasses.MISSING
    }


def from_plain(kind: Any, plain: Any) -> Any:
    """The value of type `kind` that `to_plain` made `plain` of; `MalformedValue` when it isn't one."""
    return _reader(kind)(plain)


def _indented(plain: Any, margin: str) -> str:
    if isinstance(plain, str):
        return encode_basestring(plain)
    inner = margin + " "
    if isinstance(plain, dict) and plain:
        items = [f"{encode_basestring(name)}: {_indented(item, inner)}" for name, item in plain.items()]
        return f"{{{inner}{f',{inner}'.join(items)}{margin}}}"
    if isinstance(plain, (list, tuple)) and plain:
        return f"[{inner}{f',{inner}'.join([_indented(item, inner) for item in plain])}{margin}]"
    return json.dumps(plain, allow_nan=False)


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """The function that reads values of type `kind`, made once: a warm build reads a hundred thousand small values."""
    if dataclasses.is_dataclass(kind):
        return _dataclass_reader(typing.cast(type, kind))
    origin = typing.get_origin(kind)
    if origin is tuple:
        return _tuple_reader(typing.get_args(kind))
    if origin in (typing.Union, types.UnionType):
        return _union_reader(typing.get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _enum_reader(kind)

    def read(plain: Any) -> Any:
        if type(plain) is kind:
            return plain
        if kind is float and type(plain) is int:
            return float(plain)
        raise MalformedValue(f"expected {kind}, found {type(plain).__name__}")

    return read


def _dataclass_reader(kind: type) -> Callable[[Any], Any]:
    # Filled at the first value, as a dataclass may hold itself.
    simple: dict[str, Any] = {}
    readers: dict[str, Callable[[Any], Any]] = {}

    def read(plain: Any) -> Any:
        if type(plain) is not dict:
            raise MalformedValue(f"expected {kind.__name__}, found {type(plain).__name__}")
        if not readers:
            for name, _, field_kind in _fields(kind):
                simple[name] = field_kind
                readers[name] = _reader(field_kind)
        values = {}
        for name, item in plain.items():
            if type(item) is simple.get(name):
                values[name] = item
            elif name in readers:
                values[name] = readers[name](item)
            else:
                raise MalformedValue(f"{kind.__name__} has no {name}")
        try:
            return kind(**values)
        except TypeError as error:
            raise MalformedValue(str(error)) from error

    return read


def _tuple_reader(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    endless = _reader(kinds[0]) if len(kinds) == 2 and kinds[1] is Ellipsis else None

    def read(plain: Any) -> Any:
        if type(plain) is not list:
            raise MalformedValue(f"expected a list, found {type(plain).__name__}")
        if endless:
            return tuple(map(endless, plain))
        if len(kinds) != len(plain):
            raise MalformedValue(f"expected {len(kinds)} items, found {len(plain)}")
        return tuple(from_plain(kind, item) for kind, item in zip(kinds, plain, strict=True))

    return read


def _union_reader(kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    def read(plain: Any) -> Any:
        if type(plain) in kinds:
            return plain
        for kind in kinds:
            try:
                return from_plain(kind, plain)
            except MalformedValue:
                continue
        raise MalformedValue(f"expected one of {kinds}, found {type(plain).__name__}")

    return read


def _enum_reader(kind: type[Enum]) -> Callable[[Any], Any]:
    def read(plain: Any) -> Any:
        try:
            return kind(plain)
        except ValueError as error:
            raise MalformedValue(str(error)) from error

    return read


@cache
def _fields(kind: type) -> tuple[tuple[str, Any, Any], ...]:
    """Name, default (or `MISSING`) and type of every field."""
    hints = typing.get_type_hints(kind)
    return tuple((field.name, field.default, hints[field.name]) for field in dataclasses.fields(kind))
