"""Links: two exhibits that belong together, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LinkKind(StrEnum):
    """Why two exhibits belong together, strongest first."""

    SAME_BYTES = "same bytes"
    SAME_PIXELS = "same pixels"
    NEAR_DUPLICATE = "near-duplicate"
    PART_OF = "part of the same picture"
    SAME_SCENE = "same scene"
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
    inliers: int | None = None
    """Distinct places of both pictures that fit together, where local features were compared."""
    inside: str = ""
    """Id of the exhibit that lies wholly in the other one; empty when neither does, or both show the same."""
    left_part: tuple[float, float, float, float] | None = None
    """Left, top, right, bottom of what of the left picture the other shows, too, in shares of its upright width and height."""
    right_part: tuple[float, float, float, float] | None = None
    """The same of the right picture."""
