"""Plain values against a typed model, with every mistake in the words of somebody who writes notes.

Pydantic finds what is wrong; this file says where, what, and what to do, and suggests the nearest name that exists.
"""

from __future__ import annotations

import dataclasses
import difflib
import types
import typing
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.errors import Mistake
from generator.scan.fields import MISTAKE
from generator.scan.yaml_reader import MOST_MISTAKES, Document, Location, mistake_at

T = TypeVar("T")

FOREIGN_NAMES = {
    "date": "use `published`",
    "lastmod": "use `updated`",
    "modified": "use `updated`",
    "description": "use `summary`",
    "excerpt": "use `summary`",
    "author": "use `authors`",
    "reviewer": "use `reviewers`",
    "tag": "use `tags`",
    "categories": "use `tags`",
    "verdict": "use `rating`",
    "image": "use `pictures`",
    "images": "use `pictures`",
    "picture": "use `pictures`",
    "photos": "use `pictures`",
    "draft": "to keep a case out of the site, move its folder into a folder named `_drafts`",
    "permalink": "use `slug`",
    "lang": "use `language`",
}
"""What other generators and note-takers call a field."""


@dataclasses.dataclass(frozen=True, slots=True)
class Validated(typing.Generic[T]):
    """A typed value and what is wrong with it."""

    value: T | None
    """Without the fields that have mistakes, so that the rest can be checked too; None when nothing can be made of it."""
    mistakes: tuple[Mistake, ...] = ()
    """All of them, up to `MOST_MISTAKES`."""
    left_out: frozenset[str] = frozenset()
    """Fields at the top that have mistakes."""


def validate(
    kind: type[T], document: Document, *, file: str, stand_in: Mapping[str, Any] = types.MappingProxyType({})
) -> Validated[T]:
    """The typed value of what was read. What was not read to its end is not judged.

    `stand_in` gives values for required fields at the top that are missing or wrong, so that the rest can be judged.
    """
    if not document.is_complete:
        return Validated(None)
    try:
        value: T = _adapter_of(kind).validate_python(without_empty(kind, document.values))
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=True)
        mistakes = [_mistake(kind, dict(detail), document, file) for detail in details[:MOST_MISTAKES]]
        if len(details) > MOST_MISTAKES:
            more = f"{len(details) - MOST_MISTAKES} more mistakes in this file"
            mistakes.append(Mistake(file, 0, "", more, "mend the others first"))
        left_out = frozenset(
            str(detail["loc"][0]) if detail["loc"] else _field_of(detail) for detail in details
        )
        rest = {name: item for name, item in document.values.items() if name not in left_out}
        return Validated(_salvaged(kind, {**stand_in, **rest}), tuple(mistakes), left_out)
    return Validated(value)


def _field_of(detail: Mapping[str, Any]) -> str:
    return str(detail.get("ctx", {}).get("field", ""))


def _salvaged(kind: type[T], values: Mapping[str, Any]) -> T | None:
    try:
        value: T = _adapter_of(kind).validate_python(without_empty(kind, values))
    except ValidationError:
        return None
    return value


def without_empty(kind: Any, value: Any) -> Any:
    """`value` without known fields that were left empty, so that `credit:` means the same as no line at all."""
    if isinstance(value, list):
        item_kind = _item_kind(kind)
        return [without_empty(item_kind, item) for item in value]
    if isinstance(value, Mapping):
        known = field_kinds(kind)
        return {
            name: without_empty(known.get(name), item)
            for name, item in value.items()
            if item is not None or name not in known
        }
    return value


def field_kinds(kind: Any) -> Mapping[str, Any]:
    """Names and types of the fields of the one model that `kind` holds; empty when it holds none."""
    for candidate in _alternatives(kind):
        if isinstance(candidate, type) and (
            issubclass(candidate, BaseModel) or dataclasses.is_dataclass(candidate)
        ):
            return _fields(candidate)
    return {}


def nearest(word: str, names: Iterable[str]) -> str:
    """The name that `word` was probably meant to be; empty when none is near."""
    names = sorted(names)
    tidy = word.strip().lower().replace("-", "_").replace(" ", "_")
    if len(word) > 60:
        return ""
    by_form = {name.lower().replace("-", "_").replace(" ", "_"): name for name in names}
    if tidy in by_form:
        return by_form[tidy]
    close = difflib.get_close_matches(tidy, by_form, n=1, cutoff=0.7)
    return by_form[close[0]] if close else ""


def _mistake(kind: Any, detail: Mapping[str, Any], document: Document, file: str) -> Mistake:
    location: Location = tuple(detail["loc"])
    if field := _field_of(detail):
        location = (*location, field)
    place = document.place(location)
    problem, remedy = _words(kind, detail, place.text)
    return mistake_at(file, place.line, location, problem, remedy)


