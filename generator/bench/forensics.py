"""How often the tests that may raise a flag find an alteration, how often they accuse an authentic picture, what they cost.

Every test of `flagging.py` looks at every labelled picture of a folder, and all analyzers of pixels are timed. A picture is
flagged when a test's mask isn't empty, or when a test of the whole file says so. `all flags together` is the union of masks:
what a reader sees of a picture. See `counting.py` for what the figures mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.analyse.cards import kind_of_file
from generator.bench import counting, flagging, labelled, missed, process, robustness
from generator.bench.counting import Score
from generator.bench.pixel_scores import CHANCE, agreement, area_under_curve

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from generator.analyse.picture import Picture

TOGETHER = "all flags together"
_HEAD = (
    f"  {'':28} {'altered':>7} {'found':>6} {'F1':>6} {'MCC':>6} {'AUC':>6} "
    f"{'authentic':>10} {'alarms':>6} {'at most':>8} {'applies':>8} {'s/Mpx':>7}"
)


def measure(
    folder: Path,
    *,
    split: str | None = None,
    only: Sequence[str] = (),
    limit: int = 0,
    robust: bool = False,
    pictures: Path | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> dict[str, Any]:
    """All figures: by test, by corpus and variant. `limit` takes the first pictures of each label of each variant."""
    tests, chain = flagging.tests(only), flagging.pixel_chain(only)
    wanted = _first(labelled.samples(folder, split), limit)
    found: dict[str, list[Score]] = {name: [] for name in (*(test.id for test in tests), TOGETHER)}
    changed: dict[str, dict[str, list[Score]]] = {name: {} for name in found}
    seconds: dict[str, float] = {item.id: 0.0 for item in chain}
    faults: list[str] = []
    area = 0.0
    for done, sample in enumerate(wanted):
        progress(done, len(wanted))
        picture = labelled.opened(sample.path)
        area += picture.rgb.shape[0] * picture.rgb.shape[1] / 1e6
        timed = flagging.timed(picture, chain)
        for name, value in timed.seconds.items():
            seconds[name] += value
        faults += [f"{sample.name}: {name}: {why}" for name, why in flagging.faults(timed.runs)]
        truth = labelled.truth_of(sample, picture.rgb.shape)
        masks = {}
        for name, score, mask in _looks(tests, picture, sample, truth, timed.seconds):
            found[name].append(score)
            masks[name] = mask
        for test in tests:
            if test.id in masks and (
                why := flagging.contradiction(
                    test, timed.runs[test.id], is_flagged=found[test.id][-1].is_flagged
                )
            ):
                faults.append(f"{sample.name}: {test.id}: {why}")
        if pictures is not None:
            missed.draw(pictures, picture, truth, {name: found[name][-1] for name in masks}, masks, tests)
        if robust:
            for copy in robustness.copies(picture, sample, truth):
                flagging.prepare(copy.picture, tests)
                for name, score, _ in _looks(tests, copy.picture, copy.sample, copy.truth):
                    changed[name].setdefault(copy.name, []).append(score)
    progress(len(wanted), len(wanted))
    return {
        "list": labelled.list_sha256(folder),
        "split": split or "all",
        "pictures": len(wanted),
        "megapixels": area,
        "tests": {
            name: {
                "seconds per megapixel": seconds.get(name, sum(seconds.values())) / area if area else 0.0,
                "groups": counting.by_group(scores),
                "robust": robustness.rows(scores, changed[name]) if robust else {},
                **missed.named(name, scores, tests),
            }
            for name, scores in found.items()
        },
        "seconds per megapixel": {name: value / area if area else 0.0 for name, value in seconds.items()},
        "faults": faults,
        "peak memory": process.peak_memory(),
    }


def lines(figures: dict[str, Any]) -> Iterator[str]:
    """The figures for a person."""
    yield (
        f"list {figures['list'][:8]}, split {figures['split']}, {figures['pictures']} pictures, "
        f"{figures['megapixels']:.1f} megapixels, peak memory {figures['peak memory'] / 2**20:.0f} MiB"
    )
    for name, summary in figures["tests"].items():
        yield f"{name}: {summary['seconds per megapixel']:.3f} CPU seconds per megapixel"
        yield _HEAD
        for group, row in summary["groups"].items():
            yield _line(group, row)
        for copy, row in summary["robust"].items():
            yield _line(f"({copy})", row)
        for path in summary["false alarms in"]:
            yield f"  false alarm: {path}"
        for path in summary["missed in"]:
            yield f"  missed: {path}"
    yield "CPU seconds per megapixel of every analyzer of pixels, and of those that they need:"
    for name, value in figures["seconds per megapixel"].items():
        yield f"  {name:28} {value:8.3f}"
    yield from (f"FAULT {fault}" for fault in figures["faults"])


def _line(name: str, row: dict[str, Any]) -> str:
    auc = f"{row['auc']:6.3f}" if row["auc"] is not None else "     -"
    return (
        f"  {name:28} {row['altered']:7} {row['found']:6} {row['f1']:6.3f} {row['mcc']:6.3f} {auc} {row['authentic']:10} "
        f"{row['false alarms']:6} {row['false alarms at most']:8.3f} {row['applies']:8.0%} {row['seconds per megapixel']:7.3f}"
    )


def _looks(
    tests: Sequence[flagging.Test],
    picture: Picture,
    sample: labelled.Sample,
    truth: NDArray[np.bool_],
    seconds: Mapping[str, float] | None = None,
) -> Iterator[tuple[str, Score, NDArray[np.bool_]]]:
    """What each test, and all together, make of a picture, with the pixels that they flag.

    Without `seconds`, as on a changed copy, there are neither times nor figures of continuous maps.
    """
    import numpy as np

    empty = np.zeros(truth.shape, np.bool_)
    plain = Score(
        sample.name,
        sample.group,
        kind_of_file(picture),
        sample.is_altered,
        is_flagged=False,
        is_checked=False,
        seconds=sum(seconds.values()) if seconds else 0.0,
        megapixels=truth.size / 1e6,
    )
    union, is_any_checked = empty.copy(), False
    for test in tests:
        answer = test.answer(sample)
        if answer is None:
            continue
        flags = flagging.flags(test, picture)
        mask = empty if flags.mask is None else flags.mask
        run = picture.runs.get(test.id)
        is_checked = flagging.is_checked(run) if run else flags.is_applicable
        took = seconds[test.id] if seconds else 0.0
        score = replace(
            plain, is_altered=answer, is_flagged=flags.is_flagged, is_checked=is_checked, seconds=took
        )
        if sample.is_altered and mask.any():
            f1, mcc = agreement(mask, truth)
            score = replace(score, f1=f1, mcc=mcc)
        if sample.is_altered and test.score_map is not None and seconds is not None:
            values = flagging.scores(test, picture)
            score = replace(score, auc=CHANCE if values is None else area_under_curve(values, truth))
        union |= mask
        is_any_checked |= is_checked and test.marks_regions
        yield test.id, score, mask
    f1, mcc = agreement(union, truth) if sample.is_altered and union.any() else (0.0, 0.0)
    yield (
        TOGETHER,
        replace(plain, is_flagged=bool(union.any()), is_checked=is_any_checked, f1=f1, mcc=mcc),
        union,
    )


def _first(samples: list[labelled.Sample], limit: int) -> list[labelled.Sample]:
    if not limit:
        return samples
    seen: dict[tuple[str, bool], int] = {}
    kept = []
    for sample in samples:
        key = sample.group, sample.is_altered
        seen[key] = seen.get(key, 0) + 1
        if seen[key] <= limit:
            kept.append(sample)
    return kept
