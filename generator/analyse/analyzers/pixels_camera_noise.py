"""Did a known camera body take the picture? Its sensor's noise compared with fingerprints that the publisher has learned.

No two sensors respond alike: each pixel is a little more or less sensitive than its neighbours, and stays so. The field calls
the pattern PRNU. What it can't show: that a picture is not from a body (compression, reduction and correction of distortion
wipe the pattern out), and that nobody pressed a learned pattern into the picture.

Sources: see `camera_noise/residual.py`, `camera_noise/learn.py` and `camera_noise/compare.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.analyse.analyzer import ALL_KINDS, Analyzer, CouldNotCheck, NotApplicable, Reference
from generator.analyse.picture import Picture
from generator.model import (
    Axis,
    Bearing,
    Finding,
    Measurement,
    Origin,
    Row,
    Table,
    Weight,
)

if TYPE_CHECKING:
    from generator.analyse.camera_noise.compare import Comparison, Examined, Way
    from generator.analyse.camera_noise.fingerprint import Header
    from generator.analyse.camera_noise.residual import Array

ANALYZER = Analyzer(
    id="pixels.camera-noise",
    version="1",
    title="Noise of a known camera",
    question="Did one of the camera bodies that the publisher knows take the picture?",
    measures=(
        "Every pixel of a sensor is a little more or less sensitive than its neighbours, and stays so. This leaves a faint "
        "pattern in all pictures of one body, which no other body has, not even of the same model. The publisher can learn the "
        "pattern of a body from pictures that it took. Here the noise is taken out of the picture and compared with these "
        "fingerprints: as a picture of full size, as a reduced one, and as a part of one. The measure is how far the "
        "correlation at the right place stands out from all wrong places (PCE)."
    ),
    limits=(
        "Only bodies whose fingerprint the publisher has learned can be recognised. That none was recognised doesn't show that "
        "none of them took the picture: strong compression, dark or clipped pictures, correction of distortion, and cropping "
        "and reducing together hide the pattern. Who has many pictures of a camera can learn its pattern and press it into any "
        "picture. A picture put together from several can match by one of them."
    ),
    applies_to=ALL_KINDS,
    needs=("jpeg.quantization",),
    engines=("numpy", "pillow", "scipy", "pywavelets"),
    references=(
        Reference(
            "Lukáš, Fridrich and Goljan 2006, Digital camera identification from sensor pattern noise",
            "https://doi.org/10.1109/TIFS.2006.873602",
        ),
        Reference(
            "Chen, Fridrich, Goljan and Lukáš 2008, Determining image origin and integrity using sensor noise",
            "https://doi.org/10.1109/TIFS.2007.916285",
        ),
        Reference(
            "Goljan, Fridrich and Filler 2009, Large scale test of sensor fingerprint camera identification",
            "https://doi.org/10.1117/12.805701",
        ),
    ),
    parameters=(
        ("least PCE", "60"),
        ("most pixels looked at", "4,000,000"),
        ("part searched for when cropped", "1024 x 1024 pixels"),
        ("least reduction", "0.3"),
        ("wrong comparisons above it, measured", "0 of 843 (at most 0.44 %)"),
        ("wrong comparisons above it, Goljan, Fridrich and Filler 2009", "0.0024 %"),
        ("least JPEG quality to say that nothing was found", "60"),
    ),
    reads=("cameras",),
    cost="medium",
    raises_flags=True,
    nothing_means=(
        "The picture has the full size of a known camera's pictures, but its noise matches none. It may still come from one of "
        "them: processing can wipe the noise out."
    ),
)  # fmt: skip

LEAST_QUALITY = 60
"""JPEG quality below which "not found" says nothing: development scenes saved again at 40 fell to a PCE of 33."""
LEAST_PROMISE = 0.1
"""Share of the picture that must be neither dark nor clipped."""

LIMITS = (
    "The noise shows which sensor took a large part of the picture, or all of it, not what was done to it since, and not that "
    "it shows the world: a screen or a print can be photographed, too. Who has many pictures of a camera can press its noise "
    "into another picture."
)


@dataclass(frozen=True, slots=True)
class _Result:
    header: Header
    """The fingerprint."""
    sha256: str
    """Hash of its file."""
    comparisons: tuple[Comparison, ...]
    """By way; empty when the picture can't be this body's, or wasn't compared."""
    why_not: str
    """Why it was not compared, or not in full; empty otherwise."""

    @property
    def best(self) -> Comparison | None:
        return max(self.comparisons, key=lambda item: item.pce, default=None)


