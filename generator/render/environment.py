"""What every page family is given beside the site's data: compiled templates, words, look-up tables, shared files.

Jinja2 with autoescape and `StrictUndefined`. What a template prints goes through `text.harmless`, so that no character from
a file can turn the page around; an undefined name or a `None` stops the build instead of leaving a hole in a page.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment as Templates
from jinja2 import FileSystemLoader, StrictUndefined
from markupsafe import Markup

import generator
from generator.render import dates, urls
from generator.render import markdown as notes
from generator.render.compiled import Compiled
from generator.render.contexts.frame import Crumb, Extras, Frame, NavigationItem
from generator.render.index import Index, index
from generator.render.site import SiteData, SiteFile
from generator.render.statics import Statics
from generator.render.statics import load as load_statics
from generator.render.text import harmless
from generator.render.words import Words
from generator.render.words import load as load_words

CONTENT_POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'"
"""Tells browsers to load nothing but the site's own pictures, style sheet and script; also holds for pages in a folder."""

GLOBALS = ("words", "content_policy", "link_relation", "plural")
"""Names that templates may use beside the fields of their context."""


@dataclass(frozen=True, slots=True)
class Environment:
    """The tools of one rendering."""

    data: SiteData
    """What the pages are made of."""
    index: Index
    """Look-up tables over it."""
    words: Words
    """Words of the pages."""
    statics: Statics
    """Style sheet and scripts."""
    templates: Templates
    """Compiled templates."""
    finding_templates: frozenset[str]
    """Templates for the findings of single analyzers: `findings/thumbnail.html`."""

    def page(self, path: str, template: str, context: Any) -> SiteFile:
        """A page from its template and its context."""
        fields = {field.name: getattr(context, field.name) for field in dataclasses.fields(context)}
        return SiteFile(path, self.templates.get_template(template).render(fields).encode())

    def frame(
        self,
        path: str,
        title: str,
        *,
        description: str = "",
        crumbs: Sequence[Crumb] = (),
        scripts: Sequence[str] = (),
        extras: Extras | None = None,
    ) -> Frame:
        """The frame of the page at `path`; `scripts` are names of files in `templates/static`."""
        settings = self.data.settings
        home = Crumb(urls.HOME, self.words.navigation.home)
        return Frame(
            root=urls.root_of(path),
            title=title,
            description=description,
            language=settings.language,
            site_title=settings.title,
            site_description=settings.description,
            publisher=settings.publisher.name,
            publisher_url=urls.external(settings.publisher.url),
            contact=_contact(settings.publisher.contact),
            contact_words=settings.publisher.contact,
            disclaimer=settings.disclaimer,
            stylesheet=self.statics.stylesheet.path,
            scripts=tuple(self.statics.scripts[name].path for name in scripts),
            icon=self.statics.icon.path,
            navigation=self._navigation(path),
            crumbs=(home, *crumbs, Crumb("", title)) if path != urls.HOME else (),
            date=self.data.date,
            version=self.data.version,
            extras=Extras() if extras is None else extras,
        )

    def plural(self, key: str, count: int) -> str:
        """`3 pictures`, from the words `<key>_one` and `<key>_many` of the section `count`."""
        words: str = getattr(self.words.count, f"{key}_{'one' if count == 1 else 'many'}")
        return words.format(count=f"{count:,}")

    def _navigation(self, path: str) -> tuple[NavigationItem, ...]:
        words = self.words.navigation
        items = (
            (urls.HOME, words.cases, ("index.html", "pages/", "cases/", "exhibits/")),
            (
                urls.BROWSE,
                words.browse,
                ("browse/", "tags/", "ratings/", "years/", "cameras/", "signers/", "sources/"),
            ),
            (urls.METHODS, words.methods, ("methods/", "assessment/", "links/")),
            (urls.CORRECTIONS, words.corrections, ("corrections/",)),
            (urls.ABOUT, words.about, ("about/",)),
        )
        return tuple(NavigationItem(href, title, path.startswith(places)) for href, title, places in items)


def prepare(data: SiteData) -> Environment:
    """The tools for rendering `data`."""
    folder = templates_folder()
    words = load_words(folder / "words", data.settings.language)
    templates = _templates(folder)
    environment = Environment(
        data=data,
        index=index(data),
        words=words,
        statics=load_statics(folder / "static", data.settings.theme),
        templates=templates.overlay(),
        finding_templates=frozenset(f"findings/{file.name}" for file in (folder / "findings").glob("*.html")),
    )
    months = words.dates.months
    environment.templates.globals = {
        **templates.globals,
        "words": words,
        "content_policy": CONTENT_POLICY,
        "link_relation": notes.LINK_RELATION,
        "plural": environment.plural,
    }
    environment.templates.filters = {**templates.filters, "date": lambda text: dates.element(text, months)}
    return environment


def templates_folder() -> Path:
    """Where the templates lie: inside the package when installed, beside it in a checkout."""
    package = Path(generator.__file__).parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


@cache
def _templates(folder: Path) -> Templates:
    return Templates(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=Compiled(folder),
    )


def _finalize(value: Any) -> Any:
    """Called for everything a template prints."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return harmless(value)
    if value is None:
        raise TypeError("a template prints None")
    return value


def _contact(contact: str) -> str:
    """The address for a link: a page or a mail address; empty for anything else."""
    if "@" in contact and not any(character in contact for character in " :/?&<>\"'"):
        return f"mailto:{contact}"
    return urls.external(contact)
