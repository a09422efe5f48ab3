"""What belongs together in the whole corpus: the link stage with what it needs from the cache, and what it remembers there.

Local features were made with the other work on each picture; here they are looked up, and pairs that were compared by an
earlier build are not compared again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator import codec
from generator.analyse.features.placement import Placement
from generator.analyse.features.step import NAME, StoredFeatures
from generator.compare.proxy import VERSION as PROXY_VERSION
from generator.model import Comparison, Link, Report
from generator.pairs import Pair, best_fitting
from generator.remembered import recall, remember
from generator.settings import BuildOptions

if TYPE_CHECKING:
    from generator.analyse.analysis import Analysed
    from generator.analyse.cache import Cache
    from generator.link.derivation import Derivation
    from generator.link.family_tree import FamilyTree
    from generator.link.part_of import Placed
    from generator.scan import Content


MOST_COMPARED = 4
"""Pairs of each picture that are compared pixel by pixel: those with most fitting places."""


@dataclass(frozen=True, slots=True)
class Related:
    """What the link stage found."""

    links: tuple[Link, ...] = ()
    """Links between exhibits, and between exhibits and archived pictures."""
    comparisons: Mapping[Pair, Comparison] = field(default_factory=dict)
    """What differs between two versions, by their ids, the smaller first."""
    derivations: tuple[Derivation, ...] = ()
    """Which of two versions can have come from the other, for all pairs of which one lies in the other."""
    families: tuple[FamilyTree, ...] = ()
    """The versions of each picture, in the order in which they can have come from one another."""
    placed: tuple[Placed, ...] = ()
    """Where pictures lie in others."""
    is_complete: bool = True
    """Whether every comparison went through; else the next build tries again."""


@dataclass(frozen=True, slots=True)
class _Known:
    key: str
    placement: Placement | None = None
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class _Remembered:
    pairs: tuple[_Known, ...] = ()


def relate(
    content: Content, analysed: Mapping[str, Analysed], cache: Cache, options: BuildOptions
) -> Related:
    """What belongs together among the pictures of `content`; `analysed` holds what is known of each."""
    from generator.link import find_links
    from generator.link.derivation import derivations
    from generator.link.family_tree import trees
    from generator.link.near_duplicates import near_duplicates
    from generator.link.part_of import Memory, is_part_only, placements
    from generator.link.version_facts import version_of
    from generator.tracing import trace_pairs

    reports = {id: Report(id, item.runs) for id, item in analysed.items()}
    features = {
        id: stored
        for id, item in analysed.items()
        if isinstance(stored := item.steps.get(NAME), StoredFeatures)
    }
    last = recall(cache, options, "compared", _Remembered)
    known = last.pairs if last else ()
    memory = Memory({pair.key: pair.placement for pair in known if not pair.comparison})
    archived = frozenset(item.id for item in content.archived)
    ordered = sorted((*content.exhibits, *content.archived), key=lambda exhibit: exhibit.id)
    near = tuple(near_duplicates(ordered, reports))
    placed = placements(
        ordered,
        reports,
        features,
        cache.blob,
        also=[(link.left, link.right) for link in near],
        archived=archived,
        memory=memory,
    )
    # Where only a part is common, one picture can't be laid upon the other, nor did it come from it as a whole.
    whole = [item for item in placed if not is_part_only(item.placement)]
    compared, all_compared = _compared(content, whole, cache, options, {pair.key: pair for pair in known})
    pairs = (
        *(_Known(key, memory.used[key]) for key in sorted(memory.used)),
        *sorted(
            # What could not be compared is asked for again by the next build.
            (pair for pair in compared.values() if pair.comparison and not pair.comparison.missing),
            key=lambda pair: pair.key,
        ),
    )
    if pairs != known:
        remember(cache, options, "compared", _Remembered(pairs))
    comparisons = {ids: pair.comparison for ids, pair in compared.items() if pair.comparison}
    links = find_links(ordered, reports, near=near, placed=placed)
    cases = {case.slug: case for case in content.cases}
    versions = {item.id: version_of(item, reports.get(item.id), cases.get(item.case)) for item in ordered}
    traces, all_traced = trace_pairs(content, whole, versions, cache, options)
    derived = derivations(whole, versions, traces)
    return Related(
        tuple(link for link in links if not archived.issuperset((link.left, link.right))),
        comparisons,
        derived,
        trees(derived),
        placed,
        is_complete=all_compared and all_traced,
    )


def _compared(
    content: Content,
    placed: Sequence[Placed],
    cache: Cache,
    options: BuildOptions,
    known: Mapping[str, _Known],
) -> tuple[dict[Pair, _Known], bool]:
    """Comparisons of the pairs that fit best, known from earlier builds or made now, and whether all of these went through."""
    from generator.compare.step import VERSION
    from generator.comparing import compare_pairs

    shas = {item.id: item.sha256 for item in (*content.exhibits, *content.archived)}
    chosen: dict[Pair, tuple[str, Placed]] = {}
    for item in best_fitting(placed, MOST_COMPARED):
        where = hashlib.sha256(codec.dumps(item.placement)).hexdigest()[:16]
        key = f"compared {VERSION} {PROXY_VERSION} {shas[item.left]} {shas[item.right]} {where}"
        chosen[item.left, item.right] = (key, item)
    missing = {pair: item for pair, (key, item) in chosen.items() if key not in known}
    compared, is_complete = compare_pairs(content, missing, cache, options)
    return {
        pair: known.get(key) or _Known(key, None, compared[pair]) for pair, (key, _) in chosen.items()
    }, is_complete
