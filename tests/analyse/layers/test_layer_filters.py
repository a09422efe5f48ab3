"""Each filter on pictures whose truth is known: noise of a known strength, a part with a known history, a single wave."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.layers import filters
from generator.analyse.layers.control import control_strips
from generator.analyse.layers.filters import (
    BLOCK,
    GHOST_QUALITIES,
    GHOST_SHADES,
    Layers,
    layers_of,
    reduction,
)
from generator.analyse.layers.spectrum import Windows, spectrum

Pixels = NDArray[np.uint8]
HEIGHT, WIDTH = 384, 640
PART = (slice(128, 256), slice(256, 448))
"""On the grid of squares."""


def photograph() -> Pixels:
    """The simulator's harbour with the simulator's noise, never compressed."""
    return np.concatenate(list(control_strips(HEIGHT, WIDTH, None)))


def saved(pixels: Pixels, quality: int, **options: Any) -> Pixels:
    """The pixels after being saved as JPEG."""
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=quality, **options)
    return np.array(Image.open(buffer).convert("RGB"))


def layers(pixels: Pixels) -> Layers:
    """All filters over a picture in one piece."""
    return layers_of([pixels], *pixels.shape[:2])


def even(value: float, sigma: float = 0.0) -> Pixels:
    """A gray field with noise of a known strength."""
    noise = np.random.default_rng(3).normal(value, sigma, (HEIGHT, WIDTH, 1)).round().clip(0, 255)
    return np.repeat(noise.astype(np.uint8), 3, axis=2)


def contrast(layer: Pixels) -> tuple[float, float]:
    """Mean within the part, and elsewhere."""
    inside = np.zeros(layer.shape, np.bool_)
    inside[PART] = True
    return float(layer[inside].mean()), float(layer[~inside].mean())


def test_error_levels_show_what_was_never_compressed() -> None:
    fresh = photograph()
    mixed = saved(fresh, 90)
    mixed[PART] = fresh[PART]
    inside, outside = contrast(layers(mixed).error_levels)
    assert inside > 2 * outside


def test_error_levels_of_an_untouched_photograph_are_light_along_edges() -> None:
    """What the caption says: there are light parts without any editing."""
    shown = layers(saved(photograph(), 84)).error_levels
    sky, houses = shown[:90].mean(), shown[150:200].mean()
    assert houses > 2 * sky


@pytest.mark.parametrize("quality", GHOST_QUALITIES[1:-1])
def test_ghosts_name_the_earlier_quality(quality: int) -> None:
    photo = photograph()
    mixed = photo.copy()
    mixed[PART] = saved(photo, quality, subsampling=0)[PART]
    shown = layers(mixed).ghosts
    shade = GHOST_SHADES[GHOST_QUALITIES.index(quality)]
    assert (shown[PART] == shade).mean() > 0.9
    outside = np.ones(shown.shape, np.bool_)
    outside[PART] = False
    assert (shown[outside] == GHOST_SHADES[0]).mean() > 0.9


@pytest.mark.parametrize("sigma", [1.0, 2.5, 6.0])
def test_noise_level_is_the_strength_of_the_noise(sigma: float) -> None:
    shown = layers(even(120, sigma)).noise_level
    assert shown.mean() / filters.NOISE_LEVEL_GAIN == pytest.approx(sigma, rel=0.1)


@pytest.mark.parametrize("sigma", [1.0, 2.5, 6.0])
def test_residual_is_as_immerkaer_says(sigma: float) -> None:
    """Mean size 6 sigma times the root of 2/pi; 255 is never reached here."""
    shown = layers(even(120, sigma)).residual
    clipped = np.minimum(
        np.abs(np.random.default_rng(1).normal(0, 6 * sigma, 200_000)) * filters.RESIDUAL_GAIN, 255
    )
    assert shown.mean() == pytest.approx(clipped.mean(), rel=0.05)


def test_flat_is_empty() -> None:
    shown = layers(even(90))
    for layer in (shown.error_levels, shown.residual, shown.noise_level):
        assert not layer.any()
    assert (shown.relief == 128).all()


@pytest.mark.parametrize(("value", "shade"), [(0, 0), (1, 85), (2, 170), (3, 255), (96, 0), (255, 255)])
def test_lowest_bits(value: int, shade: int) -> None:
    assert (layers(even(value)).bits == shade).all()


def test_relief_is_lit_from_the_upper_left() -> None:
    pixels = even(100)
    pixels[PART] = 110
    relief = layers(pixels).relief.astype(int) - 128
    rows, columns = PART
    assert relief[rows.start + 20, columns.start] > 0 > relief[rows.start + 20, columns.stop]
    assert relief[rows.start, columns.start + 20] > 0 > relief[rows.stop, columns.start + 20]


def test_histogram_counts_every_pixel_once() -> None:
    pixels = photograph()
    counts = layers(pixels).histogram
    gray = np.asarray(Image.fromarray(pixels).convert("L"))
    assert counts.tolist() == [int((gray == value).sum()) for value in range(256)]


def test_spectrum_of_a_single_wave_is_a_dot() -> None:
    across, down = 40, 12
    y, x = np.mgrid[0:256, 0:256]
    wave = np.cos(np.pi * (2 * x + 1) * across / 512) * np.cos(np.pi * (2 * y + 1) * down / 512)
    shown = spectrum((128 + 100 * wave).round().astype(np.uint8)[None])
    assert divmod(int(shown.argmax()), 256) == (down, across)
    assert np.percentile(shown, 99) < shown.max() / 4


def test_windows_lie_on_the_grid_and_reach_the_far_corner() -> None:
    windows = Windows(700, 1000)
    assert windows.side == 256
    assert len(windows.places) == 9
    assert all(top % 8 == left % 8 == 0 for top, left in windows.places)
    assert windows.places[-1] == (440, 744)
    assert Windows(70, 90).places == [(0, 0), (0, 24)]


@pytest.mark.parametrize(
    ("height", "width", "factor"), [(400, 800, 1), (400, 801, 2), (3000, 4000, 5), (5774, 8660, 11)]
)
def test_figures_stay_small(height: int, width: int, factor: int) -> None:
    assert reduction(height, width) == factor


@pytest.mark.parametrize("shape", [(900, 1700), (430, 2500)])
def test_strips_change_nothing(monkeypatch: pytest.MonkeyPatch, shape: tuple[int, int]) -> None:
    """But for the rows at the seams, where two of the filters look across."""
    whole = np.concatenate(list(control_strips(*shape, None)))
    once = layers(whole)
    monkeypatch.setattr(filters, "STRIP_PIXELS", 1)
    rows = filters.strip_rows(*shape)
    assert rows < shape[0]
    assert rows % (BLOCK * reduction(*shape)) == 0
    cut = layers_of([whole[first : first + rows] for first in range(0, shape[0], rows)], *shape)
    for name in ("photo", "ghosts", "bits", "noise_level", "histogram", "spectrum", "relief"):
        assert np.array_equal(getattr(once, name), getattr(cut, name)), name
    for name in ("error_levels", "residual"):
        unlike = np.flatnonzero((getattr(once, name) != getattr(cut, name)).any(axis=1))
        seam = rows // reduction(*shape)
        assert all(min(row % seam, -row % seam) <= 1 for row in unlike), name
