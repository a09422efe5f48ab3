"""Says what the publisher handed to it, and how often its process was given those bytes."""

from __future__ import annotations

import dataclasses

from generator.analyse.picture import Picture
from generator.model import Finding, Measurement
from tests.analyse.support.describe import described

ANALYZER = dataclasses.replace(described("test.reading"), reads=("note",))


def run(picture: Picture) -> tuple[Finding, ...]:
    found = picture.materials_of("note")
    text = " ".join(f"{item.name}={item.data.decode()}" for item in found)
    return (Finding("test.reading", f"Read {text}.", measurements=(Measurement("notes", len(found)),)),)
