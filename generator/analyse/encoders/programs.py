"""What a named program or device is, in a reader's words: an editor on phones, scanning software, a drone, a camera's own.

The names stand in the file as plain text and can be written by anybody. The list is common knowledge of the field and can't be
complete; what it doesn't know is left unexplained. Source for scanners: EXIF 2.32, 4.6.5, FileSource (1 and 2 are
scanners, 3 a digital camera); for drones: makers' names and the XMP namespace `drone-dji`.
"""

from __future__ import annotations

import re

from generator.analyse.metadata.digest.camera import camera_name
from generator.analyse.metadata.read import Metadata

PROGRAMS: tuple[tuple[str, str], ...] = (
    (r"snapseed", "an editor for phones by Google"),
    (r"vsco", "an editor for phones that is known for its colour filters"),
    (r"picsart", "an editor for phones that is often used for collages"),
    (r"meitu|beautyplus|beautycam|airbrush|b612|faceapp|facetune|youcam", "an editor for phones that reshapes faces"),
    (r"remini", "a program that enlarges and sharpens faces with a learned model, which invents detail"),
    (r"topaz|gigapixel ai", "a program that enlarges and sharpens with a learned model, which invents detail"),
    (r"lightroom.*(android|ios|mobile)|(android|ios).*lightroom", "Adobe's raw developer and editor for phones"),
    (r"ps express|photoshop (express|fix|mix|camera)", "Adobe's editor for phones"),
    (r"google photos", "Google's photo collection, which can edit"),
    (r"picasa", "Google's former photo collection, which could edit"),
    (r"\bphotos \d", "Apple's photo collection for Macs, which can edit"),
    (r"\bhdr\+", "the camera program of Google's phones, which merges several exposures"),
    (r"mediatek camera", "the camera program of many phones"),
    (r"photo mechanic|fotostation|fotoware", "a program with which newsrooms sort and caption pictures"),
    (r"nikon transfer|image capture|imageingester", "a program that copies pictures from a camera to a computer"),
    (r"vuescan|silverfast|epson scan|canoscan|scangear|naps2|hp scan|\btwain\b|sane\b", "a program that runs a scanner"),
    (r"hugin|ptgui|autopano|image composite editor", "a program that joins several photos into one panorama"),
    (r"photomatix|aurora ?hdr|easyhdr", "a program that merges several exposures"),
    (r"canva|adobe express|figma", "a program for designs with text and several pictures"),
    (r"gd-jpeg|libvips|imagemagick|graphicsmagick|\bpillow\b", "a software library with which web sites make smaller copies"),
)  # fmt: skip
"""Pattern of the name, and what it is."""
_PROGRAMS = tuple((re.compile(pattern, re.IGNORECASE), words) for pattern, words in PROGRAMS)

SCANNER = re.compile(
    r"perfection (v?\d|gt|\d)|canoscan|scanjet|\bscansnap\b|coolscan|super coolscan|\blide ?\d|dual ?scan|opticfilm|"
    r"\bnoritsu\b.*scan|\bfrontier\b.*scan|\bsp-?3000\b|imacon|flextight|expression \d{3,5}xl",
    re.IGNORECASE,
)
"""Names of scanners."""
DRONE_MAKERS = ("dji", "parrot", "autel", "skydio", "yuneec", "xag")
DRONE_MODELS = re.compile(r"^(FC\d{3,4}|L[12]D-20c|M3[ETM]|ZH?20T?|anafi|bebop)\b", re.IGNORECASE)
"""DJI names its cameras FC… and, with Hasselblad, L1D-20c and L2D-20c."""


def explained(name: str) -> str:
    """What a program is; empty when the list doesn't know it."""
    text = name[:300]
    return next((words for pattern, words in _PROGRAMS if pattern.search(text)), "")


def is_scanner(metadata: Metadata) -> bool:
    """Whether the file names a scanner: by model, or by EXIF's own word for scanners."""
    make, model = camera_name(metadata)
    return bool(SCANNER.search(f"{make} {model}"[:300])) or "scanner" in metadata.exif_text("FileSource")


def drone_trace(metadata: Metadata) -> str:
    """`flight data` where the file holds a drone's own, `model` where it names a drone's camera, else empty.

    A maker's name alone isn't enough: makers of drones sell cameras for the hand, too.
    """
    if any(tag.name.startswith("drone-dji:") for tag in metadata.xmp_tags()):
        return "flight data"
    make, model = camera_name(metadata)
    is_maker = make.lower().startswith(("hasselblad", *DRONE_MAKERS))
    return "model" if is_maker and DRONE_MODELS.match(model) else ""
