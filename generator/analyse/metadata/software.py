"""Which programs a file names, and whether they are editors.

A camera's `Software` tag usually holds a firmware version; editors write their own names there when they save. Naming an editor
shows that the file went through it, not what was changed: cropping, resizing or plain saving is enough. The list is common
knowledge of the field and can't be complete; an unknown name is shown and not judged.
"""

from __future__ import annotations

import re
from enum import StrEnum


class SoftwareKind(StrEnum):
    """What a program does to pixels."""

    EDITOR = "image editor"
    DEVELOPER = "raw developer"
    CONVERTER = "converter or manager"
    UNKNOWN = "unknown"


PATTERNS: tuple[tuple[SoftwareKind, str], ...] = (
    (
        SoftwareKind.DEVELOPER,
        r"lightroom|adobe camera raw|capture one|dxo|darktable|rawtherapee|\bart\b \d|silkypix|digital photo professional|"
        r"capture nx|nx studio|viewnx|imaging edge|image data converter|raw file converter|olympus (viewer|workspace|master)|"
        r"om workspace|phocus|hasselblad phocus|ufraw|rawstudio|iridient|on1|photo ninja|bibble|aftershot|exposure x|"
        r"nikon capture|photivo|sigma photo pro|pentax (digital camera utility|photo)",
    ),
    (
        SoftwareKind.EDITOR,
        r"photoshop|gimp|paint\.net|imageready|fireworks|illustrator|adobe express|adobe firefly|affinity|pixelmator|"
        r"paint ?shop|corel|photo-?paint|photoimpact|ulead|photodraw|picture it|digital image (suite|pro)|snapseed|picsart|"
        r"photoscape|luminar|skylum|topaz|facetune|facetune2|faceapp|meitu|beautyplus|beautycam|b612|remini|vsco|polarr|canva|"
        r"photopea|pixlr|fotor|befunky|krita|inkscape|affinity|clip studio|medibang|procreate|paint tool sai|mypaint|"
        r"acd ?see|acd systems|photostudio|zoner|photodirector|photodex|photofiltre|photobie|perfect ?photo|befunky|"
        r"photoline|acorn|sketchbook|artrage|aperture|iphoto|picasa|afterlight|lightleap|prequel|inshot|capcut|"
        r"photomatix|aurora ?hdr|nik collection|helicon|hugin|ptgui|autopano|microsoft ice|image composite editor|"
        r"magix|photo-?plus|serif|movavi|inpixio|cutout|photo editor|photo gallery|windows photo|microsoft photos|"
        r"\bphotos \d|google photos|hyperdrive|figma|\bsketch\b|affinity|cinema 4d|blender|pixelstyle|ps express|"
        r"picture manager|arcsoft|paint 3d|microsoft paint|mspaint",
    ),
    (
        SoftwareKind.CONVERTER,
        r"imagemagick|graphicsmagick|gd-jpeg|\bgd\b|libvips|\bvips\b|ffmpeg|lavc|irfanview|xnview|faststone|photo mechanic|"
        r"nikon transfer|image capture|quicktime|exiftool|exiv2|digikam|shotwell|gthumb|geeqie|f-spot|pillow|\bpil\b|"
        r"opencv|matplotlib|\bpreview\b|graphicconverter|imagej|jpegtran|flickr|mac os x|macos|windows (?!photo)|"
        r"acquire|twain|vuescan|silverfast|epson scan|canoscan|idimager|fotostation|adobe bridge|jalbum|photoshelter",
    ),
)
_COMPILED = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in PATTERNS)

KNOWN_CAMERA_FIRMWARE = re.compile(
    r"^\s*(ver(sion)?\.?\s*)?v?\d+([._]\d+)*[a-z]?\s*$|digital camera .*ver|firmware|^hdr\+|^mediatek|camera (?!raw)|"
    r"^[A-Z]\d{3}[A-Z0-9]{6,}$",
    re.IGNORECASE,
)
"""What cameras and phones write: plain version numbers, `Digital Camera FinePix Ver1.00`, Samsung's build codes."""


def kind_of(name: str) -> SoftwareKind:
    """What the named program does to pixels."""
    text = name[:300]
    for kind, pattern in _COMPILED:
        if pattern.search(text):
            return kind
    return SoftwareKind.UNKNOWN


def is_editor(name: str) -> bool:
    """Whether the program can change what a picture shows: image editors and raw developers."""
    return kind_of(name) in (SoftwareKind.EDITOR, SoftwareKind.DEVELOPER)


def is_camera_firmware(name: str) -> bool:
    """Whether it looks like a camera's own version; only used to word a finding, never to accuse."""
    return kind_of(name) is SoftwareKind.UNKNOWN and bool(KNOWN_CAMERA_FIRMWARE.search(name[:300]))
