"""The front page and its later pages, the page of all facets, and the page that a server shows when there is none."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.model import Case, Exhibit
from generator.render import head, urls
from generator.render.contexts.frame import Frame
from generator.render.contexts.lists import BrowseContext, IndexContext, NotFoundContext
from generator.render.environment import Environment
from generator.render.pages.facets import facets
from generator.render.site import SiteData, SiteFile
from generator.render.views import cards
from generator.render.views.copies import SCRIPTS, copy_view


def pages(data: SiteData, env: Environment) -> Iterator[SiteFile]:
    """Front page, later pages, browse, 404."""
    bare = [exhibit for exhibit in data.exhibits if exhibit.case not in env.index.cases]
    everything: list[Case | Exhibit] = [*data.cases, *bare]
    pages = cards.paged(everything, data.settings.pages_per_index)
    paths = [urls.home(number) for number in range(1, len(pages) + 1)]
    narrowing = facets(env, is_complete=False)
    for number, (path, items) in enumerate(zip(paths, pages, strict=True), 1):
        title = data.settings.title if number == 1 else env.words.index.later.format(page=number)
        extras = head.site_extras(env) if number == 1 else None
        context = IndexContext(
            frame=env.frame(
                path,
                title,
                description=data.settings.description,
                scripts=("filter", *SCRIPTS),
                extras=extras,
            ),
            cases=tuple(cards.case_card(env, item) for item in items if isinstance(item, Case)),
            exhibits=tuple(cards.exhibit_card(env, item) for item in items if not isinstance(item, Case)),
            case_count=len(data.cases),
            exhibit_count=len(bare),
            picture_count=len(data.exhibits),
            facets=narrowing,
            pager=cards.pager(paths, number),
            copy=copy_view(env),
            unreadable=len(data.unreadable),
        )
        yield env.page(path, "pages/index.html", context)
    frame = env.frame(urls.BROWSE, env.words.browse.title)
    yield env.page(urls.BROWSE, "pages/browse.html", BrowseContext(frame, facets(env, is_complete=True)))
    yield env.page(urls.NOT_FOUND, "pages/not_found.html", NotFoundContext(_anywhere(env)))


def _anywhere(env: Environment) -> Frame:
    """The frame of `404.html`, which a server shows at any depth: its addresses start from the site's own path."""
    frame = env.frame(urls.NOT_FOUND, env.words.not_found.title)
    base = urls.external(env.data.settings.base_url)
    root = urlsplit(base).path.rstrip("/") + "/" if base else ""
    fields = {name: getattr(frame, name) for name in Frame.__dataclass_fields__}
    return Frame(**{**fields, "root": root})
