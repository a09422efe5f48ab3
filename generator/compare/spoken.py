"""A comparison in words, seen from one of the two pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.model import Comparison


def listed(words: Sequence[str]) -> str:
    """`a, b and c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def colours_of(comparison: Comparison, *, is_left: bool) -> tuple[str, ...]:
    """How the colours of the left picture differ from the right one's as a whole, or the other way round."""
    return comparison.frame_is if is_left == comparison.is_left_frame else comparison.other_is


def seen_from(comparison: Comparison, *, is_left: bool) -> str:
    """What differs, with how one picture's colours differ from the other's."""
    words = colours_of(comparison, is_left=is_left)
    if not words:
        return comparison.statement
    return f"{comparison.statement} As a whole it is {listed(words)}, which was allowed for."
