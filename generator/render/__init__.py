"""Render: the whole site's values become pages. Pure: no disk but the templates, no clock, no network.

Each page family is a function of the site's data and the prepared tools, and gives files; `render_site` chains them. A new
family (feeds, cards, structured data) is one function and one line in `FAMILIES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from generator.render import cards, documents, feeds
from generator.render.environment import Environment, prepare
from generator.render.pages import about, cases, copies, exhibits, fronts, groups, listings, methods
from generator.render.site import SiteData, SiteFile
from generator.render.views import changes, pictures

Family = Callable[[SiteData, Environment], Iterable[SiteFile]]
"""A page family."""


def shared_files(data: SiteData, env: Environment) -> Iterator[SiteFile]:
    """Style sheet, script and every published picture."""
    yield env.statics.stylesheet
    yield from env.statics.scripts.values()
    yield env.statics.icon
    yield from pictures.files(env, changes.published(env))


def data_files(data: SiteData, env: Environment) -> Iterator[SiteFile]:
    """The same as data: `case.json`, `exhibit.json`, feeds."""
    yield from documents.document_files(data, env.index)
    yield from feeds.feed_files(data)


FAMILIES: tuple[Family, ...] = (
    fronts.pages,
    cases.pages,
    exhibits.pages,
    listings.pages,
    groups.pages,
    methods.pages,
    about.pages,
    copies.pages,
    cards.pages,
    data_files,
    shared_files,
)
"""All page families, in the order in which they are made."""


def render_site(data: SiteData) -> Iterator[SiteFile]:
    """Every file of the site but the manifest."""
    env = prepare(data)
    for family in FAMILIES:
        yield from family(data, env)
