"""The filters for the eye: chosen, faded and enlarged with the keyboard alone, side by side, and there without script."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from generator.analyse.layers.captions import CAPTIONS
from tests.browser.sites import BuiltSite
from tests.browser.visiting import Visit, noted

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("site", ["demo"], indirect=True)]

_SIZE = "pane => pane.firstElementChild.getBoundingClientRect().width / pane.clientWidth"
_SHAPE = "pane => [pane.offsetWidth, pane.offsetHeight, pane.offsetTop]"
_PLACE = "pane => [pane.scrollLeft, pane.scrollTop]"


def exhibit(site: BuiltSite) -> str:
    """A page with filters."""
    return next(path for path in site.pages if "data-layers" in (site.root / path).read_text("utf-8"))


@pytest.fixture
def page(context: BrowserContext, site: BuiltSite, address: str) -> Iterator[Page]:
    """The page, which must stay without a complaint."""
    opened = context.new_page()
    with noted(opened) as note:
        visit = note(Visit())
        opened.goto(address + exhibit(site))
        yield opened
    assert visit.problems == []


def unfold(page: Page) -> tuple[Locator, Locator]:
    """Open the part with the keyboard; gives both panes."""
    page.locator("[data-layers] summary").focus()
    page.keyboard.press("Enter")
    panes = page.locator("[data-pane=picture]"), page.locator("[data-pane=control]")
    panes[1].wait_for(state="visible")
    page.wait_for_load_state("networkidle")
    return panes


def test_nothing_is_fetched_before_it_is_asked_for(page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.keyboard.press("End")
    page.wait_for_load_state("networkidle")
    filters = set(page.locator("[data-of]").evaluate_all("links => links.map(link => link.href)"))
    assert len(filters) > len(CAPTIONS)
    assert filters.isdisjoint(asked)
    unfold(page)
    assert len(filters.intersection(asked)) == 2


def test_keyboard_chooses_a_filter(page: Page) -> None:
    panes = unfold(page)
    seen = set()
    page.locator("[data-choice]").first.focus()
    for caption in CAPTIONS:
        assert page.locator("[data-layer]:visible").get_attribute("data-layer") == caption.role
        shown = [pane.locator("[data-top]") for pane in panes]
        for image in shown:
            assert image.evaluate("async image => { await image.decode(); return image.naturalWidth; }")
        assert shown[1].get_attribute("alt") == f"{caption.alt} of the untouched control photograph."
        seen |= {image.get_attribute("src") for image in shown}
        page.keyboard.press("ArrowRight")
    assert len(seen) >= len(CAPTIONS) + 1


def test_keyboard_fades_the_filter(page: Page) -> None:
    panes = unfold(page)
    page.locator("[data-fade]").focus()
    page.keyboard.press("Home")
    assert [pane.locator("[data-top]").evaluate("top => top.style.opacity") for pane in panes] == ["0", "0"]
    page.keyboard.press("ArrowRight")
    assert [pane.locator("[data-top]").evaluate("top => top.style.opacity") for pane in panes] == [
        "0.05",
        "0.05",
    ]


def test_a_graph_can_not_be_faded(page: Page) -> None:
    panes = unfold(page)
    page.locator("[data-choice][value=histogram]").check()
    assert page.locator("[data-fade]").is_disabled()
    assert panes[0].locator("[data-base]").is_hidden()


def test_keyboard_enlarges_and_moves_both(page: Page) -> None:
    panes = unfold(page)
    whole = panes[0].evaluate(_SIZE)
    panes[0].focus()
    shape = panes[0].evaluate(_SHAPE)
    for _ in range(3):
        page.keyboard.press("+")
    assert [pane.evaluate(_SIZE) for pane in panes] == pytest.approx([3 * whole] * 2, rel=0.02)
    assert page.locator("[data-size]").inner_text() == "300 %"
    # The page doesn't jump.
    assert panes[0].evaluate(_SHAPE) == shape
    before = panes[0].evaluate(_PLACE)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(600)
    places = [pane.evaluate(_PLACE) for pane in panes]
    assert places[0][0] > before[0]
    assert places[0][1] > before[1]
    assert places[1] == pytest.approx(places[0], abs=2)
    page.keyboard.press("0")
    assert panes[1].evaluate(_SIZE) == pytest.approx(whole, rel=0.02)


def test_buttons_enlarge(page: Page) -> None:
    panes = unfold(page)
    for _ in range(20):
        page.locator("[data-zoom='1']").press("Enter")
    assert page.locator("[data-size]").inner_text() == "800 %"
    page.locator("[data-zoom='-1']").press("Enter")
    assert page.locator("[data-size]").inner_text() == "600 %"
    page.locator("[data-zoom='0']").press("Enter")
    assert page.locator("[data-size]").inner_text() == "100 %"
    assert panes[0].evaluate(_SIZE) <= 1.01


def test_mouse_drags_both(page: Page) -> None:
    panes = unfold(page)
    for _ in range(4):
        page.locator("[data-zoom='1']").click()
    before = panes[1].evaluate(_PLACE)
    panes[1].scroll_into_view_if_needed()
    box = panes[1].bounding_box()
    assert box
    page.mouse.move(box["x"] + 200, box["y"] + 150)
    page.mouse.down()
    page.mouse.move(box["x"] + 100, box["y"] + 90, steps=5)
    page.mouse.up()
    page.wait_for_timeout(200)
    places = [pane.evaluate(_PLACE) for pane in panes]
    assert places[1] == pytest.approx([before[0] + 100, before[1] + 60], abs=2)
    assert places[0] == pytest.approx(places[1], abs=2)


def test_without_script_they_are_figures(browser: Browser, site: BuiltSite, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + exhibit(site))
    page.locator("[data-layers] summary").click()
    pictures = page.locator("[data-layers] .layer-pair img")
    assert pictures.count() == 2 * len(CAPTIONS)
    assert all(picture.is_visible() for picture in pictures.all())
    assert page.locator("[data-viewer]").is_hidden()
    assert page.locator(".layer figcaption a:visible").count() == 2 * len(CAPTIONS)
    context.close()


def test_paper_leaves_out_what_is_folded_away(page: Page) -> None:
    page.emulate_media(media="print")
    assert page.locator("[data-layers]").is_hidden()
    page.emulate_media(media="screen")
    panes = unfold(page)
    page.emulate_media(media="print")
    assert panes[0].is_visible()
    assert page.locator(".layers-tools").is_hidden()


def test_hidden_pictures_have_none(site: BuiltSite) -> None:
    """A filter would show what a page hides."""
    hidden = [path for path in site.pages if path.endswith("/clear/index.html")]
    assert hidden
    for path in hidden:
        assert "data-layers" not in (site.root / path.replace("/clear/", "/")).read_text("utf-8")
