"""`file.identity`: the vocabulary that links and pages rely on, upright hashing, and files without pixels."""

from __future__ import annotations

import hashlib
import io

import numpy as np
import pytest
from PIL import Image

from generator.analyse.analyzers.file_identity import run
from generator.analyse.picture import Picture
from generator.model import FileKind, Finding
from generator.settings import Limits

BYTES = ("sha256", "sha1", "md5", "size")
LOOKS = (
    *("pixel_sha256", "phash", "dhash", "pdq", "pdq_quality"),
    *("pdq_mirrored", "pdq_rot90", "pdq_rot180", "pdq_rot270"),
)


def scene() -> Image.Image:
    y, x = np.mgrid[:120, :180].astype(np.int64)
    return Image.fromarray(np.stack([x * x // 97 + y, x + y * y // 31, x * y // 53], axis=2).astype(np.uint8))


def encoded(image: Image.Image, *, name: str = "PNG", orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    image.save(buffer, name, exif=exif)
    return buffer.getvalue()


def identity(data: bytes, kind: FileKind = FileKind.PNG, limits: Limits | None = None) -> tuple[Finding, ...]:
    return run(Picture(data, kind, hashlib.sha256(data).hexdigest(), limits or Limits()))


def test_names_and_forms() -> None:
    data = encoded(scene())
    (finding,) = identity(data)
    assert finding.code == "file.identity"
    assert tuple(item.name for item in finding.measurements) == BYTES + LOOKS
    lengths = {"sha256": 64, "sha1": 40, "md5": 32, "pixel_sha256": 64, "phash": 16, "dhash": 16}
    lengths |= {name: 64 for name in LOOKS if name.startswith("pdq") and name != "pdq_quality"}
    for name, length in lengths.items():
        value = finding.measure(name)
        assert isinstance(value, str)
        assert len(value) == length
        assert set(value) <= set("0123456789abcdef")
    assert finding.measure("sha256") == hashlib.sha256(data).hexdigest()
    assert finding.measure("size") == len(data)


def test_other_packing_same_pixels() -> None:
    (png,), (bmp,) = identity(encoded(scene())), identity(encoded(scene(), name="BMP"), FileKind.BMP)
    assert png.measure("sha256") != bmp.measure("sha256")
    assert [png.measure(name) for name in LOOKS] == [bmp.measure(name) for name in LOOKS]


def test_orientation_is_applied() -> None:
    lying = scene().transpose(Image.Transpose.ROTATE_90)
    (upright,), (turned,) = identity(encoded(scene())), identity(encoded(lying, orientation=6))
    assert upright.measure("pixel_sha256") == turned.measure("pixel_sha256")
    assert upright.measure("phash") == turned.measure("phash")


def test_little_structure_is_said() -> None:
    (finding,) = identity(encoded(Image.new("RGB", (64, 48), (9, 99, 199))))
    assert finding.measure("pdq_quality") == 0
    assert "too little structure" in finding.statement


@pytest.mark.parametrize("case", ["truncated", "too large"])
def test_without_pixels_the_bytes_are_still_named(case: str) -> None:
    data = encoded(scene(), name="JPEG")
    data, limits = (data[:300], Limits()) if case == "truncated" else (data, Limits(pixels=100))
    first, second = identity(data, FileKind.JPEG, limits)
    assert tuple(item.name for item in first.measurements) == BYTES
    assert second.code == "file.identity.pixels-not-decoded"
    assert "could not be read here" in second.statement
    assert "pixels not decoded" not in second.statement
