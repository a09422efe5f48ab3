"""Pages are clean by the rules of axe, and fit, in light and dark, on a phone and on a desk.

axe (https://github.com/dequelabs/axe-core) finds what a program can find: contrast, names, roles, headings, order. It
can't tell whether words are understood.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.sites import BuiltSite

pytestmark = pytest.mark.browser

_RUN = """async hasContrast => {
  document.querySelectorAll('details').forEach(fold => { fold.open = true; });
  const rules = {'target-size': {enabled: true}, 'color-contrast': {enabled: hasContrast}};
  const found = await axe.run(document, {resultTypes: ['violations'], rules});
  return found.violations.map(rule => `${rule.id}: ${rule.nodes[0].html.slice(0, 200)} (${rule.nodes.length}) ` +
    rule.nodes[0].failureSummary.slice(0, 300));
}"""
LOOKS: tuple[tuple[Any, int], ...] = (("light", 1280), ("dark", 360), ("light", 360), ("dark", 1280))


@pytest.fixture(scope="module")
def axe() -> str:
    """The script, as its package ships it."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("site", ["demo"], indirect=True)
@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_every_family_is_accessible(
    context: BrowserContext, site: BuiltSite, address: str, axe: str, look: tuple[Any, int]
) -> None:
    """The longest page of each family, in all looks. `tests/render` does the same for the invented site."""
    assert _violations(context.new_page(), address, dict.fromkeys(site.one_each, look), axe) == {}


def test_every_page_is_accessible(context: BrowserContext, site: BuiltSite, address: str, axe: str) -> None:
    """All other pages of cases and exhibits, each in one look and without the rule on contrast, which takes most of the
    time: what they have of their own is structure, not colours."""
    others = [path for path in site.chosen if path not in site.one_each]
    looks = {path: LOOKS[number % len(LOOKS)] for number, path in enumerate(others)}
    assert _violations(context.new_page(), address, looks, axe, has_contrast=False) == {}


def test_axe_sees_what_is_wrong(context: BrowserContext, axe: str) -> None:
    """Else the tests above would hold of anything."""
    page = context.new_page()
    page.set_content("<!doctype html><title>x</title><main><h1>x</h1><img src='data:,'></main>")
    page.evaluate(axe)
    assert {rule.partition(":")[0] for rule in page.evaluate(_RUN, True)} >= {"html-has-lang", "image-alt"}


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_scrolls_sideways_on_a_phone(
    browser: Browser, site: BuiltSite, address: str, width: int
) -> None:
    """WCAG 2.2, 1.4.10 Reflow asks for 320 CSS pixels."""
    context = browser.new_context(
        viewport={"width": width, "height": 740}, device_scale_factor=2, is_mobile=True
    )
    page = context.new_page()
    wide = {}
    for path in site.chosen:
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
        if (found := page.evaluate("document.documentElement.scrollWidth")) > width:
            wide[path] = found
    context.close()
    assert wide == {}


def _violations(
    page: Page, address: str, looks: Mapping[str, tuple[Any, int]], axe: str, *, has_contrast: bool = True
) -> dict[str, list[str]]:
    found = {}
    for path, (scheme, width) in looks.items():
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address + path)
        # The developer tools run the script, so the page's own rules on scripts stay in force.
        page.evaluate(axe)
        if rules := page.evaluate(_RUN, has_contrast):
            found[path] = rules
    return found
