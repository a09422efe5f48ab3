"""Two JPEG compressions in one file: was the picture saved before, and do parts of it lack that earlier save?

Compressing a picture twice leaves gaps between the numbers that the file stores. A part that was put in between the two saves
doesn't have the gaps of the rest. The field calls it double quantization. The gaps are also found where the picture was cropped
or resized between the saves, and in the pixels of files without loss, such as PNG. What it can't show: anything where the last
save was coarser than the one before, where the size before resizing isn't found, and in clipped areas.

Sources: see `quantization/readings.py`, `quantization/combs.py`, `quantization/evidence.py` and `quantization/regions.py`.
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

    from generator.analyse.cropped_jpeg.earlier import EarlierGrid
    from generator.analyse.quantization.earlier import EarlierSave
    from generator.analyse.quantization.examine import QuantizationEvidence
    from generator.analyse.quantization.regions import Part
    from generator.analyse.resized_jpeg.earlier import EarlierSize

ANALYZER = Analyzer(
    id="pixels.double-quantization",
    version="8",
    title="Traces of an earlier JPEG save",
    question="Was the whole picture saved as a JPEG before, or only parts of it?",
    measures=(
        "JPEG stores a picture as numbers, one for each frequency of each block of 8 by 8 pixels, rounded to steps. A "
        "picture that is saved twice is rounded twice, and then some numbers hardly ever occur. From these gaps the test "
        "works out how the picture was saved before. Then it looks for parts where the missing numbers do occur: they "
        "were put in, drawn or changed after the first save. A part counts only when so much evidence would come "
        "together by chance less than once in a thousand pictures: by its own numbers, and by comparison with the rest "
        "too unless its edges are sharp. Other blocks that are as bright, and all the rest, must show the gaps: changes "
        "of brightness can fill them, and so can filters that darken the corners, but those fade, and leave parts in several "
        "corners at once. Blocks that are clipped to black or white are left out. Where the picture was cropped between two "
        "saves, the test looks for the place of the earlier blocks first; where it was resized, it brings the picture back to "
        "the earlier size, if traces of resizing tell it. In files without loss, such as PNG, it reads the pixels alone."
    ),
    limits=(
        "It needs two saves, or one save and a copy without loss: the last one must be finer than the one before, or at "
        "least very different, and the picture must not have been turned by an odd angle in between, nor resized from a "
        "size that isn't found. Else nothing of the earlier save can be read, and the test says that it doesn't apply. It "
        "doesn't tell who changed a part or why: a caption, a frame or a retouched spot has no earlier save either. A "
        "filter that changes some places more than others can look like a part: of 407 trial pictures with corners or one "
        "side made darker by 15 to 35 %, 12 were flagged, and 13 of 84 whose corners were made darker by 60 %; of 2,136 "
        "that were changed evenly, cropped or saved again, 7, of which 3 were blurred; of 417 that were resized and could "
        "be read, none. What was put into several corners, up to the edges, isn't told from such a filter. It sees "
        "nothing in clipped or perfectly plain areas, and it knows parts by blocks of 8 x 8 pixels, of the size before "
        "resizing: within the outermost, outlines follow the edges that the picture shows."
    ),
    applies_to=frozenset({FileKind.JPEG, FileKind.MPO, FileKind.PNG, FileKind.APNG, FileKind.TIFF, FileKind.BMP}),
    needs=("jpeg.quantization", "pixels.double-jpeg", "pixels.resampling"),
    engines=("numpy", "pillow", "scipy"),
    references=(
        Reference(
            "Lin, He, Tang and Tang 2009, Fast, automatic and fine-grained tampered JPEG image detection via DCT coefficient "
            "analysis",
            "https://doi.org/10.1016/j.patcog.2009.03.019",
        ),
        Reference(
            "Bianchi and Piva 2012, Image forgery localization via block-grained analysis of JPEG artifacts",
            "https://doi.org/10.1109/TIFS.2012.2187516",
        ),
        Reference(
            "Desolneux, Moisan and Morel 2008, From gestalt theory to image analysis",
            "https://doi.org/10.1007/978-0-387-74378-3",
        ),
    ),
    parameters=(
        ("false alarms allowed by chance", "1 in 1,000 pictures (NFA)"),
        ("equal blocks that count as one", "2"),
        ("fewest frequencies with a trace", "8 of 63"),
        ("least trace in blocks as bright as the part", "0.85 of the usual"),
        ("share of the rest that may have less than 0.7 of the usual trace", "0.055"),
        ("least trace in a block, where no part lacks it", "0.75 on average, as a natural logarithm"),
        ("trace left at most in a part that its own numbers alone tell", "0.12 of the whole trace"),
        ("the same in what such a part adds to parts told by comparison", "0.3 of the whole trace"),
        ("least trace in the blocks next to such a part", "the whole trace"),
        ("parts in so many corners are taken for a filter's", "2"),
        ("ends of parts within their outermost blocks", "random walks, which cross strong edges seldom"),
        ("smallest part", "9 blocks of 8 x 8 pixels"),
        ("smallest picture", "128 x 128 pixels; 256 x 256 where it was resized"),
    ),
    cost="medium",
    raises_flags=True,
    nothing_means="This test always says something, or says that it doesn't apply.",
)  # fmt: skip

MOST_PARTS = 20
"""Parts that are listed and drawn as boxes."""

LIMITS_EARLIER = (
    "Saving again is an everyday step: sending, shrinking, rotating and publishing do it. It is no sign of deceit. Of several "
    "earlier saves only the coarsest shows."
)
LIMITS_PARTS = (
    "This says that these parts were put in or changed after the rest was first saved, not what was changed or why: captions, "
    "logos, blurred faces and harmless retouching look the same, and sometimes a filter that darkens the corners or one side."
)

LIMITS_RESIZED = (
    "Places full of fine detail don't come back as they were before resizing, so nothing is said of them."
)


def run(picture: Picture) -> tuple[Finding, ...]:
    """What the stored numbers tell of an earlier save, and parts that don't have its trace."""
    evidence = _examined(picture)
    findings = [_earlier(picture, evidence)]
    if evidence.parts:
        findings.append(_parts(picture, evidence))
    return tuple(findings)


