"""Hidden marks: what was hidden is found, in every way of writing it; what wasn't is not; changes destroy it."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.analyzer import NotApplicable
from generator.analyse.analyzers import ai_closed_watermarks, ai_watermark
from generator.analyse.picture import Picture
from generator.analyse.watermarks.dwt_dct import VARIANTS, read_mark
from generator.analyse.watermarks.hidden_text import read_hidden_text
from generator.analyse.watermarks.known import LEAST_AGREEMENT, MESSAGES, Message
from generator.model import FileKind, Finding, Origin
from tests.analyse.watermarks.hiding import hide_bits, hide_text

NOVEL = {"Software": "NovelAI", "Source": "lakes v4", "Description": "a lake"} | {
    "Comment": json.dumps(
        {"prompt": "a lake", "uc": "fog", "sampler": "k_euler", "steps": 28, "seed": 7, "scale": 5.5}
    )
}


def scene(width: int = 512, height: int = 384) -> NDArray[np.uint8]:
    """Coloured tiles of 2 pixels: the method loses its mark where all values of a block are alike."""
    tiles = np.random.default_rng(5).integers(40, 216, (height // 2, width // 2, 3))
    return tiles.repeat(2, axis=0).repeat(2, axis=1).astype(np.uint8)


def findings(pixels: NDArray[np.uint8], form: str = "PNG", **options: int) -> tuple[Finding, ...]:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, form, **options)
    return ai_watermark.run(Picture(buffer.getvalue(), FileKind(form), "0" * 64))


def test_the_messages_are_those_of_the_public_code() -> None:
    assert [(item.key, len(item.bits), sum(item.bits)) for item in MESSAGES] == [
        ("stable-diffusion-xl", 48, 27),
        ("stable-diffusion-1", 136, 68),
        ("flux", 46, 28),
    ]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda item: item.key)
@pytest.mark.parametrize("variant", VARIANTS, ids=lambda item: item[0])
def test_a_hidden_mark_is_found(message: Message, variant: tuple[str, bool, float]) -> None:
    _, is_swapped, middle = variant
    reading = read_mark(hide_bits(scene(), message.bits, is_swapped=is_swapped, middle=middle))
    assert reading.is_found
    assert reading.message is message
    # Small parts of a picture read alike in several ways; the way it was written must be among the best.
    assert reading.agreement >= 0.95


def test_an_unmarked_picture_and_noise_have_none() -> None:
    assert not read_mark(scene()).is_found
    random = np.random.default_rng(9)
    best = max(
        read_mark(random.integers(0, 256, (256, 256, 3)).astype(np.uint8)).agreement for _ in range(20)
    )
    assert best < LEAST_AGREEMENT


@pytest.mark.parametrize("value", [0, 128, 255])
def test_a_flat_picture_has_none(value: int) -> None:
    assert not read_mark(np.full((300, 300, 3), value, dtype=np.uint8)).is_found


def test_a_crop_destroys_the_mark_and_nothing_is_concluded() -> None:
    marked = hide_bits(scene(), MESSAGES[0].bits)
    assert findings(marked[8:, 8:]) == ()


def test_the_finding_names_generator_bits_and_error_rate() -> None:
    (found,) = findings(hide_bits(scene(), MESSAGES[0].bits))
    assert found.code == "ai.watermark.dwt-dct"
    assert found.measure("mark") == "stable-diffusion-xl"
    assert found.weights[0].value == Origin.AI_GENERATED
    assert found.error_rate is not None
    assert found.error_rate.false_alarms == 0
    assert found.error_rate.pictures == 131


def test_a_small_picture_is_not_checked() -> None:
    with pytest.raises(NotApplicable, match="too small"):
        findings(scene(200, 200))


@pytest.mark.parametrize("is_packed", [True, False])
@pytest.mark.parametrize("mode", ["alpha", "rgb"])
def test_hidden_settings_are_read(mode: str, is_packed: bool) -> None:
    (found,) = findings(hide_text(scene(), json.dumps(NOVEL), mode=mode, is_packed=is_packed))
    assert found.code == "ai.watermark.hidden-settings"
    assert found.measure("generator") == "NovelAI"
    assert found.measure("seed") == "7"
    assert [(row.name, row.value) for table in found.tables for row in table.rows] == [
        ("prompt", "a lake"),
        ("negative prompt", "fog"),
    ]


def test_hidden_settings_of_the_web_ui_in_a_small_picture() -> None:
    text = "a lake\nNegative prompt: fog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 1, Size: 64x64, Model: lakes_v1"
    (found,) = findings(hide_text(scene(64, 64), text))
    assert found.measure("generator") == "Stable Diffusion web UI (A1111-style)"
    assert found.measure("model") == "lakes_v1"


def test_a_damaged_hidden_text_is_told() -> None:
    pixels = hide_text(scene(128, 128), "a" * 400)
    pixels[104:, 1, 3] ^= 1
    hidden = read_hidden_text(Image.fromarray(pixels))
    assert hidden is not None
    assert hidden.form == "stealth_pngcomp"
    (found,) = findings(pixels)
    assert "damaged" in found.statement


def test_a_length_beyond_the_picture_is_bounded() -> None:
    pixels = hide_text(scene(64, 64), "x", is_packed=False)
    flat = pixels[..., 3].T.ravel().copy()
    flat[120:152] |= 1
    pixels[..., 3] = flat.reshape(64, 64).T
    hidden = read_hidden_text(Image.fromarray(pixels))
    assert hidden is not None
    assert len(hidden.text) <= 64 * 64 // 8


def test_closed_marks_are_never_claimed_to_be_checked() -> None:
    with pytest.raises(NotApplicable, match=r"only their makers' own services.*SynthID"):
        ai_closed_watermarks.run(Picture(b"", FileKind.PNG, "0" * 64))
