"""The pages in a real Chromium: accessible in light and dark, from a phone to a wide screen, from a folder and a server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from generator.render import render_site
from tests.render import sample, sample_pictures
from tests.render.test_pages import PAGE_TYPES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

axe = pytest.importorskip("axe_playwright_python.sync_playwright")

LOOKED_AT = [path for path in PAGE_TYPES if path != "cases/old-bridge/index.html"]

pytestmark = pytest.mark.browser


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and writes no log."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented site on disk, below the path of its base URL."""
    root = tmp_path_factory.mktemp("served")
    for file in render_site(sample.site()):
        target = root / "checks" / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(sample_pictures.BLOBS[file.blob] if file.blob else file.data)
    return root


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where a loopback server shows the site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/checks/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_type_is_accessible_and_fits(
    browser: Browser, address: str, scheme: Literal["light", "dark"], width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    troubles: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: troubles.append(f"{page.url}: {message.text}"))
    page.on("request", lambda request: asked.append(request.url))
    checker = axe.Axe()
    for path in LOOKED_AT:
        page.goto(address + path)
        for fold in page.query_selector_all("details"):
            fold.evaluate("fold => { fold.open = true }")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            troubles.append(f"{path} is wider than the screen")
        for item in checker.run(page).response["violations"]:
            troubles.append(f"{path}: {item['id']} {item['nodes'][0]['html'][:200]}")
    context.close()
    assert troubles == []
    assert [url for url in asked if not url.startswith(address)] == []


def test_pages_open_from_a_folder(browser: Browser, folder: Path) -> None:
    page = browser.new_page(java_script_enabled=True)
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("requestfailed", lambda request: troubles.append(request.url))
    page.goto((folder / "checks" / "index.html").as_uri())
    page.click("text=The flooded footbridge")
    assert page.url.endswith("/cases/bridge/index.html")
    assert page.evaluate("document.images[0].complete && document.images[0].naturalWidth > 0")
    assert page.evaluate("getComputedStyle(document.querySelector('.verdict')).display") == "grid"
    assert troubles == []
    page.close()


def test_cards_are_narrowed_while_typing_and_all_are_there_without_script(
    browser: Browser, address: str
) -> None:
    page = browser.new_page()
    page.goto(address)
    everything = page.locator("[data-card]:visible").count()
    page.fill("input[type=search]", "tower")
    assert page.locator("[data-card]:visible").count() == 1
    assert page.inner_text("[data-narrow] [role=status]") == f"1 of {everything} shown"
    page.close()
    plain = browser.new_context(java_script_enabled=False).new_page()
    plain.goto(address)
    assert plain.locator("[data-card]:visible").count() == everything
    assert plain.locator("input[type=search]:visible").count() == 0
    plain.context.close()


def test_details_are_printed(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address + "exhibits/bridge-1a2b3c4d5e/index.html")
    page.emulate_media(media="print")
    height = "document.querySelector('.finding details table').getBoundingClientRect().height"
    assert page.evaluate(height) > 0
    page.close()
