"""Families of versions, and each version beside its likely origin: work on pairs, done by the same workers as all other work.

The two pictures of a pair are read from plain copies that this program made. Nothing is drawn for pictures that a page hides
or covers in part: what is covered would be seen in the figure, or guessed from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.model import Common, Exhibit, LaidFigures, LinkKind, OtherVersion
from generator.pairs import Pair, pair_job, pair_name, step_of
from generator.plan import kept_proxies_of, workforce_of
from generator.settings import BuildOptions

if TYPE_CHECKING:
    from generator.analyse.cache import Cache
    from generator.link.derivation import Derivation
    from generator.link.part_of import Placed
    from generator.relate import Related
    from generator.scan import Content


@dataclass(frozen=True, slots=True)
class Lineage:
    """What is known of versions."""

    common: Mapping[Pair, Common] = field(default_factory=dict)
    """For each line of the families what both show."""
    wanted: frozenset[str] = frozenset()
    """Keys of the cache that a complete result has."""
    found: frozenset[str] = frozenset()
    """Those that are there."""


def trace(content: Content, related: Related, cache: Cache, options: BuildOptions) -> Lineage:
    """What both show for each line of the families, with figures for those between two published pictures."""
    from generator.link.overlap import overlap

    pairs = {
        (branch.derivation.left, branch.derivation.right)
        for tree in related.families
        for branch in tree.branches
    }
    placed = {pair: item for item in related.placed if (pair := (item.left, item.right)) in pairs}
    figures, wanted, found = _figures(content, related, placed, cache, options)
    common: dict[Pair, Common] = {}
    for pair, item in placed.items():
        both = overlap(item.placement)
        common[pair] = Common(
            round(both.first_share, 4),
            round(both.second_share, 4),
            both.first_box,
            both.second_box,
            figures.get(pair, LaidFigures(missing="hidden")),
        )
    return Lineage(common, wanted, found)


def other_versions(related: Related) -> dict[str, tuple[OtherVersion, ...]]:
    """For each exhibit the versions next to it in its family, by id."""
    from generator.compare.spoken import seen_from
    from generator.link.overlap import overlap

    placed = {(item.left, item.right): item.placement for item in related.placed}
    found: dict[str, list[OtherVersion]] = {}
    for branch in (branch for tree in related.families for branch in tree.branches):
        told = branch.derivation
        pair = (told.left, told.right)
        both = overlap(placed[pair])
        comparison = related.comparisons.get(pair)
        for id, other, shown in (
            (told.left, told.right, both.second_share),
            (told.right, told.left, both.first_share),
        ):
            version = OtherVersion(
                other,
                told.older == other if told.older else None,
                is_sure=told.is_sure,
                clue=told.said(told.clues[0], _this_or_that(id)) if told.older else "",
                larger=_larger(told, id, other),
                cut=round(max(0.0, 1 - shown), 4),
                region_count=comparison.region_count if comparison else 0,
                compared=seen_from(comparison, is_left=id == told.left) if comparison else "",
            )
            found.setdefault(id, []).append(version)
    return {id: tuple(sorted(versions, key=lambda item: item.other)) for id, versions in found.items()}


def _this_or_that(id: str) -> Callable[[str], str]:
    """What a statement about the exhibit `id` calls it and the other version."""
    return lambda other: "this one" if other == id else "that one"


def _larger(told: Derivation, id: str, other: str) -> str:
    """That the other version shows the same with more pixels, though it can't be told whether it is the older one."""
    return next(
        (
            told.said(clue, _this_or_that(id))
            for clue in told.clues
            if not told.older and clue.older == other and clue.rule == "derivation.resolution"
        ),
        "",
    )


def is_shown(exhibit: Exhibit) -> bool:
    """Whether a page shows all of a picture, so that it may be part of a figure."""
    return not exhibit.sensitive and not exhibit.redactions


def _figures(
    content: Content, related: Related, placed: Mapping[Pair, Placed], cache: Cache, options: BuildOptions
) -> tuple[dict[Pair, LaidFigures], frozenset[str], frozenset[str]]:
    """Figures of the pairs that pages show, and the keys that are wanted and there."""
    from generator.analyse.analysis import analyse, keys_in_use
    from generator.compare import figures
    from generator.compare.pair import parameters_of

    shown = _shown(content, related)
    pairs = {pair: item for pair, item in placed.items() if shown.issuperset(pair)}
    if not pairs:
        return {}, frozenset(), frozenset()
    proxies, wanted, found = kept_proxies_of(content, {id for pair in pairs for id in pair}, options, cache)
    step = step_of(figures, LaidFigures)
    jobs = tuple(
        pair_job(
            pair,
            proxies[pair[0]],
            figures.NAME,
            parameters_of(cache.blob(proxies[pair[1]]), item.placement),
            cache,
        )
        for pair, item in pairs.items()
        if all(id in proxies for id in pair)
    )
    with workforce_of(options) as workforce:
        made = analyse(jobs, chain=(), steps=(step,), cache=cache, workforce=workforce, limits=options.limits)
    wanted |= keys_in_use(jobs, chain=(), steps=(step,), limits=options.limits)
    found |= {key for item in made.values() for key in item.keys}
    return (
        {
            pair: made[pair_name(pair)].steps[figures.NAME]
            if pair_name(pair) in made
            else LaidFigures(missing="pixels not decoded")
            for pair in pairs
        },
        frozenset(wanted),
        frozenset(found),
    )


def _shown(content: Content, related: Related) -> set[str]:
    """Exhibits that a page shows uncovered, and those whose very pixels are shown so as another exhibit."""
    shown = {item.id for item in content.exhibits if is_shown(item)}
    same = [
        (link.left, link.right)
        for link in related.links
        if link.kind in (LinkKind.SAME_BYTES, LinkKind.SAME_PIXELS)
    ]
    return shown | {id for pair in same if not shown.isdisjoint(pair) for id in pair}
