"""A detector's card: what the model takes and gives, how often it accuses authentic pictures, and where it doesn't apply.

The idea of model cards (Mitchell et al. 2019), cut down to what a reader of one score has to know. A person writes the first
part; `backstory calibrate` adds the second, `calibration`, by measuring. The card names its model by hash, so that a
card can't be used with another model.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

FORMAT = "backstory-detector-card"
LARGEST = 1 << 20
"""Bytes of a card."""
LARGEST_SIDE = 2048
"""Pixels of a model's input."""
FITS = ("stretch", "crop")
READINGS = ("probability", "logit", "softmax")


class InvalidCard(Exception):
    """The card can't be used; the argument says why, in a clause."""


@dataclass(frozen=True, slots=True)
class Input:
    """What the model takes."""

    width: int
    """Pixels."""
    height: int
    """Pixels."""
    fit: str
    """`stretch` to the size, or `crop`: the shortest side is brought to size and the middle is cut out."""
    layout: str
    """`NCHW` or `NHWC`."""
    mean: tuple[float, float, float]
    """Subtracted from red, green and blue between 0 and 1."""
    deviation: tuple[float, float, float]
    """Then divided by."""


@dataclass(frozen=True, slots=True)
class Output:
    """What the model gives; its first output is read."""

    reading: str
    """`probability`, `logit` (made a probability by the logistic function) or `softmax` (over all values)."""
    index: int
    """Place of the value for AI-made."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the model did on a named set of authentic pictures. Made by `backstory calibrate`."""

    corpus: str
    """Name of the set."""
    corpus_sha256: str
    """Over the sorted hashes of its pictures."""
    pictures: int
    """How many authentic pictures were measured."""
    threshold: float
    """From this number on a picture counts as AI-made."""
    threshold_from: str
    """`given`, or how many other pictures it was chosen on."""
    alarms: int
    """How many authentic pictures were accused."""
    false_alarms: float
    """The same as a share."""
    false_alarms_high: float
    """Upper end of its 95 % confidence interval (Clopper and Pearson 1934)."""
    generated: int = 0
    """How many AI-made pictures were measured; 0 when none were."""
    detected: int = 0
    """How many of them were found."""


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that is known of a detector."""

    name: str
    """For readers."""
    words: str
    """What its number means and what it was trained on, in plain words; shown with every result."""
    model_sha256: str
    """64 hex digits over the model's file; empty until it was calibrated."""
    input: Input
    """What it takes."""
    output: Output
    """What it gives."""
    conditions: tuple[str, ...] = ()
    """Where it doesn't apply, in plain words; shown with every result."""
    smallest_side: int = 0
    """Pictures with a shorter side are not judged."""
    formats: tuple[str, ...] = ()
    """Only files of these kinds are judged; all when empty."""
    source: str = ""
    """Where the model comes from."""
    licence: str = ""
    """Under which terms."""
    calibration: Calibration | None = None
    """None until it was measured; then it can't be used."""


def read_card(data: bytes) -> Card:
    """The card in a file's bytes. Raises `InvalidCard`."""
    if len(data) > LARGEST:
        raise InvalidCard(f"it is larger than {LARGEST:,} bytes")
    try:
        value = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise InvalidCard("it is not JSON") from error
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise InvalidCard(f'it does not say "format": "{FORMAT}"')
    return _card(value)


def write_card(card: Card) -> bytes:
    """The card as readable JSON, always with the same bytes."""
    value = {"format": FORMAT, **asdict(card)}
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _card(value: Mapping[str, Any]) -> Card:
    given, read = _part(value, "input"), _part(value, "output")
    size = _whole(given, "width", 1, LARGEST_SIDE), _whole(given, "height", 1, LARGEST_SIDE)
    layout, fit = _word(given, "layout", ("NCHW", "NHWC")), _word(given, "fit", FITS)
    deviation = _three(given, "deviation", 1.0)
    if 0.0 in deviation:
        raise InvalidCard("`input.deviation` holds a 0")
    calibration = value.get("calibration")
    name, words = _text(value, "name"), _text(value, "words")
    if not name or not words:
        raise InvalidCard("`name` and `words` have to say something")
    return Card(
        name=name,
        words=words,
        model_sha256=_text(value, "model_sha256"),
        input=Input(*size, fit, layout, _three(given, "mean", 0.0), deviation),
        output=Output(_word(read, "reading", READINGS), _whole(read, "index", 0, 100_000)),
        conditions=tuple(_texts(value, "conditions")),
        smallest_side=_whole(value, "smallest_side", 0, 100_000) if "smallest_side" in value else 0,
        formats=tuple(_texts(value, "formats")),
        source=_text(value, "source"),
        licence=_text(value, "licence"),
        calibration=_calibration(_part(value, "calibration")) if calibration is not None else None,
    )


