"""The same picture though it was cropped, framed, photographed from a screen, covered by a banner, turned or mirrored.

Pictures that share distinctive places (local features) are proposed by an inverted index (`proposals.py`) and verified one
by one: one transformation must explain where at least a dozen distinct places lie (`generator.analyse.features.placement`),
and fine detail must fit as it does only in copies of one capture (`generator.analyse.features.agreement`). Where it doesn't,
but both clearly show the same, the link says "another shot", and nothing is concluded from it about copies.
Verified pairs are remembered between builds by what the features are, as nothing else shapes them.

What it can't show: which was first (`derivation`), and what was changed between the places that fit. When only a part fits,
the link says only that they have a part in common. Measured on 20 development pictures: see `backstory bench link`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.analyse.features.agreement import Sight
from generator.analyse.features.features import Features, from_bytes
from generator.analyse.features.placement import Placement, sighted
from generator.analyse.features.step import VERSION, StoredFeatures
from generator.analyse.features.words import Words, from_text
from generator.link.overlap import Box, overlap
from generator.link.pairing import pixel_keys
from generator.link.proposals import candidates
from generator.model import Exhibit, Link, LinkKind, Report
from generator.model.links import WHOLE_FROM

SAME_FROM = 0.1
"""Share of the places in the overlap that fit, from which the whole overlap is the same picture."""
CORNER, OTHERS = 0.45, 10
"""Share of the overlap in which all fitting places lie, below which it is only a part that the pictures have in common, and
how many places of both must lie elsewhere for that."""
SMALLEST_PART = 0.01
"""Share of either picture's area below which something in common is a mark or a logo and no link."""
PLACEMENT_VERSION = "2"
"""Raised whenever the same features could give another placement."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one exhibit's picture lies in another's."""

    left: str
    """Id of the exhibit that the placement takes as first; smaller than `right`."""
    right: str
    """Id of the other."""
    placement: Placement
    """Where the left lies in the right."""


@dataclass(slots=True)
class Memory:
    """Placements of earlier builds, and those of this one, by key; None where a pair was looked at in vain."""

    known: Mapping[str, Placement | None] = field(default_factory=dict)
    """What earlier builds found."""
    used: dict[str, Placement | None] = field(default_factory=dict)
    """What this build asked for, to be written down."""


def placements(
    exhibits: Sequence[Exhibit],
    reports: Mapping[str, Report],
    features: Mapping[str, StoredFeatures],
    read: Callable[[str], bytes],
    *,
    also: Sequence[tuple[str, str]] = (),
    archived: frozenset[str] = frozenset(),
    memory: Memory | None = None,
) -> tuple[Placed, ...]:
    """Pairs of exhibits of which one picture lies in the other, or in another shot of what it shows, by ids.

    `read` gives the bytes of a blob. Of exact copies the first by id stands for all. `also` names pairs that are looked at
    whether they are proposed or not, such as near-duplicates. Two pictures that are both `archived` are not compared.
    """
    memory = memory or Memory()
    ids, words = _representatives(exhibits, reports, features, archived)
    pairs = {(ids[first], ids[second]) for first, second in candidates(words)}
    known = set(ids)
    pairs |= {pair for pair in also if known.issuperset(pair)}
    pairs = {(min(pair), max(pair)) for pair in pairs if not archived.issuperset(pair)}
    opened: dict[str, Features | None] = {}
    found: list[Placed] = []
    for left, right in sorted(pairs):
        key = f"{PLACEMENT_VERSION} {VERSION} {features[left].blob} {features[right].blob}"
        if key not in memory.used:
            if key in memory.known:
                memory.used[key] = memory.known[key]
            else:
                first, second = (_opened(opened, features[id].blob, read) for id in (left, right))
                memory.used[key] = sighted(first, second) if first and second else None
        placement = memory.used[key]
        if placement is not None:
            found.append(Placed(left, right, placement))
    return tuple(found)


def part_of(placed: Sequence[Placed], *, linked: frozenset[tuple[str, str]] = frozenset()) -> Iterator[Link]:
    """Links for placements; pairs in `linked` have a stronger link already."""
    for item in placed:
        if (item.left, item.right) not in linked and (link := _link(item)):
            yield link


def scenes(placed: Sequence[Placed]) -> frozenset[tuple[str, str]]:
    """Pairs of which each is another shot of what the other shows."""
    return frozenset((item.left, item.right) for item in placed if item.placement.sight is Sight.SCENE)


