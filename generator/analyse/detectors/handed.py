"""A publisher's detectors on their way to the analyzer: model and card together, checked before any picture is opened."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from generator.analyse.detectors.card import Card, InvalidCard, read_card
from generator.analyse.materials import Material, material
from generator.errors import InvalidContent, Mistake

GROUP = "detector"
"""Name under which the build hands the files over."""
CALIBRATE = "measure it with `backstory calibrate --detector MODEL --card CARD FOLDER`"


def handed_over(files: Iterable[tuple[str, bytes, str, bytes]]) -> tuple[Material, ...]:
    """Path and bytes of models and of their cards as materials.

    Raises `InvalidContent` naming every card that can't be used: an uncalibrated detector is refused.
    """
    made: list[Material] = []
    mistakes: list[Mistake] = []
    for path, model, card_path, card in files:
        try:
            checked(card, model)
        except InvalidCard as error:
            mistakes.append(Mistake(card_path, 0, "", str(error), CALIBRATE))
        else:
            made.append(material(GROUP, path, model, (("card", card_path),)))
            made.append(material(GROUP, card_path, card))
    if mistakes:
        raise InvalidContent(mistakes)
    return tuple(made)


def pairs(materials: Sequence[Material]) -> tuple[tuple[Material, Material], ...]:
    """Models with their cards."""
    by_name = {item.name: item for item in materials}
    return tuple((item, by_name[card]) for item in materials if (card := item.fact("card")) in by_name)


def checked(card: bytes, model: bytes) -> Card:
    """The card, when it is calibrated and belongs to the model. Raises `InvalidCard`."""
    read = read_card(card)
    if read.calibration is None:
        raise InvalidCard(
            "the detector was never calibrated, so nobody knows how often it accuses real photographs"
        )
    if read.model_sha256 != hashlib.sha256(model).hexdigest():
        raise InvalidCard("the card was measured with another model file")
    return read
