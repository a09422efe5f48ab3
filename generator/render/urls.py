"""Addresses: where each page and picture lies in the site, and which addresses of others may become links.

Inside the site every address is relative to the page and names `index.html`, so that the pages open from a folder.
Functions here give paths from the site's root; a template puts `frame.root` (`../../`) before them. Only http and https
addresses of others become links; anything else (`javascript:`, `data:`, `file:`) stays text.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

HOME = "index.html"
ABOUT = "about/index.html"
ASSESSMENT = "assessment/index.html"
BROWSE = "browse/index.html"
CORRECTIONS = "corrections/index.html"
FILES = "files/index.html"
LINKS = "links/index.html"
MANIFEST = "manifest.json"
METHODS = "methods/index.html"
NOT_FOUND = "404.html"

_EXTENSIONS = {
    "image/jpeg": "jpg",
    "image/webp": "webp",
    "image/png": "png",
    "image/gif": "gif",
    "image/svg+xml": "svg",
}


def home(page: int = 1) -> str:
    """The front page, or a later page of it."""
    return HOME if page <= 1 else f"pages/{page}/index.html"


def case(slug: str) -> str:
    """A case's page."""
    return f"cases/{quote(slug)}/index.html"


def exhibit(id: str) -> str:
    """An exhibit's page."""
    return f"exhibits/{quote(id)}/index.html"


def clear(id: str) -> str:
    """The page that shows a sensitive picture unblurred, to those who ask for it."""
    return f"exhibits/{quote(id)}/clear/index.html"


def method(analyzer: str) -> str:
    """An analyzer's method page."""
    return f"methods/{quote(analyzer)}/index.html"


def listing(family: str, key: str, page: int = 1) -> str:
    """A list of cases and exhibits: `tags/flood/index.html`; later pages lie below it."""
    return f"{family}/{quote(key)}/" + (f"{page}/" if page > 1 else "") + "index.html"


def media(blob: str, media_type: str) -> str:
    """A published picture; its name is made of its content, so it never changes and may be kept for ever."""
    return f"media/{blob[:20]}.{_EXTENSIONS[media_type]}"


def root_of(path: str) -> str:
    """What leads from a page back to the site's root."""
    return "../" * path.count("/")


def external(url: str) -> str:
    """The address when it may become a link, percent-encoded; an empty string when it may not."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return ""
    return quote(url.encode("utf-8", "replace"), safe="%/:=&?~#+!$,;'@()*[]-._")


def host(url: str) -> str:
    """The host of an http or https address, without `www.`; empty for anything else."""
    address = external(url)
    name = (urlsplit(address).hostname or "") if address else ""
    return name.removeprefix("www.")
