"""Pages of exhibits that share a camera body, a signer or a source host."""

from __future__ import annotations

from collections.abc import Iterator

from generator.render import urls
from generator.render.contexts.frame import Crumb
from generator.render.contexts.lists import ListingContext
from generator.render.environment import Environment
from generator.render.site import Group, SiteData, SiteFile
from generator.render.views import cards


def pages(data: SiteData, env: Environment) -> Iterator[SiteFile]:
    """A page, or several, for every group."""
    for group in data.groups:
        yield from _pages(env, group)


def _pages(env: Environment, group: Group) -> Iterator[SiteFile]:
    slices = cards.paged(group.exhibits, env.data.settings.pages_per_index)
    paths = [urls.listing(group.kind.value, group.key, number) for number in range(1, len(slices) + 1)]
    kind = getattr(env.words.facet, group.kind.name.lower())
    for number, (path, ids) in enumerate(zip(paths, slices, strict=True), 1):
        exhibits = [env.index.exhibits[id] for id in ids]
        slugs = dict.fromkeys(item.case for item in exhibits if item.case in env.index.cases)
        context = ListingContext(
            frame=env.frame(
                path,
                f"{kind}: {group.title}",
                crumbs=(Crumb(urls.BROWSE, env.words.browse.title),),
                scripts=("filter",),
            ),
            kind=kind,
            title=group.title,
            rating=None,
            explanation=group.statement,
            limits=group.limits,
            cases=tuple(cards.case_card(env, env.index.cases[slug]) for slug in slugs),
            exhibits=tuple(cards.exhibit_card(env, item) for item in exhibits),
            pager=cards.pager(paths, number),
        )
        yield env.page(path, "pages/listing.html", context)