def run(picture: Picture) -> tuple[Finding, ...]:
    """A finding for each body whose pattern is in the picture."""
    from generator.analyse.camera_noise.compare import Way

    results = _compared(picture)
    matches = [item for item in results if item.best is not None and item.best.is_match]
    if matches:
        table = _table(results)
        return tuple(_finding(item, item.best, table) for item in matches if item.best is not None)
    compared = [item for item in results if item.comparisons]
    if not compared:
        raise NotApplicable(_why_none(picture, results))
    if 0 < (quality := picture.own_quality) < LEAST_QUALITY:
        raise NotApplicable(
            f"the noise of {_names(compared)} was not found, but the file was saved as a JPEG at about quality {quality} of "
            "100, which can wipe it out (history destroyed), so whether one of them took it can't be told"
        )
    if not any(item.way is Way.WHOLE for result in compared for item in result.comparisons):
        raise NotApplicable(
            f"the picture doesn't have the full size of the pictures of {_names(compared)}. Their noise was looked for as in a "
            f"reduced or cropped picture and not found; but {_unseen(compared)}, so whether one of them took it can't be told"
        )
    return ()


def _compared(picture: Picture) -> list[_Result]:
    from generator.analyse.camera_noise.compare import LEAST_SIDE, examined, ways
    from generator.analyse.camera_noise.fingerprint import InvalidFingerprint
    from generator.analyse.camera_noise.handed import GROUP, fingerprints_of

    files = picture.materials_of(GROUP)
    if not files:
        raise NotApplicable(
            "the publisher has named no camera whose noise is known (`cameras:` in site.yaml), so there is nothing to "
            "compare with"
        )
    try:
        known = fingerprints_of(files)
    except InvalidFingerprint as error:
        raise CouldNotCheck(f"a fingerprint can't be read: {error}") from error
    height, width = picture.rgb.shape[:2]
    if min(height, width) < LEAST_SIDE:
        raise NotApplicable(
            f"the picture is too small ({width} × {height} pixels): the test needs at least {LEAST_SIDE} on each side"
        )
    view: Examined | None = None
    results: list[_Result] = []
    for item, fingerprint in known:
        header = fingerprint.header
        possible = ways((height, width), (header.height, header.width))
        if not possible:
            why = (
                f"the picture has {width} × {height} pixels and this camera's pictures {header.width} × {header.height}: it is "
                "no part of one and no plain reduction"
            )
            results.append(_Result(header, item.sha256, (), why))
            continue
        if view is None:
            view = examined(picture.rgb)
            if float((view.promise > 0).mean()) < LEAST_PROMISE:
                raise NotApplicable(
                    "almost the whole picture is too dark or too bright (clipped) to hold a sensor's noise"
                )
        try:
            results.append(_result(view, header, item.sha256, fingerprint.pattern(), possible))
        except InvalidFingerprint as error:
            raise CouldNotCheck(f"a fingerprint can't be read: {error}") from error
    return results


def _result(
    view: Examined,
    header: Header,
    sha256: str,
    pattern: Array,
    possible: tuple[tuple[Way, tuple[str, ...]], ...],
) -> _Result:
    from generator.analyse.camera_noise.compare import compare

    comparisons: list[Comparison] = []
    why = ""
    for way, turns in possible:
        comparison = compare(view, pattern, way, turns)
        if comparison is None:
            why = "it was not searched for a cropped picture, as that would take too long with so many fingerprints"
            continue
        comparisons.append(comparison)
        if comparison.is_match:
            break
    return _Result(header, sha256, tuple(comparisons), why)


