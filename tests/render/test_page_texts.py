"""Words from strangers made safe, dates, slugs, addresses and notes: input beside expected output."""

from __future__ import annotations

import pytest

from generator.render import dates, markdown, text, urls

MONTHS = ["January", "February", "March"] + ["…"] * 9


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("plain", "plain"),
        ("a\u202eb", "a‹U+202E›b"),
        ("\x00\x1b[31m", "‹U+0000›‹U+001B›[31m"),
        ("pay\u200bpal", "pay‹U+200B›pal"),
        ("\ud800", "‹U+D800›"),
        ("tab\tline\nend", "tab\tline\nend"),
        ("\U000e0041", "‹U+E0041›"),
        ("日本語 العربية", "日本語 العربية"),
    ],
)
def test_visible(value: str, shown: str) -> None:
    assert text.visible(value) == shown
    shown.encode()


def test_harmless_leaves_joiners_to_authors() -> None:
    assert text.harmless("می\u200cخواهم 👩\u200d🔬") == "می\u200cخواهم 👩\u200d🔬"


def test_long_values_are_cut_and_say_so() -> None:
    assert text.visible("x" * 5_000).endswith("… (cut; 5,000 characters in all)")


def test_slugs_are_unique_whatever_the_order() -> None:
    names = ["Flood!", "flood", "Überschwemmung", "日本", "日本語"]
    result = text.slugs(names)
    assert len(set(result.values())) == len(names)
    assert result == text.slugs(reversed(names))
    assert result["Überschwemmung"] == "uberschwemmung"
    assert all(slug.isascii() and slug for slug in result.values())


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2019", "2019"),
        ("2019-03", "March 2019"),
        ("2019-03-14", "14 March 2019"),
        ("2019-03-14T08:00:00Z", "14 March 2019, 08:00 UTC"),
        ("2019-03-14T08:00:00+02:00", "14 March 2019, 08:00 UTC+02:00"),
        ("2019-13-01", "2019-13-01"),
        ("2019-02-31", "2019-02-31"),
        ("last spring", "last spring"),
    ],
)
def test_dates(date: str, shown: str) -> None:
    assert dates.words_for(date, MONTHS) == shown


def test_a_date_that_is_none_is_no_time_element() -> None:
    assert str(dates.element("<b>", MONTHS)) == "<bdi>&lt;b&gt;</bdi>"
    assert str(dates.element("2019-03", MONTHS)) == '<time datetime="2019-03">March 2019</time>'


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://a.example/b?c=d&e=%20#f", "https://a.example/b?c=d&e=%20#f"),
        ("HTTP://a.example", "HTTP://a.example"),
        ("https://a.example/ü b", "https://a.example/%C3%BC%20b"),
        ('https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
        ("https://a.example/\u202e", "https://a.example/%E2%80%AE"),
        ("javascript:alert(1)", ""),
        (" javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("//a.example", ""),
        ("https://", ""),
        ("https://[bad", ""),
        ("a description", ""),
    ],
)
def test_only_web_addresses_become_links(url: str, link: str) -> None:
    assert urls.external(url) == link


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>\n"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("[a](relative.html)", "<p>a</p>\n"),
        ("[a](#note)", '<p><a href="#note">a</a></p>\n'),
        (
            "![map](https://m.example/m.png)",
            '<p><a href="https://m.example/m.png" rel="noopener noreferrer nofollow ugc">map</a></p>\n',
        ),
        ("# One\n\n### Two\n\n# Three", "<h3>One</h3>\n<h4>Two</h4>\n<h3>Three</h3>\n"),
        ("### One\n\n## Two", "<h3>One</h3>\n<h3>Two</h3>\n"),
        ("a\u202eb", "<p>a‹U+202E›b</p>\n"),
    ],
)
def test_notes(source: str, html: str) -> None:
    assert str(markdown.to_html(source)) == html


def test_columns_of_a_table_are_aligned_without_style_attributes() -> None:
    html = str(markdown.to_html("| a |\n|--:|\n| 1 |"))
    assert 'class="align-right"' in html
    assert "style=" not in html
