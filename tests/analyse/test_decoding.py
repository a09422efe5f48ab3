"""Pixels within limits, as stored and upright, from every mode; and plain words when there are none."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import pytest
from PIL import Image, ImageOps

from generator.analyse.decoding import PixelsUnavailable, apply_orientation, decode, to_rgb
from generator.model import FileKind
from generator.settings import Limits
from tests.analyse.containers import builders as make

LIMITS = Limits()


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (FileKind.JPEG, make.jpeg()),
        (FileKind.MPO, make.with_second_picture(0x020002)),
        (FileKind.PNG, make.png()),
        (
            FileKind.APNG,
            make.saved(make.picture(), "PNG", save_all=True, append_images=[make.picture().rotate(180)]),
        ),
        (FileKind.WEBP, make.webp()),
        (FileKind.GIF, make.saved(make.picture(), "GIF")),
        (FileKind.TIFF, make.saved(make.picture(), "TIFF")),
        (FileKind.BMP, make.saved(make.picture(), "BMP")),
        (FileKind.AVIF, make.saved(make.picture(), "AVIF", quality=100)),
    ],
)
def test_every_kind(kind: FileKind, data: bytes) -> None:
    pixels = to_rgb(decode(data, kind, LIMITS))
    assert pixels.shape == (8, 16, 3)
    assert pixels.dtype == np.uint8
    assert not pixels.flags.writeable
    truth = np.asarray(make.picture()).astype(int)
    assert abs(pixels.astype(int) - truth).mean() < 12


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [
        ("L", 100, (100, 100, 100)),
        ("1", 1, (255, 255, 255)),
        ("LA", (0, 0), (255, 255, 255)),
        ("LA", (10, 255), (10, 10, 10)),
        ("RGBA", (255, 0, 0, 0), (255, 255, 255)),
        ("RGBA", (0, 0, 0, 128), (127, 127, 127)),
        ("RGB", (1, 2, 3), (1, 2, 3)),
        ("CMYK", (0, 0, 0, 0), (255, 255, 255)),
        ("CMYK", (0, 255, 255, 0), (255, 0, 0)),
        ("I;16", 0x8001, (128, 128, 128)),
        ("I", 65535, (255, 255, 255)),
        ("I", 200, (1, 1, 1)),
        ("F", 0.5, (128, 128, 128)),
        ("F", 200.0, (200, 200, 200)),
        ("HSV", (0, 255, 255), (255, 0, 0)),
        ("LAB", (255, 128, 128), (255, 255, 255)),
        ("YCbCr", (128, 128, 128), (128, 128, 128)),
    ],
)
def test_modes(mode: str, colour: float | tuple[int, ...], expected: tuple[int, int, int]) -> None:
    pixels = to_rgb(Image.new(mode, (3, 2), colour))
    assert pixels.shape == (2, 3, 3)
    assert np.abs(pixels[0, 0].astype(int) - expected).max() <= 1


def test_palette_with_transparency_lies_over_white() -> None:
    image = Image.new("P", (2, 1), 0)
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.putpixel((1, 0), 1)
    data = make.saved(image, "PNG", transparency=0)
    assert to_rgb(decode(data, FileKind.PNG, LIMITS)).tolist() == [[[255, 255, 255], [0, 0, 255]]]


def test_floats_that_are_not_numbers() -> None:
    values = np.array([[np.nan, np.inf], [-np.inf, 0.5]], dtype=np.float32)
    assert to_rgb(Image.fromarray(values)).tolist() == [[[0] * 3, [0] * 3], [[0] * 3, [128] * 3]]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied_as_pillow_applies_it(orientation: int) -> None:
    image = make.picture((5, 3))
    image.getexif()[0x0112] = orientation
    upright = np.asarray(ImageOps.exif_transpose(image))
    assert np.array_equal(apply_orientation(to_rgb(image), orientation), upright)


@pytest.mark.parametrize("orientation", [0, 9, -3])
def test_invalid_orientation_changes_nothing(orientation: int) -> None:
    pixels = to_rgb(make.picture())
    assert apply_orientation(pixels, orientation) is pixels


@pytest.mark.parametrize("orientation", range(1, 9))
def test_tiff_is_kept_as_stored(orientation: int) -> None:
    image = make.picture((5, 3))
    data = make.saved(image, "TIFF", tiffinfo={0x0112: orientation})
    assert np.array_equal(to_rgb(decode(data, FileKind.TIFF, LIMITS)), np.asarray(image))


def huge_png(width: int, height: int) -> bytes:
    """A PNG whose header says a size, with next to no data."""
    return (
        b"\x89PNG\r\n\x1a\n"
        + make.chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
        + make.chunk(b"IDAT", zlib.compress(b"\x00"))
        + make.chunk(b"IEND")
    )


@pytest.mark.parametrize(
    ("kind", "data", "limits", "words"),
    [
        (
            FileKind.PNG,
            huge_png(50_000, 40_000),
            LIMITS,
            "the header says 50,000 x 40,000 = 2,000,000,000 pixels, more than the limit of 120,000,000",
        ),
        (FileKind.JPEG, make.jpeg(), Limits(pixels=100), "16 x 8 = 128 pixels, more than the limit of 100"),
        (FileKind.PNG, make.png()[:60], LIMITS, "damaged or cut short"),
        (FileKind.JPEG, make.jpeg()[:640], LIMITS, "damaged or cut short"),
        (FileKind.PNG, make.jpeg(), LIMITS, "headers can't be read"),
        (FileKind.JPEG, b"", LIMITS, "headers can't be read"),
        (FileKind.JXL, make.jxl(), LIMITS, "no decoder for JPEG XL"),
    ],
)
def test_unavailable(kind: FileKind, data: bytes, limits: Limits, words: str) -> None:
    with pytest.raises(PixelsUnavailable) as caught:
        decode(data, kind, limits)
    assert words in str(caught.value)


def test_heic_names_the_extra_when_its_decoder_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pillow_heif", None)
    with pytest.raises(PixelsUnavailable, match='install the extra "heic"'):
        decode(make.heic(), FileKind.HEIC, LIMITS)


def test_pillows_global_limit_stays_and_does_not_get_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 10)
    assert decode(make.png(), FileKind.PNG, LIMITS).size == (16, 8)
    assert Image.MAX_IMAGE_PIXELS == 10


@pytest.mark.parametrize(
    "chunk",
    [
        make.chunk(b"zTXt", b"a\x00\x00" + zlib.compress(bytes(80_000_000))),
        make.chunk(b"iCCP", b"a\x00\x07broken"),
        make.chunk(b"eXIf", b"broken", crc=3),
    ],
)
def test_damaged_metadata_does_not_hide_the_pixels(chunk: bytes) -> None:
    assert np.array_equal(to_rgb(decode(make.png(chunk), FileKind.PNG, LIMITS)), np.asarray(make.picture()))
