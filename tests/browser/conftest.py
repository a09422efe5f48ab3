"""One Chromium and two built sites for all browser tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser import sites
from tests.browser.sites import BuiltSite
from tests.browser.visiting import served

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium with a profile of its own."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if not found:
        pytest.skip(
            f"no browser: none of {', '.join(NAMES)} is installed; tests/browser/install.sh brings one"
        )
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=list(FLAGS), headless=True)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session", params=["demo", "invented"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Each of the two sites."""
    base = tmp_path_factory.getbasetemp()
    # Processes of pytest-xdist have a folder each, in one that they share.
    folder = (base.parent if hasattr(request.config, "workerinput") else base) / "browser-sites"
    made: BuiltSite = getattr(sites, request.param)(folder)
    return made


@pytest.fixture(scope="session")
def address(site: BuiltSite) -> Iterator[str]:
    """The site on a plain web server."""
    with served(site.root, site.place) as root:
        yield root


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh profile within the one browser."""
    fresh = browser.new_context()
    fresh.set_default_timeout(30_000)
    yield fresh
    fresh.close()
