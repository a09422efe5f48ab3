"""A reader's own file is compared in the browser, and the browser's fingerprints are those of the generator."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageOps
from playwright.sync_api import BrowserContext, Locator, Page

from generator.analyse.hashes.pdq import Pdq, pdq
from generator.render.environment import templates_folder
from generator.simulate.quick import synthetic_photo
from tests.browser.sites import CONTENT, BuiltSite
from tests.browser.visiting import Visit, address_of, noted

pytestmark = pytest.mark.browser

_PDQ = """([width, height, pixels]) => {
  const rgba = Uint8Array.from(atob(pixels), letter => letter.charCodeAt(0));
  const rows = (top, count) => rgba.subarray(4 * width * top, 4 * width * (top + count));
  return backstoryFingerprint.pdq(width, height, rows);
}"""
_SHA256 = "bytes => backstoryFingerprint.sha256(Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0)))"


@pytest.fixture
def bench(context: BrowserContext) -> Page:
    """An empty page that knows the fingerprints."""
    page = context.new_page()
    page.add_script_tag(
        content=(templates_folder() / "static" / "fingerprint.js").read_text(encoding="utf-8")
    )
    return page


@pytest.mark.parametrize("length", [0, 1, 55, 56, 63, 64, 65, 119, 128, 10_007])
def test_sha256_is_the_standard_one(bench: Page, length: int) -> None:
    """At every way in which the last block can be filled."""
    data = np.random.default_rng(length).integers(0, 256, length, np.uint8).tobytes()
    assert bench.evaluate(_SHA256, base64.b64encode(data).decode()) == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("width", "height"), [(5, 5), (64, 64), (97, 131), (640, 480), (301, 1000), (1, 400)]
)
def test_hashes_agree_bit_for_bit(bench: Page, width: int, height: int) -> None:
    """From the same pixels, at sizes below, at and above that of the reduced picture."""
    pixels = np.asarray(Image.open(io.BytesIO(synthetic_photo(max(width, 64), max(height, 64), 3))))[
        :height, :width
    ]
    _assert_equal(_in_browser(bench, pixels), pdq(np.ascontiguousarray(pixels)))


def test_plain_pictures_and_noise_agree_too(bench: Page) -> None:
    """Where every decision is a tie, and where none is near one."""
    plain = np.full((90, 120, 3), 37, np.uint8)
    noise = np.random.default_rng(5).integers(0, 256, (200, 150, 3), np.uint8)
    for pixels in (plain, noise):
        _assert_equal(_in_browser(bench, pixels), pdq(pixels))


def test_decoded_files_agree(bench: Page, tmp_path: Path) -> None:
    """What the browser decodes gives the generator's hash: PNG to the bit, JPEG to within four bits of 256."""
    pixels = np.asarray(Image.open(io.BytesIO(synthetic_photo(800, 600, 8))))
    for ending, options, tolerance in (
        ("png", {}, 0),
        ("jpg", {"quality": 85}, 4),
        ("webp", {"lossless": True}, 0),
    ):
        file = tmp_path / f"picture.{ending}"
        Image.fromarray(pixels).save(file, **options)
        expected = pdq(np.asarray(Image.open(file).convert("RGB")))
        found = _decoded_in_browser(bench, file)
        assert _distance(found["hashes"]["as_is"], expected.original) <= tolerance
        assert found["quality"] == expected.quality


@pytest.mark.parametrize("from_folder", [False, True], ids=["server", "folder"])
def test_every_answer(
    context: BrowserContext, demo: BuiltSite, demo_address: str, tmp_path: Path, *, from_folder: bool
) -> None:
    """Identical, other packing, saved again, mirrored, another picture, none; on a server and opened from a folder."""
    page = context.new_page()
    with noted(page) as note:
        visit = note(Visit())
        page.goto((address_of(demo.root) if from_folder else demo_address) + _page_of("street"))
        for number, (data, words, tone) in enumerate(_copies()):
            (tmp_path / f"copy-{number}").write_bytes(data)
            answer = _answer(page, tmp_path / f"copy-{number}")
            assert words in answer.inner_text(), words
            assert f"tone-{tone}" in (answer.get_attribute("class") or "")
    assert visit.problems == []
    assert all(request.startswith(("file:", demo_address)) for request in visit.requests)


