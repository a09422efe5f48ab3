"""Does the small preview stored inside the file show the same as the picture?

Cameras store a preview beside the picture. Some programs change the picture and leave the old preview behind, which then
shows the earlier state. What it can't show: small changes, and anything when the preview was renewed on saving.

Source: Kee and Farid 2010, "Digital image authentication from thumbnails"; limits measured on camera files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analyse.analyzer import ALL_KINDS, Analyzer, Reference
from generator.analyse.picture import Picture
from generator.model import Axis, Bearing, Finding, Integrity, Measurement, Weight

if TYPE_CHECKING:
    from generator.analyse.thumbnail_crop import Crop
    from generator.analyse.thumbnail_match import Match, Pixels
    from generator.analyse.thumbnails import Preview

ANALYZER = Analyzer(
    id="thumbnail",
    version="2",
    title="Embedded preview",
    question="Does the small preview inside the file show the same as the picture?",
    measures=(
        "Many cameras store a small preview inside the picture file. Some programs change the picture and forget the "
        "preview, which then still shows how the picture looked before. The preview is freed of black bars, turned and "
        "laid over the picture, and two fingerprints of their looks are compared. When they differ, the picture is "
        "looked for inside the preview, as after a crop."
    ),
    limits=(
        "A preview is too small to show small changes, such as an added logo or a removed detail. "
        "Most programs make a new preview when they save, so a matching one doesn't show that the picture is unchanged."
    ),
    applies_to=ALL_KINDS,
    engines=("numpy", "pillow", "imagehash", "scipy"),
    references=(
        Reference(
            "Kee and Farid 2010, Digital image authentication from thumbnails",
            "https://doi.org/10.1117/12.838834",
        ),
        Reference(
            "CIPA DC-008, EXIF 2.32 (2019), section 4.5.8",
            "https://www.cipa.jp/std/documents/e/DC-008-2019_E.pdf",
        ),
    ),
    parameters=(
        ("same up to", "24 of 128 bits"),
        ("different from", "28 of 128 bits and correlation under 0.9"),
        ("crop found from", "correlation 0.9"),
        ("even surfaces agree up to", "12 levels of 255 in 99 of 100 pixels"),
    ),
    cost="medium",
    raises_flags=True,
    nothing_means="The file has no embedded preview. That is normal for pictures from the web.",
)

LIMITS_SAME = (
    "Small changes don't show at this size, and most programs make a new preview when they save, "
    "so this doesn't show that the picture is unchanged."
)
LIMITS_DIFFERENT = (
    "This doesn't say what was changed, by whom or why: a harmless crop leaves the same trace. "
    "Rarely, a program copies the preview of another file."
)


def run(picture: Picture) -> tuple[Finding, ...]:
    """One finding for each preview."""
    from generator.analyse.thumbnails import previews

    return tuple(_finding(picture, preview) for preview in previews(picture.container, picture.data))


def _finding(picture: Picture, preview: Preview) -> Finding:
    from generator.analyse.thumbnail_match import (
        SAME_SURFACE,
        compare,
        is_too_plain,
        plain_difference,
        reduced,
    )
    from generator.analyse.thumbnails import BrokenPreview, decode

    try:
        small = decode(preview)
    except BrokenPreview as reason:
        return Finding(
            code="thumbnail.unreadable",
            statement=f"A preview is stored in the file ({preview.where}), but it can't be read: {str(reason).rstrip('.')}.",
            limits="Broken previews come from faulty programs and from damaged files; they don't show a change.",
        )
    measurements = (
        Measurement("where", preview.where),
        Measurement("width", small.shape[1], "px"),
        Measurement("height", small.shape[0], "px"),
    )
    small, whole = reduced(small), reduced(picture.rgb)
    apart = plain_difference(small, whole)
    if apart is not None and apart <= SAME_SURFACE:
        return Finding(
            code="thumbnail.plain-alike",
            statement=(
                f"The preview stored in the file ({preview.where}) and the picture are both one even surface of the same "
                "colour. There is little in them that could differ."
            ),
            measurements=(*measurements, Measurement("largest_difference", round(apart, 1), "levels of 255")),
            limits="Two even surfaces agree whatever happened to the file, so this supports nothing.",
        )
    if is_too_plain(small, whole):
        return Finding(
            code="thumbnail.flat",
            statement=(
                f"A preview is stored in the file ({preview.where}). "
                "It is too plain to be compared with the picture, so this check doesn't apply."
            ),
            measurements=measurements,
            limits="Nothing can be concluded from this.",
        )
    return _compared(picture, preview, measurements, small, whole, compare(small, whole))


def _compared(
    picture: Picture,
    preview: Preview,
    measurements: tuple[Measurement, ...],
    small: Pixels,
    whole: Pixels,
    match: Match,
) -> Finding:
    from generator.analyse.thumbnail_crop import find_crop
    from generator.analyse.thumbnail_figures import figures
    from generator.analyse.thumbnail_match import (
        CONSISTENT,
        CORRELATED,
        DIFFERENT,
        TURNS,
        correlation,
        gray_of,
        trimmed,
    )

    alike = correlation(match)
    transform = ", ".join(
        word for word in ("mirrored" if match.is_mirrored else "", TURNS[match.quarter_turns]) if word
    )
    measurements += (
        Measurement("distance", match.distance, "bits of 128"),
        Measurement("correlation", round(alike, 3)),
        Measurement("transform", transform),
        Measurement("compared", match.crop),
    )
    if match.distance <= CONSISTENT:
        turned = f" It is {transform} against the picture." if transform else ""
        return Finding(
            code="thumbnail.consistent",
            statement=f"The preview stored in the file ({preview.where}) shows the same as the picture.{turned}",
            measurements=measurements,
            figures=figures(picture, small, whole, match, None),
            limits=LIMITS_SAME,
        )
    if match.distance < DIFFERENT or (alike >= CORRELATED and not match.is_mirrored):
        return Finding(
            code="thumbnail.unclear",
            statement=(
                f"The preview stored in the file ({preview.where}) is neither clearly the same as the picture "
                "nor clearly different. Compare the two by eye."
            ),
            measurements=measurements,
            figures=figures(picture, small, whole, match, None),
            limits=LIMITS_SAME,
        )
    crop = None if match.is_mirrored else find_crop(gray_of(trimmed(small)), gray_of(whole))
    if crop:
        measurements += (
            Measurement("crop_correlation", crop.correlation),
            Measurement("crop_share", round(crop.width * crop.height / (small.shape[0] * small.shape[1]), 3)),
        )
    return Finding(
        code="thumbnail.different",
        statement=_difference_words(preview, match, crop),
        weights=(Weight(Bearing.SUPPORTS, Axis.INTEGRITY, Integrity.EDITED.value),),
        measurements=measurements,
        figures=figures(picture, small, whole, match, crop),
        limits=LIMITS_DIFFERENT,
    )


def _difference_words(preview: Preview, match: Match, crop: Crop | None) -> str:
    start = f"The preview stored in the file ({preview.where})"
    if match.is_mirrored:
        return f"{start} shows the picture mirrored. One of the two was mirrored after the other was made."
    if crop:
        return f"{start} shows more than the picture: the picture fits into a part of it, as after a crop."
    return (
        f"{start} doesn't show the same as the picture. "
        "One of the two was changed or replaced after the other was made."
    )
