"""What holds for every page of the site: it is well formed, leads nowhere wrong, and asks nobody for anything."""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as ET
from functools import cache
from urllib.parse import unquote, urlsplit

import html5lib
import pytest

from generator.render import render_site
from generator.render.environment import CONTENT_POLICY
from generator.render.markdown import LINK_RELATION
from tests.render import sample, sample_pictures, sample_reports

PAGE_TYPES = (
    "index.html",
    "cases/bridge/index.html",
    "cases/street/index.html",
    "cases/old-bridge/index.html",
    "exhibits/bridge-1a2b3c4d5e/index.html",
    "exhibits/img-0007-5e6f708192/index.html",
    "exhibits/broken-6f70819203/index.html",
    "exhibits/street-4d5e6f7081/clear/index.html",
    "ratings/false-context/index.html",
    "ratings/satire/index.html",
    "tags/floods/index.html",
    "years/2026/index.html",
    "cameras/ricona-r2/index.html",
    "methods/index.html",
    "methods/thumbnail/index.html",
    "methods/jpeg.grid/index.html",
    "assessment/index.html",
    "links/index.html",
    "about/index.html",
    "browse/index.html",
    "corrections/index.html",
    "files/index.html",
    "404.html",
)


@cache
def tree(page: str) -> ET.Element:
    """The page as elements without name spaces."""
    parsed = html5lib.parse(page, namespaceHTMLElements=False)
    assert isinstance(parsed, ET.Element)
    return parsed


def ours(pages: dict[str, str]) -> dict[str, str]:
    """All pages but the cards for other sites, which have their own frame and their own tests."""
    return {path: page for path, page in pages.items() if not path.endswith("/card/index.html")}


@pytest.mark.parametrize("path", PAGE_TYPES)
def test_every_page_type_is_made(pages: dict[str, str], path: str) -> None:
    assert path in pages