def _finding(result: _Result, best: Comparison, table: Table) -> Finding:
    from generator.analyse.camera_noise.measured import ERROR_RATE

    header = result.header
    return Finding(
        code="pixels.camera-noise.match",
        statement=(
            f"The noise in the pixels is that of the camera “{header.name}”, as the publisher learned it from "
            f"{len(header.references)} pictures{_taken_for(best)}. In theory, chance alone does this less than once "
            f"in {_odds(best.chance)} comparisons."
        ),
        weights=(Weight(Bearing.SUPPORTS, Axis.ORIGIN, Origin.CAMERA.value),),
        measurements=(
            Measurement("camera", header.name),
            Measurement("model", header.model),
            Measurement("fingerprint", result.sha256),
            Measurement("references", len(header.references)),
            Measurement("pce", round(best.pce, 1)),
            Measurement("chance", best.chance, "powers of ten"),
            Measurement("taken_for", best.way.value),
            Measurement("turn", best.turn or "none"),
            Measurement("scale", round(best.scale, 4)),
            Measurement("x", best.x, "px"),
            Measurement("y", best.y, "px"),
        ),
        tables=(table,),
        limits=LIMITS,
        error_rate=ERROR_RATE,
    )


def _taken_for(best: Comparison) -> str:
    from generator.analyse.camera_noise.compare import Way

    words = {
        Way.WHOLE: "",
        Way.REDUCED: f". The picture was reduced to {best.scale:.0%} of the camera's size",
        Way.CROPPED: f". The picture is a part of a larger one: it begins {best.x} pixels from the left and {best.y} from the "
        "top edge",
    }[best.way]
    if best.turn:
        words += f"{'. It was' if not words else ', and was'} {best.turn}"
    return words


def _odds(chance: float) -> str:
    """`1,000,000`, or `a million million` where digits would drown the reader."""
    return f"{10 ** int(-chance):,}" if chance > -10 else "ten thousand million"


def _table(results: list[_Result]) -> Table:
    rows: list[Row] = []
    for result in results:
        header = result.header
        about = (
            f"{header.model + ', ' if header.model else ''}{len(header.references)} "
            f"{'pictures of an even surface' if header.are_flat else 'pictures of usual scenes'}"
        )
        if not result.comparisons:
            rows.append(Row(header.name, "not compared", note=f"{about}; {result.why_not}"))
            continue
        words = [
            f"PCE {item.pce:.1f} as {item.way.value}{', ' + item.turn if item.turn else ''}"
            for item in result.comparisons
        ]
        rows.append(Row(header.name, "; ".join(words), note="; ".join(filter(None, (about, result.why_not)))))
    return Table("Known cameras compared with this picture", tuple(rows))


def _names(results: list[_Result]) -> str:
    names = [f"“{item.header.name}”" for item in results]
    if len(names) > 4:
        return f"{', '.join(names[:3])} and {len(names) - 3} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def _unseen(results: list[_Result]) -> str:
    if any(item.why_not for item in results):
        return (
            "not all could be searched, and a picture that was both reduced and cropped can't be recognised"
        )
    return "a picture that was both reduced and cropped can't be recognised"


def _why_none(picture: Picture, results: list[_Result]) -> str:
    height, width = picture.rgb.shape[:2]
    if any("too long" in item.why_not for item in results):
        return "there are too many fingerprints to search them all for a cropped picture"
    sizes = sorted({f"{item.header.width} × {item.header.height}" for item in results})
    listed = ", ".join(sizes[:3]) + (" and others" if len(sizes) > 3 else "")
    return (
        f"the picture has {width} × {height} pixels, and those of the known cameras have {listed}: it is no part of one and no "
        "plain reduction (history destroyed, or of another camera)"
    )
