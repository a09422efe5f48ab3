"""Learned detectors: refused without a fitting card, shown with it, and never more than weak support."""

from __future__ import annotations

import hashlib
import io
import json
from typing import Any

import numpy as np
import pytest
from PIL import Image

from generator.analyse.analyzer import CouldNotCheck, NotApplicable
from generator.analyse.analyzers import ai_model
from generator.analyse.detectors import scoring
from generator.analyse.detectors.card import Calibration, Card, InvalidCard, read_card, write_card
from generator.analyse.detectors.handed import checked, handed_over
from generator.analyse.detectors.interval import upper_bound
from generator.analyse.picture import Picture
from generator.errors import InvalidContent
from generator.model import FileKind, Finding
from tests.analyse.detectors.tiny_model import tiny_card, tiny_model

needs_runtime = pytest.mark.skipif(
    not scoring.is_installed(), reason="onnxruntime is not installed (extra onnx)"
)
MODEL = tiny_model()


def measured(alarms: int = 0, pictures: int = 1000, **changes: Any) -> bytes:
    """The tiny model's card with a calibration."""
    calibration = {
        "corpus": "our archive",
        "corpus_sha256": "ab" * 32,
        "pictures": pictures,
        "threshold": 0.5,
        "threshold_from": "given",
        "alarms": alarms,
        "false_alarms": alarms / pictures,
        "false_alarms_high": upper_bound(alarms, pictures),
        "generated": 10,
        "detected": 9,
    } | changes
    return tiny_card(model_sha256=hashlib.sha256(MODEL).hexdigest(), calibration=calibration)


def picture(brightness: int, card: bytes, *, model: bytes = MODEL, size: int = 64) -> Picture:
    buffer = io.BytesIO()
    Image.new("RGB", (size, size), (brightness,) * 3).save(buffer, "PNG")
    materials = handed_over([("tiny.onnx", model, "tiny.json", card)])
    return Picture(buffer.getvalue(), FileKind.PNG, "0" * 64, materials=materials)


def judged(brightness: int, card: bytes) -> Finding:
    (found,) = ai_model.run(picture(brightness, card))
    return found


@pytest.mark.parametrize(
    ("alarms", "pictures", "high"), [(0, 131, 0.027767), (1, 100, 0.054459), (5, 50, 0.218135), (3, 3, 1.0)]
)
def test_the_interval_is_clopper_and_pearsons(alarms: int, pictures: int, high: float) -> None:
    assert upper_bound(alarms, pictures) == pytest.approx(high, abs=1e-6)


def test_a_card_survives_writing_and_reading() -> None:
    card = read_card(measured(3))
    assert isinstance(card, Card)
    assert card.calibration == Calibration(
        "our archive", "ab" * 32, 1000, 0.5, "given", 3, 0.003, upper_bound(3, 1000), 10, 9
    )
    assert read_card(write_card(card)) == card


@pytest.mark.parametrize(
    ("card", "problem"),
    [
        (b"{", "not JSON"),
        (b"[" * 50_000, "not JSON"),
        (b"{}", "does not say"),
        (tiny_card(name=""), "have to say something"),
        (tiny_card(input={"width": 0, "height": 8}), "`width` is not a whole number"),
        (tiny_card(input=[]), "`input` is missing"),
        (tiny_card(output={"reading": "vibes", "index": 0}), "`reading` is none of"),
        (tiny_card(conditions="none"), "`conditions` is not a list"),
        (measured(3, false_alarms=0.0), "does not fit"),
        (measured(0, false_alarms_high=0.001), "does not fit"),
        (measured(0, corpus=""), "`calibration.corpus` is empty"),
    ],
)
def test_a_card_that_makes_no_sense_is_refused(card: bytes, problem: str) -> None:
    with pytest.raises(InvalidCard, match=problem):
        read_card(card)


