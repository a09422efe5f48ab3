"""Parts of the picture that were copied to another place of it: to hide something, or to show more of it.

The field calls the test copy-move (or clone) detection. Exact copies are found by sorting fingerprints of small patches;
turned, resized, mirrored or re-saved ones by points whose surroundings look alike. Things that only look alike (windows,
letters, tiles) are told from copies by their noise or, where compression took it, by what else differs. What it can't show: who
made the copy, and mostly which end was there first.

Sources: see `copy_move/exact.py`, `points.py`, `matching.py`, `trial.py`, `noise.py`, `rounding.py`, `compressed.py`,
`printed.py`, `chance.py` and `origin.py`.
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

    from generator.analyse.copy_move.examine import Copy, CopyEvidence, End

LOSSLESS = frozenset({FileKind.PNG, FileKind.TIFF, FileKind.BMP})
"""Kinds that keep pixels exactly, so that exact copies survive in them."""

ANALYZER = Analyzer(
    id="pixels.copy-move",
    version="6",
    title="Copies within the picture",
    question="Was a part of the picture copied to another place of the same picture?",
    measures=(
        "People, smoke or rubble are multiplied, and things are hidden, by copying a part of a picture to another "
        "place of it. The test looks for two parts with the same pixels, also when one was turned, resized or mirrored. "
        "Windows and letters look alike, too, but each has its own grain; a copy has the grain of what it was "
        "copied from. A part counts only when so much grain agrees that chance would give it in less than one of a "
        "thousand pictures. Where JPEG compression has wiped out most of the grain, it asks instead whether the two parts "
        "differ only as much as that compression explains, which the file's own tables and the traces of an earlier save tell; "
        "things that only look alike differ by more. What looks printed or drawn in a few tones must also agree in the faint "
        "shades between its edges."
    ),
    limits=(
        "It finds no copies in plain areas, none smaller than about 30 pixels (in large pictures about 3 % of the "
        "side) unless the file kept their exact values, and after strong compression fewer, above all when the picture was "
        "saved several times without a trace of it, or the copy was made brighter or darker: of 200 trial copies 125 were "
        "found after a save at quality 75, 150 at 90 and 179 at 95. Which of two ends was there first it can tell only of "
        "some that were turned and not resized. "
        "Collages and panoramas can hold the same part twice "
        "without any intent to deceive; drawings, screenshots and made-up patterns often do. Printed "
        "letters of one shape, and titles that repeat a word, can still be taken for copies, if seldom, as can bars, windows "
        "and tiles: of 4,149 trial copies of 137 authentic pictures (saved again, cropped, resized, with other tones) 14 were "
        "flagged, of five pictures. Copies of print or of other even things in two tones are missed where no shades are left "
        "in them."
    ),
    applies_to=frozenset(
        {FileKind.JPEG, FileKind.MPO, FileKind.WEBP, FileKind.HEIC, FileKind.AVIF, FileKind.JXL, *LOSSLESS}
    ),
    needs=("pixels.double-jpeg", "pixels.double-quantization"),
    engines=("numpy", "pillow", "scipy"),
    references=(
        Reference(
            "Fridrich, Soukal and Lukas 2003, Detection of copy-move forgery in digital images",
            "https://dde.binghamton.edu/public_html/vholub/Fri03-Detection_of_Copy-Move_Forgery_in_Digital_Images.pdf",
        ),
        Reference("Lowe 2004, Distinctive image features from scale-invariant keypoints", "https://doi.org/10.1023/B:VISI.0000029664.99615.94"),
        Reference(
            "Amerini, Ballan, Caldelli, Del Bimbo and Serra 2011, A SIFT-based forensic method for copy-move attack detection",
            "https://doi.org/10.1109/TIFS.2011.2129512",
        ),
        Reference("Otsu 1979, A threshold selection method from gray-level histograms", "https://doi.org/10.1109/TSMC.1979.4310076"),
        Reference(
            "Ehret 2019, Robust copy-move forgery detection by false alarms control",
            "https://arxiv.org/abs/1906.00649",
        ),
    ),
    parameters=(
        ("false alarms allowed by chance", "1 in 1000 pictures (NFA), among the moves that are tried"),
        ("least agreement of the grain", "0.84 (median correlation)"),
        (
            "most that the parts may differ otherwise, where the compression is known",
            "1.2 times what its rounding makes (mean square)",
        ),
        ("least detail there", "10 times the same"),
        ("three tones, where the grain alone doesn't tell", "less than 0.915 of the variance in 12 x 12 pixels (median)"),
        ("two tones", "0.79 of the variance in 12 x 12 pixels (median)"),
        ("least agreement of the shades within two tones", "0.4 (correlation); 0.6 where hardly a place is plain"),
        ("rate of chance", "measured in each picture on its own look-alikes"),
        (
            "size at which turned copies are searched",
            "as it is up to 1.1 megapixels; larger ones reduced to 0.65 to 1 megapixel",
        ),
        ("largest change of size", "2.2 times"),
    ),
    cost="high",
    raises_flags=True,
    nothing_means=(
        "No part was found to be a copy of another one in the picture. After strong compression many copies go unfound, plain "
        "areas and very small parts can't be told, and parts from other pictures aren't looked for here."
    ),
)  # fmt: skip

MOST_COPIES = 12
"""Copies that are listed and drawn as boxes."""

LIMITS = (
    "This says that the same pixels occur twice, not who copied them or why. Which end was there first is told only where one "
    "follows from the other. For measuring that, 2,200 copies were made from 110 authentic pictures: it was told of 503, and "
    "right each time. Other ways of turning, and retouching, could mislead it. "
    "Drawings and made-up patterns, and panoramas joined by a program, can repeat parts, too."
)


def run(picture: Picture) -> tuple[Finding, ...]:
    """The copies found; nothing when there are none."""
    evidence = _examined(picture)
    if not evidence.copies:
        return ()
    return (_found(picture, evidence),)


def flag_mask(picture: Picture) -> NDArray[np.bool_]:
    """Height x width: both ends of all copies that `run` flags; for measuring."""
    from generator.analyse.copy_move.examine import mask_of

    return mask_of(_examined(picture))


def score_map(picture: Picture) -> NDArray[np.float32]:
    """Height x width, higher where a copy is likelier; for measuring."""
    from generator.analyse.copy_move.scores import score_map as scores_of

    return scores_of(_examined(picture))


def _examined(picture: Picture) -> CopyEvidence:
    from generator.analyse.copy_move.examine import SMALLEST_SIDE, examine, is_plain

    height, width = picture.rgb.shape[:2]
    if min(height, width) < SMALLEST_SIDE:
        raise NotApplicable(
            f"the picture is too small ({width} x {height} pixels): the test needs at least {SMALLEST_SIDE} on each side"
        )
    if is_plain(picture.rgb):
        raise NotApplicable(
            "most of the picture is perfectly plain, as in a drawing or a page of text, and the same shapes occur often in "
            "such pictures, so a copy can't be told"
        )
    return examine(picture.rgb, is_lossless=picture.kind in LOSSLESS, table=_steps(picture))


def _steps(picture: Picture) -> tuple[int, ...] | None:
    """The steps to which the file's compression and a known one before it rounded brightness, the coarser of each frequency."""
    from generator.analyse.coefficients import luminance_table
    from generator.analyse.jpeg_quality import LUMINANCE, scaled
    from generator.analyse.jpeg_tables import read_header

    tables = [scaled(LUMINANCE, quality) for quality in _earlier_qualities(picture)]
    if picture.kind in (FileKind.JPEG, FileKind.MPO):
        # A file that doesn't tell its steps tells nothing of an earlier save's either.
        try:
            tables.append(luminance_table(read_header(picture.data)))
        except NotApplicable:
            return None
    return tuple(max(steps) for steps in zip(*tables, strict=True)) if tables else None


