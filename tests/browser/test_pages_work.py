"""What readers do with pages: narrow a list, ask for a sensitive picture, print, use the keyboard, forbid scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.sites import BuiltSite
from tests.browser.visiting import Visit, noted, served

pytestmark = pytest.mark.browser

_MOVING = """() => Array.from(document.querySelectorAll('*')).filter(element => {
  const style = getComputedStyle(element);
  const longest = value => Math.max(...value.split(',').map(parseFloat));
  return style.scrollBehavior === 'smooth' ||
    (longest(style.transitionDuration) > 0.02 && style.transitionProperty !== 'none') ||
    (longest(style.animationDuration) > 0.02 && style.animationName !== 'none');
}).map(element => element.outerHTML.slice(0, 100))"""


def test_everything_is_there_without_script(browser: Browser, site: BuiltSite, address: str) -> None:
    """The words of each family of pages are the same with and without script, but for the field that needs it."""
    words: dict[bool, dict[str, str]] = {}
    for has_script in (True, False):
        context = browser.new_context(java_script_enabled=has_script)
        page = context.new_page()
        words[has_script] = {path: _words(page, address + path) for path in site.one_each}
        context.close()
    assert all(len(text) > 20 for text in words[False].values())
    assert words[True] == words[False]


def test_list_narrows_while_typing(context: BrowserContext, site: BuiltSite, address: str) -> None:
    """Every word has to be on a card; without words all cards are back. The site's own script, under its own rules."""
    page = context.new_page()
    with noted(page) as note:
        visit = note(Visit())
        page.goto(address + "index.html")
        shown, field = page.locator("[data-card]:visible"), page.locator("[data-narrow] input")
        everything = shown.count()
        assert everything > 1
        title = page.locator("[data-card] .card-title").first.inner_text()
        field.fill(title.upper())
        assert 1 <= shown.count() < everything
        assert title in shown.first.inner_text()
        assert str(everything) in page.locator("[data-narrow] [role=status]").inner_text()
        field.fill("no card has these words <b>")
        assert shown.count() == 0
        field.fill("")
        assert shown.count() == everything
    assert visit.problems == []


def test_a_sensitive_picture_is_shown_to_who_asks(
    context: BrowserContext, site: BuiltSite, address: str
) -> None:
    """One click on the page that hides it; until then not one of its files is fetched, however far one scrolls."""
    clear_pages = [path for path in site.pages if path.endswith("/clear/index.html")]
    if not clear_pages:
        pytest.skip(f"no picture of the {site.name} site is marked as sensitive")
    page = context.new_page()
    with noted(page) as note:
        before = note(Visit())
        page.goto(address + clear_pages[0].replace("/clear/", "/"))
        page.keyboard.press("End")
        page.wait_for_load_state("networkidle")
        after = note(Visit())
        page.locator(".veil a").first.click()
        page.wait_for_load_state("networkidle")
    fresh = {name for name in after.requests if "/media/" in name}
    assert page.url.endswith("/clear/index.html")
    assert fresh
    assert fresh.isdisjoint(before.requests)
    assert before.problems + after.problems == []


def test_pages_print(context: BrowserContext, site: BuiltSite, address: str) -> None:
    """Dark on white whatever the screen's colours, without the navigation, and with what is folded away."""
    page = context.new_page()
    page.emulate_media(media="print", color_scheme="dark")
    for path in _with_evidence(site):
        page.goto(address + path)
        assert page.evaluate("getComputedStyle(document.body).color") in ("rgb(0, 0, 0)", "rgb(17, 17, 17)")
        assert page.locator("nav.navigation").is_hidden()
        assert page.locator("h1").is_visible()
        hidden = page.locator("details table").filter(visible=False)
        assert hidden.count() == 0
        paper = page.pdf(format="A4", print_background=False)
        assert paper.startswith(b"%PDF-")
        assert len(paper) > 10_000


def test_nothing_moves_for_who_asks_for_it(browser: Browser, site: BuiltSite, address: str) -> None:
    """https://www.w3.org/TR/mediaqueries-5/#prefers-reduced-motion."""
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    moving = {}
    for path in site.one_each:
        page.goto(address + path)
        if found := page.evaluate(_MOVING):
            moving[path] = found[:3]
    context.close()
    assert moving == {}


def test_keyboard_reaches_the_words_first(context: BrowserContext, site: BuiltSite, address: str) -> None:
    """The first stop is a link, visible then, that leads past the navigation."""
    page = context.new_page()
    page.goto(address + "index.html")
    page.keyboard.press("Tab")
    first = page.locator(":focus")
    assert first.get_attribute("href") == "#main"
    box = first.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_card_works_in_a_sandboxed_frame(
    context: BrowserContext, site: BuiltSite, address: str, tmp_path: Path
) -> None:
    """As WordPress frames pages of others: with an origin of its own. Styled, with its picture, without an error."""
    card = next(path for path in site.pages if path.endswith("/card/index.html"))
    frame = f'<iframe sandbox="allow-scripts" src="{address}{card}" width="560" height="520"></iframe>'
    host = f'<!doctype html><title>x</title><link rel="icon" href="data:,">{frame}'
    (tmp_path / "host.html").write_text(host, encoding="utf-8")
    page = context.new_page()
    with noted(page) as note, served(tmp_path) as elsewhere:
        visit = note(Visit())
        page.goto(elsewhere + "host.html")
        shown = page.frame_locator("iframe")
        assert shown.locator("h1 a").is_visible()
        is_styled = "element => getComputedStyle(element.ownerDocument.body).margin === '0px'"
        assert shown.locator("main").evaluate(is_styled)
        assert shown.locator("img").evaluate(
            "async picture => { await picture.decode(); return picture.naturalWidth; }"
        )
        assert shown.locator("main").evaluate("main => main.ownerDocument.documentElement.scrollWidth <= 560")
    assert visit.problems == []


def _words(page: Page, address: str) -> str:
    """What a reader sees in the main part, but for the fields that only work with script."""
    page.goto(address)
    for field in page.locator("[data-narrow], [data-copy-tool], [data-laid] [data-control]").all():
        if field.is_visible():
            field.evaluate("element => { element.hidden = true; }")
    return page.locator("main").inner_text().strip()


def _with_evidence(site: BuiltSite) -> tuple[str, ...]:
    """The longest case and the longest exhibit."""
    return tuple(
        max(
            (path for path in site.pages if path.startswith(folder) and path.count("/") == 2),
            key=lambda path: (site.root / path).stat().st_size,
        )
        for folder in ("cases/", "exhibits/")
    )
