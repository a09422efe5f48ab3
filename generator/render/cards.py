"""A case as a card for other sites: a small page, an oEmbed answer, Open Graph properties and a snippet to copy.

The snippet is a quotation with a link, which works in every site, and a frame with the card, which needs no script in the
host page. oEmbed (https://oembed.com) and Open Graph need whole addresses, so they are missing while `base_url` isn't set.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator

from generator.model import Case, Exhibit
from generator.render import dates, documents, feeds, structured, text, urls
from generator.render.contexts.card import CardContext
from generator.render.contexts.frame import Alternate, Download, Extras, Property
from generator.render.environment import Environment
from generator.render.site import SiteData, SiteFile
from generator.render.views import pictures
from generator.render.views.cards import rating

WIDTH, HEIGHT = 560, 520
"""Of the frame, CSS pixels; what does not fit scrolls."""


def card_path(slug: str) -> str:
    """Path of a case's card."""
    return urls.case(slug).removesuffix("index.html") + "card/index.html"


def oembed_path(slug: str) -> str:
    """Path of a case's oEmbed answer."""
    return urls.case(slug).removesuffix("index.html") + "oembed.json"


def pages(data: SiteData, env: Environment) -> Iterator[SiteFile]:
    """A card for every case and an oEmbed answer where the site has an address."""
    for case in data.cases:
        path = card_path(case.slug)
        yield env.page(path, "pages/card.html", _context(env, case, path))
        if data.settings.base_url:
            yield SiteFile(oembed_path(case.slug), _oembed(data, case))


def case_extras(env: Environment, case: Case) -> Extras:
    """What a case's page says of itself to other programs."""
    data = env.data
    base = data.settings.base_url
    downloads = (Download(documents.case_json(case.slug), env.words.extras.case_json),)
    if not base:
        return Extras(downloads=downloads)
    alternates = (
        Alternate(base + oembed_path(case.slug), "application/json+oembed", case.title),
        Alternate(documents.case_json(case.slug), "application/json", env.words.extras.case_json),
    )
    return Extras(
        properties=_open_graph(env, case),
        alternates=alternates,
        structured=structured.documents(data, case),
        downloads=downloads,
        snippet=snippet(data, case),
    )


def exhibit_extras(env: Environment, exhibit: Exhibit) -> Extras:
    """The data behind an exhibit's page."""
    return Extras(downloads=(Download(documents.exhibit_json(exhibit.id), env.words.extras.exhibit_json),))


def site_extras(env: Environment) -> Extras:
    """The feeds, where there are any."""
    if not env.data.settings.base_url or not any(case.published or case.updated for case in env.data.cases):
        return Extras()
    title = env.data.settings.title
    return Extras(
        alternates=(
            Alternate(feeds.ATOM, "application/atom+xml", title),
            Alternate(feeds.JSON_FEED, "application/feed+json", title),
        ),
        properties=(Property("og:type", "website"), Property("og:title", title)),
    )


def snippet(data: SiteData, case: Case) -> str:
    """HTML for another site. Works without script; a site that removes frames still shows the quotation."""
    base = data.settings.base_url
    verdict = f" — {html.escape(case.rating.name)}." if case.rating else ""
    title, publisher = html.escape(case.title), html.escape(data.settings.publisher.name)
    return (
        f'<blockquote><a href="{html.escape(base + urls.case(case.slug))}">{title}</a>{verdict} {publisher}</blockquote>\n'
        f'<iframe src="{html.escape(base + card_path(case.slug))}" width="{WIDTH}" height="{HEIGHT}" frameborder="0" '
        f'title="{title}"></iframe>'
    )


def _context(env: Environment, case: Case, path: str) -> CardContext:
    settings = env.data.settings
    main = env.index.exhibits.get(case.exhibits[0]) if case.exhibits else None
    root = urls.root_of(path)
    return CardContext(
        root=root,
        stylesheet=env.statics.stylesheet.path,
        icon=env.statics.icon.path,
        language=case.language,
        title=case.title,
        href=(settings.base_url or root) + urls.case(case.slug),
        rating=rating(case.rating) if case.rating else None,
        picture=pictures.picture(env, main, labelled=True) if main else None,
        claim=text.shorten(case.claim.text, 180) if case.claim else "",
        published=case.published,
        corrected=dates.newest(*(item.date for item in case.corrections if item.kind == "correction")),
        publisher=settings.publisher.name,
        disclaimer=case.disclaimer or settings.disclaimer,
    )


def _oembed(data: SiteData, case: Case) -> bytes:
    answer = {
        "version": "1.0",
        "type": "rich",
        "title": case.title,
        "provider_name": data.settings.publisher.name,
        "provider_url": data.settings.base_url,
        "html": snippet(data, case),
        "width": WIDTH,
        "height": HEIGHT,
    }
    return (json.dumps(answer, ensure_ascii=False, indent=1) + "\n").encode()


def _open_graph(env: Environment, case: Case) -> tuple[Property, ...]:
    base = env.data.settings.base_url
    found = [
        ("og:type", "article"),
        ("og:title", case.title),
        ("og:url", base + urls.case(case.slug)),
        ("og:site_name", env.data.settings.title),
        ("og:description", feeds.summary(case)),
        ("article:published_time", case.published),
        ("article:modified_time", case.updated),
    ]
    main = env.index.exhibits.get(case.exhibits[0]) if case.exhibits else None
    view = pictures.picture(env, main, labelled=True) if main else None
    if view and view.jpeg:
        found += [
            ("og:image", base + view.jpeg[-1].href),
            ("og:image:width", str(view.width)),
            ("og:image:height", str(view.height)),
            ("og:image:alt", view.alt or env.words.picture.no_alt),
        ]
    return tuple(Property(name, content) for name, content in found if content)
