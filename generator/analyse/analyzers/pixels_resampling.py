"""Was the whole picture resized after it was taken, by which factor, and was it a JPEG at its earlier size?

The field calls it resampling detection. It is a fact of the picture's history and no sign of deceit: nearly every picture on
the web was resized. What it can't show: resizing that later compression has wiped out, and resizing of a part alone.

Sources: see `resampling/traces.py`, `resampling/factor.py` and `resized_jpeg/earlier.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analyse.analyzer import Analyzer, NotApplicable, Reference
from generator.analyse.picture import Picture
from generator.model import FileKind, Finding, Measurement

if TYPE_CHECKING:
    from generator.analyse.resampling.factor import Resizing
    from generator.analyse.resized_jpeg.earlier import EarlierSize

_JPEG = frozenset({FileKind.JPEG, FileKind.MPO})

ANALYZER = Analyzer(
    id="pixels.resampling",
    version="5",
    title="Traces of resizing",
    question="Was the whole picture made smaller or larger?",
    measures=(
        "Resizing takes each new pixel from a place between old ones, so that sharpness comes and goes with a fixed period "
        "all over the picture. If the picture was a JPEG before, its blocks of 8 pixels are stretched or squeezed as well. "
        "Both leave peaks in a spectrum. Peaks count only when they are there along the rows and the columns alike, and "
        "when chance would bring so much regularity about less than once in a billion pictures. Besides, the test brings the "
        "picture back to sizes that are usual, and to those that the peaks hint at: at the very size at which it was "
        "saved as a JPEG its frequencies gather at multiples of that save's steps, at all others they don't."
    ),
    limits=(
        "Resizing is an everyday step and no sign of deceit; some cameras resize by themselves. Finding nothing doesn't "
        "mean that the picture keeps its first size: later compression below quality 90 wipes out most traces of making "
        "smaller, and making it half as large or less leaves none, unless it was a strongly compressed JPEG of a usual "
        "size that wasn't exactly twice as large. A scene that repeats regularly both across and down, or a photograph of "
        "a screen, could look the same. Whether the picture was cropped after it was resized isn't told; where it was, an "
        "earlier save isn't found."
    ),
    applies_to=frozenset({*_JPEG, FileKind.PNG, FileKind.APNG, FileKind.TIFF, FileKind.BMP}),
    needs=("jpeg.quantization",),
    engines=("numpy", "pillow", "scipy"),
    references=(
        Reference(
            "Gallagher 2005, Detection of linear and cubic interpolation in JPEG compressed images",
            "https://doi.org/10.1109/CRV.2005.33",
        ),
        Reference(
            "Mahdian and Saic 2008, Blind authentication using periodic properties of interpolation",
            "https://doi.org/10.1109/TIFS.2004.924603",
        ),
        Reference(
            "Kirchner 2008, Fast and reliable resampling detection by spectral analysis of fixed linear "
            "predictor residue",
            "https://doi.org/10.1145/1411328.1411333",
        ),
        Reference(
            "Bianchi and Piva 2012, Reverse engineering of double JPEG compression in the presence of image resizing",
            "https://doi.org/10.1109/WIFS.2012.6412643",
        ),
    ),
    parameters=(
        ("false alarms allowed by chance", "10 to the power of -9 in a picture (NFA)"),
        ("factors that are told", "0.65 to 2.5"),
        ("factors for which a JPEG of another size is looked for", "0.45 to 2.5"),
        (
            "least score of a JPEG of another size",
            "9 usual spreads, 2 more than at other places of its blocks",
        ),
        ("smallest side", "256 pixels"),
        ("least JPEG quality", "90, and 80 for a JPEG of another size"),
    ),
    cost="low",
    nothing_means=(
        "No trace of resizing shows. The picture may have been made smaller all the same: that often leaves "
        "none once the file is saved again as JPEG."
    ),
)

SMALLEST_SIDE = 256
"""Pixels; in smaller pictures peaks are too wide."""
LEAST_QUALITY = 90
"""JPEG quality below which most traces of making smaller are gone: at 80, 9 of 117 pictures that were made 0.7 to 0.9 times
as large were found."""
LEAST_QUALITY_FOR_SIZE = 80
"""JPEG quality below which no JPEG of another size is looked for: the file's own steps hide it."""

