"""JSON Schemas of what people write, for editors' completion. The words are the docstrings of the typed models."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from generator.scan.front_matter import FrontMatter
from generator.settings import SiteSettings

DIALECT = "https://json-schema.org/draft/2020-12/schema"
"""Version of JSON Schema."""


def front_matter_schema() -> dict[str, Any]:
    """Schema of the fields at the head of a `case.md`."""
    return {"$schema": DIALECT, **FrontMatter.model_json_schema(), "title": "Front matter of case.md"}


def site_file_schema() -> dict[str, Any]:
    """Schema of `site.yaml`."""
    return {"$schema": DIALECT, **TypeAdapter(SiteSettings).json_schema(), "title": "site.yaml"}
