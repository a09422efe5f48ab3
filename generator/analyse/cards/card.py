"""A calibration card: what was counted when a test was run over labelled pictures, by kind of file and by corpus.

A card holds counts and not rates, so that intervals can be computed where they are shown and can't disagree with them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from generator.analyse.detectors.interval import lower_bound, upper_bound

FORMAT = "backstory-calibration-card"
ALL = "all"
"""Kind of the row that counts every picture."""


class InvalidCard(Exception):
    """The card can't be used; the argument says why, in a clause."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share that was counted, with its exact 95 % interval."""

    count: int
    """How many."""
    of: int
    """Of how many."""
    low: float
    """Lower end of the interval, 0 to 1."""
    high: float
    """Upper end."""

    @property
    def value(self) -> float:
        """The share itself; 0 of nothing."""
        return self.count / self.of if self.of else 0.0


def share(count: int, of: int) -> Share:
    """With its interval (Clopper and Pearson 1934)."""
    return Share(count, of, lower_bound(count, of), upper_bound(count, of))


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of file, or one variant of a corpus."""

    name: str
    """Key of `kinds.KINDS`, `all`, or corpus and variant: `splices-known q95`."""
    authentic: int
    """Authentic pictures measured."""
    alarms: int
    """How many of them were flagged."""
    altered: int
    """Altered pictures measured whose alteration the test is made for."""
    found: int
    """How many of them were flagged."""
    f1: float
    """Mean over these of the F1 score of flagged pixels, 0 where nothing was flagged; 0 for tests of the whole file."""
    mcc: float
    """The same for Matthews' correlation."""
    checked: int
    """Of all these pictures, those of which the test said something instead of `not applicable`."""
    authentic_checked: int
    """The same of the authentic ones alone."""

    @property
    def false_alarms(self) -> Share:
        """Flagged authentic pictures."""
        return share(self.alarms, self.authentic)

    @property
    def detections(self) -> Share:
        """Flagged altered pictures."""
        return share(self.found, self.altered)


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that was measured of one test."""

    analyzer: str
    """Id."""
    version: str
    """Of the analyzer, when it was measured; the card isn't quoted for another one."""
    engines: tuple[str, ...]
    """Libraries with versions, when it was measured."""
    corpus: str
    """Name of the set of pictures."""
    list_sha256: str
    """64 hex digits over the list of pictures and answers."""
    split: str
    """Which pictures of the list: `dev`."""
    date: str
    """Day of the measurement, ISO 8601; empty when it wasn't given."""
    marks_regions: bool
    """Whether it marks parts of a picture; else it tells of the whole file, and pixels can't be scored."""
    finds: tuple[str, ...]
    """Corpora that hold the alterations that the test is made for; only these count as altered."""
    kinds: tuple[Row, ...]
    """By kind of file; the last row is `all`."""
    variants: tuple[Row, ...]
    """By corpus and variant."""
    notes: tuple[str, ...] = ()
    """What a reader has to know besides, in plain sentences; kept when the card is made anew."""

    def row(self, kind: str) -> Row | None:
        """The row for a kind of file."""
        return next((row for row in self.kinds if row.name == kind), None)


def read_card(data: bytes) -> Card:
    """The card in a file's bytes. Raises `InvalidCard`."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InvalidCard("it is not JSON") from error
    if not isinstance(value, dict) or value.pop("format", None) != FORMAT:
        raise InvalidCard(f'it does not say "format": "{FORMAT}"')
    try:
        for name in ("kinds", "variants"):
            value[name] = tuple(_row(item) for item in value[name])
        for name in ("engines", "finds", "notes"):
            value[name] = tuple(str(item) for item in value[name])
        return Card(**value)
    except (KeyError, TypeError) as error:
        raise InvalidCard(f"a field is missing, or one too many: {error}") from error


def write_card(card: Card) -> bytes:
    """The card as readable JSON, always with the same bytes."""
    value = {"format": FORMAT, **asdict(card)}
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _row(value: Mapping[str, Any]) -> Row:
    row = Row(**value)
    counts = (row.authentic, row.alarms, row.altered, row.found, row.checked, row.authentic_checked)
    if any(type(count) is not int or count < 0 for count in counts):
        raise InvalidCard(f"the row {row.name} has counts that are no counts")
    is_whole = row.alarms <= row.authentic and row.found <= row.altered
    if not is_whole or not row.checked - row.altered <= row.authentic_checked <= row.authentic:
        raise InvalidCard(f"the counts of the row {row.name} don't belong together")
    return row
