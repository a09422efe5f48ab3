"""Scan: a folder of pictures and notes becomes cases and exhibits, or one list of everything that is wrong with it."""

from __future__ import annotations

from generator.scan.content import Content, scan
from generator.scan.new_case import new_case
from generator.scan.schema import front_matter_schema, site_file_schema

__all__ = ["Content", "front_matter_schema", "new_case", "scan", "site_file_schema"]
