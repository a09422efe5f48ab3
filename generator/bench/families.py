"""Simulated families of versions: how often the order of two versions is told rightly, wrongly, or rightly not at all.

The files are real ones with a known history (`simulate.families`; `simulate.truth` says what can be told, without a look at the
rules). They go the way that pictures of a site go: the checks of their files, the places that fit, the parts that
are compared, the rules.

Counted are pairs.

* *Decidable*: one came from the other, and clearly lost something for good on the way; told right, wrong, or *left open*.
* *Undecidable*: one came from the other and lost nothing, or neither came from the other and each has something that the other
  lacks. Where nothing was lost and the order is told rightly all the same, by something else, the pair isn't among them but is
  counted apart (*told all the same, rightly*).
* *Either*: one came from the other and lost a little, or neither came from the other but one has everything that the other has,
  so that it may as well be the origin: that answer and "can't tell" are both fine, and only the contrary is counted, as wrong.
* *Open*: neither came from the other and each has everything that the other has, so that either may as well be the origin. How
  many are told is counted (*open told*), and is neither right nor wrong.

Pairs of which no check finds that one lies in the other are counted apart, and pairs with equal pixels, which are one picture
here, not at all.
"""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from generator.analyse.features.features import Features
from generator.analyse.picture import Picture
from generator.link.version_facts import Version
from generator.simulate.families import Member, family, orphans
from generator.simulate.truth import CLEAR, SLIGHT

COUNT = 60
"""Families that are made; half as many again without an origin."""
CHECKS = (
    "file.structure",
    "metadata",
    "jpeg.quantization",
    "thumbnail",
    "pixels.double-jpeg",
    "pixels.double-quantization",
)
"""What is found out about each file."""


@dataclass(frozen=True, slots=True)
class _Known:
    version: Version
    picture: Picture
    pixels: bytes
    features: Features


@dataclass(frozen=True, slots=True)
class Judged:
    """One pair and what was told of it."""

    kind: str
    """`decidable`, `undecidable`, `nothing lost`, `either` or `open`; see `truth`."""
    why: str
    """What was lost, for a decidable pair."""
    truth: str
    """Id of the older one; empty for an undecidable pair."""
    told: str
    """Id of the one that is said to be older; empty where it can't be told; `-` where no link was found."""
    clues: tuple[str, ...]
    """Rules that spoke, with the id of the one for which each did."""
    steps: tuple[str, ...]
    """What was done to the second since the first, or since the beginning."""


def measure(bases: Sequence[Image.Image] = (), count: int | None = None) -> dict[str, Any]:
    """How often the direction is right, wrong or not told, over `count` families (else `COUNT`) and half as many orphans."""
    tally: Counter[str] = Counter()
    for members in simulated(bases, COUNT if count is None else count):
        judged = tuple(judge(members))
        decidable = [item for item in judged if item.kind == "decidable"]
        tally["families"] += 1
        tally["families with decidable pairs"] += bool(decidable)
        tally["families right"] += bool(decidable) and all(item.told == item.truth for item in decidable)
        for item in judged:
            _count(tally, item)
    names = (
        "families", "families with decidable pairs", "families right", "decidable", "right", "wrong", "left open",
        "undecidable", "not told", "told wrongly", "told all the same, rightly", "either", "either wrong", "open", "open told",
        "not found",
    )  # fmt: skip
    lost = {name: dict(sorted(counts.items())) for name, counts in _by_reason(tally).items()}
    return {name: tally[name] for name in names} | {"by what was lost": lost}


def simulated(bases: Sequence[Image.Image], count: int) -> Iterator[list[Member]]:
    """The families; without `bases` of made-up photographs."""
    for seed in range(count):
        yield family(_base(bases, seed), seed)
        if seed % 2:
            yield orphans(_base(bases, seed + 7), seed)


def judge(members: Sequence[Member]) -> Iterator[Judged]:
    """All pairs of a family, each told as the program tells it."""
    known = [_known(number, member) for number, member in enumerate(members)]
    for second in range(len(members)):
        for first in range(second):
            if known[first].pixels == known[second].pixels:
                continue
            kind, why, older = truth(members, first, second)
            told, clues = _told(known[first], known[second])
            yield Judged(
                kind,
                why,
                f"v{older}" if older >= 0 else "",
                told,
                clues,
                _steps_between(members, first, second),
            )


