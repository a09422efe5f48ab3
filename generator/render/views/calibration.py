"""An analyzer's calibration card as a table with bars: how often it errs, by kind of file and by corpus."""

from __future__ import annotations

from generator.analyse.analyzer import Analyzer
from generator.analyse.cards.card import ALL, Card, Row, Share
from generator.analyse.cards.kinds import KINDS
from generator.model import ErrorRate
from generator.render import text
from generator.render.contexts.methods import CalibrationRow, CalibrationView, ShareView
from generator.render.environment import Environment

NOTHING = "–"


def calibration(env: Environment, analyzer: Analyzer) -> CalibrationView | None:
    """The card of an analyzer; empty, but not None, when it was measured for another version."""
    card = next((card for card in env.data.calibration if card.analyzer == analyzer.id), None)
    if card is None:
        return None
    if card.version != analyzer.version:
        return CalibrationView(False, (), (), card.marks_regions, "", ())
    names = {**KINDS, ALL: env.words.calibration.all_kinds}
    return CalibrationView(
        is_current=True,
        kinds=tuple(_row(row, text.first_upper(names.get(row.name, row.name)), card) for row in card.kinds),
        variants=tuple(_row(row, row.name, card) for row in card.variants),
        marks_regions=card.marks_regions,
        measured=_measured(env, card),
        notes=card.notes,
    )


def is_quoted(env: Environment, analyzer: Analyzer, rate: ErrorRate) -> bool:
    """Whether a rate is one of the rows of the analyzer's card that is shown."""
    return any(
        card.analyzer == analyzer.id
        and card.version == analyzer.version
        and rate.corpus.startswith(card.corpus)
        for card in env.data.calibration
    )


def _measured(env: Environment, card: Card) -> str:
    words = env.words.calibration
    said = words.measured.format(
        corpus=card.corpus, digits=card.list_sha256[:8], analyzer=card.analyzer, version=card.version
    )
    if card.engines:
        said += " " + words.engines.format(engines=", ".join(card.engines))
    if card.date:
        said += " " + words.date.format(date=card.date)
    return f"{said} {words.finds.format(finds=', '.join(card.finds))}" if card.finds else said


def _row(row: Row, name: str, card: Card) -> CalibrationRow:
    has_pixels = card.marks_regions and row.altered > 0
    total = row.authentic + row.altered
    return CalibrationRow(
        name=name,
        false_alarms=_share(row.false_alarms),
        found=_share(row.detections),
        f1=f"{row.f1:.2f}" if has_pixels else NOTHING,
        mcc=f"{row.mcc:.2f}" if has_pixels else NOTHING,
        checked=text.percent(row.checked / total) if total else NOTHING,
    )


def _share(share: Share) -> ShareView:
    if not share.of:
        return ShareView(NOTHING, False, 0, 0, 0)
    low, high = round(100 * share.low, 1), round(100 * share.high, 1)
    return ShareView(
        words=f"{share.count:,} of {share.of:,} ({low:g} to {high:g}\u00a0%)",
        is_measured=True,
        at=round(100 * share.value, 1),
        low=low,
        width=round(high - low, 1),
    )
