"""How often the tests that may raise a flag find an alteration, and how often they accuse an authentic picture.

Reads `forensics.csv` in a folder of pictures with known answers: corpus, path, mask, label (`altered`, `authentic`), variant,
split. Every analyzer of the family `pixels` whose module has `flag_mask(picture)` takes part. A picture is flagged when that
mask isn't empty. Pixel figures are means over all altered pictures, with 0 for those that weren't flagged.

Sources: Clopper and Pearson 1934 for the intervals; Matthews 1975 for the correlation (MCC).
"""

from __future__ import annotations

import csv
import hashlib
import importlib
import io
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.analyse.analyzer import CouldNotCheck, NotApplicable
from generator.analyse.chain import run_chain
from generator.analyse.picture import Picture
from generator.analyse.registry import Registered, discover, selected
from generator.errors import BackstoryError
from generator.kind import sniff
from generator.model import FileKind, Run

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FAMILY = "pixels."
LIST = "forensics.csv"
_HEAD = (
    f"  {'':32} {'altered':>7} {'found':>6} {'F1':>6} {'MCC':>6} "
    f"{'authentic':>10} {'alarms':>6} {'at most':>8} {'applies':>8}"
)


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled picture."""

    path: Path
    """Where it lies."""
    mask: Path | None
    """White where the picture was altered; None for authentic ones."""
    group: str
    """Corpus and variant: `splices-known png`."""


@dataclass(frozen=True, slots=True)
class Score:
    """What one test made of one picture."""

    is_flagged: bool
    """Whether a region was flagged."""
    is_checked: bool
    """Whether the test said found or nothing found; else it said that it doesn't apply."""
    f1: float
    """Of the flagged pixels, 0 where nothing was flagged or the picture is authentic."""
    mcc: float
    """Likewise."""
    seconds: float
    """CPU seconds of the whole run, without decoding."""
    megapixels: float
    """Size of the picture."""


def samples(folder: Path, split: str | None) -> list[Sample]:
    """The labelled pictures of a folder, in the list's order; reference pictures are left out."""
    if not (folder / LIST).is_file():
        raise BackstoryError(
            f"There is no {LIST} in {folder}. It lists corpus, path, mask, label, variant and split."
        )
    with (folder / LIST).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Sample(
            folder / row["path"],
            folder / row["mask"] if row["label"] == "altered" and row["mask"] else None,
            f"{row['corpus']} {row['variant']}".strip(),
        )
        for row in rows
        if row["label"] in ("altered", "authentic") and split in (None, row["split"])
    ]


def measure(folder: Path, *, split: str | None = None) -> dict[str, Any]:
    """All figures: by test, by group, for altered and authentic pictures."""
    chain = discover()
    tests = [
        item
        for item in chain
        if item.id.startswith(FAMILY) and hasattr(importlib.import_module(item.module), "flag_mask")
    ]
    found: dict[str, dict[str, dict[str, list[Score]]]] = {item.id: {} for item in tests}
    for sample in samples(folder, split):
        picture = _opened(sample.path)
        for item in tests:
            groups = found[item.id].setdefault(sample.group, {"altered": [], "authentic": []})
            label = "altered" if sample.mask else "authentic"
            groups[label].append(_score(item, chain, picture, sample))
    digest = hashlib.sha256((folder / LIST).read_bytes()).hexdigest()
    return {
        "list": digest,
        "split": split or "all",
        "tests": {name: _summary(groups) for name, groups in found.items()},
        "peak memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
    }


def lines(figures: dict[str, Any]) -> Iterator[str]:
    """The figures for a person."""
    yield f"list {figures['list'][:8]}, split {figures['split']}, peak memory {figures['peak memory'] / 2**20:.0f} MiB"
    for name, summary in figures["tests"].items():
        yield f"{name}: {summary['seconds per megapixel']:.3f} CPU seconds per megapixel"
        yield _HEAD
        for group, row in summary["groups"].items():
            yield (
                f"  {group:32} {row['altered']:7} {row['found']:6} {row['f1']:6.3f} {row['mcc']:6.3f} {row['authentic']:10} "
                f"{row['false alarms']:6} {row['false alarms at most']:8.3f} {row['applies']:8.0%}"
            )


