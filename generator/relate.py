"""What belongs together in the whole corpus: the link stage with what it needs from the cache, and what it remembers there.

Local features were made with the other work on each picture; here they are looked up, and pairs that were compared by an
earlier build are not compared again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator import codec
from generator.analyse.features.placement import Placement
from generator.analyse.features.step import NAME, StoredFeatures
from generator.model import Link, Report
from generator.settings import BuildOptions
from generator.storage import Folder

if TYPE_CHECKING:
    from generator.analyse.analysis import Analysed
    from generator.analyse.cache import Cache
    from generator.scan import Content


@dataclass(frozen=True, slots=True)
class Related:
    """What the link stage found."""

    links: tuple[Link, ...] = ()
    """Links between exhibits, and between exhibits and archived pictures."""


@dataclass(frozen=True, slots=True)
class _Pair:
    key: str
    placement: Placement | None = None


@dataclass(frozen=True, slots=True)
class _Remembered:
    pairs: tuple[_Pair, ...] = ()


def relate(
    content: Content, analysed: Mapping[str, Analysed], cache: Cache, options: BuildOptions
) -> Related:
    """What belongs together among the pictures of `content`; `analysed` holds what is known of each."""
    from generator.link import find_links
    from generator.link.near_duplicates import near_duplicates
    from generator.link.part_of import Memory, placements

    reports = {id: Report(id, item.runs) for id, item in analysed.items()}
    features = {
        id: stored
        for id, item in analysed.items()
        if isinstance(stored := item.steps.get(NAME), StoredFeatures)
    }
    name = f"links/{hashlib.sha256(os.fsencode(options.site.absolute())).hexdigest()[:20]}.json"
    memory = Memory(_recall(cache.folder, name))
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
    if memory.used != memory.known:
        pairs = tuple(_Pair(key, memory.used[key]) for key in sorted(memory.used))
        cache.folder.write(name, codec.dumps(_Remembered(pairs)))
    links = find_links(ordered, reports, near=near, placed=placed)
    return Related(tuple(link for link in links if not archived.issuperset((link.left, link.right))))


def _recall(folder: Folder, name: str) -> dict[str, Placement | None]:
    data = folder.read(name)
    try:
        return {pair.key: pair.placement for pair in codec.loads(_Remembered, data).pairs} if data else {}
    except codec.MalformedValue:
        return {}
