"""Filters that people know from the web, each beside the same filter over an untouched photograph. For the eye alone.

Error level analysis, JPEG ghosts, noise residual, noise level by block, luminance gradient, bit planes, luminance histogram,
DCT spectrum. No bound on false alarms is known for any of them, so there is no score, no flag and no weight. What they can't
show: that anything was edited, or that nothing was.

Sources: see `layers/filters.py` and `layers/spectrum.py`; the figures in `layers/captions.py`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analyse.analyzer import ALL_KINDS, Analyzer, NotApplicable, Reference
from generator.analyse.picture import Picture
from generator.model import FileKind, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.analyse.layers.control import Saving
    from generator.analyse.layers.filters import Strip

ANALYZER = Analyzer(
    id="pixels.layers",
    version="4",
    title="Filters for the eye",
    question="What do well-known filters show, and what would they show of an untouched photograph?",
    measures=(
        "Eight filters that are often passed around as proof are laid over the picture: error levels, JPEG ghosts, two views "
        "of noise, a relief of brightness, the lowest bits, a histogram and a spectrum. Each stands beside the same filter "
        "over a control: a made-up photograph of the same size, saved as JPEG with the same strength where the picture is a "
        "JPEG. All scales are fixed, so that the two can be compared, and the results are reduced to small pictures."
    ),
    limits=(
        "These pictures prove nothing by themselves and count in no conclusion. Light, dark, smooth and rough parts are in "
        "every untouched photograph, and a skilled edit shows in none of them. The control shows another scene, is made up, "
        "and can't stand for every camera."
    ),
    applies_to=ALL_KINDS,
    engines=("numpy", "pillow", "scipy"),
    references=(
        Reference("Krawetz 2007, A Picture's Worth: Digital Image Analysis and Forensics"),
        Reference("Farid 2009, Exposing digital forgeries from JPEG ghosts", "https://doi.org/10.1109/TIFS.2008.2012215"),
        Reference("Immerkær 1996, Fast noise variance estimation", "https://doi.org/10.1006/cviu.1996.0060"),
        Reference(
            "Mahdian and Saic 2009, Using noise inconsistencies for blind image forensics",
            "https://doi.org/10.1016/j.imavis.2009.02.001",
        ),
    ),
    parameters=(
        ("error levels", "saved at quality 90, shown 20 times larger"),
        ("JPEG ghosts", "qualities 48 to 88, squares of 16 pixels"),
        ("largest side of a figure", "800 pixels"),
    ),
    cost="medium",
    nothing_means="This answer isn't given: wherever the filters can be drawn, they are shown.",
)  # fmt: skip

SMALLEST_SIDE = 64
"""Below this there is nothing to be seen, pixels."""
STATEMENT = (
    "Eight well-known filters were laid over this picture and over an untouched control. They are here to look at: they prove "
    "nothing by themselves and count in no conclusion."
)


def run(picture: Picture) -> tuple[Finding, ...]:
    """One finding with all figures."""
    from generator.analyse.layers.figures import control_files, figures
    from generator.analyse.layers.filters import layers_of

    height, width = picture.rgb.shape[:2]
    if min(height, width) < SMALLEST_SIDE:
        raise NotApplicable(
            f"the picture is too small ({width} x {height} pixels) to see anything in filters: they need at least "
            f"{SMALLEST_SIDE} on each side"
        )
    saving = _saving(picture)
    upright = (width, height) if picture.orientation >= 5 else (height, width)
    layers = layers_of(_strips(picture), height, width)
    control = control_files(*upright, saving)
    return (
        Finding(
            code="pixels.layers",
            statement=STATEMENT,
            figures=figures(picture, layers, control),
            limits="Whether anything was edited, or by whom.",
        ),
    )


def _strips(picture: Picture) -> Iterator[Strip]:
    from generator.analyse.layers.filters import strip_rows

    rgb = picture.rgb
    rows = strip_rows(*rgb.shape[:2])
    return (rgb[first : first + rows] for first in range(0, len(rgb), rows))


def _saving(picture: Picture) -> Saving | None:
    """How the file was saved, as it lies in the upright picture; None where it is no JPEG."""
    from generator.analyse.jpeg_tables import read_header
    from generator.analyse.layers.control import Saving

    if picture.kind not in (FileKind.JPEG, FileKind.MPO):
        return None
    header = read_header(picture.data)
    tables = [
        header.tables[item.table].values for item in header.components[:2] if item.table in header.tables
    ]
    return Saving(tuple(tables), header.subsampling).turned(picture.orientation) if tables else None
