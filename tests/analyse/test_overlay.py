"""Figures of tinted parts: gray but for the tints, reduced alike, upright."""

from __future__ import annotations

import hashlib
import io

import numpy as np
import pytest
from PIL import Image

from generator.analyse.overlay import LONGEST_SIDE, TINT, painted, step_of, tinted
from generator.analyse.picture import Picture
from generator.model import FileKind


def picture(rgb: np.ndarray, orientation: int = 1) -> Picture:
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    Image.fromarray(rgb).save(stream, "PNG", exif=exif)
    return Picture(stream.getvalue(), FileKind.PNG, hashlib.sha256(stream.getvalue()).hexdigest())


def test_one_tint_keeps_half_of_the_levels() -> None:
    rgb = np.random.default_rng(1).integers(0, 256, (20, 30, 3)).astype(np.uint8)
    mask = np.zeros((20, 30), np.bool_)
    mask[5:9, 10:20] = True
    shown = np.asarray(tinted(picture(rgb), mask).convert("RGB")).astype(int)
    gray = rgb.sum(axis=2, dtype=int) // 6 * 2
    assert (shown[~mask] == gray[~mask][:, None]).all()
    assert (shown[mask] == (gray[mask][:, None] + np.array(TINT)) // 2).all()


@pytest.mark.parametrize("count", [2, 3])
def test_more_tints_keep_a_quarter(count: int) -> None:
    tints = ((255, 96, 0), (0, 120, 255), (9, 9, 9))[:count]
    rgb = np.full((12, 12, 3), 255, np.uint8)
    which = np.repeat(np.arange(12, dtype=np.uint8) % (count + 1), 12).reshape(12, 12)
    shown = np.asarray(painted(picture(rgb), which, tints).convert("RGB")).astype(int)
    for number in range(count + 1):
        colour = (252 + np.array(tints[number - 1])) // 2 if number else np.array([252] * 3)
        assert (shown[which == number] == colour).all()


def test_large_pictures_are_reduced_and_turned() -> None:
    rgb = np.zeros((10, 2 * LONGEST_SIDE + 1, 3), np.uint8)
    assert step_of(rgb.shape[:2]) == 3
    mask = np.zeros(rgb.shape[:2], np.bool_)
    mask[:, :300] = True
    shown = np.asarray(tinted(picture(rgb, orientation=6), mask).convert("RGB"))
    assert shown.shape == (534, 4, 3)
    assert shown[:100, :, 0].all()
    assert not shown[100:].any()