def flag_mask(picture: Picture) -> NDArray[np.bool_]:
    """Height x width: the pixels that `run` flags; for measuring. Raises `NotApplicable` where no earlier save shows."""
    from generator.analyse.quantization.examine import flagged

    return flagged(_examined(picture), picture.rgb)


def score_map(picture: Picture) -> NDArray[np.float32]:
    """Height x width: how much the trace of the earlier save is missing; for measuring. Raises `NotApplicable` likewise."""
    from generator.analyse.quantization.examine import scores

    return scores(_examined(picture))


def _examined(picture: Picture) -> QuantizationEvidence:
    from generator.analyse.coefficients import coefficients
    from generator.analyse.grid.votes import luminance
    from generator.analyse.quantization.examine import SMALLEST_SIDE, examine, examine_lossless

    height, width = picture.rgb.shape[:2]
    if min(height, width) < SMALLEST_SIDE:
        raise NotApplicable(
            f"the picture is too small ({width} x {height} pixels): the test needs at least {SMALLEST_SIDE} on each side"
        )
    size = _size_before(picture)
    evidence = (
        examine(
            coefficients(picture), picture.rgb, before_crop=_grid_before_crop(picture), before_resize=size
        )
        if _is_jpeg(picture)
        else examine_lossless(luminance(picture.rgb), picture.rgb, before_resize=size)
    )
    if evidence is None or not evidence.is_readable or evidence.is_faint:
        raise NotApplicable(_why_unreadable(picture, evidence, size))
    return evidence


def _grid_before_crop(picture: Picture) -> EarlierGrid | None:
    from generator.analyse.cropped_jpeg.earlier import EarlierGrid

    for finding in picture.run_of("pixels.double-jpeg").findings:
        x, y, quality = (finding.measure(name) for name in ("origin_x", "origin_y", "earlier_quality"))
        if finding.code == "pixels.double-jpeg" and type(x) is type(y) is type(quality) is int:
            score = finding.measure("score")
            return EarlierGrid(x, y, quality, float(score) if isinstance(score, float) else 0.0)
    return None


def _size_before(picture: Picture) -> EarlierSize | None:
    from generator.analyse.resized_jpeg.earlier import EarlierSize

    for finding in picture.run_of("pixels.resampling").findings:
        width, height, quality = (
            finding.measure(name) for name in ("earlier_width", "earlier_height", "earlier_quality")
        )
        if type(width) is type(height) is type(quality) is int:
            score = finding.measure("score")
            return EarlierSize(width, height, quality, float(score) if isinstance(score, float) else 0.0)
    return None


def _is_jpeg(picture: Picture) -> bool:
    return picture.kind in (FileKind.JPEG, FileKind.MPO)


def _why_unreadable(picture: Picture, evidence: QuantizationEvidence | None, size: EarlierSize | None) -> str:
    if evidence is not None and evidence.sound_share < 0.2:
        return (
            "almost the whole picture is clipped to black or white, which wipes out the traces of an earlier save (history "
            "destroyed)"
        )
    if size is not None:
        return (
            f"the picture was saved as a JPEG of {size.width} x {size.height} pixels and resized after that, and too little "
            "of that save's trace is left to tell whether parts were changed since (history destroyed)"
        )
    if not _is_jpeg(picture):
        return (
            "the file was kept without loss, and its pixels show no clear trace of a JPEG save before: there was none, or "
            "resizing or other changes wiped it out (history destroyed); so whether parts were changed can't be told"
        )
    if evidence is not None and evidence.is_readable:
        return (
            f"the file's own save{_quality_words(picture)} left only a faint trace of an earlier one (history destroyed), too "
            "faint to tell whether parts were changed before it"
        )
    return (
        f"the file's own save{_quality_words(picture)} left no readable trace of an earlier one (history destroyed): it was "
        "coarser than any save before, or the picture was resized before it, or it is the first save; so whether "
        "parts were changed before it can't be told"
    )


