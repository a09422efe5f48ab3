"""Scan: a folder of pictures and notes becomes cases and exhibits, or one list of everything that is wrong with it.

Names are imported when they are first used: a build that has nothing to do only walks the folder, and the typed models of
notes take longer to import than that takes.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.scan.content import Content, scan
    from generator.scan.schema import front_matter_schema, site_file_schema
    from generator.scan.template import new_case

__all__ = ["Content", "front_matter_schema", "new_case", "scan", "site_file_schema"]

_HOMES = {
    "Content": "content",
    "scan": "content",
    "new_case": "template",
    "front_matter_schema": "schema",
    "site_file_schema": "schema",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
