"""A note's Markdown as HTML that fits into a page: no raw HTML, no pictures from elsewhere, headings below the page's own.

CommonMark with tables and strikethrough by markdown-it-py, raw HTML off. An author is trusted to say what the case is,
not to run code in readers' browsers: notes are pasted together from many places.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from generator.render import urls
from generator.render.text import harmless

LINK_RELATION = "noopener noreferrer nofollow ugc"
"""Put on every link that leads out of the site."""


CASE_PREFIX = "case:"
"""A link to `case:its-slug` goes to another case of the site."""


def to_html(source: str, *, heading_level: int = 3, cases: Collection[str] = ()) -> Markup:
    """HTML of a note. Its highest heading becomes `heading_level`, and no level is left out. `cases` are the slugs to which
    `case:` links may go; they are written as the way from one case's page to another."""
    parser = _parser()
    tokens = parser.parse(harmless(source).replace("\x00", ""))
    _shift_headings(tokens, heading_level)
    for token in tokens:
        _strip_styles(token)
        if token.children:
            token.children = _mend_inline(token.children, cases)
    html = parser.renderer.render(tokens, parser.options, {})
    # A wide table scrolls inside its own box, which must be reachable by keyboard.
    html = html.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace(
        "</table>", "</table></div>"
    )
    return Markup(html)  # noqa: S704 - markdown-it escapes all text and raw HTML is off; tests feed it hostile notes.


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt(
        "js-default", {"html": False, "linkify": False, "typographer": False}, renderer_cls=RendererHTML
    )
    return parser.enable(["table", "strikethrough"])


def _shift_headings(tokens: Sequence[Token], top: int) -> None:
    """Give headings the levels a screen reader expects: the first is `top`, none is more than one deeper than the last."""
    previous_level, previous_written = 0, 0
    for token in tokens:
        if token.type == "heading_open":
            written = int(token.tag[1])
            if not previous_level or written <= 1:
                level = top
            elif written > previous_written:
                level = min(previous_level + 1, 6)
            else:
                level = max(top, previous_level - (previous_written - written))
            previous_level, previous_written = level, written
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{previous_level}"


def _strip_styles(token: Token) -> None:
    """Column alignment arrives as a `style` attribute, which the page's content policy blocks; a class says the same."""
    style = token.attrs.pop("style", None)
    if isinstance(style, str) and style.startswith("text-align:"):
        token.attrs["class"] = "align-" + style.removeprefix("text-align:")


def _mend_inline(tokens: Sequence[Token], cases: Collection[str]) -> list[Token]:
    """Pictures become links to them; links out of the site say so; links that may not be followed become text."""
    result: list[Token] = []
    is_dropped: list[bool] = []
    for token in tokens:
        if token.type == "image":
            result.extend(_picture_as_link(token))
        elif token.type == "link_open":
            href = str(token.attrs.get("href", ""))
            is_inside = href.startswith(("#", CASE_PREFIX))
            address = _inside(href, cases) if is_inside else urls.external(href)
            is_dropped.append(not address)
            if address:
                outside: dict[str, Any] = {} if is_inside else {"rel": LINK_RELATION}
                token.attrs = {"href": address, **outside}
                result.append(token)
        elif token.type == "link_close":
            if not is_dropped.pop():
                result.append(token)
        else:
            result.append(token)
    return result


def _inside(href: str, cases: Collection[str]) -> str:
    """An anchor as it is, the way to another case, or nothing for a case that isn't there."""
    if href.startswith("#"):
        return href
    slug = href.removeprefix(CASE_PREFIX)
    return f"../{slug}/index.html" if slug in cases else ""


def _picture_as_link(token: Token) -> list[Token]:
    """Showing a picture from elsewhere would be a request to somebody else; readers may follow the link if they wish."""
    words = token.content or "picture"
    address = urls.external(str(token.attrs.get("src", "")))
    text = Token("text", "", 0, content=words)
    if not address:
        return [text]
    opening = Token("link_open", "a", 1, attrs={"href": address, "rel": LINK_RELATION})
    return [opening, text, Token("link_close", "a", -1)]