def truth(members: Sequence[Member], first: int, second: int) -> tuple[str, str, int]:
    """What can be told of two versions, of which the first was made before: the kind of pair, why, and the older one."""
    one, other = members[first].kept, members[second].kept
    if first in _ancestors(members, second):
        if why := one.loses(other, CLEAR):
            return "decidable", why, first
        return ("either", "", first) if one.loses(other, SLIGHT) else ("nothing lost", "", first)
    if one.has_all_of(other) != other.has_all_of(one):
        return "either", "", first if one.has_all_of(other) else second
    # Where both show the same with the same detail, how each was saved and what each file says is all that is left to go by.
    return ("open" if one.has_all_of(other) else "undecidable"), "", -1


def _count(tally: Counter[str], item: Judged) -> None:
    if item.told == "-":
        tally["not found"] += 1
        return
    tally[item.kind] += 1
    if item.kind == "decidable":
        outcome = "right" if item.told == item.truth else "wrong" if item.told else "open"
        tally[outcome if outcome != "open" else "left open"] += 1
        tally[f"{item.why}: {outcome}"] += 1
    elif item.kind in ("undecidable", "nothing lost"):
        # A child that lost nothing can't be told by what is lost; a right answer rests on something else and is no mistake.
        is_lucky = item.kind == "nothing lost" and item.told == item.truth
        tally["undecidable"] += item.kind == "nothing lost" and not is_lucky
        tally["told all the same, rightly" if is_lucky else "told wrongly" if item.told else "not told"] += 1
    elif item.kind == "open":
        tally["open told"] += bool(item.told)
    elif item.kind == "either":
        tally["either wrong"] += item.told not in ("", item.truth)


def _by_reason(tally: Counter[str]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for name, number in tally.items():
        reason, colon, outcome = name.partition(": ")
        if colon:
            found.setdefault(reason, {})[outcome] = number
    return dict(sorted(found.items()))


def _ancestors(members: Sequence[Member], number: int) -> set[int]:
    found: set[int] = set()
    while (number := members[number].parent) >= 0:
        found.add(number)
    return found


def _steps_between(members: Sequence[Member], first: int, second: int) -> tuple[str, ...]:
    steps: list[str] = []
    while second >= 0 and second != first:
        steps[:0] = [*members[second].steps, f"q{members[second].kept.quality}"]
        second = members[second].parent
    return tuple(steps)


def _base(bases: Sequence[Image.Image], seed: int) -> Image.Image:
    """A photograph of about half a megapixel, without traces of an earlier save in two of three."""
    choice = np.random.default_rng([seed, 63])
    if bases:
        image = bases[seed % len(bases)].convert("RGB")
    else:
        from generator.simulate.quick import synthetic_photo

        image = Image.open(io.BytesIO(synthetic_photo(1200, 900, seed))).convert("RGB")
    longest = int(choice.integers(700, 961))
    if max(image.size) > 2000 or choice.random() < 0.67:
        image = image.copy()
        image.thumbnail((min(longest, round(max(image.size) * 0.85)),) * 2, Image.Resampling.LANCZOS)
        return image
    left, top = (int(choice.integers(0, max(1, side - 700))) for side in image.size)
    return image.crop((left, top, min(image.width, left + 800), min(image.height, top + 700)))


def _known(number: int, member: Member) -> _Known:
    from generator.analyse.chain import run_chain
    from generator.analyse.features.features import features_of
    from generator.analyse.registry import discover, selected
    from generator.link.version_facts import version_of
    from generator.model import Exhibit, Report

    sha256 = hashlib.sha256(member.data).hexdigest()
    picture = Picture(member.data, member.kind, sha256)
    runs = tuple(item.value for item in run_chain(picture, selected(discover(), CHECKS)))
    id = f"v{number}"
    exhibit = Exhibit(id, f"{id}.jpg", sha256, len(member.data), member.kind)
    pixels: NDArray[np.uint8] = picture.upright

    return _Known(
        version_of(exhibit, Report(id, runs)),
        picture,
        hashlib.sha256(pixels.tobytes()).digest(),
        features_of(pixels),
    )


def _told(first: _Known, second: _Known) -> tuple[str, tuple[str, ...]]:
    from generator.analyse.features.placement import place
    from generator.compare.numbers import traces_of
    from generator.link.derivation import derive
    from generator.link.part_of import Placed, is_part_only

    placement = place(first.features, second.features)
    if placement is None or is_part_only(placement):
        return "-", ()
    versions = (first.version, second.version)
    traces = traces_of((first.picture, second.picture), versions, placement)
    answer = derive(Placed(versions[0].id, versions[1].id, placement), *versions, traces)
    clues = tuple(f"{clue.rule.removeprefix('derivation.')} {clue.older}" for clue in answer.clues)
    return answer.older, clues
