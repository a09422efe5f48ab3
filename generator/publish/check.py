"""Rules that every page of a site keeps, checked before a site is swapped in and by `backstory check`.

Every address inside the site leads to a file, every anchor exists, no id occurs twice, every picture has an `alt`,
nothing is loaded from another host or written inline, and no link runs a script. The pages are our own, with every
quotation mark and angle bracket in text escaped, so tags can be found by pattern; one that the pattern can't read is a
problem itself, so that nothing passes unread.
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
_TAG_START = re.compile(r"<[a-zA-Z]")
_ATTRIBUTE = re.compile(r"\s([^\s=<>\"'/]+)(?:=\"([^\"]*)\")?")
_OUTSIDE = re.compile(r"(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_SCHEMES_OF_LINKS = {"http", "https", "mailto"}
ANYWHERE = "404.html"
"""The page that a server shows at any address that leads nowhere: its own addresses begin at the root of the host."""

_LOADING = {"img", "script", "source", "iframe", "video", "audio", "embed", "object", "use", "image", "input"}
_NAMING_RELATIONS = {"alternate", "author", "canonical", "license", "me", "next", "prev"}
"""A `link` of these relations only names an address; of all others it loads it."""
_ADDRESSES = ("href", "src", "data", "poster", "action", "formaction")


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
class _Tag:
    id: str | None = None
    references: tuple[tuple[str, str, str], ...] = ()
    """As in `_Page`."""
    problems: tuple[str, ...] = ()


_NOTHING = _Tag()
"""A tag of which nothing is to be checked."""


@dataclass(frozen=True, slots=True)
class _Page:
    ids: Counter[str]
    references: tuple[tuple[str, str, str], ...]
    """Tag, attribute, address. The tag of a `link` that only names an address is `a`, as that is what it does."""
    problems: tuple[str, ...]


def check_pages(pages: Mapping[str, bytes], files: frozenset[str]) -> tuple[PageProblem, ...]:
    """Problems of all pages. `files` are all paths of the site, the pages included."""
    known: dict[tuple[str, str], _Tag] = {}
    read = {path: _read(data.decode("utf-8", "replace"), known) for path, data in pages.items()}
    problems = [PageProblem(path, problem) for path, page in read.items() for problem in page.problems]
    for path, page in read.items():
        problems += [
            PageProblem(path, f'id "{name}" occurs {count} times')
            for name, count in page.ids.items()
            if count > 1
        ]
        problems += [PageProblem(path, problem) for problem in _broken(path, page, read, files)]
    return tuple(sorted(set(problems)))


def _read(text: str, known: dict[tuple[str, str], _Tag]) -> _Page:
    """What is to be checked of a page. `known` keeps what the same tags said on other pages: most tags are not new."""
    ids: Counter[str] = Counter()
    references: list[tuple[str, str, str]] = []
    problems: list[str] = []
    tags = _TAG.findall(text)
    if len(tags) != len(_TAG_START.findall(text)):
        problems.append("has a tag that can't be read: attributes need double quotes, text needs escaping")
    for tag in tags:
        said = known.get(tag)
        if said is None:
            said = known[tag] = _read_tag(*tag)
        if said is not _NOTHING:
            if said.id is not None:
                ids[said.id] += 1
            references += said.references
            problems += said.problems
    return _Page(ids, tuple(references), tuple(problems))


def _read_tag(written: str, rest: str) -> _Tag:
    references: list[tuple[str, str, str]] = []
    problems: list[str] = []
    tag = written.lower()
    attributes = {name.lower(): html.unescape(value) for name, value in _ATTRIBUTE.findall(rest)}
    if "style" in attributes or tag == "style":
        problems.append("has an inline style")
    if any(name.startswith("on") for name in attributes):
        problems.append("has an inline event handler")
    if tag == "img" and "alt" not in attributes:
        problems.append(f"picture {attributes.get('src', '')} has no alt text")
    if tag == "script" and "src" not in attributes and attributes.get("type") != "application/ld+json":
        problems.append("has an inline script")
    if tag == "link" and not set(attributes.get("rel", "").lower().split()) - _NAMING_RELATIONS:
        tag = "a"
    if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        references.append(("a", "refresh", attributes.get("content", "").partition("url=")[2]))
    references += [(tag, name, attributes[name]) for name in _ADDRESSES if name in attributes]
    for part in attributes.get("srcset", "").split(","):
        if part.strip():
            references.append((tag, "srcset", part.split()[0]))
    said = _Tag(attributes.get("id"), tuple(references), tuple(problems))
    return said if said != _NOTHING else _NOTHING


def _broken(path: str, page: _Page, pages: Mapping[str, _Page], files: frozenset[str]) -> Iterator[str]:
    for tag, attribute, address in page.references:
        if _OUTSIDE.match(address):
            scheme = _SCHEME.match(address)
            if tag in _LOADING or tag == "link":
                yield f"loads {address} from elsewhere"
            elif scheme and scheme[1].lower() not in _SCHEMES_OF_LINKS:
                yield f"{attribute} {address} is no address of a page"
            continue
        location, _, anchor = address.partition("#")
        goal = _goal(path, unquote(location.partition("?")[0]), files)
        if goal not in files and f"{goal}/index.html" not in files:
            yield f"{attribute} {address} leads nowhere"
        elif anchor and goal in pages and unquote(anchor) not in pages[goal].ids:
            yield f"anchor {address} doesn't exist"


def _goal(path: str, location: str, files: frozenset[str]) -> str:
    """The file of the site to which a location on a page leads; empty names the page itself."""
    if location.startswith("/") and path == ANYWHERE:
        # The site may stand below some folders of its host, whose names aren't known here.
        parts = location.strip("/").split("/")
        ends = ("/".join(parts[start:]) for start in range(len(parts)))
        return next((end for end in ends if end in files), location)
    if location.startswith("/"):
        return location
    return posixpath.normpath(f"{path.rpartition('/')[0] or '.'}/{location}") if location else path
