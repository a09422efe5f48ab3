"""Spectra of resized pictures: the frequencies that peak, the factor that is told, and pictures without traces."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from generator.analyse.grid.votes import Luminance, luminance
from generator.analyse.resampling.factor import resizing_of, strongest
from generator.analyse.resampling.traces import folded, is_usable, is_usable_alone, traces_of
from tests.analyse.demosaicing.drawing import scene


def saved(gray: Luminance, quality: int) -> Luminance:
    stream = io.BytesIO()
    Image.fromarray(gray).save(stream, "JPEG", quality=quality)
    with Image.open(stream) as image:
        return np.asarray(image)


def resized(gray: Luminance, factor: float) -> Luminance:
    size = (round(gray.shape[1] * factor), round(gray.shape[0] * factor))
    return np.asarray(Image.fromarray(gray).resize(size, Image.Resampling.BICUBIC))


@pytest.fixture(scope="module")
def original() -> Luminance:
    return saved(np.ascontiguousarray(scene(720, 900, seed=11)[:, :, 1]), 75)


@pytest.mark.parametrize("factor", [0.83, 1.15, 1.37, 1.77])
def test_a_resized_jpeg_tells_its_factor(original: Luminance, factor: float) -> None:
    found = resizing_of(traces_of(saved(resized(original, factor), 95)))
    assert found is not None
    assert found.factor == pytest.approx(factor, rel=0.005)
    assert found.log_nfa < -9


@pytest.mark.parametrize("factor", [1.3, 1.7])
def test_a_resized_picture_without_jpeg_history_peaks_at_one_over_the_factor(factor: float) -> None:
    gray = np.ascontiguousarray(scene(600, 720, seed=12)[:, :, 1])
    traces = traces_of(saved(resized(gray, factor), 92))
    across, down = traces.powers(folded(np.array([1 / factor])))
    assert min(across[0], down[0]) > 20
    assert resizing_of(traces) is not None


@pytest.mark.parametrize("quality", [50, 75, 90, 98])
def test_the_own_blocks_of_a_jpeg_are_no_trace(original: Luminance, quality: int) -> None:
    traces = traces_of(saved(original, quality))
    assert resizing_of(traces) is None
    assert min(strongest(traces)) > -9


def test_cropping_between_two_saves_is_no_trace(original: Luminance) -> None:
    assert resizing_of(traces_of(saved(original[5:, 3:], 90))) is None


@pytest.mark.parametrize(
    "gray", [np.full((300, 300), 7, np.uint8), np.zeros((64, 900), np.uint8)], ids=["plain", "black"]
)
def test_plain_pictures_have_no_trace(gray: Luminance) -> None:
    assert resizing_of(traces_of(gray)) is None


def test_a_fence_in_one_direction_is_no_trace() -> None:
    gray = scene(600, 720, seed=13)[:, :, 1].astype(np.float64)
    gray += 20 * np.sin(np.arange(720) * 2 * np.pi * 0.21)[None, :]
    assert resizing_of(traces_of(gray.clip(0, 255).astype(np.uint8))) is None


def test_multiples_of_an_eighth_are_left_out() -> None:
    assert is_usable(np.array([0.01, 0.125, 0.13, 0.18, 0.25, 0.3, 0.5])).tolist() == [
        False,
        False,
        False,
        True,
        False,
        True,
        False,
    ]
    assert folded(np.array([0.2, 0.7, 1.4, 0.5])) == pytest.approx([0.2, 0.3, 0.4, 0.5])


def test_spectra_do_not_depend_on_the_strips(original: Luminance, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = traces_of(original)
    for pixels in (900, 20_000):
        monkeypatch.setattr("generator.analyse.resampling.traces._STRIP", pixels)
        parts = traces_of(original)
        assert (parts.across == whole.across).all()
        assert (parts.down == whole.down).all()


@pytest.mark.parametrize("seed", [44, 46, 50])
def test_blocks_of_webp_are_no_trace(seed: int) -> None:
    stream = io.BytesIO()
    Image.fromarray(scene(720, 960, seed=seed)).save(stream, "WEBP", quality=80)
    with Image.open(stream) as image:
        traces = traces_of(luminance(np.asarray(image.convert("RGB"))))
    across, down = traces.powers(np.array([5 / 16]))
    assert min(across[0], down[0]) > 20
    assert resizing_of(traces) is None


def test_single_peaks_count_only_away_from_blocks() -> None:
    frequencies = np.array([0.02, 0.116, 0.14, 0.175, 0.19, 0.2, 0.3125, 0.42, 0.495])
    assert is_usable_alone(frequencies).tolist() == [
        False, False, True, True, False, True, False, True, False,
    ]  # fmt: skip
    assert is_usable(frequencies).tolist() == [False, *[True] * 7, False]
