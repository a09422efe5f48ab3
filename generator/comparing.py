"""Pairs of versions compared by the same workers as all other work, some at a time, so that few pictures are held at once.

A pair that can't be compared has a comparison that says why. Where a worker crashed or took too long, the next build is to try
again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from generator.model import Comparison
from generator.pairs import AT_ONCE, Pair, pair_job, pair_name, step_of, worked_off
from generator.plan import kept_proxies_of, workforce_of
from generator.settings import BuildOptions

if TYPE_CHECKING:
    from generator.analyse.cache import Cache
    from generator.link.part_of import Placed
    from generator.scan import Content


def compare_pairs(
    content: Content, placed: Mapping[Pair, Placed], cache: Cache, options: BuildOptions
) -> tuple[dict[Pair, Comparison], bool]:
    """What differs within each pair of exhibits of which one lies in the other, and whether all went through."""
    from generator.compare import step
    from generator.compare.pair import parameters_of

    if not placed:
        return {}, True
    proxies, wanted, kept = kept_proxies_of(content, {id for pair in placed for id in pair}, options, cache)
    is_complete = wanted <= kept
    found: dict[Pair, Comparison] = {
        pair: step.missing("no copy to be compared could be made of one of the two pictures")
        for pair in placed
        if not all(id in proxies for id in pair)
    }
    left = sorted(pair for pair in placed if pair not in found)
    if not left:
        return found, is_complete
    with workforce_of(options) as workforce:
        for start in range(0, len(left), AT_ONCE):
            some = left[start : start + AT_ONCE]
            jobs = [
                pair_job(
                    pair,
                    proxies[pair[0]],
                    step.NAME,
                    parameters_of(cache.blob(proxies[pair[1]]), placed[pair].placement),
                    cache,
                )
                for pair in some
            ]
            made, went_through = worked_off(jobs, step_of(step, Comparison), cache, workforce, options.limits)
            found.update((pair, made[pair_name(pair)]) for pair in some)
            is_complete &= went_through
    return found, is_complete
