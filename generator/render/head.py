"""The seam at which other parts of the render stage add to a page's head and foot: structured data, feeds, snippets.

A part writes one function for each hook it wants and names it in the tuples below. Pages ask `case_extras` and `site_extras`
and know nothing of who answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from generator.model import Case, Exhibit
from generator.render import cards
from generator.render.contexts.frame import Extras
from generator.render.environment import Environment

CASE_EXTRAS: tuple[Callable[[Environment, Case], Extras], ...] = (cards.case_extras,)
"""What is added to a case's page."""
EXHIBIT_EXTRAS: tuple[Callable[[Environment, Exhibit], Extras], ...] = (cards.exhibit_extras,)
"""What is added to an exhibit's page."""
SITE_EXTRAS: tuple[Callable[[Environment], Extras], ...] = (cards.site_extras,)
"""What is added to the front page."""


def case_extras(env: Environment, case: Case) -> Extras:
    """Everything that is added to a case's page."""
    return _merged(source(env, case) for source in CASE_EXTRAS)


def exhibit_extras(env: Environment, exhibit: Exhibit) -> Extras:
    """Everything that is added to an exhibit's page."""
    return _merged(source(env, exhibit) for source in EXHIBIT_EXTRAS)


def site_extras(env: Environment) -> Extras:
    """Everything that is added to the front page."""
    return _merged(source(env) for source in SITE_EXTRAS)


def _merged(parts: Iterable[Extras]) -> Extras:
    items = tuple(parts)
    return Extras(
        properties=tuple(entry for item in items for entry in item.properties),
        alternates=tuple(entry for item in items for entry in item.alternates),
        structured=tuple(entry for item in items for entry in item.structured),
        downloads=tuple(entry for item in items for entry in item.downloads),
        snippet="\n".join(item.snippet for item in items if item.snippet),
    )
