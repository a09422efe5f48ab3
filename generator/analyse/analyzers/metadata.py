"""Reads everything that is written in the file beside the pixels: EXIF with maker notes, XMP, IPTC, colour profile, text.

What the field calls metadata. It shows what the file says of itself, never whether that is true: apart from Content
Credentials (another analyzer) nothing in it is signed. Sources: EXIF 2.32 (CIPA DC-008), XMP (ISO 16684-1),
IPTC-IIM 4.2, ICC.1:2022, PNG third edition (text chunks).
"""

from __future__ import annotations

from generator.analyse.analyzer import ALL_KINDS, Analyzer, Reference
from generator.analyse.picture import Picture
from generator.model import Finding

ANALYZER = Analyzer(
    id="metadata",
    version="9",
    title="Metadata",
    question="What does the file say about itself: camera, date, place, author, software?",
    measures=(
        "Reads every block of data that travels in the file beside the pixels: EXIF from cameras with the makers' private "
        "notes, XMP and IPTC from editing and news software, the colour profile, and text and comments. Every entry is "
        "listed, with readable values. Positions, serial numbers and names of people are kept out of published pages "
        "unless the publisher allows them."
    ),
    limits=(
        "Metadata are notes that anybody can write, copy, change or remove. They are often wrong by accident, too: clocks run "
        "wrong and programs copy data from other files. Most platforms remove them, so missing metadata mean nothing. "
        "Makers' private notes are only partly understood."
    ),
    applies_to=ALL_KINDS,
    engines=("pillow", "defusedxml"),
    references=(
        Reference("EXIF 2.32, CIPA DC-008-2019", "https://www.cipa.jp/e/std/std-sec.html"),
        Reference("XMP specification part 1, ISO 16684-1:2019", "https://github.com/adobe/XMP-Toolkit-SDK"),
        Reference(
            "IPTC Photo Metadata Standard 2025.1", "https://www.iptc.org/std/photometadata/specification/"
        ),
        Reference("IPTC digital source types", "https://cv.iptc.org/newscodes/digitalsourcetype/"),
        Reference("ICC.1:2022, profile version 4.4", "https://www.color.org/specification/ICC.1-2022-05.pdf"),
        Reference("ExifTool tag names (numbers of makers' tags)", "https://exiftool.org/TagNames/"),
    ),
    nothing_means=(
        "The file carries no metadata at all. That is the normal case for pictures from the web and says nothing about whether "
        "the picture is genuine."
    ),
)


def run(picture: Picture) -> tuple[Finding, ...]:
    """Digest findings in a reader's words first, then every block in full, then what could not be read."""
    from generator.analyse.metadata.digest import all_findings
    from generator.analyse.metadata.read import read_metadata

    return all_findings(read_metadata(picture.container))
