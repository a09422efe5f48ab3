"""Asks ExifTool, where it is installed, for a second opinion on the metadata, and names what the two readers see differently.

What the field calls a second reader: two independent programs rarely share a mistake. Where they differ, the block is usually
damaged or written in an unusual way; the difference itself says nothing of whether the picture is genuine. Source: ExifTool by
Phil Harvey (https://exiftool.org). It is never required, and its version is part of the run.
"""

from __future__ import annotations

from generator.analyse.analyzer import ALL_KINDS, Analyzer, CouldNotCheck, NotApplicable, Reference
from generator.analyse.picture import Picture
from generator.model import Finding

ANALYZER = Analyzer(
    id="metadata.exiftool",
    version="1",
    title="Metadata, second reader",
    question="Does a second, independent program read the same metadata?",
    measures=(
        "Where the program ExifTool is installed, it reads the same file, shut off from everything else. Both readers' dates, "
        "camera, serial number, position, software and orientation are laid side by side, and every kind of metadata is listed "
        "with the number of entries that each of them found."
    ),
    limits=(
        "Readers differ where metadata are damaged or unusual; that is no sign of forgery. ExifTool knows more of the makers' "
        "private notes than this program does. Both can be wrong together, and neither can tell whether an entry is true."
    ),
    applies_to=ALL_KINDS,
    engines=("pillow", "defusedxml"),
    programs=("exiftool",),
    references=(Reference("ExifTool by Phil Harvey", "https://exiftool.org/"),),
    nothing_means="Neither reader finds metadata in this file. That is the normal case for pictures from the web.",
    cost="medium",
)


def run(picture: Picture) -> tuple[Finding, ...]:
    """What each reader saw, then what they read differently."""
    from generator.analyse import exiftool
    from generator.analyse.metadata.read import read_metadata
    from generator.analyse.metadata.second_reader import comparison

    if not exiftool.is_installed():
        raise NotApplicable("exiftool is not installed")
    try:
        tags = exiftool.shared().read(picture.data)
    except exiftool.ExifToolFailed as error:
        raise CouldNotCheck(f"ExifTool could not read the file: {error}") from error
    return comparison(read_metadata(picture.container), tags, exiftool.version())
