"""The IPTC's digital source types: a term by which a picture's maker says how it came to be.

Source: IPTC NewsCodes "Digital Source Type" (https://cv.iptc.org/newscodes/digitalsourcetype/, 2025). Written into XMP, into
Google's `DigitalSourceFileType` and into C2PA actions. In XMP it is unsigned: anybody can write, change or remove it.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Origin


@dataclass(frozen=True, slots=True)
class SourceType:
    """One term of the list."""

    words: str
    """What it means, completing "the file says it is ..."."""
    origin: Origin | None
    """The origin it declares; None where the term says nothing clear of it."""


SOURCE_TYPES: dict[str, SourceType] = {
    "digitalCapture": SourceType("a photograph taken by a digital camera", Origin.CAMERA),
    "computationalCapture": SourceType(
        "a photograph computed by a camera from several exposures", Origin.CAMERA
    ),
    "negativeFilm": SourceType("scanned from a film negative", Origin.CAMERA),
    "positiveFilm": SourceType("scanned from a film slide", Origin.CAMERA),
    "print": SourceType("scanned from a print", Origin.CAMERA),
    "humanEdits": SourceType("a picture that a person edited", None),
    "minorHumanEdits": SourceType("a picture that a person edited slightly", None),
    "humanEditedMedia": SourceType("a picture that a person edited", None),
    "algorithmicallyEnhanced": SourceType("a picture that software enhanced", None),
    "compositeWithTrainedAlgorithmicMedia": SourceType(
        "a composite with parts made by generative AI", Origin.COMPOSITE
    ),
    "compositeSynthetic": SourceType("a composite with synthetic parts", Origin.COMPOSITE),
    "compositeCapture": SourceType("a composite of several photographs", Origin.COMPOSITE),
    "composite": SourceType("a composite of several elements", Origin.COMPOSITE),
    "trainedAlgorithmicMedia": SourceType("made by generative AI", Origin.AI_GENERATED),
    "trainedAlgorithmicData": SourceType("data made by generative AI", Origin.AI_GENERATED),
    "algorithmicMedia": SourceType("made by a program, without machine learning", Origin.RENDERED),
    "dataDrivenMedia": SourceType("drawn by a program from data", Origin.RENDERED),
    "digitalArt": SourceType("a digital drawing by a person", Origin.RENDERED),
    "digitalCreation": SourceType("made by a person with digital tools", Origin.RENDERED),
    "softwareImage": SourceType("made with software", Origin.RENDERED),
    "virtualRecording": SourceType("a recording of a virtual scene or meeting", Origin.RENDERED),
    "screenCapture": SourceType("a capture of a screen", Origin.SCREEN_CAPTURE),
    "empty": SourceType("an empty picture", None),
}
"""All terms by their last path segment, retired ones included."""

_BY_LOWER = {key.lower(): key for key in SOURCE_TYPES}


def term_of(address: str) -> str:
    """The term of an address or of a bare term: `http` or `https`, with or without slash; unknown ones as written."""
    last = address.strip().rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1]
    return _BY_LOWER.get(last.lower(), last)


def meaning(term: str) -> SourceType:
    """What a term means; unknown terms mean nothing clear."""
    return SOURCE_TYPES.get(term) or SourceType("of a kind that this version does not know", None)
