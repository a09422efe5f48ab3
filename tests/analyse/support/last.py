"""Runs after the misbehaving one and shows that the chain went on."""

from __future__ import annotations

from generator.analyse.picture import Picture
from generator.model import Finding
from tests.analyse.support.describe import described

ANALYZER = described("test.last", needs=("test.misbehaving",))


def run(picture: Picture) -> tuple[Finding, ...]:
    return (Finding("test.last", f"Before this: {picture.run_of('test.misbehaving').outcome.value}."),)
