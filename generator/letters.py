"""The letters by which a case's pictures are cited.

R and S are left out, because R1 is a source and S1 a sighting.
"""

from __future__ import annotations

_LETTERS = "ABCDEFGHIJKLMNOPQTUVWXYZ"


def letter(position: int) -> str:
    """`A` for position 0, `B` for 1, … `AA` after `Z`."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, len(_LETTERS))
        letters = _LETTERS[rest] + letters
    return letters
