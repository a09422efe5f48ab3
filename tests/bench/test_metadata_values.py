"""When two readers mean the same value."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from generator.bench.metadata_values import same

EQUAL: list[tuple[str, Any, Any]] = [
    ("ExposureTime", "1/250 s", 0.004), ("ExposureTime", ((1, 250),), "1/250"), ("ExposureTime", (Fraction(1, 250),), 0.004),
    ("FNumber", "f/2.8", 2.8), ("ShutterSpeedValue", (8.0,), 0.00390625), ("ApertureValue", (4.0,), "4.0"),
    ("DateTimeOriginal", "2024-02-08T15:30:21", "2024:02:08 15:30:21"), ("DateCreated", "20240208", "2024:02:08"),
    ("GPSLatitude", (48, 30, 36.0), 48.51), ("GPSLatitude", "48,30.6N", 48.51),
    ("MakerNote", b"\0" * 12, "(Binary data 12 bytes, use -b option to extract)"),
    ("Title", "a  b ", "a b"), ("Sizes", "1, 2, 3", "1 2 3"), ("Lens", (18, 55), "18 55"), ("Zero", ((0, 0),), "undef"),
]  # fmt: skip
DIFFERENT: list[tuple[str, Any, Any]] = [
    ("ExposureTime", "1/250 s", 0.005), ("Model", "E-P3", "E-P2"), ("DateTimeOriginal", "2024-02-08", "2024:02:09"),
    ("Lens", (18, 55), (18, 56)), ("Title", "a", "A"),
    ("MakerNote", b"\0" * 11, "(Binary data 12 bytes, use -b option to extract)"),
    ("ISO", None, 100), ("Sizes", "1 2", "1 2 3"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "ours", "theirs"), EQUAL)
def test_equal(name: str, ours: Any, theirs: Any) -> None:
    assert same(name, ours, theirs)


@pytest.mark.parametrize(("name", "ours", "theirs"), DIFFERENT)
def test_different(name: str, ours: Any, theirs: Any) -> None:
    assert not same(name, ours, theirs)
