"""The pictures that a fingerprint is learned from: of one size, all different, and of one body as far as can be seen.

Two bodies' pictures in one folder would give a fingerprint that both match. Where the noise of single pictures is strong enough
to compare them pair by pair, as with even surfaces, groups that don't fit each other are told apart, and the largest stays.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.camera_noise.residual import STRIP, Array, fitting, luminance, weighted, without_lines
from generator.analyse.encoders.database import camera_label
from generator.analyse.metadata.digest.camera import camera_name
from generator.analyse.metadata.read import read_metadata
from generator.analyse.picture import Picture
from generator.kind import HEAD_SIZE, sniff
from generator.model import FileKind

LEAST = 5
"""References below which no fingerprint is made."""
FLAT = 6.0
"""Mean difference between neighbouring samples, in grey levels, up to which a picture shows an even surface."""
ALIKE = 10.0
"""Correlation of two pictures, in standard deviations of chance, from which on they are of one body for sure."""
MOST_COMPARED = 60
"""Pictures that are compared pair by pair."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One picture, read again whenever its pixels are wanted."""

    name: str
    """As the person knows it."""
    read: Callable[[], bytes]
    """Gives the file's bytes."""
    sha256: str
    """Over these."""
    width: int
    """Pixels as stored."""
    height: int
    """Pixels."""
    model: str
    """Maker and model as the file names them."""
    is_flat: bool
    """Whether it shows an even surface."""

    def rgb(self) -> Array:
        """Height x width x 3."""
        return _opened(self.read()).rgb


def _opened(data: bytes) -> Picture:
    kind = sniff(data[:HEAD_SIZE], len(data))
    if not isinstance(kind, FileKind):
        raise CouldNotCheck(str(kind))
    return Picture(data, kind, hashlib.sha256(data).hexdigest())


def of_one_size(
    files: Iterable[tuple[str, Callable[[], bytes]]],
) -> tuple[list[Reference], list[tuple[str, str]]]:
    """Different pictures of the size that most have, and what was left out."""
    found: list[Reference] = []
    left_out: list[tuple[str, str]] = []
    for name, read in files:
        try:
            picture = _opened(read())
            height, width = picture.rgb.shape[:2]
        except CouldNotCheck as error:
            left_out.append((name, str(error)))
            continue
        make, model = camera_name(read_metadata(picture.container))
        label = camera_label(make, model)[:200]
        found.append(Reference(name, read, picture.sha256, width, height, label, _is_flat(picture.rgb)))
    sizes = Counter((item.width, item.height) for item in found)
    size = max(sizes, key=lambda size: (sizes[size], size), default=(0, 0))
    kept: dict[str, Reference] = {}
    for item in found:
        if (item.width, item.height) != size:
            left_out.append((item.name, f"{item.width} × {item.height} pixels, not {size[0]} × {size[1]}"))
        elif item.sha256 in kept:
            left_out.append((item.name, f"the same file as {kept[item.sha256].name}"))
        else:
            kept[item.sha256] = item
    return list(kept.values()), left_out


def of_other_bodies(references: Sequence[Reference]) -> list[Reference]:
    """Those that fit each other, or nobody, but not the largest group that fits together; empty where noise is too weak."""
    compared = list(references[:MOST_COMPARED])
    parts = [_middle(item.rgb()) for item in compared]
    group = list(range(len(compared)))
    for right in range(len(parts)):
        for left in range(right):
            if group[left] != group[right] and _likeness(parts[left], parts[right]) >= ALIKE:
                old, new = max(group[left], group[right]), min(group[left], group[right])
                group = [new if number == old else number for number in group]
    sizes = Counter(group)
    largest = min(sizes, key=lambda number: (-sizes[number], number))
    # A picture that fits none may only be dark; whether it fits the others' sum is found out later.
    return [
        item for item, number in zip(compared, group, strict=True) if number != largest and sizes[number] > 1
    ]


def _middle(rgb: Array) -> Array:
    """The noise of the middle rows, without what bodies of one model share, of length 1."""
    rows = min(2 * STRIP, fitting(rgb.shape[0], 8))
    top = (rgb.shape[0] - rows) // 16 * 8
    part = without_lines(weighted(luminance(rgb[top : top + rows])))
    length = math.sqrt(float((part * part).sum(dtype=np.float64)))
    result: Array = part / np.float32(length or 1.0)
    return result


def _likeness(left: Array, right: Array) -> float:
    return float((left * right).sum(dtype=np.float64)) * math.sqrt(left.size)


def _is_flat(rgb: Array) -> bool:
    small = rgb[8::16, 8::16, 1].astype(np.float32)
    if min(small.shape) < 2:
        return False
    return float(np.abs(np.diff(small, axis=0)).mean() + np.abs(np.diff(small, axis=1)).mean()) / 2 <= FLAT


def too_few(count: int, left_out: Sequence[tuple[str, str]]) -> str:
    """What to say then."""
    words = f"Only {count} pictures can be used; at least {LEAST} are needed, all as the camera wrote them."
    listed = "; ".join(f"{name}: {reason}" for name, reason in left_out[:20])
    return f"{words} Left out: {listed}." if listed else words
