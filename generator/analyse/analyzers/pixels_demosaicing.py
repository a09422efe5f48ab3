"""A pattern of two by two pixels, as cameras leave it when they work out colours; and parts that are out of step with it.

The field calls it demosaicing or colour-filter-array traces. What it can't show: that a camera made the picture, because
enlarging and the decoders of image generators leave such patterns too; or anything in resized or strongly compressed files.

Sources: see `demosaicing/extremes.py`, `demosaicing/pattern.py` and `demosaicing/parts.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analyse.analyzer import Analyzer, NotApplicable, Reference
from generator.analyse.picture import Picture
from generator.model import FileKind, Finding, Measurement, Region

if TYPE_CHECKING:
    from generator.analyse.demosaicing.parts import Part
    from generator.analyse.demosaicing.pattern import Pattern

_JPEG = frozenset({FileKind.JPEG, FileKind.MPO})

ANALYZER = Analyzer(
    id="pixels.demosaicing",
    version="1",
    title="Traces of the sensor's colour mosaic",
    question="Do the pixels still keep the two-by-two pattern that sensors leave?",
    measures=(
        "Most sensors see only one colour at each place, in a mosaic that repeats every two pixels, and the "
        "camera works out the other colours from the neighbours. Values that were worked out lie between "
        "their neighbours more often than others do. The test counts which places stick out, learns the "
        "picture's own pattern from one half of it, and looks whether the other half keeps step. In files "
        "without loss it also looks for parts that are one pixel out of step."
    ),
    limits=(
        "A pattern is no proof of a camera: enlarging to exactly double and the last step of many image "
        "generators leave one as well. No pattern is no sign of change: resizing, strong compression, "
        "smoothing and many phones' own processing take it away. It needs JPEG quality 90 or better. Which "
        "colour lies where isn't told."
    ),
    applies_to=frozenset({*_JPEG, FileKind.PNG, FileKind.TIFF, FileKind.BMP}),
    needs=("jpeg.quantization",),
    engines=("numpy", "pillow", "scipy"),
    references=(
        Reference(
            "Choi, Choi, Chon and Lee 2011, Estimation of color modification in digital images by CFA pattern change",
            "https://doi.org/10.1016/j.forsciint.2010.12.014",
        ),
        Reference(
            "Bammey, Grompone von Gioi and Morel 2021, Image forgeries detection through mosaic analysis: "
            "the intermediate values algorithm",
            "https://doi.org/10.5201/ipol.2021.355",
        ),
    ),
    parameters=(
        ("most false alarms for a pattern", "10 to the power of -8 (NFA)"),
        ("least JPEG quality", "90"),
        ("fewest cells of 16 x 16 pixels that vote", "400"),
        ("least share of votes to look for parts", "0.45"),
        ("most false alarms for a part", "10 to the power of -5 (NFA)"),
    ),
    cost="low",
    nothing_means=(
        "The pixels don't keep a two-by-two pattern. That is normal for pictures that were resized, and for "
        "many phones; it is no sign of change."
    ),
)

LEAST_QUALITY = 90
"""JPEG quality from which on the pattern survives in most pictures: of 28, 24 at quality 95, 20 at 90, 16 at 80."""
FEWEST_CELLS = 400
"""Cells that have to vote: with fewer, even clear patterns stay below the bound."""
MOST_PARTS = 20
"""Parts that are listed as boxes."""

LIMITS_PATTERN = (
    "This isn't proof of a camera. Enlarging to exactly twice the size and the last step of many image "
    "generators leave such a pattern, too, and reducing a strongly compressed picture to exactly a quarter "
    "can."
)
LIMITS_PARTS = (
    "How often this misleads on real camera files isn't known well enough, so it doesn't count in any "
    "conclusion. Fine stripes and grids in the scene can look the same."
)


def run(picture: Picture) -> tuple[Finding, ...]:
    """The pattern of the whole picture, and parts that are out of step with it."""
    from generator.analyse.demosaicing.parts import parts_of

    pattern = _examined(picture)
    if not pattern.is_found:
        return ()
    findings = [_pattern(picture, pattern)]
    if picture.kind not in _JPEG and (parts := parts_of(pattern)):
        findings.append(_parts(picture, parts))
    return tuple(findings)


def _examined(picture: Picture) -> Pattern:
    from generator.analyse.demosaicing.extremes import CELL, count_extremes
    from generator.analyse.demosaicing.pattern import pattern_of
    from generator.analyse.grid.votes import luminance

    is_jpeg = picture.kind in _JPEG
    quality = _measured(picture, "quality_estimate") if is_jpeg else 100
    if not isinstance(quality, int) or quality < LEAST_QUALITY:
        about = f" at about quality {quality} of 100" if isinstance(quality, int) else ""
        raise NotApplicable(
            f"the file was compressed{about}, which wipes out such fine traces (history destroyed); the test "
            f"needs quality {LEAST_QUALITY} or better"
        )
    height, width = picture.rgb.shape[:2]
    if (height // CELL) * (width // CELL) < FEWEST_CELLS:
        raise NotApplicable(
            f"the picture is too small ({width} x {height} pixels) for a trace that is this faint"
        )
    if is_jpeg and _measured(picture, "subsampling") != "4:4:4":
        # Decoders round reduced colours by rules that depend on odd and even; brightness is kept in full.
        pattern = pattern_of(count_extremes((luminance(picture.rgb),)))
    else:
        pattern = pattern_of(count_extremes(tuple(picture.rgb[:, :, colour] for colour in range(3))))
    if pattern.voted < FEWEST_CELLS:
        raise NotApplicable("the picture is too plain to show such faint traces")
    return pattern


def _measured(picture: Picture, name: str) -> str | int | float | bool | None:
    values = (finding.measure(name) for finding in picture.run_of("jpeg.quantization").findings)
    return next((value for value in values if value is not None), None)


def _is_lightly_compressed(picture: Picture) -> bool:
    quality = _measured(picture, "quality_estimate")
    return picture.kind not in _JPEG or (isinstance(quality, int) and quality >= 98)


def _pattern(picture: Picture, pattern: Pattern) -> Finding:
    from generator.analyse.demosaicing.measured import ERROR_RATES

    return Finding(
        code="pixels.demosaicing",
        statement=(
            "The pixels keep a faint pattern that repeats every two pixels. Cameras leave one when they work "
            "out colours, and most resizing destroys it; so the picture was probably not made smaller since "
            "the pattern came about."
        ),
        measurements=(
            Measurement("share_of_votes", round(pattern.share, 3)),
            Measurement("voting_cells", pattern.voted),
            Measurement("votes_moved_aside", pattern.counts[1]),
            Measurement("votes_moved_down", pattern.counts[2]),
            Measurement("votes_moved_both_ways", pattern.counts[3]),
            Measurement("log_nfa", round(pattern.log_nfa, 1), "powers of ten"),
        ),
        limits=LIMITS_PATTERN,
        error_rate=ERROR_RATES["lossless" if _is_lightly_compressed(picture) else "lossy"],
    )


def _parts(picture: Picture, parts: tuple[Part, ...]) -> Finding:
    count = "One part" if len(parts) == 1 else f"{len(parts)} parts"
    surest = parts[0]
    height, width = picture.rgb.shape[:2]
    return Finding(
        code="pixels.demosaicing.out-of-step",
        statement=(
            f"{count} of the picture {'is' if len(parts) == 1 else 'are'} one pixel out of step with the "
            "pattern of the rest. Look with the eye at what lies there: parts that were moved or pasted in "
            "can look like this."
        ),
        measurements=(
            Measurement("parts", len(parts)),
            Measurement("moved_aside", surest.step % 2, "px"),
            Measurement("moved_down", surest.step // 2, "px"),
            Measurement("share_of_votes", round(surest.share, 3)),
            Measurement("log_nfa", round(surest.log_nfa, 1), "powers of ten"),
        ),
        regions=tuple(
            Region(
                item.x,
                item.y,
                min(item.width, width - item.x),
                min(item.height, height - item.y),
                "out of step",
            )
            for item in parts[:MOST_PARTS]
        ),
        limits=LIMITS_PARTS,
    )
