"""Compares what the file says of itself: dates, satellites' time, sizes, orientation, camera, serial numbers, software.

The field calls it metadata consistency. A contradiction shows that something was written later, by another program or by a
wrong clock; agreement proves nothing, since a forger can make all entries agree. Each rule names its source in
`generator/analyse/consistency/`.
"""

from __future__ import annotations

from generator.analyse.analyzer import ALL_KINDS, Analyzer, NotApplicable, Reference
from generator.analyse.picture import Picture
from generator.model import Finding


def rules() -> tuple[tuple[str, str], ...]:
    """Name and words of every rule, from the rules themselves."""
    from generator.analyse.consistency import described

    return described()


ANALYZER = Analyzer(
    id="metadata.consistency",
    version="6",
    title="Metadata against each other",
    question="Do the dates, sizes, places and devices that the file names fit together?",
    measures=(
        "Compares entries that should agree: the dates of taking, digitising and changing; the camera's clock and the "
        "satellites' time; dates and the day on which the camera or the program became public; the recorded and the real "
        "size; orientation tags; the shape of the preview; the camera's maker, model and serial number in different blocks; "
        "the camera and the software that last wrote the file; the colour profile's date; checksums and histories of editors."
    ),
    limits=(
        "Contradictions are common in honest files: clocks are wrong, web sites resize pictures and keep old entries, "
        "editors update one block and forget another. Agreement proves nothing, because all entries can be written by anybody. "
        "Dates in the future are not checked."
    ),
    applies_to=ALL_KINDS,
    needs=("metadata",),
    engines=("pillow", "defusedxml"),
    references=(
        Reference("EXIF 2.32, CIPA DC-008-2019", "https://www.cipa.jp/e/std/std-sec.html"),
        Reference("Metadata Working Group: Guidelines for Handling Image Metadata 2.0 (2010)"),
        Reference("Adobe Photoshop File Formats Specification (2019)"),
    ),
    parameters=(
        ("gps_agrees_within_s", "600"),
        ("gps_flag_beyond_s", "3600"),
        ("size_slack_px", "15"),
        ("release_flag_beyond_days", "365"),
    ),
    rules=rules,
    nothing_means="Everything that could be compared agrees. That fits an untouched file and a careful forgery alike.",
)


def run(picture: Picture) -> tuple[Finding, ...]:
    """All rules, in order. Not applicable when no rule finds two entries to compare."""
    from generator.analyse.consistency import RULES, facts_of

    facts = facts_of(picture.container)
    answers = [rule(facts) for rule in RULES]
    if all(answer is None for answer in answers):
        raise NotApplicable("the file holds no metadata to compare")
    return tuple(finding for answer in answers if answer for finding in answer)
