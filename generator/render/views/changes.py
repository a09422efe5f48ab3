"""What differs between two versions, as a page shows it: both in one frame with the regions marked, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from generator.link.family_tree import Branch
from generator.model import Common, Comparison, LaidFigures, LinkKind, Rendition, Renditions
from generator.render import urls
from generator.render.contexts.versions import ChangesView, CutView, LaidPicture, MarkedBox
from generator.render.environment import Environment
from generator.render.views import cards, pictures

WHOLE_FROM = 0.97
"""Share of a picture's area from which it counts as shown whole: where one lies in the other is known to a pixel or two."""
MOST_NAMED = 4
"""Regions of which a page says what they look like."""
DRAWING = 320
"""Longer side of the drawing of what was cut away."""

Box = tuple[float, float, float, float]
T = TypeVar("T")


def changes(
    env: Environment, branch: Branch, numbers: Mapping[str, int], shown: Mapping[str, str], anchor: str
) -> ChangesView | None:
    """What differs between the two ends of a line; None when they were not compared.

    `shown` names for each version the exhibit with its pixels that the page speaks of.
    """
    from generator.compare import additions, chance
    from generator.compare.changes import SEED

    words = env.words.versions
    pair = (branch.derivation.left, branch.derivation.right)
    common, comparison = env.data.common.get(pair), env.data.comparisons.get(pair)
    if common is None or comparison is None:
        return None
    ends = (branch.parent, branch.child)
    one, other = (numbers[id] for id in ends)
    is_hidden = any(_is_hidden(env, shown[id]) for id in ends)
    files = LaidFigures(missing="hidden") if is_hidden else common.figures
    width, height = (files.left.width, files.left.height) if files.left else (0, 0)
    regions = () if files.missing else _regions(env, comparison, files, width, height)
    missing = comparison.region_count - len(regions)
    return ChangesView(
        anchor=f"{anchor}-changes",
        title=words.changes_title.format(one=one, other=other),
        sentences=(
            *_frames(env, branch, common, one, other),
            comparison.statement,
            *_looks(env, branch, comparison, common, numbers),
            *_colours(env, branch, comparison, one, other),
        ),
        regions=regions,
        more=env.plural("more_regions", missing) if regions and missing else "",
        pictures=() if files.missing else _pictures(env, branch, files, numbers, shown),
        width=width,
        height=height,
        stroke=_stroke(width, height),
        cut=_cut(env, branch, common, shown[branch.parent], one, other),
        not_shown=_not_shown(env, files.missing, is_hidden=is_hidden),
        slider=words.slider.format(one=one, other=other),
        limits=words.limits.format(
            bound=f"{SEED:g}", odds=f"{chance.ONE_IN:,}", measured=chance.MEASURED, named=additions.MEASURED
        ),
    )


def published(env: Environment) -> Iterator[Rendition]:
    """Figures of pairs that a page may show: both pictures are shown uncovered as some exhibit."""
    for pair, common in env.data.common.items():
        is_shown = all(any(not _is_hidden(env, own) for own in (id, *copies(env, id))) for id in pair)
        for item in (common.figures.left, common.figures.right):
            if item is not None and is_shown:
                yield item


def copies(env: Environment, id: str) -> tuple[str, ...]:
    """Published exhibits whose bytes or pixels are the same."""
    same = (LinkKind.SAME_BYTES, LinkKind.SAME_PIXELS)
    others = {
        link.right if link.left == id else link.left
        for link in env.index.links.get(id, ())
        if link.kind in same
    }
    return tuple(sorted(other for other in others if other in env.index.exhibits and other != id))


def _is_hidden(env: Environment, id: str) -> bool:
    exhibit = env.index.exhibits.get(id)
    return exhibit is None or bool(exhibit.sensitive or exhibit.redactions)


def _not_shown(env: Environment, reason: str, *, is_hidden: bool) -> str:
    words = env.words.versions
    if is_hidden:
        return str(words.hidden)
    return str(words.no_figures.format(reason=reason)) if reason else ""


def _frames(env: Environment, branch: Branch, common: Common, one: int, other: int) -> list[str]:
    """What each shows that the other doesn't."""
    words = env.words.versions
    above, below = _by_end(branch, common.left_share, common.right_share)
    if min(above, below) >= WHOLE_FROM:
        return [words.same_frame]
    sentences = []
    if above < WHOLE_FROM:
        sentence = words.cut_away if branch.derivation.older else words.not_in_other
        where = _sides(env, _by_end(branch, common.left_box, common.right_box)[0])
        sentences.append(sentence.format(one=one, other=other, share=_percent(1 - above), sides=where))
    if below < WHOLE_FROM:
        sentence = words.added if branch.derivation.older else words.not_in_other
        where = _sides(env, _by_end(branch, common.left_box, common.right_box)[1])
        sentences.append(sentence.format(one=other, other=one, share=_percent(1 - below), sides=where))
    return sentences


def _by_end(branch: Branch, left: T, right: T) -> tuple[T, T]:
    """Two values in the order of the line: that of the upper end first."""
    return (left, right) if branch.parent == branch.derivation.left else (right, left)


def _sides(env: Environment, box: Box) -> str:
    """How much of a picture lies outside a box on each of its sides, in words."""
    names = env.words.versions.sides
    parts = [
        f"{_percent(share)} {name}"
        for share, name in zip((box[0], box[1], 1 - box[2], 1 - box[3]), names, strict=True)
        if share >= 0.01
    ]
    return ", ".join(parts) if parts else str(env.words.versions.edges)