def _earlier_qualities(picture: Picture) -> list[int]:
    """Of saves of the whole picture before the file's own, as far as they are known, 1 to 100."""
    values = [
        finding.measure("earlier_quality")
        for name in ANALYZER.needs
        for finding in picture.run_of(name).findings
        if finding.code == name
    ]
    return [value for value in values if type(value) is int]


def _found(picture: Picture, evidence: CopyEvidence) -> Finding:
    from generator.analyse.cards import error_rate
    from generator.analyse.copy_move.figures import figures
    from generator.analyse.copy_move.words import movement

    copies = evidence.copies
    first = copies[0]
    how = movement(first.matrix, orientation=picture.orientation)
    same = _how_alike(copies)
    if len(copies) == 1:
        words = (
            f"Two parts of the picture show the same pixels, {same}: one is a copy of the other, {how.words}."
        )
    else:
        words = (
            f"Parts of the picture show the same pixels, {same}, in {len(copies)} pairs: they are copies of one another. In "
            f"the largest pair, one is {how.words}."
        )
    return Finding(
        code="pixels.copy-move",
        statement=f"{words} {_which_is_first(picture, first)}",
        weights=(Weight(Bearing.SUPPORTS, Axis.INTEGRITY, Integrity.ALTERED.value),),
        measurements=(
            Measurement("pairs", len(copies)),
            Measurement("pixels", int(first.first.mask.sum()), "px"),
            Measurement("turn", how.turn, "degrees"),
            Measurement("scale", how.scale),
            Measurement("mirrored", how.is_mirrored),
            Measurement("exact", first.is_exact),
            Measurement("agreement", round(first.agreement, 2)),
            *(
                [Measurement("difference", round(first.miss, 2), "times what compression makes")]
                if first.miss is not None
                else []
            ),
            Measurement("log_nfa", round(max(item.log_nfa for item in copies), 1), "powers of ten"),
        ),
        tables=(_table(picture, copies),),
        regions=tuple(
            _box(end, f"pair {number}, {name} part")
            for number, copy in enumerate(copies[:MOST_COPIES], 1)
            for end, name in ((copy.first, "one"), (copy.second, "other"))
        ),
        figures=figures(picture, evidence),
        limits=LIMITS,
        error_rate=error_rate(ANALYZER.id, picture),
    )


