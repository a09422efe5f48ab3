"""The grid of JPEG blocks in the pixels: one for the whole picture, or parts with another one?

JPEG leaves a grid of 8 x 8 blocks that filters can see. A part that was pasted in from another JPEG keeps its own grid, which
rarely falls into line with the rest. The field calls the test ZERO. What it can't show: anything before the last compression,
unless that was at the very highest quality; retouching that keeps the grid; and why a part has another grid.

Sources: see `grid/votes.py`, `grid/regions.py` and `grid/missing.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analyse.analyzer import Analyzer, NotApplicable, Reference
from generator.analyse.picture import Picture
from generator.model import (
    Axis,
    Bearing,
    FileKind,
    Finding,
    Integrity,
    Measurement,
    Region,
    Row,
    Table,
    Weight,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from generator.analyse.grid.examine import GridEvidence
    from generator.analyse.grid.regions import Grid, GridRegion

_JPEG = frozenset({FileKind.JPEG, FileKind.MPO})

ANALYZER = Analyzer(
    id="pixels.jpeg-grid",
    version="3",
    title="JPEG grid in the pixels",
    question="Do all parts of the picture lie on the same grid of JPEG blocks?",
    measures=(
        "JPEG compression cuts a picture into blocks of 8 by 8 pixels and rounds each of them, which leaves a "
        "faint grid. Each "
        "pixel votes for the place where the grid seems to lie: there, most of the rounded numbers are zero. A part that was "
        "pasted in from another JPEG usually votes for another place than the rest. A part counts only when so "
        "many equal votes "
        "would come together by chance less than once in a picture, and when no harmless reason that is known to us explains "
        "them. The picture is also compressed once more, lightly, to see which parts never had the grid."
    ),
    limits=(
        "Saving as JPEG again lays a new grid over everything: below quality 99 pasted parts aren't found. "
        "Resizing destroys the "
        "grid as well. Where that happened, the test says that it doesn't apply. It sees no retouching that "
        "keeps the grid, no part "
        "that falls into line with it or lies half a block off (one in 16), and nothing in plain or clipped "
        "areas. Collages, inserted logos and stills "
        "of videos can have parts with another grid without any intent to deceive."
    ),
    applies_to=frozenset({*_JPEG, FileKind.PNG, FileKind.TIFF, FileKind.BMP}),
    needs=("jpeg.quantization",),
    engines=("numpy", "pillow", "scipy"),
    references=(
        Reference(
            "Nikoukhah, Anger, Ehret, Colom, Morel and Grompone von Gioi 2019, JPEG grid detection based on the "
            "number of DCT "
            "zeros and its application to automatic and localized forgery detection",
            "https://openaccess.thecvf.com/content_CVPRW_2019/html/Media_Forensics/Nikoukhah_JPEG_Grid_Detection_based_on_the_Number_of_DCT_Zeros_CVPRW_2019_paper.html",
        ),
        Reference(
            "Nikoukhah, Colom, Morel and Grompone von Gioi 2021, ZERO: a local JPEG grid origin detector based "
            "on the number of "
            "DCT zeros and its applications in image forensics",
            "https://doi.org/10.5201/ipol.2021.390",
        ),
    ),
    parameters=(
        ("false alarms allowed by chance", "1 in a picture (NFA)"),
        ("smallest part", "24 x 24 pixels"),
        ("least agreement within a part", "0.5 of the votes"),
        ("most votes for the picture's own grid within a part", "0.1"),
        ("most votes for the part's grid elsewhere", "0.03"),
        ("least JPEG quality", "99"),
    ),
    cost="medium",
    raises_flags=True,
    nothing_means=(
        "One JPEG grid runs through the whole picture, and no part has another. That only rules out parts that "
        "were pasted in "
        "after the compression; other changes leave the grid as it is."
    ),
)  # fmt: skip

LEAST_QUALITY = 99
"""JPEG quality from which on an earlier grid survives the file's own compression: of 30 pastes that we made, 27 were found at
99, 2 at 98 and none at 97, 95 and 90."""
MOST_PARTS = 20
"""Parts that are listed and drawn as boxes."""

LIMITS_FOREIGN = (
    "This says that these parts have another history than the rest, not who joined them or why: collages, inserted logos and "
    "stills of videos can look the same."
)
LIMITS_HISTORY = (
    "Cropping, framing, turning and saving again are everyday steps, so this is no sign of deceit. What was pasted in before "
    "the last compression doesn't show in the grid."
)


def run(picture: Picture) -> tuple[Finding, ...]:
    """What the grid tells: nothing when one grid runs through a JPEG of the highest quality, as it should."""
    is_jpeg = picture.kind in _JPEG
    is_readable = not is_jpeg or picture.own_quality >= LEAST_QUALITY
    # A coarser save of the file's own lays its grid over everything, so no part can lack it.
    evidence = _examined(picture, look_for_missing=is_readable)
    main = evidence.main
    if main is None:
        raise NotApplicable(_why_no_grid(evidence, is_jpeg=is_jpeg))
    findings: list[Finding] = []
    if not is_jpeg or evidence.foreign:
        findings.append(_main(evidence, main, is_jpeg=is_jpeg))
    if main.origin or evidence.second:
        findings.append(_cropped(main, evidence.second, is_jpeg=is_jpeg, is_readable=is_readable))
    if evidence.foreign:
        findings.append(_foreign(picture, evidence.foreign))
    if evidence.missing:
        findings.append(_missing(picture, evidence.missing))
    if not findings and not is_readable:
        raise NotApplicable(
            f"the file itself was saved as a JPEG{_quality_words(picture)}, and that save laid a new grid over the whole "
            "picture and wiped out any other (history destroyed), so whether a part was pasted in can't be told"
        )
    return tuple(findings)


def flag_mask(picture: Picture) -> NDArray[np.bool_]:
    """Height x width: the pixels that `run` flags; for measuring. Raises `NotApplicable` where there is no grid."""
    from generator.analyse.grid.examine import mask_of

    evidence = _examined(picture, look_for_missing=False)
    if evidence.main is None:
        raise NotApplicable(_why_no_grid(evidence, is_jpeg=picture.kind in _JPEG))
    return mask_of(evidence.foreign, evidence.shape)


def _examined(picture: Picture, *, look_for_missing: bool) -> GridEvidence:
    from generator.analyse.grid.examine import SMALLEST_SIDE, examine

    height, width = picture.rgb.shape[:2]
    if min(height, width) < SMALLEST_SIDE:
        raise NotApplicable(
            f"the picture is too small ({width} x {height} pixels): the test needs at least {SMALLEST_SIDE} on each side"
        )
    return examine(picture.rgb, look_for_missing=look_for_missing)


def _why_no_grid(evidence: GridEvidence, *, is_jpeg: bool) -> str:
    if evidence.voted < 0.05:
        return "almost the whole picture is too plain or clipped to show a grid, so this test can't tell its parts apart"
    if is_jpeg:
        return "the file's own compression is so light that it left no grid, so this test can't tell its parts apart"
    return (
        "the pixels hold no JPEG grid: the picture was resized or reworked since it was last compressed (history "
        "destroyed), or never was a JPEG, so whether a part was pasted in can't be told"
    )


def _quality_words(picture: Picture) -> str:
    quality = picture.own_quality
    return f" at about quality {quality} of 100" if quality else ""


def _grid_measurements(grid: Grid) -> tuple[Measurement, ...]:
    return (
        Measurement("origin_x", grid.x, "px"),
        Measurement("origin_y", grid.y, "px"),
        Measurement("log_nfa", round(grid.log_nfa, 1), "powers of ten"),
        Measurement("share_of_votes", round(grid.share, 3)),
    )


def _main(evidence: GridEvidence, main: Grid, *, is_jpeg: bool) -> Finding:
    if is_jpeg:
        words = "A grid of JPEG blocks runs through the picture."
    else:
        words = (
            "The pixels show the grid of an earlier JPEG compression, or of a similar one, although this file keeps them "
            "without loss."
        )
    if not evidence.foreign:
        words += " No part was found to have another grid."
    return Finding(
        code="pixels.jpeg-grid",
        statement=words,
        measurements=(
            *_grid_measurements(main),
            Measurement("voting_pixels", round(evidence.voted, 3)),
        ),
        limits=LIMITS_HISTORY,
    )


def _cropped(main: Grid, second: Grid | None, *, is_jpeg: bool, is_readable: bool) -> Finding:
    moved = main if main.origin else second or main
    place = f"{moved.x} pixels from the left and {moved.y} from the top edge of the stored picture"
    if is_jpeg or second:
        words = (
            f"A grid that doesn't begin at the corner runs all over the picture: it begins {place}. This happens "
            "when a picture is "
            "compressed, then cropped, framed or turned, and then compressed again."
        )
    else:
        words = f"The grid begins {place}. The picture was cropped, framed, turned or mirrored after it was compressed."
    if not is_readable:
        words += " Whether parts were pasted in before can't be told: the last compression hides it."
    measurements = _grid_measurements(moved)
    return Finding("pixels.jpeg-grid.cropped", words, measurements=measurements, limits=LIMITS_HISTORY)


def _foreign(picture: Picture, regions: tuple[GridRegion, ...]) -> Finding:
    from generator.analyse.cards import error_rate
    from generator.analyse.grid.figures import figures

    words = (
        "One part of the picture lies on another JPEG grid than the rest. It was probably put there from another "
        "picture, or moved."
        if len(regions) == 1
        else f"{len(regions)} parts of the picture lie on another JPEG grid than the rest. They were probably put "
        "there from another "
        "picture, or moved."
    )
    return Finding(
        code="pixels.jpeg-grid.foreign",
        statement=words,
        weights=(Weight(Bearing.SUPPORTS, Axis.INTEGRITY, Integrity.ALTERED.value),),
        measurements=(
            Measurement("parts", len(regions)),
            *_grid_measurements(regions[0].grid),
            Measurement("pixels", sum(item.pixels for item in regions), "px"),
        ),
        tables=(_table("Parts with another grid", regions),),
        regions=_boxes(regions, "another grid"),
        figures=figures(picture, regions, what="parts with another grid"),
        limits=LIMITS_FOREIGN,
        error_rate=error_rate(ANALYZER.id, picture),
    )


def _missing(picture: Picture, regions: tuple[GridRegion, ...]) -> Finding:
    from generator.analyse.grid.figures import figures

    count = "One part" if len(regions) == 1 else f"{len(regions)} parts"
    return Finding(
        code="pixels.jpeg-grid.missing",
        statement=(
            f"{count} of the picture could show its JPEG grid but {'does' if len(regions) == 1 else 'do'} not. "
            "Compare with the eye: "
            "drawn text, blurring and painting over take the grid away."
        ),
        measurements=(Measurement("parts", len(regions)), *_grid_measurements(regions[0].grid)),
        tables=(_table("Parts without the grid", regions),),
        regions=_boxes(regions, "no grid"),
        figures=figures(picture, regions, what="parts without the grid"),
        limits=(
            "How often this misleads isn't known well enough, so it doesn't count in any conclusion. Programs that smooth or "
            "sharpen in places leave the same trace."
        ),
    )


def _boxes(regions: tuple[GridRegion, ...], label: str) -> tuple[Region, ...]:
    return tuple(Region(item.x, item.y, item.width, item.height, label) for item in regions[:MOST_PARTS])


def _table(title: str, regions: tuple[GridRegion, ...]) -> Table:
    return Table(
        title,
        tuple(
            Row(
                f"{item.width} x {item.height} pixels at {item.x}, {item.y}",
                f"grid begins at {item.grid.x}, {item.grid.y}; {item.grid.share:.0%} of its votes agree",
                note=f"expected by chance: 10 to the power of {item.grid.log_nfa:.0f} such parts in a picture",
            )
            for item in regions[:MOST_PARTS]
        ),
    )
