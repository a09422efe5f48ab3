"""From what tests made of single pictures to counts, means and exact intervals, by corpus and variant.

Means of pixel figures are over all altered pictures of a group, with 0 for those that weren't flagged (AUC: 0.5 for those to
which the test doesn't apply), so that a test can't shine by keeping silent. Source: Clopper and Pearson 1934, the intervals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from generator.analyse.detectors.interval import lower_bound, upper_bound


@dataclass(frozen=True, slots=True)
class Score:
    """What one test made of one picture."""

    name: str
    """The picture, as the list has it."""
    group: str
    """Corpus and variant."""
    kind: str
    """Kind of file (`analyse/cards/kinds.py`)."""
    is_altered: bool
    """The right answer."""
    is_flagged: bool
    """The test's answer."""
    is_checked: bool
    """Whether the test said found or nothing found; else it said that it doesn't apply."""
    f1: float = 0.0
    """Of the flagged pixels, 0 where nothing was flagged or the picture is authentic."""
    mcc: float = 0.0
    """Likewise."""
    auc: float | None = None
    """Of the continuous map on an altered picture; None where the test has none."""
    seconds: float = 0.0
    """CPU seconds of the run, figures of evidence included, decoding not."""
    megapixels: float = 0.0
    """Size of the picture."""


def by_group(scores: Iterable[Score]) -> dict[str, dict[str, Any]]:
    """A row for each corpus and variant, in the order in which they come."""
    groups: dict[str, list[Score]] = {}
    for score in scores:
        groups.setdefault(score.group, []).append(score)
    return {name: row(items) for name, items in groups.items()}


def row(scores: Sequence[Score]) -> dict[str, Any]:
    """Counts, shares with their intervals, and means."""
    altered = [score for score in scores if score.is_altered]
    authentic = [score for score in scores if not score.is_altered]
    found = sum(score.is_flagged for score in altered)
    alarms = sum(score.is_flagged for score in authentic)
    areas = [score.auc for score in altered if score.auc is not None]
    return {
        "altered": len(altered),
        "found": found,
        "found at least": lower_bound(found, len(altered)),
        "f1": mean(score.f1 for score in altered),
        "mcc": mean(score.mcc for score in altered),
        "auc": mean(areas) if areas else None,
        "authentic": len(authentic),
        "false alarms": alarms,
        "false alarms at most": upper_bound(alarms, len(authentic)),
        "applies": mean(float(score.is_checked) for score in scores),
        "seconds per megapixel": _seconds_per_megapixel(scores),
        "checked": sum(score.is_checked for score in scores),
    }


def _seconds_per_megapixel(scores: Sequence[Score]) -> float:
    """0 of nothing."""
    area = sum(score.megapixels for score in scores)
    return sum(score.seconds for score in scores) / area if area else 0.0


def mean(values: Iterable[float]) -> float:
    """0 of nothing."""
    kept = list(values)
    return sum(kept) / len(kept) if kept else 0.0
