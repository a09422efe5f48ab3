"""Links between exhibits, seen from one end; the other end shows the same link."""

from __future__ import annotations

from generator.model import EvidenceKind, Exhibit, LinkKind
from generator.render import urls
from generator.render.contexts.evidence import RelationView
from generator.render.contexts.shared import CitationView
from generator.render.environment import Environment
from generator.render.views import citations, pictures
from generator.render.views.cards import exhibit_title

KIND_WORDS = {
    LinkKind.SAME_BYTES: "same_bytes",
    LinkKind.SAME_PIXELS: "same_pixels",
    LinkKind.NEAR_DUPLICATE: "near_duplicate",
    LinkKind.PART_OF: "part_of",
    LinkKind.SAME_SCENE: "same_scene",
    LinkKind.SAME_CAMERA: "same_camera",
    LinkKind.SAME_SIGNER: "same_signer",
}
"""Keys in the sections `link_kind` and `link_means` of the words."""


def relations(env: Environment, exhibit: Exhibit) -> tuple[RelationView, ...]:
    """All links of an exhibit, numbered as citations number them."""
    views = []
    for number, link in enumerate(env.index.links.get(exhibit.id, ()), 1):
        id = link.right if link.left == exhibit.id else link.left
        stored = env.index.archived.get(id)
        other = stored or env.index.exhibits[id]
        title = env.words.links.archived.format(name=other.title) if stored else exhibit_title(env, other)
        # A statement about two pictures may repeat what either of them withholds.
        statement = env.index.mask(other.id).text(env.index.mask(exhibit.id).text(link.statement))
        case = env.index.cases.get(other.case) if other.case != exhibit.case else None
        views.append(
            RelationView(
                anchor=citations.anchor(env, EvidenceKind.LINK, exhibit.id, number),
                label=citations.label(env, EvidenceKind.LINK, exhibit.id, number),
                kind=getattr(env.words.link_kind, KIND_WORDS[link.kind]),
                href="" if stored else urls.exhibit(other.id),
                title=title,
                picture=None if stored else pictures.picture(env, other),
                case=CitationView(case.title, urls.case(case.slug), "") if case else None,
                statement=statement,
                distance=_distance(env, link.distance, link.scale),
                transform=link.transform,
                limits=link.limits,
            )
        )
    return tuple(views)


def _distance(env: Environment, distance: int | None, scale: int | None) -> str:
    if distance is None or not scale:
        return ""
    return str(env.words.links.distance.format(distance=distance, scale=scale))
