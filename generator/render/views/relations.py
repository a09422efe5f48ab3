"""Links between exhibits, seen from one end; the other end shows the same link."""

from __future__ import annotations

from generator.model import EvidenceKind, Exhibit, Link, LinkKind
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
    LinkKind.INGREDIENT: "ingredient",
    LinkKind.SAME_SCENE: "same_scene",
    LinkKind.SAME_CAMERA: "same_camera",
    LinkKind.SAME_SIGNER: "same_signer",
}
"""Keys in the sections `link_kind` and `link_means` of the words."""
_VERSIONS = (LinkKind.NEAR_DUPLICATE, LinkKind.PART_OF)
"""Links between versions of one picture that differ."""


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
                order=_order(env, link.kind, exhibit.id, id),
                changes=_changes(env, link),
                distance=_distance(env, link.distance, link.scale),
                transform=link.transform,
                limits=link.limits,
            )
        )
    return tuple(views)


def _order(env: Environment, kind: LinkKind, id: str, other: str) -> str:
    """Which of the two versions came first, seen from this one; empty where they are no versions of each other."""
    pair = (min(id, other), max(id, other))
    found = next((item for item in env.data.derivations if (item.left, item.right) == pair), None)
    if found is None or kind not in _VERSIONS:
        return ""
    if not found.older:
        return found.statement
    words = env.words.links
    said = words.came_first if found.older == id else words.came_later
    clues = [
        found.said(clue, lambda one: words.this_one if one == id else words.other_one)
        for clue in found.clues
        if clue.older == found.older
    ]
    return str(
        said.format(
            how=words.very_likely if found.is_sure else words.probably,
            clues=" ".join(clues),
        )
    )


def _changes(env: Environment, link: Link) -> str:
    """What differs between the two, where they were compared."""
    comparison = env.data.comparisons.get((link.left, link.right))
    return comparison.statement if comparison and link.kind in _VERSIONS else ""


def _distance(env: Environment, distance: int | None, scale: int | None) -> str:
    if distance is None or not scale:
        return ""
    return str(env.words.links.distance.format(distance=distance, scale=scale))