def _looks(
    env: Environment, branch: Branch, comparison: Comparison, common: Common, numbers: Mapping[str, int]
) -> Iterator[str]:
    """What regions look like, and which of the two has them."""
    part = common.left_box if comparison.is_left_frame else common.right_box
    words = env.words.versions
    sentences = {
        "lettering": words.looks_lettering,
        "banner": words.looks_banner,
        "banner with lettering": words.looks_banner_with_lettering,
    }
    ends = (branch.derivation.left, branch.derivation.right)
    for item in comparison.additions[:MOST_NAMED]:
        own, other = ends if item.in_frame == comparison.is_left_frame else ends[::-1]
        where = _where(env, _within(item.box, part))
        yield sentences[item.kind].format(one=numbers[own], other=numbers[other], where=where)


def _colours(env: Environment, branch: Branch, comparison: Comparison, one: int, other: int) -> Iterator[str]:
    """How the colours of the lower end differ from those of the upper one as a whole."""
    from generator.compare.spoken import colours_of, listed

    words = colours_of(comparison, is_left=branch.child == branch.derivation.left)
    if words:
        yield env.words.versions.colours.format(one=one, other=other, words=listed(words))


def _percent(share: float) -> str:
    return f"{max(1, round(share * 100))}\u00a0%"


def _regions(
    env: Environment, comparison: Comparison, files: LaidFigures, width: int, height: int
) -> tuple[MarkedBox, ...]:
    """Regions of the frame as boxes over the figures, which show a part of it."""
    if comparison.is_left_frame != files.is_left_frame:
        return ()
    return tuple(
        _box(env, _within(box, files.part), width, height, number)
        for number, box in enumerate(comparison.regions, 1)
    )


def _within(box: Box, part: Box) -> Box:
    """A box in shares of the frame as one in shares of a part of it."""
    left, top, right, bottom = part
    width, height = max(1e-6, right - left), max(1e-6, bottom - top)
    return (
        min(1.0, max(0.0, (box[0] - left) / width)),
        min(1.0, max(0.0, (box[1] - top) / height)),
        min(1.0, max(0.0, (box[2] - left) / width)),
        min(1.0, max(0.0, (box[3] - top) / height)),
    )


def _box(env: Environment, box: Box, width: int, height: int, number: int) -> MarkedBox:
    x, y = round(box[0] * width), round(box[1] * height)
    radius = 8 * _stroke(width, height)
    return MarkedBox(
        x=x,
        y=y,
        width=max(1, round(box[2] * width) - x),
        height=max(1, round(box[3] * height) - y),
        number=number,
        where=_where(env, box),
        mark_x=x - radius if x >= 2 * radius else min(width - radius, round(box[2] * width) + radius),
        mark_y=min(height - radius, max(radius, y + radius // 2)),
    )


def _where(env: Environment, box: Box) -> str:
    """Where a box lies and how large it is, in words."""
    words = env.words.versions
    places = [min(2, int((box[place] + box[place + 2]) / 2 * 3)) for place in (0, 1)]
    where = words.places[places[1] * 3 + places[0]]
    return str(
        words.region.format(where=where, width=_percent(box[2] - box[0]), height=_percent(box[3] - box[1]))
    )


def _stroke(width: int, height: int) -> int:
    """Width of lines over figures; the discs of numbers are eight times as wide on either side."""
    return max(2, max(width, height) // 300)


def _pictures(
    env: Environment,
    branch: Branch,
    files: LaidFigures,
    numbers: Mapping[str, int],
    shown: Mapping[str, str],
) -> tuple[LaidPicture, ...]:
    words = env.words.versions
    if files.left is None or files.right is None:
        return ()
    tags = (words.older, words.younger) if branch.derivation.older else ("{number}", "{number}")
    return tuple(
        LaidPicture(
            number=numbers[id],
            href=urls.media(file.blob, file.media_type),
            alt=words.laid_alt.format(
                number=numbers[id], title=cards.exhibit_title(env, env.index.exhibits[shown[id]])
            ),
            tag=tag.format(number=numbers[id]),
        )
        for id, file, tag in zip(
            (branch.parent, branch.child), _by_end(branch, files.left, files.right), tags, strict=True
        )
    )


def _cut(env: Environment, branch: Branch, common: Common, own: str, one: int, other: int) -> CutView | None:
    """The upper end's picture with what the lower end shows of it, where that isn't all."""
    share, box = (
        _by_end(branch, common.left_share, common.right_share)[0],
        _by_end(branch, common.left_box, common.right_box)[0],
    )
    exhibit = env.index.exhibits.get(own)
    if exhibit is None or exhibit.sensitive:
        return None
    # The published picture with its covered parts; nothing is shown that it doesn't show.
    view = pictures.picture(env, exhibit)
    files = env.data.renditions.get(own, Renditions())
    if share >= WHOLE_FROM or not view.jpeg or not files.width:
        return None
    scale = DRAWING / max(files.width, files.height)
    width, height = max(1, round(files.width * scale)), max(1, round(files.height * scale))
    return CutView(
        href=min(view.webp or view.jpeg, key=lambda file: file.width).href,
        width=width,
        height=height,
        box=_box(env, box, width, height, 0),
        title=env.words.versions.cut_title.format(one=one, other=other),
    )