def _quality_words(picture: Picture) -> str:
    quality = picture.own_quality
    return f" at about quality {quality} of 100" if quality else ""


def _earlier(picture: Picture, evidence: QuantizationEvidence) -> Finding:
    from generator.analyse.quantization.figures import map_figure

    earlier = evidence.earlier
    before = (
        f"at about quality {earlier.quality} of 100" if earlier.quality else "with other compression tables"
    )
    if evidence.is_resized:
        words = (
            f"The picture was saved as a JPEG of {evidence.read[1]} x {evidence.read[0]} pixels, {before}, and resized after "
            "that, before this file was saved."
        )
    elif evidence.is_moved and _is_jpeg(picture):
        words = f"The picture was saved as a JPEG before, {before}, and cropped or framed, before this file was saved."
    else:
        words = f"The picture was saved as a JPEG before this file was saved, {before}."
    if evidence.faded:
        words += (
            " Several of its corners lack the trace of that earlier save. Filters that darken corners do that, so it isn't "
            "counted as a sign of change; nor does it rule one out there."
        )
    if not evidence.parts:
        words += (
            f" No {'other ' if evidence.faded else ''}part was found to lack the trace of that earlier save."
        )
    return Finding(
        code="pixels.double-quantization.resized" if evidence.is_resized else "pixels.double-quantization",
        statement=words,
        measurements=(
            Measurement("earlier_quality", earlier.quality or "no standard table"),
            Measurement("agreement_with_standard_table", earlier.agreement),
            Measurement("frequencies_with_trace", len(earlier.steps)),
            Measurement("strength", round(evidence.gathered.strength, 2), "natural logarithm a block"),
            Measurement("readable_blocks", round(evidence.sound_share, 3)),
            Measurement("origin_x", evidence.x, "px"),
            Measurement("origin_y", evidence.y, "px"),
            Measurement("parts_in_corners", len(evidence.faded)),
        ),
        tables=(
            _steps(
                earlier, is_stored=_is_jpeg(picture) and not evidence.is_moved and not evidence.is_resized
            ),
            *(
                [_table("Corners without the trace, not counted", evidence, evidence.faded)]
                if evidence.faded
                else ()
            ),
        ),
        figures=(map_figure(picture, evidence),) if evidence.faded and not evidence.parts else (),
        limits=f"{LIMITS_EARLIER} {LIMITS_RESIZED}" if evidence.is_resized else LIMITS_EARLIER,
    )


def _steps(earlier: EarlierSave, *, is_stored: bool) -> Table:
    return Table(
        "Rounding steps of brightness, now and before"
        if is_stored
        else "Rounding steps of brightness before",
        tuple(
            Row(
                f"frequency {number % 8} across, {number // 8} down",
                f"now {step}, before about {before}" if is_stored else f"about {before}",
            )
            for number, step, before in earlier.steps
        ),
    )


def _parts(picture: Picture, evidence: QuantizationEvidence) -> Finding:
    from generator.analyse.cards import error_rate
    from generator.analyse.quantization.figures import figures

    parts = evidence.parts
    rest = "the rest, apart from several corners, has" if evidence.faded else "the rest has"
    return Finding(
        code="pixels.double-quantization.parts",
        statement=(
            f"One part of the picture lacks the trace of the earlier save that {rest}. It was probably put in or changed "
            "after that save."
            if len(parts) == 1
            else f"{len(parts)} parts of the picture lack the trace of the earlier save that {rest}. They were probably "
            "put in or changed after that save."
        ),
        weights=(Weight(Bearing.SUPPORTS, Axis.INTEGRITY, Integrity.ALTERED.value),),
        measurements=(
            Measurement("parts", len(parts)),
            Measurement("log_nfa", round(parts[0].log_nfa, 1), "powers of ten"),
            Measurement("pixels", sum(evidence.pixels(item) for item in parts), "px"),
        ),
        tables=(_table("Parts without the trace of the earlier save", evidence, parts),),
        regions=tuple(Region(*evidence.box(item), "no earlier save") for item in parts[:MOST_PARTS]),
        figures=figures(picture, evidence),
        limits=f"{LIMITS_PARTS} {LIMITS_RESIZED}" if evidence.is_resized else LIMITS_PARTS,
        error_rate=error_rate(ANALYZER.id, picture),
    )


def _table(title: str, evidence: QuantizationEvidence, parts: tuple[Part, ...]) -> Table:
    return Table(title, tuple(_row(evidence, item) for item in parts[:MOST_PARTS]))


def _row(evidence: QuantizationEvidence, part: Part) -> Row:
    x, y, width, height = evidence.box(part)
    return Row(
        f"{width} x {height} pixels at {x}, {y}",
        f"{evidence.pixels(part):,} pixels",
        note=f"expected by chance: 10 to the power of {part.log_nfa:.0f} such parts in a picture",
    )
