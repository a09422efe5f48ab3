"""How often each test errs: calibration cards, measured on labelled pictures and shipped as data.

`backstory calibrate` makes a card, `data/<analyzer id>.json`, by running the test over development pictures. Analyzers quote
the row for the kind of file in hand; a card that was measured with another version of its analyzer is never quoted. What a
card can't say: how often the test errs on pictures that are unlike those of its corpora.

The idea is that of model cards (Mitchell et al. 2019, https://doi.org/10.1145/3287560.3287596).
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module, resources
from importlib.util import find_spec
from typing import TYPE_CHECKING

from generator.analyse.cards.card import ALL, Card, read_card
from generator.analyse.cards.kinds import KINDS, kind_of_file

if TYPE_CHECKING:
    from generator.analyse.picture import Picture
    from generator.model import ErrorRate

__all__ = ("FEWEST", "card_of", "card_sha256", "error_rate", "is_current", "kind_of_file", "quoted")

FEWEST = 10
"""Authentic pictures of a kind below which its row says too little; the row of all kinds is quoted then."""


def error_rate(analyzer_id: str, picture: Picture) -> ErrorRate | None:
    """What was measured on files like this one; None without a card, or with one of another version of the analyzer."""
    card = card_of(analyzer_id)
    if card is None or not is_current(card):
        return None
    return quoted(card, kind_of_file(picture))


def quoted(card: Card, kind: str) -> ErrorRate | None:
    """The figures of a card for a kind of file; of all kinds together where too few of that kind were measured."""
    from generator.model import ErrorRate

    row, words = card.row(kind), f"files of this one's kind ({KINDS[kind]})"
    if row is None or row.authentic < FEWEST:
        row = card.row(ALL)
        words = f"all kinds of files together, as too few of this one's kind ({KINDS[kind]}) were measured"
    if row is None or not row.authentic:
        return None
    if row.authentic_checked < row.authentic:
        words += f", where it could say something about {row.authentic_checked:,} of the {row.authentic:,}"
    return ErrorRate(
        false_alarms=round(row.false_alarms.value, 4),
        false_alarms_high=row.false_alarms.high,
        detections=round(row.detections.value, 4),
        pictures=row.authentic,
        conditions=words,
        corpus=f"{card.corpus} (list {card.list_sha256[:8]})",
        altered=row.altered,
    )


def card_of(analyzer_id: str) -> Card | None:
    """The shipped card of an analyzer, current or not; None when it has none."""
    data = _bytes(analyzer_id)
    return read_card(data) if data else None


def card_sha256(analyzer_id: str) -> str:
    """SHA-256 of the shipped card; empty without one. Part of the keys under which results are kept."""
    data = _bytes(analyzer_id)
    return hashlib.sha256(data).hexdigest() if data else ""


def is_current(card: Card) -> bool:
    """Whether the card was measured with the analyzer's version that is installed here."""
    return _version(card.analyzer) == card.version


@cache
def _bytes(analyzer_id: str) -> bytes:
    file = resources.files("generator.analyse.cards") / "data" / f"{analyzer_id}.json"
    return file.read_bytes() if file.is_file() else b""


@cache
def _version(analyzer_id: str) -> str:
    name = f"generator.analyse.analyzers.{analyzer_id.replace('.', '_').replace('-', '_')}"
    # A card is shipped only for our own analyzers, whose modules are named by their ids.
    return str(import_module(name).ANALYZER.version) if find_spec(name) else ""
