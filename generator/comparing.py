"""Pairs of versions compared by the same workers as all other work, some at a time, so that few pictures are held at once.

A pair that crashed its worker or took too long has a comparison that says so, and is tried again by the next build.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from generator.model import Comparison, FileKind
from generator.plan import kept_proxies_of, workforce_of
from generator.settings import BuildOptions

if TYPE_CHECKING:
    from generator.analyse.analysis import Job
    from generator.analyse.cache import Cache
    from generator.analyse.steps import Step
    from generator.link.part_of import Placed
    from generator.scan import Content

Pair = tuple[str, str]
"""Ids of two exhibits, the smaller first."""
AT_ONCE = 32
"""Pairs whose pictures are held at the same time."""


def compare_pairs(
    content: Content, placed: Mapping[Pair, Placed], cache: Cache, options: BuildOptions
) -> dict[Pair, Comparison]:
    """What differs within each pair of exhibits of which one lies in the other."""
    from generator.analyse.analysis import analyse
    from generator.compare import step

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
            jobs = tuple(_job(pair, placed[pair], proxies, cache) for pair in some)
            made = analyse(
                jobs, chain=(), steps=(_step(),), cache=cache, workforce=workforce, limits=options.limits
            )
            found.update((pair, made[_name(pair)].steps[step.NAME]) for pair in some)
    return {pair: found[pair] for pair in placed}


def _name(pair: Pair) -> str:
    return " ".join(pair)


def _job(pair: Pair, item: Placed, proxies: Mapping[str, str], cache: Cache) -> Job:
    from generator.analyse.analysis import Job
    from generator.analyse.cache import blob_name
    from generator.compare import step
    from generator.compare.pair import parameters_of

    left, right = (proxies[id] for id in pair)
    return Job(
        id=_name(pair),
        sha256=left,
        kind=FileKind.PNG,
        path=cache.folder.path(blob_name(left)).absolute(),
        size=cache.folder.size(blob_name(left)),
        name=_name(pair),
        parameters={step.NAME: parameters_of(cache.blob(right), item.placement)},
    )


def _step() -> Step:
    from generator.analyse.steps import Step
    from generator.compare import step

    return Step(
        name=step.NAME,
        version=step.VERSION,
        function=step.FUNCTION,
        result=Comparison,
        function_failed=step.FUNCTION_FAILED,
        engines=step.ENGINES,
    )
