"""Pages of cases that share a rating, a year or a topic."""

from __future__ import annotations

from collections.abc import Iterator

from generator.render import urls
from generator.render.contexts.frame import Crumb
from generator.render.contexts.lists import ListingContext
from generator.render.environment import Environment
from generator.render.pages import facets
from generator.render.site import SiteData, SiteFile
from generator.render.views import cards


def pages(data: SiteData, env: Environment) -> Iterator[SiteFile]:
    """A page, or several, for every rating, year and topic."""
    words = env.words.facet
    for kind, listings in (
        (words.rating, facets.ratings(env)),
        (words.year, facets.years(env)),
        (words.topic, facets.tags(env)),
    ):
        for listing in listings:
            yield from _pages(env, kind, listing)


def _pages(env: Environment, kind: str, listing: facets.Listing) -> Iterator[SiteFile]:
    slices = cards.paged(listing.cases, env.data.settings.pages_per_index)
    paths = [urls.listing(listing.family, listing.key, number) for number in range(1, len(slices) + 1)]
    scale = {item.key: cards.rating(item) for item in env.data.settings.ratings}
    rating = scale.get(listing.key) if listing.family == "ratings" else None
    if listing.family == "ratings" and rating is None and listing.cases and listing.cases[0].rating:
        rating = cards.rating(listing.cases[0].rating)
    for number, (path, cases) in enumerate(zip(paths, slices, strict=True), 1):
        crumbs = (Crumb(urls.BROWSE, env.words.browse.title),)
        context = ListingContext(
            frame=env.frame(path, f"{kind}: {listing.title}", crumbs=crumbs, scripts=("filter",)),
            kind=kind,
            title=listing.title,
            rating=rating,
            explanation=rating.definition if rating else "",
            limits="",
            cases=tuple(cards.case_card(env, case) for case in cases),
            exhibits=(),
            pager=cards.pager(paths, number),
        )
        yield env.page(path, "pages/listing.html", context)
