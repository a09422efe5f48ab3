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
from enum import Enum
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


class MalformedValue(ValueError):
    """Stored JSON that is not the value it should be; the reader treats it as missing."""


def dumps(value: Any) -> bytes:
    """Canonical JSON of a dataclass value or of plain data that holds such values."""
    return json.dumps(
        to_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


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
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): to_plain(item) for key, item in value.items()}
    return {
        name: to_plain(item)
        for name, default, _ in _fields(type(value))
        if (item := getattr(value, name)) != default or default is dataclasses.MISSING
    }


def from_plain(kind: Any, plain: Any) -> Any:
    """The value of type `kind` that `to_plain` made `plain` of; `MalformedValue` when it isn't one."""
    if dataclasses.is_dataclass(kind):
        return _dataclass_from(typing.cast(type, kind), plain)
    origin = typing.get_origin(kind)
    if origin is tuple:
        return _tuple_from(typing.get_args(kind), plain)
    if origin in (typing.Union, types.UnionType):
        return _union_from(typing.get_args(kind), plain)
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(plain)
        except ValueError as error:
            raise MalformedValue(str(error)) from error
    if kind is float and type(plain) is int:
        return float(plain)
    if isinstance(kind, type) and type(plain) is kind:
        return plain
    raise MalformedValue(f"expected {kind}, found {type(plain).__name__}")


def _dataclass_from(kind: type, plain: Any) -> Any:
    if not isinstance(plain, dict):
        raise MalformedValue(f"expected {kind.__name__}, found {type(plain).__name__}")
    known = {name: field_kind for name, _, field_kind in _fields(kind)}
    if unknown := plain.keys() - known.keys():
        raise MalformedValue(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    try:
        return kind(**{name: from_plain(known[name], item) for name, item in plain.items()})
    except TypeError as error:
        raise MalformedValue(str(error)) from error


def _tuple_from(kinds: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:
    if not isinstance(plain, list):
        raise MalformedValue(f"expected a list, found {type(plain).__name__}")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(from_plain(kinds[0], item) for item in plain)
    if len(kinds) != len(plain):
        raise MalformedValue(f"expected {len(kinds)} items, found {len(plain)}")
    return tuple(from_plain(kind, item) for kind, item in zip(kinds, plain, strict=True))


def _union_from(kinds: tuple[Any, ...], plain: Any) -> Any:
    for kind in kinds:
        if kind is types.NoneType:
            if plain is None:
                return None
            continue
        try:
            return from_plain(kind, plain)
        except MalformedValue:
            continue
    raise MalformedValue(f"expected one of {kinds}, found {type(plain).__name__}")


@cache
def _fields(kind: type) -> tuple[tuple[str, Any, Any], ...]:
    """Name, default (or `MISSING`) and type of every field."""
    hints = typing.get_type_hints(kind)
    return tuple((field.name, field.default, hints[field.name]) for field in dataclasses.fields(kind))
