"""What does a learned detector, chosen and calibrated by the publisher, make of the pixels?

None is shipped: no detector measured by us was fit to accuse a picture. A model is only run with its calibration card, and
its number is shown beside how often the model was wrong on authentic pictures.
Sources: the card's; Mitchell et al. 2019 (model cards); Grommelt et al. 2024 (why benchmarks of such detectors mislead).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.analyse.analyzer import ALL_KINDS, Analyzer, CouldNotCheck, NotApplicable, Reference
from generator.analyse.picture import Picture
from generator.model import Axis, Bearing, ErrorRate, Finding, Measurement, Origin, Row, Table, Weight

if TYPE_CHECKING:
    from generator.analyse.detectors.card import Calibration, Card
    from generator.analyse.materials import Material

HIGHEST_FALSE_ALARMS = 0.01
"""Upper bound of the share of authentic pictures accused, above which a result supports nothing."""

ANALYZER = Analyzer(
    id="ai.model",
    version="2",
    title="Learned AI detector",
    question="What does a learned detector make of the pixels, and how often is it wrong?",
    measures=(
        "A learned detector is a program that was shown many pictures of cameras and of generators until it told them apart. "
        "This program brings none along. A publisher can choose one, but only with a card that says how often it took "
        "authentic pictures of a named set for AI-made. The number it gives is shown with that card. It is no probability "
        "that the picture is AI-made."
    ),
    limits=(
        "Detectors fail on pictures unlike those they learned from, after compression and resizing, and on newer generators. "
        "The best freely available one that we measured accused 13.6 % of real photographs. A low number "
        "shows nothing, either. Even a good result is weak support, and none when up to one in a hundred authentic pictures or "
        "more may be accused."
    ),
    applies_to=ALL_KINDS,
    engines=("numpy", "pillow", "onnxruntime"),
    reads=("detector",),
    references=(
        Reference("Grommelt et al. 2024, Fake or JPEG?", "https://arxiv.org/abs/2403.17608"),
        Reference("Mitchell et al. 2019, Model cards for model reporting", "https://doi.org/10.1145/3287560.3287596"),
        Reference("Clopper and Pearson 1934, The use of confidence limits", "https://doi.org/10.1093/biomet/26.4.404"),
    ),
    parameters=(("counts as weak support up to", "0.01 false alarms, upper end of the 95 % interval"),),
    cost="high",
    raises_flags=True,
    nothing_means="No chosen detector could be applied.",
)  # fmt: skip


def run(picture: Picture) -> tuple[Finding, ...]:
    """One finding for each detector that applies to the picture."""
    from generator.analyse.detectors.handed import pairs
    from generator.analyse.detectors.scoring import is_installed

    chosen = pairs(picture.materials_of("detector"))
    if not chosen:
        raise NotApplicable(
            "the publisher of this site chose no such detector, and none known to us is reliable enough to be built in"
        )
    if not is_installed():
        raise NotApplicable(
            "the library for learned detectors is not installed: pip install 'open-backstory[onnx]'"
        )
    findings, reasons = [], []
    for model, card in chosen:
        try:
            findings.append(_judged(picture, model, card))
        except NotApplicable as error:
            reasons.append(str(error))
    if not findings:
        raise NotApplicable("; ".join(reasons))
    return tuple(findings)


def _judged(picture: Picture, model: Material, card_file: Material) -> Finding:
    from generator.analyse.detectors.card import InvalidCard
    from generator.analyse.detectors.handed import checked
    from generator.analyse.detectors.scoring import CannotLoad, load, score

    try:
        card = checked(card_file.data, model.data)
    except InvalidCard as error:
        raise NotApplicable(f"the detector {model.name} is refused: {error}") from error
    assert card.calibration is not None
    if card.formats and picture.kind.value not in card.formats:
        raise NotApplicable(f"the detector {card.name} was not measured with {picture.kind.value} files")
    height, width = picture.upright.shape[:2]
    if min(height, width) < card.smallest_side:
        raise NotApplicable(
            f"the detector {card.name} was not measured with pictures under {card.smallest_side} pixels"
        )
    try:
        session = load(model.data)
    except CannotLoad as error:
        raise CouldNotCheck(f"the model {model.name} can't be used: {error}") from error
    return _finding(score(session, card, picture.upright), card, card.calibration)


def _finding(number: float, card: Card, measured: Calibration) -> Finding:
    is_above = number >= measured.threshold
    is_fit = measured.false_alarms_high <= HIGHEST_FALSE_ALARMS
    verdict = (
        f"which it calls AI-made (from {measured.threshold:.3g} on)"
        if is_above
        else f"which it does not call AI-made (that begins at {measured.threshold:.3g})"
    )
    accused = (
        f"Of {measured.pictures:,} authentic pictures ({measured.corpus}) it wrongly called {measured.alarms:,} AI-made; "
        f"the true share may be up to {measured.false_alarms_high:.1%}."
    )
    carries = "" if is_fit or not is_above else " That is too often to support anything."
    weights = (Weight(Bearing.SUPPORTS, Axis.ORIGIN, Origin.AI_GENERATED),) if is_above and is_fit else ()
    rows = (
        Row("what the number means", card.words),
        *(Row("does not apply", words) for words in card.conditions),
        Row("source", card.source),
        Row("licence", card.licence),
        Row("threshold chosen", measured.threshold_from),
        Row("set of pictures", f"{measured.corpus}, {measured.corpus_sha256[:12]}"),
    )
    return Finding(
        "ai.model.score",
        f"The learned detector {card.name} gives this picture {number:.3f} of 1, {verdict}. {accused}{carries}",
        weights,
        (
            Measurement("detector", card.name),
            Measurement("score", round(number, 4), "of 1"),
            Measurement("threshold", measured.threshold, "of 1"),
            Measurement("above_threshold", is_above),
            Measurement("false_alarms", round(measured.false_alarms, 4)),
            Measurement("false_alarms_high", measured.false_alarms_high),
            Measurement("authentic_pictures", measured.pictures),
        ),
        (Table("The detector's card", tuple(row for row in rows if row.value)),),
        limits="The number is the detector's, not a probability that the picture is AI-made. "
        + " ".join(card.conditions),
        error_rate=_error_rate(measured),
    )


def _error_rate(measured: Calibration) -> ErrorRate | None:
    """For the line of error rates, which also says how many AI-made pictures are found; None when that wasn't measured."""
    if not measured.generated:
        return None
    return ErrorRate(
        false_alarms=measured.false_alarms,
        false_alarms_high=measured.false_alarms_high,
        detections=measured.detected / measured.generated,
        pictures=measured.pictures,
        conditions=f"threshold {measured.threshold:.3g}; {measured.generated:,} AI-made pictures",
        corpus=f"{measured.corpus} {measured.corpus_sha256[:8]}",
    )
