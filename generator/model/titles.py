"""Titles of tables of a report that later stages read values from, as both sides must spell them alike."""

from __future__ import annotations

INGREDIENT_NAMES = "Names of the files it was made from"
"""In `credentials.ingredients`: a row for each name of a file that the picture as a whole was made from."""
FOR_BRIGHTNESS = "brightness"
"""In `jpeg.quantization`: how the use of a quantization table begins that is used for brightness, alone or with colour."""


def quantization_title(identifier: int, use: str) -> str:
    """Title of a quantization table, which has eight rows of eight steps."""
    return f"Quantization table {identifier} ({use})"


def is_for_brightness(title: str) -> bool:
    """Whether a table with this title is a quantization table used for brightness."""
    return title.partition(" (")[2].startswith(FOR_BRIGHTNESS)
