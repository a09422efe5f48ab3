"""Simulated families of versions: what happened to a picture is known, so every answer about two versions can be judged.

A family begins with a camera's original or with a bare copy of one. Each further version is made from one before it: cropped,
made smaller, saved again, stripped of its information, written by an editor, or shown on a screen. No pixels are needed: where
one version lies in another follows from what was done.

A pair is decidable when one version was made from the other and something was lost on the way that a later version can't
have back: area, size or information. It is undecidable when both are mere saves of the same, when both are parts of an
original that isn't there, and when one is cut out of a screen capture, which might as well show the other one enlarged.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from generator.analyse.features.placement import Placement
from generator.link.derivation import derive
from generator.link.part_of import Placed
from generator.link.version_facts import Version

Box = tuple[float, float, float, float]
"""Left, top, right, bottom of what is shown of the scene, whose whole is 0 to 1; a screen shows more than the scene."""
LOSS = 0.9
"""Share of area or of pixels per length at or below which something was lost for good."""


@dataclass(frozen=True, slots=True)
class Made:
    """A version and how it came to be."""

    version: Version
    """What its file says, as the rules see it."""
    box: Box
    """What it shows of the scene."""
    parent: int
    """Number of the version it was made from; -1 for none, -2 for an original that isn't in the family."""
    steps: frozenset[str]
    """Everything that was lost since the first version, by name and number."""


def measure(count: int = 400) -> dict[str, Any]:
    """How often the direction is right, wrong or not told, over `count` families of each kind."""
    tally = {"decidable": 0, "right": 0, "wrong": 0, "undecidable": 0, "not told": 0}
    families_right = 0
    families = 0
    for seed in range(count):
        for family in (_family(seed), _siblings(seed)):
            wrong = decidable = 0
            for first, second, older in _judged(family):
                answer = derive(
                    _placed(family[first], family[second]), family[first].version, family[second].version
                ).older
                if older:
                    decidable += 1
                    tally["decidable"] += 1
                    tally["right"] += answer == older
                    tally["wrong"] += answer not in ("", older)
                    wrong += answer != older
                else:
                    tally["undecidable"] += 1
                    tally["not told"] += not answer
            if decidable:
                families += 1
                families_right += not wrong
    return tally | {"families": families, "families right": families_right}


def _judged(family: list[Made]) -> Iterator[tuple[int, int, str]]:
    """Pairs that have a true answer: numbers, and the id of the older one or nothing where it can't be told."""
    for second, made in enumerate(family):
        for first in range(second):
            other = family[first]
            if first in _ancestors(family, second):
                lost = {step.split()[0] for step in made.steps - other.steps}
                is_cut_from_screen = other.version.is_screen and "area" in lost
                yield first, second, other.version.id if lost and not is_cut_from_screen else ""
            elif made.parent == -2 and other.parent == -2:
                yield first, second, ""


def _ancestors(family: list[Made], number: int) -> set[int]:
    found: set[int] = set()
    while (number := family[number].parent) >= 0:
        found.add(number)
    return found


def _family(seed: int) -> list[Made]:
    choice = np.random.default_rng([seed, 51])
    width = int(choice.integers(1200, 6000))
    has_camera = bool(choice.random() < 0.6)
    first = Version(
        "v0",
        width,
        round(width * 0.7),
        has_camera=has_camera,
        modified="2024-01-01T10:00:00" if has_camera else "",
    )
    family = [Made(first, (0.0, 0.0, 1.0, 1.0), -1, frozenset())]
    for number in range(1, int(choice.integers(2, 7))):
        parent = int(choice.integers(0, number))
        family.append(_made_from(family[parent], parent, number, choice))
    return family


def _made_from(parent: Made, place: int, number: int, choice: np.random.Generator) -> Made:
    made = replace(parent, version=replace(parent.version, id=f"v{number}"), parent=place)
    for _ in range(int(choice.integers(1, 3))):
        made = _STEPS[int(choice.integers(len(_STEPS)))](made, number, choice)
    return made