_DROP = """([name, bytes]) => {
  const data = Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0));
  const carried = new DataTransfer();
  carried.items.add(new File([data], name, {type: 'image/jpeg'}));
  const made = kind => new DragEvent(kind, {dataTransfer: carried, bubbles: true, cancelable: true});
  const tool = document.querySelector('[data-copy-tool]');
  tool.dispatchEvent(made('dragenter'));
  const over = tool.classList.contains('is-over');
  const isKept = !tool.dispatchEvent(made('drop'));
  const isKeptOutside = !document.body.dispatchEvent(made('drop'));
  return [over, isKept, isKeptOutside, tool.classList.contains('is-over')];
}"""


def test_a_file_can_be_dropped_and_one_that_misses_the_box_does_not_replace_the_page(
    context: BrowserContext, demo_address: str
) -> None:
    page = context.new_page()
    page.goto(demo_address + _page_of("street"))
    data = base64.b64encode(_file("street").read_bytes()).decode()
    assert page.evaluate(_DROP, ["street.jpg", data]) == [True, True, True, False]
    page.locator(".copy-answer.tone-good").wait_for()
    assert "Identical" in page.locator(".copy-answer").inner_text()


def test_answers_are_announced_and_the_field_has_a_name(context: BrowserContext, demo_address: str) -> None:
    """A live region that is there before the first answer, so that screen readers speak what is put into it."""
    page = context.new_page()
    page.goto(demo_address + _page_of("street"))
    assert page.get_by_label("Picture to compare").is_visible()
    status = page.locator("[data-copy-tool] [role=status]")
    assert status.count() == 1
    assert status.inner_text() == ""
    assert "Nothing is uploaded" in page.locator("[data-copy]").inner_text()


_TRY_TO_SEND = """async () => {
  const there = 'http://127.0.0.1:9/', refused = {};
  const added = element => document.body.appendChild(element);
  const tries = {
    'own fetch': () => fetch('index.html').catch(() => null),
    'fetch': () => fetch(there, {mode: 'no-cors'}).catch(() => null),
    'picture': () => { new Image().src = there; },
    'script': () => { added(document.createElement('script')).src = there; },
    'frame': () => { added(document.createElement('iframe')).src = there; },
    'form': () => { const form = added(document.createElement('form')); form.action = there; form.submit(); },
  };
  for (const [name, attempt] of Object.entries(tries)) {
    refused[name] = await new Promise(done => {
      document.addEventListener('securitypolicyviolation', event => done(event.effectiveDirective), {once: true});
      attempt();
      setTimeout(() => done('sent'), 3000);
    });
  }
  return refused;
}"""


def test_a_site_in_another_place_can_not_be_told_of_the_file(
    context: BrowserContext, demo_address: str
) -> None:
    """Whatever a script tried: the page's own rules let no data out, neither by fetch, picture, script, frame nor form."""
    page = context.new_page()
    page.goto(demo_address + _page_of("street"))
    rules = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    assert [rule.strip() for rule in rules.split(";")] == [
        "default-src 'none'",
        "img-src 'self'",
        "style-src 'self'",
        "script-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert page.evaluate(_TRY_TO_SEND) == {
        "own fetch": "connect-src",
        "fetch": "connect-src",
        "picture": "img-src",
        "script": "script-src-elem",
        "frame": "frame-src",
        "form": "form-action",
    }


