"""Cards: cases and exhibits as lists show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from generator.model import Case, Exhibit, Outcome, Rating
from generator.render import dates, text, urls
from generator.render.contexts.lists import Pager
from generator.render.contexts.shared import Card, InsideLink, RatingView
from generator.render.environment import Environment
from generator.render.views import pictures
from generator.settings import RatingDefinition

T = TypeVar("T")

SHAPES = frozenset({"check", "half", "split", "cross", "question", "dash"})
"""Signs that may stand beside a rating."""
TONES = frozenset({"good", "mixed", "bad", "neutral"})
"""Colour families of ratings."""


def rating(item: Rating | RatingDefinition) -> RatingView:
    """A rating with its sign; a sign or colour that the pages don't know becomes the neutral one."""
    return RatingView(
        name=item.name,
        definition=item.definition,
        shape=item.shape if item.shape in SHAPES else "question",
        tone=item.tone if item.tone in TONES else "neutral",
        href=urls.listing("ratings", item.key),
    )


def case_card(env: Environment, case: Case) -> Card:
    """A case with its main picture."""
    main = env.index.exhibits.get(case.exhibits[0]) if case.exhibits else None
    return Card(
        href=urls.case(case.slug),
        title=case.title,
        language=case.language if case.language != env.data.settings.language else "",
        picture=pictures.picture(env, main, labelled=True) if main else None,
        rating=rating(case.rating) if case.rating else None,
        date=dates.newest(case.published, case.updated),
        summary=text.shorten(case.summary, 160),
        is_corrected=any(item.kind == "correction" for item in case.corrections),
    )


def exhibit_card(env: Environment, exhibit: Exhibit) -> Card:
    """A picture with the counts of its ledger."""
    report = env.index.report(exhibit.id)
    outcomes = [run.outcome for run in report.runs]
    unchecked = sum(outcome in (Outcome.NOT_APPLICABLE, Outcome.FAILED) for outcome in outcomes)
    files = env.data.renditions.get(exhibit.id)
    size = f", {files.width} × {files.height}" if files and files.width else ""
    case = env.index.cases.get(exhibit.case)
    return Card(
        href=urls.exhibit(exhibit.id),
        title=exhibit_title(env, exhibit),
        language="",
        picture=pictures.picture(env, exhibit),
        rating=None,
        date="",
        summary=env.words.card.in_case.format(title=text.shorten(case.title, 120)) if case else "",
        facts=(
            *_conclusions(env, exhibit),
            f"{exhibit.kind.value}{size}",
            f"{env.plural('finding', len(report.evidence))}, {env.plural('unchecked', unchecked)}",
        ),
    )


def _conclusions(env: Environment, exhibit: Exhibit) -> tuple[str, ...]:
    """What the evidence says of origin and integrity, where it says anything."""
    found = env.data.assessments.get(exhibit.id)
    known = (axis for axis in (found.origin, found.integrity) if axis.value != "unknown") if found else ()
    return tuple(
        getattr(env.words.axis_says, axis.axis.value).format(
            value=axis.value, confidence=getattr(env.words.confidence, axis.confidence.name.lower())
        )
        for axis in known
    )


def exhibit_title(env: Environment, exhibit: Exhibit) -> str:
    """Short name of an exhibit: its title, else the name of its file."""
    name = exhibit.title or exhibit.path.rsplit("/", 1)[-1]
    return text.visible(env.index.mask(exhibit.id).text(name), limit=140)


def case_link(case: Case) -> InsideLink:
    """A link to a case."""
    return InsideLink(urls.case(case.slug), case.title)


def paged(items: Sequence[T], size: int) -> list[Sequence[T]]:
    """The items in pages; one empty page when there are none."""
    size = max(size, 1)
    return [items[start : start + size] for start in range(0, len(items), size)] or [()]


def pager(paths: Sequence[str], page: int) -> Pager:
    """Where a list goes on, for the page at `paths[page - 1]`."""
    return Pager(
        page=page,
        pages=len(paths),
        previous=paths[page - 2] if page > 1 else "",
        next=paths[page] if page < len(paths) else "",
    )


def counted(env: Environment, links: Iterable[tuple[str, str, int]]) -> tuple[InsideLink, ...]:
    """Links with how many cases lie behind each."""
    return tuple(InsideLink(href, title, f"{count:,}") for href, title, count in links)
