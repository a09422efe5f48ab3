"""Facets: the ratings, years, topics and shared things by which lists are narrowed, each with its cases or exhibits."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from generator.model import Case
from generator.render import dates, urls
from generator.render.contexts.lists import Facet
from generator.render.environment import Environment
from generator.render.site import GroupKind
from generator.render.views import cards

SHOWN_ON_FRONT = 24
"""How many items of a facet the front page shows; the rest is one page away."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Cases that share a rating, a year or a topic."""

    family: str
    """Folder: `tags`."""
    key: str
    """Name in the address."""
    title: str
    """What they share."""
    cases: tuple[Case, ...]
    """Newest first."""


def ratings(env: Environment) -> list[Listing]:
    """A listing for every rating of the scale, and for those that only cases use."""
    titles = {item.key: item.name for item in env.data.settings.ratings}
    titles |= {
        case.rating.key: case.rating.name
        for case in env.data.cases
        if case.rating and case.rating.key not in titles
    }
    found: defaultdict[str, list[Case]] = defaultdict(list)
    for case in env.data.cases:
        if case.rating:
            found[case.rating.key].append(case)
    return [Listing("ratings", key, title, tuple(found[key])) for key, title in titles.items()]


def years(env: Environment) -> list[Listing]:
    """A listing for every year, newest first."""
    found: defaultdict[str, list[Case]] = defaultdict(list)
    for case in env.data.cases:
        found[dates.year(case.published or case.updated)].append(case)
    return [Listing("years", year, year, tuple(found[year])) for year in sorted(found, reverse=True) if year]


def tags(env: Environment) -> list[Listing]:
    """A listing for every topic, most used first; of several spellings the most used is shown."""
    found: defaultdict[str, list[Case]] = defaultdict(list)
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for case in env.data.cases:
        for key, tag in {env.index.tags[tag]: tag for tag in case.tags}.items():
            found[key].append(case)
            spellings[key][tag] += 1
    titles = {key: min(counts, key=lambda tag: (-counts[tag], tag)) for key, counts in spellings.items()}
    order = sorted(found, key=lambda key: (-len(found[key]), titles[key].casefold(), key))
    return [Listing("tags", key, titles[key], tuple(found[key])) for key in order]


def facets(env: Environment, *, is_complete: bool) -> tuple[Facet, ...]:
    """All facets that have something in them; cut for the front page unless `is_complete`."""
    words = env.words.facet
    used = [item for item in ratings(env) if item.cases]
    views = {item.key: cards.rating(item) for item in reversed(env.data.settings.ratings)}
    views |= {case.rating.key: cards.rating(case.rating) for case in env.data.cases if case.rating}
    result = [_facet(env, words.rating, used, is_complete=is_complete)]
    result[0] = Facet(words.rating, result[0].items, result[0].more, tuple(views[item.key] for item in used))
    result.append(_facet(env, words.year, years(env), is_complete=is_complete))
    result.append(_facet(env, words.topic, tags(env), is_complete=is_complete))
    result += [_group_facet(env, kind, is_complete=is_complete) for kind in GroupKind]
    return tuple(facet for facet in result if facet.items)


def _facet(env: Environment, title: str, listings: list[Listing], *, is_complete: bool) -> Facet:
    shown = listings if is_complete or title == env.words.facet.rating else listings[:SHOWN_ON_FRONT]
    links = ((urls.listing(item.family, item.key), item.title, len(item.cases)) for item in shown)
    return Facet(title, cards.counted(env, links), urls.BROWSE if len(shown) < len(listings) else "")


def _group_facet(env: Environment, kind: GroupKind, *, is_complete: bool) -> Facet:
    groups = [group for group in env.data.groups if group.kind is kind]
    shown = groups if is_complete else groups[:SHOWN_ON_FRONT]
    links = ((urls.listing(kind.value, group.key), group.title, len(group.exhibits)) for group in shown)
    title = getattr(env.words.facet, kind.name.lower())
    return Facet(title, cards.counted(env, links), urls.BROWSE if len(shown) < len(groups) else "")