LIMITS = (
    "Resizing is an everyday step: sites, messengers and programs do it, and some cameras by themselves. It says nothing of "
    "what was changed besides. A scene that repeats very regularly both across and down could look the same."
)

LIMITS_EARLIER = (
    "Resizing is an everyday step: sites, messengers and programs do it. It says nothing of what was changed besides. The size "
    "may be off by a pixel or two, and before that save the picture may have been larger still."
)


def run(picture: Picture) -> tuple[Finding, ...]:
    """The resizing, if a trace of it is sure enough."""
    resizing, earlier = _examined(picture)
    if earlier is not None:
        return (_with_earlier(picture, earlier),)
    if resizing is not None:
        return (_finding(picture, resizing),)
    if _quality(picture) < LEAST_QUALITY:
        raise NotApplicable(
            f"the file was saved at about quality {_quality(picture)} of 100, which wipes out most traces of "
            "resizing (history destroyed), and none shows"
        )
    return ()


def is_flagged(picture: Picture) -> bool:
    """Whether `run` says that the picture was resized; for measuring. Raises `NotApplicable` where it can't look."""
    return bool(run(picture))


def _examined(picture: Picture) -> tuple[Resizing | None, EarlierSize | None]:
    from generator.analyse.grid.votes import luminance
    from generator.analyse.resampling.factor import hinted, resizing_of
    from generator.analyse.resampling.traces import traces_of
    from generator.analyse.resized_jpeg.earlier import earlier_size

    height, width = picture.rgb.shape[:2]
    if min(height, width) < SMALLEST_SIDE:
        raise NotApplicable(
            f"the picture is too small ({width} x {height} pixels): the test needs at least {SMALLEST_SIDE} "
            "on each side"
        )
    gray = luminance(picture.rgb)
    traces = traces_of(gray)
    earlier = earlier_size(gray, hinted(traces)) if _quality(picture) >= LEAST_QUALITY_FOR_SIZE else None
    return (resizing_of(traces) if earlier is None else None), earlier


def _quality(picture: Picture) -> int:
    """Estimated quality of the file's own compression; 100 when it keeps its pixels without loss."""
    return picture.own_quality if picture.kind in _JPEG else 100


def _finding(picture: Picture, resizing: Resizing) -> Finding:
    from generator.analyse.resampling.measured import error_rate

    bound = Measurement("log_nfa", round(resizing.log_nfa), "powers of ten")
    if resizing.factor:
        height, width = picture.rgb.shape[:2]
        factor = round(resizing.factor, 2)
        words = (
            f"The whole picture was made {'smaller' if factor < 1 else 'larger'}: to about {factor} times the size that it "
            "had before."
        )
        measurements: tuple[Measurement, ...] = (
            Measurement("factor", round(resizing.factor, 3)),
            Measurement("earlier_width", round(width / resizing.factor), "px"),
            Measurement("earlier_height", round(height / resizing.factor), "px"),
            bound,
        )
    else:
        words = "The whole picture was resized. Whether it was made smaller or larger, and by how much, can't be told."
        measurements = (Measurement("frequency", round(resizing.frequency, 3), "periods a pixel"), bound)
    return Finding(
        code="pixels.resampling",
        statement=words,
        measurements=measurements,
        limits=LIMITS,
        error_rate=error_rate(_quality(picture)),
    )


def _with_earlier(picture: Picture, earlier: EarlierSize) -> Finding:
    from generator.analyse.resized_jpeg.measured import error_rate

    height, width = picture.rgb.shape[:2]
    return Finding(
        code="pixels.resampling",
        statement=(
            f"The whole picture was made {'smaller' if width < earlier.width else 'larger'}: it was saved as a JPEG of "
            f"{earlier.width} x {earlier.height} pixels, at about quality {earlier.quality} of 100, before it got its size of "
            f"{width} x {height}."
        ),
        measurements=(
            Measurement("factor", round(width / earlier.width, 3)),
            Measurement("earlier_width", earlier.width, "px"),
            Measurement("earlier_height", earlier.height, "px"),
            Measurement("earlier_quality", earlier.quality, "of 100"),
            Measurement("score", round(earlier.score, 1), "usual spreads"),
        ),
        limits=LIMITS_EARLIER,
        error_rate=error_rate(_quality(picture)),
    )
