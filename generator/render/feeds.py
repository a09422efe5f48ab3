"""Feeds of cases: Atom (RFC 4287) and JSON Feed 1.1, and a sitemap. All need the site's address.

Only dated cases are listed. No date is taken from the clock: a feed's own date is that of its newest entry.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from generator.model import Case
from generator.render import urls
from generator.render.site import SiteData, SiteFile
from generator.render.text import harmless

ATOM = "feed.xml"
JSON_FEED = "feed.json"
SITEMAP = "sitemap.xml"
MOST_ENTRIES = 50


def feed_files(data: SiteData) -> Iterable[SiteFile]:
    """The three files, or none when the site has no address."""
    if not data.settings.base_url:
        return
    entries = sorted(
        (case for case in data.cases if _date(case)), key=lambda case: (_date(case), case.slug), reverse=True
    )[:MOST_ENTRIES]
    if entries:
        yield SiteFile(ATOM, _atom(data, entries).encode())
        yield SiteFile(JSON_FEED, _json_feed(data, entries))
    yield SiteFile(SITEMAP, _sitemap(data).encode())


def summary(case: Case) -> str:
    """What an entry says: the rating in words, then the summary."""
    rating = f"{case.rating.name}. " if case.rating else ""
    return harmless(rating + case.summary).strip()


def _atom(data: SiteData, cases: list[Case]) -> str:
    base = data.settings.base_url
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(data.settings.language)}>',
        f"<title>{_xml(data.settings.title)}</title>",
        f"<id>{_xml(base)}</id>",
        f'<link rel="self" href={quoteattr(base + ATOM)}/>',
        f"<link href={quoteattr(base)}/>",
        f"<updated>{_instant(_date(cases[0]))}</updated>",
        f"<author><name>{_xml(data.settings.publisher.name)}</name></author>",
    ]
    for case in cases:
        address = base + urls.case(case.slug)
        lines += [
            f"<entry xml:lang={quoteattr(case.language)}>",
            f"<title>{_xml(case.title)}</title>",
            f"<id>{_xml(address)}</id>",
            f"<link href={quoteattr(address)}/>",
            f"<published>{_instant(case.published or case.updated)}</published>",
            f"<updated>{_instant(_date(case))}</updated>",
            *(f"<category term={quoteattr(harmless(tag))}/>" for tag in case.tags),
            f'<summary type="text">{_xml(summary(case))}</summary>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def _json_feed(data: SiteData, cases: list[Case]) -> bytes:
    base = data.settings.base_url
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": data.settings.title,
        "home_page_url": base,
        "feed_url": base + JSON_FEED,
        "language": data.settings.language,
        "authors": [{"name": data.settings.publisher.name}],
        "items": [
            {
                "id": base + urls.case(case.slug),
                "url": base + urls.case(case.slug),
                "title": case.title,
                "content_text": summary(case),
                "date_published": _instant(case.published or case.updated),
                "date_modified": _instant(_date(case)),
                "tags": list(case.tags),
                "language": case.language,
            }
            for case in cases
        ],
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode()


def _sitemap(data: SiteData) -> str:
    base = data.settings.base_url
    pages = [(urls.HOME, data.date), *((urls.case(case.slug), _date(case)) for case in data.cases)]
    pages += [(urls.exhibit(exhibit.id), "") for exhibit in data.exhibits]
    lines = [
        f"<url><loc>{_xml(base + path)}</loc>"
        + (f"<lastmod>{date[:10]}</lastmod>" if date else "")
        + "</url>"
        for path, date in pages
    ]
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    )
    return "\n".join([head, *lines, "</urlset>", ""])


def _date(case: Case) -> str:
    return max(case.updated, case.published, *(correction.date for correction in case.corrections), "")


def _instant(date: str) -> str:
    """An RFC 3339 time for a date as precise as the note gives it; a part that is missing counts as the first."""
    if "T" in date:
        return date if date.endswith("Z") or "+" in date[10:] or "-" in date[10:] else f"{date}Z"
    return f"{(date + '-01-01')[:10]}T00:00:00Z" if len(date) in (4, 7) else f"{date}T00:00:00Z"


def _xml(text: str) -> str:
    return escape(harmless(text))
