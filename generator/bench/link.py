"""How well links are found: which changes a picture survives, what is linked wrongly, which version came first, and how fast.

The pictures are authentic ones of a folder with `forensics.csv` (corpus, path, label, variant, split): one of each scene,
evenly chosen. Each is changed in memory (`link_changes.py`) and looked for among all of them. A link between two different
pictures is listed by name, so that a person can see whether they truly share something.

Changed regions are scored on pairs of the same name in `authentic` and `altered`. Where a mask shows both ends of a copy, the
end counts in which the two files differ. Families of versions are made from the
same pictures (`families.py`).
"""

from __future__ import annotations

import csv
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from generator.analyse.features.affine import inverse
from generator.analyse.features.agreement import Sight
from generator.analyse.features.features import Features, features_of
from generator.analyse.features.placement import place, sighted
from generator.analyse.hashes.pdq import pdq
from generator.bench import families
from generator.bench.labelled import LIST
from generator.bench.link_changes import CHANGES
from generator.bench.link_scale import MEASURES, SCALES
from generator.bench.pixel_scores import agreement
from generator.compare.comparison import compare
from generator.errors import BackstoryError

PICTURES = 20
"""Pictures that are changed."""
NEAR, QUALITY = 31, 50
"""When PDQ counts as a match."""


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    features: Features
    hashes: NDArray[np.uint64]
    quality: int


