"""What compression and resizing left in the versions of a picture, pair by pair; remembered between builds.

First the same part is cut out of both files at full size, then the numbers of the two are held against each other.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from generator import codec
from generator.compare import numbers, windows
from generator.compare.sides import place_of
from generator.model import Exhibit, Traces
from generator.pairs import AT_ONCE, Pair, best_fitting, pair_job, pair_name, step_of, worked_off
from generator.plan import workforce_of
from generator.remembered import recall, remember
from generator.settings import BuildOptions

if TYPE_CHECKING:
    from generator.analyse.analysis import Job
    from generator.analyse.cache import Cache
    from generator.link.part_of import Placed
    from generator.link.version_facts import Version
    from generator.scan import Content

MOST = 8
"""Pairs of each picture that are looked at: those with most fitting places."""


@dataclass(frozen=True, slots=True)
class _Known:
    key: str
    traces: Traces = Traces()


@dataclass(frozen=True, slots=True)
class _Remembered:
    pairs: tuple[_Known, ...] = ()


def trace_pairs(
    content: Content,
    placed: Sequence[Placed],
    versions: Mapping[str, Version],
    cache: Cache,
    options: BuildOptions,
) -> tuple[dict[Pair, Traces], bool]:
    """For each pair what its numbers and edges tell; and whether all went through: where a worker crashed or took too long,
    the next build is to try again."""
    exhibits = {item.id: item for item in (*content.exhibits, *content.archived)}
    last = recall(cache, options, "traced", _Remembered) or _Remembered()
    known = {item.key: item for item in last.pairs}
    chosen = best_fitting(placed, MOST)
    keys = {(item.left, item.right): _key(item, exhibits, versions) for item in chosen}
    # By ids, so that what is asked of one picture is asked at once.
    missing = sorted(
        (item for item in chosen if keys[item.left, item.right] not in known),
        key=lambda item: (item.left, item.right),
    )
    made, is_complete = _traced(missing, keys, exhibits, versions, cache, options) if missing else ({}, True)
    found = {pair: made.get(pair) or known[key] for pair, key in keys.items()}
    # What could not be compared is asked for again by the next build.
    remembered = tuple(
        sorted((item for item in found.values() if not item.traces.missing), key=lambda item: item.key)
    )
    if remembered != last.pairs:
        remember(cache, options, "traced", _Remembered(remembered))
    return {pair: item.traces for pair, item in found.items()}, is_complete


def _key(item: Placed, exhibits: Mapping[str, Exhibit], versions: Mapping[str, Version]) -> str:
    facts = [
        (one.width, one.height, one.table, one.is_lossless, one.is_turned)
        for one in (versions[item.left], versions[item.right])
    ]
    where = hashlib.sha256(codec.dumps(item.placement) + repr(facts).encode()).hexdigest()[:20]
    left, right = (exhibits[id].sha256 for id in (item.left, item.right))
    return f"traced {windows.VERSION} {numbers.VERSION} {left} {right} {where}"


def _traced(
    missing: Sequence[Placed],
    keys: Mapping[Pair, str],
    exhibits: Mapping[str, Exhibit],
    versions: Mapping[str, Version],
    cache: Cache,
    options: BuildOptions,
) -> tuple[dict[Pair, _Known], bool]:
    made: dict[Pair, _Known] = {}
    is_complete = True
    with workforce_of(options) as workforce:
        for start in range(0, len(missing), AT_ONCE):
            some = {(item.left, item.right): item for item in missing[start : start + AT_ONCE]}
            wanted = {
                pair: windows.wanted_of(item.placement, *(versions[id] for id in pair))
                for pair, item in some.items()
            }
            cutting = [
                _cutting(id, pair, windows.parameters_of(*asked), exhibits[id], options)
                for pair, both in wanted.items()
                for id, asked in zip(pair, both, strict=True)
            ]
            step = step_of(windows, windows.Windows)
            parts, all_cut = worked_off(cutting, step, cache, workforce, options.limits)
            both = {pair: tuple(parts[_name(id, pair)] for id in pair) for pair in some}
            comparing = [
                _comparing(item, wanted[pair], both[pair], versions, cache)
                for pair, item in some.items()
                if all(any(part.blobs) for part in both[pair])
            ]
            step = step_of(numbers, Traces)
            found, all_compared = worked_off(comparing, step, cache, workforce, options.limits)
            is_complete &= all_cut and all_compared
            for pair in some:
                reason = next((part.missing for part in both[pair] if part.missing), "")
                traces = found.get(pair_name(pair), Traces(missing=reason))
                edges = tuple(box for part in both[pair] for box in part.edges)
                made[pair] = _Known(keys[pair], replace(traces, edges=edges))
    return made, is_complete


def _name(id: str, pair: Pair) -> str:
    return f"{id} {pair_name(pair)}"


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
    parts: Sequence[windows.Windows],
    versions: Mapping[str, Version],
    cache: Cache,
) -> Job:
    pair = (item.left, item.right)
    left, right = (part.blobs[0] for part in parts)
    asked = numbers.Asked(
        base64.b64encode(cache.blob(right)).decode(),
        item.placement,
        place_of(versions[item.left], wanted[0]),
        place_of(versions[item.right], wanted[1]),
    )
    return pair_job(pair, left, numbers.NAME, codec.dumps(asked).decode(), cache)
