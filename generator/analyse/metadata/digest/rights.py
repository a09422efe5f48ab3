"""Who the file names as author, and what its caption says.

Source: IPTC Photo Metadata Standard 2025.1 (mapping of IIM, XMP and EXIF fields). Names are withheld from pages by default.
A name in a file is a claim of whoever wrote it.
"""

from __future__ import annotations

from generator.analyse.metadata.read import Metadata
from generator.analyse.metadata.values import clean
from generator.model import Finding, Measurement, Privacy


def author_findings(metadata: Metadata) -> tuple[Finding, ...]:
    """`metadata.author`, or nothing when nobody is named."""
    values = (
        (
            "author",
            metadata.xmp_text("dc:creator")
            or metadata.iptc_text("By-line")
            or metadata.exif_text("Artist")
            or metadata.exif_text("Photographer")
            or metadata.exif_text("XPAuthor")
            or metadata.text("Author")
            or metadata.text("Artist"),
        ),
        ("credit", metadata.xmp_text("photoshop:Credit") or metadata.iptc_text("Credit")),
        (
            "copyright",
            metadata.xmp_text("dc:rights")
            or metadata.iptc_text("CopyrightNotice")
            or metadata.exif_text("Copyright")
            or metadata.text("Copyright"),
        ),
    )
    measurements = tuple(
        Measurement(name, clean(text, limit=500), privacy=Privacy.PERSON)
        for name, text in values
        if text.strip("\0 ")
    )
    if not measurements:
        return ()
    words = {"author": "an author", "credit": "a credit line", "copyright": "a copyright notice"}
    named = _listed([words[item.name] for item in measurements])
    return (
        Finding(
            "metadata.author",
            f"The file names {named}.",
            measurements=measurements,
            limits="A name in a file is the claim of whoever wrote it there. Names are withheld from pages by default.",
        ),
    )


def caption_findings(metadata: Metadata) -> tuple[Finding, ...]:
    """`metadata.caption`, or nothing when there is no text and no place name."""
    caption = (
        metadata.xmp_text("dc:description[x-default]")
        or metadata.xmp_text("dc:description")
        or metadata.iptc_text("Caption-Abstract")
        or _meaningful(metadata.exif_text("ImageDescription"))
        or metadata.exif_text("XPComment")
        or metadata.text("Description")
    )
    headline = (
        metadata.xmp_text("photoshop:Headline")
        or metadata.iptc_text("Headline")
        or metadata.xmp_text("dc:title")
        or metadata.iptc_text("ObjectName")
        or metadata.exif_text("XPTitle")
        or metadata.text("Title")
    )
    city = metadata.xmp_text("photoshop:City") or metadata.iptc_text("City")
    country = metadata.xmp_text("photoshop:Country") or metadata.iptc_text("Country-PrimaryLocationName")
    values = (
        ("caption", caption, Privacy.PUBLIC),
        ("headline", headline, Privacy.PUBLIC),
        ("city", city, Privacy.LOCATION),
        ("country", country, Privacy.LOCATION),
    )
    measurements = tuple(
        Measurement(name, clean(text), privacy=privacy) for name, text, privacy in values if text.strip()
    )
    if not measurements:
        return ()
    has_text = bool(caption.strip() or headline.strip())
    statement = (
        "The file holds a caption or title that somebody wrote." if has_text else "The file names a place."
    )
    return (
        Finding(
            "metadata.caption",
            statement,
            measurements=measurements,
            limits="A caption in a file is what somebody wrote, not evidence that it is true.",
        ),
    )


def _meaningful(text: str) -> str:
    """ImageDescription without the constant texts that cameras put there and without Grok's signature."""
    stripped = text.strip()
    constants = ("DIGITAL CAMERA", "SONY DSC", "DCIM", "MINOLTA", "KONICA", "SAMSUNG", "DIGITAL STILL CAMERA")
    is_constant = any(word in stripped.upper() for word in constants) and len(stripped) < 40
    return "" if is_constant or stripped.startswith("Signature: ") else stripped


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]
