"""Versions of a picture: pictures of one shot, laid upon one another, and the family that they form."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.renditions import Rendition

Shares = tuple[float, float, float, float]
"""Left, top, right, bottom in shares of an upright picture's width and height."""


@dataclass(frozen=True, slots=True)
class LaidFigures:
    """Two versions in the same frame, for readers who want to see the difference."""

    left: Rendition | None = None
    """What both show, out of the left exhibit's picture; None where `missing` says why."""
    right: Rendition | None = None
    """The same out of the right one's, moved, turned and resized until it fits; as large as `left`."""
    part: Shares = (0.0, 0.0, 1.0, 1.0)
    """Which part of the frame both figures show, in shares of the picture that is the frame."""
    is_left_frame: bool = True
    """Whether the left exhibit's picture is the frame."""
    missing: str = ""
    """Why there are no figures; empty when there are."""


@dataclass(frozen=True, slots=True)
class Common:
    """What two versions have in common."""

    left_share: float
    """Share of the left picture's area that the right one shows, 0 to 1."""
    right_share: float
    """Share of the right picture's area that the left one shows, 0 to 1."""
    left_box: Shares
    """The smallest upright box around that part of the left picture."""
    right_box: Shares
    """The same in the right one."""
    figures: LaidFigures = LaidFigures()
    """Both in the same frame."""


@dataclass(frozen=True, slots=True)
class OtherVersion:
    """Another version of an exhibit's picture, next to it in their family."""

    other: str
    """Id of the exhibit that it is."""
    is_older: bool | None
    """Whether the other one came before; None when that can't be told."""
    is_sure: bool = False
    """Whether something that doesn't happen by itself says so, such as a crop; else it is only probable."""
    clue: str = ""
    """The strongest clue for the order, in plain words."""
    larger: str = ""
    """That the other one shows the same with more pixels, in plain words, where the order can't be told; else empty."""
    cut: float = 0.0
    """Share of the other one's frame that the exhibit doesn't show, 0 to 1."""
    region_count: int = 0
    """Regions in which the two differ by more than saving explains."""
    compared: str = ""
    """What the comparison says, in plain words; empty when they were not compared."""
    path: str = ""
    """Where the other one lies in the content, with `/`, or an exact copy of it in the exhibit's case; empty when the case has
    neither."""
    by: str = ""
    """Id of the exhibit with the same pixels that was compared with the other one; empty when it was this exhibit itself."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the numbers of one version's file tell beside the other version."""

    count: int = 0
    """Numbers looked at."""
    missed: float | None = None
    """Share of them that don't follow from the other picture, 0 to 1; None where it can't be told."""
    spread: float = 0.0
    """How far the other picture's patterns lie from these numbers, mean in steps: about 0.25 after rounding, 0 if equal."""
    is_held: bool = False
    """Whether the other picture still lies on the steps of this file's compression table."""
    lost: float = 0.0
    """Share of the strong patterns that only this one still has, 0 to 1."""
    finer: float | None = None
    """Where this one is larger: share of its patterns too fine for the other one that don't follow from it; None if unknown."""
    beyond: float | None = None
    """Where this one is larger: how many strong patterns too fine for the other one it holds, per one that is just coarse
    enough; None if unknown."""
    strong: int = 0
    """Strong patterns looked at for `lost` where the two don't have one scale."""
    differs: bool = False
    """Whether too many of the lost ones are coarse, so that it isn't detail that differs."""
    before: float | None = None
    """As `missed`, of the numbers of an earlier save of which the file shows traces; None where none is known."""


@dataclass(frozen=True, slots=True)
class Traces:
    """What compression and resizing left in two versions; see `compare.numbers`."""

    how: str = ""
    """`same scale`, `resized` (as a whole), `part resized`, or empty where the two can't be compared so."""
    left: Held = Held()
    """Of the version with the smaller id."""
    right: Held = Held()
    """Of the other one."""
    x: int = 0
    """Pixels from the left version's corner to the right one's, where both have one scale."""
    y: int = 0
    """The same downwards."""
    edges: tuple[tuple[float, float, float, float], ...] = ()
    """In the left one and in the right one, how clearly something was put around the other there: left, top, right, bottom,
    0 to 1 each, -1 where nothing lies beyond; nothing where that wasn't looked at."""
    missing: str = ""
    """Why nothing was looked for; empty when something was."""
