"""The rules that every page keeps, each with a page that breaks it; and the sums of a site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.errors import BackstoryError
from generator.publish import check_pages, verify
from generator.render.site import SiteFile
from tests.publish.test_publish_folder import FIRST, put
from tests.support.program import backstory

FILES = frozenset({"a.html", "b/index.html", "b/x y.png", "static/a.js"})

BROKEN = {
    '<a href="gone.html">x</a>': "href gone.html leads nowhere",
    '<a href="../a.html">x</a>': "href ../a.html leads nowhere",
    '<a href="#gone">x</a>': "anchor #gone doesn't exist",
    '<a href="b/index.html#gone">x</a>': "anchor b/index.html#gone doesn't exist",
    '<img src="gone.png" alt="">': "src gone.png leads nowhere",
    '<img src="static/a.js" srcset="static/a.js 1x, gone.png 2x" alt="">': "srcset gone.png leads nowhere",
    '<img src="b/x%20y.png">': "picture b/x%20y.png has no alt text",
    '<p id="x"></p><p id="x"></p>': 'id "x" occurs 2 times',
    '<p style="color: red">x</p>': "has an inline style",
    "<style>p {}</style>": "has an inline style",
    "<script>alert(1)</script>": "has an inline script",
    '<script type="module">alert(1)</script>': "has an inline script",
    '<p onclick="x()">x</p>': "has an inline event handler",
    '<p ONCLICK="x()">x</p>': "has an inline event handler",
    '<img src="https://example.org/a.png" alt="">': "loads https://example.org/a.png from elsewhere",
    '<script src="//example.org/a.js"></script>': "loads //example.org/a.js from elsewhere",
    '<iframe src="http://example.org/"></iframe>': "loads http://example.org/ from elsewhere",
    '<link rel="stylesheet" href="https://example.org/a.css">': "loads https://example.org/a.css from elsewhere",
    '<link rel="icon" href="https://example.org/i.png">': "loads https://example.org/i.png from elsewhere",
    '<img src="data:image/png;base64,AAAA" alt="">': "loads data:image/png;base64,AAAA from elsewhere",
    '<video poster="https://example.org/p.png" src="b/x%20y.png"></video>': "loads https://example.org/p.png from elsewhere",
    '<a href="javascript:alert(1)">x</a>': "href javascript:alert(1) is no address of a page",
    "<p title=x>x</p>": "has a tag that can't be read: attributes need double quotes, text needs escaping",
    "<p title='x'>x</p>": "has a tag that can't be read: attributes need double quotes, text needs escaping",
    '<p title="<b>">x': "has a tag that can't be read: attributes need double quotes, text needs escaping",
    '<IMG src="gone.png" alt="">': "src gone.png leads nowhere",
    '<meta http-equiv="refresh" content="0; url=gone.html">': "refresh gone.html leads nowhere",
    '<a href="data:text/html,x">x</a>': "href data:text/html,x is no address of a page",
}

SOUND = [
    '<a href="b/index.html">x</a>',
    '<a href="b">x</a>',
    '<a href="b/index.html?q=1#top">x</a>',
    '<p id="one"></p><a href="#one">x</a>',
    '<a href="https://example.org/">x</a>',
    '<a href="mailto:a@example.org">x</a>',
    '<img src="b/x%20y.png" alt="">',
    '<img src="b/x%20y.png" alt>',
    '<script src="static/a.js"></script>',
    '<script type="application/ld+json">{"a": "\\u003ca href=x>"}</script>',
    '<link rel="canonical" href="https://example.org/a.html">',
    '<link rel="alternate" type="application/atom+xml" href="https://example.org/feed.xml">',
    '<p data-style="x">&lt;p style=&quot;x&quot;&gt; on a=&quot;b&quot;</p>',
]


@pytest.mark.parametrize("markup", BROKEN)
def test_a_broken_rule_is_found(markup: str) -> None:
    pages = {"a.html": markup.encode(), "b/index.html": b'<p id="top"></p>'}
    assert [str(problem) for problem in check_pages(pages, FILES)] == [f"a.html: {BROKEN[markup]}"]


@pytest.mark.parametrize("markup", SOUND)
def test_a_sound_page_is_passed(markup: str) -> None:
    pages = {"a.html": markup.encode(), "b/index.html": b'<p id="top"></p>'}
    assert check_pages(pages, FILES) == ()


def test_addresses_are_read_from_where_the_page_lies() -> None:
    page = b'<a href="../a.html">x</a><a href="index.html">x</a><img src="x%20y.png" alt="">'
    assert check_pages({"b/index.html": page, "a.html": b""}, FILES) == ()


def test_verify_names_what_changed_is_missing_and_was_added(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, FIRST)
    assert verify(site) == ()
    (site / "b.txt").write_bytes(b"c")
    (site / "a" / "index.html").unlink()
    (site / "new.txt").write_bytes(b"x")
    (site / "link").symlink_to(site / "nowhere")
    assert verify(site) == (
        "a/index.html: missing",
        "b.txt: changed",
        "link: not listed",
        "new.txt: not listed",
    )
    result = backstory("verify", site)
    assert (result.exit_code, result.output.count("\n")) == (1, 4)


def test_verify_prints_any_name(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, FIRST)
    (site / "\udcff\x1b[31m").write_bytes(b"x")
    result = backstory("verify", site)
    assert result.exit_code == 1
    assert "\x1b" not in result.output
    assert "not listed" in result.output


@pytest.mark.parametrize("sums", [None, b"\xff", b"not a sum\n", b"abc  a.txt\n"])
def test_verify_of_what_is_no_site_is_an_error_for_people(sums: bytes | None, tmp_path: Path) -> None:
    if sums is not None:
        (tmp_path / "SHA256SUMS").write_bytes(sums)
    with pytest.raises(BackstoryError, match="a published site") as refused:
        verify(tmp_path)
    assert "Errno" not in str(refused.value)
    assert CliRunner().invoke(main, ["verify", str(tmp_path)]).exit_code == 2


def test_the_manifest_lists_every_file_and_says_what_it_is_about(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, FIRST)
    document = json.loads((site / "manifest.json").read_bytes())
    assert document["generator"] == "open-backstory"
    assert document["version"] == "1"
    assert [item["path"] for item in document["files"]] == sorted(FIRST)
    assert {item["path"]: item["size"] for item in document["files"]} == {
        path: len(data) for path, data in FIRST.items()
    }


def test_a_site_file_is_a_value() -> None:
    assert SiteFile("a", b"1") == SiteFile("a", b"1")
