"""A step as a later stage would hand it in."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass

from generator.analyse.picture import Picture
from generator.analyse.steps import Step


@dataclass(frozen=True, slots=True)
class Copy:
    """What the step gives."""

    blob: str = ""
    """Name of its bytes."""
    missing: str = ""
    """Why there is none."""


def make(picture: Picture, parameters: str) -> Copy:
    if picture.data.endswith(b"STEP-ABORT"):
        os.abort()
    if picture.data.endswith(b"STEP-RAISE"):
        raise ValueError("no copy today")
    data = parameters.encode() + picture.data
    name = hashlib.sha256(data).hexdigest()
    picture.blobs[name] = data
    return Copy(blob=name)


def missing(reason: str) -> Copy:
    return Copy(missing=reason)


STEP = Step("copy", "1", f"{__name__}:make", Copy, f"{__name__}:missing", engines=("pillow",))
