"""Cameras: the file they write says what it should, and their sensor behaves as one."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import piexif
import pytest
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from generator.simulate.bodies import CAMERAS, Camera
from generator.simulate.camera import expose, outline, response_pattern, take, tone
from generator.simulate.jpeg_file import Exposure, pixels_of, tables
from generator.simulate.quick import synthetic_photo

SMALL = replace(CAMERAS["k2"], width=240, height=160)


@pytest.fixture(scope="module")
def photo() -> bytes:
    return take(
        "lake",
        SMALL,
        seed=5,
        date="2024-02-03T04:05:06",
        offset="-02:00",
        gps=(47.5, -31.25, 12.0),
        author="A. Nobody",
    )


def test_same_arguments_same_bytes(photo: bytes) -> None:
    again = take(
        "lake",
        SMALL,
        seed=5,
        date="2024-02-03T04:05:06",
        offset="-02:00",
        gps=(47.5, -31.25, 12.0),
        author="A. Nobody",
    )
    assert again == photo


def test_exif_says_what_the_camera_is(photo: bytes) -> None:
    exif = piexif.load(photo)
    assert exif["0th"][piexif.ImageIFD.Make] == b"Lumenar"
    assert exif["0th"][piexif.ImageIFD.Model] == b"K2"
    assert exif["Exif"][piexif.ExifIFD.BodySerialNumber] == b"LK2-0048213"
    assert exif["Exif"][piexif.ExifIFD.DateTimeOriginal] == b"2024:02:03 04:05:06"
    assert exif["Exif"][piexif.ExifIFD.OffsetTimeOriginal] == b"-02:00"
    assert exif["Exif"][piexif.ExifIFD.PixelXDimension] == 240
    assert exif["GPS"][piexif.GPSIFD.GPSLatitude] == ((47, 1), (30, 1), (0, 100))
    assert exif["GPS"][piexif.GPSIFD.GPSLongitudeRef] == b"W"
    assert exif["GPS"][piexif.GPSIFD.GPSTimeStamp][0] == (6, 1)


def test_gps_day_follows_the_zone() -> None:
    late = take("lighthouse", SMALL, seed=5, date="2024-02-03T23:30:00", offset="-02:00", gps=(1.0, 1.0, 0.0))
    position = piexif.load(late)["GPS"]
    assert position[piexif.GPSIFD.GPSDateStamp] == b"2024:02:04"
    assert position[piexif.GPSIFD.GPSTimeStamp][0] == (1, 1)


def test_thumbnail_shows_the_picture(photo: bytes) -> None:
    with Image.open(io.BytesIO(piexif.load(photo)["thumbnail"])) as small:
        assert small.size == (160, 107)
        large = Image.fromarray(pixels_of(photo)).resize(small.size, Image.Resampling.BOX)
        gap = np.abs(np.asarray(small.convert("RGB"), float) - np.asarray(large, float)).mean()
    assert gap < 6


@pytest.mark.parametrize("name", sorted(CAMERAS))
def test_every_maker_has_its_own_tables(name: str) -> None:
    camera = CAMERAS[name]
    with Image.open(
        io.BytesIO(
            take("lighthouse", replace(camera, width=96, height=64), seed=1, date="2024-02-03T04:05:06")
        )
    ) as image:
        assert isinstance(image, JpegImageFile)
        assert [list(image.quantization[0]), list(image.quantization[1])] == tables(
            camera.quality, camera.table
        )
    others = [other for other in CAMERAS.values() if other.model != camera.model]
    assert all(tables(other.quality, other.table) != tables(camera.quality, camera.table) for other in others)


def test_standard_family_at_50_is_the_standard() -> None:
    assert tables(50, 0)[0][:8] == [16, 11, 10, 16, 24, 40, 51, 61]


def _gray(
    camera: Camera, level: float, *, seed: int, iso: int = 100
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    light = np.full((2 * camera.height, 2 * camera.width, 3), level, np.float32)
    return expose(light, replace(camera, vignetting=0.0), seed=seed, brightness=14.0, iso=iso)[0]


def test_more_sensitivity_more_noise() -> None:
    quiet, loud = (_gray(SMALL, 0.5, seed=2, iso=iso).astype(float).std() for iso in (100, 6400))
    assert loud > 2 * quiet


def test_the_body_leaves_its_pattern() -> None:
    other = replace(CAMERAS["k2-second"], width=240, height=160)
    pictures = [_gray(SMALL, 0.5, seed=seed).astype(float).mean(axis=2) for seed in range(8)]
    residue = np.mean(pictures, axis=0)
    residue -= residue.mean()

    def fit(camera: Camera) -> float:
        return float(np.corrcoef(residue.ravel(), response_pattern(camera, 160, 240).ravel())[0, 1])

    assert fit(SMALL) > 0.25
    assert abs(fit(other)) < 0.05


def test_tone_rises_and_stays_within_bounds() -> None:
    values = tone(np.linspace(0, 4, 200, dtype=np.float32))
    assert values[0] == 0
    assert (np.diff(values) >= 0).all()
    assert values.max() <= 1


@pytest.mark.parametrize(
    ("brightness", "expected"),
    [(15.0, ((1, 500), 8.0, 100)), (4.0, ((1, 60), 4.0, 6400)), (1.0, ((1, 8), 4.0, 6400))],
)
def test_exposure_is_plausible(brightness: float, expected: tuple[tuple[int, int], float, int]) -> None:
    exposure = Exposure.meter(brightness, 4.0)
    assert (exposure.time, exposure.aperture, exposure.iso) == expected


def test_outline_keeps_a_shape_within_0_and_1() -> None:
    shape = np.zeros((320, 480), bool)
    shape[100:200, 150:300] = True
    seen = outline(shape, SMALL)
    assert seen.shape == (160, 240)
    assert 0 <= seen.min() <= seen.max() <= 1
    assert seen[75, 112] > 0.99
    assert (seen > 0.5).sum() == pytest.approx(50 * 75, rel=0.06)


def test_quick_photos_are_photographs_with_exif_and_thumbnail() -> None:
    data = synthetic_photo(320, 240, 7)
    assert data == synthetic_photo(320, 240, 7) != synthetic_photo(320, 240, 8)
    assert pixels_of(data).shape == (240, 320, 3)
    assert piexif.load(data)["thumbnail"]
