"""About the site, its log of corrections, and the files that could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.model import Privacy
from generator.place.credits import CREDITS
from generator.render import markdown, privacy, text, urls
from generator.render.contexts.lists import CorrectionsContext, FilesContext, UnreadableView
from generator.render.contexts.methods import AboutContext
from generator.render.environment import Environment
from generator.render.pages.cases import correction
from generator.render.site import SiteData, SiteFile
from generator.render.views import cards


def pages(data: SiteData, env: Environment) -> Iterator[SiteFile]:
    """About, corrections, unreadable files."""
    settings = data.settings
    about = AboutContext(
        frame=env.frame(urls.ABOUT, env.words.about.title),
        methodology=markdown.to_html(settings.methodology) if settings.methodology.strip() else Markup(""),
        ratings=tuple(cards.rating(item) for item in settings.ratings),
        privacy=tuple(
            (getattr(env.words.privacy, kind.name.lower()), not privacy.is_withheld(kind, settings.privacy))
            for kind in Privacy
            if kind is not Privacy.PUBLIC
        ),
        publishes_originals=settings.privacy.publish_originals,
        engines=data.engines,
        credits=CREDITS,
    )
    yield env.page(urls.ABOUT, "pages/about.html", about)
    entries = [
        correction(env, case, number, names_case=True)
        for case in data.cases
        for number in range(len(case.corrections))
    ]
    corrections = CorrectionsContext(
        frame=env.frame(urls.CORRECTIONS, env.words.corrections.title),
        policy=markdown.to_html(settings.corrections_policy),
        corrections=tuple(sorted(entries, key=lambda entry: entry.date, reverse=True)),
    )
    yield env.page(urls.CORRECTIONS, "pages/corrections.html", corrections)
    files = tuple(
        UnreadableView(
            path=text.visible(item.path, limit=400),
            size=text.size(item.size),
            reason=text.visible(item.reason, limit=400),
            case=cards.case_link(env.index.cases[item.case]) if item.case in env.index.cases else None,
        )
        for item in data.unreadable
    )
    context = FilesContext(env.frame(urls.FILES, env.words.files.title), files)
    yield env.page(urls.FILES, "pages/files.html", context)
