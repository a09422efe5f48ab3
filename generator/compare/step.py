"""Comparing two versions as work for a worker process: whatever a pair does to it, the build goes on and says so."""

from __future__ import annotations

from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.picture import Picture
from generator.compare.pair import opened
from generator.compare.versions import VERSION, compare_pair
from generator.model import Comparison

__all__ = ["ENGINES", "FUNCTION", "FUNCTION_FAILED", "NAME", "VERSION", "make", "missing"]

NAME = "comparison"
FUNCTION = "generator.compare.step:make"
FUNCTION_FAILED = "generator.compare.step:missing"
ENGINES = ("numpy", "pillow", "scipy")


def make(picture: Picture, parameters: str) -> Comparison:
    """What differs between the picture and the one in the parameters."""
    try:
        pair = opened(picture, parameters)
    except CouldNotCheck as reason:
        return missing(str(reason))
    return compare_pair(pair)


def missing(reason: str) -> Comparison:
    """The value for a pair that could not be compared."""
    return Comparison(
        is_left_frame=True,
        likeness=0.0,
        is_comparable=False,
        changed=0.0,
        regions=(),
        region_count=0,
        statement=f"What differs between them was not checked: {reason}.",
        missing=reason,
    )
