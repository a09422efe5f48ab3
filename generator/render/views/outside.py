"""Addresses of others, as links that say where they lead, with their archived copies."""

from __future__ import annotations

from generator.model import WebLink
from generator.render import text, urls
from generator.render.contexts.shared import OutsideLink


def outside(link: WebLink, anchor: str = "") -> OutsideLink:
    """A link of a note."""
    return address(link.url, title=link.title, archive=link.archive, date=link.date, anchor=anchor)


def address(url: str, *, title: str = "", archive: str = "", date: str = "", anchor: str = "") -> OutsideLink:
    """An address that may become a link, or text when it may not."""
    return OutsideLink(
        anchor=anchor,
        title=title or text.visible(url, limit=120),
        url=urls.external(url),
        host=urls.host(url),
        archive=urls.external(archive),
        date=date,
    )
