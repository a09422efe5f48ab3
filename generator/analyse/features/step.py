"""Keeping a picture's local features: further work on each decoded picture that no page shows.

The features lie in the cache as bytes of their own; the words, which are asked for all pictures at once, lie in the value.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.picture import Picture

NAME = "features"
VERSION = "2"
"""Raised whenever the same pixels could give other features or words."""
FUNCTION = "generator.analyse.features.step:make"
FUNCTION_FAILED = "generator.analyse.features.step:missing"
ENGINES = ("numpy", "pillow", "scipy")


@dataclass(frozen=True, slots=True)
class StoredFeatures:
    """What is kept of a picture to find it again in others."""

    blob: str = ""
    """SHA-256 of the bytes that `features.to_bytes` made; empty when there are none."""
    count: int = 0
    """How many places there are."""
    words: str = ""
    """As `words.to_text` made them."""
    missing: str = ""
    """Why there are none: `pixels not decoded: …`; empty when there are."""


def make(picture: Picture, parameters: str) -> StoredFeatures:
    """Features of the upright picture; their bytes are put into `picture.blobs`."""
    from generator.analyse.features.features import features_of, to_bytes
    from generator.analyse.features.words import to_text, words_of

    try:
        features = features_of(picture.upright)
    except CouldNotCheck as reason:
        return missing(str(reason))
    data = to_bytes(features)
    name = hashlib.sha256(data).hexdigest()
    picture.blobs[name] = data
    return StoredFeatures(name, len(features), to_text(words_of(features)))


def missing(reason: str) -> StoredFeatures:
    """The value for a picture of which there are no features."""
    return StoredFeatures(missing=reason)
