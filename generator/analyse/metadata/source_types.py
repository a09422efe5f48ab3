"""The IPTC's digital source types: a term by which a picture's maker says how it came to be.

Source: IPTC NewsCodes "Digital Source Type" (https://cv.iptc.org/newscodes/digitalsourcetype/, 2025). Written into XMP, into
Google's `DigitalSourceFileType` and into C2PA actions. In XMP it is unsigned: anybody can write, change or remove it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.model import Origin


@dataclass(frozen=True, slots=True)
class SourceType:
    """One term of the list."""

    words: str
    """What it means, completing "the file says it is ..."."""
    origin: Origin | None
    """The origin it declares; None where the term says nothing clear of it."""
    made: str
    """The same completing "the picture was ..."."""
    more: str = ""
    """What a reader might misunderstand about it, in a sentence."""


SOURCE_TYPES: dict[str, SourceType] = {
    "digitalCapture": SourceType(
        "a photograph taken by a digital camera", Origin.CAMERA, "taken with a digital camera",
        "It may still show a screen, a print or a staged scene.",
    ),
    "computationalCapture": SourceType(
        "a photograph computed by a camera from several exposures", Origin.CAMERA,
        "taken with a camera that computes the picture from several shots",
        "Most phones do this; no generative AI is meant.",
    ),
    "negativeFilm": SourceType("scanned from a film negative", Origin.CAMERA, "scanned from a negative"),
    "positiveFilm": SourceType("scanned from a film slide", Origin.CAMERA, "scanned from a slide"),
    "print": SourceType(
        "scanned from a print", Origin.CAMERA, "scanned from a print",
        "What was printed may come from anywhere.",
    ),
    "humanEdits": SourceType(
        "a picture that a person edited", None, "edited by a person", "No generative tool is meant by this term."
    ),
    "minorHumanEdits": SourceType(
        "a picture that a person edited slightly", None, "slightly edited by a person", "The term was retired in 2024."
    ),
    "humanEditedMedia": SourceType("a picture that a person edited", None, "edited by a person"),
    "algorithmicallyEnhanced": SourceType(
        "a picture that software enhanced", None, "improved by software", "Noise, sharpness or colours; nothing new is put in."
    ),
    "compositeWithTrainedAlgorithmicMedia": SourceType(
        "a composite with parts made by generative AI", Origin.COMPOSITE,
        "put together with parts made by a generative AI model",
        "It ranges from one removed lamp post to a new background; the term does not say how much.",
    ),
    "compositeSynthetic": SourceType(
        "a composite with synthetic parts", Origin.COMPOSITE, "put together from parts of which some were made by software",
        "The term does not say whether AI made them.",
    ),
    "compositeCapture": SourceType(
        "a composite of several photographs", Origin.COMPOSITE, "put together from camera pictures",
        "Panoramas count as well as montages.",
    ),
    "composite": SourceType("a composite of several elements", Origin.COMPOSITE, "put together from several parts"),
    "trainedAlgorithmicMedia": SourceType(
        "made by generative AI", Origin.AI_GENERATED, "made by a generative AI model",
        "Some editors write it for a photograph in which AI changed a part.",
    ),
    "trainedAlgorithmicData": SourceType(
        "data made by generative AI", Origin.AI_GENERATED, "made as data by a generative AI model"
    ),
    "algorithmicMedia": SourceType(
        "made by a program, without machine learning", Origin.RENDERED,
        "made by a program that does not learn from pictures",
    ),
    "dataDrivenMedia": SourceType(
        "drawn by a program from data", Origin.RENDERED, "drawn from data by software", "Such as a weather map."
    ),
    "digitalArt": SourceType(
        "a digital drawing by a person", Origin.RENDERED, "drawn by a person with software", "The term was retired in 2024."
    ),
    "digitalCreation": SourceType(
        "made by a person with digital tools", Origin.RENDERED, "made by a person with software",
        "No generative tool is meant by this term.",
    ),
    "softwareImage": SourceType("made with software", Origin.RENDERED, "made with software", "The term was retired."),
    "virtualRecording": SourceType(
        "a recording of a virtual scene or meeting", Origin.RENDERED, "recorded in a virtual world",
    ),
    "screenCapture": SourceType(
        "a capture of a screen", Origin.SCREEN_CAPTURE, "recorded from a screen", "What the screen showed is another question."
    ),
    "empty": SourceType(
        "begun as an empty canvas", None, "begun as an empty canvas", "A term of C2PA, not of IPTC."
    ),
}  # fmt: skip
"""All terms by their last path segment, retired ones included."""

_BY_LOWER = {key.lower(): key for key in SOURCE_TYPES}


def term_of(address: str) -> str:
    """The term of an address or of a bare term: `http` or `https`, any case, with or without slash; unknown ones as written."""
    last = re.split(r"[?#]", address.strip(), maxsplit=1)[0].rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1]
    return _BY_LOWER.get(last.lower(), last)


def meaning(term: str) -> SourceType:
    """What a term means; unknown terms mean nothing clear."""
    return SOURCE_TYPES.get(term) or SourceType(
        "of a kind that this version does not know", None, "made in a way that this version does not know"
    )
