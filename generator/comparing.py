"""Pairs of versions compared by the same workers as all other work, some at a time, so that few pictures are held at once.

A pair that crashed its worker or took too long has a comparison that says so, and is tried again by the next build.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from generator.model import Comparison
from generator.pairs import Pair, pair_job, pair_name, step_of
from generator.plan import kept_proxies_of, workforce_of
from generator.settings import BuildOptions

if TYPE_CHECKING:
    from generator.analyse.cache import Cache
    from generator.link.part_of import Placed
    from generator.scan import Content

AT_ONCE = 32
"""Pairs whose pictures are held at the same time."""


def compare_pairs(
    content: Content, placed: Mapping[Pair, Placed], cache: Cache, options: BuildOptions
) -> dict[Pair, Comparison]:
    """What differs within each pair of exhibits of which one lies in the other."""
    from generator.analyse.analysis import analyse
    from generator.compare import step
    from generator.compare.pair import parameters_of

    if not placed:
        return {}
    proxies, _, _ = kept_proxies_of(content, {id for pair in placed for id in pair}, options, cache)
    found: dict[Pair, Comparison] = {
        pair: step.missing("one of the two pictures could not be decoded")
        for pair in placed
        if not all(id in proxies for id in pair)
    }
    left = [pair for pair in placed if pair not in found]
    with workforce_of(options) as workforce:
        for start in range(0, len(left), AT_ONCE):
            some = left[start : start + AT_ONCE]
            jobs = tuple(
                pair_job(
                    pair,
                    proxies[pair[0]],
                    step.NAME,
                    parameters_of(cache.blob(proxies[pair[1]]), placed[pair].placement),
                    cache,
                )
                for pair in some
            )
            made = analyse(
                jobs,
                chain=(),
                steps=(step_of(step, Comparison),),
                cache=cache,
                workforce=workforce,
                limits=options.limits,
            )
            found.update((pair, made[pair_name(pair)].steps[step.NAME]) for pair in some)
    return {pair: found[pair] for pair in placed}
