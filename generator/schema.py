"""JSON Schemas of everything that this program writes, made from the classes themselves and their docstrings."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import itertools
import textwrap
import types
import typing
from enum import Enum
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(name: str) -> dict[str, Any]:
    """The schema called `front-matter`, `site`, `case`, `exhibit` or `inspect`."""
    if name == "front-matter":
        from generator.scan import front_matter_schema

        return {"$schema": DIALECT} | front_matter_schema()
    if name == "site":
        from generator.scan import site_file_schema

        return {"$schema": DIALECT} | site_file_schema()
    from generator.render.documents import CaseDocument, ExhibitDocument

    if name == "case":
        return document_schema(CaseDocument)
    if name == "exhibit":
        return document_schema(ExhibitDocument)
    one = document_schema(ExhibitDocument)
    return {"$schema": DIALECT, "$defs": one["$defs"], "type": "array", "items": {"$ref": one["$ref"]}}


def document_schema(kind: type) -> dict[str, Any]:
    """The schema of `codec`'s JSON for a dataclass: fields with a default may be left out, no others are allowed."""
    definitions: dict[str, Any] = {}
    reference = _type(kind, definitions)
    return {"$schema": DIALECT, "$defs": definitions} | reference


def _type(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if dataclasses.is_dataclass(kind):
        name = typing.cast(type, kind).__name__
        if name not in definitions:
            definitions[name] = {}
            definitions[name].update(_object(typing.cast(type, kind), definitions))
        return {"$ref": f"#/$defs/{name}"}
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return {"type": "array", "items": _type(arguments[0], definitions)}
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [_type(argument, definitions) for argument in arguments]}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [item.value for item in kind]}
    names = {str: "string", int: "integer", float: "number", bool: "boolean", types.NoneType: "null"}
    return {"type": names[kind]}


def _object(kind: type, definitions: dict[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    words = field_words(kind)
    properties = {}
    required = []
    for field in dataclasses.fields(kind):
        described = _type(hints[field.name], definitions)
        properties[field.name] = described | {"description": words[field.name]}
        if field.default is dataclasses.MISSING:
            required.append(field.name)
        elif isinstance(field.default, (str, int, float, bool)):
            properties[field.name]["default"] = field.default
    return {
        "type": "object",
        "description": inspect.cleandoc(kind.__doc__ or ""),
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def field_words(kind: type) -> dict[str, str]:
    """The docstring under each field of a class."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(kind)))
    body = typing.cast(ast.ClassDef, tree.body[0]).body
    words = {}
    for field, text in itertools.pairwise(body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            is_text = isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant)
            words[field.target.id] = inspect.cleandoc(str(text.value.value)) if is_text else ""  # type: ignore[attr-defined]
    return words