def is_part_only(placement: Placement) -> bool:
    """Whether the pictures as wholes are no versions of each other: another shot, or places fit in one corner of the overlap
    only, though both pictures have places elsewhere, or more of the overlap speaks against them than for them."""
    if placement.sight is not Sight.CAPTURE:
        return True
    if placement.agreement.against > placement.agreement.grained:
        return True
    common = overlap(placement)
    shares = [
        _box_area(fitting) / max(1e-6, _box_area(whole))
        for fitting, whole in (
            (placement.first_box, common.first_box),
            (placement.second_box, common.second_box),
        )
    ]
    return placement.support < SAME_FROM or (min(shares) < CORNER and placement.apart >= OTHERS)


def _link(item: Placed) -> Link | None:
    placement = item.placement
    if placement.sight is Sight.SCENE:
        return _another_shot(item)
    common = overlap(placement)
    if is_part_only(placement):
        return _shared_part(item)
    left_whole, right_whole = (share >= WHOLE_FROM for share in (common.first_share, common.second_share))
    inside = ""
    if left_whole and right_whole:
        what = "The two pictures show the same"
    elif left_whole or right_whole:
        inside = item.left if left_whole else item.right
        share = common.second_share if left_whole else common.first_share
        what = (
            f"One of the two pictures lies in the other, where it takes up {_percent(share)} of the area: one is a crop, "
            "or the other shows it with something around it"
        )
    else:
        what = (
            f"The two pictures overlap: {_percent(common.first_share)} of the area of one and "
            f"{_percent(common.second_share)} of the other are the same"
        )
    how = _how(placement)
    return Link(
        LinkKind.PART_OF,
        item.left,
        item.right,
        f"{what}{how}. {placement.inliers} distinctive places of one were found again in the other, where they should be.",
        transform=_transform(placement),
        limits=(
            "It doesn't show which of the two came first. Something small may differ between the places that were compared, "
            "and two shots from a tripod can look like one."
        ),
        inliers=placement.inliers,
        inside=inside,
        left_part=common.first_box,
        right_part=common.second_box,
    )


def _box_area(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _shared_part(item: Placed) -> Link | None:
    placement = item.placement
    if min(_box_area(box) for box in (placement.first_box, placement.second_box)) < SMALLEST_PART:
        return None
    return Link(
        LinkKind.PART_OF,
        item.left,
        item.right,
        f"The two pictures have a part in common{_how(placement)}; the rest of them differs. {placement.inliers} distinctive "
        "places of one were found again in the other.",
        transform=_transform(placement),
        limits=(
            "The part may have been copied from one picture into the other, or both show the same thing: a print, a screen, "
            "a sign, a logo. It doesn't show which came first."
        ),
        inliers=placement.inliers,
        left_part=placement.first_box,
        right_part=placement.second_box,
    )


def _another_shot(item: Placed) -> Link:
    placement = item.placement
    return Link(
        LinkKind.SAME_SCENE,
        item.left,
        item.right,
        f"The two pictures show the same scene{_how(placement)}, but they are not one shot: {placement.inliers} distinctive "
        "places of one were found again in the other, while the fine detail around them is displaced this way and that.",
        transform=_transform(placement),
        limits=(
            "It may be a second shot from nearby, or the same picture photographed aslant or drawn anew by a program. It says "
            "nothing about copies, about when each was taken, or about which came first."
        ),
        inliers=placement.inliers,
    )


def _how(placement: Placement) -> str:
    words = _transform(placement)
    return f" when one of them is {words}" if words else ""


def _transform(placement: Placement) -> str:
    words = ["mirrored"] if placement.is_mirrored else []
    if abs(placement.turn) >= 1:
        words.append(f"turned by {abs(placement.turn):.0f}°")
    return " and ".join(words)


def _percent(share: float) -> str:
    return f"{max(1, round(share * 100))} %"


def _representatives(
    exhibits: Sequence[Exhibit],
    reports: Mapping[str, Report],
    features: Mapping[str, StoredFeatures],
    archived: frozenset[str],
) -> tuple[list[str], list[Words]]:
    """Ids and words of pictures that have features; of exact copies only the first, rather a published one."""
    seen: set[str] = set()
    ids: list[str] = []
    words: list[Words] = []
    keys = pixel_keys(exhibits, reports)
    for exhibit in sorted(exhibits, key=lambda item: (item.id in archived, item.id)):
        stored = features.get(exhibit.id)
        if stored is None or not stored.blob or keys[exhibit.id] in seen:
            continue
        seen.add(keys[exhibit.id])
        ids.append(exhibit.id)
        words.append(from_text(stored.words))
    return ids, words


def _opened(opened: dict[str, Features | None], blob: str, read: Callable[[str], bytes]) -> Features | None:
    """The features of a blob; the last few hundred are kept."""
    if blob not in opened:
        if len(opened) >= 400:
            opened.clear()
        opened[blob] = from_bytes(read(blob))
    return opened[blob]
