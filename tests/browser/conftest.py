"""Two built sites for all browser tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser import sites
from tests.browser.sites import BuiltSite
from tests.browser.visiting import served


@pytest.fixture(scope="session", params=["demo", "invented"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Each of the two sites."""
    made: BuiltSite = getattr(sites, request.param)(_shared(request, tmp_path_factory))
    return made


@pytest.fixture(scope="session")
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The demo alone."""
    return sites.demo(_shared(request, tmp_path_factory))


@pytest.fixture(scope="session")
def demo_address(demo: BuiltSite) -> Iterator[str]:
    """The demo on a plain web server."""
    with served(demo.root, demo.place) as root:
        yield root


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


def _shared(request: pytest.FixtureRequest, folders: pytest.TempPathFactory) -> Path:
    """A folder for all processes of pytest-xdist, which have a folder each, in one that they share."""
    base = folders.getbasetemp()
    return (base.parent if hasattr(request.config, "workerinput") else base) / "browser-sites"
