"""The words of confidence and what each means. The method page prints these definitions."""

from __future__ import annotations

from generator.model import Confidence

CONFIDENCE_WORDS: tuple[tuple[Confidence, str], ...] = (
    (
        Confidence.ESTABLISHED,
        "It follows from cryptography or from identical bytes, and the identity behind it was checked against a trust "
        "list. Only a stolen key or a mistake in a standard could make it wrong.",
    ),
    (
        Confidence.STRONG,
        "It rests on evidence that is hard to forge or on a test with a measured, low rate of false alarms. We would "
        "be surprised to be wrong.",
    ),
    (
        Confidence.MODERATE,
        "The evidence points one way and nothing found points another, but a person with the right tools could have "
        "made it look so.",
    ),
    (
        Confidence.WEAK,
        "A hint. It rests on data that anyone can edit or copy, such as a date or a camera name in the file. Use it to "
        "look further, not to conclude.",
    ),
    (
        Confidence.NONE,
        "Nothing that was checked says anything about this. Not knowing is a result; it is not a sign in either "
        "direction.",
    ),
)
