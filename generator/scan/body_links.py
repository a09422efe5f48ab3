"""Links in a note's Markdown that would lead nowhere.

A link may go to an http or https address, to an anchor of the same page (`#…`), or to another case as `case:its-slug`.
Pages show everything else as plain text, so `backstory check` names it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from markdown_it import MarkdownIt

from generator.errors import Mistake
from generator.scan.note import Note

CASE_PREFIX = "case:"


def link_notices(note: Note, slugs: Collection[str]) -> Iterator[Mistake]:
    """Every link of the note's body that pages can't follow."""
    parser = MarkdownIt("js-default", {"html": False, "linkify": False})
    # Addresses are judged here, so the parser must not drop any beforehand.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    for block in parser.parse(note.body):
        line = note.body_line + (block.map[0] if block.map else 0)
        for token in block.children or ():
            if token.type == "link_open":
                problem = _problem(str(token.attrs.get("href", "")), slugs)
            elif token.type == "image":
                problem = (
                    "pictures of other sites are not shown",
                    "put the picture beside case.md, or link to its page",
                )
            else:
                continue
            if problem:
                yield Mistake(note.file, line, "body", *problem)


def _problem(href: str, slugs: Collection[str]) -> tuple[str, str] | None:
    if href.startswith(CASE_PREFIX):
        if href.removeprefix(CASE_PREFIX) in slugs:
            return None
        return (
            f"there is no case {href.removeprefix(CASE_PREFIX)[:80]}",
            "write the slug of another case after `case:`",
        )
    if href.startswith(("http://", "https://", "#")):
        return None
    return (
        f"the link {href[:80]} leads nowhere",
        "write an http or https address, `#…`, or `case:` and a slug",
    )
