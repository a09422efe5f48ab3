"""Measures a learned detector on authentic pictures and writes what was measured into its card.

The threshold is given by a person, or chosen on one half of the pictures (by the first bit of each file's hash) and measured on
the other: a rate measured on the pictures on which the threshold was chosen is always too low. Files with the same bytes count
once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from generator.analyse.detectors.card import Calibration, Card
from generator.analyse.detectors.interval import upper_bound

FEWEST = 20
"""Authentic pictures below which nothing is worth saying."""


class TooFewPictures(Exception):
    """There are not enough pictures to measure anything; says how many there are and how many are needed."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A picture and the model's number for it."""

    sha256: str
    """Over the file's bytes."""
    score: float
    """0 to 1."""


def calibrated(
    card: Card,
    model: bytes,
    authentic: Iterable[Scored],
    generated: Iterable[Scored] = (),
    *,
    corpus: str,
    threshold: float | None = None,
    target: float = 0.01,
) -> Card:
    """The card with its calibration. Raises `TooFewPictures`.

    Without a `threshold` the lowest one is taken at which at most the share `target` of one half is accused.
    """
    pictures = sorted({item.sha256: item for item in authentic}.values(), key=lambda item: item.sha256)
    how = "given"
    measured: Sequence[Scored] = pictures
    if threshold is None:
        half = [item for item in pictures if int(item.sha256[0], 16) < 8]
        measured = [item for item in pictures if int(item.sha256[0], 16) >= 8]
        _enough(half)
        _enough(measured)
        threshold = _lowest(half, target)
        how = f"chosen on {len(half)} other pictures of the set, for at most {target:.2%} false alarms there"
    _enough(measured)
    alarms = sum(item.score >= threshold for item in measured)
    made = list({item.sha256: item for item in generated}.values())
    names = "\n".join(item.sha256 for item in measured)
    return replace(
        card,
        model_sha256=hashlib.sha256(model).hexdigest(),
        calibration=Calibration(
            corpus=corpus,
            corpus_sha256=hashlib.sha256(names.encode()).hexdigest(),
            pictures=len(measured),
            threshold=threshold,
            threshold_from=how,
            alarms=alarms,
            false_alarms=alarms / len(measured),
            false_alarms_high=upper_bound(alarms, len(measured)),
            generated=len(made),
            detected=sum(item.score >= threshold for item in made),
        ),
    )


def scores(files: Iterable[bytes], judge: Callable[[bytes], float | None]) -> tuple[tuple[Scored, ...], int]:
    """The numbers for files that are pictures to which the detector applies, and how many were left out."""
    found, left_out = [], 0
    for data in files:
        number = judge(data)
        if number is None:
            left_out += 1
        else:
            found.append(Scored(hashlib.sha256(data).hexdigest(), number))
    return tuple(found), left_out


def _lowest(pictures: Sequence[Scored], target: float) -> float:
    """The lowest threshold, of three digits, at which at most the share `target` is accused; 1 when there is none."""
    allowed = int(target * len(pictures))
    for step in range(1001):
        if sum(item.score >= step / 1000 for item in pictures) <= allowed:
            return step / 1000
    return 1.0


def _enough(pictures: Sequence[Scored]) -> None:
    if len(pictures) < FEWEST:
        raise TooFewPictures(
            f"{len(pictures)} authentic pictures to which the detector applies; at least {FEWEST} are needed for each half"
        )
