"""Families of versions as pages draw them: one row a version, each below the one that it can have come from.

Rows need no room beside one another, so that a narrow screen shows the same drawing as a wide one.
"""

from __future__ import annotations

from generator.link.family_tree import Branch, FamilyTree
from generator.link.version_facts import version_of
from generator.model import Citation, EvidenceKind, Exhibit
from generator.render import text, urls
from generator.render.contexts.shared import CitationView, InsideLink
from generator.render.contexts.versions import FamilyView, VersionView
from generator.render.dates import words_for
from generator.render.environment import Environment
from generator.render.views import cards, changes, citations, pictures
from generator.render.views.citations import Place

MOST = 24
"""Versions of a family that a page shows."""
ROW, STEP, LEFT = 100, 26, 8
"""Height of a row, how much a version is moved to the right of the one above it, and the left edge of the first."""
BOX_WIDTH, BOX_HEIGHT = 96, 72
TEXT_WIDTH = 218
DEEPEST = 8
"""Further steps to the right are not drawn."""
TITLE_LENGTH = 27
SCRIPTS = ("versions",)
"""Scripts of a page on which two versions can be compared."""


def families(env: Environment, exhibits: tuple[str, ...], place: Place) -> tuple[FamilyView, ...]:
    """The families that any of these exhibits belongs to, for the page at `place`."""
    wanted = set(exhibits)
    views: list[FamilyView] = []
    for tree in env.data.families:
        copies = {id: changes.copies(env, id) for id in tree.versions}
        if wanted.isdisjoint(tree.versions) and all(wanted.isdisjoint(others) for others in copies.values()):
            continue
        views.append(_family(env, tree, copies, wanted, place, len(views) + 1))
    return tuple(views)


def has_pictures(found: tuple[FamilyView, ...]) -> bool:
    """Whether two versions are shown in one frame anywhere, which is what the script is for."""
    return any(item.changes and item.changes.pictures for family in found for item in family.versions)


def _family(
    env: Environment,
    tree: FamilyTree,
    copies: dict[str, tuple[str, ...]],
    wanted: set[str],
    place: Place,
    number: int,
) -> FamilyView:
    words = env.words.versions
    ids = _shown(tree, wanted)
    numbers = {id: at for at, id in enumerate(ids, 1)}
    depths: dict[str, int] = {}
    views: list[VersionView] = []
    anchor = f"versions-{number}"
    # Of several exhibits with the same pixels a page speaks of its own.
    shown = {id: next((other for other in (id, *copies[id]) if other in wanted), id) for id in ids}
    for id in ids:
        branch = tree.branch_to(id)
        if branch and branch.parent not in numbers:
            branch = None
        depths[id] = min(DEEPEST, depths[branch.parent] + 1) if branch else 0
        others = tuple(other for other in (id, *copies[id]) if other != shown[id])
        views.append(_version(env, id, branch, numbers, depths, shown, others, place, anchor))
    left_out = len(tree.versions) - len(ids)
    return FamilyView(
        anchor=anchor,
        title=words.tree_title.format(count=len(ids)),
        headline=_headline(env, tree, numbers),
        description=" ".join(f"{item.number}: {item.name}. {item.order}".strip() for item in views),
        width=LEFT * 2 + max(depths.values()) * STEP + BOX_WIDTH + TEXT_WIDTH,
        height=len(ids) * ROW - (ROW - BOX_HEIGHT) + 2 * LEFT,
        versions=tuple(views),
        more=env.plural("more_versions", left_out) if left_out else "",
    )


def _headline(env: Environment, tree: FamilyTree, numbers: dict[str, int]) -> str:
    """Which version is the earliest and why, in one sentence."""
    words, count = env.words.versions, len(tree.versions)
    first = _either(env, tree.earliest, numbers)
    if tree.reason:
        told, clue = tree.reason
        sentence = words.earliest_sure if tree.is_sure else words.earliest_probable
        why = told.said(clue, lambda id: _either(env, (id,), numbers))
        return str(sentence.format(one=first[0].upper() + first[1:], count=count, clue=why))
    return str(words.earliest_unknown.format(count=count, versions=first))


def _either(env: Environment, ids: tuple[str, ...], numbers: dict[str, int]) -> str:
    """`version 1, 2 or one that isn't drawn here`."""
    words = env.words.versions
    names = [str(numbers[id]) for id in ids if id in numbers]
    if undrawn := len(ids) - len(names):
        names.append(env.plural("undrawn_version", undrawn))
    if undrawn < len(ids):
        names[0] = words.version.format(number=names[0])
    return str(words.either_or.join(filter(None, (", ".join(names[:-1]), names[-1]))))


def _shown(tree: FamilyTree, wanted: set[str]) -> list[str]:
    """At most `MOST` versions: those of the page with all that they hang on, then the others in order."""
    if len(tree.versions) <= MOST:
        return list(tree.versions)
    chosen: dict[str, None] = {}
    for id in (*(id for id in tree.versions if id in wanted), *tree.versions):
        way = [id]
        while branch := tree.branch_to(way[-1]):
            way.append(branch.parent)
        new, room = [item for item in way if item not in chosen], MOST - len(chosen)
        # Of a way that is too long the page's own version stays, with those right above it.
        if len(new) <= room or id in wanted:
            chosen.update(dict.fromkeys(new[:room]))
    return [id for id in tree.versions if id in chosen]


