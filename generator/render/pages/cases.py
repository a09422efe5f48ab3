"""Case pages, and redirects from their former addresses."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.model import Case, Claim, Exhibit, OutsideCheck, Person, Privacy
from generator.render import head, markdown, privacy, text, urls
from generator.render.contexts.case import (
    CaseContext,
    CaseExhibit,
    ClaimView,
    CorrectionView,
    OutsideCheckView,
    PersonView,
)
from generator.render.contexts.lists import RedirectContext
from generator.render.contexts.shared import InsideLink
from generator.render.environment import Environment
from generator.render.site import SiteData, SiteFile
from generator.render.views import assessment, cards, facts, ledger, pictures, relations, sightings, versions
from generator.render.views.citations import Place
from generator.render.views.outside import address, outside


def pages(data: SiteData, env: Environment) -> Iterator[SiteFile]:
    """A page for every case; a redirect for every former slug that no case uses."""
    for case in data.cases:
        path = urls.case(case.slug)
        yield env.page(path, "pages/case.html", _context(env, case, path))
    taken = {case.slug for case in data.cases}
    for case in data.cases:
        for alias in case.aliases:
            if alias not in taken:
                taken.add(alias)
                path = urls.case(alias)
                frame = env.frame(path, env.words.redirect.title)
                yield env.page(path, "pages/redirect.html", RedirectContext(frame, cards.case_link(case)))


def correction(env: Environment, case: Case, number: int, *, names_case: bool) -> CorrectionView:
    """A correction of a case, counted from 0."""
    item = case.corrections[number]
    words = env.words.corrections
    return CorrectionView(
        date=item.date,
        kind=words.update if item.kind == "update" else words.correction,
        text=item.text,
        case=cards.case_link(case) if names_case else None,
        language=case.language if names_case and case.language != env.data.settings.language else "",
    )


def _context(env: Environment, case: Case, path: str) -> CaseContext:
    settings = env.data.settings
    place = Place(case)
    items = [env.index.exhibits[id] for id in case.exhibits]
    kinds = dict.fromkeys(kind for item in items for kind in env.index.mask(item.id).kinds)
    base = urls.external(settings.base_url)
    families = versions.families(env, case.exhibits, place)
    return CaseContext(
        frame=env.frame(
            path,
            case.title,
            description=text.shorten(case.summary or (case.claim.text if case.claim else ""), 200),
            scripts=versions.SCRIPTS if versions.has_pictures(families) else (),
            extras=head.case_extras(env, case),
        ),
        title=case.title,
        language=case.language if case.language != settings.language else "",
        disclaimer=case.disclaimer,
        published=case.published,
        updated=case.updated if case.updated != case.published else "",
        authors=_people(case.authors),
        reviewers=_people(case.reviewers),
        claim=_claim(env, case.claim) if case.claim else None,
        rating=cards.rating(case.rating) if case.rating else None,
        question=case.question,
        summary=case.summary,
        address=f"{base.rstrip('/')}/{urls.case(case.slug).removesuffix('index.html')}" if base else "",
        exhibits=tuple(_exhibit(env, item, place, is_first=number == 0) for number, item in enumerate(items)),
        answers=assessment.answers(
            env, env.data.case_answers.get(case.slug, ()), case.exhibits[0] if case.exhibits else "", place
        ),
        families=families,
        timeline=sightings.timeline(env, case),
        body=markdown.to_html(case.body, cases=env.index.cases) if case.body.strip() else Markup(""),
        sources=tuple(outside(link, f"R{number}") for number, link in enumerate(case.sources, 1)),
        outside_checks=tuple(
            _outside_check(item, number) for number, item in enumerate(case.outside_checks, 1)
        ),
        corrections=tuple(
            correction(env, case, number, names_case=False) for number in range(len(case.corrections))
        ),
        related=tuple(cards.case_link(env.index.cases[slug]) for slug in env.index.related[case.slug]),
        tags=tuple(InsideLink(urls.listing("tags", env.index.tags[tag]), tag) for tag in case.tags),
        withheld=tuple(getattr(env.words.privacy, kind.name.lower()) for kind in kinds),
        method_version=env.data.version,
    )


def _exhibit(env: Environment, item: Exhibit, place: Place, *, is_first: bool) -> CaseExhibit:
    letter = env.index.letters[item.id]
    return CaseExhibit(
        letter=letter,
        anchor=f"exhibit-{letter}",
        href=urls.exhibit(item.id),
        title=cards.exhibit_title(env, item),
        picture=pictures.picture(env, item, labelled=is_first),
        credit=item.credit,
        source=address(item.source) if item.source else None,
        obtained=item.obtained,
        axes=assessment.axes(env, item.id, place),
        ledger=ledger.ledger(env, item),
        relations=relations.relations(env, item),
        identity=facts.identity(env, item),
    )


def _claim(env: Environment, claim: Claim) -> ClaimView:
    return ClaimView(
        text=claim.text,
        claimant=claim.claimant,
        place=claim.place,
        date=claim.date,
        event=claim.event_place,
        event_date=claim.event_date,
        event_position=_position(env, claim),
        links=tuple(outside(link) for link in claim.links),
    )


def _position(env: Environment, claim: Claim) -> str:
    if claim.event_position is None:
        return ""
    if privacy.is_withheld(Privacy.LOCATION, env.data.settings.privacy):
        return privacy.stand_in(Privacy.LOCATION)
    latitude, longitude = claim.event_position
    return f"{latitude:.5g}, {longitude:.6g}"


def _outside_check(item: OutsideCheck, number: int) -> OutsideCheckView:
    return OutsideCheckView(
        anchor=f"outside-{number}",
        what=item.what,
        result=item.result,
        who=item.who,
        when=item.when,
        page=address(item.url) if item.url else None,
        picture=item.picture,
    )


def _people(people: tuple[Person, ...]) -> tuple[PersonView, ...]:
    return tuple(PersonView(person.name, urls.external(person.url)) for person in people)
