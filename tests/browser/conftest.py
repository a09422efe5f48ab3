"""Two built sites for all browser tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser import sites
from tests.browser.sites import BuiltSite
from tests.browser.visiting import served


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