def _words(kind: Any, detail: Mapping[str, Any], typed: str) -> tuple[str, str]:
    """Problem and remedy of one of Pydantic's errors, https://docs.pydantic.dev/latest/errors/validation_errors/."""
    code: str = detail["type"]
    context: Mapping[str, Any] = detail.get("ctx", {})
    given = detail.get("input")
    if code == MISTAKE:
        return context["problem"], context["remedy"]
    if code in ("missing", "missing_argument"):
        return "is missing", "add it"
    if code in ("extra_forbidden", "unexpected_keyword_argument"):
        return _unknown_field(kind, tuple(detail["loc"]))
    if given is None:
        return "is empty", "write something, or delete the line"
    if isinstance(given, bool) and not code.startswith("bool"):
        return (
            f"text is expected, but YAML reads {typed or given} as true or false",
            f'put it in quotes: "{typed}"',
        )
    if code == "string_type":
        return f"text is expected, not {_shape(given)}", "write one value, without a list or fields under it"
    if code in ("enum", "literal_error"):
        return _not_allowed(str(given), str(context["expected"]))
    if code in ("float_type", "float_parsing", "int_type", "int_parsing", "int_from_float", "finite_number"):
        example = "a whole number" if code.startswith("int") else "a number such as 0.25"
        return f"a number is expected, not {typed[:40] or _shape(given)}", f"write {example}"
    if code in ("int_parsing_size",):
        return "the number is too large", "write a smaller one"
    if code in ("greater_than_equal", "greater_than", "less_than_equal", "less_than"):
        bound = next(iter(context.values()))
        word = {"greater_than_equal": "at least", "less_than_equal": "at most"}.get(code, "beyond")
        return f"{typed[:40] or given} is outside of what is allowed", f"write a number of {word} {bound:g}"
    if code in ("bool_type", "bool_parsing"):
        return f"true or false is expected, not {typed[:40] or _shape(given)}", "write true or false"
    if code in ("tuple_type", "list_type"):
        return (
            f"a list is expected, not {_shape(given)}",
            "write one item a line, each beginning with a hyphen",
        )
    if code in ("model_type", "model_attributes_type", "dataclass_type"):
        names = ", ".join(_names_at(kind, tuple(detail["loc"])))
        return (
            f"fields are expected, not {_shape(given)}",
            f"write fields under it, each in a line of its own: {names}",
        )
    if code == "string_too_long":
        return f"longer than {context['max_length']:,} characters", "shorten it"
    if code == "too_long":
        return f"more than {context['max_length']:,} items", "shorten the list"
    return detail["msg"][:1].lower() + detail["msg"][
        1:
    ], "see the description of this field in `backstory schema`"


def _unknown_field(kind: Any, location: Location) -> tuple[str, str]:
    word = str(location[-1])
    names = _names_at(kind, location[:-1])
    shown = f'unknown field "{word[:60]}"'
    if len(location) == 1 and word.lower() in FOREIGN_NAMES and "pictures" in names:
        return shown, FOREIGN_NAMES[word.lower()]
    if near := nearest(word, names):
        return shown, f'did you mean "{near}"?'
    return shown, "allowed are " + ", ".join(names)


def _not_allowed(given: str, expected: str) -> tuple[str, str]:
    allowed = [word for word in expected.split("'") if word.strip(" ,") not in ("", "or")]
    near = nearest(given, allowed)
    guess = f'did you mean "{near}"? ' if near else ""
    return f'"{given[:60]}" is not allowed here', f"{guess}allowed are {', '.join(allowed)}"


def _shape(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return "a list"
    if isinstance(value, Mapping):
        return "a group of fields"
    if isinstance(value, bool):
        return "true or false"
    return "text" if isinstance(value, str) else "nothing" if value is None else "a number"


def _names_at(kind: Any, location: Location) -> list[str]:
    for part in location:
        kind = _item_kind(kind) if isinstance(part, int) else field_kinds(kind).get(part, kind)
    if not field_kinds(kind):
        kind = _item_kind(kind)
    return list(field_kinds(kind))


def _item_kind(kind: Any) -> Any:
    """Type of the items when `kind` is a tuple of any length, else None."""
    for candidate in _alternatives(kind):
        if typing.get_origin(candidate) is tuple:
            return typing.get_args(candidate)[0]
    return None


def _alternatives(kind: Any) -> list[Any]:
    """`kind` without `Annotated`, and the members of a union."""
    origin = typing.get_origin(kind)
    if origin is typing.Annotated:
        return _alternatives(typing.get_args(kind)[0])
    if origin in (typing.Union, types.UnionType):
        return [found for member in typing.get_args(kind) for found in _alternatives(member)]
    return [kind]


@cache
def _fields(kind: Any) -> Mapping[str, Any]:
    hints = typing.get_type_hints(kind, include_extras=True)
    if issubclass(kind, BaseModel):
        return {name: hints[name] for name in kind.model_fields}
    return {item.name: hints[item.name] for item in dataclasses.fields(kind)}


def _adapter_of(kind: Any) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


_adapters: dict[Any, TypeAdapter[Any]] = {}
