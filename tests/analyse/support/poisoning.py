"""Leaves a process in which the next analyzer dies, as damaged memory does."""

from __future__ import annotations

import sys

from generator.analyse.picture import Picture
from generator.model import Finding
from tests.analyse.support.describe import described

ANALYZER = described("test.a-poisoning")


def run(picture: Picture) -> tuple[Finding, ...]:
    if picture.data.endswith(b"POISON"):
        sys.modules["tests.analyse.support.counting"].run = _die  # type: ignore[attr-defined]
    return ()


def _die(picture: Picture) -> tuple[Finding, ...]:
    import os

    os.abort()
