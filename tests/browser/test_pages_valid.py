"""Every page of both sites is HTML without a parse error, by the algorithm that browsers use.

https://html.spec.whatwg.org/multipage/parsing.html, as html5lib has it. It can't tell whether attributes have values that
are allowed.
"""

from __future__ import annotations

import html5lib

from tests.browser.sites import BuiltSite


def test_every_page_parses_without_an_error(site: BuiltSite) -> None:
    """Redirects and cards included."""
    problems = {}
    for path in site.pages:
        parser = html5lib.HTMLParser()
        parser.parse((site.root / path).read_bytes(), transport_encoding="utf-8")
        if parser.errors:
            problems[path] = [
                f"line {place[0]}: {code} {details}" for place, code, details in parser.errors[:3]
            ]
    assert problems == {}


def test_the_parser_sees_what_is_wrong() -> None:
    """Else the test above would hold of anything."""
    parser = html5lib.HTMLParser()
    parser.parse("<!doctype html><title>x</title><p><b></p>")
    assert parser.errors