def _crop(made: Made, number: int, choice: np.random.Generator) -> Made:
    left, top, right, bottom = made.box
    keep = float(choice.uniform(0.4, 0.93))
    x, y = (float(choice.random()) * (1 - keep) for _ in range(2))
    wide, high = right - left, bottom - top
    box = (left + x * wide, top + y * high, left + (x + keep) * wide, top + (y + keep) * high)
    width, height = (max(60, round(side * keep)) for side in (made.version.width, made.version.height))
    lost = {f"area {number} {len(made.steps)}"} if keep**2 <= LOSS else set()
    return replace(
        made, version=replace(made.version, width=width, height=height), box=box, steps=made.steps | lost
    )


def _shrink(made: Made, number: int, choice: np.random.Generator) -> Made:
    factor = float(choice.uniform(0.3, 0.95))
    width, height = (max(60, round(side * factor)) for side in (made.version.width, made.version.height))
    lost = {f"size {number} {len(made.steps)}"} if factor <= LOSS else set()
    return replace(made, version=replace(made.version, width=width, height=height), steps=made.steps | lost)


def _save(made: Made, number: int, choice: np.random.Generator) -> Made:
    return made


def _strip(made: Made, number: int, choice: np.random.Generator) -> Made:
    lost = {f"information {number}"} if made.version.has_camera and not made.version.has_editor else set()
    version = replace(made.version, has_camera=False, has_editor=False, modified="", instance="")
    return replace(made, version=version, steps=made.steps | lost)


def _edit(made: Made, number: int, choice: np.random.Generator) -> Made:
    # Editors keep the camera's name and write their own beside it.
    lost = {f"editor {number}"} if made.version.has_camera and not made.version.has_editor else set()
    version = replace(made.version, has_editor=True, modified=f"2024-0{number + 1}-02T10:00:00")
    return replace(made, version=version, steps=made.steps | lost)


def _show(made: Made, number: int, choice: np.random.Generator) -> Made:
    """A screen on which the picture stands smaller, with something above and below."""
    left, top, right, bottom = made.box
    high = bottom - top
    width = min(1080, round(made.version.width * 0.8))
    box = (left, top - high * 0.5, right, bottom + high * 0.7)
    height = round(width * 2.2 * made.version.height / made.version.width)
    version = Version(made.version.id, width, height, is_screen=True)
    return replace(made, version=version, box=box, steps=made.steps | {f"screen {number} {len(made.steps)}"})


_STEPS = (_crop, _shrink, _save, _strip, _edit, _crop, _shrink, _show)


def _siblings(seed: int) -> list[Made]:
    """Parts of an original that isn't there, each showing something that the others lack, or mere saves of one another."""
    choice = np.random.default_rng([seed, 52])
    count = int(choice.integers(2, 7))
    family = []
    is_saved_only = bool(choice.random() < 0.5)
    for number in range(count):
        shift = 0.0 if is_saved_only else number * 0.06
        box = (shift, shift * 0.5, shift + 0.6, shift * 0.5 + 0.6)
        version = Version(f"v{number}", 1200, 900, modified="")
        family.append(Made(version, box, -2, frozenset()))
    return family


def _placed(first: Made, second: Made) -> Placed:
    (l1, t1, r1, b1), (l2, t2, r2, b2) = first.box, second.box
    matrix = (
        (r1 - l1) / (r2 - l2), 0.0, (l1 - l2) / (r2 - l2),
        0.0, (b1 - t1) / (b2 - t2), (t1 - t2) / (b2 - t2),
    )  # fmt: skip
    whole = (0.0, 0.0, 1.0, 1.0)
    placement = Placement(50, matrix, False, 1.0, 0.0, whole, whole, 0.2, 0.7, 0)
    return Placed(first.version.id, second.version.id, placement)
