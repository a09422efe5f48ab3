"""Comparisons that take their worker along, never end, or have a bug."""

from __future__ import annotations

import os
import time

from generator.analyse.picture import Picture
from generator.model import Comparison


def aborts(picture: Picture, parameters: str) -> Comparison:
    os.abort()


def hangs(picture: Picture, parameters: str) -> Comparison:
    time.sleep(600)
    raise AssertionError


def raises(picture: Picture, parameters: str) -> Comparison:
    raise ZeroDivisionError("bad luck")
