"""What every analyzer has to keep, run over all that are installed, so that a new one is tested by being there."""

from __future__ import annotations

import hashlib
import io
import socket
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageFile

from generator import codec
from generator.analyse.chain import Finished, run_chain
from generator.analyse.picture import Picture
from generator.analyse.registry import Registered, discover, selected
from generator.model import FileKind, Outcome, Run
from generator.settings import Limits

CHAIN = discover()


def _scene(width: int = 96, height: int = 64) -> Image.Image:
    """A picture with a gradient, an edge and some texture; the same every time."""
    y, x = np.mgrid[0:height, 0:width]
    noise = np.random.default_rng(5).integers(0, 24, (height, width))
    planes = [x * 2 + noise, y * 3, np.where(x > width // 2, 200, 30) + noise]
    return Image.fromarray(np.stack(planes, axis=-1).clip(0, 255).astype(np.uint8), "RGB")


def _saved(image: Image.Image, form: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def _with_exif(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Maker"
    return _saved(_scene(), "JPEG", quality=90, exif=exif)


def _bomb() -> bytes:
    """A PNG that says it has 60,000 × 60,000 pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(100_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _animated(form: str, **options: Any) -> bytes:
    frames = [_scene().rotate(turn) for turn in (90, 180)]
    return _saved(_scene(), form, save_all=True, append_images=frames, duration=80, **options)


INPUTS: dict[str, tuple[FileKind, Callable[[], bytes]]] = {
    "plain-jpeg": (FileKind.JPEG, lambda: _saved(_scene(), "JPEG", quality=85)),
    "progressive-jpeg": (FileKind.JPEG, lambda: _saved(_scene(), "JPEG", progressive=True)),
    "gray-jpeg": (FileKind.JPEG, lambda: _saved(_scene().convert("L"), "JPEG")),
    "cmyk-jpeg": (FileKind.JPEG, lambda: _saved(_scene().convert("CMYK"), "JPEG")),
    "rotated-jpeg": (FileKind.JPEG, lambda: _with_exif(6)),
    "mirrored-jpeg": (FileKind.JPEG, lambda: _with_exif(5)),
    "truncated-jpeg": (FileKind.JPEG, lambda: _saved(_scene(), "JPEG")[:700]),
    "two-bytes": (FileKind.JPEG, lambda: b"\xff\xd8"),
    "noise-after-marker": (FileKind.JPEG, lambda: b"\xff\xd8\xff" + hashlib.sha512(b"x").digest() * 40),
    "16-bit-png": (
        FileKind.PNG,
        lambda: _saved(Image.fromarray(np.arange(4096, dtype=np.uint16).reshape(64, 64)), "PNG"),
    ),
    "palette-png": (FileKind.PNG, lambda: _saved(_scene().quantize(16), "PNG", transparency=3)),
    "one-bit-png": (FileKind.PNG, lambda: _saved(_scene().convert("1"), "PNG")),
    "transparent-png": (FileKind.PNG, lambda: _saved(_scene().convert("LA"), "PNG")),
    "1x1-png": (FileKind.PNG, lambda: _saved(_scene(1, 1), "PNG")),
    "1x1-jpeg": (FileKind.JPEG, lambda: _saved(_scene(1, 1), "JPEG")),
    "one-row-png": (FileKind.PNG, lambda: _saved(_scene(300, 1), "PNG")),
    "truncated-png": (FileKind.PNG, lambda: _saved(_scene(), "PNG")[:900]),
    "bomb-png": (FileKind.PNG, _bomb),
    "animated-png": (FileKind.APNG, lambda: _animated("PNG")),
    "animated-gif": (FileKind.GIF, lambda: _animated("GIF")),
    "animated-webp": (FileKind.WEBP, lambda: _animated("WEBP")),
    "plain-webp": (FileKind.WEBP, lambda: _saved(_scene(), "WEBP")),
    "float-tiff": (FileKind.TIFF, lambda: _saved(Image.new("F", (8, 8), 0.5), "TIFF")),
    "cmyk-tiff": (FileKind.TIFF, lambda: _saved(_scene().convert("CMYK"), "TIFF")),
    "bmp": (FileKind.BMP, lambda: _saved(_scene(), "BMP")),
    "avif": (FileKind.AVIF, lambda: _saved(_scene(), "AVIF", max_threads=1)),
    "mislabelled": (FileKind.PNG, lambda: _saved(_scene(), "JPEG")),
    "heic-stub": (FileKind.HEIC, lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(40)),
    "jxl-stub": (FileKind.JXL, lambda: b"\xff\x0a" + bytes(20)),
}

BUG = "stopped by a bug in this program"


@cache
def _data(name: str) -> bytes:
    return INPUTS[name][1]()


def _finished(name: str, items: tuple[Registered, ...]) -> dict[str, Finished]:
    data = _data(name)
    picture = Picture(data, INPUTS[name][0], hashlib.sha256(data).hexdigest(), Limits(pixels=20_000_000))
    return {item.name: item for item in run_chain(picture, items)}


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object, **options: object) -> None:
        raise AssertionError("an analyzer tried to reach the network")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize("item", CHAIN, ids=lambda item: item.id)
def test_any_picture_gives_a_run_and_the_same_run_again(item: Registered, name: str) -> None:
    items = selected(CHAIN, [item.id])
    flags = (Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES, ImageFile.MAXBLOCK)
    finished = _finished(name, items)[item.id]
    run = finished.value
    assert isinstance(run, Run)
    assert BUG not in run.reason, finished.trace or run.reason
    assert finished.keep
    assert codec.loads(Run, codec.dumps(run)) == run
    assert (run.analyzer, run.version) == (item.id, item.analyzer.version)
    assert run.outcome is Outcome.FOUND or run.reason, "a reader is told nothing"
    again = _finished(name, items)[item.id]
    assert again.value == run
    assert again.blobs == finished.blobs
    assert flags == (Image.MAX_IMAGE_PIXELS, ImageFile.LOAD_TRUNCATED_IMAGES, ImageFile.MAXBLOCK)


@pytest.mark.parametrize("name", ["plain-jpeg", "rotated-jpeg", "animated-gif", "truncated-png"])
def test_all_together_find_what_each_finds_alone(name: str) -> None:
    together = _finished(name, CHAIN)
    for item in CHAIN:
        assert _finished(name, selected(CHAIN, [item.id]))[item.id].value == together[item.id].value


@pytest.mark.parametrize("item", CHAIN, ids=lambda item: item.id)
def test_description_is_complete(item: Registered) -> None:
    analyzer = item.analyzer
    for text in ("measures", "limits", "nothing_means"):
        words = getattr(analyzer, text)
        assert words == words.strip()
        assert words.endswith((".", "!", ")")), f"{text} doesn't end as a sentence does: {words!r}"
        assert words[0].isupper()
    assert analyzer.question.endswith("?")
    assert analyzer.question[0].isupper()
    assert 3 <= len(analyzer.title) <= 60
    assert not analyzer.title.endswith(".")
    assert analyzer.references, "where does the method come from?"
    for reference in analyzer.references:
        assert reference.title.strip()
        assert not reference.url or reference.url.startswith("https://")
    module = sys.modules[item.module]
    assert module.__doc__ and len(module.__doc__) > 80


@pytest.mark.parametrize("item", CHAIN, ids=lambda item: item.id)
def test_engines_are_installed_distributions(item: Registered) -> None:
    from importlib.metadata import version

    for engine in item.analyzer.engines:
        assert version(engine)


def test_reading_descriptions_imports_no_heavy_library() -> None:
    code = (
        "import sys; from generator.analyse.registry import discover; discover();"
        "print(*sorted({'numpy', 'PIL', 'imagehash', 'c2pa', 'scipy', 'pydantic'} & sys.modules.keys()))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
