"""What compression and resizing left in the versions of a picture, pair by pair; remembered between builds.

First the same part is cut out of both files at full size, then the numbers of the two are held against each other.
"""

from __future__ import annotations

import base64
import hashlib
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import codec
from generator.compare import numbers, windows
from generator.compare.sides import place_of
from generator.model import Exhibit, Traces
from generator.pairs import Pair, pair_job, step_of
from generator.plan import workforce_of
from generator.settings import BuildOptions

if TYPE_CHECKING:
    from generator.analyse.analysis import Job
    from generator.analyse.cache import Cache
    from generator.analyse.workforce import Workforce
    from generator.link.part_of import Placed
    from generator.link.version_facts import Version
    from generator.scan import Content

MOST = 8
"""Pairs of each picture that are looked at: those with most fitting places."""
AT_ONCE = 32
"""Pairs whose parts are held at the same time."""


@dataclass(frozen=True, slots=True)
class _Known:
    key: str
    traces: Traces = Traces()
    line: float = 0.0


@dataclass(frozen=True, slots=True)
class _Remembered:
    pairs: tuple[_Known, ...] = ()


def trace_pairs(
    content: Content,
    placed: Sequence[Placed],
    versions: Mapping[str, Version],
    cache: Cache,
    options: BuildOptions,
) -> dict[Pair, tuple[Traces, float]]:
    """For each pair what its numbers tell, and how clear a line runs along the edge of the inner one."""
    exhibits = {item.id: item for item in (*content.exhibits, *content.archived)}
    name = f"links/{hashlib.sha256(os.fsencode(options.site.absolute())).hexdigest()[:20]}-traces.json"
    known = _recall(cache, name)
    chosen = _chosen(placed)
    keys = {(item.left, item.right): _key(item, exhibits, versions) for item in chosen}
    missing = [item for item in chosen if keys[item.left, item.right] not in known]
    made: dict[Pair, _Known] = {}
    with workforce_of(options) as workforce:
        for start in range(0, len(missing), AT_ONCE):
            made |= _traced(
                missing[start : start + AT_ONCE], keys, exhibits, versions, cache, options, workforce
            )
    found = {pair: made.get(pair) or known.get(key) or _Known(key) for pair, key in keys.items()}
    remembered = tuple(
        sorted((item for item in found.values() if item.key in known or item in made.values()), key=_by_key)
    )
    if remembered != tuple(sorted(known.values(), key=_by_key)):
        cache.folder.write(name, codec.dumps(_Remembered(remembered)))
    return {pair: (item.traces, item.line) for pair, item in found.items()}


def _by_key(item: _Known) -> str:
    return item.key


def _chosen(placed: Sequence[Placed]) -> list[Placed]:
    count: Counter[str] = Counter()
    chosen = []
    for item in sorted(placed, key=lambda item: (-item.placement.inliers, item.left, item.right)):
        if max(count[item.left], count[item.right]) < MOST:
            count.update((item.left, item.right))
            chosen.append(item)
    return chosen


def _key(item: Placed, exhibits: Mapping[str, Exhibit], versions: Mapping[str, Version]) -> str:
    facts = [
        (one.width, one.height, one.table, one.is_lossless, one.is_turned)
        for one in (versions[item.left], versions[item.right])
    ]
    where = hashlib.sha256(codec.dumps(item.placement) + repr(facts).encode()).hexdigest()[:20]
    left, right = (exhibits[id].sha256 for id in (item.left, item.right))
    return f"traced {windows.VERSION} {numbers.VERSION} {left} {right} {where}"


def _traced(
    some: Sequence[Placed],
    keys: Mapping[Pair, str],
    exhibits: Mapping[str, Exhibit],
    versions: Mapping[str, Version],
    cache: Cache,
    options: BuildOptions,
    workforce: Workforce,
) -> dict[Pair, _Known]:
    from generator.analyse.analysis import analyse

    wanted = {
        (item.left, item.right): windows.wanted_of(item.placement, versions[item.left], versions[item.right])
        for item in some
    }
    cutting = tuple(
        _cutting(id, pair, windows.parameters_of(*asked), exhibits[id], options)
        for pair, both in wanted.items()
        for id, asked in zip(pair, both, strict=True)
    )
    cut = analyse(
        cutting,
        chain=(),
        steps=(step_of(windows, windows.Windows),),
        cache=cache,
        workforce=workforce,
        limits=options.limits,
    )
    parts = {name: item.steps[windows.NAME] for name, item in cut.items()}
    lines = {
        pair: max((line for id in pair for line in parts[_name(id, pair)].lines), default=0.0)
        for pair in wanted
    }
    comparing = tuple(
        _comparing(item, wanted[item.left, item.right], parts, versions, cache)
        for item in some
        if all(any(parts[_name(id, (item.left, item.right))].blobs) for id in (item.left, item.right))
    )
    found = analyse(
        comparing,
        chain=(),
        steps=(step_of(numbers, Traces),),
        cache=cache,
        workforce=workforce,
        limits=options.limits,
    )
    return {
        pair: _Known(
            keys[pair],
            found[" ".join(pair)].steps[numbers.NAME] if " ".join(pair) in found else Traces(),
            lines[pair],
        )
        for pair in wanted
        if not any(parts[_name(id, pair)].missing for id in pair)
    }


def _name(id: str, pair: Pair) -> str:
    return " ".join((id, *pair))


def _cutting(id: str, pair: Pair, parameters: str, exhibit: Exhibit, options: BuildOptions) -> Job:
    from generator.analyse.analysis import Job

    return Job(
        id=_name(id, pair),
        sha256=exhibit.sha256,
        kind=exhibit.kind,
        path=(options.content / exhibit.path).absolute(),
        size=exhibit.size,
        name=exhibit.path,
        parameters={windows.NAME: parameters},
    )


def _comparing(
    item: Placed,
    wanted: tuple[windows.Wanted, windows.Wanted],
    parts: Mapping[str, windows.Windows],
    versions: Mapping[str, Version],
    cache: Cache,
) -> Job:
    pair = (item.left, item.right)
    left, right = (parts[_name(id, pair)].blobs[0] for id in pair)
    asked = numbers.Asked(
        base64.b64encode(cache.blob(right)).decode(),
        item.placement,
        place_of(versions[item.left], wanted[0]),
        place_of(versions[item.right], wanted[1]),
    )
    return pair_job(pair, left, numbers.NAME, codec.dumps(asked).decode(), cache)


def _recall(cache: Cache, name: str) -> dict[str, _Known]:
    data = cache.folder.read(name)
    try:
        return {item.key: item for item in codec.loads(_Remembered, data).pairs} if data else {}
    except codec.MalformedValue:
        return {}