@pytest.mark.parametrize(
    ("card", "model", "problem"),
    [(tiny_card(), MODEL, "never calibrated"), (measured(), MODEL + b" ", "another model file")],
)
def test_a_build_refuses_uncalibrated_models(card: bytes, model: bytes, problem: str) -> None:
    with pytest.raises(InvalidContent) as refused:
        handed_over([("tiny.onnx", model, "tiny.json", card)])
    assert problem in str(refused.value)
    assert "backstory calibrate" in str(refused.value)
    with pytest.raises(InvalidCard):
        checked(card, model)


def test_without_a_detector_the_question_stays_open() -> None:
    with pytest.raises(NotApplicable, match="chose no such detector"):
        ai_model.run(Picture(b"", FileKind.PNG, "0" * 64))


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scoring, "is_installed", lambda: False)
    with pytest.raises(NotApplicable, match=r"open-backstory\[onnx\]"):
        ai_model.run(picture(200, measured()))


@needs_runtime
def test_a_number_above_the_threshold_supports_weakly_when_alarms_are_rare() -> None:
    found = judged(204, measured(0, 1000))
    assert found.measure("score") == 0.8
    assert found.measure("above_threshold") is True
    assert [weight.value for weight in found.weights] == ["AI-generated"]
    assert found.error_rate is not None
    assert found.error_rate.detections == 0.9
    assert "Of 1,000 authentic pictures (our archive) it wrongly called 0 AI-made" in found.statement
    assert ("does not apply", "Does not apply at night.") in [
        (row.name, row.value) for row in found.tables[0].rows
    ]


@needs_runtime
def test_a_detector_that_accuses_too_often_supports_nothing() -> None:
    found = judged(204, measured(20, 1000, generated=0, detected=0))
    assert found.weights == ()
    assert "too often to support anything" in found.statement
    assert found.error_rate is None


@needs_runtime
def test_a_number_below_the_threshold_supports_nothing() -> None:
    found = judged(51, measured())
    assert found.measure("score") == 0.2
    assert found.weights == ()


@needs_runtime
@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"smallest_side": 100}, "under 100 pixels"), ({"formats": ["JPEG"]}, "not measured with PNG files")],
)
def test_outside_of_its_conditions_it_is_not_asked(changes: dict[str, Any], reason: str) -> None:
    card = json.dumps(json.loads(measured()) | changes).encode()
    with pytest.raises(NotApplicable, match=reason):
        ai_model.run(picture(204, card))


@needs_runtime
def test_a_broken_model_leaves_the_question_open() -> None:
    model = b"no model"
    card = json.dumps(json.loads(measured()) | {"model_sha256": hashlib.sha256(model).hexdigest()}).encode()
    with pytest.raises(CouldNotCheck, match="can't be used"):
        ai_model.run(picture(204, card, model=model))


@needs_runtime
def test_an_input_of_another_size_leaves_the_question_open() -> None:
    card = tiny_card(input={"width": 16, "height": 16, "fit": "crop", "layout": "NCHW"})
    value = json.loads(card) | {k: json.loads(measured())[k] for k in ("model_sha256", "calibration")}
    with pytest.raises(CouldNotCheck, match="failed on this picture"):
        ai_model.run(picture(204, json.dumps(value).encode()))


@pytest.mark.parametrize(("fit", "left"), [("stretch", 0.0), ("crop", 1.0)])
def test_pixels_are_cut_or_stretched_and_normalised(fit: str, left: float) -> None:
    form = read_card(
        tiny_card(
            input={
                "width": 8,
                "height": 8,
                "fit": fit,
                "layout": "NCHW",
                "mean": [0, 0, 0.5],
                "deviation": [1, 1, 0.5],
            }
        )
    ).input
    pixels = np.zeros((40, 120, 3), dtype=np.uint8)
    pixels[:, 40:80] = 255
    ready = scoring.prepared(pixels, form)
    assert ready.shape == (1, 3, 8, 8)
    assert ready[0, 0, 4, 1] == pytest.approx(left, abs=0.01)
    assert ready[0, 2, 4, 1] == pytest.approx(left * 2 - 1, abs=0.02)
