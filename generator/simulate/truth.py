"""The truth about a version that was made on purpose, and what can be told of two of them; no rule had a say in it."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""Left, top, right, bottom of what is shown of the scene, whose whole is 0 to 1; a frame shows more than the scene."""
WELL_KEPT = 75
"""Quality below which a save wipes out most of what resizing leaves, of 100."""


@dataclass(frozen=True, slots=True)
class Margin:
    """How much has to be lost."""

    area: float
    """At most this share of the area is left."""
    length: float
    """At most this share of the true pixels per length is left."""
    quality: int
    """By this much the save was coarser, or finer, of 100."""


CLEAR, SLIGHT = Margin(0.9, 0.9, 8), Margin(0.98, 0.98, 3)
"""What is lost so that it can be told, and so little that it may or may not be."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The truth about one version."""

    box: Box = (0.0, 0.0, 1.0, 1.0)
    """Its frame in the scene."""
    view: Box = (0.0, 0.0, 1.0, 1.0)
    """What it shows of the scene itself, without what was put around it."""
    detail: float = 1.0
    """True pixels per length, as a share of the first version's: never more than any version before had."""
    scale: float = 1.0
    """Pixels per length as stored: more than `detail` after enlarging."""
    coarsest: int = 101
    """Lowest quality of all saves since it was last resized; 101 without any."""
    quality: int = 101
    """Of its own save; 101 for a file without loss."""
    names_camera: bool = False
    """Whether its file names the camera because it always did."""
    names_editor: bool = False
    """Whether its file names an editing program."""
    lies: bool = False
    """Whether something in its file is falsified."""
    samplings: int = 0
    """How often its pixels were resized."""
    worked: int = 0
    """How often colours or sharpness were changed."""

    def loses(self, later: Kept, margin: Margin) -> str:
        """What a version made from this one lost for good, or what shows that it was made later; empty when nothing does.

        * area: it shows less of the scene;
        * detail: it has fewer true pixels per length;
        * enlarged: it has more pixels per length but no more detail, and was saved well enough since to keep what shows it;
        * compression: with the same pixels in the same colours, it went through a coarser save, or through finer ones only;
        * information: the camera's name is gone, or an editing program's is new, and neither file lies.
        """
        if _size(later.view) <= margin.area * _size(self.view):
            return "area"
        if later.detail <= margin.length * self.detail:
            return "detail"
        is_well_kept = later.coarsest >= WELL_KEPT
        if later.scale >= self.scale / margin.length and later.detail <= self.detail and is_well_kept:
            return "enlarged"
        if (later.samplings, later.worked) == (self.samplings, self.worked):
            if later.coarsest <= self.coarsest - margin.quality:
                return "compression"
            is_intact = self.coarsest == self.quality == later.coarsest
            if is_intact and self.quality <= later.quality - margin.quality:
                return "compression"
        is_honest = not (self.lies or later.lies) and self.names_camera and not self.names_editor
        return "information" if is_honest and (later.names_editor or not later.names_camera) else ""

    def has_all_of(self, other: Kept) -> bool:
        """Whether it lost nothing that the other one, which didn't come from it, still has: it may as well be the origin."""
        (l1, t1, r1, b1), (l2, t2, r2, b2) = self.view, other.view
        near = 0.01
        is_around = l1 <= l2 + near and t1 <= t2 + near and r1 >= r2 - near and b1 >= b2 - near
        keeps_name = self.names_camera or not other.names_camera
        return is_around and keeps_name and self.detail >= other.detail * 0.97


def _size(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
