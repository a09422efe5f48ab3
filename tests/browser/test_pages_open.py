"""Pages open from a folder and from a server without an error, and ask nobody but their own site for anything."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from tests.browser.sites import NOT_FOUND, BuiltSite
from tests.browser.visiting import Visit, address_of, visits

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", params=["folder", "server"])
def opened(
    request: pytest.FixtureRequest, browser: Browser, site: BuiltSite, address: str
) -> tuple[str, dict[str, Visit]]:
    """Every chosen page opened once, and the address below which all of it has to be."""
    base = address_of(site.root) if request.param == "folder" else address
    context = browser.new_context()
    pages = [path for path in site.chosen if path != NOT_FOUND or base == address]
    found = visits(context, base, pages)
    context.close()
    return base, found


def test_nothing_goes_wrong(opened: tuple[str, dict[str, Visit]]) -> None:
    """No console message, exception, failed request or broken picture."""
    _, found = opened
    assert {path: visit.problems for path, visit in found.items() if visit.problems} == {}


def test_only_the_site_itself_is_asked(site: BuiltSite, opened: tuple[str, dict[str, Visit]]) -> None:
    """Each request is for a file of the site."""
    base, found = opened
    asked = {address for visit in found.values() for address in visit.requests}
    assert len(asked) > len(found)
    outside = {address for address in asked if not address.startswith(base)}
    assert outside == set()
    missing = {address for address in asked if not (site.root / _path(base, address)).is_file()}
    assert missing == set()


def test_sensitive_pictures_are_fetched_only_when_asked_for(opened: tuple[str, dict[str, Visit]]) -> None:
    """The files that the page with the clear picture shows are asked for by no other page."""
    _, found = opened
    clear = _pictures({path: visit for path, visit in found.items() if "/clear/" in path})
    others = _pictures({path: visit for path, visit in found.items() if "/clear/" not in path})
    assert others
    assert clear & others == set()


def test_invented_site_has_a_sensitive_picture(site: BuiltSite, opened: tuple[str, dict[str, Visit]]) -> None:
    """Else the test above would hold of nothing."""
    if site.name != "invented":
        pytest.skip("the demo may do without")
    _, found = opened
    pages = {path: visit for path, visit in found.items() if "/clear/" in path}
    assert _pictures(pages)


def _pictures(found: dict[str, Visit]) -> set[str]:
    return {address for visit in found.values() for address in visit.requests if "/media/" in address}


def _path(base: str, address: str) -> str:
    return unquote(urlsplit(address.removeprefix(base)).path)