def _version(
    env: Environment,
    id: str,
    branch: Branch | None,
    numbers: dict[str, int],
    depths: dict[str, int],
    shown: dict[str, str],
    copies: tuple[str, ...],
    place: Place,
    anchor: str,
) -> VersionView:
    own = shown[id]
    archived = env.index.archived.get(own)
    exhibit = archived or env.index.exhibits[own]
    case = env.index.cases.get(exhibit.case)
    is_same_case = bool(case and place.case and case.slug == place.case.slug)
    title = (
        env.words.links.archived.format(name=exhibit.title) if archived else cards.exhibit_title(env, exhibit)
    )
    x, y = LEFT + depths[id] * STEP, LEFT + (numbers[id] - 1) * ROW
    line, arrow, doubt = "", "", (0, 0)
    if branch:
        start_x = LEFT + depths[branch.parent] * STEP + STEP // 2
        start_y = LEFT + (numbers[branch.parent] - 1) * ROW + BOX_HEIGHT
        middle = y + BOX_HEIGHT // 2
        end = x - 1 if not branch.derivation.older else x - 7
        line = f"M{start_x} {start_y}V{middle}H{end}"
        if branch.derivation.older:
            arrow = f"{x - 9},{middle - 6} {x},{middle} {x - 9},{middle + 6}"
        else:
            doubt = (start_x, middle - 26)
    version = version_of(exhibit, env.data.reports.get(own), case)
    return VersionView(
        number=numbers[id],
        name=_name(env, exhibit, is_same_case=is_same_case, is_archived=bool(archived)),
        title=title,
        short_title=text.shorten(title, TITLE_LENGTH),
        href="" if archived else urls.exhibit(own),
        case=cards.case_link(case) if case and not is_same_case else None,
        is_here=own == place.exhibit,
        size=env.words.versions.size.format(width=f"{version.width:,}", height=f"{version.height:,}")
        if version.width
        else "",
        date=_date(env, exhibit, version.first_seen, version.modified),
        thumbnail="" if archived else _thumbnail(env, exhibit),
        copies=tuple(
            InsideLink(urls.exhibit(other), cards.exhibit_title(env, env.index.exhibits[other]))
            for other in copies
        ),
        x=x,
        y=y,
        line=line,
        arrow=arrow,
        doubt=doubt,
        order=_order(env, branch, numbers) if branch else "",
        citation=_citation(env, branch, shown, place) if branch else None,
        clues=_clues(env, branch, numbers, is_for=True) if branch else (),
        against=_clues(env, branch, numbers, is_for=False) if branch else (),
        missing=env.words.versions.not_traced.format(reason=branch.derivation.missing)
        if branch and branch.derivation.missing
        else "",
        changes=changes.changes(env, branch, numbers, shown, f"{anchor}-{numbers[id]}") if branch else None,
    )


def _clues(env: Environment, branch: Branch, numbers: dict[str, int], *, is_for: bool) -> tuple[str, ...]:
    """What speaks for the order, or against it; for either order, where none is told."""
    told = branch.derivation
    said = (
        (clue.older, told.said(clue, lambda id: _either(env, (id,), numbers)))
        for clue in told.clues
        if (not told.older or clue.older == told.older) is is_for
    )
    if told.older and is_for:
        return tuple(words for _, words in said)
    return tuple(env.words.versions.clue.format(number=numbers[id], clue=words) for id, words in said)


def _order(env: Environment, branch: Branch, numbers: dict[str, int]) -> str:
    words = env.words.versions
    if not branch.derivation.older:
        return str(words.cannot_tell.format(one=numbers[branch.parent], other=numbers[branch.child]))
    sentence = words.very_likely if branch.derivation.is_sure else words.probably
    return str(sentence.format(one=numbers[branch.parent], other=numbers[branch.child]))


def _name(env: Environment, exhibit: Exhibit, *, is_same_case: bool, is_archived: bool) -> str:
    words = env.words.versions
    if is_archived:
        return str(words.archived)
    if is_same_case:
        return f"{env.words.case.exhibit} {env.index.letters[exhibit.id]}"
    return str(words.other_case if exhibit.case else words.no_case)


def _date(env: Environment, exhibit: Exhibit, seen: str, modified: str) -> str:
    """The date that says most of a version's age, with its kind."""
    words, months = env.words.versions, env.words.dates.months
    if seen:
        return str(words.seen.format(date=words_for(seen[:10], months)))
    taken = env.index.report(exhibit.id).measure("metadata.date", "date_original")
    if isinstance(taken, str) and taken:
        return str(words.taken.format(date=words_for(taken[:10], months)))
    return str(words.modified.format(date=words_for(modified[:10], months))) if modified else ""


def _thumbnail(env: Environment, exhibit: Exhibit) -> str:
    """The smallest published file; for a hidden picture that is a blurred one."""
    view = pictures.picture(env, exhibit)
    files = view.webp or view.jpeg
    return min(files, key=lambda file: file.width).href if files else ""


def _citation(env: Environment, branch: Branch, shown: dict[str, str], place: Place) -> CitationView | None:
    """The link between the two, as seen from the one whose ledger is on the page."""
    for pair in ((shown[branch.child], shown[branch.parent]), (branch.child, branch.parent)):
        for id in sorted(pair, key=lambda id: not place.holds(id)):
            for number, link in enumerate(env.index.links.get(id, ()), 1):
                if {link.left, link.right} == set(pair) and id in env.index.exhibits:
                    return citations.citation(env, Citation(EvidenceKind.LINK, id, number), place)
    return None