def measure(folder: Path, *, split: str | None = None, with_scale: bool = True) -> dict[str, Any]:
    """All figures, by name."""
    rows = _rows(folder, split)
    paths = _scenes(rows)
    known = [_known(path, _opened(folder / path)) for path in paths]
    chosen = [known[number * len(known) // PICTURES] for number in range(min(PICTURES, len(known)))]
    return {
        "pictures": len(chosen),
        "scenes": len(known),
        "changes": {
            name: _found([_opened(folder / item.name) for item in chosen], chosen, name) for name in CHANGES
        },
        "links among different pictures": _links(known),
        "other shots of one scene": _links(known, of_scene=True),
        "pairs": len(known) * (len(known) - 1) // 2,
        "links among the chosen": len(_links(chosen)),
        "changed regions": _regions(folder, rows),
        "families": families.measure([_opened(folder / item.name) for item in chosen]),
        "scale": [_scale(what, count) for what, count in SCALES] if with_scale else [],
    }


def lines(figures: dict[str, Any]) -> Iterator[str]:
    """The figures for a person."""
    count = figures["pictures"]
    yield f"found of {count} pictures after a change: {'':12} PDQ   local features   either"
    for name, row in figures["changes"].items():
        yield f"  {name:40} {row['pdq']:7} {row['features']:12} {row['either']:12}"
    pairs = count * (count - 1) // 2
    yield f"links among their {pairs} unrelated pairs: {figures['links among the chosen']}"
    yield f"links among {figures['pairs']} pairs of {figures['scenes']} authentic pictures of different names:"
    yield from (
        f"  {first} - {second}: {how}" for first, second, how in figures["links among different pictures"]
    )
    yield "said to be another shot of one scene, from which nothing is concluded:"
    yield from (f"  {first} - {second}: {how}" for first, second, how in figures["other shots of one scene"])
    yield "changed regions between an original and an altered version:"
    for name, row in figures["changed regions"].items():
        yield f"  {name:40} {row['pairs']:4} pairs, mean F1 {row['f1']:.3f}, not placed {row['not placed']}"
    yield from _family_lines(figures["families"])
    for row in figures["scale"]:
        yield (
            f"{row['count']:9,} {MEASURES[row['what']][1]:22} {row['seconds']:7.1f} CPU s {row['peak'] / 2**20:6.0f} MiB peak, "
            f"planted pairs found {row['found']:.1%}"
        )


def _family_lines(found: dict[str, Any]) -> Iterator[str]:
    yield (
        f"which came first, in {found['families']} simulated families: of {found['families with decidable pairs']} with "
        f"decidable pairs all are right in {found['families right']}"
    )
    yield (
        f"  decidable pairs: {found['right']} of {found['decidable']} right, {found['wrong']} wrong, "
        f"{found['left open']} left open"
    )
    yield from (
        f"    {reason} was lost: "
        + ", ".join(f"{'left open' if name == 'open' else name} {number}" for name, number in counts.items())
        for reason, counts in found["by what was lost"].items()
    )
    yield (
        f"  undecidable pairs: {found['not told']} of {found['undecidable']} said so; besides, "
        f"{found['told all the same, rightly']} in which nothing was lost were told, rightly"
    )
    yield (
        f"  pairs in which each has everything that the other has: {found['open told']} of {found['open']} told"
    )
    yield (
        f"  pairs in which one may as well be the origin of the other: {found['either wrong']} of {found['either']} told the "
        "other way round"
    )
    yield f"  pairs that no check found to belong together: {found['not found']}"


def _rows(folder: Path, split: str | None) -> list[dict[str, str]]:
    if not (folder / LIST).is_file():
        raise BackstoryError(
            f"There is no {LIST} in {folder}. It lists corpus, path, mask, label, variant and split."
        )
    with (folder / LIST).open(encoding="utf-8", newline="") as file:
        return [
            row
            for row in csv.DictReader(file)
            if split in (None, row["split"]) and row["label"] != "reference"
        ]


def _scenes(rows: Sequence[dict[str, str]]) -> list[str]:
    """One authentic picture of each scene: variants of one name, such as saves at other qualities, count once."""
    scenes: dict[str, str] = {}
    for row in rows:
        if row["label"] == "authentic":
            stem = Path(row["path"]).stem
            variant = row["variant"] if stem.endswith(row["variant"]) else ""
            scenes.setdefault(f"{row['corpus']} {stem.removesuffix(variant).rstrip('_')}", row["path"])
    return list(scenes.values())


def _opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return (ImageOps.exif_transpose(image) or image).convert("RGB")


def _known(name: str, image: Image.Image) -> _Known:
    pixels = np.asarray(image)
    looks = pdq(pixels)
    rows = [np.frombuffer(bytes.fromhex(text), ">u8") for text in (looks.original, looks.mirrored)]
    return _Known(name, features_of(pixels), np.stack(rows).astype(np.uint64), looks.quality)


def _near(first: _Known, second: _Known) -> bool:
    if min(first.quality, second.quality) < QUALITY:
        return False
    return bool((np.bitwise_count(first.hashes ^ second.hashes[:1]).sum(axis=1) <= NEAR).any())


def _found(images: Sequence[Image.Image], known: Sequence[_Known], change: str) -> dict[str, int]:
    count = {"pdq": 0, "features": 0, "either": 0}
    for image, item in zip(images, known, strict=True):
        changed = _known("", CHANGES[change](image))
        looks, places = _near(item, changed), place(item.features, changed.features) is not None
        count["pdq"] += looks
        count["features"] += places
        count["either"] += looks or places
    return count


def _links(known: Sequence[_Known], *, of_scene: bool = False) -> list[tuple[str, str, str]]:
    """Pairs that are linked as one picture, or else those that are linked as another shot of one scene."""
    found = []
    for first, second in itertools.combinations(known, 2):
        placement = sighted(first.features, second.features)
        if placement and (placement.sight is Sight.CAPTURE) is not of_scene:
            strain = f"tiles displaced by {placement.agreement.strain:.1f} of their noise"
            how = f"{placement.inliers} places, {placement.scale:.2f} as large, {strain}"
            found.append((first.name, second.name, how))
        elif placement is None and not of_scene and _near(first, second):
            found.append((first.name, second.name, "PDQ"))
    return found


def _regions(folder: Path, rows: Sequence[dict[str, str]]) -> dict[str, dict[str, float]]:
    scores: dict[str, list[float]] = {}
    missed: dict[str, int] = {}
    authentic = {row["path"] for row in rows if row["label"] == "authentic"}
    for row in rows:
        origin = row["path"].replace("/altered/", "/authentic/").replace("_sp", "_au")
        if row["label"] != "altered" or not row["mask"] or origin not in authentic:
            continue
        group = f"{row['corpus']} {row['variant']}".strip()
        first, second = (np.asarray(_opened(folder / path)) for path in (origin, row["path"]))
        placement = place(features_of(first), features_of(second))
        scores.setdefault(group, [])
        missed[group] = missed.get(group, 0) + (placement is None)
        flagged = np.zeros(second.shape[:2], np.bool_)
        if placement:
            flagged = compare(second, first, inverse(np.array(placement.matrix).reshape(2, 3))).changes.mask
        scores[group].append(agreement(flagged, _truth(folder / row["mask"], first, second))[0])
    return {
        group: {"pairs": len(values), "f1": float(np.mean(values)), "not placed": missed[group]}
        for group, values in scores.items()
    }


def _truth(path: Path, first: NDArray[np.uint8], second: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """The mask without the ends from which something was copied: there the two files agree."""
    from scipy.ndimage import label

    with Image.open(path) as image:
        mask = np.asarray(image.convert("L").resize((second.shape[1], second.shape[0]))) > 127
    if first.shape != second.shape:
        return mask
    differs = np.abs(first.astype(np.int16) - second).max(axis=2) > 8
    labels, count = label(mask)
    shares = [float(differs[labels == number].mean()) for number in range(1, count + 1)]
    kept = [number for number, share in enumerate(shares, 1) if share >= 0.5 * max(shares)]
    return np.isin(labels, kept)


def _scale(what: str, count: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "generator.bench.link_scale", what, str(count)]
    root = str(Path(__file__).resolve().parents[2])
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    done = subprocess.run(
        command, env=os.environ | threads | {"PYTHONPATH": root}, capture_output=True, check=True, text=True
    )
    return {"what": what, **json.loads(done.stdout)}
