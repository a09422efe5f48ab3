"""Finds the number of bytes; reads nothing but them."""

from __future__ import annotations

from generator.analyse.picture import Picture
from generator.model import Finding, Measurement
from tests.analyse.support.describe import described

ANALYZER = described("test.counting", engines=("pillow",), parameters=(("unit", "bytes"),))


def run(picture: Picture) -> tuple[Finding, ...]:
    size = Measurement("size", len(picture.data), "bytes")
    return (Finding("test.counting", f"The file has {len(picture.data)} bytes.", measurements=(size,)),)
