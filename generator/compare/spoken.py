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
    """What differs, what one picture has that looks like lettering or a banner, and how its colours differ from the other's."""
    sentences = [comparison.statement]
    for in_frame, words in (
        (
            is_left == comparison.is_left_frame,
            "It has what looks like {looks} that the other one doesn't have.",
        ),
        (is_left != comparison.is_left_frame, "It doesn't have what looks like {looks} in the other one."),
    ):
        looks = dict.fromkeys(_LOOKS[item.kind] for item in comparison.additions if item.in_frame == in_frame)
        if looks:
            sentences.append(words.format(looks=listed(tuple(looks))))
    colours = colours_of(comparison, is_left=is_left)
    if colours:
        sentences.append(f"As a whole it is {listed(colours)}, which was allowed for.")
    return " ".join(sentences)


_LOOKS = {
    "lettering": "lettering",
    "banner": "a banner or border",
    "banner with lettering": "a banner with lettering",
}
