"""Rules that every page of a site keeps, checked before a site is swapped in and by `backstory check`.

Every address inside the site leads to a file, every anchor exists, no id occurs twice, every picture has an `alt`, and
nothing is loaded from another host or written inline. The pages are our own, with every quotation mark in text
escaped, so attributes can be found by pattern; hostile text can't imitate one.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[^\s=<>\"'/]+(?:=\"[^\"]*\")?)*)\s*/?>")
_ATTRIBUTE = re.compile(r"\s([^\s=<>\"'/]+)(?:=\"([^\"]*)\")?")
_OUTSIDE = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
_LOADING = {"img", "script", "source", "iframe", "video", "audio", "embed", "object", "use"}


@dataclass(frozen=True, slots=True, order=True)
class PageProblem:
    """A rule that a page breaks."""

    page: str
    """Path of the page in the site."""
    problem: str
    """What is wrong."""

    def __str__(self) -> str:
        return f"{self.page}: {self.problem}"


@dataclass(frozen=True, slots=True)
class _Page:
    ids: Counter[str]
    references: tuple[tuple[str, str, str], ...]
    """Tag, attribute, address."""
    problems: tuple[str, ...]


def check_pages(pages: Mapping[str, bytes], files: frozenset[str]) -> tuple[PageProblem, ...]:
    """Problems of all pages. `files` are all paths of the site, the pages included."""
    read = {path: _read(data.decode("utf-8", "replace")) for path, data in pages.items()}
    problems = [PageProblem(path, problem) for path, page in read.items() for problem in page.problems]
    for path, page in read.items():
        problems += [
            PageProblem(path, f'id "{name}" occurs {count} times')
            for name, count in page.ids.items()
            if count > 1
        ]
        problems += [PageProblem(path, problem) for problem in _broken(path, page, read, files)]
    return tuple(sorted(set(problems)))


def _read(text: str) -> _Page:
    ids: Counter[str] = Counter()
    references: list[tuple[str, str, str]] = []
    problems: list[str] = []
    for tag, rest in _TAG.findall(text):
        attributes = {name.lower(): html.unescape(value) for name, value in _ATTRIBUTE.findall(rest)}
        if "id" in attributes:
            ids[attributes["id"]] += 1
        if "style" in attributes or tag == "style":
            problems.append("has an inline style")
        if any(name.startswith("on") for name in attributes):
            problems.append("has an inline event handler")
        if tag == "img" and "alt" not in attributes:
            problems.append(f"picture {attributes.get('src', '')} has no alt text")
        if tag == "script" and "src" not in attributes and attributes.get("type") != "application/ld+json":
            problems.append("has an inline script")
        references += [
            (tag, name, attributes[name]) for name in ("href", "src", "data") if name in attributes
        ]
        for part in attributes.get("srcset", "").split(","):
            if part.strip():
                references.append((tag, "srcset", part.split()[0]))
    return _Page(ids, tuple(references), tuple(problems))


def _broken(path: str, page: _Page, pages: Mapping[str, _Page], files: frozenset[str]) -> Iterator[str]:
    for tag, attribute, address in page.references:
        if _OUTSIDE.match(address):
            if tag in _LOADING or (tag == "link" and "canonical" not in address and attribute != "href"):
                yield f"loads {address} from elsewhere"
            continue
        location, _, anchor = address.partition("#")
        location = location.partition("?")[0]
        goal = (
            posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(location)))
            if location
            else path
        )
        if goal not in files and f"{goal}/index.html" not in files:
            yield f"{attribute} {address} leads nowhere"
        elif anchor and goal in pages and unquote(anchor) not in pages[goal].ids:
            yield f"anchor {address} doesn't exist"