def test_every_page_is_well_formed(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(page)
        assert parser.errors == [], path


def test_every_address_inside_the_site_leads_to_a_file_and_every_anchor_exists(
    pages: dict[str, str], paths: frozenset[str]
) -> None:
    anchors = {
        path: {item.get("id") for item in tree(page).iter() if item.get("id")} for path, page in pages.items()
    }
    for path, page in ours(pages).items():
        for target, fragment in inner_addresses(path, page):
            assert target in paths, f"{path} leads to {target}"
            if fragment:
                assert fragment in anchors[target], f"{path} leads to {target}#{fragment}"


def test_no_anchor_is_given_twice(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        ids = [item.get("id") for item in tree(page).iter() if item.get("id")]
        assert len(ids) == len(set(ids)), path


def test_no_page_holds_inline_styles_or_scripts(pages: dict[str, str]) -> None:
    for path, page in ours(pages).items():
        for item in tree(page).iter():
            assert "style" not in item.attrib, path
            assert not [name for name in item.attrib if name.startswith("on")], path
            assert item.tag not in ("style", "iframe", "object", "embed", "form"), path
            if item.tag == "script":
                assert item.get("src") or item.get("type") == "application/ld+json", path


def test_every_page_forbids_requests_to_anyone_else(pages: dict[str, str]) -> None:
    for path, page in ours(pages).items():
        assert CONTENT_POLICY in [item.get("content") for item in tree(page).iter("meta")], path
        for item in tree(page).iter():
            for name in ("src", "srcset"):
                assert "//" not in item.get(name, ""), path


def test_links_out_of_the_site_are_web_addresses_and_say_that_they_are(pages: dict[str, str]) -> None:
    for path, page in ours(pages).items():
        for item in tree(page).iter("a"):
            href = item.get("href", "")
            scheme = urlsplit(href).scheme
            assert scheme in ("", "http", "https", "mailto"), path
            if scheme:
                assert item.get("rel") == LINK_RELATION, f"{path}: {href}"


def test_headings_follow_in_order(pages: dict[str, str]) -> None:
    for path, page in ours(pages).items():
        levels = [int(item.tag[1]) for item in tree(page).iter() if re.fullmatch("h[1-6]", str(item.tag))]
        assert levels.count(1) == 1, path
        assert all(after - before <= 1 for before, after in zip([0, *levels], levels, strict=False)), (
            f"{path}: {levels}"
        )


def test_every_picture_says_its_size_and_has_a_description(pages: dict[str, str]) -> None:
    for path, page in ours(pages).items():
        for item in tree(page).iter("img"):
            assert int(item.get("width", "0")) > 0, path
            assert int(item.get("height", "0")) > 0, path
            assert "alt" in item.attrib, path


def test_only_the_first_picture_is_fetched_at_once(pages: dict[str, str]) -> None:
    eager = [
        item for item in tree(pages["cases/bridge/index.html"]).iter("img") if item.get("loading") != "lazy"
    ]
    assert len(eager) == 1


def test_a_missing_description_is_named(pages: dict[str, str]) -> None:
    assert (
        "No description was written for this picture." in pages["exhibits/bridge-old-2b3c4d5e6f/index.html"]
    )


def test_no_withheld_value_is_on_any_page(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        for value in (sample_reports.SERIAL, "47.3805", "8.541234"):
            assert value not in page, path
    assert "withheld: location" in pages["exhibits/bridge-1a2b3c4d5e/index.html"]
    assert "withholds: location, serial numbers" in pages["cases/bridge/index.html"]


def test_hostile_text_stays_text(pages: dict[str, str]) -> None:
    page = pages["exhibits/img-0007-5e6f708192/index.html"]
    assert "<script>alert" not in page
    assert "49" not in page[page.index("alert(1)") :][:200]
    for forbidden in ("\u202e", "\u200b", "\x00", "\x07"):
        assert forbidden not in page
    assert "‹U+202E›gnp.exe" in page
    assert "cut; 3,0" in page


def test_a_note_may_not_bring_its_own_html_or_pictures(pages: dict[str, str]) -> None:
    page = pages["cases/bridge/index.html"]
    assert "&lt;img src=x" in page
    assert 'href="https://maps.example/m.png"' in page
    assert 'href="javascript:' not in page


def test_a_sensitive_picture_is_fetched_clearly_only_on_its_own_page(pages: dict[str, str]) -> None:
    files = sample.site().renditions["street-4d5e6f7081"]
    clear = {f"media/{item.blob[:20]}" for item in files.images} | {f"media/{files.blurred[0].blob[:20]}"}
    clear -= {f"media/{item.blob[:20]}" for item in files.blurred}
    showing = {path for path, page in pages.items() if any(name in page for name in clear)}
    assert showing == {"exhibits/street-4d5e6f7081/clear/index.html"}


def test_every_state_of_a_check_is_shown(pages: dict[str, str]) -> None:
    page = pages["exhibits/bridge-1a2b3c4d5e/index.html"]
    for words in (
        "8 findings",
        "2 checks found nothing",
        "2 checks were not made or do not apply",
        "stopped",
        "No reference pictures",
    ):
        assert words in page


def test_a_case_page_lists_what_it_rests_on(pages: dict[str, str]) -> None:
    page = pages["cases/bridge/index.html"]
    for words in (
        "RIGHT NOW",
        "False context",
        "existed no later than",
        "14 March 2019",
        "A·C9",
        "A·L2",
        ">S1<",
        ">R1<",
    ):
        assert words in page
    assert page.index("The claim was made") > page.index("a hikers")


def test_all_published_pictures_are_there_once() -> None:
    files = [file for file in render_site(sample.site()) if file.path.startswith("media/")]
    assert len({file.path for file in files}) == len(files)
    assert {file.blob for file in files if file.blob} <= sample_pictures.BLOBS.keys()


def test_the_same_values_give_the_same_bytes() -> None:
    assert list(render_site(sample.site())) == list(render_site(sample.site()))


def inner_addresses(path: str, page: str) -> list[tuple[str, str]]:
    """Path and anchor of every address on the page that lies in the site."""
    found = []
    for item in tree(page).iter():
        addresses = [item.get(name) for name in ("href", "src", "poster")]
        addresses += [entry.strip().split(" ")[0] for entry in item.get("srcset", "").split(",")]
        for address in filter(None, addresses):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or address.startswith("#sign-"):
                continue
            inside = parts.path.removeprefix("/checks/") if path == "404.html" else parts.path
            where = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(inside)))
                if inside
                else path
            )
            found.append((where, unquote(parts.fragment)))
    return found
