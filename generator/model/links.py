"""Links: two exhibits that belong together, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

WHOLE_FROM = 0.9
"""Share of a picture's area that counts as all of it, where it is told whether another picture shows all of this one."""


class LinkKind(StrEnum):
    """Why two exhibits belong together, strongest first."""

    SAME_BYTES = "same bytes"
    SAME_PIXELS = "same pixels"
    NEAR_DUPLICATE = "near-duplicate"
    PART_OF = "part of the same picture"
    INGREDIENT = "named as ingredient"
    SAME_SCENE = "same scene, another shot"
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


@dataclass(frozen=True, slots=True)
class Addition:
    """What a region in which two pictures differ looks like."""

    kind: str
    """`lettering`, `banner` or `banner with lettering`."""
    in_frame: bool
    """Whether the picture that is the frame shows it; else the other one."""
    box: tuple[float, float, float, float]
    """Left, top, right, bottom in shares of the frame's upright width and height."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between the pictures of two exhibits of which one lies in the other."""

    is_left_frame: bool
    """Whether boxes are in shares of the left exhibit's upright picture; else of the right one's."""
    likeness: float
    """Correlation of fine detail where nothing was changed, -1 to 1."""
    is_comparable: bool
    """Whether that is enough to tell what differs; if not, nothing was looked for."""
    changed: float
    """Share of what both show in which they differ."""
    regions: tuple[tuple[float, float, float, float], ...]
    """Left, top, right, bottom of the largest regions in which they differ."""
    region_count: int
    """How many regions there are."""
    statement: str
    """In plain words."""
    missing: str = ""
    """Why they could not be compared; empty when they were."""
    additions: tuple[Addition, ...] = ()
    """Regions that look like something that people put over pictures, largest first."""
    frame_is: tuple[str, ...] = ()
    """How the frame's colours differ from the other one's as a whole, in words with numbers: `brighter by 12 %`."""
    other_is: tuple[str, ...] = ()
    """The same seen from the other one."""
