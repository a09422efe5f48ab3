"""The frame around every page: head, navigation, colophon."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Property:
    """An Open Graph or similar property for the page's head."""

    name: str
    """`og:title`."""
    content: str
    """Its value."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """Another form of the page, for the head: a feed, `case.json`, oEmbed."""

    href: str
    """Path from the site's root, or a whole address."""
    media_type: str
    """`application/atom+xml`."""
    title: str
    """What it is."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file about the page's subject, offered to readers."""

    href: str
    """Path from the site's root."""
    title: str
    """What it is, in words: `Everything on this page as data (JSON)`."""


@dataclass(frozen=True, slots=True)
class Extras:
    """What other parts of the render stage add to a page: structured data, feeds, downloads, an embed snippet."""

    properties: tuple[Property, ...] = ()
    """For the head."""
    alternates: tuple[Alternate, ...] = ()
    """For the head."""
    structured: tuple[str, ...] = ()
    """JSON-LD documents, already safe to stand inside a `script` element (no `<`)."""
    downloads: tuple[Download, ...] = ()
    """Offered near the end of the page."""
    snippet: str = ""
    """HTML for other sites that want to embed the page; shown as text."""


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """An entry of the main navigation."""

    href: str
    """Path from the site's root."""
    title: str
    """Words."""
    is_current: bool
    """Whether this page lies there."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way from the front page to this one."""

    href: str
    """Path from the site's root; empty for this page itself."""
    title: str
    """Words."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What `base.html` needs, whatever the page."""

    root: str
    """What leads from this page to the site's root: `../../`; put before every inner address."""
    title: str
    """Of the page, for the browser's tab; the site's name is added unless it is the same."""
    description: str
    """One sentence for the head; empty when there is none."""
    language: str
    """BCP 47 tag of the page."""
    site_title: str
    """Name of the site."""
    site_description: str
    """One sentence about the site; empty when the publisher wrote none."""
    publisher: str
    """Who publishes the site."""
    publisher_url: str
    """Their home page; empty when not given."""
    contact: str
    """Address for readers who found a mistake, ready for a link; empty when not given."""
    contact_words: str
    """The same as a reader sees it."""
    disclaimer: str
    """Shown above every page; empty when not given."""
    stylesheet: str
    """Path of the style sheet from the site's root."""
    scripts: tuple[str, ...]
    """Paths of scripts from the site's root; none on pages that need none."""
    icon: str
    """Path of the icon from the site's root."""
    navigation: tuple[NavigationItem, ...]
    """Main navigation."""
    crumbs: tuple[Crumb, ...]
    """Way back to the front page; empty on the front page."""
    date: str
    """The site's date, ISO 8601; empty when there is none. Never the time of the build."""
    version: str
    """Version of the generator."""
    extras: Extras = Extras()
    """Added by other parts of the render stage."""
