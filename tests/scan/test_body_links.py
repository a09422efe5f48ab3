"""Links in Markdown that would lead nowhere are named with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.render.markdown import to_html
from generator.scan import scan

HEAD = "---\ntitle: A case\nslug: first\n---\n\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[a](https://example.org/x)", []),
        ("[a](#evidence)", []),
        ("[a](case:second)", []),
        ("[a](case:third)", ["case.md:6: body: there is no case third"]),
        ("one\n\n[a](../second/case.md)", ["case.md:8: body: the link ../second/case.md leads nowhere"]),
        ("[a](javascript:alert(1))", ["case.md:6: body: the link javascript:alert(1) leads nowhere"]),
        ("![a](https://example.org/a.png)", ["case.md:6: body: pictures of other sites are not shown"]),
    ],
)
def test_a_link_is_followed_or_named(tmp_path: Path, body: str, expected: list[str]) -> None:
    for slug, text in (("first", HEAD + body), ("second", "---\ntitle: B\nslug: second\n---\n")):
        (tmp_path / slug).mkdir()
        (tmp_path / slug / "case.md").write_text(text, encoding="utf-8")
    found = [str(notice) for notice in scan(tmp_path).notices if notice.field == "body"]
    assert [line.removeprefix("first/").split(";")[0] for line in found] == expected


def test_pages_follow_links_to_cases_that_exist() -> None:
    assert '<a href="../second/index.html">a</a>' in to_html("[a](case:second)", cases=["second"])
    assert "<a" not in to_html("[a](case:third)", cases=["second"])