def _how_alike(copies: tuple[Copy, ...]) -> str:
    """How far the parts agree, in words."""
    rounded = sum(copy.miss is not None for copy in copies)
    if not rounded:
        return "down to their grain"
    if rounded == len(copies):
        return "as far as compression left them"
    return "down to their grain or as far as compression left them"


def _which_is_first(picture: Picture, copy: Copy) -> str:
    from generator.analyse.copy_move.origin import copied_end

    ends = copy.first, copy.second
    which = copied_end(
        picture.rgb,
        copy.matrix,
        (
            (copy.first.x, copy.first.y, copy.first.mask),
            (copy.second.x, copy.second.y, copy.second.mask),
        ),
    )
    if which is None:
        return "Which was there first can't be told."
    end = ends[which]
    rows, columns = end.mask.shape
    return (
        f"The pixels of the part around {end.x + columns // 2}, {end.y + rows // 2} (from the left and from the top) can be "
        "worked out from the other part by turning it, but not the other way round, so it is probably the copy."
    )


def _box(end: End, label: str) -> Region:
    height, width = end.mask.shape
    return Region(end.x, end.y, width, height, label)


def _table(picture: Picture, copies: tuple[Copy, ...]) -> Table:
    from generator.analyse.copy_move.words import movement

    rows = []
    for number, copy in enumerate(copies[:MOST_COPIES], 1):
        how = movement(copy.matrix, orientation=picture.orientation)
        kind = f"the grain agrees at {copy.agreement:.2f} of 1"
        if copy.is_exact:
            kind = "every number is equal"
        elif copy.miss is not None:
            kind = f"they differ by {copy.miss:.2f} times what compression makes of both"
        rows.append(
            Row(
                f"Pair {number}: parts at {copy.first.x}, {copy.first.y} and {copy.second.x}, {copy.second.y}",
                f"{int(copy.first.mask.sum())} pixels, {how.words}; {kind}",
                note=f"expected by chance: 10 to the power of {copy.log_nfa:.0f} such parts among all moves that were tried",
            )
        )
    return Table("Parts with the same pixels", tuple(rows))
