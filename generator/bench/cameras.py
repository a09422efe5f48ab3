"""Is every picture matched to its own camera body and to none of the others?

For every variant of a `forensics.csv` that has reference pictures, a fingerprint is learned from them. Then each authentic
picture is compared with all fingerprints: those of the same corpus and variant are of that body, all others are not. False
alarms are counted over comparisons that must fail: scenes with other bodies' fingerprints, scenes moved by whole JPEG blocks
with their own, and strangers, which are pictures of other corpora, searched for in full and laid on several places of each
fingerprint. Real pictures show what chance does there: their noise is neither white nor normal.

A picture of another corpus may well be of one of these bodies: where its name holds the model of one (`06_d70_iphone7`) it is
no stranger, and is shown apart. References are used whatever their split: they are no questions.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.analyse.detectors.interval import upper_bound
from generator.bench.labelled import LIST, opened

if TYPE_CHECKING:
    from generator.analyse.camera_noise.compare import Comparison, Examined
    from generator.analyse.camera_noise.residual import Array

MOVES = ((8, 0), (0, 8), (64, 64), (256, 512), (-80, 24), (16, -160), (400, -640), (-8, -8))
"""Rows and columns by which scenes are moved: multiples of a JPEG block, so that its grid stays in line."""


PLACES = ((0, 0), (0.5, 0.5), (1, 0), (0.25, 1))
"""Where a stranger is laid on a fingerprint, as shares of the free rows and columns."""
NAMED = "named like one of the models"
"""Pictures of other corpora that may be of these bodies."""


def measure(folder: Path, split: str | None = None) -> dict[str, Any]:
    """The table of PCE, the count of false alarms, and CPU seconds; empty where the list has no references."""
    with (folder / LIST).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    bodies = _learned(folder, [row for row in rows if row["label"] == "reference"])
    if not bodies:
        return {}
    authentic = [row for row in rows if row["label"] == "authentic" and split in (None, row["split"])]
    corpora = {corpus for corpus, _ in bodies}
    names = sorted(name for _, name in bodies)
    models = {about["model"].split()[-1].casefold() for _, about in bodies.values() if about["model"]}
    alike: list[dict[str, Any]] = []
    pictures = 0
    scenes: list[dict[str, Any]] = []
    wrong: dict[str, list[float]] = {"other bodies": [], "moved": [], "strangers": []}
    seconds = [0.0, 0.0]
    area = 0.0
    for row in authentic:
        rgb = opened(folder / row["path"]).rgb
        if row["corpus"] not in corpora:
            if set(Path(row["path"]).stem.casefold().split("_")) & models:
                alike += _alike(row["path"], rgb, bodies)
                continue
            found_in = [pce for pattern, _ in bodies.values() for pce in _by_chance(rgb, pattern)]
            wrong["strangers"] += found_in
            pictures += bool(found_in)
            continue
        area += rgb.shape[0] * rgb.shape[1] / 1e6
        started = time.process_time()
        view = _examined(rgb)
        view.strips()
        seconds[0] += time.process_time() - started
        started = time.process_time()
        found = {name: _best(view, pattern) for (_, name), (pattern, _) in sorted(bodies.items())}
        seconds[1] += (time.process_time() - started) / len(found)
        own = row["variant"]
        scenes.append({"path": row["path"], "body": own, "pce": found})
        wrong["other bodies"] += [pce for name, pce in found.items() if name != own]
        if own in names:
            wrong["moved"] += _moved(view, bodies[row["corpus"], own][0])
    return {
        "bodies": {name: about for (_, name), (_, about) in sorted(bodies.items())},
        "scenes": scenes,
        NAMED: alike,
        "pictures": pictures + len(scenes),
        "wrong": {
            kind: {"comparisons": len(values), "highest": max(values, default=0.0)}
            for kind, values in wrong.items()
        },
        **_errors([value for values in wrong.values() for value in values]),
        "seconds per megapixel": seconds[0] / area if area else 0.0,
        "seconds per megapixel and fingerprint": seconds[1] / area if area else 0.0,
    }


def lines(figures: dict[str, Any]) -> Iterator[str]:
    """The figures for a person; none where nothing was measured."""
    if not figures:
        return
    yield "pixels.camera-noise: PCE of each picture with each body's fingerprint; own in brackets"
    names = list(figures["bodies"])
    for name, about in figures["bodies"].items():
        yield (
            f"  {name}: {about['references']} references, halves agree by {about['agreement']:.3f}, {about['bytes']:,} bytes, "
            f"{about['seconds']:.1f} CPU seconds to learn"
        )
    yield f"  {'':40} {' '.join(f'{name[:14]:>14}' for name in names)}"
    for scene in figures["scenes"]:
        cells = (
            f"[{scene['pce'][name]:.1f}]" if name == scene["body"] else f"{scene['pce'][name]:.1f}"
            for name in names
        )
        yield f"  {Path(scene['path']).name[:40]:40} {' '.join(f'{cell:>14}' for cell in cells)}"
    for kind, row in figures["wrong"].items():
        yield f"  {kind}: {row['comparisons']:,} comparisons, highest PCE {row['highest']:.1f}"
    named = {match["path"]: match for match in sorted(figures[NAMED], key=lambda match: match["pce"])}
    yield f"  {NAMED}: {len(named)} pictures; those above the threshold (no false alarms, unless the name misleads):"
    for path, match in sorted(named.items()):
        if match["pce"] >= figures["threshold"]:
            yield (
                f"    {path}: {match['body']}, PCE {match['pce']:.1f}, {match['way']} at {match['x']}, {match['y']}"
            )
    matched = sum(scene["pce"].get(scene["body"], 0.0) >= figures["threshold"] for scene in figures["scenes"])
    yield (
        f"  matched with the own body: {matched} of {len(figures['scenes'])}; false alarms at PCE {figures['threshold']:.0f}: "
        f"{figures['false alarms']} of {figures['comparisons']:,} comparisons of {figures['pictures']} pictures "
        f"(at most {figures['false alarms at most']:.4f})"
    )
    yield (
        f"  {figures['seconds per megapixel']:.3f} CPU seconds per megapixel, and "
        f"{figures['seconds per megapixel and fingerprint']:.3f} for each fingerprint"
    )


def _learned(folder: Path, rows: list[dict[str, str]]) -> dict[tuple[str, str], tuple[Array, dict[str, Any]]]:
    from generator.analyse.camera_noise.fingerprint import read_fingerprint
    from generator.analyse.camera_noise.learn import learn_camera

    bodies = {}
    for key in sorted({(row["corpus"], row["variant"]) for row in rows}):
        paths = [folder / row["path"] for row in rows if (row["corpus"], row["variant"]) == key]
        started = time.process_time()
        learned = learn_camera(((path.name, path.read_bytes) for path in paths), key[1])
        about = {
            "model": learned.header.model,
            "references": len(learned.used),
            "agreement": learned.header.agreement,
            "bytes": len(learned.data),
            "seconds": time.process_time() - started,
        }
        bodies[key] = (read_fingerprint(learned.data).pattern(), about)
    return bodies


def _examined(rgb: Array) -> Examined:
    from generator.analyse.camera_noise.compare import examined

    return examined(rgb)


def _all_ways(rgb: Array, pattern: Array) -> list[Comparison]:
    from generator.analyse.camera_noise.compare import LEAST_SIDE, compare, ways

    if min(rgb.shape[:2]) < LEAST_SIDE:
        return []
    view = _examined(rgb)
    tried = (
        compare(view, pattern, way, turns)
        for way, turns in ways(view.shape, (pattern.shape[0], pattern.shape[1]))
    )
    return [item for item in tried if item is not None]


def _by_chance(rgb: Array, pattern: Array) -> list[float]:
    """PCE of a stranger in all ways that its size allows, and laid on several places as if it had full size."""
    from generator.analyse.camera_noise.compare import LEAST_SIDE, UPRIGHT, Way, compare

    height, width = (side // 8 * 8 for side in rgb.shape[:2])
    found = [item.pce for item in _all_ways(rgb, pattern)]
    if min(height, width) < LEAST_SIDE or height > pattern.shape[0] or width > pattern.shape[1]:
        return found
    view = _examined(rgb[:height, :width])
    for down, right in PLACES:
        top = int((pattern.shape[0] - height) * down) // 8 * 8
        left = int((pattern.shape[1] - width) * right) // 8 * 8
        laid = compare(view, pattern[top : top + height, left : left + width], Way.WHOLE, UPRIGHT)
        found += [laid.pce] if laid else []
    return found


def _alike(
    path: str, rgb: Array, bodies: dict[tuple[str, str], tuple[Array, dict[str, Any]]]
) -> list[dict[str, Any]]:
    return [
        {"path": path, "body": name, "pce": item.pce, "way": item.way.value, "x": item.x, "y": item.y}
        for (_, name), (pattern, _) in bodies.items()
        for item in _all_ways(rgb, pattern)
    ]


def _best(view: Examined, pattern: Array) -> float:
    from generator.analyse.camera_noise.compare import compare, ways

    tried = (
        compare(view, pattern, way, turns)
        for way, turns in ways(view.shape, (pattern.shape[0], pattern.shape[1]))
    )
    return max((item.pce for item in tried if item is not None), default=0.0)


def _moved(view: Examined, pattern: Array) -> list[float]:
    """PCE of a scene of full size with its own body's pattern out of place."""
    import numpy as np

    from generator.analyse.camera_noise.compare import Way, compare

    if view.shape != pattern.shape:
        return []
    tried = (compare(view, np.roll(pattern, move, axis=(0, 1)), Way.WHOLE, ("",)) for move in MOVES)
    return [item.pce for item in tried if item is not None]


def _errors(wrong: list[float]) -> dict[str, Any]:
    from generator.analyse.camera_noise.compare import LEAST_PCE

    alarms = sum(value >= LEAST_PCE for value in wrong)
    return {
        "threshold": LEAST_PCE,
        "comparisons": len(wrong),
        "false alarms": alarms,
        "false alarms at most": upper_bound(alarms, len(wrong)),
    }