def highest_rate(count: int, of: int) -> float:
    """Upper end of the exact 95 % confidence interval of a share."""
    from scipy.special import betaincinv

    return 1.0 if count >= of else float(betaincinv(count + 1, of - count, 0.975))


def agreement(flagged: NDArray[np.bool_], truth: NDArray[np.bool_]) -> tuple[float, float]:
    """F1 and Matthews correlation of two masks; 0 where one of them is all of one kind."""
    both = float((flagged & truth).sum())
    only_flagged, only_truth = float(flagged.sum()) - both, float(truth.sum()) - both
    neither = flagged.size - both - only_flagged - only_truth
    f1 = 2 * both / (2 * both + only_flagged + only_truth) if both else 0.0
    product = (both + only_flagged) * (both + only_truth) * (neither + only_flagged) * (neither + only_truth)
    return f1, (both * neither - only_flagged * only_truth) / product**0.5 if product else 0.0


def _opened(path: Path) -> Picture:
    data = path.read_bytes()
    kind = sniff(data[:4096], len(data))
    if not isinstance(kind, FileKind):
        raise BackstoryError(f"{path} is no picture: {kind}. Take it out of {LIST}.")
    picture = Picture(data, kind, hashlib.sha256(data).hexdigest(), runs={})
    # Decoding is shared by all analyzers, so it isn't counted here.
    _ = picture.rgb
    return picture


def _score(item: Registered, chain: tuple[Registered, ...], picture: Picture, sample: Sample) -> Score:
    import numpy as np

    needed = selected(chain, item.analyzer.needs)
    runs = {finished.name: finished.value for finished in run_chain(picture, needed)}
    picture.runs = {name: value for name, value in runs.items() if isinstance(value, Run)}
    started = time.process_time()
    is_checked = True
    try:
        item.run(picture)
    except (NotApplicable, CouldNotCheck):
        is_checked = False
    seconds = time.process_time() - started
    shape = picture.rgb.shape[:2]
    try:
        flagged: NDArray[np.bool_] = importlib.import_module(item.module).flag_mask(picture)
    except (NotApplicable, CouldNotCheck):
        flagged = np.zeros(shape, np.bool_)
    f1, mcc = agreement(flagged, _truth(sample.mask, shape)) if sample.mask and flagged.any() else (0.0, 0.0)
    return Score(bool(flagged.any()), is_checked, f1, mcc, seconds, shape[0] * shape[1] / 1e6)


def _truth(path: Path, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    import numpy as np
    from PIL import Image

    with Image.open(io.BytesIO(path.read_bytes())) as image:
        # Some public masks are a little smaller or larger than their picture.
        fitted = image.convert("L").resize((shape[1], shape[0]), Image.Resampling.NEAREST)
        return np.asarray(fitted) > 127


def _summary(groups: dict[str, dict[str, list[Score]]]) -> dict[str, Any]:
    everything = [score for labels in groups.values() for scores in labels.values() for score in scores]
    area = sum(score.megapixels for score in everything)
    return {
        "seconds per megapixel": sum(score.seconds for score in everything) / area if area else 0.0,
        "groups": {name: _row(labels["altered"], labels["authentic"]) for name, labels in groups.items()},
    }


def _row(altered: list[Score], authentic: list[Score]) -> dict[str, Any]:
    alarms = sum(score.is_flagged for score in authentic)
    everything = altered + authentic
    return {
        "altered": len(altered),
        "found": sum(score.is_flagged for score in altered),
        "f1": sum(score.f1 for score in altered) / max(1, len(altered)),
        "mcc": sum(score.mcc for score in altered) / max(1, len(altered)),
        "authentic": len(authentic),
        "false alarms": alarms,
        "false alarms at most": highest_rate(alarms, len(authentic)),
        "applies": sum(score.is_checked for score in everything) / max(1, len(everything)),
    }
