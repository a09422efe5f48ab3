"""Was the picture saved as JPEG before, and cropped off its blocks before this save?

The field calls it non-aligned double JPEG compression. It is a fact of the picture's history and no sign of deceit. What it
can't show: an earlier save on the same blocks, which `pixels.double-quantization` looks for; one before a coarser save;
or one before resizing.

Sources: see `cropped_jpeg/moved.py` and `cropped_jpeg/earlier.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analyse.analyzer import Analyzer, NotApplicable, Reference
from generator.analyse.picture import Picture
from generator.model import FileKind, Finding, Measurement

if TYPE_CHECKING:
    from generator.analyse.cropped_jpeg.earlier import EarlierGrid
    from generator.analyse.cropped_jpeg.moved import MovedBlocks
    from generator.analyse.grid.votes import Luminance

ANALYZER = Analyzer(
    id="pixels.double-jpeg",
    version="2",
    title="An earlier JPEG save before a crop",
    question="Was the picture saved as a JPEG before, and then cropped, framed or turned?",
    measures=(
        "JPEG cuts a picture into blocks of 8 by 8 pixels and rounds each block's frequencies to multiples "
        "of fixed steps. If the picture is cropped and saved again, its frequencies still gather near these "
        "multiples, but only when the blocks are cut where the first save cut them. The test tries the other "
        "places and the steps of all usual qualities, and compares each place with the rest."
    ),
    limits=(
        "Cropping and saving again are everyday steps and no sign of deceit. Finding nothing doesn't mean "
        "that this is the first save: the last one must not be much coarser than the one before, the picture "
        "must not have been resized in between, and one crop in four falls in line with the blocks at an "
        "edge, which this test can't see. Only the middle of large pictures is looked at."
    ),
    applies_to=frozenset({FileKind.JPEG, FileKind.MPO}),
    needs=("jpeg.quantization",),
    engines=("numpy", "pillow"),
    references=(
        Reference(
            "Bianchi and Piva 2012, Detection of nonaligned double JPEG compression based on integer "
            "periodicity maps",
            "https://doi.org/10.1109/TIFS.2011.2170836",
        ),
    ),
    parameters=(
        ("least joint score", "9 usual spreads"),
        ("least lead before other places", "2 usual spreads"),
        ("earlier qualities", "30 to 96"),
        ("largest part that is looked at", "1024 x 640 pixels"),
        ("smallest side", "256 pixels"),
        ("least JPEG quality", "85"),
    ),
    cost="medium",
    nothing_means=(
        "No earlier save on other blocks shows. The picture may have been saved before all the same: on the "
        "same blocks, at a finer quality, or before it was resized."
    ),
)

SMALLEST_SIDE = 256
"""Pixels; smaller pictures have too few blocks."""
LEAST_QUALITY = 85
"""JPEG quality below which an earlier save is usually wiped out: most cameras' own are finer, and a coarser last save hides
them (of 12 pictures saved at 75 and then at 70, 2 were found)."""
FEWEST_BLOCKS = 300
"""Blocks that must not be plain."""

LIMITS_PART = (
    "The rest may only be too plain or too busy to show it, so this doesn't count in any conclusion. "
    "Collages, inserted logos and pasted parts look like this."
)
LIMITS = (
    "Cropping, framing, turning and saving again are everyday steps, so this is no sign of deceit. It says "
    "nothing of what was changed besides."
)


def run(picture: Picture) -> tuple[Finding, ...]:
    """The earlier save, if its trace is sure enough."""
    from generator.analyse.cropped_jpeg.earlier import is_everywhere

    blocks, earlier = _examined(_gray(picture))
    if earlier is not None:
        return (_whole(earlier) if is_everywhere(blocks, earlier) else _in_part(earlier),)
    if (quality := picture.own_quality) < LEAST_QUALITY:
        raise NotApplicable(
            f"the file was saved at about quality {quality} of 100, which usually wipes out every earlier "
            "save (history destroyed), and no trace of one shows"
        )
    return ()


def is_flagged(picture: Picture) -> bool:
    """Whether `run` tells of an earlier save of the whole; for measuring. Raises `NotApplicable` where it can't look."""
    return any(finding.code == ANALYZER.id for finding in run(picture))


def _gray(picture: Picture) -> Luminance:
    from generator.analyse.grid.votes import luminance

    height, width = picture.rgb.shape[:2]
    if min(height, width) < SMALLEST_SIDE:
        raise NotApplicable(
            f"the picture is too small ({width} x {height} pixels): the test needs at least {SMALLEST_SIDE} "
            "on each side"
        )
    return luminance(picture.rgb)


def _examined(gray: Luminance) -> tuple[MovedBlocks, EarlierGrid | None]:
    from generator.analyse.cropped_jpeg.earlier import earlier_grid
    from generator.analyse.cropped_jpeg.moved import moved_blocks, strengths

    blocks = moved_blocks(gray)
    values, busy = strengths(blocks)
    if busy < FEWEST_BLOCKS:
        raise NotApplicable("the picture is too plain to keep a trace of an earlier save")
    return blocks, earlier_grid(values)


def _whole(earlier: EarlierGrid) -> Finding:
    from generator.analyse.cropped_jpeg.measured import ERROR_RATE

    return Finding(
        code="pixels.double-jpeg",
        statement=(
            f"The picture was saved as a JPEG before, at about quality {earlier.quality} of 100, and its "
            "edges were moved after that: it was cropped, framed, turned or mirrored. Then it was saved "
            "again."
        ),
        measurements=_measurements(earlier),
        limits=LIMITS,
        error_rate=ERROR_RATE,
    )


def _in_part(earlier: EarlierGrid) -> Finding:
    return Finding(
        code="pixels.double-jpeg.in-part",
        statement=(
            "A part of the picture keeps the trace of an earlier JPEG save, at about quality "
            f"{earlier.quality} of 100, on other blocks than this file's; the rest doesn't show that trace. "
            "Where that part lies isn't told."
        ),
        measurements=_measurements(earlier),
        limits=LIMITS_PART,
    )


def _measurements(earlier: EarlierGrid) -> tuple[Measurement, ...]:
    return (
        Measurement("earlier_quality", earlier.quality, "of 100"),
        Measurement("origin_x", earlier.x, "px"),
        Measurement("origin_y", earlier.y, "px"),
        Measurement("score", round(earlier.score, 1), "usual spreads"),
    )