def _calibration(value: Mapping[str, Any]) -> Calibration:
    pictures = _whole(value, "pictures", 1, 10**9)
    result = Calibration(
        corpus=_text(value, "corpus"),
        corpus_sha256=_text(value, "corpus_sha256"),
        pictures=pictures,
        threshold=_share(value, "threshold"),
        threshold_from=_text(value, "threshold_from"),
        alarms=_whole(value, "alarms", 0, pictures),
        false_alarms=_share(value, "false_alarms"),
        false_alarms_high=_share(value, "false_alarms_high"),
        generated=_whole(value, "generated", 0, 10**9),
        detected=_whole(value, "detected", 0, _whole(value, "generated", 0, 10**9)),
    )
    from generator.analyse.detectors.interval import upper_bound

    # A card is a text file: figures that can't belong together were not measured.
    if abs(result.false_alarms - result.alarms / pictures) > 1e-6:
        raise InvalidCard("`calibration.false_alarms` does not fit `alarms` of `pictures`")
    if abs(result.false_alarms_high - upper_bound(result.alarms, pictures)) > 1e-4:
        raise InvalidCard("`calibration.false_alarms_high` does not fit `alarms` of `pictures`")
    if not result.corpus:
        raise InvalidCard("`calibration.corpus` is empty")
    return result


def _part(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = value.get(name)
    if not isinstance(part, dict):
        raise InvalidCard(f"`{name}` is missing or has no fields")
    return part


def _text(value: Mapping[str, Any], name: str) -> str:
    text = value.get(name, "")
    if not isinstance(text, str) or len(text) > 2_000:
        raise InvalidCard(f"`{name}` is not a text of at most 2,000 characters")
    return " ".join(text.split())


def _texts(value: Mapping[str, Any], name: str) -> Iterator[str]:
    items = value.get(name, [])
    if not isinstance(items, list) or len(items) > 50:
        raise InvalidCard(f"`{name}` is not a list of at most 50 texts")
    for item in items:
        yield _text({name: item}, name)


def _word(value: Mapping[str, Any], name: str, allowed: tuple[str, ...]) -> str:
    word = value.get(name)
    if word not in allowed:
        raise InvalidCard(f"`{name}` is none of {', '.join(allowed)}")
    return str(word)


def _whole(value: Mapping[str, Any], name: str, least: int, most: int) -> int:
    number = value.get(name, 0)
    if isinstance(number, bool) or not isinstance(number, int) or not least <= number <= most:
        raise InvalidCard(f"`{name}` is not a whole number from {least:,} to {most:,}")
    return number


def _share(value: Mapping[str, Any], name: str) -> float:
    number = value.get(name)
    if isinstance(number, bool) or not isinstance(number, (int, float)) or not 0 <= number <= 1:
        raise InvalidCard(f"`{name}` is not a number from 0 to 1")
    return float(number)


def _three(value: Mapping[str, Any], name: str, default: float) -> tuple[float, float, float]:
    numbers = value.get(name, [default] * 3)
    if not isinstance(numbers, list) or len(numbers) != 3:
        raise InvalidCard(f"`{name}` is not a list of three numbers")
    for number in numbers:
        if isinstance(number, bool) or not isinstance(number, (int, float)) or not math.isfinite(number):
            raise InvalidCard(f"`{name}` is not a list of three numbers")
    return float(numbers[0]), float(numbers[1]), float(numbers[2])
