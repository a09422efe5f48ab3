"""Exhibit pages, and for sensitive pictures the page that shows them without blur."""

from __future__ import annotations

from collections.abc import Iterator

from generator.kind import USUAL_ENDING
from generator.model import Exhibit
from generator.render import head, text, urls
from generator.render.contexts.exhibit import ClearContext, ExhibitContext
from generator.render.contexts.frame import Crumb
from generator.render.contexts.shared import InsideLink
from generator.render.environment import Environment
from generator.render.site import SiteData, SiteFile
from generator.render.views import assessment, cards, facts, ledger, pictures, relations, sightings, versions
from generator.render.views.citations import Place
from generator.render.views.copies import SCRIPTS, copy_view
from generator.render.views.outside import address


def pages(data: SiteData, env: Environment) -> Iterator[SiteFile]:
    """A page for every exhibit."""
    for exhibit in data.exhibits:
        path = urls.exhibit(exhibit.id)
        yield env.page(path, "pages/exhibit.html", _context(env, exhibit, path))
        if exhibit.sensitive and exhibit.id in data.renditions and data.renditions[exhibit.id].images:
            yield _clear_page(env, exhibit)
    offered = {original(item): item.path for item in data.exhibits if offers_original(data, item)}
    for path, file in sorted(offered.items()):
        yield SiteFile(path, original=file)


def offers_original(data: SiteData, exhibit: Exhibit) -> bool:
    """Whether the file is offered as received; what a page hides is never given away in its original."""
    return data.settings.privacy.publish_originals and not exhibit.redactions and not exhibit.sensitive


def original(exhibit: Exhibit) -> str:
    """Where the file as received lies. Its ending comes from its bytes: a stranger's `picture.html` must not become a page."""
    return f"originals/{exhibit.sha256[:20]}.{USUAL_ENDING[exhibit.kind]}"


def _context(env: Environment, exhibit: Exhibit, path: str) -> ExhibitContext:
    case = env.index.cases.get(exhibit.case)
    place = Place(case, exhibit.id)
    title = cards.exhibit_title(env, exhibit)
    families = versions.families(env, (exhibit.id,), place)
    return ExhibitContext(
        frame=env.frame(
            path,
            title,
            description=env.words.exhibit.description.format(title=title),
            crumbs=(Crumb(urls.case(case.slug), case.title),) if case else (),
            scripts=(
                *SCRIPTS,
                *ledger.scripts(env, exhibit),
                *(versions.SCRIPTS if versions.has_pictures(families) else ()),
            ),
            extras=head.exhibit_extras(env, exhibit),
        ),
        letter=env.index.letters[exhibit.id],
        title=title,
        file_name=text.visible(env.index.mask(exhibit.id).text(exhibit.path.rsplit("/", 1)[-1]), limit=200),
        picture=pictures.picture(env, exhibit),
        credit=exhibit.credit,
        source=address(exhibit.source) if exhibit.source else None,
        obtained=exhibit.obtained,
        case=cards.case_link(case) if case else None,
        original=original(exhibit) if offers_original(env.data, exhibit) else "",
        facts=facts.quick_facts(env, exhibit),
        axes=assessment.axes(env, exhibit.id, place),
        answers=assessment.answers(env, env.data.exhibit_answers.get(exhibit.id, ()), exhibit.id, place),
        ledger=ledger.ledger(env, exhibit),
        relations=relations.relations(env, exhibit),
        families=families,
        groups=tuple(
            InsideLink(
                urls.listing(group.kind.value, group.key),
                group.title,
                env.plural("picture", len(group.exhibits)),
            )
            for group in env.index.groups.get(exhibit.id, ())
        ),
        elsewhere=sightings.elsewhere(env, exhibit),
        copy=copy_view(env, exhibit.id),
        identity=facts.identity(env, exhibit),
        withheld=tuple(
            getattr(env.words.privacy, kind.name.lower()) for kind in env.index.mask(exhibit.id).kinds
        ),
    )


def _clear_page(env: Environment, exhibit: Exhibit) -> SiteFile:
    path = urls.clear(exhibit.id)
    title = cards.exhibit_title(env, exhibit)
    back = InsideLink(urls.exhibit(exhibit.id), title)
    frame = env.frame(path, env.words.clear.title.format(title=title), crumbs=(Crumb(back.href, title),))
    context = ClearContext(frame, title, pictures.clear_picture(env, exhibit), exhibit.sensitive, back)
    return env.page(path, "pages/clear.html", context)
