"""Two versions upon one another: the slider works with the keyboard, fits a telephone, and without script both are there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.sites import BuiltSite
from tests.browser.visiting import Visit, noted

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("site", ["demo"], indirect=True)]

PAGE = "cases/market-crowd-copied/index.html"
_CLIP = "panes => panes.map(pane => getComputedStyle(pane).clipPath)"
_BOXES = "panes => panes.map(pane => { const box = pane.getBoundingClientRect(); return [box.left, box.top, box.width]; })"


def test_the_slider_uncovers_with_the_keyboard(
    context: BrowserContext, site: BuiltSite, address: str
) -> None:
    page = context.new_page()
    with noted(page) as note:
        visit = note(Visit())
        page.goto(address + PAGE)
        panes = page.locator("[data-pane]")
        assert panes.evaluate_all(_CLIP) == ["none", "inset(0px 0px 0px 50%)"]
        first, second = panes.evaluate_all(_BOXES)
        assert first == second
        slider = page.get_by_role("slider")
        slider.focus()
        page.keyboard.press("End")
        assert panes.evaluate_all(_CLIP)[1] == "inset(0px 0px 0px 100%)"
        page.keyboard.press("Home")
        assert panes.evaluate_all(_CLIP)[1] in ("inset(0px 0px 0px 0%)", "inset(0px)")
    assert visit.problems == []


def test_a_telephone_shows_it_without_scrolling_the_page(
    context: BrowserContext, site: BuiltSite, address: str
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address + PAGE)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.locator(".family-tree svg").first.is_visible()


def test_both_stand_side_by_side_without_script(browser: Browser, site: BuiltSite, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1200, "height": 800})
    page = context.new_page()
    page.goto(address + PAGE)
    boxes = [pane.bounding_box() for pane in page.locator("[data-pane]").all()]
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] + boxes[0]["width"] <= boxes[1]["x"]
    assert not page.get_by_role("slider").is_visible()
    assert page.locator(".laid-marks rect.over").count() >= 4
    context.close()
