"""Holds what the blocks say of the camera against each other: maker, model, serial number, software."""

from __future__ import annotations

import re

from generator.analyse.consistency.facts import Facts, finding
from generator.analyse.metadata.digest.camera import body_serials, camera_name, is_serial
from generator.analyse.metadata.digest.history import saving_programs
from generator.analyse.metadata.maker_notes import maker_of
from generator.analyse.metadata.software import SoftwareKind, kind_of
from generator.analyse.metadata.values import clean
from generator.model import Finding, Measurement, Row

FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"ricoh", "pentax", "asahi", "samsung"}),
    frozenset(
        {
            "olympus",
            "om system",
            "om digital",
            "epson",
            "agfa",
            "sanyo",
            "jvc",
            "premier",
            "konica",
            "minolta",
        }
    ),
    frozenset(
        {"olympus", "kodak", "eastman", "hp", "hewlett", "skanhex", "benq", "sanyo", "traveler", "vivitar"}
    ),
    frozenset({"panasonic", "leica"}),
    frozenset({"sony", "hasselblad", "konica", "minolta"}),
    frozenset({"fujifilm", "leica", "minolta", "nikon", "sharp"}),
    frozenset({"nikon", "epson"}),
    frozenset({"sigma", "foveon", "leica"}),
    frozenset({"casio", "concord"}),
)
"""Makers that share layouts of maker notes because one built cameras for the other."""


def software_not_camera(facts: Facts) -> tuple[Finding, ...] | None:
    """Where a camera is named, `Software` should be its firmware. An editor's name there shows that the file went through it.

    Source: EXIF 2.32 section 4.6.4, Software; XMP specification part 2, stEvt:softwareAgent. The list of editors can't be
    complete; a name that it lacks is let pass, unless the file's own history names it as the program that saved it.
    """
    software = facts.metadata.exif_text("Software")
    make, model = camera_name(facts.metadata)
    if not software or not (make or model):
        return None
    kind = kind_of(software)
    saved_it = clean(software, limit=120).strip() in saving_programs(facts.metadata)
    if kind is SoftwareKind.UNKNOWN and not saved_it:
        return ()
    return finding(
        "software-not-camera",
        f"The file names a camera, but it was last written by other software: {clean(software, limit=120)}.",
        Measurement("software", clean(software, limit=200)),
        Measurement("software_kind", kind.value),
        Measurement("in_history", saved_it),
        flag=saved_it or kind in (SoftwareKind.EDITOR, SoftwareKind.DEVELOPER),
        limits="Being written by an editor is no sign of a change of content: cropping, turning or captioning is enough.",
    )


def serials_differ(facts: Facts) -> tuple[Finding, ...] | None:
    """The body's serial number in EXIF, XMP and the maker note should be one. The numbers themselves are never shown.

    Source: EXIF 2.32 BodySerialNumber; exifEX and aux namespaces; ExifTool's tag names. Compared without leading zeros, spaces
    and case; one containing the other counts as equal, since makers pad and prefix.
    """
    serials = [(place, _digits(text)) for place, text in body_serials(facts.metadata)]
    serials = [(place, text) for place, text in serials if text]
    if len(serials) < 2:
        return None
    first_place, first = serials[0]
    for place, text in serials[1:]:
        if first not in text and text not in first:
            return finding(
                "serials-differ",
                f"The camera's serial number in {first_place} differs from the one in the {place}.",
                Measurement("left", first_place),
                Measurement("right", place),
                flag=True,
                limits="Some makers keep an internal number beside the printed one. The numbers are withheld from this page.",
            )
    return ()


def lens_serials_differ(facts: Facts) -> tuple[Finding, ...] | None:
    """The lens's serial number in EXIF, XMP and the maker note should be one. The numbers themselves are never shown.

    Source: EXIF 2.32 LensSerialNumber; exifEX and aux namespaces; ExifTool's tag names. Some makers write an internal number
    in their note: shown, never flagged.
    """
    places = (
        ("EXIF", facts.metadata.exif_text("LensSerialNumber")),
        (
            "XMP",
            facts.metadata.xmp_text("exifEX:LensSerialNumber")
            or facts.metadata.xmp_text("aux:LensSerialNumber"),
        ),
        ("maker note", facts.metadata.maker_text("LensSerialNumber")),
    )
    serials = [(place, _digits(text)) for place, text in places if is_serial(text) and _digits(text)]
    if len(serials) < 2:
        return None
    first_place, first = serials[0]
    for place, text in serials[1:]:
        if first not in text and text not in first:
            return finding(
                "lens-serials-differ",
                f"The lens's serial number in {first_place} differs from the one in the {place}.",
                Measurement("left", first_place),
                Measurement("right", place),
                limits="Some makers keep an internal number beside the printed one. The numbers are withheld from this page.",
            )
    return ()


def maker_differs(facts: Facts) -> tuple[Finding, ...] | None:
    """The private note's maker, told by its signature, should be the maker that `Make` names.

    Source: signatures as in `maker_notes.py`. Makers that built cameras for each other share layouts and are let pass.
    """
    maker = maker_of(facts.metadata.main_exif).split(" (")[0]
    make = facts.metadata.exif_text("Make")
    if not maker or not make or maker in ("Microsoft", "unknown maker"):
        return None
    left, right = maker.lower(), make.lower()
    if left.split()[0] in right or right.split()[0] in left:
        return ()
    if any(_in_family(left, family) and _in_family(right, family) for family in FAMILIES):
        return ()
    return finding(
        "maker-differs",
        f"The file says that the camera's maker is {clean(make, limit=60)}, but its private note is in the form of {maker}.",
        Measurement("make", clean(make, limit=60)),
        Measurement("maker_note", maker),
        flag=True,
        limits="Some makers sell cameras built by others, whose notes keep the builder's form.",
    )


def model_differs(facts: Facts) -> tuple[Finding, ...] | None:
    """Make and model in XMP should be EXIF's. Source: XMP specification part 2, tiff namespace (copies of EXIF)."""
    pairs = [
        (facts.metadata.main_exif.text("IFD0", name), facts.metadata.xmp_text(f"tiff:{name}"))
        for name in ("Make", "Model")
    ]
    pairs = [(left, right) for left, right in pairs if left and right]
    if not pairs:
        return None
    for left, right in pairs:
        if _letters(left) not in _letters(right) and _letters(right) not in _letters(left):
            return finding(
                "model-differs",
                f"EXIF names the camera {clean(left, limit=60)}, XMP names {clean(right, limit=60)}.",
                Measurement("exif", clean(left, limit=60)),
                Measurement("xmp", clean(right, limit=60)),
                flag=True,
                rows=(Row("EXIF", clean(left, limit=60)), Row("XMP", clean(right, limit=60))),
                limits="A program that copies metadata between files can mix two cameras by accident.",
            )
    return ()


def _in_family(name: str, family: frozenset[str]) -> bool:
    return any(word in name for word in family)


def _digits(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower()).lstrip("0")


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())
