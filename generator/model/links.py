"""Links: two exhibits that belong together, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LinkKind(StrEnum):
    """Why two exhibits belong together, strongest first."""

    SAME_BYTES = "same bytes"
    SAME_PIXELS = "same pixels"
    NEAR_DUPLICATE = "near-duplicate"
    SAME_CAMERA = "same camera body"
    SAME_SIGNER = "same signer"


@dataclass(frozen=True, slots=True)
class Link:
    """Two exhibits that belong together. Stored once, with `left` < `right` by id; shown at both ends."""

    kind: LinkKind
    """The reason."""
    left: str
    """Id of one exhibit."""
    right: str
    """Id of the other."""
    statement: str
    """The reason in plain words, with the distance; no withheld value."""
    distance: int | None = None
    """Differing bits, for near-duplicates."""
    scale: int | None = None
    """Bits compared, for near-duplicates."""
    transform: str = ""
    """`mirrored`, `turned by 90°`, when the match needed it."""
    limits: str = ""
    """What this link can't show."""