def test_front_page_finds_a_picture_of_the_site(
    context: BrowserContext, demo: BuiltSite, demo_address: str, tmp_path: Path
) -> None:
    """With a link to its page; by keyboard alone the field can be reached."""
    page = context.new_page()
    page.goto(demo_address + "index.html")
    page.locator(".copy-fold summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "copy-file"
    _of("harbour-with-balloon").reduce(2).save(tmp_path / "half.png")
    answer = _answer(page, tmp_path / "half.png")
    hrefs = [link.get_attribute("href") or "" for link in answer.locator("a").all()]
    assert any("harbour" in href for href in hrefs)
    answer.locator("a").first.click()
    assert page.locator("h1").is_visible()


def _copies() -> Iterator[tuple[bytes, str, str]]:
    """Files of a reader, with words of the answer and its colour."""
    street = _of("street")
    yield _file("street").read_bytes(), "Identical", "good"
    yield _saved(street, "PNG"), "pixel for pixel", "good"
    yield _saved(street.reduce(2), "JPEG", quality=60), "Very probably the same picture", "mixed"
    yield _saved(ImageOps.mirror(street), "JPEG", quality=80), "Yours is mirrored", "mixed"
    yield _saved(street.rotate(90, expand=True), "PNG"), "Yours is turned", "mixed"
    yield _file("harbour-original").read_bytes(), "Not the file on this page", "mixed"
    yield synthetic_photo(640, 480, 17), "not the picture described here", "neutral"
    yield _saved(Image.new("RGB", (300, 200), "gray"), "PNG"), "too little structure", "neutral"
    yield _saved(_with_orientation(street, 6), "PNG", exif=_exif(6)), "pixel for pixel", "good"
    yield (
        _saved(_with_orientation(street, 3), "JPEG", quality=85, exif=_exif(3)),
        "Very probably the same",
        "mixed",
    )
    yield b"no picture", "is empty or no picture", "neutral"
    yield b"", "is empty or no picture", "neutral"
    for brands in (b"heic\0\0\0\0mif1heic", b"avif\0\0\0\0avifmif1", b"xxxx\0\0\0\0yyyymsf1"):
        yield b"\0\0\0\x18ftyp" + brands + bytes(2000), "is a HEIC or AVIF picture", "neutral"
    for start in (
        b"\xff\xd8\xff\xe0",
        b"RIFF\x0a\x0d\0\0WEBPVP8 ",
        b"II*\0",
        b"\xff\x0a",
        b"\0\0\0\x0cJXL \r\n\x87\n",
    ):
        yield start + bytes(500), "could not open the picture", "neutral"
    for start in (
        b"\0\0\0\x18ftypisom\0\0\2\0isomavc1",
        b"RIFF\0\0\0\0AVI LIST",
        b"\0\0\0\x18ftypM4V xavixhei",
    ):
        yield start + bytes(500), "no picture of a kind", "neutral"
    yield _file("street").read_bytes() + b"\0", "pixel for pixel", "good"
    # Longer than what is hashed at once.
    yield _file("street").read_bytes() + bytes(20_000_003), "pixel for pixel", "good"
    yield bytes(20_000_003), "is empty or no picture", "neutral"


def _exif(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return exif


def _with_orientation(image: Image.Image, orientation: int) -> Image.Image:
    """Stored so that the EXIF orientation turns it upright again."""
    turn = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90}
    return image.transpose(turn[orientation])


def _file(stem: str) -> Path:
    return next(iter(sorted(CONTENT.glob(f"cases/*/*/{stem}.*"))))


def _of(stem: str) -> Image.Image:
    with Image.open(_file(stem)) as image:
        return ImageOps.exif_transpose(image).convert("RGB")


def _saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def _page_of(stem: str) -> str:
    digest = hashlib.sha256(_file(stem).read_bytes()).hexdigest()
    return f"exhibits/{stem}-{digest[:10]}/index.html"


def _answer(page: Page, file: Path) -> Locator:
    """Choose the file and wait for the answer."""
    answer = page.locator(".copy-answer")
    answer.evaluate("element => { element.className = 'copy-answer'; }")
    page.locator("#copy-file").set_input_files(file)
    page.locator(".copy-answer[class*=tone-]").wait_for()
    return answer


def _in_browser(page: Page, pixels: NDArray[np.uint8]) -> dict[str, Any]:
    height, width = pixels.shape[:2]
    rgba = np.dstack([pixels, np.full((height, width), 255, np.uint8)])
    found: dict[str, Any] = page.evaluate(_PDQ, [width, height, base64.b64encode(rgba.tobytes()).decode()])
    return found


def _decoded_in_browser(page: Page, file: Path) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        """async bytes => {
          const data = Uint8Array.from(atob(bytes), letter => letter.charCodeAt(0));
          const bitmap = await createImageBitmap(new Blob([data]), {colorSpaceConversion: 'none'});
          const canvas = document.createElement('canvas');
          canvas.width = bitmap.width; canvas.height = bitmap.height;
          const context = canvas.getContext('2d');
          context.drawImage(bitmap, 0, 0);
          const rows = (top, count) => context.getImageData(0, top, bitmap.width, count).data;
          return backstoryFingerprint.pdq(bitmap.width, bitmap.height, rows);
        }""",
        base64.b64encode(file.read_bytes()).decode(),
    )
    return found


def _assert_equal(found: dict[str, Any], expected: Pdq) -> None:
    assert found["quality"] == expected.quality
    if found["hashes"] is None:
        assert set(expected.original) == {"0"}
        return
    assert found["hashes"]["as_is"] == expected.original
    assert found["hashes"]["mirrored"] == expected.mirrored
    assert found["hashes"]["turned"] == [expected.rot90, expected.rot180, expected.rot270]


def _distance(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()
