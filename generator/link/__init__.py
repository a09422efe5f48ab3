"""Says which exhibits belong together: same bytes, same pixels, nearly the same look, named in a credential, same camera body,
same signer.

Works on finished reports and kept local features alone, never on files. Everything is exact and in a fixed order: by kind
from strong to weak, then by the ids of both ends. A link shows what two files have in common; it can't show which came first or
who copied whom.

Large groups don't get a link for every pair (n² of them would drown readers and builds): see `pairing.py` and
`near_duplicates.py` for what is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.link.copies import same_bytes, same_pixels
from generator.link.groups import Group, cameras, same_camera, same_sensor, same_signer, sensors, signers
from generator.link.ingredient_previews import ingredients
from generator.link.near_duplicates import near_duplicates
from generator.link.part_of import Placed, part_of, scenes
from generator.model import Exhibit, Link, LinkKind, Report

__all__ = ["Group", "cameras", "find_links", "sensors", "signers"]

_ORDER = {kind: place for place, kind in enumerate(LinkKind)}


def find_links(
    exhibits: Sequence[Exhibit],
    reports: Mapping[str, Report],
    *,
    near: Sequence[Link] | None = None,
    placed: Sequence[Placed] = (),
) -> tuple[Link, ...]:
    """All links among the exhibits. `reports` is by exhibit id; an exhibit without a report links by its bytes alone.

    `near` are the near-duplicates where they are known already; `placed` says which pictures lie in which others
    (`part_of.placements`). Near-duplicates that turn out to be another shot of the scene are said to be that.
    """
    ordered = sorted(exhibits, key=lambda exhibit: exhibit.id)
    near = tuple(near_duplicates(ordered, reports)) if near is None else near
    shots = scenes(placed)
    near = tuple(link for link in near if (link.left, link.right) not in shots)
    links = [
        *same_bytes(ordered),
        *same_pixels(ordered, reports),
        *near,
        *part_of(placed, linked=frozenset((link.left, link.right) for link in near)),
        *ingredients(ordered, reports),
        *same_camera(ordered, reports),
        *same_sensor(ordered, reports),
        *same_signer(ordered, reports),
    ]
    return tuple(sorted(links, key=lambda link: (_ORDER[link.kind], link.left, link.right, link.statement)))
