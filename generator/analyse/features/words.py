"""Short words for places, so that pictures that share places are found without comparing every picture with every other.

Each description is put on one side or the other of 32 fixed planes, four times with other planes: four words of 32 bits.
Descriptions of the same place in two copies agree in at least one word about every third time; those of unrelated pictures
agree about once in a picture pair. The field calls this locality-sensitive hashing.

A description and that of the mirrored place get the same words: of the two the one on the right side of one more plane is
used, and which it was is kept, so that mirrored copies are found by the same look-up.

Planes are made of SHAKE-256, and values are whole numbers: words never depend on the machine.

Source: Charikar 2002, "Similarity estimation techniques from rounding algorithms" (random planes).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from generator.analyse.features.descriptors import MIRRORED
from generator.analyse.features.features import Features

TABLES = 4
"""Words of one place."""
BITS = 32
"""Bits of one word."""
_ROW = TABLES * 4 + 3


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one picture's places. All arrays have the same length."""

    keys: NDArray[np.uint32]
    """Length x `TABLES`."""
    is_mirrored: NDArray[np.bool_]
    """Whether the words are those of the mirrored place."""
    turn: NDArray[np.uint8]
    """Main direction in 256ths of a turn, as the picture is."""
    size: NDArray[np.uint8]
    """Size in steps of `features.SIZE_UNIT` per doubling."""

    def __len__(self) -> int:
        return len(self.turn)


def words_of(features: Features) -> Words:
    """The words of a picture's places."""
    sides, planes = _planes()
    values = features.values.astype(np.float32)
    # Whole numbers below 2**24: exact in 32-bit floats, in any order of summing.
    is_mirrored = values @ sides < 0
    values = np.where(is_mirrored[:, None], values[:, MIRRORED], values)
    bits = (values @ planes > 0).reshape(len(values), TABLES, BITS)
    packed = np.packbits(bits, axis=2).view(">u4")
    keys = packed.reshape(len(values), TABLES).astype(np.uint32)
    return Words(keys, is_mirrored, features.turn, features.size)


def to_text(words: Words) -> str:
    """Words as text that JSON can hold."""
    parts = (words.keys.astype("<u4"), words.is_mirrored.astype(np.uint8), words.turn, words.size)
    return base64.b64encode(b"".join(part.tobytes() for part in parts)).decode("ascii")


def from_text(text: str) -> Words:
    """The words that `to_text` made `text` of. Raises `ValueError` when it is something else."""
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("not stored words") from error
    count, rest = divmod(len(data), _ROW)
    if rest:
        raise ValueError("stored words are cut short")
    keys = np.frombuffer(data, "<u4", count * TABLES).astype(np.uint32).reshape(count, TABLES)
    flags, turn, size = (np.frombuffer(data, np.uint8, count, (16 + place) * count) for place in range(3))
    return Words(keys, flags != 0, turn, size)


@cache
def _planes() -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The plane that tells mirrored from not, and those of the words: as many +1 as -1 in each."""
    side = _plane("side")
    planes = np.stack([_plane(f"word {number}") for number in range(TABLES * BITS)], axis=1)
    return side - side[MIRRORED], planes


def _plane(name: str) -> NDArray[np.float32]:
    numbers = np.frombuffer(hashlib.shake_256(name.encode()).digest(128 * 8), ">u8")
    signs = np.full(128, -1, np.float32)
    signs[np.argsort(numbers, kind="stable")[:64]] = 1
    return signs
