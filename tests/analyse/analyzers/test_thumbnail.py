"""`thumbnail`: previews that fit, previews that tell of a change, and previews that are broken or hostile."""

from __future__ import annotations

import hashlib
import io
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from generator.analyse.analyzer import CouldNotCheck
from generator.analyse.analyzers.thumbnail import run
from generator.analyse.picture import Picture
from generator.analyse.thumbnails import previews
from generator.model import Axis, Bearing, FileKind, Finding, Integrity, Weight


def scene(seed: int, width: int = 480, height: int = 360) -> Image.Image:
    """A lit ground with disks and bars, different for each seed."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[:height, :width]
    pixels = np.stack(
        [60 + 120 * x / width, 200 - 120 * y / height, 90 + 60 * (x + y) / (width + height)], axis=2
    )
    for _ in range(14):
        column, row, size = random.integers(0, width), random.integers(0, height), random.integers(15, 70)
        pixels[(x - column) ** 2 + (y - row) ** 2 < size**2] = random.integers(0, 255, 3)
    return Image.fromarray(pixels.astype(np.uint8))


SCENE = scene(1)
SMALL = SCENE.resize((160, 120), Image.Resampling.LANCZOS)


def barred(left: int, top: int, right: int, bottom: int) -> Image.Image:
    image = Image.new("RGB", (160, 120))
    image.paste(SCENE.resize((160 - left - right, 120 - top - bottom), Image.Resampling.LANCZOS), (left, top))
    return image


def jpeg(image: Image.Image, quality: int = 90) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def with_preview(image: Image.Image, preview: bytes, orientation: int = 1) -> bytes:
    """A JPEG whose EXIF block has the preview in its second directory, written byte by byte."""
    first = struct.pack("<HHHII", 1, 0x0112, 3, 1, orientation) + struct.pack("<I", 26)
    entries = [(0x0103, 3, 1, 6), (0x0201, 4, 1, 68), (0x0202, 4, 1, len(preview))]
    second = struct.pack("<H", 3) + b"".join(struct.pack("<HHII", *entry) for entry in entries) + bytes(4)
    exif = b"II*\0" + struct.pack("<I", 8) + first + second
    return with_segment(jpeg(image), 0xE1, b"Exif\0\0" + exif + preview)


def with_segment(data: bytes, marker: int, body: bytes) -> bytes:
    return data[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body + data[2:]


def checked(data: bytes) -> tuple[Picture, tuple[Finding, ...]]:
    picture = Picture(data, FileKind.JPEG, hashlib.sha256(data).hexdigest())
    return picture, run(picture)


def one(image: Image.Image, preview: Image.Image) -> Finding:
    _, (finding,) = checked(with_preview(image, jpeg(preview, 75)))
    return finding


@pytest.mark.parametrize(
    ("image", "preview", "compared", "transform"),
    [
        (SCENE, SMALL, "whole", ""),
        (SCENE, barred(0, 7, 0, 7), "bars trimmed", ""),
        (SCENE, barred(4, 10, 4, 10), "bars trimmed", ""),
        (SCENE.transpose(Image.Transpose.ROTATE_270), SMALL, "whole", "turned by 270°"),
        (SCENE.transpose(Image.Transpose.ROTATE_90), SMALL, "whole", "turned by 90°"),
        (SCENE.transpose(Image.Transpose.ROTATE_180), SMALL, "whole", "turned by 180°"),
        (SCENE, SMALL.crop((20, 0, 140, 120)), "centre cut", ""),
        (SCENE, SMALL.resize((80, 60)), "whole", ""),
        (SCENE, SCENE.resize((320, 240)), "whole", ""),
        (SCENE, SMALL.convert("L"), "whole", ""),
    ],
    ids=[
        "plain",
        "bars",
        "bars all round",
        "turned",
        "turned other way",
        "upside down",
        "square",
        "small",
        "large",
        "gray",
    ],
)
def test_same(image: Image.Image, preview: Image.Image, compared: str, transform: str) -> None:
    finding = one(image, preview)
    assert finding.code == "thumbnail.consistent"
    assert (finding.measure("compared"), finding.measure("transform")) == (compared, transform)
    assert not finding.weights


@pytest.mark.parametrize(
    ("image", "preview", "words"),
    [
        (scene(2), SMALL, "doesn't show the same"),
        (SCENE.crop((120, 60, 420, 285)), SMALL, "shows more than the picture"),
        (SCENE.crop((0, 0, 480, 240)), SMALL, "shows more than the picture"),
        (SCENE.crop((0, 0, 260, 360)), barred(4, 10, 4, 10), "shows more than the picture"),
        (SCENE.transpose(Image.Transpose.FLIP_LEFT_RIGHT), SMALL, "mirrored"),
        (Image.new("RGB", (80, 80), (200, 10, 10)), SMALL, "doesn't show the same"),
    ],
    ids=["other scene", "crop", "lower third cut off", "crop with bars", "mirrored", "plain picture"],
)
def test_different(image: Image.Image, preview: Image.Image, words: str) -> None:
    finding = one(image, preview)
    assert finding.code == "thumbnail.different"
    assert words in finding.statement
    assert finding.weights == (Weight(Bearing.SUPPORTS, Axis.INTEGRITY, Integrity.EDITED.value),)
    distance = finding.measure("distance")
    assert isinstance(distance, int)
    assert distance >= 28


def test_unrelated_scenes_are_never_found_inside_one_another() -> None:
    for seed in range(10, 17):
        finding = one(scene(seed).crop((60, 40, 360, 265)), SMALL)
        assert finding.code == "thumbnail.different"
        assert finding.measure("crop_correlation") is None


def test_place_of_a_crop() -> None:
    finding = one(SCENE.crop((120, 60, 420, 285)), SMALL)
    share = finding.measure("crop_share")
    assert isinstance(share, float)
    assert share == pytest.approx(300 * 225 / (480 * 360), abs=0.03)


@pytest.mark.parametrize(
    "preview", [Image.new("RGB", (160, 120), (7, 7, 7)), Image.new("RGB", (160, 120), (250, 250, 240))]
)
def test_plain_preview_is_not_compared(preview: Image.Image) -> None:
    finding = one(SCENE, preview)
    assert finding.code == "thumbnail.flat"
    assert not finding.weights
    assert not finding.figures


@pytest.mark.parametrize(
    ("colour", "preview", "code"),
    [
        ((0, 0, 0), (0, 0, 0), "thumbnail.plain-alike"),
        ((120, 90, 40), (122, 91, 38), "thumbnail.plain-alike"),
        ((120, 90, 40), (90, 120, 40), "thumbnail.flat"),
        ((255, 255, 255), (0, 0, 0), "thumbnail.flat"),
    ],
)
def test_even_surfaces_are_compared_by_colour_and_support_nothing(
    colour: tuple[int, int, int], preview: tuple[int, int, int], code: str
) -> None:
    finding = one(Image.new("RGB", (480, 360), colour), Image.new("RGB", (160, 120), preview))
    assert finding.code == code
    assert not finding.weights


def test_a_line_in_an_even_surface_is_no_agreement() -> None:
    image = Image.new("RGB", (480, 360), (90, 90, 90))
    image.paste((200, 200, 200), (230, 0, 236, 360))
    finding = one(image, Image.new("RGB", (160, 120), (90, 90, 90)))
    assert finding.code == "thumbnail.flat"


def test_figures_stand_upright_and_are_kept() -> None:
    data = with_preview(SCENE, jpeg(SMALL), orientation=6)
    picture, (finding,) = checked(data)
    assert [figure.role for figure in finding.figures] == ["thumbnail", "picture", "difference"]
    assert [figure.width < figure.height for figure in finding.figures] == [True] * 3
    for figure in finding.figures:
        with Image.open(io.BytesIO(picture.blobs[figure.blob])) as image:
            assert image.size == (figure.width, figure.height)
            assert not image.info
        assert figure.alt
        assert figure.shows
        assert figure.does_not_show


def test_same_bytes_same_findings() -> None:
    data = with_preview(SCENE.crop((120, 60, 420, 285)), jpeg(SMALL))
    assert checked(data)[1] == checked(data)[1]


def test_no_preview() -> None:
    assert checked(jpeg(SCENE))[1] == ()


def resource(number: int, preview: bytes) -> bytes:
    body = struct.pack(">7I", 1, 160, 120, 480, 57600, len(preview), 0x180001) + preview
    return (
        b"Photoshop 3.0\0"
        + b"8BIM"
        + struct.pack(">HHI", number, 0, len(body))
        + body
        + b"\0" * (len(body) % 2)
    )


RAW = np.asarray(SCENE.resize((64, 48), Image.Resampling.LANCZOS))
PALETTED = SCENE.resize((64, 48), Image.Resampling.LANCZOS).quantize(64, dither=Image.Dither.NONE)
BLUE_FIRST = Image.fromarray(np.asarray(SMALL)[:, :, ::-1])


@pytest.mark.parametrize(
    ("marker", "body", "where"),
    [
        (0xE0, b"JFXX\0\x10" + jpeg(SMALL), "JFIF extension"),
        (0xE0, b"JFXX\0\x13\x40\x30" + RAW.tobytes(), "JFIF extension"),
        (
            0xE0,
            b"JFXX\0\x11\x40\x30" + bytes(PALETTED.getpalette() or ()).ljust(768, b"\0") + PALETTED.tobytes(),
            "JFIF extension",
        ),
        (0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\x40\x30" + RAW.tobytes(), "JFIF"),
        (0xED, resource(0x040C, jpeg(SMALL)), "Photoshop"),
        (0xED, resource(0x0409, jpeg(BLUE_FIRST)), "Photoshop"),
    ],
    ids=["JFXX JPEG", "JFXX RGB", "JFXX palette", "JFIF", "Photoshop", "Photoshop 4"],
)
def test_other_places(marker: int, body: bytes, where: str) -> None:
    _, (finding,) = checked(with_segment(jpeg(SCENE), marker, body))
    assert (finding.code, finding.measure("where")) == ("thumbnail.consistent", where)
    difference = finding.measure("correlation")
    assert isinstance(difference, float)
    assert difference > 0.95


def test_one_finding_for_each_preview() -> None:
    data = with_segment(
        with_preview(SCENE, jpeg(SMALL)), 0xED, resource(0x040C, jpeg(scene(2).resize((160, 120))))
    )
    assert [item.code for item in checked(data)[1]] == ["thumbnail.consistent", "thumbnail.different"]


HUGE = jpeg(SMALL).replace(struct.pack(">HH", 120, 160), struct.pack(">HH", 60000, 60000), 1)


@pytest.mark.parametrize("preview", [jpeg(SMALL)[:900], b"\xff\xd8\xff\xd9", b"\xff\xd8" + b"\0" * 50, HUGE])
def test_broken_preview_is_named(preview: bytes) -> None:
    _, (finding,) = checked(with_preview(SCENE, preview))
    assert finding.code == "thumbnail.unreadable"
    assert not finding.weights


@pytest.mark.parametrize("size", [(1, 1), (2, 40), (9, 7), (160, 1)])
def test_tiny_previews(size: tuple[int, int]) -> None:
    one(SCENE, SCENE.resize(size))
    one(SCENE.resize(size), SMALL)


def test_hostile_directories_never_raise() -> None:
    data = with_preview(SCENE.resize((32, 24)), jpeg(SMALL.resize((40, 30))))
    start = data.index(b"Exif\0\0") + 6
    for place in range(start, start + 120):
        for value in (0, 0x7F, 0xFF):
            changed = data[:place] + bytes((value,)) + data[place + 1 :]
            picture = Picture(changed, FileKind.JPEG, "")
            previews(picture.container, changed)


@pytest.mark.corpora
@pytest.mark.parametrize("folder", ["metadata/exif-samples/jpg", "same-camera/scenes"])
def test_untouched_camera_files_raise_no_flag(corpora: Path, folder: str) -> None:
    codes = []
    for path in sorted((corpora / folder).rglob("*")):
        if path.is_file() and (data := path.read_bytes())[:3] == b"\xff\xd8\xff":
            try:
                codes += [item.code for item in checked(data)[1]]
            except CouldNotCheck:
                continue
    assert codes.count("thumbnail.consistent") >= 5
    assert not set(codes) & {"thumbnail.different", "thumbnail.unclear"}
